-- figures_cells(org, first, last, today)   as of last midnight
SELECT k.indicator, k.workgroup, k.gender,
       CAST(SUM(CASE WHEN k.day >= :today THEN k.early ELSE k.value END)
            AS {i64})
  FROM counter k
 WHERE k.node = :org AND k.indicator IN ('enrolled', 'completed', 'certified')
   AND k.month >= :first AND k.month <= :last
 GROUP BY k.indicator, k.workgroup, k.gender;

-- figures_places(org, lang, first, last, today, count)
SELECT p.id, p.slug, p.name,
       (SELECT COALESCE(CAST(SUM(k.value) AS {i64}), 0) FROM counter k
         WHERE k.node = p.id AND k.indicator = 'members') AS members,
       (SELECT COALESCE(CAST(SUM(CASE WHEN k.day >= :today THEN k.early
                                      ELSE k.value END) AS {i64}), 0)
          FROM counter k
         WHERE k.node = p.id AND k.indicator = 'enrolled'
           AND k.month >= :first AND k.month <= :last),
       (SELECT COALESCE(CAST(SUM(CASE WHEN k.day >= :today THEN k.early
                                      ELSE k.value END) AS {i64}), 0)
          FROM counter k
         WHERE k.node = p.id AND k.indicator = 'completed'
           AND k.month >= :first AND k.month <= :last),
       (SELECT COALESCE(CAST(SUM(CASE WHEN k.day >= :today THEN k.early
                                      ELSE k.value END) AS {i64}), 0)
          FROM counter k
         WHERE k.node = p.id AND k.indicator = 'certified'
           AND k.month >= :first AND k.month <= :last)
  FROM (SELECT o.id AS id, o.slug AS slug, COALESCE(n.name, o.name) AS name
          FROM org_parent h
          JOIN org o ON o.id = h.org
          LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
         WHERE h.parent = :org AND h.to_date IS NULL
           AND (o.kind <> 'institution' OR o.status = 'member')
         ORDER BY 3, o.id LIMIT :count) p
 ORDER BY p.name, p.id;
