-- count_add(org, indicator, month, workgroup, gender, amount, day, slot)   the month's last day is 31 or earlier
INSERT INTO counter (node, indicator, month, workgroup, gender, slot, value,
                     day, early)
SELECT p.ancestor, CAST(:indicator AS {text}), CAST(:month AS {text}),
       CAST(:workgroup AS {text}), CAST(:gender AS {text}),
       CAST(:slot AS {i64}), CAST(:amount AS {i64}), CAST(:day AS {text}), 0
  FROM org_path_at p
 WHERE p.node = :org
   AND p.from_date <= CAST(:month AS {text}) || '-31'
   AND p.to_date > CAST(:month AS {text}) || '-31'
ON CONFLICT (node, indicator, month, workgroup, gender, slot) DO UPDATE
   SET value = counter.value + excluded.value,
       early = CASE WHEN excluded.day > counter.day THEN counter.value
                     WHEN excluded.day < counter.day
                     THEN counter.early + excluded.value
                     ELSE counter.early END,
       day = CASE WHEN excluded.day > counter.day THEN excluded.day
                  ELSE counter.day END;

-- count_put(node, indicator, month, workgroup, gender, amount, early, day, slot)
INSERT INTO counter (node, indicator, month, workgroup, gender, slot, value,
                     day, early)
VALUES (:node, :indicator, :month, :workgroup, :gender, :slot, :amount, :day,
        :early)
ON CONFLICT (node, indicator, month, workgroup, gender, slot) DO UPDATE
   SET value = counter.value + excluded.value,
       early = CASE WHEN excluded.day > counter.day
                     THEN counter.value + excluded.early
                     WHEN excluded.day < counter.day
                     THEN counter.early + excluded.value
                     ELSE counter.early + excluded.early END,
       day = CASE WHEN excluded.day > counter.day THEN excluded.day
                  ELSE counter.day END;

-- count_sum(org, indicator, first, last)
SELECT COALESCE(CAST(SUM(value) AS {i64}), 0) FROM counter
 WHERE node = :org AND indicator = :indicator
   AND month >= :first AND month <= :last;
