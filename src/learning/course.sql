-- course_by_slug(slug)
SELECT id FROM course WHERE slug = :slug;

-- course_upsert(id, slug, org, base_lang, workgroup, workload_minutes, licence, author, created_ms)
INSERT INTO course (id, slug, org, base_lang, workgroup, workload_minutes,
                    licence, author, created_ms)
VALUES (:id, :slug, :org, :base_lang, :workgroup, :workload_minutes,
        :licence, :author, :created_ms)
ON CONFLICT (slug) DO UPDATE
   SET base_lang = excluded.base_lang, workgroup = excluded.workgroup,
       workload_minutes = excluded.workload_minutes,
       licence = excluded.licence, author = excluded.author
RETURNING id;

-- course_next_number(course)
SELECT COALESCE(MAX(number), 0) + 1 FROM course_version
 WHERE course = :course;

-- course_insert_version(id, course, number, created_ms)
INSERT INTO course_version (id, course, number, state, created_ms,
                            published_ms)
VALUES (:id, :course, :number, 'draft', :created_ms, NULL);

-- course_retire(course)
UPDATE course_version SET state = 'retired'
 WHERE course = :course AND state = 'published';

-- course_publish(now_ms, version)
UPDATE course_version SET state = 'published', published_ms = :now_ms
 WHERE id = :version;

-- course_insert_text(version, lang, title, summary, outcomes)
INSERT INTO course_text (version, lang, title, summary, outcomes)
VALUES (:version, :lang, :title, :summary, :outcomes);

-- course_insert_lesson(id, version, position, slug)
INSERT INTO lesson (id, version, position, slug)
VALUES (:id, :version, :position, :slug);

-- course_insert_lines(version, base_lang)
INSERT INTO lesson_line (lesson, lang, version, position, slug, text_lang,
                         title, minutes, bytes)
SELECT l.id, x.lang, l.version, l.position, l.slug,
       COALESCE(t.lang, u.lang), COALESCE(t.title, u.title, l.slug),
       COALESCE(t.minutes, u.minutes, 0), COALESCE(t.bytes, u.bytes, 0)
  FROM lesson l
  JOIN (SELECT n.lang
          FROM lesson_text n JOIN lesson m ON m.id = n.lesson
         WHERE m.version = :version
        UNION
        SELECT CAST(:base_lang AS {text})) x ON 1 = 1
  LEFT JOIN lesson_text t ON t.lesson = l.id AND t.lang = x.lang
  LEFT JOIN lesson_text u ON u.lesson = l.id AND u.lang = :base_lang
 WHERE l.version = :version;

-- course_insert_lesson_html(lesson, lang, html)
INSERT INTO lesson_html (lesson, lang, html) VALUES (:lesson, :lang, :html);

-- course_insert_lesson_text(lesson, lang, title, minutes, bytes)
INSERT INTO lesson_text (lesson, lang, title, minutes, bytes)
VALUES (:lesson, :lang, :title, :minutes, :bytes);

-- course_insert_segment(id, lesson, position, kind)
INSERT INTO segment (id, lesson, position, kind)
VALUES (:id, :lesson, :position, :kind);

-- course_insert_segment_text(lesson, lang, position, segment, source, html, hash)
INSERT INTO segment_text (lesson, lang, position, segment, source, html, hash)
VALUES (:lesson, :lang, :position, :segment, :source, :html, :hash);

-- course_insert_picture(id, version, path, blob_hash, type, width, height, bytes)
INSERT INTO picture (id, version, path, blob_hash, type, width, height, bytes)
VALUES (:id, :version, :path, :blob_hash, :type, :width, :height, :bytes)
ON CONFLICT DO NOTHING;

-- course_picture_type(blob_hash)
SELECT type FROM picture WHERE blob_hash = :blob_hash
 ORDER BY id LIMIT 1;

-- course_insert_quiz(id, version, pass_pct)
INSERT INTO quiz (id, version, pass_pct, attempts_max)
VALUES (:id, :version, :pass_pct, 0);

-- course_insert_question(id, quiz, position, kind)
INSERT INTO question (id, quiz, position, kind)
VALUES (:id, :quiz, :position, :kind);

-- course_insert_question_text(question, lang, html, feedback)
INSERT INTO question_text (question, lang, html, feedback)
VALUES (:question, :lang, :html, :feedback);

-- course_insert_option(id, question, position, fraction, number_low, number_high)
INSERT INTO question_option (id, question, position, fraction, number_low,
                             number_high)
VALUES (:id, :question, :position, :fraction, :number_low, :number_high);

-- course_insert_option_text(option, lang, text, match, feedback)
INSERT INTO question_option_text (option, lang, text, match, feedback)
VALUES (:option, :lang, :text, :match, :feedback);
