-- admit_insert_code(id, code_hash, org, series, workgroup, label, created_ms, expires_ms, uses_left, by_person)
INSERT INTO join_code (id, code_hash, org, series, workgroup, person, label,
                       created_ms, expires_ms, uses_left, by_person)
VALUES (:id, :code_hash, :org, :series, :workgroup, NULL, :label, :created_ms,
        :expires_ms, :uses_left, :by_person);

-- piece admit_columns
j.id, j.org, COALESCE(n.name, o.name), o.slug, j.workgroup, j.label,
j.expires_ms, COALESCE(j.uses_left, -1), COALESCE(j.series, 0)

-- piece admit_tables
join_code j
  JOIN org o ON o.id = j.org
  LEFT JOIN org_name n ON n.org = o.id AND n.lang = :lang

-- admit_codes(org, now_ms, lang)
SELECT {admit_columns}
  FROM {admit_tables}
 WHERE j.org = :org AND j.expires_ms > :now_ms
   AND COALESCE(j.uses_left, 1) > 0
 ORDER BY j.created_ms DESC, j.id;

-- admit_find_code(code_hash, now_ms, lang)
SELECT {admit_columns}
  FROM {admit_tables}
 WHERE j.code_hash = :code_hash AND j.expires_ms > :now_ms
   AND COALESCE(j.uses_left, 1) > 0;

-- admit_use_code(id, now_ms)
UPDATE join_code SET uses_left = uses_left - 1
 WHERE id = :id AND expires_ms > :now_ms AND COALESCE(uses_left, 1) > 0;
