-- count_add(org, indicator, month, amount, slot)
INSERT INTO counter (node, indicator, month, slot, value)
SELECT p.ancestor, CAST(:indicator AS {text}), CAST(:month AS {text}),
       CAST(:slot AS {i64}), CAST(:amount AS {i64})
  FROM org_path p WHERE p.node = :org
ON CONFLICT (node, indicator, month, slot)
   DO UPDATE SET value = counter.value + excluded.value;

-- count_sum(org, indicator, first, last)
SELECT COALESCE(CAST(SUM(value) AS {i64}), 0) FROM counter
 WHERE node = :org AND indicator = :indicator
   AND month >= :first AND month <= :last;
