-- piece org_columns
o.id, o.kind, o.slug, COALESCE(n.name, o.name), o.country, o.city,
o.website, o.ror, o.zone, o.lang, o.status, o.rev

-- org_by_id(id, lang)
SELECT {org_columns}
  FROM org o LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE o.id = :id;

-- org_by_slug(slug, lang)
SELECT {org_columns}
  FROM org o LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE o.slug = :slug;

-- org_by_old_slug(slug)
SELECT org FROM org_slug_old WHERE slug = :slug;

-- org_root(lang)
SELECT {org_columns}
  FROM org o LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE o.kind = 'network' ORDER BY o.id LIMIT 1;

-- org_by_country(country)
SELECT id FROM org
 WHERE country = :country AND kind IN ('country', 'territory')
 ORDER BY id LIMIT 1;

-- org_way(id, lang)
SELECT {org_columns}
  FROM org_path p
  JOIN org o ON o.id = p.ancestor
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE p.node = :id
 ORDER BY p.depth DESC, o.id;

-- org_are_below(id, nodes)
SELECT p.node FROM org_path p
 WHERE p.ancestor = :id AND p.node IN :nodes[64]
 ORDER BY p.node;

-- org_children(id, kind, lang)
SELECT {org_columns}
  FROM org_parent h
  JOIN org o ON o.id = h.org
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE h.parent = :id AND h.to_date IS NULL
   AND (CAST(:kind AS {text}) IS NULL OR o.kind = :kind)
 ORDER BY o.name_folded, o.id;

-- org_countries_below(id, lang)
SELECT {org_columns}
  FROM org o
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE o.kind IN ('country', 'territory')
   AND EXISTS (SELECT 1 FROM org_path p
                WHERE p.node = o.id AND p.ancestor = :id)
 ORDER BY o.name_folded, o.id;

-- org_figures()   members; countries with one; centres; the root
SELECT (SELECT COALESCE(CAST(SUM(k.value) AS {i64}), 0)
          FROM org r JOIN counter k ON k.node = r.id
         WHERE r.kind = 'network' AND k.indicator = 'members'),
       (SELECT COUNT(*)
          FROM (SELECT o.id
                  FROM org o JOIN counter k ON k.node = o.id
                 WHERE o.kind IN ('country', 'territory')
                   AND k.indicator = 'members'
                 GROUP BY o.id HAVING CAST(SUM(k.value) AS {i64}) > 0) x),
       (SELECT COUNT(*) FROM mandate
         WHERE kind = 'national_centre' AND status = 'active'),
       (SELECT MIN(id) FROM org WHERE kind = 'network');

-- org_country_counts(id)
SELECT k.country, k.slug,
       (SELECT COALESCE(CAST(SUM(m.value) AS {i64}), 0) FROM counter m
         WHERE m.node = k.id AND m.indicator = 'members')
  FROM org k
 WHERE k.kind IN ('country', 'territory')
   AND EXISTS (SELECT 1 FROM org_path p
                WHERE p.node = k.id AND p.ancestor = :id)
 ORDER BY k.country NULLS LAST, k.id;

-- org_insert(id, kind, slug, name, name_folded, country, city, website, ror, zone, lang, status, created_ms)
INSERT INTO org (id, kind, slug, name, name_folded, country, city, website,
                 ror, zone, lang, status, created_ms, rev)
VALUES (:id, :kind, :slug, :name, :name_folded, :country, :city, :website,
        :ror, :zone, :lang, :status, :created_ms, 1)
ON CONFLICT DO NOTHING;

-- org_insert_parent(id, org, parent, from_date)
INSERT INTO org_parent (id, org, parent, from_date, to_date)
VALUES (:id, :org, :parent, :from_date, NULL);

-- org_insert_path(node, parent)
INSERT INTO org_path (ancestor, node, depth)
SELECT p.ancestor, CAST(:node AS {i64}), p.depth + 1
  FROM org_path p WHERE p.node = :parent;

-- org_insert_self(node)
INSERT INTO org_path (ancestor, node, depth) VALUES (:node, :node, 0);

-- org_insert_path_at(node, parent)   a first parent counts from the beginning, and as its own parents count now (0 = none)
INSERT INTO org_path_at (node, ancestor, from_date, to_date)
SELECT CAST(:node AS {i64}), p.ancestor, '0001-01-01', '9999-99-99'
  FROM org_path_at p WHERE p.node = :parent AND p.to_date = '9999-99-99'
UNION ALL
SELECT CAST(:node AS {i64}), CAST(:node AS {i64}), '0001-01-01', '9999-99-99';

-- org_insert_status(id, org, status, from_date, reason, by_person)
INSERT INTO org_status (id, org, status, from_date, reason, by_person)
VALUES (:id, :org, :status, :from_date, :reason, :by_person);

-- org_set_status(status, id, rev)
UPDATE org SET status = :status, rev = rev + 1 WHERE id = :id AND rev = :rev;

-- org_insert_name(org, lang, name)
INSERT INTO org_name (org, lang, name) VALUES (:org, :lang, :name)
ON CONFLICT (org, lang) DO UPDATE SET name = excluded.name;

-- org_zone(id)
SELECT o.zone FROM org_path p JOIN org o ON o.id = p.ancestor
 WHERE p.node = :id AND o.zone IS NOT NULL
 ORDER BY p.depth, o.id LIMIT 1;
