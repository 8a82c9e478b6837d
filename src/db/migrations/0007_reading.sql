-- What a lesson's page reads, in the form it reads it. Both tables are derived:
-- written by the import of a version, in its transaction, never by themselves.

-- The text of a lesson in one piece: its segments in order, without the title.
CREATE TABLE lesson_html ( -- big
    lesson {i64} NOT NULL REFERENCES lesson (id),
    lang {text} NOT NULL,
    html {text} NOT NULL,
    PRIMARY KEY (lesson, lang)
) {strict};

INSERT INTO lesson_html (lesson, lang, html)
WITH RECURSIVE piece (lesson, lang, position, html) AS (
    SELECT t.lesson, t.lang, t.position,
           CASE WHEN s.kind = 'title' THEN '' ELSE t.html END
      FROM segment_text t JOIN segment s ON s.id = t.segment
     WHERE t.position = 0
    UNION ALL
    SELECT p.lesson, p.lang, t.position, p.html || t.html
      FROM piece p
      JOIN segment_text t ON t.lesson = p.lesson AND t.lang = p.lang
       AND t.position = p.position + 1
)
SELECT p.lesson, p.lang, p.html FROM piece p
 WHERE p.position = (SELECT MAX(t.position) FROM segment_text t
                      WHERE t.lesson = p.lesson AND t.lang = p.lang);

-- The list of lessons for readers of each language the course speaks; where a
-- lesson has no text in it, the course's own language stands in (text_lang).
CREATE TABLE lesson_line ( -- big
    lesson {i64} NOT NULL REFERENCES lesson (id),
    lang {text} NOT NULL,
    version {i64} NOT NULL REFERENCES course_version (id),
    position {i64} NOT NULL,
    slug {text} NOT NULL,
    text_lang {text},
    title {text} NOT NULL,
    minutes {i64} NOT NULL,
    bytes {i64} NOT NULL,
    PRIMARY KEY (lesson, lang)
) {strict};
-- A list is read from the index alone.
CREATE INDEX lesson_line_read ON lesson_line (version, lang, position, lesson,
                                              slug, text_lang, title, minutes,
                                              bytes);

INSERT INTO lesson_line (lesson, lang, version, position, slug, text_lang,
                         title, minutes, bytes)
SELECT l.id, x.lang, l.version, l.position, l.slug,
       COALESCE(t.lang, u.lang), COALESCE(t.title, u.title, l.slug),
       COALESCE(t.minutes, u.minutes, 0), COALESCE(t.bytes, u.bytes, 0)
  FROM lesson l
  JOIN course_version v ON v.id = l.version
  JOIN course k ON k.id = v.course
  JOIN (SELECT m.version, t.lang
          FROM lesson_text t JOIN lesson m ON m.id = t.lesson
        UNION
        SELECT w.id, n.base_lang
          FROM course_version w JOIN course n ON n.id = w.course) x
    ON x.version = l.version
  LEFT JOIN lesson_text t ON t.lesson = l.id AND t.lang = x.lang
  LEFT JOIN lesson_text u ON u.lesson = l.id AND u.lang = k.base_lang;
