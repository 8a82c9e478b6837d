-- piece research_plan_milestone_rows
SELECT m.id, x.number, x.title, x.node, k.slug, m.title, m.owner, o.slug,
       COALESCE(n.name, o.name), m.due_date, m.status, m.evidence,
       m.closed_date, m.rev
  FROM research_milestone m
  JOIN research_project x ON x.id = m.project
  JOIN org k ON k.id = x.node
  JOIN org o ON o.id = m.owner
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang

-- research_plan_milestones(number, lang, count)
{research_plan_milestone_rows}
 WHERE m.project =
       (SELECT z.id FROM research_project z WHERE z.number = :number) ORDER BY m.due_date, m.id LIMIT :count;

-- research_plan_milestones_owned(orgs, lang, count)
{research_plan_milestone_rows}
 WHERE m.owner IN :orgs[64] AND m.status = 'open'
   AND x.status IN ('preparing', 'active')
 ORDER BY m.due_date, m.id LIMIT :count;

-- research_plan_milestones_below(orgs, lang, count)   of places below these
{research_plan_milestone_rows}
 WHERE m.status = 'open' AND x.status IN ('preparing', 'active')
   AND EXISTS (SELECT 1 FROM org_path p
                WHERE p.node = m.owner AND p.ancestor IN :orgs[64]
                  AND p.depth > 0)
 ORDER BY m.due_date, m.id LIMIT :count;

-- research_plan_milestone_by_id(id, lang)
{research_plan_milestone_rows}
 WHERE m.id = :id;

-- research_plan_milestone_steps(milestone, count)
SELECT what, on_date, due_before, due_after, words
  FROM research_milestone_step WHERE milestone = :milestone
 ORDER BY id LIMIT :count;

-- research_plan_milestone_count(project)
SELECT COUNT(*) FROM research_milestone WHERE project = :project;

-- research_plan_milestone_owner(project, slug)   who leads or accepted, by its address
SELECT q.org FROM research_partner q JOIN org o ON o.id = q.org
 WHERE q.project = :project AND q.status = 'accepted' AND o.slug = :slug;

-- research_plan_milestone_insert(id, project, title, owner, due_date)
INSERT INTO research_milestone (id, project, title, owner, due_date, status,
                                evidence, closed_date, rev)
VALUES (:id, :project, :title, :owner, :due_date, 'open', NULL, NULL, 1);

-- research_plan_milestone_set(due_date, status, evidence, closed_date, id, rev)
UPDATE research_milestone
   SET due_date = :due_date, status = :status, evidence = :evidence,
       closed_date = :closed_date, rev = rev + 1
 WHERE id = :id AND rev = :rev;

-- research_plan_milestone_insert_step(id, milestone, what, on_date, due_before, due_after, words, at_ms, by_person)
INSERT INTO research_milestone_step (id, milestone, what, on_date, due_before,
                                     due_after, words, at_ms, by_person)
VALUES (:id, :milestone, :what, :on_date, :due_before, :due_after, :words,
        :at_ms, :by_person);

-- research_plan_reports(number, count)
SELECT due_date, handed_date, words FROM research_report
 WHERE project =
       (SELECT z.id FROM research_project z WHERE z.number = :number) ORDER BY due_date LIMIT :count;

-- research_plan_report_forget(project, today)
DELETE FROM research_report
 WHERE project = :project AND handed_date IS NULL AND due_date > :today;

-- research_plan_report_expect(project, due_date)
INSERT INTO research_report (project, due_date, handed_date, words, by_person)
VALUES (:project, :due_date, NULL, '', NULL)
ON CONFLICT DO NOTHING;

-- research_plan_report_one(project, due_date)
SELECT due_date, handed_date, words FROM research_report
 WHERE project = :project AND due_date = :due_date;

-- research_plan_report_hand_in(handed_date, words, by_person, project, due_date)
UPDATE research_report
   SET handed_date = :handed_date, words = :words, by_person = :by_person
 WHERE project = :project AND due_date = :due_date AND handed_date IS NULL;

-- research_plan_outputs(number, count)
SELECT id, kind, title, doi, url, on_date FROM research_output
 WHERE project =
       (SELECT z.id FROM research_project z WHERE z.number = :number) ORDER BY on_date DESC, id DESC LIMIT :count;

-- research_plan_output_insert(id, project, kind, title, doi, url, on_date, at_ms, by_person)
INSERT INTO research_output (id, project, kind, title, doi, url, on_date, at_ms,
                             by_person)
VALUES (:id, :project, :kind, :title, :doi, :url, :on_date, :at_ms,
        :by_person);
