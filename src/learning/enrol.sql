-- enrol_orgs(person)
SELECT a.org, a.workgroup, p.gender
  FROM affiliation a JOIN person p ON p.id = a.person
 WHERE a.person = :person AND a.to_date IS NULL
 ORDER BY a.from_date, a.id;

-- enrol_insert(id, person, series, org, opening, lang, started_ms, started_date, workgroup, gender)
INSERT INTO enrolment (id, person, series, org, opening, lang, started_ms,
                       started_date, completed_ms, completed_date, workgroup,
                       gender)
VALUES (:id, :person, :series, :org, :opening, :lang, :started_ms,
        :started_date, NULL, NULL, :workgroup, :gender)
ON CONFLICT (person, series) DO NOTHING;

-- enrol_insert_take(id, enrolment, course, version)
INSERT INTO course_take (id, enrolment, course, version, started_ms,
                         passed_ms, best_pct)
VALUES (:id, :enrolment, :course, :version, NULL, NULL, 0)
ON CONFLICT (enrolment, course) DO NOTHING;

-- piece enrol_columns
e.id, e.series, s.slug, COALESCE(t.title, u.title, s.slug),
s.any_count, e.org, e.opening, e.lang, e.started_date,
e.completed_date

-- piece enrol_texts   in the language asked for, else in the course's own
JOIN course k ON k.id = s.core
LEFT JOIN series_text t ON t.series = s.id AND t.lang = :lang
LEFT JOIN series_text u ON u.series = s.id AND u.lang = k.base_lang

-- enrol_in(person, slug, lang)
SELECT {enrol_columns}
  FROM series s
  JOIN enrolment e ON e.series = s.id AND e.person = :person
  {enrol_texts}
 WHERE s.slug = :slug;

-- enrol_list(person, lang)
SELECT {enrol_columns}
  FROM enrolment e
  JOIN series s ON s.id = e.series
  {enrol_texts}
 WHERE e.person = :person
 ORDER BY e.started_ms DESC, e.id;

-- enrol_takes(enrolment, lang)
SELECT k.id, k.enrolment, k.course, k.version, c.slug, c.base_lang,
       COALESCE(t.title, u.title, c.slug),
       CASE WHEN s.core = k.course THEN 1 ELSE 0 END,
       k.best_pct, k.passed_ms, k.started_ms,
       (SELECT MIN(z.id) FROM quiz z WHERE z.version = k.version),
       k.attempts, k.quiz_passed, e.active_month,
       (SELECT COUNT(*) FROM lesson l WHERE l.version = k.version),
       (SELECT COUNT(*) FROM lesson_done d WHERE d.take = k.id)
  FROM course_take k
  JOIN enrolment e ON e.id = k.enrolment
  JOIN series s ON s.id = e.series
  JOIN course c ON c.id = k.course
  LEFT JOIN series_elective x ON x.series = s.id AND x.course = k.course
  LEFT JOIN course_text t ON t.version = k.version AND t.lang = :lang
  LEFT JOIN course_text u ON u.version = k.version AND u.lang = c.base_lang
 WHERE k.enrolment = :enrolment
 ORDER BY COALESCE(x.position, -1), k.id;

-- enrol_place(person, series, course, lang)
SELECT e.id, e.series, s.slug, COALESCE(st.title, su.title, s.slug),
       s.any_count, e.org, e.opening, e.lang, e.started_date,
       e.completed_date,
       k.id, k.enrolment, k.course, k.version, c.slug, c.base_lang,
       COALESCE(t.title, u.title, c.slug),
       CASE WHEN s.core = k.course THEN 1 ELSE 0 END,
       k.best_pct, k.passed_ms, k.started_ms,
       (SELECT MIN(z.id) FROM quiz z WHERE z.version = k.version),
       k.attempts, k.quiz_passed, e.active_month
  FROM series s
  JOIN enrolment e ON e.series = s.id AND e.person = :person
  JOIN course c ON c.slug = :course
  JOIN course_take k ON k.enrolment = e.id AND k.course = c.id
  JOIN course b ON b.id = s.core
  LEFT JOIN series_text st ON st.series = s.id AND st.lang = :lang
  LEFT JOIN series_text su ON su.series = s.id
   AND su.lang = CASE WHEN st.series IS NULL THEN b.base_lang END
  LEFT JOIN course_text t ON t.version = k.version AND t.lang = :lang
  LEFT JOIN course_text u ON u.version = k.version
   AND u.lang = CASE WHEN t.version IS NULL THEN c.base_lang END
 WHERE s.slug = :series;
