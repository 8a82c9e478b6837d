-- scope_lines(mandate, lang, count)
SELECT x.id, s.slug, COALESCE(t.title, s.slug), x.from_date, x.to_date
  FROM mandate_scope x
  JOIN series s ON s.id = x.series
  LEFT JOIN series_text t ON t.series = s.id AND t.lang = :lang
 WHERE x.mandate = :mandate
 ORDER BY x.from_date, x.id LIMIT :count;

-- scope_meeting(mandate, series, from_date, to_date)
SELECT id FROM mandate_scope
 WHERE mandate = :mandate AND series = :series
   AND from_date <= :to_date
   AND COALESCE(to_date, '9999-12-31') >= :from_date
   AND (to_date IS NULL OR to_date >= from_date)
 ORDER BY id LIMIT 1;

-- scope_insert(id, mandate, series, from_date, to_date, at_ms, by_person)
INSERT INTO mandate_scope (id, mandate, series, from_date, to_date, at_ms,
                           by_person)
VALUES (:id, :mandate, :series, :from_date, :to_date, :at_ms, :by_person);

-- scope_take_back(to_date, today, id, mandate)
UPDATE mandate_scope SET to_date = :to_date
 WHERE id = :id AND mandate = :mandate
   AND (to_date IS NULL OR to_date >= :today);

-- scope_one(id, mandate)
SELECT id FROM mandate_scope WHERE id = :id AND mandate = :mandate;

-- scope_set(scope, id)
UPDATE mandate SET scope = :scope, rev = rev + 1 WHERE id = :id;
