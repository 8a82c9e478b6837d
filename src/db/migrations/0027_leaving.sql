-- A leaving that was announced and whose last day has not passed.
CREATE TABLE membership_notice (
    org {i64} NOT NULL PRIMARY KEY REFERENCES org (id),
    on_date {text} NOT NULL, -- the last day
    reason {text} NOT NULL,
    by_person {i64}
) {strict};
CREATE INDEX membership_notice_by_date ON membership_notice (on_date);
