-- login_by_name(name)
SELECT id, person, secret, failed, wait_until_ms
  FROM login WHERE kind = 'password' AND name = :name;

-- login_reset(id)
UPDATE login SET failed = 0, wait_until_ms = 0 WHERE id = :id AND failed > 0;

-- login_fail(wait_until_ms, id)
UPDATE login SET failed = failed + 1, wait_until_ms = :wait_until_ms
 WHERE id = :id;

-- login_of_person(person)
SELECT id FROM login
 WHERE kind = 'password' AND person = :person
 ORDER BY id LIMIT 1;

-- login_insert(id, person, kind, name, secret, created_ms, expires_ms)
INSERT INTO login (id, person, kind, name, secret, created_ms, expires_ms,
                   used_ms, failed, wait_until_ms)
VALUES (:id, :person, :kind, :name, :secret, :created_ms, :expires_ms,
        NULL, 0, 0)
ON CONFLICT DO NOTHING;

-- login_delete(id)
DELETE FROM login WHERE id = :id;

-- login_link(name, now_ms)
SELECT person FROM login
 WHERE kind = 'link' AND name = :name AND used_ms IS NULL
   AND expires_ms > :now_ms;

-- login_use(now_ms, name)
UPDATE login SET used_ms = :now_ms
 WHERE kind = 'link' AND name = :name AND used_ms IS NULL
   AND expires_ms > :now_ms
RETURNING person;

-- login_find_old(before_ms)
SELECT id FROM login WHERE expires_ms <= :before_ms
 ORDER BY expires_ms, id LIMIT 1;

-- login_delete_old(before_ms, count)
DELETE FROM login WHERE id IN
  (SELECT id FROM login WHERE expires_ms <= :before_ms
    ORDER BY expires_ms, id LIMIT :count);
