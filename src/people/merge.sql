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

-- merge_end_sessions(from)
DELETE FROM session WHERE person = :from;

-- merge_set(into, from)
UPDATE person SET merged_into = :into, rev = rev + 1 WHERE id = :from;

-- merge_follow(into, from)   what led to the one who goes leads on
UPDATE person SET merged_into = :into WHERE merged_into = :from;
