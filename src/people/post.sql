-- piece post_rows   with the person's name where it may be seen
SELECT t.id, t.mandate, m.title, m.number, t.kind, t.title, t.person,
       CASE CAST(:names AS {i64}) WHEN 1 THEN
           (SELECT n.name FROM person_name n
             WHERE n.person = t.person ORDER BY n.position, n.id LIMIT 1)
       ELSE NULL END,
       t.nominated_by, k.slug, COALESCE(z.name, k.name), t.status, t.from_date,
       t.to_date, t.reason
  FROM post t
  JOIN mandate m ON m.id = t.mandate
  LEFT JOIN org k ON k.id = t.nominated_by
  LEFT JOIN org_name z ON z.org = k.id AND z.lang = :lang

-- post_list(names, lang, today, count)
{post_rows}
 WHERE t.status = 'held' OR CAST(:names AS {i64}) = 1
 ORDER BY CASE WHEN t.status = 'held' AND t.from_date <= :today
                    AND t.to_date >= :today THEN 0
               WHEN t.status = 'nominated' THEN 1 ELSE 2 END,
          CASE t.kind WHEN 'secretary_general' THEN 0 WHEN 'deputy' THEN 1
          ELSE 2 END, t.from_date DESC, t.id DESC LIMIT :count;

-- post_list_of(names, lang, node, count)
{post_rows}
 WHERE t.nominated_by = :node
 ORDER BY t.id DESC LIMIT :count;

-- post_by_id(names, lang, id)
{post_rows}
 WHERE t.id = :id;

-- post_meeting(mandate, kind, from_date, to_date)
SELECT id FROM post
 WHERE mandate = :mandate AND kind = :kind AND status = 'held'
   AND from_date <= :to_date AND to_date >= :from_date
 ORDER BY id LIMIT 1;

-- post_insert(id, mandate, kind, title, person, nominated_by, status, from_date, to_date, at_ms, by_person)
INSERT INTO post (id, mandate, kind, title, person, nominated_by, status,
                  from_date, to_date, reason, at_ms, by_person)
VALUES (:id, :mandate, :kind, :title, :person, :nominated_by, :status,
        :from_date, :to_date, NULL, :at_ms, :by_person);

-- post_answer(status, reason, id)
UPDATE post SET status = :status, reason = :reason
 WHERE id = :id AND status = 'nominated';

-- post_end(to_date, reason, today, id)
UPDATE post SET to_date = :to_date, reason = :reason
 WHERE id = :id AND status = 'held' AND to_date >= :today;
