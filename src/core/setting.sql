-- setting_get(name)
SELECT value FROM setting WHERE name = :name;

-- setting_put(name, value)
INSERT INTO setting (name, value) VALUES (:name, :value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;
