-- role_held(person, role, org)
SELECT id FROM role_grant
 WHERE person = :person AND role = :role AND org = :org AND to_date IS NULL
 ORDER BY id LIMIT 1;

-- role_insert(id, person, role, org, mandate, from_date, by_person)
INSERT INTO role_grant (id, person, role, org, mandate, from_date, to_date,
                        by_person)
VALUES (:id, :person, :role, :org, :mandate, :from_date, NULL, :by_person);

-- role_org_of(id)
SELECT org, person, role FROM role_grant WHERE id = :id;

-- role_count(role, org)
SELECT COUNT(*) FROM role_grant
 WHERE role = :role AND org = :org AND to_date IS NULL;

-- role_holders(org, today)
SELECT g.id, g.person,
       (SELECT n.name FROM person_name n
         WHERE n.person = g.person ORDER BY n.position, n.id LIMIT 1),
       g.role, g.from_date, m.title
  FROM role_grant g
  LEFT JOIN mandate m ON m.id = g.mandate
 WHERE g.org = :org AND (g.to_date IS NULL OR g.to_date >= :today)
   AND (g.mandate IS NULL OR m.status = 'active')
 ORDER BY 3, g.id;

-- role_people(org, count)
SELECT p.id,
       (SELECT n.name FROM person_name n
         WHERE n.person = p.id ORDER BY n.position, n.id LIMIT 1)
  FROM person p
 WHERE p.id IN (SELECT a.person FROM affiliation a
                 WHERE a.org = :org AND a.to_date IS NULL)
    OR p.id IN (SELECT a.person FROM mandate m
                  JOIN affiliation a ON a.org = m.holder
                 WHERE m.node = :org AND m.status <> 'ended'
                   AND a.to_date IS NULL)
    OR p.id IN (SELECT g.person FROM role_grant g
                 WHERE g.org = :org AND g.to_date IS NULL)
 ORDER BY 2, p.id LIMIT :count;

-- role_end(to_date, id)
UPDATE role_grant SET to_date = :to_date WHERE id = :id AND to_date IS NULL;
