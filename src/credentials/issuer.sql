-- piece issuer_columns
i.id, i.number, i.mandate, COALESCE(i.org, m.node), i.name, i.url,
i.country

-- piece issuer_tables
issuer i LEFT JOIN mandate m ON m.id = i.mandate

-- issuer_by_number(number)
SELECT {issuer_columns}
  FROM {issuer_tables}
 WHERE i.number = :number;

-- issuer_by_id(id)
SELECT {issuer_columns}
  FROM {issuer_tables}
 WHERE i.id = :id;

-- issuer_of_mandate(mandate)
SELECT {issuer_columns}
  FROM {issuer_tables}
 WHERE i.mandate = :mandate;

-- issuer_of_org(org)
SELECT i.id, i.number, i.mandate, i.org, i.name, i.url, i.country
  FROM issuer i
 WHERE i.org = :org;

-- issuer_list()
SELECT {issuer_columns}
  FROM {issuer_tables}
 ORDER BY i.number, i.id;

-- issuer_mandate(mandate)
SELECT m.node, m.status, o.country, h.website
  FROM mandate m
  JOIN org o ON o.id = m.node
  JOIN org h ON h.id = m.holder
 WHERE m.id = :mandate;

-- issuer_institution(org)   in no reader's language: it stands in certificates
SELECT name, website, country FROM org WHERE id = :org;

-- issuer_insert(id, number, mandate, org, name, url, country, created_ms)
INSERT INTO issuer (id, number, mandate, org, name, url, country, created_ms,
                    ended_ms)
VALUES (:id, :number, :mandate, :org, :name, :url, :country, :created_ms,
        NULL)
ON CONFLICT DO NOTHING;

-- issuer_insert_key(id, issuer, multibase, sealed, created_ms, accreditation)
INSERT INTO issuer_key (id, issuer, multibase, sealed, created_ms, revoked_ms,
                        accreditation)
VALUES (:id, :issuer, :multibase, :sealed, :created_ms, NULL,
        :accreditation);

-- issuer_revoke_keys(revoked_ms, issuer, accreditation)
UPDATE issuer_key SET revoked_ms = :revoked_ms
 WHERE issuer = :issuer AND COALESCE(accreditation, 0) = :accreditation
   AND revoked_ms IS NULL;

-- issuer_keys(issuer)   an accreditation taken back takes its key with it
SELECT k.id, k.multibase, k.sealed, k.created_ms,
       COALESCE(k.revoked_ms, a.ended_ms), k.accreditation, a.to_date
  FROM issuer_key k
  LEFT JOIN accreditation a ON a.id = k.accreditation
 WHERE k.issuer = :issuer
 ORDER BY k.created_ms, k.id;

-- issuer_accreditation(credential)
SELECT y.accreditation
  FROM credential k JOIN issuer_key y ON y.id = k.issuer_key
 WHERE k.id = :credential;
