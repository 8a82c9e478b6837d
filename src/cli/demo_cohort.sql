-- demo_cohort_person(id, number, lang, gender, created_ms)
INSERT INTO person (id, number, lang, gender, created_ms, rev)
VALUES (:id, :number, :lang, :gender, :created_ms, 1);

-- demo_cohort_name(id, person, name, name_folded)
INSERT INTO person_name (id, person, script, name, name_folded, position)
VALUES (:id, :person, 'Latn', :name, :name_folded, 0);

-- demo_cohort_affiliation(id, person, org, workgroup, from_date)
INSERT INTO affiliation (id, person, org, workgroup, from_date, to_date)
VALUES (:id, :person, :org, :workgroup, :from_date, NULL);

-- demo_cohort_enrolment(id, person, series, org, opening, lang, started_ms, started_date, completed_ms, completed_date, waiting, workgroup, gender)
INSERT INTO enrolment (id, person, series, org, opening, lang, started_ms,
                       started_date, completed_ms, completed_date, waiting,
                       workgroup, gender)
VALUES (:id, :person, :series, :org, :opening, :lang, :started_ms,
        :started_date, :completed_ms, :completed_date, :waiting, :workgroup,
        :gender);

-- demo_cohort_activity(person, month, org, workgroup, gender)
INSERT INTO activity (person, month, org, workgroup, gender)
VALUES (:person, :month, :org, :workgroup, :gender)
ON CONFLICT (person, month, org) DO NOTHING;

-- demo_cohort_take(id, enrolment, course, version, started_ms, passed_ms, best_pct, attempts)
INSERT INTO course_take (id, enrolment, course, version, started_ms,
                         passed_ms, best_pct, attempts, quiz_passed)
VALUES (:id, :enrolment, :course, :version, :started_ms, :passed_ms,
        :best_pct, :attempts, :attempts);

-- demo_cohort_lesson(take, lesson, at_ms)
INSERT INTO lesson_done (take, lesson, at_ms, note)
VALUES (:take, :lesson, :at_ms, NULL);

-- demo_cohort_attempt(id, take, quiz, lang, at_ms, score, score_max)
INSERT INTO attempt (id, take, quiz, number, lang, started_ms, sent_ms, score,
                     score_max, passed)
VALUES (:id, :take, :quiz, 1, :lang, :at_ms, :at_ms, :score, :score_max, 1);

-- demo_cohort_answer(attempt, question, answer, score)
INSERT INTO attempt_answer (attempt, question, answer, score)
VALUES (:attempt, :question, :answer, :score);
