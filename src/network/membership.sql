-- membership_steps(org)
SELECT status, from_date, reason FROM org_status
 WHERE org = :org ORDER BY id LIMIT 200;

-- membership_notice(org)
SELECT on_date FROM membership_notice WHERE org = :org;

-- membership_ending(orgs, until)
SELECT o.id, o.slug, a.until_date
  FROM agreement a JOIN org o ON o.id = a.node
 WHERE a.node IN :orgs[64] AND a.kind = 'membership'
   AND a.status = 'in_force' AND a.until_date <= :until
   AND a.end_reason IS NULL AND o.status = 'member'
 ORDER BY a.until_date, a.id LIMIT 5;

-- membership_closed(org)
SELECT o.status
  FROM org_path p JOIN org o ON o.id = p.ancestor
 WHERE p.node = :org AND o.kind = 'institution'
   AND o.status IN ('suspended', 'left')
 ORDER BY p.depth LIMIT 1;

-- membership_announce(org, on_date, reason, by_person)
INSERT INTO membership_notice (org, on_date, reason, by_person)
VALUES (:org, :on_date, :reason, :by_person)
ON CONFLICT DO NOTHING;

-- membership_take_back(org)
DELETE FROM membership_notice WHERE org = :org;

-- membership_due(today, count)
SELECT org, reason FROM membership_notice
 WHERE on_date < :today ORDER BY on_date, org LIMIT :count;
