-- For the test of jobs.

-- jobs_probe_counts()
SELECT (SELECT COUNT(*) FROM session), (SELECT COUNT(*) FROM login),
       (SELECT COUNT(*) FROM record WHERE chain_no IS NULL);

-- jobs_probe_tamper(chain_no)
UPDATE record SET act = 'org.sold' WHERE chain_no = :chain_no;

-- jobs_probe_paper(hash)
INSERT INTO application (id, link_hash, state, country, node, lang, org_name,
                         contact_name, contact_post, contact_email,
                         signer_post, terms_version, created_ms, rev,
                         paper_hash)
VALUES (3, CAST('h' AS {blob}), 'sent', 'PE', 1, 'es', 'U', 'n', 'p', 'e', 's',
        't', 0, 1, :hash);

-- jobs_probe_org()
INSERT INTO org (id, kind, slug, name, name_folded, status, created_ms, rev)
VALUES (1, 'network', 'n', 'N', 'n', 'member', 0, 1);

-- jobs_probe_draft(id, hash, state, created_ms, decided_ms)
INSERT INTO application (id, link_hash, state, country, node, lang, org_name,
                         contact_name, contact_post, contact_email,
                         signer_post, terms_version, created_ms, decided_ms,
                         rev)
VALUES (:id, :hash, :state, 'PE', 1, 'es', 'U', 'n', 'p', 'e', 's', 't',
        :created_ms, :decided_ms, 1);

-- jobs_probe_clause(application, at_ms)
INSERT INTO application_clause (application, clause, at_ms)
VALUES (:application, 1, :at_ms);

-- jobs_probe_applications()
SELECT id FROM application ORDER BY id;
