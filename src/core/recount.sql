-- recount_nodes(after, count)
SELECT id, slug FROM org WHERE id > :after ORDER BY id LIMIT :count;

-- recount_counted(node)
SELECT indicator, month, workgroup, gender, CAST(SUM(value) AS {i64})
  FROM counter WHERE node = :node
 GROUP BY indicator, month, workgroup, gender;

-- recount_members(node)
SELECT '', '', '', COUNT(*)
  FROM org_path_at p JOIN org o ON o.id = p.node
 WHERE p.ancestor = :node AND p.to_date = '9999-99-99'
   AND o.kind = 'institution' AND o.status = 'member';

-- recount_people(node)
SELECT '', x.workgroup, x.gender, COUNT(*)
  FROM (SELECT MIN(a.workgroup) AS workgroup,
               MIN(COALESCE(h.gender, '')) AS gender
          FROM org_path_at p
          JOIN affiliation a ON a.org = p.node
          JOIN person h ON h.id = a.person
         WHERE p.ancestor = :node AND p.to_date = '9999-99-99'
           AND a.to_date IS NULL
         GROUP BY a.person) x
 GROUP BY x.workgroup, x.gender;

-- recount_enrolled(node)
SELECT x.month, x.workgroup, x.gender, COUNT(*)
  FROM (SELECT SUBSTR(MIN(e.started_date), 1, 7) AS month,
               MIN(e.workgroup) AS workgroup, MIN(e.gender) AS gender
          FROM org_path_at p JOIN enrolment e ON e.org = p.node
         WHERE p.ancestor = :node AND e.aside = 0
           AND p.from_date <= SUBSTR(e.started_date, 1, 7) || '-31'
           AND p.to_date > SUBSTR(e.started_date, 1, 7) || '-31'
         GROUP BY e.person, SUBSTR(e.started_date, 1, 4)) x
 GROUP BY x.month, x.workgroup, x.gender;

-- recount_active(node)
SELECT x.month, x.workgroup, x.gender, COUNT(*)
  FROM (SELECT y.month AS month, MIN(y.workgroup) AS workgroup,
               MIN(y.gender) AS gender
          FROM org_path_at p JOIN activity y ON y.org = p.node
         WHERE p.ancestor = :node AND p.from_date <= y.month || '-31'
           AND p.to_date > y.month || '-31'
         GROUP BY y.person, y.month) x
 GROUP BY x.month, x.workgroup, x.gender;

-- recount_completed(node)
SELECT x.month, x.workgroup, x.gender, COUNT(*)
  FROM (SELECT SUBSTR(MIN(e.completed_date), 1, 7) AS month,
               MIN(e.workgroup) AS workgroup, MIN(e.gender) AS gender
          FROM org_path_at p JOIN enrolment e ON e.org = p.node
         WHERE p.ancestor = :node AND e.completed_date IS NOT NULL
           AND e.aside = 0
           AND p.from_date <= SUBSTR(e.completed_date, 1, 7) || '-31'
           AND p.to_date > SUBSTR(e.completed_date, 1, 7) || '-31'
         GROUP BY e.person, SUBSTR(e.completed_date, 1, 4)) x
 GROUP BY x.month, x.workgroup, x.gender;

-- recount_certified(node)
SELECT x.month, x.workgroup, x.gender, COUNT(*)
  FROM (SELECT SUBSTR(MIN(k.issued_date), 1, 7) AS month,
               MIN(e.workgroup) AS workgroup, MIN(e.gender) AS gender
          FROM org_path_at p
          JOIN credential k ON k.org = p.node
          JOIN enrolment e ON e.id = k.enrolment
         WHERE p.ancestor = :node
           AND p.from_date <= SUBSTR(k.issued_date, 1, 7) || '-31'
           AND p.to_date > SUBSTR(k.issued_date, 1, 7) || '-31'
         GROUP BY k.person, SUBSTR(k.issued_date, 1, 4)) x
 GROUP BY x.month, x.workgroup, x.gender;

-- recount_certificates(node)
SELECT SUBSTR(k.issued_date, 1, 7), e.workgroup, e.gender, COUNT(*)
  FROM org_path_at p
  JOIN credential k ON k.org = p.node
  JOIN enrolment e ON e.id = k.enrolment
 WHERE p.ancestor = :node
   AND p.from_date <= SUBSTR(k.issued_date, 1, 7) || '-31'
   AND p.to_date > SUBSTR(k.issued_date, 1, 7) || '-31'
 GROUP BY SUBSTR(k.issued_date, 1, 7), e.workgroup, e.gender;
