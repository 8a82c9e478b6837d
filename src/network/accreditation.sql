-- piece accreditation_columns
a.id, a.org, COALESCE(n.name, o.name), o.slug, a.mandate, m.title,
a.from_date, a.to_date, a.reason, a.ended_ms, a.ended_reason

-- piece accreditation_joins
JOIN org o ON o.id = a.org
LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
LEFT JOIN mandate m ON m.id = a.mandate

-- accreditation_by_id(id, lang)
SELECT {accreditation_columns}
  FROM accreditation a
  {accreditation_joins}
 WHERE a.id = :id;

-- accreditation_for(node, today, lang)
SELECT {accreditation_columns}
  FROM org_path p
  JOIN accreditation a ON a.org = p.ancestor
  {accreditation_joins}
 WHERE p.node = :node AND a.from_date <= :today AND a.to_date >= :today
   AND a.ended_ms IS NULL AND o.status = 'member'
 ORDER BY p.depth, a.id LIMIT 1;

-- accreditation_next(org, today, lang)
SELECT {accreditation_columns}
  FROM accreditation a
  {accreditation_joins}
 WHERE a.org = :org AND a.to_date >= :today AND a.ended_ms IS NULL
 ORDER BY a.from_date, a.id LIMIT 1;

-- accreditation_last(node, today, lang)
SELECT {accreditation_columns}
  FROM org_path p
  JOIN accreditation a ON a.org = p.ancestor
  {accreditation_joins}
 WHERE p.node = :node AND a.from_date <= :today
 ORDER BY p.depth, a.from_date DESC, a.id DESC LIMIT 1;

-- accreditation_below(org, lang, count)
SELECT {accreditation_columns}
  FROM org_path p
  JOIN accreditation a ON a.org = p.node
  {accreditation_joins}
 WHERE p.ancestor = :org
 ORDER BY a.from_date DESC, a.id DESC LIMIT :count;

-- accreditation_meeting(org, from_date, to_date)
SELECT id FROM accreditation
 WHERE org = :org AND ended_ms IS NULL AND from_date <= :to_date
   AND to_date >= :from_date
 ORDER BY id LIMIT 1;

-- accreditation_insert(id, org, mandate, from_date, to_date, reason, by_person, created_ms)
INSERT INTO accreditation (id, org, mandate, from_date, to_date, reason,
                           by_person, created_ms, ended_ms, ended_reason,
                           ended_by)
VALUES (:id, :org, :mandate, :from_date, :to_date, :reason, :by_person,
        :created_ms, NULL, NULL, NULL);

-- accreditation_end(ended_ms, ended_reason, ended_by, id)
UPDATE accreditation
   SET ended_ms = :ended_ms, ended_reason = :ended_reason,
       ended_by = :ended_by
 WHERE id = :id AND ended_ms IS NULL;
