-- Offices held for a time: the presidency by nomination, posts by people.

-- One member institution proposes another for a year's presidency.
CREATE TABLE nomination (
    id {i64} NOT NULL PRIMARY KEY,
    year {i64} NOT NULL,
    nominator {i64} NOT NULL REFERENCES org (id),
    nominee {i64} NOT NULL REFERENCES org (id),
    reason {text} NOT NULL,
    on_date {text} NOT NULL,
    by_person {i64}
) {strict};
CREATE UNIQUE INDEX nomination_once ON nomination (year, nominator);
CREATE INDEX nomination_by_nominee ON nomination (nominee, year);

-- Whoever was proposed answers once for a year. answer: NULL = not yet,
-- accepted, declined
CREATE TABLE candidacy (
    id {i64} NOT NULL PRIMARY KEY,
    year {i64} NOT NULL,
    org {i64} NOT NULL REFERENCES org (id),
    answer {text},
    answer_date {text},
    by_person {i64}
) {strict};
CREATE UNIQUE INDEX candidacy_once ON candidacy (year, org);

-- A post held by a person for a time, by a mandate. kind: secretary_general,
-- deputy, coordinator. status: nominated (by the centre whose node
-- nominated_by is), held, declined. A post whose last day has passed is over;
-- ending it early sets that day.
CREATE TABLE post (
    id {i64} NOT NULL PRIMARY KEY,
    mandate {i64} NOT NULL REFERENCES mandate (id),
    kind {text} NOT NULL,
    title {text} NOT NULL,
    person {i64} NOT NULL REFERENCES person (id),
    nominated_by {i64} REFERENCES org (id),
    status {text} NOT NULL,
    from_date {text} NOT NULL,
    to_date {text} NOT NULL,
    reason {text}, -- of its end, or why it was declined
    at_ms {i64} NOT NULL,
    by_person {i64}
) {strict};
CREATE INDEX post_by_mandate ON post (mandate, from_date);
CREATE INDEX post_by_person ON post (person);
CREATE INDEX post_by_nominator ON post (nominated_by);
