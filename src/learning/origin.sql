-- piece origin_columns
w.id, s.slug, COALESCE(t.title, u.title, s.slug), w.org, o.slug,
COALESCE(n.name, o.name), w.from_date, w.to_date, a.number, x.clause, a.id

-- piece origin_joins
JOIN series s ON s.id = w.series
JOIN course k ON k.id = s.core
LEFT JOIN series_text t ON t.series = s.id AND t.lang = :lang
LEFT JOIN series_text u ON u.series = s.id AND u.lang = k.base_lang
JOIN org o ON o.id = w.org
LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang

-- origin_of_opening(opening, lang)
SELECT {origin_columns}
  FROM series_open w
  {origin_joins}
  LEFT JOIN series_open_origin x ON x.opening = w.id
  LEFT JOIN agreement a ON a.id = x.agreement
 WHERE w.id = :opening;

-- origin_of_certificate(number, lang)
SELECT {origin_columns}
  FROM credential y
  JOIN enrolment e ON e.id = y.enrolment
  JOIN series_open w ON w.id = e.opening
  {origin_joins}
  LEFT JOIN series_open_origin x ON x.opening = w.id
  LEFT JOIN agreement a ON a.id = x.agreement
 WHERE y.number = :number;

-- origin_list_of_agreement(agreement, lang, count)
SELECT {origin_columns}
  FROM series_open_origin x
  JOIN agreement a ON a.id = x.agreement
  JOIN series_open w ON w.id = x.opening
  {origin_joins}
 WHERE x.agreement = :agreement
 ORDER BY w.from_date DESC, w.id LIMIT :count;

-- origin_list_of_item(item, lang, count)
SELECT {origin_columns}
  FROM item_agreement i
  JOIN series_open_origin x ON x.agreement = i.agreement
  JOIN agreement a ON a.id = x.agreement
  JOIN series_open w ON w.id = x.opening
  {origin_joins}
 WHERE i.item = :item
 ORDER BY w.from_date DESC, w.id LIMIT :count;

-- origin_choices(org, count)
SELECT a.number, a.title
  FROM org_path p JOIN agreement a ON a.node = p.ancestor
 WHERE p.node = :org AND a.status = 'in_force' AND a.is_public = 1
 ORDER BY p.depth, a.title, a.id LIMIT :count;

-- origin_clause_count(agreement)
SELECT COALESCE(MAX(position), 0) FROM agreement_clause
 WHERE agreement = :agreement;

-- origin_delete(opening)
DELETE FROM series_open_origin WHERE opening = :opening;

-- origin_upsert(opening, agreement, clause)
INSERT INTO series_open_origin (opening, agreement, clause)
VALUES (:opening, :agreement, :clause)
ON CONFLICT (opening) DO UPDATE
   SET agreement = excluded.agreement, clause = excluded.clause;
