-- attempt_insert(id, take, quiz, number, lang, now_ms, score, score_max, passed)
INSERT INTO attempt (id, take, quiz, number, lang, started_ms, sent_ms, score,
                     score_max, passed)
VALUES (:id, :take, :quiz, :number, :lang, :now_ms, :now_ms, :score,
        :score_max, :passed);

-- attempt_insert_answer(attempt, question, answer, score)
INSERT INTO attempt_answer (attempt, question, answer, score)
VALUES (:attempt, :question, :answer, :score);

-- attempt_by_number(take, number)
SELECT id, take, quiz, number, lang, sent_ms, score, score_max, passed
  FROM attempt WHERE take = :take AND number = :number;

-- attempt_list(take)
SELECT id, take, quiz, number, lang, sent_ms, score, score_max, passed
  FROM attempt WHERE take = :take ORDER BY number DESC, id;

-- attempt_answers(attempt)
SELECT a.question, a.answer, a.score
  FROM attempt_answer a JOIN question q ON q.id = a.question
 WHERE a.attempt = :attempt
 ORDER BY q.position, q.id;
