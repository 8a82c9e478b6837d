-- migrate_applied()
SELECT number, name, hash FROM migration ORDER BY number;

-- migrate_insert(number, name, hash, at_ms)
INSERT INTO migration (number, name, hash, at_ms)
VALUES (:number, :name, :hash, :at_ms);
