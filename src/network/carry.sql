-- carry_insert(org, from_parent, to_parent, day, after, now_ms)
INSERT INTO org_carry (org, from_parent, to_parent, day, after, touched_ms)
VALUES (:org, :from_parent, :to_parent, :day, :after, :now_ms);

-- carry_first()
SELECT org, from_parent, to_parent, day, after, touched_ms
  FROM org_carry ORDER BY org LIMIT 1;

-- carry_next(after, now_ms, org)
UPDATE org_carry SET after = :after, touched_ms = :now_ms WHERE org = :org;

-- carry_end(org)
DELETE FROM org_carry WHERE org = :org;

-- carry_ancestors(org)   all above it and itself
SELECT ancestor FROM org_path WHERE node = :org ORDER BY depth DESC;

-- carry_heads(org, after, marker, there, count)   children that still count by the old tree
SELECT h.org FROM org_parent h
 WHERE h.parent = :org AND h.to_date IS NULL AND h.org > :after
   AND (SELECT COUNT(*) FROM org_path_at q
         WHERE q.node = h.org AND q.ancestor = :marker
           AND q.to_date = '9999-99-99') = :there
 ORDER BY h.org LIMIT :count;

-- carry_close(day, lost, heads, deep)
UPDATE org_path_at SET to_date = :day
 WHERE to_date = '9999-99-99' AND from_date < :day
   AND ancestor IN :lost[32]
   AND node IN (SELECT p.node FROM org_path p
                 WHERE p.ancestor IN :heads[64] AND p.depth <= :deep);

-- carry_drop(day, lost, heads, deep)
DELETE FROM org_path_at
 WHERE to_date = '9999-99-99' AND from_date >= :day
   AND ancestor IN :lost[32]
   AND node IN (SELECT p.node FROM org_path p
                 WHERE p.ancestor IN :heads[64] AND p.depth <= :deep);

-- carry_open(gained, day, heads, deep)
INSERT INTO org_path_at (node, ancestor, from_date, to_date)
SELECT p.node, CAST(:gained AS {i64}), CAST(:day AS {text}), '9999-99-99'
  FROM org_path p WHERE p.ancestor IN :heads[64] AND p.depth <= :deep
ON CONFLICT (node, ancestor, from_date)
   DO UPDATE SET to_date = excluded.to_date;

-- carry_counters(today, heads)   of several places together
SELECT indicator, month, workgroup, gender, CAST(SUM(value) AS {i64}),
       CAST(SUM(CASE WHEN day >= :today THEN early ELSE value END) AS {i64})
  FROM counter WHERE node IN :heads[64]
 GROUP BY indicator, month, workgroup, gender;

-- carry_certificates(today, org, first)   signed for this place itself
SELECT 'certificates', SUBSTR(k.issued_date, 1, 7), e.workgroup, e.gender,
       COUNT(*),
       CAST(SUM(CASE WHEN k.issued_date >= :today THEN 0 ELSE 1 END) AS {i64})
  FROM credential k JOIN enrolment e ON e.id = k.enrolment
 WHERE k.org = :org AND k.issued_date >= :first
 GROUP BY SUBSTR(k.issued_date, 1, 7), e.workgroup, e.gender;

-- carry_persons(heads, deep, alone, first, year, next)   who needs a look: of several places, from before and after the first day, or of a place by itself (0 = none). '' keeps an index by day out of it
WITH o (id) AS MATERIALIZED (
    SELECT p.node FROM org_path p
     WHERE p.ancestor IN :heads[64] AND p.depth <= :deep
)
SELECT a.person
  FROM o CROSS JOIN affiliation a
 WHERE a.org = o.id AND a.spread = 1
UNION
SELECT a.person FROM affiliation a WHERE a.org = :alone
UNION
SELECT e.person FROM enrolment e WHERE e.org = :alone
UNION
SELECT v.person FROM activity v WHERE v.org = :alone
UNION
SELECT k.person FROM credential k WHERE k.org = :alone
UNION
SELECT e.person
  FROM o CROSS JOIN enrolment e
 WHERE e.org = o.id AND e.started_date >= :first AND e.started_date < :next
   AND EXISTS (SELECT 1 FROM enrolment f
                WHERE f.person = e.person AND f.started_date >= :year
                  AND f.started_date < :first)
UNION
SELECT e.person
  FROM o CROSS JOIN enrolment e
 WHERE e.org = o.id AND e.completed_date >= :first
   AND e.completed_date < :next
   AND EXISTS (SELECT 1 FROM enrolment f
                WHERE f.person = e.person AND f.completed_date >= :year
                  AND f.completed_date < :first)
UNION
SELECT k.person
  FROM o CROSS JOIN credential k
 WHERE k.org = o.id AND k.issued_date >= :first AND k.issued_date < :next
   AND EXISTS (SELECT 1 FROM credential f
                WHERE f.person = k.person AND f.issued_date || '' >= :year
                  AND f.issued_date || '' < :first);

-- carry_presence(persons, above, heads)   where they count; 9999-12 stands for today. + 0: a place has few ancestors, an ancestor many places
SELECT y.indicator, y.node, y.month, y.workgroup, y.gender, COUNT(*)
  FROM (SELECT x.indicator AS indicator, q.ancestor AS node,
               MIN(x.month) AS month, MIN(x.workgroup) AS workgroup,
               MIN(x.gender) AS gender
          FROM (SELECT 'people' AS indicator, a.person AS person,
                       a.org AS org, '9999-12' AS month, '' AS period,
                       a.workgroup AS workgroup,
                       COALESCE(h.gender, '') AS gender
                  FROM affiliation a JOIN person h ON h.id = a.person
                 WHERE a.person IN :persons[64] AND a.to_date IS NULL
                UNION ALL
                SELECT 'enrolled', e.person, e.org,
                       SUBSTR(e.started_date, 1, 7),
                       SUBSTR(e.started_date, 1, 4), e.workgroup, e.gender
                  FROM enrolment e
                 WHERE e.person IN :persons[64] AND e.aside = 0
                UNION ALL
                SELECT 'active', v.person, v.org, v.month, v.month,
                       v.workgroup, v.gender
                  FROM activity v
                 WHERE v.person IN :persons[64]
                UNION ALL
                SELECT 'completed', e.person, e.org,
                       SUBSTR(e.completed_date, 1, 7),
                       SUBSTR(e.completed_date, 1, 4), e.workgroup, e.gender
                  FROM enrolment e
                 WHERE e.person IN :persons[64]
                   AND e.completed_date || '' <> '' AND e.aside = 0
                UNION ALL
                SELECT 'certified', k.person, k.org,
                       SUBSTR(k.issued_date, 1, 7),
                       SUBSTR(k.issued_date, 1, 4), e.workgroup, e.gender
                  FROM credential k JOIN enrolment e ON e.id = k.enrolment
                 WHERE k.person IN :persons[64]) x
          JOIN org_path_at q ON q.node = x.org
           AND q.from_date <= x.month || '-31'
           AND q.to_date > x.month || '-31'
         WHERE q.ancestor + 0 IN :above[64] OR q.ancestor + 0 IN :heads[64]
         GROUP BY x.indicator, x.person, x.period, q.ancestor) y
 GROUP BY y.indicator, y.node, y.month, y.workgroup, y.gender;
