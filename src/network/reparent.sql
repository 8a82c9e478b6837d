-- reparent_parent(org)
SELECT h.id, h.parent, h.from_date,
       (SELECT COUNT(*) FROM org_parent b
         WHERE b.org = h.org AND b.corrected_ms IS NULL)
  FROM org_parent h WHERE h.org = :org AND h.to_date IS NULL;

-- reparent_ancestors(org)   all above it and itself
SELECT ancestor FROM org_path WHERE node = :org ORDER BY depth DESC;

-- reparent_changed(org, parent, day)   what is below it or above its new place
SELECT COUNT(*)
  FROM org_path_at q
 WHERE (q.node = :parent
        OR q.node IN (SELECT p.node FROM org_path p WHERE p.ancestor = :org)
        OR q.ancestor = :org)
   AND (q.from_date > :day
        OR (q.to_date > :day AND q.to_date < '9999-99-99'));

-- reparent_end_parent(day, id)
UPDATE org_parent SET to_date = :day WHERE id = :id;

-- reparent_end_wrong(now_ms, reason, id)
UPDATE org_parent SET to_date = from_date, corrected_ms = :now_ms,
       reason = :reason
 WHERE id = :id;

-- reparent_insert_parent(id, org, parent, from_date, reason, by_person)
INSERT INTO org_parent (id, org, parent, from_date, to_date, reason,
                        by_person)
VALUES (:id, :org, :parent, :from_date, NULL, :reason, :by_person);

-- reparent_unlink(lost, org)
DELETE FROM org_path
 WHERE ancestor IN :lost[32]
   AND node IN (SELECT p.node FROM org_path p WHERE p.ancestor = :org);

-- reparent_deepen(deeper, both, org)
UPDATE org_path SET depth = depth + :deeper
 WHERE ancestor IN :both[32]
   AND node IN (SELECT p.node FROM org_path p WHERE p.ancestor = :org);

-- reparent_link(parent, gained, org)
INSERT INTO org_path (ancestor, node, depth)
SELECT u.ancestor, p.node, u.depth + 1 + p.depth
  FROM org_path p JOIN org_path u ON u.node = :parent
   AND u.ancestor IN :gained[32]
 WHERE p.ancestor = :org;

-- reparent_history(org, lang)
SELECT h.parent, COALESCE(n.name, o.name), o.slug, h.from_date, h.to_date,
       h.corrected_ms, h.reason
  FROM org_parent h
  JOIN org o ON o.id = h.parent
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang
 WHERE h.org = :org
 ORDER BY h.from_date DESC, h.id DESC;
