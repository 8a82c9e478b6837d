-- piece signer_candidates   of each that is asked about: id, org, opened_by, series
SELECT r.id AS id, r.series AS series, 1 AS turn, p.depth AS depth,
       0 AS mandate, a.id AS accreditation, o.id AS node, o.name AS name
  FROM asked r
  JOIN org_path p ON p.node = r.org
  JOIN accreditation a ON a.org = p.ancestor
  JOIN org o ON o.id = a.org
 WHERE a.from_date <= :today AND a.to_date >= :today
   AND a.ended_ms IS NULL AND o.status = 'member'
UNION ALL
SELECT r.id, r.series, 2, 0, m.id, 0, m.node, m.title
  FROM asked r
  JOIN mandate m ON m.id = r.opened_by
 WHERE m.kind = 'national_centre' AND m.status = 'active'
   AND m.from_date <= :today
   AND (m.to_date IS NULL OR m.to_date >= :today)
UNION ALL
SELECT r.id, r.series,
       CASE m.kind WHEN 'national_centre' THEN 3 ELSE 4 END, p.depth,
       m.id, 0, m.node, m.title
  FROM asked r
  JOIN org_path p ON p.node = r.org
  JOIN mandate m ON m.node = p.ancestor
 WHERE m.kind IN ('national_centre', 'secretariat') AND m.status = 'active'
   AND m.from_date <= :today
   AND (m.to_date IS NULL OR m.to_date >= :today)

-- piece signer_in_scope   a candidate x; series 0 = none in particular
(x.mandate = 0 OR x.series = 0
 OR EXISTS (SELECT 1 FROM mandate m WHERE m.id = x.mandate AND m.scope = 'all')
 OR EXISTS (SELECT 1 FROM mandate_scope y
             WHERE y.mandate = x.mandate AND y.series = x.series
               AND y.from_date <= :today
               AND (y.to_date IS NULL OR y.to_date >= :today)))

-- signer_for(org, opened_by, today, series)
WITH asked AS (SELECT 0 AS id, CAST(:org AS {i64}) AS org,
                      CAST(:opened_by AS {i64}) AS opened_by,
                      CAST(:series AS {i64}) AS series)
SELECT x.mandate, x.accreditation, x.node, x.turn, x.name
  FROM ({signer_candidates}) x
 WHERE {signer_in_scope}
 ORDER BY x.turn, x.depth, x.mandate, x.accreditation LIMIT 1;

-- signer_of_openings(openings, today)   the first of each id
WITH asked AS (SELECT id, org, mandate AS opened_by, series FROM series_open
                WHERE id IN :openings[64])
SELECT x.id, x.name
  FROM ({signer_candidates}) x
 WHERE {signer_in_scope}
 ORDER BY x.id, x.turn, x.depth, x.mandate, x.accreditation;
