-- Files where the store is remote: in pieces, all of them or none.

-- blob_touch(now_ms, hash)   put again: new again. Of all its pieces the first
-- one's time counts
UPDATE blob_piece SET put_ms = :now_ms WHERE hash = :hash AND position = 0
RETURNING position;

-- blob_insert(hash, position, bytes, now_ms)   two that bring the same file are
-- one
INSERT INTO blob_piece (hash, position, bytes, put_ms)
VALUES (:hash, :position, :bytes, :now_ms)
ON CONFLICT (hash, position) DO NOTHING;

-- blob_pieces(hash)
SELECT bytes FROM blob_piece WHERE hash = :hash ORDER BY position;

-- blob_after(hash)
SELECT hash FROM blob_piece WHERE hash > :hash AND position = 0
 ORDER BY hash LIMIT 1;
