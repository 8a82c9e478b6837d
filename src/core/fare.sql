-- piece fare_more
ON CONFLICT (node, question, slot) DO UPDATE
   SET answers = question_count.answers + excluded.answers,
       fully = question_count.fully + excluded.fully

-- fare_count(attempt, slot)
INSERT INTO question_count (node, question, slot, answers, fully)
SELECT p.ancestor, a.question, CAST(:slot AS {i64}), 1,
       CASE WHEN a.score >= 100000 THEN 1 ELSE 0 END
  FROM attempt b
  JOIN course_take k ON k.id = b.take
  JOIN enrolment e ON e.id = k.enrolment
  JOIN org_path p ON p.node = e.org
  JOIN attempt_answer a ON a.attempt = b.id
 WHERE b.id = :attempt AND b.number = 1
{fare_more};

-- fare_add(org, question, answers, fully, slot)
INSERT INTO question_count (node, question, slot, answers, fully)
SELECT p.ancestor, CAST(:question AS {i64}), CAST(:slot AS {i64}),
       CAST(:answers AS {i64}), CAST(:fully AS {i64})
  FROM org_path p WHERE p.node = :org
{fare_more};

-- fare_put(node, question, answers, fully, slot)
INSERT INTO question_count (node, question, slot, answers, fully)
VALUES (:node, :question, :slot, :answers, :fully)
{fare_more};

-- fare_carry(node, times, org, slot)
INSERT INTO question_count (node, question, slot, answers, fully)
SELECT CAST(:node AS {i64}), q.question, CAST(:slot AS {i64}),
       CAST(:times AS {i64}) * CAST(SUM(q.answers) AS {i64}),
       CAST(:times AS {i64}) * CAST(SUM(q.fully) AS {i64})
  FROM question_count q WHERE q.node = :org
 GROUP BY q.question
{fare_more};
