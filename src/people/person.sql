-- piece person_name   the one shown, of a person p
(SELECT n.name FROM person_name n
WHERE n.person = p.id ORDER BY n.position, n.id LIMIT 1)

-- person_by_id(id)
SELECT p.id, p.number,
       {person_name},
       p.lang, p.gender, p.rev
  FROM person p WHERE p.id = :id;

-- person_insert(id, number, lang, gender, created_ms)
INSERT INTO person (id, number, lang, gender, created_ms, rev)
VALUES (:id, :number, :lang, :gender, :created_ms, 1);

-- person_insert_name(id, person, script, name, name_folded)
INSERT INTO person_name (id, person, script, name, name_folded, position)
SELECT CAST(:id AS {i64}), CAST(:person AS {i64}), CAST(:script AS {text}),
       CAST(:name AS {text}), CAST(:name_folded AS {text}), COUNT(*)
  FROM person_name WHERE person = :person;

-- person_insert_address(id, person, kind, value, value_folded, from_date)
INSERT INTO address (id, person, kind, value, value_folded, proved_ms,
                     from_date, to_date)
VALUES (:id, :person, :kind, :value, :value_folded, NULL, :from_date, NULL);

-- person_set_lang(lang, id)
UPDATE person SET lang = :lang, rev = rev + 1 WHERE id = :id;

-- person_is_affiliated(person, org)
SELECT id FROM affiliation
 WHERE person = :person AND org = :org AND to_date IS NULL
 ORDER BY id LIMIT 1;

-- person_insert_affiliation(id, person, org, workgroup, from_date)
INSERT INTO affiliation (id, person, org, workgroup, from_date, to_date)
VALUES (:id, :person, :org, :workgroup, :from_date, NULL);

-- person_mark_spread(person, org)   with any other place than this one
UPDATE affiliation SET spread = 1
 WHERE person = :person AND spread = 0
   AND EXISTS (SELECT 1 FROM affiliation b
                WHERE b.person = :person AND b.org <> :org);

-- person_end_affiliation(today, person, org)
UPDATE affiliation SET to_date = :today
 WHERE person = :person AND org = :org AND to_date IS NULL;

-- person_affiliations(person, lang)
SELECT a.id, a.org, COALESCE(n.name, o.name), o.slug, a.workgroup,
       a.from_date, a.to_date
  FROM affiliation a
  JOIN org o ON o.id = a.org
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE a.person = :person AND a.to_date IS NULL
 ORDER BY a.from_date, a.id;

-- person_list_below(org, after_org, after, lang, count)
SELECT x.person,
       (SELECT n.name FROM person_name n
         WHERE n.person = x.person ORDER BY n.position, n.id LIMIT 1),
       x.workgroup,
       (SELECT COUNT(*) FROM enrolment e WHERE e.person = x.person),
       (SELECT COUNT(*) FROM enrolment e
         WHERE e.person = x.person AND e.completed_ms IS NOT NULL),
       (SELECT COUNT(*) FROM credential k WHERE k.person = x.person),
       x.node, COALESCE(m.name, o.name)
  FROM (SELECT p.node, a.person, a.workgroup
          FROM org_path p
          JOIN affiliation a ON a.org = p.node
         WHERE p.ancestor = :org AND p.node >= :after_org
           AND a.to_date IS NULL
           AND (p.node > :after_org OR a.person > :after)
         ORDER BY p.node, a.person LIMIT :count) x
  JOIN org o ON o.id = x.node
  LEFT JOIN org_name m ON m.org = o.id AND m.lang = :lang
 ORDER BY x.node, x.person;

-- person_by_number(number)
SELECT COALESCE(merged_into, id) FROM person WHERE number = :number;

-- person_with_roles(count)
SELECT p.number,
       {person_name},
       g.role, o.slug
  FROM role_grant g
  JOIN person p ON p.id = g.person
  JOIN org o ON o.id = g.org
 WHERE g.to_date IS NULL
 ORDER BY g.role, g.id LIMIT :count;
