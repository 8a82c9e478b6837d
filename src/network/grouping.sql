-- grouping_list(node, count)
SELECT g.id, g.slug, g.node, g.kind, g.name, g.rev
  FROM org_group g
 WHERE EXISTS (SELECT 1 FROM org_path p
                WHERE p.node = :node AND p.ancestor = g.node)
 ORDER BY g.kind, g.name, g.id LIMIT :count;

-- grouping_by_slug(slug)
SELECT id, slug, node, kind, name, rev FROM org_group WHERE slug = :slug;

-- grouping_members(id, day, lang, count)   '' = every stay
SELECT m.org, o.slug, COALESCE(n.name, o.name), m.from_date, m.to_date
  FROM org_group_member m
  JOIN org o ON o.id = m.org
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE m.org_group = :id
   AND (CAST(:day AS {text}) = ''
        OR (m.from_date <= :day AND (m.to_date IS NULL OR m.to_date > :day)))
 ORDER BY o.name_folded, o.id, m.from_date LIMIT :count;

-- grouping_insert(id, slug, node, kind, name, created_ms, by_person)
INSERT INTO org_group (id, slug, node, kind, name, created_ms, by_person, rev)
VALUES (:id, :slug, :node, :kind, :name, :created_ms, :by_person, 1)
ON CONFLICT DO NOTHING;

-- grouping_update(kind, name, id, rev)
UPDATE org_group SET kind = :kind, name = :name, rev = rev + 1
 WHERE id = :id AND rev = :rev;

-- grouping_countries(node, countries)   which of them are countries below it
SELECT o.id FROM org_path p JOIN org o ON o.id = p.node
 WHERE p.ancestor = :node AND p.node IN :countries[64]
   AND o.kind IN ('country', 'territory')
 ORDER BY o.id;

-- grouping_leave(day, id, countries)   all but these
UPDATE org_group_member SET to_date = :day
 WHERE org_group = :id AND to_date IS NULL AND from_date < :day
   AND CASE WHEN org IN :countries[64] THEN 1 ELSE 0 END = 0;

-- grouping_forget(id, day, countries)
DELETE FROM org_group_member
 WHERE org_group = :id AND to_date IS NULL AND from_date >= :day
   AND CASE WHEN org IN :countries[64] THEN 1 ELSE 0 END = 0;

-- grouping_come(row, id, org, day, by_person)   unless it is one already
INSERT INTO org_group_member (id, org_group, org, from_date, to_date,
                              by_person)
SELECT CAST(:row AS {i64}), CAST(:id AS {i64}), CAST(:org AS {i64}),
       CAST(:day AS {text}), NULL, CAST(:by_person AS {i64})
 WHERE NOT EXISTS (SELECT 1 FROM org_group_member m
                    WHERE m.org_group = :id AND m.org = :org
                      AND (m.to_date IS NULL OR m.to_date > :day));
