-- piece issue_not_below   no place between, nor itself, signs for itself and all below, nor has a centre that signs this series; asked from the place upwards
NOT EXISTS (SELECT 1 FROM org_path u
             CROSS JOIN org_path z
             WHERE u.node = p.node
               AND u.ancestor IN (
                   SELECT a.org AS node
                     FROM accreditation a CROSS JOIN org i
                    WHERE i.id = a.org
                      AND a.from_date <= :today AND a.to_date >= :today
                      AND a.ended_ms IS NULL AND i.status = 'member'
                   UNION ALL
                   SELECT m.node FROM mandate m
                    WHERE m.kind = 'national_centre' AND m.status = 'active'
                      AND m.scope = 'all' AND m.from_date <= :today
                      AND (m.to_date IS NULL OR m.to_date >= :today))
               AND z.node = u.ancestor AND z.ancestor = p.ancestor
               AND z.depth > 0)
AND NOT EXISTS (SELECT 1 FROM org_path v
                 CROSS JOIN mandate m
                 CROSS JOIN mandate_scope s
                 CROSS JOIN org_path y
                 WHERE v.node = p.node AND m.node = v.ancestor
                   AND s.mandate = m.id AND s.series = e.series
                   AND y.node = m.node AND y.ancestor = p.ancestor
                   AND y.depth > 0
                   AND m.kind = 'national_centre'
                   AND m.status = 'active' AND m.scope = 'listed'
                   AND m.from_date <= :today
                   AND (m.to_date IS NULL OR m.to_date >= :today)
                   AND s.from_date <= :today
                   AND (s.to_date IS NULL OR s.to_date >= :today))

-- issue_waiting(org, lang, today, count)   but for what is signed below; place by place (CROSS JOIN), not by all who wait anywhere
SELECT w.id,
       (SELECT n.name FROM person_name n
         WHERE n.person = w.person ORDER BY n.position, n.id LIMIT 1),
       COALESCE(m.name, o.name), COALESCE(t.title, s.slug), w.completed_date
  FROM (SELECT e.id, e.person, e.org, e.series, e.completed_date
          FROM org_path p
         CROSS JOIN enrolment e
         WHERE p.ancestor = :org AND e.org = p.node AND e.waiting = 1
           AND {issue_not_below}
         ORDER BY e.completed_date NULLS LAST, e.id LIMIT :count) w
  JOIN org o ON o.id = w.org
  JOIN series s ON s.id = w.series
  LEFT JOIN org_name m ON m.org = o.id AND m.lang = :lang
  LEFT JOIN series_text t ON t.series = s.id AND t.lang = :lang
 ORDER BY w.completed_date NULLS LAST, w.id;

-- issue_count_waiting(orgs, today)   but for what is signed below each
SELECT p.ancestor, COUNT(*)
  FROM org_path p
 CROSS JOIN enrolment e
 WHERE p.ancestor IN :orgs[64] AND e.org = p.node AND e.waiting = 1
   AND {issue_not_below}
 GROUP BY p.ancestor ORDER BY p.ancestor;

-- issue_enrolment(enrolment)
SELECT e.person, e.org, e.series, e.lang, e.completed_ms, w.mandate,
       (SELECT n.name FROM person_name n
         WHERE n.person = e.person ORDER BY n.position, n.id LIMIT 1),
       q.number,
       (SELECT k.id FROM credential k WHERE k.enrolment = e.id),
       e.workgroup, e.gender
  FROM enrolment e
  JOIN series_open w ON w.id = e.opening
  JOIN person q ON q.id = e.person
 WHERE e.id = :enrolment;

-- issue_key_in_force(id, today)
SELECT k.id
  FROM issuer_key k
  JOIN issuer i ON i.id = k.issuer
  LEFT JOIN mandate m ON m.id = i.mandate
  LEFT JOIN accreditation a ON a.id = k.accreditation
 WHERE k.id = :id AND k.revoked_ms IS NULL
   AND ((m.status = 'active' AND (m.to_date IS NULL OR m.to_date >= :today))
        OR (a.ended_ms IS NULL AND a.to_date >= :today));

-- issue_insert(id, number, issuer, issuer_key, achievement, enrolment, person, org, holder_name, lang, json, issued_ms, issued_date)
INSERT INTO credential (id, number, issuer, issuer_key, achievement,
                        enrolment, person, org, holder_name, lang, json,
                        issued_ms, issued_date, withdrawn_ms)
VALUES (:id, :number, :issuer, :issuer_key, :achievement, :enrolment,
        :person, :org, :holder_name, :lang, :json, :issued_ms, :issued_date,
        NULL)
ON CONFLICT DO NOTHING;

-- issue_served(enrolment)
UPDATE enrolment SET waiting = 0 WHERE id = :enrolment;
