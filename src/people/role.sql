-- role_held(person, role, org)
SELECT id FROM role_grant
 WHERE person = :person AND role = :role AND org = :org AND to_date IS NULL
 ORDER BY id LIMIT 1;

-- role_insert(id, person, role, org, mandate, from_date, by_person)
INSERT INTO role_grant (id, person, role, org, mandate, from_date, to_date,
                        by_person)
VALUES (:id, :person, :role, :org, :mandate, :from_date, NULL, :by_person);

-- role_org_of(id)
SELECT org, person FROM role_grant WHERE id = :id;

-- role_end(to_date, id)
UPDATE role_grant SET to_date = :to_date WHERE id = :id AND to_date IS NULL;
