-- item_by_id(id, today, lang)
SELECT i.id, i.node, k.slug, i.visit, v.number, v.title, v.from_date, i.title,
       i.owner, o.slug, COALESCE(n.name, o.name), m.title, i.due_date,
       i.status, i.why, i.closed_date, i.rev,
       (SELECT COUNT(*) FROM item_event x
         WHERE x.item = i.id AND x.act = 'moved'),
       CASE WHEN i.due_date < :today THEN 1 ELSE 0 END
  FROM item i
  JOIN org k ON k.id = i.node
  JOIN org o ON o.id = i.owner
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
  LEFT JOIN visit v ON v.id = i.visit
  LEFT JOIN mandate m ON m.id = (SELECT MIN(y.id) FROM mandate y
                                  WHERE y.node = o.id AND y.status = 'active')
 WHERE i.id = :id;

-- item_list_of_visit(visit, inner, today, lang)
SELECT i.id, i.node, k.slug, i.visit, v.number, v.title, v.from_date, i.title,
       i.owner, o.slug, COALESCE(n.name, o.name), m.title, i.due_date,
       i.status, i.why, i.closed_date, i.rev,
       (SELECT COUNT(*) FROM item_event x
         WHERE x.item = i.id AND x.act = 'moved'),
       CASE WHEN i.due_date < :today THEN 1 ELSE 0 END
  FROM item i
  JOIN org k ON k.id = i.node
  JOIN org o ON o.id = i.owner
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
  LEFT JOIN visit v ON v.id = i.visit
  LEFT JOIN mandate m ON m.id = (SELECT MIN(y.id) FROM mandate y
                                  WHERE y.node = o.id AND y.status = 'active')
 WHERE i.visit = :visit
   AND (CAST(:inner AS {i64}) = 1 OR i.status <> 'proposed')
 ORDER BY i.position, i.id;

-- item_list_unfinished(node, before_date, today, lang, count)
SELECT i.id, i.node, k.slug, i.visit, v.number, v.title, v.from_date, i.title,
       i.owner, o.slug, COALESCE(n.name, o.name), m.title, i.due_date,
       i.status, i.why, i.closed_date, i.rev,
       (SELECT COUNT(*) FROM item_event x
         WHERE x.item = i.id AND x.act = 'moved'),
       CASE WHEN i.due_date < :today THEN 1 ELSE 0 END
  FROM item i
  JOIN org k ON k.id = i.node
  JOIN org o ON o.id = i.owner
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
  JOIN visit v ON v.id = i.visit
  LEFT JOIN mandate m ON m.id = (SELECT MIN(y.id) FROM mandate y
                                  WHERE y.node = o.id AND y.status = 'active')
 WHERE i.node = :node AND v.from_date < :before_date
   AND i.closed_date IS NULL AND i.due_date > ''
 ORDER BY i.due_date, i.id LIMIT :count;

-- item_follow_ups(orgs, today, lang, count)
SELECT i.id, i.node, k.slug, i.visit, v.number, v.title, v.from_date, i.title,
       i.owner, o.slug, COALESCE(n.name, o.name), m.title, i.due_date,
       i.status, i.why, i.closed_date, i.rev,
       (SELECT COUNT(*) FROM item_event x
         WHERE x.item = i.id AND x.act = 'moved'),
       CASE WHEN i.due_date < :today THEN 1 ELSE 0 END
  FROM item i
  JOIN org k ON k.id = i.node
  JOIN org o ON o.id = i.owner
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
  LEFT JOIN visit v ON v.id = i.visit
  LEFT JOIN mandate m ON m.id = (SELECT MIN(y.id) FROM mandate y
                                  WHERE y.node = o.id AND y.status = 'active')
 WHERE i.closed_date IS NULL AND i.due_date > ''
   AND EXISTS (SELECT 1 FROM org_path p
                WHERE p.node IN (i.node, i.owner) AND p.ancestor IN :orgs[64])
 ORDER BY i.due_date, i.id LIMIT :count;

-- item_follow_ups_closed(orgs, lang, count)
SELECT i.id, i.node, k.slug, i.visit, v.number, v.title, v.from_date, i.title,
       i.owner, o.slug, COALESCE(n.name, o.name), m.title, i.due_date,
       i.status, i.why, i.closed_date, i.rev,
       (SELECT COUNT(*) FROM item_event x
         WHERE x.item = i.id AND x.act = 'moved'), 0
  FROM item i
  JOIN org k ON k.id = i.node
  JOIN org o ON o.id = i.owner
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
  LEFT JOIN visit v ON v.id = i.visit
  LEFT JOIN mandate m ON m.id = (SELECT MIN(y.id) FROM mandate y
                                  WHERE y.node = o.id AND y.status = 'active')
 WHERE i.closed_date IS NOT NULL
   AND EXISTS (SELECT 1 FROM org_path p
                WHERE p.node IN (i.node, i.owner) AND p.ancestor IN :orgs[64])
 ORDER BY i.closed_date DESC, i.id DESC LIMIT :count;

-- item_country_list(item)
SELECT country FROM item_country WHERE item = :item ORDER BY country;

-- item_event_list(item)
SELECT e.act, e.on_date, e.from_due, e.to_due, e.why,
       (SELECT COALESCE(m.title, o.name)
          FROM role_grant g JOIN org o ON o.id = g.org
          LEFT JOIN mandate m ON m.id = (SELECT MIN(y.id) FROM mandate y
                          WHERE y.node = o.id AND y.status = 'active')
         WHERE g.person = e.by_person ORDER BY g.id LIMIT 1)
  FROM item_event e WHERE e.item = :item ORDER BY e.id;

-- item_insert(id, node, visit, position, title, owner, due_date, status)
INSERT INTO item (id, node, visit, position, title, owner, due_date, status,
                  why, closed_date, rev)
VALUES (:id, :node, :visit, :position, :title, :owner, :due_date, :status, '',
        NULL, 1);

-- item_agree(title, owner, due_date, id, visit)
UPDATE item
   SET title = :title, owner = :owner, due_date = :due_date, status = 'open',
       rev = rev + 1
 WHERE id = :id AND visit = :visit AND status = 'proposed';

-- item_drop_proposal(id, visit)
DELETE FROM item
 WHERE id = :id AND visit = :visit AND status = 'proposed';

-- item_edit(title, owner, id, rev)
UPDATE item SET title = :title, owner = :owner, rev = rev + 1
 WHERE id = :id AND rev = :rev;

-- item_move(due_date, id, rev)
UPDATE item SET due_date = :due_date, rev = rev + 1
 WHERE id = :id AND rev = :rev AND closed_date IS NULL;

-- item_set_status(status, why, closed_date, id, rev)
UPDATE item
   SET status = :status, why = :why, closed_date = :closed_date, rev = rev + 1
 WHERE id = :id AND rev = :rev;

-- item_clear_countries(item)
DELETE FROM item_country WHERE item = :item;

-- item_insert_country(item, country)
INSERT INTO item_country (item, country) VALUES (:item, :country)
ON CONFLICT DO NOTHING;

-- item_insert_event(id, item, act, on_date, from_due, to_due, why, by_person)
INSERT INTO item_event (id, item, act, on_date, from_due, to_due, why,
                        by_person)
VALUES (:id, :item, :act, :on_date, :from_due, :to_due, :why, :by_person);
