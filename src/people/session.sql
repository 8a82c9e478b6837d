-- session_by_hash(token_hash, now_ms)
SELECT s.id, s.person, s.csrf, p.lang,
       (SELECT n.name FROM person_name n
         WHERE n.person = s.person ORDER BY n.position, n.id LIMIT 1),
       (SELECT COUNT(*) FROM role_grant g
         WHERE g.person = s.person AND g.to_date IS NULL)
  FROM session s JOIN person p ON p.id = s.person
 WHERE s.token_hash = :token_hash AND s.expires_ms > :now_ms;

-- session_insert(id, person, token_hash, csrf, created_ms, expires_ms)
INSERT INTO session (id, person, token_hash, csrf, created_ms, expires_ms)
VALUES (:id, :person, :token_hash, :csrf, :created_ms, :expires_ms);

-- session_delete(id)
DELETE FROM session WHERE id = :id;

-- session_delete_all(person)
DELETE FROM session WHERE person = :person;

-- session_find_old(now_ms)
SELECT id FROM session WHERE expires_ms <= :now_ms
 ORDER BY expires_ms, id LIMIT 1;

-- session_delete_old(now_ms, count)
DELETE FROM session WHERE id IN
  (SELECT id FROM session WHERE expires_ms <= :now_ms
    ORDER BY expires_ms, id LIMIT :count);
