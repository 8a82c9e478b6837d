-- presence_of(person, indicator)   '' = by all; 9999-12 stands for today
SELECT x.indicator, p.ancestor, MIN(x.month), MIN(x.workgroup), MIN(x.gender)
  FROM (SELECT 'people' AS indicator, a.org AS org, '9999-12' AS month,
               '' AS period, a.workgroup AS workgroup,
               COALESCE(h.gender, '') AS gender
          FROM affiliation a JOIN person h ON h.id = a.person
         WHERE a.person = :person AND a.to_date IS NULL
           AND CAST(:indicator AS {text}) IN ('', 'people')
        UNION ALL
        SELECT 'enrolled', e.org, SUBSTR(e.started_date, 1, 7),
               SUBSTR(e.started_date, 1, 4), e.workgroup, e.gender
          FROM enrolment e
         WHERE e.person = :person AND e.aside = 0
           AND CAST(:indicator AS {text}) IN ('', 'enrolled')
        UNION ALL
        SELECT 'active', y.org, y.month, y.month, y.workgroup, y.gender
          FROM activity y
         WHERE y.person = :person
           AND CAST(:indicator AS {text}) IN ('', 'active')
        UNION ALL
        SELECT 'completed', e.org, SUBSTR(e.completed_date, 1, 7),
               SUBSTR(e.completed_date, 1, 4), e.workgroup, e.gender
          FROM enrolment e
         WHERE e.person = :person AND e.completed_date IS NOT NULL
           AND e.aside = 0
           AND CAST(:indicator AS {text}) IN ('', 'completed')
        UNION ALL
        SELECT 'certified', k.org, SUBSTR(k.issued_date, 1, 7),
               SUBSTR(k.issued_date, 1, 4), e.workgroup, e.gender
          FROM credential k JOIN enrolment e ON e.id = k.enrolment
         WHERE k.person = :person
           AND CAST(:indicator AS {text}) IN ('', 'certified')) x
  JOIN org_path_at p ON p.node = x.org AND p.from_date <= x.month || '-31'
   AND p.to_date > x.month || '-31'
 GROUP BY x.indicator, x.period, p.ancestor;

-- presence_insert_activity(person, month, org, workgroup, gender)
INSERT INTO activity (person, month, org, workgroup, gender)
VALUES (:person, :month, :org, :workgroup, :gender)
ON CONFLICT (person, month, org) DO NOTHING;

-- presence_spread(person)   of more than one place?
SELECT MAX(spread) FROM affiliation WHERE person = :person;
