-- blob_sweep_named(hash)   each column that names a file
SELECT CASE WHEN EXISTS (SELECT 1 FROM picture WHERE blob_hash = :hash)
              OR EXISTS (SELECT 1 FROM application WHERE paper_hash = :hash)
              OR EXISTS (SELECT 1 FROM agreement WHERE paper_hash = :hash)
              OR EXISTS (SELECT 1 FROM award_case WHERE file_hash = :hash)
              OR EXISTS (SELECT 1 FROM visit_picture WHERE blob_hash = :hash)
              OR EXISTS (SELECT 1 FROM research_ethics WHERE paper_hash = :hash)
       THEN 1 ELSE 0 END;

-- blob_sweep_old(after, before_ms)   a slice of the files in rows
SELECT hash FROM blob_piece
 WHERE hash > :after AND position = 0 AND put_ms < :before_ms
 ORDER BY hash LIMIT 200;

-- blob_sweep_is_old(hash, before_ms)
SELECT 1 FROM blob_piece
 WHERE hash = :hash AND position = 0 AND put_ms < :before_ms;

-- blob_sweep_drop(hash)
DELETE FROM blob_piece WHERE hash = :hash;
