-- piece credential_owners
k.id, k.number, k.issuer, k.achievement, k.person, k.org,
COALESCE(n.name, o.name), k.holder_name, k.lang

-- piece credential_dates
k.issued_date, k.issued_ms,
CASE WHEN k.withdrawn_ms IS NULL THEN 0 ELSE 1 END, k.enrolment

-- piece credential_joins
JOIN org o ON o.id = k.org
LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
LEFT JOIN achievement_text t
  ON t.achievement = k.achievement AND t.lang = k.lang

-- credential_by_number(number, lang)
SELECT {credential_owners},
       COALESCE(t.name, ''), k.json, {credential_dates}
  FROM credential k
  {credential_joins}
 WHERE k.number = :number;

-- credential_of_person(person, lang)
SELECT {credential_owners},
       COALESCE(t.name, ''), NULL, {credential_dates}
  FROM credential k
  {credential_joins}
 WHERE k.person = :person
 ORDER BY k.issued_ms DESC, k.id;

-- credential_list_below(org, until, scan, count, lang)
WITH late AS (
    SELECT w.id
      FROM (SELECT k.id, k.org, k.issued_date FROM credential k
             WHERE k.issued_date <= :until
             ORDER BY k.issued_date DESC, k.id DESC LIMIT :scan) w
     WHERE EXISTS (SELECT 1 FROM org_path p
                    WHERE p.node = w.org AND p.ancestor = :org)
     ORDER BY w.issued_date DESC, w.id DESC LIMIT :count
), below AS (
    SELECT k.id
      FROM org_path p
      JOIN credential k ON k.org = p.node
     WHERE p.ancestor = :org AND (SELECT COUNT(*) FROM late) < :count
     ORDER BY k.issued_date DESC, k.id DESC LIMIT :count
)
SELECT {credential_owners},
       COALESCE(t.name, ''), NULL, {credential_dates}
  FROM (SELECT id FROM late UNION SELECT id FROM below) x
  JOIN credential k ON k.id = x.id
  {credential_joins}
 ORDER BY k.issued_date DESC, k.id DESC LIMIT :count;

-- credential_withdraw(withdrawn_ms, number, person)
UPDATE credential SET withdrawn_ms = :withdrawn_ms
 WHERE number = :number AND person = :person
RETURNING id, org;

-- credential_numbers(after, count)
SELECT number FROM credential WHERE number > :after
 ORDER BY number, id LIMIT :count;

-- credential_json(number)
SELECT json FROM credential WHERE number = :number;
