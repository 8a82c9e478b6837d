-- blob_sweep_named(hash)   each column that names a file
SELECT CASE WHEN EXISTS (SELECT 1 FROM picture WHERE blob_hash = :hash)
              OR EXISTS (SELECT 1 FROM application WHERE paper_hash = :hash)
              OR EXISTS (SELECT 1 FROM agreement WHERE paper_hash = :hash)
              OR EXISTS (SELECT 1 FROM visit_picture WHERE blob_hash = :hash)
       THEN 1 ELSE 0 END;
