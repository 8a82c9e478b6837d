-- piece join_columns
a.id, a.state, a.country, a.node, k.slug, a.org, a.lang, a.org_name,
a.city, a.website, a.contact_name, a.contact_post, a.contact_email,
a.signer_post, a.staff_count, a.motive, a.created_ms, a.sent_ms,
a.decided_ms, a.reason, a.rev,
(SELECT COUNT(*) FROM application_clause x WHERE x.application = a.id),
a.remark, a.signed_kind, a.signer_name, a.paper_hash, a.paper_type,
COALESCE(a.paper_bytes, 0), a.endorsed_ms, a.endorsement

-- join_by_link(link_hash)
SELECT {join_columns}
  FROM application a JOIN org k ON k.id = a.node
 WHERE a.link_hash = :link_hash;

-- join_by_id(id)
SELECT {join_columns}
  FROM application a JOIN org k ON k.id = a.node
 WHERE a.id = :id;

-- join_list_below(org, count)   country by country (CROSS JOIN), not by all places
SELECT {join_columns}
  FROM (SELECT x.id
          FROM org n CROSS JOIN application x
         WHERE n.kind IN ('country', 'territory') AND x.node = n.id
           AND EXISTS (SELECT 1 FROM org_path p
                        WHERE p.node = n.id AND p.ancestor = :org)
         ORDER BY CASE x.state WHEN 'sent' THEN 0 WHEN 'draft' THEN 1
                  ELSE 2 END, x.created_ms DESC, x.id
         LIMIT :count) w
  JOIN application a ON a.id = w.id
  JOIN org k ON k.id = a.node
 ORDER BY CASE a.state WHEN 'sent' THEN 0 WHEN 'draft' THEN 1 ELSE 2 END,
          a.created_ms DESC, a.id;

-- join_count_waiting(orgs)   of those that wait (CROSS JOIN), not of all places
SELECT p.ancestor, COUNT(*)
  FROM application a
 CROSS JOIN org_path p
 WHERE a.state = 'sent' AND p.node = a.node AND p.ancestor IN :orgs[64]
   AND ((p.depth = 0 AND a.endorsed_ms IS NULL)
        OR (p.depth > 0
            AND (a.endorsed_ms IS NOT NULL
                 OR NOT EXISTS (SELECT 1 FROM mandate m
                                 WHERE m.node = a.node
                                   AND m.kind = 'national_centre'
                                   AND m.status = 'active'))))
 GROUP BY p.ancestor ORDER BY p.ancestor;

-- join_waiting(org, country, name)
SELECT id FROM application
 WHERE state = 'sent'
   AND ((CAST(:org AS {i64}) > 0 AND org = :org)
        OR (country = :country AND org_name = :name))
 ORDER BY id LIMIT 1;

-- join_insert(id, link_hash, country, node, org, lang, org_name, city, website, contact_name, contact_post, contact_email, staff_count, motive, terms_version, now_ms)
INSERT INTO application (id, link_hash, state, country, node, org, lang,
                         org_name, city, website, contact_name, contact_post,
                         contact_email, signer_post, staff_count, motive,
                         terms_version, created_ms, sent_ms, decided_ms,
                         decided_by, reason, rev)
VALUES (:id, :link_hash, 'draft', :country, :node, :org, :lang, :org_name,
        :city, :website, :contact_name, :contact_post, :contact_email, '',
        :staff_count, :motive, :terms_version, :now_ms, NULL, NULL, NULL,
        NULL, 1);

-- join_remark(remark, terms_version, id)
UPDATE application
   SET remark = :remark, terms_version = :terms_version, rev = rev + 1
 WHERE id = :id AND state = 'draft';

-- join_clauses(application)
SELECT clause FROM application_clause
 WHERE application = :application ORDER BY clause;

-- join_clause_add(application, clause, at_ms)
INSERT INTO application_clause (application, clause, at_ms)
VALUES (:application, :clause, :at_ms)
ON CONFLICT (application, clause) DO NOTHING;

-- join_clause_drop(application, clause)
DELETE FROM application_clause
 WHERE application = :application AND clause = :clause;

-- join_sign(now_ms, signed_kind, signer_name, signer_post, paper_hash, paper_type, paper_bytes, id)
UPDATE application
   SET state = 'sent', sent_ms = :now_ms, signed_kind = :signed_kind,
       signer_name = :signer_name, signer_post = :signer_post,
       paper_hash = :paper_hash, paper_type = :paper_type,
       paper_bytes = :paper_bytes, rev = rev + 1
 WHERE id = :id AND state = 'draft';

-- join_reopen(id)
UPDATE application
   SET state = 'draft', sent_ms = NULL, endorsed_ms = NULL,
       endorsed_by = NULL, endorsement = NULL, rev = rev + 1
 WHERE id = :id AND state = 'refused';

-- join_endorse(now_ms, endorsed_by, endorsement, id, rev)
UPDATE application
   SET endorsed_ms = :now_ms, endorsed_by = :endorsed_by,
       endorsement = :endorsement, rev = rev + 1
 WHERE id = :id AND rev = :rev AND state = 'sent' AND endorsed_ms IS NULL;

-- join_decide(state, org, now_ms, decided_by, reason, id, rev)
UPDATE application
   SET state = :state, org = :org, decided_ms = :now_ms,
       decided_by = :decided_by, reason = :reason, rev = rev + 1
 WHERE id = :id AND rev = :rev AND state = 'sent';

-- piece join_old_drafts
SELECT a.id FROM application a
 WHERE a.state = 'draft' AND a.decided_ms IS NULL
   AND a.created_ms <= :before_ms
   AND NOT EXISTS (SELECT 1 FROM application_clause c
                    WHERE c.application = a.id AND c.at_ms > :before_ms)
 ORDER BY a.id LIMIT :count

-- join_find_old(before_ms, count)
{join_old_drafts};

-- join_delete_old_clauses(before_ms, count)
DELETE FROM application_clause WHERE application IN ({join_old_drafts});

-- join_delete_old(before_ms, count)
DELETE FROM application WHERE id IN ({join_old_drafts});
