-- piece recommendation_columns
r.id, r.number, r.position, r.words, r.event, e.number, e.title,
e.to_date, s.node, o.slug,
(SELECT COUNT(*) FROM recommendation_addressee a
  WHERE a.recommendation = r.id),
(SELECT COUNT(*) FROM recommendation_addressee a
  WHERE a.recommendation = r.id AND a.status = 'silent'),
(SELECT COUNT(*) FROM recommendation_addressee a
  WHERE a.recommendation = r.id AND a.status = 'done')

-- piece recommendation_joins
JOIN dialogue_event e ON e.id = r.event
JOIN dialogue_series s ON s.id = e.series
JOIN org o ON o.id = s.node

-- piece recommendation_addressee_columns
a.org, o.slug, COALESCE(n.name, o.name), a.status, a.on_date, a.why,
a.rev

-- piece recommendation_addressee_tables
recommendation_addressee a JOIN org o ON o.id = a.org
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang

-- recommendation_by_number(number)
SELECT {recommendation_columns}
  FROM recommendation r
  {recommendation_joins}
 WHERE r.number = :number;

-- recommendation_list(event, count)
SELECT {recommendation_columns}
  FROM recommendation r
  {recommendation_joins}
 WHERE r.event = :event
 ORDER BY r.position LIMIT :count;

-- recommendation_for(org, count)
SELECT {recommendation_columns}
  FROM recommendation_addressee x
  JOIN recommendation r ON r.id = x.recommendation
  {recommendation_joins}
 WHERE x.org = :org
 ORDER BY CASE WHEN x.status = 'silent' THEN 0 ELSE 1 END, r.id LIMIT :count;

-- recommendation_addressees(id, lang)
SELECT {recommendation_addressee_columns}
  FROM {recommendation_addressee_tables}
 WHERE a.recommendation = :id
 ORDER BY o.name, o.id;

-- recommendation_addressee(id, org, lang)
SELECT {recommendation_addressee_columns}
  FROM {recommendation_addressee_tables}
 WHERE a.recommendation = :id AND a.org = :org;

-- recommendation_answers(id, org, count)
SELECT status, on_date, why FROM recommendation_answer
 WHERE recommendation = :id AND org = :org
 ORDER BY id DESC LIMIT :count;

-- recommendation_last(event)
SELECT COALESCE(MAX(position), 0) FROM recommendation WHERE event = :event;

-- recommendation_insert(id, number, event, position, words, by_person)
INSERT INTO recommendation (id, number, event, position, words, by_person)
VALUES (:id, :number, :event, :position, :words, :by_person);

-- recommendation_insert_addressee(id, org)
INSERT INTO recommendation_addressee (recommendation, org, status, on_date,
                                      why, rev)
VALUES (:id, :org, 'silent', '', '', 1);

-- recommendation_update_addressee(status, on_date, why, id, org, rev)
UPDATE recommendation_addressee
   SET status = :status, on_date = :on_date, why = :why, rev = rev + 1
 WHERE recommendation = :id AND org = :org AND rev = :rev;

-- recommendation_insert_answer(id, recommendation, org, status, on_date, why, at_ms, by_person)
INSERT INTO recommendation_answer (id, recommendation, org, status, on_date,
                                   why, at_ms, by_person)
VALUES (:id, :recommendation, :org, :status, :on_date, :why, :at_ms,
        :by_person);
