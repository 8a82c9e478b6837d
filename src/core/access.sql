-- piece access_in_force   a grant g, with its mandate m if it hangs on one
g.from_date <= :today
   AND (g.to_date IS NULL OR g.to_date >= :today)
   AND (g.mandate IS NULL
        OR (m.status = 'active'
            AND (m.to_date IS NULL OR m.to_date >= :today)))

-- access_roles_at(person, org, today)
SELECT g.role
  FROM org_path p
  JOIN role_grant g ON g.org = p.ancestor
  LEFT JOIN mandate m ON m.id = g.mandate
 WHERE p.node = :org AND g.person = :person
   AND {access_in_force}
 ORDER BY g.role;

-- access_roles_here(person, org, today)
SELECT g.role
  FROM role_grant g
  LEFT JOIN mandate m ON m.id = g.mandate
 WHERE g.org = :org AND g.person = :person
   AND {access_in_force}
 ORDER BY g.role;

-- access_roles_of_session(token_hash, now_ms, slug, today)
SELECT g.role
  FROM session s
  JOIN org o ON o.slug = :slug
  JOIN org_path p ON p.node = o.id
  JOIN role_grant g ON g.person = s.person AND g.org = p.ancestor
  LEFT JOIN mandate m ON m.id = g.mandate
 WHERE s.token_hash = :token_hash AND s.expires_ms > :now_ms
   AND {access_in_force}
 ORDER BY g.role;

-- access_grants(person, today)
SELECT g.role, g.org, g.mandate, o.slug, o.name, COUNT(p.ancestor)
  FROM role_grant g
  JOIN org o ON o.id = g.org
  JOIN org_path p ON p.node = g.org
  LEFT JOIN mandate m ON m.id = g.mandate
 WHERE g.person = :person
   AND {access_in_force}
 GROUP BY g.id, g.role, g.org, g.mandate, o.slug, o.name
 ORDER BY COUNT(p.ancestor), g.id;

-- access_org(slug)
SELECT id, slug FROM org WHERE slug = :slug;

-- access_org_old(slug)
SELECT o.id, o.slug FROM org_slug_old s JOIN org o ON o.id = s.org
 WHERE s.slug = :slug;
