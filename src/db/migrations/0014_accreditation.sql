-- Institutions that issue certificates themselves.

-- Given by a national centre (its mandate) or by headquarters (its secretariat,
-- or NULL before there is one), for a time; ended_ms = taken back before
-- to_date. How long it counts is compared with days in UTC, as roles are.
CREATE TABLE accreditation (
    id {i64} NOT NULL PRIMARY KEY,
    org {i64} NOT NULL REFERENCES org (id),
    mandate {i64} REFERENCES mandate (id),
    from_date {text} NOT NULL,
    to_date {text} NOT NULL,
    reason {text} NOT NULL,
    by_person {i64},
    created_ms {i64} NOT NULL,
    ended_ms {i64},
    ended_reason {text},
    ended_by {i64}
) {strict};
CREATE INDEX accreditation_by_org ON accreditation (org, to_date);

-- The key of an institution is made for one accreditation and ends with it;
-- NULL = a mandate's.
ALTER TABLE issuer_key
    ADD COLUMN accreditation {i64} REFERENCES accreditation (id);
CREATE INDEX issuer_key_by_accreditation ON issuer_key (accreditation);
