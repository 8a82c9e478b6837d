-- standing_totals(org)
SELECT COUNT(*), COUNT(e.completed_ms)
  FROM org_path p JOIN enrolment e ON e.org = p.node
 WHERE p.ancestor = :org;

-- standing_list(org, after_org, after, lang, count)
SELECT w.id,
       (SELECT n.name FROM person_name n
         WHERE n.person = w.person ORDER BY n.position, n.id LIMIT 1),
       COALESCE(m.name, o.name), COALESCE(t.title, u.title, s.slug),
       w.started_ms, w.org
  FROM (SELECT e.id, e.person, e.org, e.series, e.started_ms
          FROM org_path p
          JOIN enrolment e ON e.org = p.node
         WHERE p.ancestor = :org AND p.node >= :after_org
           AND e.completed_ms IS NULL
           AND (p.node > :after_org OR e.id > :after)
         ORDER BY p.node, e.id LIMIT :count) w
  JOIN org o ON o.id = w.org
  JOIN series s ON s.id = w.series
  JOIN course k ON k.id = s.core
  LEFT JOIN org_name m ON m.org = o.id AND m.lang = :lang
  LEFT JOIN series_text t ON t.series = s.id AND t.lang = :lang
  LEFT JOIN series_text u ON u.series = s.id AND u.lang = k.base_lang
 ORDER BY w.org, w.id;

-- standing_takes(enrolments, lang)
SELECT k.enrolment, COALESCE(t.title, u.title, c.slug),
       COALESCE(t.lang, u.lang),
       (SELECT COUNT(*) FROM lesson l WHERE l.version = k.version),
       (SELECT COUNT(*) FROM lesson_done d WHERE d.take = k.id),
       (SELECT COUNT(*) FROM attempt a WHERE a.take = k.id),
       k.best_pct, k.passed_ms, k.started_ms,
       COALESCE((SELECT MAX(d.at_ms) FROM lesson_done d WHERE d.take = k.id),
                0),
       COALESCE((SELECT MAX(a.sent_ms) FROM attempt a WHERE a.take = k.id), 0)
  FROM course_take k
  JOIN course c ON c.id = k.course
  LEFT JOIN course_text t ON t.version = k.version AND t.lang = :lang
  LEFT JOIN course_text u ON u.version = k.version AND u.lang = c.base_lang
 WHERE k.enrolment IN :enrolments[64] AND k.started_ms IS NOT NULL
 ORDER BY k.enrolment, k.started_ms, k.id;

-- standing_questions(org, lang, count)
SELECT v.course, COALESCE(t.title, u.title, c.slug),
       COALESCE(t.lang, u.lang), q.position, COALESCE(x.html, y.html, ''),
       f.answers, f.fully
  FROM (SELECT n.question AS question, CAST(SUM(n.answers) AS {i64}) AS answers,
               CAST(SUM(n.fully) AS {i64}) AS fully
          FROM question_count n
         WHERE n.node = :org
         GROUP BY n.question HAVING CAST(SUM(n.answers) AS {i64}) > 0) f
  JOIN question q ON q.id = f.question
  JOIN quiz z ON z.id = q.quiz
  JOIN course_version v ON v.id = z.version AND v.state = 'published'
  JOIN course c ON c.id = v.course
  LEFT JOIN course_text t ON t.version = v.id AND t.lang = :lang
  LEFT JOIN course_text u ON u.version = v.id AND u.lang = c.base_lang
  LEFT JOIN question_text x ON x.question = q.id AND x.lang = :lang
  LEFT JOIN question_text y ON y.question = q.id AND y.lang = c.base_lang
 WHERE q.kind NOT IN ('essay', 'text')
 ORDER BY c.slug, v.id, q.position, q.id LIMIT :count;
