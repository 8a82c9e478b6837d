-- lesson_lines(version, take, lang, base_lang)
SELECT l.id, l.position, l.slug, COALESCE(t.lang, u.lang),
       COALESCE(t.title, u.title, l.slug),
       COALESCE(t.minutes, u.minutes, 0), COALESCE(t.bytes, u.bytes, 0),
       CASE WHEN d.lesson IS NULL THEN 0 ELSE 1 END
  FROM lesson l
  LEFT JOIN lesson_text t ON t.lesson = l.id AND t.lang = :lang
  LEFT JOIN lesson_text u ON u.lesson = l.id
   AND u.lang = CASE WHEN t.lesson IS NULL THEN :base_lang END
  LEFT JOIN lesson_done d ON d.take = :take AND d.lesson = l.id
 WHERE l.version = :version
 ORDER BY l.position, l.id;

-- lesson_body(lesson, lang)
SELECT t.segment, t.html
  FROM segment_text t
 WHERE t.lesson = :lesson AND t.lang = :lang
   AND (t.position > 0 OR 'title' <>
        (SELECT s.kind FROM segment s WHERE s.id = t.segment))
 ORDER BY t.position, t.segment;
