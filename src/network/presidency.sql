-- presidency_candidates(year, lang, count)
SELECT k.org, o.slug, COALESCE(n.name, o.name), o.country,
       (SELECT COUNT(*) FROM nomination x
         WHERE x.nominee = k.org AND x.year = k.year),
       k.answer, k.answer_date
  FROM candidacy k
  JOIN org o ON o.id = k.org
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE k.year = :year
 ORDER BY CASE k.answer WHEN 'accepted' THEN 0 WHEN 'declined' THEN 2
          ELSE 1 END, 5 DESC, o.name_folded, k.id LIMIT :count;

-- presidency_candidacy(org, year)
SELECT id, answer FROM candidacy WHERE org = :org AND year = :year;

-- presidency_in(node, from_date)
SELECT id FROM mandate
 WHERE node = :node AND kind = 'presidency' AND from_date = :from_date
   AND status <> 'ended' ORDER BY id LIMIT 1;

-- presidency_put_nomination(id, year, nominator, nominee, reason, on_date, by_person)
INSERT INTO nomination (id, year, nominator, nominee, reason, on_date,
                        by_person)
VALUES (:id, :year, :nominator, :nominee, :reason, :on_date, :by_person)
ON CONFLICT (year, nominator)
   DO UPDATE SET nominee = :nominee, reason = :reason, on_date = :on_date,
                 by_person = :by_person;

-- presidency_nominated(nominator, year, lang)
SELECT o.slug, COALESCE(n.name, o.name)
  FROM nomination x
  JOIN org o ON o.id = x.nominee
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE x.nominator = :nominator AND x.year = :year;

-- presidency_put_candidacy(id, year, org)
INSERT INTO candidacy (id, year, org, answer, answer_date, by_person)
VALUES (:id, :year, :org, NULL, NULL, NULL) ON CONFLICT DO NOTHING;

-- presidency_answer(answer, on_date, by_person, org, year)
UPDATE candidacy
   SET answer = :answer, answer_date = :on_date, by_person = :by_person
 WHERE org = :org AND year = :year AND answer IS NULL;
