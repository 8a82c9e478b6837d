-- quiz_by_id(id)
SELECT id, version, pass_pct, attempts_max FROM quiz WHERE id = :id;

-- quiz_questions(quiz, lang, base_lang)
SELECT q.id, q.position, q.kind, COALESCE(t.html, u.html, ''),
       CASE WHEN t.question IS NULL THEN u.feedback ELSE t.feedback END,
       COALESCE(t.lang, u.lang)
  FROM question q
  LEFT JOIN question_text t ON t.question = q.id AND t.lang = :lang
  LEFT JOIN question_text u ON u.question = q.id AND u.lang = :base_lang
 WHERE q.quiz = :quiz
 ORDER BY q.position, q.id;

-- quiz_options(quiz, lang, base_lang)
SELECT o.question, o.id, o.fraction, o.number_low, o.number_high,
       COALESCE(t.text, u.text, ''),
       CASE WHEN t.option IS NULL THEN u.match ELSE t.match END,
       CASE WHEN t.option IS NULL THEN u.feedback ELSE t.feedback END
  FROM question q
  JOIN question_option o ON o.question = q.id
  LEFT JOIN question_option_text t ON t.option = o.id AND t.lang = :lang
  LEFT JOIN question_option_text u ON u.option = o.id AND u.lang = :base_lang
 WHERE q.quiz = :quiz
 ORDER BY q.position, o.position, o.id;
