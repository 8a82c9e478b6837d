-- Files where the store is remote: in pieces, all of them or none.

-- blob_has(hash)
SELECT COUNT(*) FROM blob_piece WHERE hash = :hash AND position = 0;

-- blob_insert(hash, position, bytes)   two that bring the same file are one
INSERT INTO blob_piece (hash, position, bytes)
VALUES (:hash, :position, :bytes)
ON CONFLICT (hash, position) DO NOTHING;

-- blob_pieces(hash)
SELECT bytes FROM blob_piece WHERE hash = :hash ORDER BY position;

-- blob_after(hash)
SELECT hash FROM blob_piece WHERE hash > :hash AND position = 0
 ORDER BY hash LIMIT 1;
