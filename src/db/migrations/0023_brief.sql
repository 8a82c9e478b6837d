-- A country brief: what stood in it on its day, line by line, so that two can be
-- laid side by side. Figures are kept as they were shown, small ones hidden.
CREATE TABLE brief (
    id {i64} NOT NULL PRIMARY KEY,
    number {text} NOT NULL UNIQUE,
    node {i64} NOT NULL REFERENCES org (id),
    on_date {text} NOT NULL,
    created_ms {i64} NOT NULL,
    by_person {i64}
) {strict};
CREATE INDEX brief_by_node ON brief (node, id);

-- section: figure, centre, agreement, item, silent
CREATE TABLE brief_line (
    brief {i64} NOT NULL REFERENCES brief (id),
    position {i64} NOT NULL,
    section {text} NOT NULL,
    name {text} NOT NULL,
    value {text} NOT NULL,
    PRIMARY KEY (brief, position)
) {strict};
