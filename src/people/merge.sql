-- merge_is(id)
SELECT COALESCE(merged_into, 0), number FROM person WHERE id = :id;

-- merge_rights(from, into)   1 = works there, 2 = holds a role there
SELECT 1, org FROM affiliation
 WHERE person IN (:from, :into) AND to_date IS NULL
UNION
SELECT 2, org FROM role_grant
 WHERE person IN (:from, :into) AND to_date IS NULL
 ORDER BY 1, 2;

-- merge_further(from, into)   series that only the one who goes completed
SELECT COUNT(*)
  FROM enrolment f JOIN enrolment i ON i.series = f.series
 WHERE f.person = :from AND i.person = :into
   AND f.completed_ms IS NOT NULL AND i.completed_ms IS NULL;

-- merge_set_aside(from, into)
UPDATE enrolment SET aside = 1, waiting = 0
 WHERE person = :from
   AND series IN (SELECT series FROM enrolment WHERE person = :into);

-- merge_enrolments(from, into)
UPDATE enrolment SET person = :into WHERE person = :from AND aside = 0;

-- merge_credentials(from, into)
UPDATE credential SET person = :into WHERE person = :from;

-- merge_activity(from, into)
INSERT INTO activity (person, month, org, workgroup, gender)
SELECT CAST(:into AS {i64}), month, org, workgroup, gender
  FROM activity WHERE person = :from
ON CONFLICT (person, month, org) DO NOTHING;

-- merge_drop_activity(from)
DELETE FROM activity WHERE person = :from;

-- merge_end_affiliations(today, from, into)   where both work
UPDATE affiliation SET to_date = :today
 WHERE person = :from AND to_date IS NULL
   AND org IN (SELECT org FROM affiliation
                WHERE person = :into AND to_date IS NULL);

-- merge_affiliations(from, into)
UPDATE affiliation SET person = :into WHERE person = :from;

-- merge_spread(into)
UPDATE affiliation SET spread = 1
 WHERE person = :into
   AND EXISTS (SELECT 1 FROM affiliation b
                WHERE b.person = :into AND b.org <> affiliation.org);

-- merge_names(from, into)   behind those that are there, each once
UPDATE person_name SET person = :into, position = position + 1000
 WHERE person = :from
   AND name_folded NOT IN (SELECT name_folded FROM person_name
                            WHERE person = :into);

-- merge_addresses(from, into)
UPDATE address SET person = :into WHERE person = :from;

-- merge_logins(from, into)
UPDATE login SET person = :into WHERE person = :from;

-- merge_roles(from, into)
UPDATE role_grant SET person = :into WHERE person = :from;

-- merge_posts(from, into)
UPDATE post SET person = :into WHERE person = :from;

-- merge_codes(from, into)   printed for one person
UPDATE join_code SET person = :into WHERE person = :from;

-- merge_agreed(from, into)   that nobody agrees to a plan for both sides
UPDATE plan
   SET centre_by = CASE WHEN centre_by = CAST(:from AS {i64})
                        THEN CAST(:into AS {i64}) ELSE centre_by END,
       office_by = CASE WHEN office_by = CAST(:from AS {i64})
                        THEN CAST(:into AS {i64}) ELSE office_by END
 WHERE centre_by = CAST(:from AS {i64}) OR office_by = CAST(:from AS {i64});

-- merge_attendance(from, into)
UPDATE dialogue_attendance SET person = :into
 WHERE person = :from
   AND event NOT IN (SELECT event FROM dialogue_attendance
                      WHERE person = :into);

-- merge_drop_attendance(from)   where both registered
DELETE FROM dialogue_attendance WHERE person = :from;

-- merge_reviewer(from, into)   where either is named, both are
INSERT INTO award_reviewer (edition, person, is_active, by_person)
SELECT edition, CAST(:into AS {i64}), is_active, by_person
  FROM award_reviewer WHERE person = :from
ON CONFLICT (edition, person) DO UPDATE
   SET is_active = CASE WHEN excluded.is_active = 1 THEN 1
                        ELSE award_reviewer.is_active END;

-- merge_drop_reviewer(from)
DELETE FROM award_reviewer WHERE person = :from;

-- piece merge_twice   f, i: reviews of one case, its result not public; what
--   counts for more stays: a conflict, a review given, one to give
award_review f
  JOIN award_review i ON i.award_case = f.award_case
  JOIN award_case k ON k.id = f.award_case
  JOIN award_edition e ON e.id = k.edition AND e.published_date = ''

-- piece merge_outweighs
CASE f.state WHEN 'conflict' THEN 3 WHEN 'given' THEN 2 WHEN 'open' THEN 1
             ELSE 0 END
     > CASE i.state WHEN 'conflict' THEN 3 WHEN 'given' THEN 2 WHEN 'open' THEN 1
                    ELSE 0 END

-- merge_forget_scores(from, into)   of who has a conflict
DELETE FROM award_score
 WHERE review IN (SELECT i.id FROM {merge_twice}
                   WHERE f.person = :from AND i.person = :into
                     AND f.state = 'conflict');

-- merge_scores(from, into)   the review it goes to has none
UPDATE award_score
   SET review = (SELECT i.id FROM award_review f
                   JOIN award_review i ON i.award_case = f.award_case
                  WHERE f.id = award_score.review AND i.person = :into)
 WHERE review IN (SELECT f.id FROM {merge_twice}
                   WHERE f.person = :from AND i.person = :into
                     AND f.state = 'given' AND {merge_outweighs});

-- merge_review(from, into)
UPDATE award_review
   SET state = (SELECT f.state FROM award_review f
                 WHERE f.award_case = award_review.award_case
                   AND f.person = :from),
       words = (SELECT f.words FROM award_review f
                 WHERE f.award_case = award_review.award_case
                   AND f.person = :from),
       at_ms = (SELECT f.at_ms FROM award_review f
                 WHERE f.award_case = award_review.award_case
                   AND f.person = :from),
       rev = rev + 1
 WHERE id IN (SELECT i.id FROM {merge_twice}
               WHERE f.person = :from AND i.person = :into
                 AND {merge_outweighs});

-- merge_count_once(from, into)
UPDATE award_review SET state = 'withdrawn', rev = rev + 1
 WHERE state <> 'withdrawn'
   AND id IN (SELECT f.id FROM {merge_twice}
               WHERE f.person = :from AND i.person = :into);

-- merge_reviews(from, into)
UPDATE award_review SET person = :into
 WHERE person = :from
   AND award_case NOT IN (SELECT award_case FROM award_review
                           WHERE person = :into);

-- merge_own_case(into)   nobody reviews their own organisation's
UPDATE award_review SET state = 'withdrawn', rev = rev + 1
 WHERE person = :into AND state IN ('open', 'given')
   AND award_case IN (
       SELECT k.id FROM award_case k
         JOIN award_edition e ON e.id = k.edition AND e.published_date = ''
         JOIN org_path h ON h.ancestor = k.org
        WHERE h.node IN (SELECT a.org FROM affiliation a
                          WHERE a.person = :into AND a.to_date IS NULL
                          UNION
                         SELECT g.org FROM role_grant g
                          WHERE g.person = :into AND g.to_date IS NULL));

-- merge_end_sessions(from)
DELETE FROM session WHERE person = :from;

-- merge_set(into, from)
UPDATE person SET merged_into = :into, rev = rev + 1 WHERE id = :from;

-- merge_follow(into, from)   what led to the one who goes leads on
UPDATE person SET merged_into = :into WHERE merged_into = :from;
