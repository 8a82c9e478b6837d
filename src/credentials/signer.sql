-- piece signer_in_scope   a mandate m today
(m.scope = 'all' OR CAST(:series AS {i64}) = 0
 OR EXISTS (SELECT 1 FROM mandate_scope x
             WHERE x.mandate = m.id AND x.series = :series
               AND x.from_date <= :today
               AND (x.to_date IS NULL OR x.to_date >= :today)))

-- signer_for(org, opened_by, today, series)   series 0 = none in particular
SELECT x.mandate, x.accreditation, x.node, x.turn, x.name
  FROM (SELECT 1 AS turn, p.depth AS depth, 0 AS mandate,
               a.id AS accreditation, o.id AS node, o.name AS name
          FROM org_path p
          JOIN accreditation a ON a.org = p.ancestor
          JOIN org o ON o.id = a.org
         WHERE p.node = :org AND a.from_date <= :today
           AND a.to_date >= :today AND a.ended_ms IS NULL
           AND o.status = 'member'
        UNION ALL
        SELECT 2, 0, m.id, 0, m.node, m.title
          FROM mandate m
         WHERE m.id = :opened_by AND m.kind = 'national_centre'
           AND m.status = 'active' AND m.from_date <= :today
           AND (m.to_date IS NULL OR m.to_date >= :today)
           AND {signer_in_scope}
        UNION ALL
        SELECT CASE m.kind WHEN 'national_centre' THEN 3 ELSE 4 END, p.depth,
               m.id, 0, m.node, m.title
          FROM org_path p
          JOIN mandate m ON m.node = p.ancestor
         WHERE p.node = :org AND m.kind IN ('national_centre', 'secretariat')
           AND m.status = 'active' AND m.from_date <= :today
           AND (m.to_date IS NULL OR m.to_date >= :today)
           AND {signer_in_scope}) x
 ORDER BY x.turn, x.depth, x.mandate, x.accreditation LIMIT 1;
