-- Files where they cannot lie in a folder beside the database: in pieces of
-- 256 kB, named by the hash of the whole. Empty on SQLite.
CREATE TABLE blob_piece (
    hash {text} NOT NULL,
    position {i64} NOT NULL,
    bytes {blob} NOT NULL,
    PRIMARY KEY (hash, position)
) {strict};
