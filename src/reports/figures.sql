-- figures_members(org)
SELECT COUNT(*)
  FROM org_path p JOIN org o ON o.id = p.node
 WHERE p.ancestor = :org AND o.kind = 'institution' AND o.status = 'member';

-- figures_groups(org, first, today)
SELECT g.workgroup, g.gender, COUNT(*)
  FROM (SELECT k.person, MIN(COALESCE(a.workgroup, '')) AS workgroup,
               MIN(COALESCE(h.gender, '')) AS gender
          FROM org_path p
          JOIN credential k ON k.org = p.node
          JOIN person h ON h.id = k.person
          LEFT JOIN affiliation a ON a.person = k.person AND a.org = k.org
         WHERE p.ancestor = :org AND k.issued_date >= :first
           AND k.issued_date < :today
         GROUP BY k.person) g
 GROUP BY g.workgroup, g.gender
 ORDER BY g.workgroup, g.gender;

-- figures_totals(org, first, today)
SELECT (SELECT COUNT(DISTINCT e.person)
          FROM org_path p JOIN enrolment e ON e.org = p.node
         WHERE p.ancestor = :org AND e.started_date >= :first
           AND e.started_date < :today),
       (SELECT COUNT(DISTINCT e.person)
          FROM org_path p JOIN enrolment e ON e.org = p.node
         WHERE p.ancestor = :org AND e.completed_date >= :first
           AND e.completed_date < :today),
       (SELECT COUNT(DISTINCT k.person)
          FROM org_path p JOIN credential k ON k.org = p.node
         WHERE p.ancestor = :org AND k.issued_date >= :first
           AND k.issued_date < :today);

-- figures_places(org, lang, first, today, count)
SELECT o.id, o.slug, COALESCE(n.name, o.name),
       (SELECT COUNT(*) FROM org_path q JOIN org m ON m.id = q.node
         WHERE q.ancestor = o.id AND m.kind = 'institution'
           AND m.status = 'member') AS members,
       (SELECT COUNT(DISTINCT e.person)
          FROM org_path q JOIN enrolment e ON e.org = q.node
         WHERE q.ancestor = o.id AND e.started_date >= :first
           AND e.started_date < :today),
       (SELECT COUNT(DISTINCT e.person)
          FROM org_path q JOIN enrolment e ON e.org = q.node
         WHERE q.ancestor = o.id AND e.completed_date >= :first
           AND e.completed_date < :today),
       (SELECT COUNT(DISTINCT k.person)
          FROM org_path q JOIN credential k ON k.org = q.node
         WHERE q.ancestor = o.id AND k.issued_date >= :first
           AND k.issued_date < :today)
  FROM org_parent h
  JOIN org o ON o.id = h.org
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE h.parent = :org AND h.to_date IS NULL
   AND (o.kind <> 'institution' OR o.status = 'member')
 ORDER BY 3, o.id LIMIT :count;
