-- piece series_columns
s.id, s.slug, s.org, s.core, s.any_count, s.state,
COALESCE(t.lang, u.lang), COALESCE(t.title, u.title, s.slug),
COALESCE(t.summary, u.summary, ''), s.rev

-- piece series_tables
series s
  JOIN course k ON k.id = s.core
  LEFT JOIN series_text t ON t.series = s.id AND t.lang = :lang
  LEFT JOIN series_text u ON u.series = s.id AND u.lang = k.base_lang

-- piece series_opening_columns
w.id, w.org, COALESCE(n.name, o.name), o.slug, w.mandate, w.from_date,
w.to_date

-- series_by_slug(slug, lang)
SELECT {series_columns}
  FROM {series_tables}
 WHERE s.slug = :slug AND s.state = 'published';

-- series_list(lang)
SELECT {series_columns}
  FROM {series_tables}
 WHERE s.state = 'published'
 ORDER BY s.slug, s.id;

-- series_courses(series, lang)
SELECT k.id, v.id, k.slug, x.position, COALESCE(t.lang, u.lang),
       COALESCE(t.title, u.title, k.slug),
       COALESCE(t.summary, u.summary, ''), k.workgroup, k.workload_minutes,
       (SELECT COUNT(*) FROM lesson l WHERE l.version = v.id),
       COALESCE((SELECT CAST(SUM(lt.bytes) AS {i64})
          FROM lesson l JOIN lesson_text lt ON lt.lesson = l.id
         WHERE l.version = v.id
           AND lt.lang = COALESCE(t.lang, u.lang)), 0),
       (SELECT COUNT(*) FROM quiz z JOIN question q ON q.quiz = z.id
         WHERE z.version = v.id)
  FROM (SELECT -1 AS position, core AS course FROM series
         WHERE id = :series
        UNION ALL
        SELECT position, course FROM series_elective
         WHERE series = :series) x
  JOIN course k ON k.id = x.course
  JOIN course_version v ON v.course = k.id AND v.state = 'published'
  LEFT JOIN course_text t ON t.version = v.id AND t.lang = :lang
  LEFT JOIN course_text u ON u.version = v.id AND u.lang = k.base_lang
 ORDER BY x.position, k.id;

-- series_opening_for(series, org, today, lang)
SELECT {series_opening_columns}
  FROM org_path p
  JOIN series_open w ON w.org = p.ancestor
  JOIN org o ON o.id = w.org
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE p.node = :org AND w.series = :series AND w.from_date <= :today
   AND (w.to_date IS NULL OR w.to_date >= :today)
 ORDER BY p.depth, w.id LIMIT 1;

-- series_openings(series, lang)
SELECT {series_opening_columns}
  FROM series_open w
  JOIN org o ON o.id = w.org
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE w.series = :series
 ORDER BY w.from_date DESC, w.id;

-- series_openings_near(node, lang)   at a node, below it, or above it
SELECT {series_opening_columns}, w.series,
       CASE WHEN d.node IS NULL THEN 0 ELSE 1 END
  FROM series s
  JOIN series_open w ON w.series = s.id
  JOIN org o ON o.id = w.org
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
  LEFT JOIN org_path d ON d.ancestor = :node AND d.node = w.org
  LEFT JOIN org_path u ON u.node = :node AND u.ancestor = w.org
 WHERE s.state = 'published'
   AND (d.node IS NOT NULL OR u.node IS NOT NULL)
 ORDER BY w.from_date DESC, w.id;

-- series_opening_by_id(id)
SELECT org, series FROM series_open WHERE id = :id;

-- series_opening_meeting(series, org, last_date, from_date)   one closed before it began meets none
SELECT id FROM series_open
 WHERE series = :series AND org = :org AND from_date <= :last_date
   AND (to_date IS NULL
        OR (to_date >= :from_date AND to_date >= series_open.from_date))
 ORDER BY id LIMIT 1;

-- series_insert_open(id, series, org, mandate, from_date, to_date, by_person)
INSERT INTO series_open (id, series, org, mandate, from_date, to_date,
                         by_person)
VALUES (:id, :series, :org, :mandate, :from_date, :to_date, :by_person);

-- series_close(to_date, id)
UPDATE series_open SET to_date = :to_date WHERE id = :id;

-- series_upsert(id, slug, org, core, any_count, created_ms)
INSERT INTO series (id, slug, org, core, any_count, state, created_ms, rev)
VALUES (:id, :slug, :org, :core, :any_count, 'published', :created_ms, 1)
ON CONFLICT (slug) DO UPDATE
   SET core = excluded.core, any_count = excluded.any_count,
       state = 'published', rev = series.rev + 1
RETURNING id;

-- series_upsert_text(series, lang, title, summary)
INSERT INTO series_text (series, lang, title, summary)
VALUES (:series, :lang, :title, :summary)
ON CONFLICT (series, lang) DO UPDATE
   SET title = excluded.title, summary = excluded.summary;

-- series_clear_electives(series)
DELETE FROM series_elective WHERE series = :series;

-- series_insert_elective(series, position, course)
INSERT INTO series_elective (series, position, course)
VALUES (:series, :position, :course);
