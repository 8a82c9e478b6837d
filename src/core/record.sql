-- record_insert(id, at_ms, person, act, org, subject, value_hash)
INSERT INTO record (id, at_ms, person, act, org, subject, value_hash,
                    chain_no, chain_hash)
VALUES (:id, :at_ms, :person, :act, :org, :subject, :value_hash, NULL, NULL);

-- record_insert_value(record, salt, value)
INSERT INTO record_value (record, salt, value)
VALUES (:record, :salt, :value);

-- record_unchained(count)
SELECT id, at_ms, person, act, org, subject, value_hash
  FROM record WHERE chain_no IS NULL
 ORDER BY id LIMIT :count;

-- record_newest(after)
SELECT at_ms FROM record WHERE id > :after ORDER BY id DESC LIMIT 1;

-- record_head()
SELECT chain_no, chain_hash FROM record
 WHERE chain_no IS NOT NULL
 ORDER BY chain_no DESC LIMIT 1;

-- record_chain(chain_no, chain_hash, id)
UPDATE record SET chain_no = :chain_no, chain_hash = :chain_hash
 WHERE id = :id AND chain_no IS NULL;

-- record_chained(after, count)
SELECT id, at_ms, person, act, org, subject, value_hash, chain_no, chain_hash
  FROM record WHERE chain_no > :after
 ORDER BY chain_no LIMIT :count;
