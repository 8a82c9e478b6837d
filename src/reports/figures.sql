-- piece figures_families   the top, and those directly below several, that day; a first parent holds from the beginning
(SELECT CAST(0 AS {i64}) AS parent, CAST(:root AS {i64}) AS node
        UNION ALL
        SELECT h.parent, h.org FROM org_parent h
         WHERE h.parent IN :parents[16] AND h.corrected_ms IS NULL
           AND (h.to_date IS NULL OR h.to_date > :day)
           AND (h.from_date <= :day
                OR NOT EXISTS (SELECT 1 FROM org_parent b
                                WHERE b.org = h.org AND b.corrected_ms IS NULL
                                  AND b.from_date < h.from_date)))

-- piece figures_amount   up to the day before; '9999-99-99' = all
SUM(CASE WHEN k.day >= :today THEN k.early ELSE k.value END)

-- figures_way(org, day, last)   the nodes above it and itself, from the top, that day; its members
SELECT p.ancestor, o.kind,
       (SELECT COALESCE(CAST(SUM(k.value) AS {i64}), 0) FROM counter k
         WHERE k.node = :org AND k.indicator = 'members' AND k.month <= :last)
  FROM org_path_at p JOIN org o ON o.id = p.ancestor
 WHERE p.node = :org AND p.from_date <= :day AND p.to_date > :day
 ORDER BY (SELECT COUNT(*) FROM org_path_at q
            WHERE q.node = p.ancestor AND q.from_date <= :day
              AND q.to_date > :day), p.ancestor;

-- figures_totals(root, parents, day, today, first, last)
SELECT x.parent, x.node, x.enrolled, x.completed, x.certified
  FROM (SELECT y.parent AS parent, y.node AS node,
               (SELECT COALESCE(CAST({figures_amount} AS {i64}), 0)
                  FROM counter k
                 WHERE k.node = y.node AND k.indicator = 'enrolled'
                   AND k.month >= :first AND k.month <= :last) AS enrolled,
               (SELECT COALESCE(CAST({figures_amount} AS {i64}), 0)
                  FROM counter k
                 WHERE k.node = y.node AND k.indicator = 'completed'
                   AND k.month >= :first AND k.month <= :last) AS completed,
               (SELECT COALESCE(CAST({figures_amount} AS {i64}), 0)
                  FROM counter k
                 WHERE k.node = y.node AND k.indicator = 'certified'
                   AND k.month >= :first AND k.month <= :last) AS certified
          FROM {figures_families} y) x
 WHERE x.enrolled <> 0 OR x.completed <> 0 OR x.certified <> 0
 ORDER BY x.parent, x.node;

-- figures_months(root, parents, day, today, first, last)
SELECT x.parent, x.node, k.indicator, k.month, CAST({figures_amount} AS {i64})
  FROM {figures_families} x
  JOIN counter k ON k.node = x.node
   AND k.indicator IN ('enrolled', 'completed', 'certified')
   AND k.month >= :first AND k.month <= :last
 GROUP BY x.parent, x.node, k.indicator, k.month
 ORDER BY x.parent, x.node;

-- figures_groups(root, parents, day, today, first, last)   people certified
SELECT x.parent, x.node, k.workgroup, k.gender, CAST({figures_amount} AS {i64})
  FROM {figures_families} x
  JOIN counter k ON k.node = x.node AND k.indicator = 'certified'
   AND k.month >= :first AND k.month <= :last
 GROUP BY x.parent, x.node, k.workgroup, k.gender
 ORDER BY x.parent, x.node;

-- figures_places(parent, lang, day, first, last)   of institutions members, and others that count somebody
SELECT o.id, o.slug, COALESCE(n.name, o.name), o.kind, o.country, o.name_folded,
       (SELECT COALESCE(CAST(SUM(k.value) AS {i64}), 0) FROM counter k
         WHERE k.node = o.id AND k.indicator = 'members' AND k.month <= :last)
  FROM org_parent h
  JOIN org o ON o.id = h.org
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE h.parent = :parent AND h.corrected_ms IS NULL
   AND (h.to_date IS NULL OR h.to_date > :day)
   AND (h.from_date <= :day
        OR NOT EXISTS (SELECT 1 FROM org_parent b
                        WHERE b.org = h.org AND b.corrected_ms IS NULL
                          AND b.from_date < h.from_date))
   AND (o.kind <> 'institution' OR o.status = 'member'
        OR EXISTS (SELECT 1 FROM counter k
                    WHERE k.node = o.id
                      AND k.indicator IN ('enrolled', 'completed', 'certified')
                      AND k.month >= :first AND k.month <= :last))
 ORDER BY o.id;
