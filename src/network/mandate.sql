-- piece mandate_columns
m.id, m.number, m.kind, m.node, k.slug, k.country, m.holder,
COALESCE(n.name, h.name), h.slug, m.title, m.status, m.from_date,
m.to_date, m.rev, m.scope

-- piece mandate_joins
JOIN org k ON k.id = m.node
JOIN org h ON h.id = m.holder
LEFT JOIN org_name n ON n.org = h.id AND n.lang = :lang

-- mandate_by_id(id, lang)
SELECT {mandate_columns}
  FROM mandate m
  {mandate_joins}
 WHERE m.id = :id;

-- mandate_by_number(number, lang)
SELECT {mandate_columns}
  FROM mandate m
  {mandate_joins}
 WHERE m.number = :number;

-- mandate_held(holder, lang)
SELECT {mandate_columns}
  FROM mandate m
  {mandate_joins}
 WHERE m.holder = :holder
 ORDER BY CASE m.status WHEN 'active' THEN 0 WHEN 'ended' THEN 2 ELSE 1 END,
          m.from_date DESC, m.id DESC LIMIT 100;

-- mandate_several(lang, today)
SELECT {mandate_columns}
  FROM mandate m
  {mandate_joins}
 WHERE m.status = 'active' AND m.from_date <= :today
   AND (m.to_date IS NULL OR m.to_date >= :today)
   AND EXISTS (SELECT 1 FROM mandate b
                WHERE b.holder = m.holder AND b.id <> m.id
                  AND b.status = 'active' AND b.from_date <= :today
                  AND (b.to_date IS NULL OR b.to_date >= :today))
 ORDER BY h.name_folded, m.holder, m.from_date, m.id LIMIT 200;

-- mandate_terms(mandate)
SELECT from_date, to_date FROM mandate_term
 WHERE mandate = :mandate ORDER BY from_date, id;

-- mandate_insert_term(id, mandate, from_date, to_date, at_ms, by_person)
INSERT INTO mandate_term (id, mandate, from_date, to_date, at_ms, by_person)
VALUES (:id, :mandate, :from_date, :to_date, :at_ms, :by_person);

-- mandate_extend(to_date, id, rev)
UPDATE mandate SET to_date = :to_date, rev = rev + 1
 WHERE id = :id AND rev = :rev;

-- mandate_for(node, kind, today, lang)
SELECT {mandate_columns}
  FROM org_path p
  JOIN mandate m ON m.node = p.ancestor
  {mandate_joins}
 WHERE p.node = :node AND m.kind = :kind AND m.status = 'active'
   AND m.from_date <= :today
   AND (m.to_date IS NULL OR m.to_date >= :today)
 ORDER BY p.depth, m.id LIMIT 1;

-- mandate_list(kind, lang)
SELECT {mandate_columns}
  FROM mandate m
  {mandate_joins}
 WHERE m.kind = :kind
 ORDER BY CASE m.status WHEN 'active' THEN 0 WHEN 'ended' THEN 2 ELSE 1 END,
          m.title, m.id;

-- mandate_at(node, lang)
SELECT {mandate_columns}
  FROM mandate m
  {mandate_joins}
 WHERE m.node = :node
 ORDER BY m.from_date DESC, m.id DESC;

-- mandate_events(mandate)
SELECT event, on_date, note, who, document FROM mandate_event
 WHERE mandate = :mandate ORDER BY on_date, id;

-- mandate_insert(id, number, kind, node, holder, title, status, from_date)
INSERT INTO mandate (id, number, kind, node, holder, title, status, from_date,
                     to_date, rev)
VALUES (:id, :number, :kind, :node, :holder, :title, :status, :from_date,
        NULL, 1);

-- mandate_insert_event(id, mandate, event, on_date, note, who, document, by_person)
INSERT INTO mandate_event (id, mandate, event, on_date, note, who, document,
                           by_person)
VALUES (:id, :mandate, :event, :on_date, :note, :who, :document, :by_person);

-- mandate_set_status(status, to_date, id)
UPDATE mandate SET status = :status, to_date = :to_date, rev = rev + 1
 WHERE id = :id;

-- mandate_end_grants(to_date, mandate)
UPDATE role_grant SET to_date = :to_date
 WHERE mandate = :mandate AND to_date IS NULL;
