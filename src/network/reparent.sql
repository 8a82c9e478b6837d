-- reparent_parent(org)
SELECT h.id, h.parent, h.from_date,
       (SELECT COUNT(*) FROM org_parent b
         WHERE b.org = h.org AND b.corrected_ms IS NULL)
  FROM org_parent h WHERE h.org = :org AND h.to_date IS NULL;

-- reparent_ancestors(org)   all above it and itself
SELECT ancestor FROM org_path WHERE node = :org ORDER BY depth DESC;

-- reparent_changed(org, parent, day)   what is below it or above its new place
SELECT COUNT(*)
  FROM org_path_at q
 WHERE (q.node = :parent
        OR q.node IN (SELECT p.node FROM org_path p WHERE p.ancestor = :org)
        OR q.ancestor = :org)
   AND (q.from_date > :day
        OR (q.to_date > :day AND q.to_date < '9999-99-99'));

-- reparent_end_parent(day, id)
UPDATE org_parent SET to_date = :day WHERE id = :id;

-- reparent_end_wrong(now_ms, reason, id)
UPDATE org_parent SET to_date = from_date, corrected_ms = :now_ms,
       reason = :reason
 WHERE id = :id;

-- reparent_insert_parent(id, org, parent, from_date, reason, by_person)
INSERT INTO org_parent (id, org, parent, from_date, to_date, reason,
                        by_person)
VALUES (:id, :org, :parent, :from_date, NULL, :reason, :by_person);

-- reparent_close(day, org, lost)
UPDATE org_path_at SET to_date = :day
 WHERE to_date = '9999-99-99' AND from_date < :day
   AND ancestor IN :lost[32]
   AND node IN (SELECT p.node FROM org_path p WHERE p.ancestor = :org);

-- reparent_drop(day, org, lost)
DELETE FROM org_path_at
 WHERE to_date = '9999-99-99' AND from_date >= :day
   AND ancestor IN :lost[32]
   AND node IN (SELECT p.node FROM org_path p WHERE p.ancestor = :org);

-- reparent_open(gained, day, org)
INSERT INTO org_path_at (node, ancestor, from_date, to_date)
SELECT p.node, CAST(:gained AS {i64}), CAST(:day AS {text}), '9999-99-99'
  FROM org_path p WHERE p.ancestor = :org
ON CONFLICT (node, ancestor, from_date)
   DO UPDATE SET to_date = excluded.to_date;

-- reparent_unlink(org, old)
DELETE FROM org_path
 WHERE ancestor IN :old[32]
   AND node IN (SELECT p.node FROM org_path p WHERE p.ancestor = :org);

-- reparent_link(org, parent)
INSERT INTO org_path (ancestor, node, depth)
SELECT u.ancestor, p.node, u.depth + 1 + p.depth
  FROM org_path p JOIN org_path u ON u.node = :parent
 WHERE p.ancestor = :org;

-- reparent_counters(org, today)
SELECT indicator, month, workgroup, gender, CAST(SUM(value) AS {i64}),
       CAST(SUM(CASE WHEN day >= :today THEN early ELSE value END) AS {i64})
  FROM counter WHERE node = :org
 GROUP BY indicator, month, workgroup, gender;

-- reparent_persons(org, nodes, first, year, next)   where they count who need a look: of several places, or from before and after the first day; 9999-12 stands for today
WITH s (person) AS MATERIALIZED (
    SELECT a.person
      FROM affiliation a
      JOIN org_path p ON p.node = a.org AND p.ancestor = :org
     WHERE a.spread = 1
    UNION
    SELECT e.person
      FROM enrolment e CROSS JOIN org_path p
     WHERE p.node = e.org AND p.ancestor = :org
       AND e.started_date >= :first AND e.started_date < :next
       AND EXISTS (SELECT 1 FROM enrolment f
                    WHERE f.person = e.person AND f.started_date >= :year
                      AND f.started_date < :first)
    UNION
    SELECT e.person
      FROM enrolment e CROSS JOIN org_path p
     WHERE p.node = e.org AND p.ancestor = :org
       AND e.completed_date >= :first AND e.completed_date < :next
       AND EXISTS (SELECT 1 FROM enrolment f
                    WHERE f.person = e.person AND f.completed_date >= :year
                      AND f.completed_date < :first)
    UNION
    SELECT k.person
      FROM credential k
      JOIN org_path p ON p.node = k.org AND p.ancestor = :org
     WHERE k.issued_date >= :first AND k.issued_date < :next
       AND EXISTS (SELECT 1 FROM credential f
                    WHERE f.person = k.person AND f.issued_date >= :year
                      AND f.issued_date < :first)
)
SELECT y.indicator, y.node, y.month, y.workgroup, y.gender, COUNT(*)
  FROM (SELECT x.indicator AS indicator, q.ancestor AS node,
               MIN(x.month) AS month, MIN(x.workgroup) AS workgroup,
               MIN(x.gender) AS gender
          FROM (SELECT 'people' AS indicator, a.person AS person,
                       a.org AS org, '9999-12' AS month, '' AS period,
                       a.workgroup AS workgroup,
                       COALESCE(h.gender, '') AS gender
                  FROM s
                  JOIN affiliation a ON a.person = s.person
                  JOIN person h ON h.id = a.person
                 WHERE a.to_date IS NULL
                UNION ALL
                SELECT 'enrolled', e.person, e.org,
                       SUBSTR(e.started_date, 1, 7),
                       SUBSTR(e.started_date, 1, 4), e.workgroup, e.gender
                  FROM s JOIN enrolment e ON e.person = s.person
                 WHERE e.aside = 0
                UNION ALL
                SELECT 'active', v.person, v.org, v.month, v.month,
                       v.workgroup, v.gender
                  FROM s JOIN activity v ON v.person = s.person
                UNION ALL
                SELECT 'completed', e.person, e.org,
                       SUBSTR(e.completed_date, 1, 7),
                       SUBSTR(e.completed_date, 1, 4), e.workgroup, e.gender
                  FROM s JOIN enrolment e ON e.person = s.person
                 WHERE e.completed_date IS NOT NULL AND e.aside = 0
                UNION ALL
                SELECT 'certified', k.person, k.org,
                       SUBSTR(k.issued_date, 1, 7),
                       SUBSTR(k.issued_date, 1, 4), e.workgroup, e.gender
                  FROM s
                  JOIN credential k ON k.person = s.person
                  JOIN enrolment e ON e.id = k.enrolment) x
          JOIN org_path_at q ON q.node = x.org
           AND q.from_date <= x.month || '-31'
           AND q.to_date > x.month || '-31'
         WHERE q.ancestor IN :nodes[64]
         GROUP BY x.indicator, x.person, x.period, q.ancestor) y
 GROUP BY y.indicator, y.node, y.month, y.workgroup, y.gender;

-- reparent_history(org, lang)
SELECT h.parent, COALESCE(n.name, o.name), o.slug, h.from_date, h.to_date,
       h.corrected_ms, h.reason
  FROM org_parent h
  JOIN org o ON o.id = h.parent
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE h.org = :org
 ORDER BY h.from_date DESC, h.id DESC;
