-- When a file in rows was last put, so that one that no row names goes after a
-- day; of those put before, nobody knows: they count as put at the beginning.
ALTER TABLE blob_piece ADD COLUMN put_ms {i64} NOT NULL DEFAULT 0;
