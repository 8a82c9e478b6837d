-- piece tree_at_status   a status is noted from its day on; before the first note, what it was noted against
COALESCE((SELECT s.status FROM org_status s
            WHERE s.org = o.id AND s.from_date <= :day
            ORDER BY s.from_date DESC, s.id DESC LIMIT 1),
         (SELECT CASE s.status WHEN 'member' THEN 'known' ELSE 'member' END
            FROM org_status s
           WHERE s.org = o.id ORDER BY s.from_date, s.id LIMIT 1),
         o.status)

-- tree_at_way(org, day, lang)
SELECT o.id, o.slug, COALESCE(n.name, o.name), o.kind, {tree_at_status},
       CAST(NULL AS {text})
  FROM org_path_at p
  JOIN org o ON o.id = p.ancestor
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE p.node = :org AND p.from_date <= :day AND p.to_date > :day
 ORDER BY (SELECT COUNT(*) FROM org_path_at q
            WHERE q.node = p.ancestor AND q.from_date <= :day
              AND q.to_date > :day), o.id;

-- tree_at_below(org, day, lang, after, count)
SELECT x.id, x.slug, x.name, x.kind, x.status, x.to_date
  FROM (SELECT o.id AS id, o.slug AS slug, COALESCE(n.name, o.name) AS name,
               o.kind AS kind, {tree_at_status} AS status,
               h.to_date AS to_date, o.name_folded AS folded
          FROM org_parent h
          JOIN org o ON o.id = h.org
          LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
         WHERE h.parent = :org AND h.corrected_ms IS NULL
           AND (h.to_date IS NULL OR h.to_date > :day)
           AND (h.from_date <= :day
                OR NOT EXISTS (SELECT 1 FROM org_parent b
                                WHERE b.org = h.org AND b.corrected_ms IS NULL
                                  AND b.from_date < h.from_date))) x
 WHERE (x.kind <> 'institution' OR x.status IN ('member', 'suspended'))
   AND (CAST(:after AS {i64}) = 0
        OR x.folded > (SELECT a.name_folded FROM org a WHERE a.id = :after)
        OR (x.folded = (SELECT a.name_folded FROM org a WHERE a.id = :after)
            AND x.id > :after))
 ORDER BY x.folded, x.id LIMIT :count;

-- tree_at_changes(org, lang, count)   a row that ended and the one it gave way to
SELECT o.slug, COALESCE(n.name, o.name), u.slug, COALESCE(un.name, u.name),
       w.slug, COALESCE(wn.name, w.name), a.from_date, b.corrected_ms,
       COALESCE(b.reason, a.reason)
  FROM org_parent b
  JOIN org_parent a ON a.org = b.org AND a.from_date = b.to_date
   AND a.id <> b.id AND a.corrected_ms IS NULL
  JOIN org o ON o.id = b.org
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
  JOIN org u ON u.id = b.parent
  LEFT JOIN org_name un ON un.org = u.id AND un.lang = :lang
  JOIN org w ON w.id = a.parent
  LEFT JOIN org_name wn ON wn.org = w.id AND wn.lang = :lang
 WHERE b.id IN (SELECT d.id FROM org_parent d WHERE d.org = :org
                UNION
                SELECT d.id FROM org_parent d
                 WHERE d.parent = :org AND d.to_date IS NOT NULL
                UNION
                SELECT e.id
                  FROM org_parent d JOIN org_parent e ON e.org = d.org
                 WHERE d.parent = :org AND e.to_date = d.from_date)
 ORDER BY a.from_date DESC, b.id DESC LIMIT :count;
