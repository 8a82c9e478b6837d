-- piece visit_columns
v.id, v.number, v.node, o.slug, COALESCE(n.name, o.name), v.guest, g.slug,
v.title, v.from_date, v.to_date, v.place, v.delegates, v.agenda,
v.public_note, v.minutes, v.remarks, v.news, v.is_public, v.rev

-- piece visit_tables
visit v
  JOIN org o ON o.id = v.node
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
  LEFT JOIN org g ON g.id = v.guest_org

-- visit_by_number(number, lang)
SELECT {visit_columns}
  FROM {visit_tables}
 WHERE v.number = :number;

-- visit_of_item(item, lang)
SELECT {visit_columns}
  FROM {visit_tables}
 WHERE v.id = (SELECT i.visit FROM item i WHERE i.id = :item);

-- visit_list_below(node, inner, before_date, before_id, lang, count)
SELECT {visit_columns}
  FROM {visit_tables}
 WHERE EXISTS (SELECT 1 FROM org_path p
                WHERE p.node = v.node AND p.ancestor = :node)
   AND (v.is_public = 1 OR CAST(:inner AS {i64}) = 1)
   AND (v.from_date < :before_date
        OR (v.from_date = :before_date AND v.id < :before_id))
 ORDER BY v.from_date DESC, v.id DESC LIMIT :count;

-- visit_insert(id, number, node, guest, guest_org, title, from_date, to_date, place, delegates, agenda, public_note, minutes, remarks, news, is_public, created_ms, by_person)
INSERT INTO visit (id, number, node, guest, guest_org, title, from_date,
                   to_date, place, delegates, agenda, public_note, minutes,
                   remarks, news, is_public, created_ms, by_person, rev)
VALUES (:id, :number, :node, :guest, :guest_org, :title, :from_date, :to_date,
        :place, :delegates, :agenda, :public_note, :minutes, :remarks, :news,
        :is_public, :created_ms, :by_person, 1);

-- visit_update(guest, guest_org, title, from_date, to_date, place, delegates, agenda, public_note, minutes, remarks, news, is_public, id, rev)
UPDATE visit
   SET guest = :guest, guest_org = :guest_org, title = :title,
       from_date = :from_date, to_date = :to_date, place = :place,
       delegates = :delegates, agenda = :agenda, public_note = :public_note,
       minutes = :minutes, remarks = :remarks, news = :news,
       is_public = :is_public, rev = rev + 1
 WHERE id = :id AND rev = :rev;

-- visit_forget_news(id)
UPDATE visit SET news = '' WHERE id = :id;

-- visit_picture_list(visit)
SELECT position, blob_hash, type, width, height, bytes, caption
  FROM visit_picture WHERE visit = :visit ORDER BY position;

-- visit_insert_picture(visit, position, blob_hash, type, width, height, bytes, caption)
INSERT INTO visit_picture (visit, position, blob_hash, type, width, height,
                           bytes, caption)
VALUES (:visit, :position, :blob_hash, :type, :width, :height, :bytes, :caption)
ON CONFLICT DO NOTHING;
