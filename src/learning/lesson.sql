-- lesson_lines(version, lang, base_lang)
SELECT lesson, position, slug, text_lang, title, minutes, bytes
  FROM lesson_line
 WHERE version = :version
   AND lang = COALESCE((SELECT MAX(x.lang) FROM lesson_line x
                         WHERE x.version = :version AND x.lang = :lang),
                       :base_lang)
 ORDER BY position, lesson;

-- lesson_body(lesson, lang)
SELECT html FROM lesson_html WHERE lesson = :lesson AND lang = :lang;
