-- issuer_by_number(number)
SELECT i.id, i.number, i.mandate, COALESCE(i.org, m.node), i.name, i.url,
       i.country
  FROM issuer i LEFT JOIN mandate m ON m.id = i.mandate
 WHERE i.number = :number;

-- issuer_by_id(id)
SELECT i.id, i.number, i.mandate, COALESCE(i.org, m.node), i.name, i.url,
       i.country
  FROM issuer i LEFT JOIN mandate m ON m.id = i.mandate
 WHERE i.id = :id;

-- issuer_of_mandate(mandate)
SELECT i.id, i.number, i.mandate, COALESCE(i.org, m.node), i.name, i.url,
       i.country
  FROM issuer i LEFT JOIN mandate m ON m.id = i.mandate
 WHERE i.mandate = :mandate;

-- issuer_list()
SELECT i.id, i.number, i.mandate, COALESCE(i.org, m.node), i.name, i.url,
       i.country
  FROM issuer i LEFT JOIN mandate m ON m.id = i.mandate
 ORDER BY i.number, i.id;

-- issuer_mandate(mandate)
SELECT m.node, m.status, o.country, h.website
  FROM mandate m
  JOIN org o ON o.id = m.node
  JOIN org h ON h.id = m.holder
 WHERE m.id = :mandate;

-- issuer_insert(id, number, mandate, name, url, country, created_ms)
INSERT INTO issuer (id, number, mandate, org, name, url, country, created_ms,
                    ended_ms)
VALUES (:id, :number, :mandate, NULL, :name, :url, :country, :created_ms,
        NULL)
ON CONFLICT DO NOTHING;

-- issuer_insert_key(id, issuer, multibase, sealed, created_ms)
INSERT INTO issuer_key (id, issuer, multibase, sealed, created_ms, revoked_ms)
VALUES (:id, :issuer, :multibase, :sealed, :created_ms, NULL);

-- issuer_revoke_keys(revoked_ms, issuer)
UPDATE issuer_key SET revoked_ms = :revoked_ms
 WHERE issuer = :issuer AND revoked_ms IS NULL;

-- issuer_keys(issuer)
SELECT id, multibase, sealed, created_ms, revoked_ms
  FROM issuer_key WHERE issuer = :issuer
 ORDER BY created_ms, id;
