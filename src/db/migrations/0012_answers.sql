-- The answers of an attempt are written with it, in one transaction, and
-- neither is ever deleted. A foreign key between them would make PostgreSQL
-- look up each new attempt in the last page of an index, which every other
-- attempt in flight writes to: under SERIALIZABLE most of them would have to be
-- run again.
CREATE TABLE attempt_answer_new ( -- big
    attempt {i64} NOT NULL,
    question {i64} NOT NULL REFERENCES question (id),
    answer {text} NOT NULL,
    score {i64} NOT NULL,
    PRIMARY KEY (attempt, question)
) {strict};

INSERT INTO attempt_answer_new (attempt, question, answer, score)
SELECT attempt, question, answer, score FROM attempt_answer
 ORDER BY attempt, question;

DROP TABLE attempt_answer;

ALTER TABLE attempt_answer_new RENAME TO attempt_answer;
