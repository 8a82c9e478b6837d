-- progress_done(take, lesson, at_ms, note)
INSERT INTO lesson_done (take, lesson, at_ms, note)
VALUES (:take, :lesson, :at_ms, :note)
ON CONFLICT (take, lesson) DO UPDATE
   SET note = COALESCE(excluded.note, lesson_done.note);

-- progress_marks(take, lesson)
SELECT lesson, CASE WHEN lesson = :lesson THEN note END
  FROM lesson_done WHERE take = :take;

-- progress_start(now_ms, take)
UPDATE course_take SET started_ms = :now_ms
 WHERE id = :take AND started_ms IS NULL;

-- progress_open_parts(take)
SELECT (SELECT COUNT(*) FROM lesson l WHERE l.version = k.version)
       - (SELECT COUNT(*) FROM lesson_done d WHERE d.take = k.id),
       (SELECT COUNT(*) FROM quiz z WHERE z.version = k.version),
       k.quiz_passed
  FROM course_take k WHERE k.id = :take;

-- progress_attempt(attempts, started_ms, best_pct, quiz_passed, take)
UPDATE course_take SET attempts = :attempts, started_ms = :started_ms,
       best_pct = :best_pct, quiz_passed = :quiz_passed
 WHERE id = :take;

-- progress_pass(now_ms, take)
UPDATE course_take SET passed_ms = :now_ms
 WHERE id = :take AND passed_ms IS NULL;

-- progress_standing(enrolment)
SELECT s.any_count, e.org, e.completed_ms, e.person,
       (SELECT COUNT(*) FROM course_take k
         WHERE k.enrolment = e.id AND k.course = s.core
           AND k.passed_ms IS NOT NULL),
       (SELECT COUNT(*) FROM course_take k
         WHERE k.enrolment = e.id AND k.course <> s.core
           AND k.passed_ms IS NOT NULL)
  FROM enrolment e JOIN series s ON s.id = e.series
 WHERE e.id = :enrolment;

-- progress_complete(now_ms, today, enrolment)
UPDATE enrolment SET completed_ms = :now_ms, completed_date = :today,
       waiting = 1
 WHERE id = :enrolment AND completed_ms IS NULL;

-- progress_who(enrolment)
SELECT person, org, workgroup, gender FROM enrolment WHERE id = :enrolment;

-- progress_set_active(month, enrolment)
UPDATE enrolment SET active_month = :month WHERE id = :enrolment;
