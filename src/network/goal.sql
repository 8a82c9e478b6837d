-- piece goal_rows   counted by the same rule as goal_count
SELECT g.id, g.indicator, g.node, w.slug, COALESCE(n.name, w.name), g.amount,
       g.from_date, g.to_date,
       CASE g.indicator
       WHEN 'members' THEN
           (SELECT COUNT(DISTINCT o.id)
              FROM org_status s JOIN org o ON o.id = s.org
             WHERE s.status = 'member' AND s.from_date >= g.from_date
               AND s.from_date <= g.to_date
               AND o.kind = 'institution' AND o.status = 'member'
               AND EXISTS (SELECT 1 FROM org_path p
                            WHERE p.node = o.id AND p.ancestor = g.node))
       WHEN 'centres' THEN
           (SELECT COUNT(*) FROM mandate m
             WHERE m.kind = 'national_centre' AND m.status = 'active'
               AND m.from_date >= g.from_date AND m.from_date <= g.to_date
               AND EXISTS (SELECT 1 FROM org_path p
                            WHERE p.node = m.node AND p.ancestor = g.node))
       ELSE (SELECT CAST(COALESCE(SUM(k.value), 0) AS {i64}) FROM counter k
              WHERE k.node = g.node AND k.indicator = g.indicator
                AND k.month >= substr(g.from_date, 1, 7)
                AND k.month <= substr(g.to_date, 1, 7)) END
  FROM goal g
  JOIN org w ON w.id = g.node
  LEFT JOIN org_name n ON n.org = w.id AND n.lang = :lang

-- goal_list(ids, lang)
{goal_rows}
 WHERE g.id IN :ids[64]
 ORDER BY g.id;

-- goal_list_of_agreement(agreement, lang)
{goal_rows}
 WHERE g.id IN (SELECT x.goal FROM agreement_goal x
                 WHERE x.agreement = :agreement)
 ORDER BY g.id;

-- goal_insert(id, indicator, node, amount, from_date, to_date)
INSERT INTO goal (id, indicator, node, amount, from_date, to_date)
VALUES (:id, :indicator, :node, :amount, :from_date, :to_date);
