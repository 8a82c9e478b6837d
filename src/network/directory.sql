-- directory_named(folded)
SELECT o.id FROM org_alias a JOIN org o ON o.id = a.org
 WHERE a.folded = :folded ORDER BY o.id LIMIT 2;

-- piece directory_columns   as org.sql gives them
o.id, o.kind, o.slug, COALESCE(n.name, o.name), o.country, o.city,
o.website, o.ror, o.zone, o.lang, o.status, o.rev

-- piece directory_is_sought   an organisation o of the kind that is looked for
o.kind IN ('institution', 'enterprise', 'international')
   AND (CAST(:kind AS {text}) IS NULL OR o.kind = :kind)

-- piece directory_has_words   the second and third that were typed, of f.org
(CAST(:low2 AS {text}) = ''
    OR EXISTS (SELECT 1 FROM org_find g
                WHERE g.org = f.org
                  AND g.word >= :low2 AND g.word < :high2))
   AND (CAST(:low3 AS {text}) = ''
        OR EXISTS (SELECT 1 FROM org_find g
                    WHERE g.org = f.org
                      AND g.word >= :low3 AND g.word < :high3))

-- directory_members_in(country, kind, low, high, low2, high2, low3, high3, lang, count)
SELECT {directory_columns}
  FROM org o LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE o.country = :country AND o.status = 'member'
   AND {directory_is_sought}
   AND EXISTS (SELECT 1 FROM org_find f
                WHERE f.org = o.id AND f.word >= :low AND f.word < :high)
   AND (CAST(:low2 AS {text}) = ''
        OR EXISTS (SELECT 1 FROM org_find f
                    WHERE f.org = o.id
                      AND f.word >= :low2 AND f.word < :high2))
   AND (CAST(:low3 AS {text}) = ''
        OR EXISTS (SELECT 1 FROM org_find f
                    WHERE f.org = o.id
                      AND f.word >= :low3 AND f.word < :high3))
 ORDER BY o.name_folded, o.id
 LIMIT :count;

-- directory_others_in(country, kind, low, high, low2, high2, low3, high3, lang, scan, count)
SELECT {directory_columns}
  FROM (SELECT DISTINCT f.org
          FROM (SELECT g.org FROM org_find g
                 WHERE g.country = :country
                   AND g.word >= :low AND g.word < :high
                 ORDER BY g.country, g.word, g.org LIMIT :scan) f
         WHERE {directory_has_words}) w
  JOIN org o ON o.id = w.org
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE o.status <> 'member'
   AND {directory_is_sought}
 ORDER BY o.name_folded, o.id
 LIMIT :count;

-- directory_anywhere(kind, low, high, low2, high2, low3, high3, lang, scan, count)
SELECT {directory_columns}
  FROM (SELECT DISTINCT f.org
          FROM (SELECT g.org FROM org_find g
                 WHERE g.word >= :low AND g.word < :high
                 ORDER BY g.word, g.org LIMIT :scan) f
         WHERE {directory_has_words}) w
  JOIN org o ON o.id = w.org
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE {directory_is_sought}
 ORDER BY CASE o.status WHEN 'member' THEN 0 ELSE 1 END, o.name_folded, o.id
 LIMIT :count;

-- directory_width(country, low, high, most)
SELECT COUNT(*) FROM (SELECT f.org FROM org_find f
                       WHERE f.country = :country
                         AND f.word >= :low AND f.word < :high
                       ORDER BY f.country, f.word, f.org LIMIT :most) w;

-- directory_width_anywhere(low, high, most)
SELECT COUNT(*) FROM (SELECT f.org FROM org_find f
                       WHERE f.word >= :low AND f.word < :high
                       ORDER BY f.word, f.org LIMIT :most) w;

-- directory_insert_word(country, word, org)
INSERT INTO org_find (country, word, org) VALUES (:country, :word, :org)
ON CONFLICT DO NOTHING;

-- directory_insert_alias(folded, org)
INSERT INTO org_alias (folded, org) VALUES (:folded, :org)
ON CONFLICT DO NOTHING;

-- directory_by_ror(ror)
SELECT id FROM org WHERE ror = :ror ORDER BY id LIMIT 1;

-- directory_by_name(folded, country, kind)
SELECT o.id, o.ror FROM org_alias a JOIN org o ON o.id = a.org
 WHERE a.folded = :folded AND o.kind = :kind
   AND COALESCE(o.country, '') = :country
 ORDER BY o.id;

-- directory_fill(ror, city, website, id)
UPDATE org SET ror = COALESCE(NULLIF(ror, ''), CAST(:ror AS {text})),
               city = COALESCE(NULLIF(city, ''), CAST(:city AS {text})),
               website = COALESCE(NULLIF(website, ''), CAST(:website AS {text})),
               rev = rev + 1
 WHERE id = :id;

-- directory_insert_name(org, lang, name)
INSERT INTO org_name (org, lang, name) VALUES (:org, :lang, :name)
ON CONFLICT DO NOTHING;
