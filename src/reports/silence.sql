-- silence_of(org, first, indicator, lang, count)
SELECT o.slug, COALESCE(n.name, o.name), o.country
  FROM org_path p
  JOIN org o ON o.id = p.node
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE p.ancestor = :org AND o.kind = 'institution' AND o.status = 'member'
   AND NOT EXISTS (SELECT 1 FROM counter k
                    WHERE k.node = o.id AND k.indicator = :indicator
                      AND k.month >= :first AND k.value > 0)
 ORDER BY o.name_folded, o.id LIMIT :count;
