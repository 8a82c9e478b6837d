-- For the test that a merge forgets no table.

-- merge_probe_left(person)   rows that hold a person, by column
SELECT 'person_name.person', COUNT(*) FROM person_name WHERE person = :person
UNION ALL
SELECT 'address.person', COUNT(*) FROM address WHERE person = :person
UNION ALL
SELECT 'login.person', COUNT(*) FROM login WHERE person = :person
UNION ALL
SELECT 'session.person', COUNT(*) FROM session WHERE person = :person
UNION ALL
SELECT 'affiliation.person', COUNT(*) FROM affiliation WHERE person = :person
UNION ALL
SELECT 'role_grant.person', COUNT(*) FROM role_grant WHERE person = :person
UNION ALL
SELECT 'join_code.person', COUNT(*) FROM join_code WHERE person = :person
UNION ALL
SELECT 'enrolment.person', COUNT(*) FROM enrolment WHERE person = :person
UNION ALL
SELECT 'credential.person', COUNT(*) FROM credential WHERE person = :person
UNION ALL
SELECT 'activity.person', COUNT(*) FROM activity WHERE person = :person
UNION ALL
SELECT 'dialogue_attendance.person', COUNT(*) FROM dialogue_attendance
 WHERE person = :person
UNION ALL
SELECT 'person.merged_into', COUNT(*) FROM person WHERE merged_into = :person
UNION ALL
SELECT 'award_reviewer.person', COUNT(*) FROM award_reviewer
 WHERE person = :person
UNION ALL
SELECT 'award_review.person', COUNT(*) FROM award_review
 WHERE person = :person
UNION ALL
SELECT 'post.person', COUNT(*) FROM post WHERE person = :person
UNION ALL
SELECT 'plan.centre_by', COUNT(*) FROM plan WHERE centre_by = :person
UNION ALL
SELECT 'plan.office_by', COUNT(*) FROM plan WHERE office_by = :person;

-- merge_probe_address(person)
INSERT INTO address (id, person, kind, value, value_folded, from_date)
VALUES (1, :person, 'email', 'rosa@example.org', 'rosa@example.org',
        '2026-06-15');

-- merge_probe_login(person)
INSERT INTO login (id, person, kind, name, created_ms, failed, wait_until_ms)
VALUES (1, :person, 'link', 'f', 0, 0, 0);

-- merge_probe_code(person, org)
INSERT INTO join_code (id, code_hash, org, person, label, created_ms,
                       expires_ms)
VALUES (1, CAST('c' AS {blob}), :org, :person, '', 0, 0);

-- merge_probe_went(id, person)   merged before
INSERT INTO person (id, number, created_ms, rev, merged_into)
VALUES (:id, 'went', 0, 1, :person);

-- merge_probe_post(person, mandate)
INSERT INTO post (id, mandate, kind, title, person, status, from_date, to_date,
                  at_ms)
VALUES (1, :mandate, 'deputy', 'Deputy', :person, 'held', '2026-06-15',
        '2026-12-31', 0);

-- merge_probe_plan(centre_by, office_by, mandate)
INSERT INTO plan (id, mandate, first, version, from_date, to_date, every_months,
                  status, centre_by, office_by, created_ms, rev)
VALUES (:centre_by, :mandate, :centre_by, 1, '2026-06-15', '2027-06-14', 6,
        'draft', :centre_by, :office_by, 0, 1);

-- merge_probe_plan_said()
SELECT centre_by, office_by FROM plan ORDER BY id;

-- merge_probe_series(node)
INSERT INTO dialogue_series (id, number, node, title, aim, created_ms, rev)
VALUES (1, 's', :node, 'S', '', 0, 1);

-- merge_probe_event(id, number)
INSERT INTO dialogue_event (id, number, series, title, place, zone, langs,
                            from_date, to_date, register_until, status, why,
                            created_ms, rev)
VALUES (:id, :number, 1, 'E', '', 'UTC', 'es', '2026-07-01', '2026-07-01', '',
        'planned', '', 0, 1);

-- merge_probe_attend(event, person)
INSERT INTO dialogue_attendance (event, person, at_ms)
VALUES (:event, :person, 0);

-- merge_probe_edition(id, number, node, published_date)
INSERT INTO award_edition (id, number, node, year, lang, zone, opens_date,
                           closes_date, review_until, reviews_each,
                           published_date, created_ms, rev)
VALUES (:id, :number, :node, 2026, 'es', 'UTC', '2026-01-01', '2026-02-01',
        '2026-12-31', 2, :published_date, 0, 1);

-- merge_probe_case(id, edition, link_hash, org)
INSERT INTO award_case (id, edition, n, link_hash, state, category, org,
                        org_name, kind, country, contact_name, contact_post,
                        contact_email, lang, title, abstract, words, link,
                        file_bytes, shows_file, reason, place, created_ms,
                        touched_ms, rev)
VALUES (:id, :edition, :id, :link_hash, 'valid', 1, :org, '', 'institution',
        'PE', '', '', '', 'es', 'T', '', '', '', 0, 0, '', '', 0, 0, 1);

-- merge_probe_reviewer(edition, person, is_active)
INSERT INTO award_reviewer (edition, person, is_active)
VALUES (:edition, :person, :is_active);

-- merge_probe_review(id, award_case, person, state, words)
INSERT INTO award_review (id, award_case, person, state, words, at_ms, rev)
VALUES (:id, :award_case, :person, :state, :words, 0, 1);

-- merge_probe_score(review, points)
INSERT INTO award_score (review, criterion, points, remark)
VALUES (:review, 1, :points, '');

-- merge_probe_reviews()
SELECT v.award_case, v.person, v.state, v.words,
       COALESCE((SELECT CAST(SUM(s.points) AS {i64}) FROM award_score s
                  WHERE s.review = v.id), -1)
  FROM award_review v ORDER BY v.award_case, v.person;

-- merge_probe_active(edition, person)
SELECT is_active FROM award_reviewer
 WHERE edition = :edition AND person = :person;
