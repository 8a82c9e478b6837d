-- piece history_columns
r.id, r.at_ms, r.act, r.person,
(SELECT n.name FROM person_name n
  WHERE n.person = (SELECT COALESCE(h.merged_into, h.id) FROM person h
                     WHERE h.id = r.person)
  ORDER BY n.position, n.id LIMIT 1),
o.slug, COALESCE(m.name, o.name), v.value, r.chain_no

-- piece history_joins
LEFT JOIN org o ON o.id = r.org
LEFT JOIN org_name m ON m.org = r.org AND m.lang = :lang
LEFT JOIN record_value v ON v.record = r.id

-- piece history_is_sought
r.act >= :act_low AND r.act < :act_high
   AND r.at_ms >= :from_ms AND r.at_ms < :to_ms
   AND (CAST(:by AS {i64}) IS NULL OR r.person = :by
        OR r.person IN (SELECT h.id FROM person h
                         WHERE h.merged_into = CAST(:by AS {i64})))

-- history_of_few(org, low, before, act_low, act_high, from_ms, to_ms, by, lang, count)
SELECT {history_columns}
  FROM org_path p
  JOIN record r ON r.org = p.node
  {history_joins}
 WHERE p.ancestor = :org AND r.id >= :low AND r.id < :before
   AND {history_is_sought}
 ORDER BY r.id DESC LIMIT :count;

-- history_of_many(org, root, low, before, act_low, act_high, from_ms, to_ms, by, lang, count)
SELECT {history_columns}
  FROM record r
  {history_joins}
 WHERE r.id >= :low AND r.id < :before
   AND {history_is_sought}
   AND (EXISTS (SELECT 1 FROM org_path p
                WHERE p.node = r.org AND p.ancestor = :org)
        OR (r.org IS NULL AND CAST(:root AS {i64}) = 1))
 ORDER BY r.id DESC LIMIT :count;

-- history_step(before, scan)
SELECT MIN(w.id), COUNT(*)
  FROM (SELECT r.id FROM record r WHERE r.id < :before
         ORDER BY r.id DESC LIMIT :scan) w;
