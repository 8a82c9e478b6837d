-- Who became a member since a day, and which applications wait, are asked of
-- those few, not of all places below a region.
CREATE INDEX org_status_since ON org_status (status, from_date, org);

DROP INDEX application_by_node;
CREATE INDEX application_by_node ON application (node, state, created_ms, id);
CREATE INDEX application_by_state ON application (state, node, endorsed_ms);

-- How the questions of quizzes fare at a node and below, on first attempts:
-- derived from the answers (`quipu recount` compares). slot as in counter.
CREATE TABLE question_count ( -- big
    node {i64} NOT NULL REFERENCES org (id),
    question {i64} NOT NULL REFERENCES question (id),
    slot {i64} NOT NULL,
    answers {i64} NOT NULL,
    fully {i64} NOT NULL,
    PRIMARY KEY (node, question, slot)
) {by_key};

INSERT INTO question_count (node, question, slot, answers, fully)
SELECT p.ancestor, f.question, 0, CAST(SUM(f.answers) AS {i64}),
       CAST(SUM(f.fully) AS {i64})
  FROM (SELECT e.org AS org, a.question AS question, COUNT(*) AS answers,
               CAST(SUM(CASE WHEN a.score >= 100000 THEN 1 ELSE 0 END)
                    AS {i64}) AS fully
          FROM attempt b
          JOIN attempt_answer a ON a.attempt = b.id
          JOIN course_take k ON k.id = b.take
          JOIN enrolment e ON e.id = k.enrolment
         WHERE b.number = 1
         GROUP BY e.org, a.question) f
  JOIN org_path p ON p.node = f.org
 GROUP BY p.ancestor, f.question;
