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

-- recount_questions(node)
SELECT x.question, CAST(SUM(x.answers) AS {i64}),
       CAST(SUM(x.recorded) AS {i64}), CAST(SUM(x.fully) AS {i64}),
       CAST(SUM(x.recorded_fully) AS {i64})
  FROM (SELECT question, answers, 0 AS recorded, fully, 0 AS recorded_fully
          FROM question_count WHERE node = :node
        UNION ALL
        SELECT a.question, 0, COUNT(*), 0,
               CAST(SUM(CASE WHEN a.score >= 100000 THEN 1 ELSE 0 END)
                    AS {i64})
          FROM org_path p
          JOIN enrolment e ON e.org = p.node
          JOIN course_take k ON k.enrolment = e.id
          JOIN attempt b ON b.take = k.id AND b.number = 1
          JOIN attempt_answer a ON a.attempt = b.id
         WHERE p.ancestor = :node
         GROUP BY a.question) x
 GROUP BY x.question ORDER BY x.question;
