-- piece award_case_rows
SELECT k.id, k.edition, e.number, COALESCE(k.n, 0), k.state, k.category,
       COALESCE(k.org, 0), k.org_name, k.kind, k.country, k.contact_name,
       k.contact_post, k.contact_email, k.lang, k.title, k.abstract, k.words,
       k.link, k.file_hash, k.file_type, k.file_bytes, k.blind_title,
       k.blind_abstract, k.blind_words, k.shows_file, k.reason, k.place,
       COALESCE(k.sent_ms, 0), k.rev
  FROM award_case k JOIN award_edition e ON e.id = k.edition

-- award_case_by_link(link_hash)
{award_case_rows}
 WHERE k.link_hash = :link_hash;

-- award_case_by_n(edition, n)
{award_case_rows}
 WHERE e.number = :edition AND k.n = :n;

-- award_case_list(edition, after, count)
{award_case_rows}
 WHERE k.edition = :edition AND k.n > :after
 ORDER BY k.n LIMIT :count;

-- award_case_awarded(edition, count)
{award_case_rows}
 WHERE k.edition = :edition AND k.state = 'valid' AND k.place <> ''
   AND e.published_date <> ''
 ORDER BY k.category, k.place, k.n LIMIT :count;

-- award_case_counts(edition)
SELECT k.country, k.kind, COUNT(*),
       CAST(SUM(CASE WHEN k.state = 'valid' THEN 1 ELSE 0 END) AS {i64}),
       CAST(SUM(CASE WHEN k.state = 'valid' AND k.place <> ''
                      AND e.published_date <> '' THEN 1
                     ELSE 0 END) AS {i64})
  FROM award_case k JOIN award_edition e ON e.id = k.edition
 WHERE k.edition = :edition AND k.state <> 'draft'
 GROUP BY k.country, k.kind ORDER BY k.country, k.kind;

-- award_case_insert(id, edition, link_hash, org, org_name, kind, country, contact_name, contact_post, contact_email, lang, now_ms)
INSERT INTO award_case (id, edition, n, link_hash, state, category, org,
                        org_name, kind, country, contact_name, contact_post,
                        contact_email, lang, title, abstract, words, link,
                        file_hash, file_type, file_bytes, blind_title,
                        blind_abstract, blind_words, shows_file, reason, place,
                        created_ms, touched_ms, sent_ms, judged_by, rev)
VALUES (:id, :edition, NULL, :link_hash, 'draft', 0, :org,
        COALESCE((SELECT o.name FROM org o WHERE o.id = :org), :org_name),
        :kind, :country, :contact_name, :contact_post, :contact_email, :lang, '', '',
        '', '', NULL, NULL, 0, NULL, NULL, NULL, 0, '', '', :now_ms, :now_ms,
        NULL, NULL, 1);

-- award_case_save(category, title, abstract, words, link, lang, now_ms, id, rev)
UPDATE award_case
   SET category = :category, title = :title, abstract = :abstract,
       words = :words, link = :link, lang = :lang, touched_ms = :now_ms,
       rev = rev + 1
 WHERE id = :id AND rev = :rev AND state = 'draft';

-- award_case_set_file(file_hash, file_type, file_bytes, id)
UPDATE award_case
   SET file_hash = :file_hash, file_type = :file_type, file_bytes = :file_bytes
 WHERE id = :id AND state = 'draft';

-- award_case_send(now_ms, edition, id)
UPDATE award_case
   SET state = 'received', sent_ms = :now_ms,
       n = (SELECT COALESCE(MAX(x.n), 0) + 1 FROM award_case x
             WHERE x.edition = :edition)
 WHERE id = :id AND state = 'draft';

-- award_case_judge(state, reason, judged_by, id, rev)
UPDATE award_case
   SET state = :state, reason = :reason, judged_by = :judged_by,
       place = CASE WHEN :state = 'valid' THEN place ELSE '' END,
       rev = rev + 1
 WHERE id = :id AND rev = :rev AND state <> 'draft';

-- award_case_redact(blind_title, blind_abstract, blind_words, shows_file, id, rev)
UPDATE award_case
   SET blind_title = :blind_title, blind_abstract = :blind_abstract,
       blind_words = :blind_words, shows_file = :shows_file, rev = rev + 1
 WHERE id = :id AND rev = :rev AND state <> 'draft';

-- award_case_place(place, id, rev)
UPDATE award_case SET place = :place, rev = rev + 1
 WHERE id = :id AND rev = :rev AND state = 'valid';

-- award_case_org_names(org)
SELECT name FROM org WHERE id = :org
UNION
SELECT name FROM org_name WHERE org = :org
 ORDER BY 1;

-- award_case_find_old(before_ms)
SELECT id FROM award_case
 WHERE state = 'draft' AND touched_ms <= :before_ms
 ORDER BY id LIMIT 1;

-- award_case_delete_old(before_ms, count)
DELETE FROM award_case WHERE id IN
  (SELECT id FROM award_case
    WHERE state = 'draft' AND touched_ms <= :before_ms
    ORDER BY id LIMIT :count);
