-- piece behind_asked   the first of the year decides
(CAST(:month AS {text}) = '' OR SUBSTR(x.date, 1, 7) = :month)
   AND (CAST(:workgroup AS {text}) = '' OR x.workgroup = :workgroup
        OR (CAST(:workgroup AS {text}) = 'leaders'
            AND x.workgroup NOT IN ('teaching', 'support')))
   AND (CAST(:gender AS {text}) = '' OR x.gender = :gender
        OR (CAST(:gender AS {text}) = 'other'
            AND x.gender NOT IN ('woman', 'man')))

-- piece behind_all_enrolled   each person once
(SELECT e.person AS person, MIN(e.started_date) AS date,
               MIN(e.workgroup) AS workgroup, MIN(e.gender) AS gender,
               CAST(0 AS {i64}) AS credential
          FROM org_path_at p
          JOIN enrolment e ON e.org = p.node
         WHERE p.ancestor = :org
           AND e.aside = 0
           AND e.started_date >= :first AND e.started_date <= :last
           AND p.from_date <= SUBSTR(e.started_date, 1, 7) || '-31'
           AND p.to_date > SUBSTR(e.started_date, 1, 7) || '-31'
         GROUP BY e.person)

-- piece behind_all_completed   each person once
(SELECT e.person AS person, MIN(e.completed_date) AS date,
               MIN(e.workgroup) AS workgroup, MIN(e.gender) AS gender,
               CAST(0 AS {i64}) AS credential
          FROM org_path_at p
          JOIN enrolment e ON e.org = p.node
         WHERE p.ancestor = :org
           AND e.aside = 0
           AND e.completed_date >= :first AND e.completed_date <= :last
           AND p.from_date <= SUBSTR(e.completed_date, 1, 7) || '-31'
           AND p.to_date > SUBSTR(e.completed_date, 1, 7) || '-31'
         GROUP BY e.person)

-- piece behind_all_certified   each person once
(SELECT k.person AS person, MIN(k.issued_date) AS date,
               MIN(e.workgroup) AS workgroup, MIN(e.gender) AS gender,
               MIN(k.id) AS credential
          FROM org_path_at p
          JOIN credential k ON k.org = p.node
          JOIN enrolment e ON e.id = k.enrolment
         WHERE p.ancestor = :org
           AND k.issued_date >= :first AND k.issued_date <= :last
           AND p.from_date <= SUBSTR(k.issued_date, 1, 7) || '-31'
           AND p.to_date > SUBSTR(k.issued_date, 1, 7) || '-31'
         GROUP BY k.person)

-- behind_enrolled(org, first, last, month, workgroup, gender, after_date, after, count)
SELECT x.person,
       (SELECT n.name FROM person_name n
         WHERE n.person = x.person ORDER BY n.position, n.id LIMIT 1),
       x.date, x.workgroup, NULL
  FROM {behind_all_enrolled} x
 WHERE {behind_asked}
   AND (x.date > :after_date OR (x.date = :after_date AND x.person > :after))
 ORDER BY x.date, x.person LIMIT :count;

-- behind_count_enrolled(org, first, last, month, workgroup, gender)
SELECT COUNT(*) FROM {behind_all_enrolled} x WHERE {behind_asked};

-- behind_completed(org, first, last, month, workgroup, gender, after_date, after, count)
SELECT x.person,
       (SELECT n.name FROM person_name n
         WHERE n.person = x.person ORDER BY n.position, n.id LIMIT 1),
       x.date, x.workgroup, NULL
  FROM {behind_all_completed} x
 WHERE {behind_asked}
   AND (x.date > :after_date OR (x.date = :after_date AND x.person > :after))
 ORDER BY x.date, x.person LIMIT :count;

-- behind_count_completed(org, first, last, month, workgroup, gender)
SELECT COUNT(*) FROM {behind_all_completed} x WHERE {behind_asked};

-- behind_certified(org, first, last, month, workgroup, gender, after_date, after, count)
SELECT x.person,
       (SELECT n.name FROM person_name n
         WHERE n.person = x.person ORDER BY n.position, n.id LIMIT 1),
       x.date, x.workgroup,
       (SELECT k.number FROM credential k WHERE k.id = x.credential)
  FROM {behind_all_certified} x
 WHERE {behind_asked}
   AND (x.date > :after_date OR (x.date = :after_date AND x.person > :after))
 ORDER BY x.date, x.person LIMIT :count;

-- behind_count_certified(org, first, last, month, workgroup, gender)
SELECT COUNT(*) FROM {behind_all_certified} x WHERE {behind_asked};
