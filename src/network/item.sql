-- piece item_columns   the last: how much of its figure is reached, as goal_list
i.id, i.visit, v.number, v.title, v.is_public, i.position, i.node, k.slug,
i.title, i.owner, w.slug, COALESCE(wn.name, w.name), i.due_date,
i.status, i.evidence, i.closed_date, i.goal_indicator, i.goal_node,
g.slug, COALESCE(gn.name, g.name), i.goal_count, v.from_date,
i.rev,
(SELECT MIN(m.title) FROM mandate m
  WHERE m.node = w.id AND m.status = 'active'
    AND m.kind IN ('regional_office', 'national_centre', 'secretariat')),
CASE i.goal_indicator
WHEN 'members' THEN
    (SELECT COUNT(DISTINCT o.id) FROM org_status s JOIN org o ON o.id = s.org
      WHERE s.status = 'member' AND s.from_date >= v.from_date
        AND o.kind = 'institution' AND o.status = 'member'
        AND EXISTS (SELECT 1 FROM org_path p
                     WHERE p.node = o.id AND p.ancestor = i.goal_node))
WHEN 'centres' THEN
    (SELECT COUNT(*) FROM mandate m
      WHERE m.kind = 'national_centre' AND m.status = 'active'
        AND m.from_date >= v.from_date
        AND EXISTS (SELECT 1 FROM org_path p
                     WHERE p.node = m.node AND p.ancestor = i.goal_node))
ELSE (SELECT CAST(COALESCE(SUM(k.value), 0) AS {i64}) FROM counter k
       WHERE k.node = i.goal_node AND k.indicator = i.goal_indicator
         AND k.month >= substr(v.from_date, 1, 7)) END

-- piece item_tables
item i
  JOIN visit v ON v.id = i.visit
  JOIN org k ON k.id = i.node
  JOIN org w ON w.id = i.owner
  LEFT JOIN org_name wn ON wn.org = w.id AND wn.lang = :lang
  LEFT JOIN org g ON g.id = i.goal_node
  LEFT JOIN org_name gn ON gn.org = g.id AND gn.lang = :lang

-- item_by_id(id, lang)
SELECT {item_columns}
  FROM {item_tables}
 WHERE i.id = :id;

-- item_list_of_visit(visit, lang, count)
SELECT {item_columns}
  FROM {item_tables}
 WHERE i.visit = :visit ORDER BY i.position, i.id LIMIT :count;

-- item_list_open(node, inner, lang, count)   figures of those shown alone
SELECT {item_columns}
  FROM {item_tables}
 WHERE i.id IN
       (SELECT j.id FROM item j JOIN visit w ON w.id = j.visit
         WHERE j.status IN ('open', 'stalled')
           AND (w.is_public = 1 OR CAST(:inner AS {i64}) = 1)
           AND (EXISTS (SELECT 1 FROM org_path p
                         WHERE p.node = j.node AND p.ancestor = :node)
                OR EXISTS (SELECT 1 FROM item_country c JOIN org_path p
                              ON p.node = c.node
                            WHERE c.item = j.id AND p.ancestor = :node))
         ORDER BY j.due_date, j.id LIMIT :count)
 ORDER BY i.due_date, i.id;

-- item_list_goals(node, inner, lang, count)   tied to a figure of the node
SELECT {item_columns}
  FROM {item_tables}
 WHERE i.id IN
       (SELECT j.id FROM item j JOIN visit w ON w.id = j.visit
         WHERE j.goal_node = :node AND j.status IN ('open', 'stalled')
           AND (w.is_public = 1 OR CAST(:inner AS {i64}) = 1)
         ORDER BY j.due_date, j.id LIMIT :count)
 ORDER BY i.due_date, i.id;

-- item_list_unfinished(node, before, lang, count)
SELECT {item_columns}
  FROM {item_tables}
 WHERE i.id IN
       (SELECT j.id FROM item j JOIN visit w ON w.id = j.visit
         WHERE j.node = :node AND j.status IN ('open', 'stalled')
           AND w.from_date < :before
         ORDER BY j.due_date, j.id LIMIT :count)
 ORDER BY i.due_date, i.id;

-- item_list_owned(orgs, lang, count)
SELECT {item_columns}
  FROM {item_tables}
 WHERE i.id IN
       (SELECT j.id FROM item j
         WHERE j.owner IN :orgs[64] AND j.status IN ('open', 'stalled')
         ORDER BY j.due_date, j.id LIMIT :count)
 ORDER BY i.due_date, i.id;

-- item_list_owned_below(orgs, lang, count)   by places below these
SELECT {item_columns}
  FROM {item_tables}
 WHERE i.id IN
       (SELECT j.id FROM item j
         WHERE j.status IN ('open', 'stalled')
           AND EXISTS (SELECT 1 FROM org_path p
                        WHERE p.node = j.owner AND p.ancestor IN :orgs[64]
                          AND p.depth > 0)
         ORDER BY j.due_date, j.id LIMIT :count)
 ORDER BY i.due_date, i.id;

-- item_list_behind(agreement, lang, count)
SELECT {item_columns}
  FROM {item_tables}
  JOIN item_agreement x ON x.item = i.id
 WHERE x.agreement = :agreement ORDER BY i.id LIMIT :count;

-- item_places(item, lang)
SELECT o.slug, COALESCE(n.name, o.name)
  FROM item_country c JOIN org o ON o.id = c.node
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE c.item = :item ORDER BY o.slug LIMIT 40;

-- item_steps(item)
SELECT what, on_date, due_before, due_after, words FROM item_step
 WHERE item = :item ORDER BY id LIMIT 500;

-- item_agreements(item)
SELECT a.number, a.title, a.status
  FROM item_agreement x JOIN agreement a ON a.id = x.agreement
 WHERE x.item = :item ORDER BY a.from_date, a.id LIMIT 100;

-- item_last_position(visit)
SELECT COALESCE(MAX(position), 0), COUNT(*) FROM item WHERE visit = :visit;

-- item_insert(id, visit, position, node, title, owner, due_date)
INSERT INTO item (id, visit, position, node, title, owner, due_date, status,
                  evidence, closed_date, goal_indicator, goal_node, goal_count,
                  rev)
VALUES (:id, :visit, :position, :node, :title, :owner, :due_date, 'open',
        NULL, NULL, NULL, NULL, NULL, 1);

-- item_insert_country(item, node)
INSERT INTO item_country (item, node) VALUES (:item, :node)
ON CONFLICT DO NOTHING;

-- item_correct(title, owner, id, rev)
UPDATE item SET title = :title, owner = :owner, rev = rev + 1
 WHERE id = :id AND rev = :rev;

-- item_delete_countries(item)
DELETE FROM item_country WHERE item = :item;

-- item_set_goal(indicator, node, goal, id, rev)
UPDATE item
   SET goal_indicator = :indicator, goal_node = :node, goal_count = :goal,
       rev = rev + 1
 WHERE id = :id AND rev = :rev;

-- item_close(status, evidence, closed_date, id, rev)
UPDATE item
   SET status = :status, evidence = :evidence, closed_date = :closed_date,
       rev = rev + 1
 WHERE id = :id AND rev = :rev;

-- item_move(due_date, status, id, rev)
UPDATE item SET due_date = :due_date, status = :status, rev = rev + 1
 WHERE id = :id AND rev = :rev;

-- item_insert_step(id, item, what, on_date, due_before, due_after, words, at_ms, by_person)
INSERT INTO item_step (id, item, what, on_date, due_before, due_after, words,
                       at_ms, by_person)
VALUES (:id, :item, :what, :on_date, :due_before, :due_after, :words, :at_ms,
        :by_person);

-- item_insert_agreement(item, agreement)
INSERT INTO item_agreement (item, agreement) VALUES (:item, :agreement)
ON CONFLICT DO NOTHING;

-- item_count_agreements(visit)
SELECT COUNT(DISTINCT a.agreement)
  FROM item i JOIN item_agreement a ON a.item = i.id
 WHERE i.visit = :visit;
