-- What the program needs to know about its own database.

-- The steps applied, each with the SHA-256 of its text.
CREATE TABLE migration (
    number {i64} NOT NULL PRIMARY KEY,
    name {text} NOT NULL,
    hash {blob} NOT NULL,
    at_ms {i64} NOT NULL
) {strict};

-- Numbers of processes in row ids (base/id.h). A new process takes the number
-- after the last one taken, so that a clock that stepped back between two
-- starts makes no id twice. ended_ms NULL: it works, or was killed.
CREATE TABLE process (
    node {i64} NOT NULL PRIMARY KEY,
    pid {i64} NOT NULL,
    taken_ms {i64} NOT NULL,
    ended_ms {i64}
) {strict};
