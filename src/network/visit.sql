-- visit_by_number(number, lang)
SELECT v.id, v.number, v.node, o.slug, COALESCE(n.name, o.name), v.title,
       v.host, v.guest, v.place, v.from_date, v.to_date, v.is_public,
       v.public_note, v.minutes, v.remarks, v.rev
  FROM visit v JOIN org o ON o.id = v.node
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE v.number = :number;

-- visit_list_below(org, before, before_id, lang, count)
SELECT v.id, v.number, v.node, o.slug, COALESCE(n.name, o.name), v.title,
       v.host, v.guest, v.place, v.from_date, v.to_date, v.is_public,
       v.public_note, v.minutes, v.remarks, v.rev
  FROM visit v JOIN org o ON o.id = v.node
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE EXISTS (SELECT 1 FROM org_path p
                WHERE p.node = v.node AND p.ancestor = :org)
   AND (v.from_date < :before
        OR (v.from_date = :before AND v.id < :before_id))
 ORDER BY v.from_date DESC, v.id DESC LIMIT :count;

-- visit_list_public(before, before_id, lang, count)
SELECT v.id, v.number, v.node, o.slug, COALESCE(n.name, o.name), v.title,
       v.host, v.guest, v.place, v.from_date, v.to_date, v.is_public,
       v.public_note, '', '', v.rev
  FROM visit v JOIN org o ON o.id = v.node
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE v.is_public = 1
   AND (v.from_date < :before
        OR (v.from_date = :before AND v.id < :before_id))
 ORDER BY v.from_date DESC, v.id DESC LIMIT :count;

-- visit_line_list(visit)
SELECT part, at_time, line FROM visit_line
 WHERE visit = :visit ORDER BY part, position;

-- visit_insert(id, number, node, title, host, guest, place, from_date, to_date, is_public, public_note, minutes, remarks, created_ms, by_person)
INSERT INTO visit (id, number, node, title, host, guest, place, from_date,
                   to_date, is_public, public_note, minutes, remarks,
                   created_ms, by_person, rev)
VALUES (:id, :number, :node, :title, :host, :guest, :place, :from_date,
        :to_date, :is_public, :public_note, :minutes, :remarks, :created_ms,
        :by_person, 1);

-- visit_update(title, host, guest, place, from_date, to_date, is_public, public_note, minutes, remarks, id, rev)
UPDATE visit
   SET title = :title, host = :host, guest = :guest, place = :place,
       from_date = :from_date, to_date = :to_date, is_public = :is_public,
       public_note = :public_note, minutes = :minutes, remarks = :remarks,
       rev = rev + 1
 WHERE id = :id AND rev = :rev;

-- visit_clear_lines(visit)
DELETE FROM visit_line WHERE visit = :visit;

-- visit_insert_line(visit, part, position, at_time, line)
INSERT INTO visit_line (visit, part, position, at_time, line)
VALUES (:visit, :part, :position, :at_time, :line);
