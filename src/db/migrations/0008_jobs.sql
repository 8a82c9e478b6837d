-- What the jobs look for, without looking at everything.

-- One-time links end; passwords do not.
CREATE INDEX login_by_end ON login (expires_ms)
 WHERE expires_ms IS NOT NULL;

-- Whether a row names a file.
CREATE INDEX application_by_paper ON application (paper_hash)
 WHERE paper_hash IS NOT NULL;
