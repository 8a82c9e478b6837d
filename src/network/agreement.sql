-- piece agreement_columns
a.id, a.number, a.kind, a.title, a.node, o.slug, COALESCE(n.name, o.name),
a.status, a.is_public, a.signed_date, a.paper_hash, a.paper_type,
a.paper_bytes, a.from_date, a.until_date, a.end_reason, a.rev

-- piece agreement_tables
agreement a
  JOIN org o ON o.id = a.node
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang

-- agreement_by_number(number, lang)
SELECT {agreement_columns}
  FROM {agreement_tables}
 WHERE a.number = :number;

-- agreement_of_member(org, lang)
SELECT a.id, a.number, a.kind, a.title, a.node, o.slug, COALESCE(n.name, o.name),
       a.status, a.is_public, a.signed_date, a.paper_hash, a.paper_type,
       a.paper_bytes, a.from_date, a.until_date, a.end_reason, a.rev
  FROM agreement a
  JOIN org o ON o.id = a.node
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE a.node = :org AND a.kind = 'membership' AND a.status = 'in_force'
 ORDER BY a.until_date DESC, a.id LIMIT 1;

-- agreement_list_below(org, past, after_until, after_id, lang, count)
SELECT {agreement_columns}
  FROM {agreement_tables}
 WHERE EXISTS (SELECT 1 FROM org_path p
                WHERE p.node = a.node AND p.ancestor = :org)
   AND (a.until_date > :after_until
        OR (a.until_date = :after_until AND a.id > :after_id))
   AND (CAST(:past AS {i64}) = 1 OR a.status NOT IN ('ended', 'refused'))
 ORDER BY a.until_date, a.id LIMIT :count;

-- agreement_list_of(org, lang, count)
SELECT {agreement_columns}
  FROM {agreement_tables}
  JOIN agreement_party q ON q.agreement = a.id AND q.org = :org
 WHERE a.status = 'in_force' AND a.is_public = 1
 ORDER BY a.from_date DESC, a.id DESC LIMIT :count;

-- agreement_register(kind, today, after_title, after_id, lang, count)
SELECT {agreement_columns}
  FROM {agreement_tables}
 WHERE a.is_public = 1 AND a.kind = :kind AND a.status = 'in_force'
   AND a.from_date <= :today AND a.until_date >= :today
   AND (a.title > :after_title
        OR (a.title = :after_title AND a.id > :after_id))
 ORDER BY a.title, a.id LIMIT :count;

-- agreement_party_list(agreement, lang)
SELECT o.slug, COALESCE(n.name, o.name)
  FROM agreement_party q JOIN org o ON o.id = q.org
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE q.agreement = :agreement ORDER BY q.position, q.org;

-- agreement_term_list(agreement)
SELECT from_date, to_date FROM agreement_term
 WHERE agreement = :agreement ORDER BY from_date, id;

-- agreement_approval_list(agreement, lang)
SELECT v.node, o.slug, COALESCE(n.name, o.name), v.state, v.at_ms, v.reason
  FROM agreement_approval v JOIN org o ON o.id = v.node
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE v.agreement = :agreement ORDER BY v.position;

-- agreement_clause_list(agreement, lang)
SELECT title, text FROM agreement_clause
 WHERE agreement = :agreement AND lang = :lang ORDER BY position;

-- agreement_meeting(kind, node, from_date, to_date)
SELECT a.id, t.from_date, t.to_date
  FROM agreement a JOIN agreement_term t ON t.agreement = a.id
 WHERE a.kind = :kind AND a.node = :node
   AND a.status NOT IN ('ended', 'refused')
   AND t.from_date <= :to_date AND t.to_date >= :from_date
 ORDER BY t.from_date, t.id LIMIT 50;

-- agreement_party_ids(agreement)
SELECT org FROM agreement_party WHERE agreement = :agreement ORDER BY org;

-- agreement_insert(id, number, kind, title, node, application, status, is_public, signed_date, paper_hash, paper_type, paper_bytes, from_date, until_date, created_ms, by_person)
INSERT INTO agreement (id, number, kind, title, node, mandate, application,
                       status, is_public, signed_date, paper_hash, paper_type,
                       paper_bytes, from_date, until_date, end_reason,
                       created_ms, by_person, rev)
VALUES (:id, :number, :kind, :title, :node, NULL, :application, :status,
        :is_public, :signed_date, :paper_hash, :paper_type, :paper_bytes,
        :from_date, :until_date, NULL, :created_ms, :by_person, 1);

-- agreement_insert_party(agreement, org, position)
INSERT INTO agreement_party (agreement, org, position)
VALUES (:agreement, :org, :position) ON CONFLICT DO NOTHING;

-- agreement_insert_clause(agreement, position, lang, title, text)
INSERT INTO agreement_clause (agreement, position, lang, title, text)
VALUES (:agreement, :position, :lang, :title, :text);

-- agreement_insert_term(id, agreement, from_date, to_date, at_ms, by_person)
INSERT INTO agreement_term (id, agreement, from_date, to_date, at_ms, by_person)
VALUES (:id, :agreement, :from_date, :to_date, :at_ms, :by_person);

-- agreement_insert_approval(agreement, position, node)
INSERT INTO agreement_approval (agreement, position, node, state, at_ms,
                                by_person, reason)
VALUES (:agreement, :position, :node, 'waiting', NULL, NULL, NULL);

-- agreement_decide(agreement, node, state, at_ms, by_person, reason)
UPDATE agreement_approval
   SET state = :state, at_ms = :at_ms, by_person = :by_person, reason = :reason
 WHERE agreement = :agreement AND node = :node AND state = 'waiting';

-- agreement_set_status(status, id, rev)
UPDATE agreement SET status = :status, rev = rev + 1
 WHERE id = :id AND rev = :rev;

-- agreement_sign(signed_date, paper_hash, paper_type, paper_bytes, id, rev)
UPDATE agreement
   SET status = 'in_force', signed_date = :signed_date,
       paper_hash = :paper_hash, paper_type = :paper_type,
       paper_bytes = :paper_bytes, rev = rev + 1
 WHERE id = :id AND rev = :rev;

-- agreement_extend(until_date, id, rev)
UPDATE agreement SET until_date = :until_date, rev = rev + 1
 WHERE id = :id AND rev = :rev;

-- agreement_finish(status, on_date, reason, id, rev)
UPDATE agreement
   SET status = :status, until_date = :on_date, end_reason = :reason,
       rev = rev + 1
 WHERE id = :id AND rev = :rev;
