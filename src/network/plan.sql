-- piece plan_rows
SELECT p.id, p.mandate, m.number, m.title, m.status, m.node, k.slug, p.first,
       p.version, p.from_date, p.to_date, p.every_months, p.status, p.reason,
       p.centre_date, p.office_date, p.centre_by, p.office_by, p.rev
  FROM plan p
  JOIN mandate m ON m.id = p.mandate
  JOIN org k ON k.id = m.node

-- plan_by_id(id)
{plan_rows}
 WHERE p.id = :id;

-- plan_list(mandate)
{plan_rows}
 WHERE p.mandate = :mandate
 ORDER BY p.from_date DESC, p.version DESC, p.id DESC LIMIT 50;

-- plan_at(node, today)   agreed and in force
{plan_rows}
 WHERE m.node = :node AND m.status = 'active' AND p.status = 'agreed'
   AND p.from_date <= :today AND p.to_date >= :today
 ORDER BY p.from_date DESC, p.version DESC, p.id DESC LIMIT 1;

-- plan_waiting(orgs)
{plan_rows}
 WHERE p.status = 'draft' AND m.status <> 'ended'
   AND ((p.centre_date IS NULL AND m.node IN :orgs[64])
        OR (p.office_date IS NULL
            AND EXISTS (SELECT 1 FROM org_path w
                         WHERE w.node = m.node AND w.ancestor IN :orgs[64]
                           AND w.depth > 0)))
 ORDER BY p.from_date, p.id LIMIT 50;

-- plan_aim_list(plan)
SELECT lang, text FROM plan_aim WHERE plan = :plan ORDER BY lang;

-- plan_target_list(plan, first)
SELECT t.key, t.title, t.due_date, t.goal, d.on_date, d.evidence
  FROM plan_target t
  LEFT JOIN plan_done d ON d.first = :first AND d.key = t.key
 WHERE t.plan = :plan ORDER BY t.position;

-- plan_meeting(mandate, first, from_date, to_date)
SELECT id FROM plan
 WHERE mandate = :mandate AND first <> :first
   AND status IN ('draft', 'agreed') AND from_date <= :to_date
   AND to_date >= :from_date
 ORDER BY id LIMIT 1;

-- plan_last_version(first)
SELECT COALESCE(MAX(version), 0),
       CAST(COALESCE(SUM(CASE status WHEN 'draft' THEN 1 ELSE 0 END), 0)
            AS {i64})
  FROM plan WHERE first = :first;

-- plan_last_key(first)
SELECT COALESCE(MAX(t.key), 0)
  FROM plan p JOIN plan_target t ON t.plan = p.id
 WHERE p.first = :first;

-- plan_insert(id, mandate, first, version, from_date, to_date, every_months, reason, created_ms, by_person)
INSERT INTO plan (id, mandate, first, version, from_date, to_date,
                  every_months, status, reason, centre_date, centre_by,
                  office_date, office_by, created_ms, by_person, rev)
VALUES (:id, :mandate, :first, :version, :from_date, :to_date, :every_months,
        'draft', :reason, NULL, NULL, NULL, NULL, :created_ms, :by_person, 1)
ON CONFLICT DO NOTHING;

-- plan_change(from_date, to_date, every_months, id, rev)
UPDATE plan
   SET from_date = :from_date, to_date = :to_date,
       every_months = :every_months, centre_date = NULL, centre_by = NULL,
       office_date = NULL, office_by = NULL, rev = rev + 1
 WHERE id = :id AND rev = :rev AND status = 'draft';

-- plan_agree(centre_date, centre_by, office_date, office_by, status, id, rev)
UPDATE plan
   SET centre_date = :centre_date, centre_by = :centre_by,
       office_date = :office_date, office_by = :office_by, status = :status,
       rev = rev + 1
 WHERE id = :id AND rev = :rev AND status = 'draft';

-- plan_drop(id, rev)
UPDATE plan SET status = 'dropped', rev = rev + 1
 WHERE id = :id AND rev = :rev AND status = 'draft';

-- plan_replace(first, version)
UPDATE plan SET status = 'replaced', rev = rev + 1
 WHERE first = :first AND version < :version AND status = 'agreed';

-- plan_put_aim(plan, lang, text)
INSERT INTO plan_aim (plan, lang, text) VALUES (:plan, :lang, :text)
ON CONFLICT (plan, lang) DO UPDATE SET text = :text;

-- plan_delete_aim(plan, lang)
DELETE FROM plan_aim WHERE plan = :plan AND lang = :lang;

-- plan_copy_aims(plan, before)
INSERT INTO plan_aim (plan, lang, text)
SELECT CAST(:plan AS {i64}), lang, text FROM plan_aim WHERE plan = :before;

-- plan_delete_targets(plan)
DELETE FROM plan_target WHERE plan = :plan;

-- plan_insert_target(plan, position, key, title, due_date, goal)
INSERT INTO plan_target (plan, position, key, title, due_date, goal)
VALUES (:plan, :position, :key, :title, :due_date, :goal);

-- plan_copy_targets(plan, before)
INSERT INTO plan_target (plan, position, key, title, due_date, goal)
SELECT CAST(:plan AS {i64}), position, key, title, due_date, goal
  FROM plan_target WHERE plan = :before;

-- plan_deliver(first, key, on_date, evidence, at_ms, by_person)
INSERT INTO plan_done (first, key, on_date, evidence, at_ms, by_person)
VALUES (:first, :key, :on_date, :evidence, :at_ms, :by_person)
ON CONFLICT DO NOTHING;
