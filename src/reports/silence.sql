-- silence_of(org, first, indicator, lang, count)   place by place (CROSS JOIN), not by all institutions anywhere
SELECT o.slug, COALESCE(n.name, o.name), o.country
  FROM org_path p
 CROSS JOIN org o
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE p.ancestor = :org AND o.id = p.node
   AND o.kind = 'institution' AND o.status = 'member'
   AND NOT EXISTS (SELECT 1 FROM counter k
                    WHERE k.node = o.id AND k.indicator = :indicator
                      AND k.month >= :first AND k.value > 0)
 ORDER BY o.name_folded, o.id LIMIT :count;

-- silence_reports(org, today, count)
SELECT m.title, r.due_date
  FROM org_path w
  JOIN plan_report r ON r.node = w.node
  JOIN plan p ON p.id = r.plan
  JOIN mandate m ON m.id = p.mandate
 WHERE w.ancestor = :org AND r.status IN ('expected', 'sent_back')
   AND r.due_date < :today AND m.status <> 'ended'
UNION ALL
SELECT x.title, r.due_date
  FROM org_path w
  JOIN research_project x ON x.node = w.node
  JOIN research_report r ON r.project = x.id
 WHERE w.ancestor = :org AND x.status = 'active' AND r.handed_date IS NULL
   AND r.due_date < :today
UNION ALL
SELECT x.title || ': ' || m.title, m.due_date
  FROM org_path w
  JOIN research_milestone m ON m.owner = w.node
  JOIN research_project x ON x.id = m.project
 WHERE w.ancestor = :org AND x.status = 'active' AND m.status = 'open'
   AND m.due_date < :today
 ORDER BY 2, 1 LIMIT :count;
