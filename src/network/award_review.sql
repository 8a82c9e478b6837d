-- piece award_review_columns   nothing of whose case it is
v.id, k.n, e.number, COALESCE(k.blind_title, k.title), v.state,
v.words, v.rev,
COALESCE((SELECT CAST(SUM(s.points) AS {i64}) FROM award_score s
           WHERE s.review = v.id), 0)

-- award_review_people(edition)
SELECT p.number,
       (SELECT n.name FROM person_name n WHERE n.person = p.id
         ORDER BY n.position, n.id LIMIT 1),
       (SELECT COUNT(*) FROM award_review v
          JOIN award_case k ON k.id = v.award_case
         WHERE v.person = p.id AND v.state = 'open' AND k.edition = r.edition),
       (SELECT COUNT(*) FROM award_review v
          JOIN award_case k ON k.id = v.award_case
         WHERE v.person = p.id AND v.state = 'given' AND k.edition = r.edition)
  FROM award_reviewer r JOIN person p ON p.id = r.person
 WHERE r.edition = :edition AND r.is_active = 1
 ORDER BY 2 NULLS LAST, p.id;

-- award_review_candidates(edition, node, today, reviewing, office, count)
SELECT p.number,
       (SELECT n.name FROM person_name n WHERE n.person = p.id
         ORDER BY n.position, n.id LIMIT 1), 0, 0
  FROM (SELECT DISTINCT g.person AS id FROM role_grant g
         WHERE g.role IN :reviewing[16] AND g.from_date <= :today
           AND (g.to_date IS NULL OR g.to_date > :today)) x
  JOIN person p ON p.id = x.id
 WHERE NOT EXISTS (SELECT 1 FROM role_grant g
                     JOIN org_path h ON h.ancestor = g.org AND h.node = :node
                    WHERE g.person = p.id AND g.role IN :office[16]
                      AND (g.to_date IS NULL OR g.to_date > :today))
   AND NOT EXISTS (SELECT 1 FROM award_reviewer r
                    WHERE r.edition = :edition AND r.person = p.id
                      AND r.is_active = 1)
 ORDER BY 2 NULLS LAST, p.id LIMIT :count;

-- award_review_person(number)
SELECT id FROM person WHERE number = :number;

-- award_review_name(edition, person, by_person)
INSERT INTO award_reviewer (edition, person, is_active, by_person)
VALUES (:edition, :person, 1, :by_person)
ON CONFLICT (edition, person) DO UPDATE SET is_active = 1;

-- award_review_dismiss(edition, person)
UPDATE award_reviewer SET is_active = 0
 WHERE edition = :edition AND person = :person AND is_active = 1;

-- award_review_left(edition, person)   cases whose review was not given
SELECT k.id, COALESCE(k.org, 0)
  FROM award_review v JOIN award_case k ON k.id = v.award_case
 WHERE k.edition = :edition AND v.person = :person AND v.state = 'open'
 ORDER BY k.n;

-- award_review_withdraw(now_ms, edition, person)
UPDATE award_review
   SET state = 'withdrawn', at_ms = :now_ms, rev = rev + 1
 WHERE person = :person AND state = 'open'
   AND award_case IN (SELECT id FROM award_case WHERE edition = :edition);

-- award_review_next(edition, award_case, org)   who has the least to do
SELECT r.person
  FROM award_reviewer r
 WHERE r.edition = :edition AND r.is_active = 1
   AND NOT EXISTS (SELECT 1 FROM award_review v
                    WHERE v.award_case = :award_case AND v.person = r.person)
   AND NOT EXISTS (SELECT 1 FROM affiliation a
                     JOIN org_path h ON h.node = a.org
                    WHERE a.person = r.person AND a.to_date IS NULL
                      AND h.ancestor = :org)
   AND NOT EXISTS (SELECT 1 FROM role_grant g
                     JOIN org_path h ON h.node = g.org
                    WHERE g.person = r.person AND g.to_date IS NULL
                      AND h.ancestor = :org)
 ORDER BY (SELECT COUNT(*) FROM award_review v
             JOIN award_case k ON k.id = v.award_case
            WHERE v.person = r.person AND v.state IN ('open', 'given')
              AND k.edition = r.edition), r.person
 LIMIT 1;

-- award_review_may(edition, person, award_case, org)   named; works there; has it
SELECT (SELECT COUNT(*) FROM award_reviewer r
         WHERE r.edition = :edition AND r.person = :person
           AND r.is_active = 1),
       (SELECT COUNT(*) FROM affiliation a JOIN org_path h ON h.node = a.org
         WHERE a.person = :person AND a.to_date IS NULL
           AND h.ancestor = :org)
       + (SELECT COUNT(*) FROM role_grant g JOIN org_path h ON h.node = g.org
           WHERE g.person = :person AND g.to_date IS NULL
             AND h.ancestor = :org),
       (SELECT COUNT(*) FROM award_review v
         WHERE v.award_case = :award_case AND v.person = :person);

-- award_review_insert(id, award_case, person, now_ms)
INSERT INTO award_review (id, award_case, person, state, words, at_ms, rev)
VALUES (:id, :award_case, :person, 'open', '', :now_ms, 1);

-- award_review_count(award_case)
SELECT COUNT(*) FROM award_review
 WHERE award_case = :award_case AND state IN ('open', 'given');

-- award_review_mine(person, count)
SELECT {award_review_columns}
  FROM award_review v
  JOIN award_case k ON k.id = v.award_case
  JOIN award_edition e ON e.id = k.edition
 WHERE v.person = :person AND v.state IN ('open', 'given')
   AND k.state = 'valid'
 ORDER BY CASE v.state WHEN 'open' THEN 0 ELSE 1 END, e.year DESC, k.n, v.id
 LIMIT :count;

-- award_review_waiting(person)
SELECT COUNT(*)
  FROM award_review v
  JOIN award_case k ON k.id = v.award_case
  JOIN award_edition e ON e.id = k.edition
 WHERE v.person = :person AND v.state = 'open' AND k.state = 'valid'
   AND e.published_date = '';

-- award_review_by_id(id, person)   nothing of whose case it is
SELECT {award_review_columns},
       k.category, k.lang, COALESCE(k.blind_abstract, k.abstract),
       COALESCE(k.blind_words, k.words),
       CASE WHEN k.shows_file = 1 THEN k.link ELSE '' END,
       CASE WHEN k.shows_file = 1 THEN k.file_hash ELSE NULL END,
       k.file_type, k.file_bytes
  FROM award_review v
  JOIN award_case k ON k.id = v.award_case
  JOIN award_edition e ON e.id = k.edition
 WHERE v.id = :id AND v.person = :person AND v.state IN ('open', 'given')
   AND k.state = 'valid';

-- award_review_case(id)   for writing
SELECT k.id, COALESCE(k.org, 0)
  FROM award_review v JOIN award_case k ON k.id = v.award_case
 WHERE v.id = :id;

-- award_review_scores(review)
SELECT criterion, points, remark FROM award_score
 WHERE review = :review ORDER BY criterion;

-- award_review_others(id)   of the same case, given by others
SELECT o.id, s.criterion, s.points, s.remark
  FROM award_review v
  JOIN award_review o ON o.award_case = v.award_case AND o.id <> v.id
  JOIN award_score s ON s.review = o.id
 WHERE v.id = :id AND v.state = 'given' AND o.state = 'given'
 ORDER BY o.id, s.criterion;

-- award_review_give(now_ms, id, rev)
UPDATE award_review SET state = 'given', at_ms = :now_ms, rev = rev + 1
 WHERE id = :id AND rev = :rev AND state IN ('open', 'given');

-- award_review_put_score(review, criterion, points, remark)
INSERT INTO award_score (review, criterion, points, remark)
VALUES (:review, :criterion, :points, :remark)
ON CONFLICT (review, criterion) DO UPDATE
   SET points = :points, remark = :remark;

-- award_review_decline(words, now_ms, id, rev)
UPDATE award_review
   SET state = 'conflict', words = :words, at_ms = :now_ms, rev = rev + 1
 WHERE id = :id AND rev = :rev AND state IN ('open', 'given');

-- award_review_forget_scores(review)
DELETE FROM award_score WHERE review = :review;

-- award_review_of_case(award_case)
SELECT v.id, v.state, v.words,
       COALESCE((SELECT CAST(SUM(s.points) AS {i64}) FROM award_score s
                  WHERE s.review = v.id), 0),
       (SELECT n.name FROM person_name n WHERE n.person = v.person
         ORDER BY n.position, n.id LIMIT 1)
  FROM award_review v WHERE v.award_case = :award_case
 ORDER BY v.at_ms, v.id;

-- award_review_ranking(edition, points, count)
SELECT n, title, org_name, category, place, given, wanted,
       CASE WHEN given = 0 THEN 0
            ELSE total * 1000 / (given * CAST(:points AS {i64})) END
  FROM (SELECT k.id, k.n, k.title, k.org_name, k.category, k.place,
               (SELECT COUNT(*) FROM award_review v
                 WHERE v.award_case = k.id AND v.state = 'given') AS given,
               (SELECT COUNT(*) FROM award_review v
                 WHERE v.award_case = k.id
                   AND v.state IN ('open', 'given')) AS wanted,
               COALESCE((SELECT CAST(SUM(s.points) AS {i64})
                           FROM award_score s
                           JOIN award_review v ON v.id = s.review
                          WHERE v.award_case = k.id
                            AND v.state = 'given'), 0) AS total
          FROM award_case k
         WHERE k.edition = :edition AND k.state = 'valid') x
 ORDER BY CASE WHEN given = 0 THEN 1 ELSE 0 END, 8 DESC, n LIMIT :count;
