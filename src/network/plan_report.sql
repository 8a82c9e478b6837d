-- piece plan_report_columns
r.id, r.plan, r.node, k.slug, m.number, m.title, m.status, r.from_date,
r.to_date, r.due_date, r.status, r.rev,
(SELECT a.id FROM plan a WHERE a.first = r.plan AND a.status = 'agreed')

-- plan_report_by_id(id)
SELECT {plan_report_columns}
  FROM plan_report r
  JOIN plan p ON p.id = r.plan
  JOIN mandate m ON m.id = p.mandate
  JOIN org k ON k.id = r.node
 WHERE r.id = :id;

-- plan_report_list(mandate, count)
SELECT {plan_report_columns}
  FROM plan p
  JOIN plan_report r ON r.plan = p.id
  JOIN mandate m ON m.id = p.mandate
  JOIN org k ON k.id = r.node
 WHERE p.mandate = :mandate
 ORDER BY r.from_date, r.id LIMIT :count;

-- plan_report_due(orgs, until, count)
SELECT {plan_report_columns}
  FROM plan_report r
  JOIN plan p ON p.id = r.plan
  JOIN mandate m ON m.id = p.mandate
  JOIN org k ON k.id = r.node
 WHERE r.node IN :orgs[64] AND r.status IN ('expected', 'sent_back')
   AND r.due_date <= :until AND m.status <> 'ended'
 ORDER BY r.due_date, r.id LIMIT :count;

-- plan_report_waiting(orgs, count)
SELECT {plan_report_columns}
  FROM plan_report r
  JOIN plan p ON p.id = r.plan
  JOIN mandate m ON m.id = p.mandate
  JOIN org k ON k.id = r.node
 WHERE r.status = 'handed_in'
   AND EXISTS (SELECT 1 FROM org_path w
                WHERE w.node = r.node AND w.ancestor IN :orgs[64]
                  AND w.depth > 0)
 ORDER BY r.due_date, r.id LIMIT :count;

-- plan_report_insert(id, plan, node, from_date, to_date, due_date)
INSERT INTO plan_report (id, plan, node, from_date, to_date, due_date, status,
                         rev)
VALUES (:id, :plan, :node, :from_date, :to_date, :due_date, 'expected', 1);

-- plan_report_set_status(status, id, rev)
UPDATE plan_report SET status = :status, rev = rev + 1
 WHERE id = :id AND rev = :rev;

-- plan_report_papers(report)
SELECT id, done, hard, next, on_date, answer, answer_date, reason
  FROM plan_report_paper WHERE report = :report ORDER BY id DESC LIMIT 50;

-- plan_report_insert_paper(id, report, done, hard, next, on_date, at_ms, by_person)
INSERT INTO plan_report_paper (id, report, done, hard, next, on_date, at_ms,
                               by_person, answer, answer_date, answer_by,
                               reason)
VALUES (:id, :report, :done, :hard, :next, :on_date, :at_ms, :by_person, NULL,
        NULL, NULL, NULL);

-- plan_report_answer(answer, answer_date, answer_by, reason, report)
UPDATE plan_report_paper
   SET answer = :answer, answer_date = :answer_date, answer_by = :answer_by,
       reason = :reason
 WHERE report = :report AND answer IS NULL;

-- plan_report_insert_figure(paper, position, title, due_date, indicator, node, amount, reached, done_date, evidence)
INSERT INTO plan_report_figure (paper, position, title, due_date, indicator,
                                node, amount, reached, done_date, evidence)
VALUES (:paper, :position, :title, :due_date, :indicator, :node, :amount,
        :reached, :done_date, :evidence);

-- plan_report_figures(paper, lang)
SELECT f.title, f.due_date, f.indicator, f.node, w.slug,
       COALESCE(n.name, w.name), f.amount, f.reached, f.done_date, f.evidence
  FROM plan_report_figure f
  LEFT JOIN org w ON w.id = f.node
  LEFT JOIN org_name n ON n.org = w.id AND n.lang = :lang
 WHERE f.paper = :paper ORDER BY f.position;
