-- research_by_number(number, lang)
SELECT x.id, x.number, x.node, o.slug, COALESCE(n.name, o.name), x.call,
       k.number, k.title, x.decider, d.slug, COALESCE(dn.name, d.name),
       x.title, x.abstract, x.remarks, x.status, x.from_date, x.to_date,
       x.report_months, x.started_date, x.rev, e.outcome, e.on_date, e.body,
       (SELECT MAX(t.on_date) FROM research_data t WHERE t.project = x.id),
       (SELECT MIN(q.org) FROM research_partner q
         WHERE q.project = x.id AND q.role = 'ethics'
           AND q.status = 'accepted')
  FROM research_project x
  JOIN org o ON o.id = x.node
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
  LEFT JOIN research_call k ON k.id = x.call
  LEFT JOIN org d ON d.id = x.decider
  LEFT JOIN org_name dn ON dn.org = d.id AND dn.lang = :lang
  LEFT JOIN research_ethics e ON e.id =
       (SELECT MAX(y.id) FROM research_ethics y WHERE y.project = x.id)
 WHERE x.number = :number;

-- research_stands(project, edits, calls)   what grants at these nodes make one: 1 it leads, 2 decides, 3 takes part
SELECT 1 FROM research_project x JOIN org_path p ON p.node = x.node
 WHERE x.id = :project AND p.ancestor IN :edits[64]
UNION
SELECT 2 FROM research_project x JOIN org_path p ON p.node = x.decider
 WHERE x.id = :project AND p.ancestor IN :calls[64]
UNION
SELECT 3 FROM research_partner q JOIN org_path p ON p.node = q.org
 WHERE q.project = :project AND q.status IN ('invited', 'accepted')
   AND p.ancestor IN :edits[64]
 ORDER BY 1;

-- piece research_lines
SELECT x.id, x.number, x.node, o.slug, COALESCE(n.name, o.name), x.title,
       x.status, x.from_date, x.to_date
  FROM research_project x
  JOIN org o ON o.id = x.node
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang

-- research_public(country, before, lang, count)
{research_lines}
 WHERE x.status IN ('preparing', 'active', 'finished', 'stopped')
   AND x.id < :before
   AND (CAST(:country AS {text}) = ''
        OR EXISTS (SELECT 1 FROM research_partner q JOIN org p ON p.id = q.org
                    WHERE q.project = x.id AND q.status = 'accepted'
                      AND p.country = :country))
 ORDER BY x.id DESC LIMIT :count;

-- research_of_call(call, inner, lang, count)
{research_lines}
 WHERE x.call = :call
   AND (x.status IN ('preparing', 'active', 'finished', 'stopped')
        OR CAST(:inner AS {i64}) = 1)
 ORDER BY x.id DESC LIMIT :count;

-- research_led(org, lang, count)
{research_lines}
 WHERE EXISTS (SELECT 1 FROM org_path p
                WHERE p.node = x.node AND p.ancestor = :org)
 ORDER BY x.id DESC LIMIT :count;

-- research_to_decide(org, lang, count)
{research_lines}
 WHERE x.decider = :org AND x.status = 'proposed'
 ORDER BY x.id LIMIT :count;

-- research_insert(id, number, node, call, decider, title, abstract, remarks, status, from_date, to_date, report_months, created_ms, by_person)
INSERT INTO research_project (id, number, node, call, decider, title, abstract,
                              remarks, status, from_date, to_date,
                              report_months, started_date, created_ms,
                              by_person, rev)
VALUES (:id, :number, :node, :call, :decider, :title, :abstract, :remarks,
        :status, :from_date, :to_date, :report_months, NULL, :created_ms,
        :by_person, 1);

-- research_update(title, abstract, remarks, from_date, to_date, report_months, id, rev)
UPDATE research_project
   SET title = :title, abstract = :abstract, remarks = :remarks,
       from_date = :from_date, to_date = :to_date,
       report_months = :report_months, rev = rev + 1
 WHERE id = :id AND rev = :rev;

-- research_set_status(status, started_date, id, rev)
UPDATE research_project
   SET status = :status, started_date = COALESCE(started_date, :started_date),
       rev = rev + 1
 WHERE id = :id AND rev = :rev;

-- research_touch(id, rev)
UPDATE research_project SET rev = rev + 1 WHERE id = :id AND rev = :rev;

-- research_insert_step(id, project, what, on_date, words, at_ms, by_person)
INSERT INTO research_step (id, project, what, on_date, words, at_ms, by_person)
VALUES (:id, :project, :what, :on_date, :words, :at_ms, :by_person);

-- research_steps(number, count)
SELECT what, on_date, words FROM research_step WHERE project =
       (SELECT z.id FROM research_project z WHERE z.number = :number)
 ORDER BY id LIMIT :count;

-- research_partners(number, lang, count)
SELECT q.org, o.slug, COALESCE(n.name, o.name), q.role, q.status, q.task,
       q.on_date, q.why, q.rev
  FROM research_partner q JOIN org o ON o.id = q.org
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE q.project =
       (SELECT z.id FROM research_project z WHERE z.number = :number)
 ORDER BY CASE WHEN q.role = 'lead' THEN 0 ELSE 1 END, o.name_folded, q.org
 LIMIT :count;

-- research_partner_of(project, org)
SELECT role, status, rev FROM research_partner
 WHERE project = :project AND org = :org;

-- research_has_ethics(project, org)   another one, asked or taking part
SELECT 1 FROM research_partner
 WHERE project = :project AND role = 'ethics' AND org <> :org
   AND status IN ('invited', 'accepted') LIMIT 1;

-- research_count_partners(project)
SELECT COUNT(*) FROM research_partner WHERE project = :project;

-- research_put_partner(project, org, role, status, task, on_date, at_ms, by_person)   again after it declined or left
INSERT INTO research_partner (project, org, role, status, task, on_date, why,
                              at_ms, by_person, rev)
VALUES (:project, :org, :role, :status, :task, :on_date, '', :at_ms,
        :by_person, 1)
ON CONFLICT (project, org) DO UPDATE
   SET role = excluded.role, status = excluded.status, task = excluded.task,
       on_date = excluded.on_date, why = '', at_ms = excluded.at_ms,
       by_person = excluded.by_person, rev = research_partner.rev + 1
 WHERE research_partner.status IN ('declined', 'left');

-- research_set_partner(status, on_date, why, at_ms, by_person, project, org, rev)
UPDATE research_partner
   SET status = :status, on_date = :on_date, why = :why, at_ms = :at_ms,
       by_person = :by_person, rev = rev + 1
 WHERE project = :project AND org = :org AND rev = :rev;

-- research_parts(org, lang, count)
SELECT x.number, x.title, COALESCE(n.name, o.name), q.org, q.role, q.status,
       q.task, q.on_date, q.why, q.rev
  FROM research_partner q
  JOIN research_project x ON x.id = q.project
  JOIN org o ON o.id = x.node
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE q.org = :org AND q.role <> 'lead' AND q.status IN ('invited', 'accepted')
 ORDER BY CASE WHEN q.status = 'invited' THEN 0 ELSE 1 END, x.id DESC
 LIMIT :count;

-- research_reviews(number, lang, count)
SELECT e.id, COALESCE(n.name, o.name), e.body, e.outcome, e.on_date, e.words,
       e.paper_hash, e.paper_type, e.paper_bytes
  FROM research_ethics e JOIN org o ON o.id = e.org
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE e.project =
       (SELECT z.id FROM research_project z WHERE z.number = :number) ORDER BY e.id DESC LIMIT :count;

-- research_insert_review(id, project, org, body, outcome, on_date, words, paper_hash, paper_type, paper_bytes, at_ms, by_person)
INSERT INTO research_ethics (id, project, org, body, outcome, on_date, words,
                             paper_hash, paper_type, paper_bytes, at_ms,
                             by_person)
VALUES (:id, :project, :org, :body, :outcome, :on_date, :words, :paper_hash,
        :paper_type, :paper_bytes, :at_ms, :by_person);

-- research_data(number)
SELECT kind, kept_at, seen_by, kept_until, opened, on_date
  FROM research_data WHERE project =
       (SELECT z.id FROM research_project z WHERE z.number = :number)
 ORDER BY id DESC LIMIT 1;

-- research_insert_data(id, project, kind, kept_at, seen_by, kept_until, opened, on_date, at_ms, by_person)
INSERT INTO research_data (id, project, kind, kept_at, seen_by, kept_until,
                           opened, on_date, at_ms, by_person)
VALUES (:id, :project, :kind, :kept_at, :seen_by, :kept_until, :opened,
        :on_date, :at_ms, :by_person);
