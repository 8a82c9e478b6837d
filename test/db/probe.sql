-- For the tests of db; table probe of probe.h.

-- probe_insert(id, word)
INSERT INTO probe (id, word, data) VALUES (:id, :word, NULL);

-- probe_insert_data(id, word, data)
INSERT INTO probe (id, word, data) VALUES (:id, :word, :data);

-- probe_insert_new(id, word)   the row count tells whether it was new
INSERT INTO probe (id, word, data) VALUES (:id, :word, NULL)
ON CONFLICT DO NOTHING;

-- probe_insert_child(id, probe)
INSERT INTO probe_child (id, probe) VALUES (:id, :probe);

-- probe_by_id(id)
SELECT id, word, data FROM probe WHERE id = :id;

-- probe_count()
SELECT COUNT(*) FROM probe;

-- probe_all()
SELECT id, word FROM probe ORDER BY id;

-- probe_some(word, ids)   arguments in another order than in the text
SELECT id FROM probe
 WHERE id IN :ids[8] AND word <> :word
   AND 'it''s :no parameter' <> :word
 ORDER BY id; -- a remark

-- probe_rename(word, id)
UPDATE probe SET word = :word WHERE id = :id RETURNING id;

-- probe_delete(id)
DELETE FROM probe WHERE id = :id;

-- probe_long(steps)   counts as long as one likes
WITH RECURSIVE n (i) AS (
    SELECT CAST(1 AS {i64}) UNION ALL SELECT i + 1 FROM n WHERE i < :steps
)
SELECT COUNT(*) FROM n;
