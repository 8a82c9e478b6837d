-- attendance_delegations(event, lang, count)
SELECT d.org, o.slug, COALESCE(n.name, o.name), d.offices, d.rev
  FROM dialogue_delegation d JOIN org o ON o.id = d.org
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE d.event = :event
 ORDER BY o.name, o.id LIMIT :count;

-- attendance_people(event, person)
SELECT COUNT(*), COUNT(CASE WHEN person = :person THEN 1 END)
  FROM dialogue_attendance WHERE event = :event;

-- attendance_names(event, lang, after_ms, after, count)   where they belong longest
SELECT x.person, x.at_ms,
       (SELECT n.name FROM person_name n
         WHERE n.person = x.person ORDER BY n.position, n.id LIMIT 1),
       COALESCE(m.name, o.name), o.slug
  FROM (SELECT a.person AS person, a.at_ms AS at_ms,
               (SELECT f.org FROM affiliation f
                 WHERE f.person = a.person AND f.to_date IS NULL
                 ORDER BY f.from_date, f.id LIMIT 1) AS org
          FROM dialogue_attendance a
         WHERE a.event = :event
           AND (a.at_ms > :after_ms
                OR (a.at_ms = :after_ms AND a.person > :after))) x
  LEFT JOIN org o ON o.id = x.org
  LEFT JOIN org_name m ON m.org = o.id AND m.lang = :lang
 ORDER BY x.at_ms, x.person LIMIT :count;

-- attendance_insert(event, person, at_ms)
INSERT INTO dialogue_attendance (event, person, at_ms)
VALUES (:event, :person, :at_ms)
ON CONFLICT DO NOTHING;

-- attendance_delete(event, person)
DELETE FROM dialogue_attendance WHERE event = :event AND person = :person;

-- attendance_insert_delegation(event, org, offices, at_ms, by_person)
INSERT INTO dialogue_delegation (event, org, offices, at_ms, by_person, rev)
VALUES (:event, :org, :offices, :at_ms, :by_person, 1)
ON CONFLICT DO NOTHING;

-- attendance_update_delegation(offices, at_ms, by_person, event, org, rev)
UPDATE dialogue_delegation
   SET offices = :offices, at_ms = :at_ms, by_person = :by_person,
       rev = rev + 1
 WHERE event = :event AND org = :org AND rev = :rev;

-- attendance_delete_delegation(event, org, rev)
DELETE FROM dialogue_delegation
 WHERE event = :event AND org = :org AND rev = :rev;
