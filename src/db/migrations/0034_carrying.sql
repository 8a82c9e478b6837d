-- A place that came below another, and whose figures still follow it.

-- What it counted is carried over in slices (network/carry.h). after = the last
-- of its children that is done; -1 = the place itself comes first. touched_ms =
-- when the last slice was.
CREATE TABLE org_carry (
    org {i64} NOT NULL PRIMARY KEY REFERENCES org (id),
    from_parent {i64} NOT NULL REFERENCES org (id),
    to_parent {i64} NOT NULL REFERENCES org (id),
    day {text} NOT NULL,
    after {i64} NOT NULL,
    touched_ms {i64} NOT NULL
) {strict};

-- Who began or completed somewhere since a day: by place first, since a slice
-- asks of few places, as lists behind figures do.
DROP INDEX enrolment_by_start;
DROP INDEX enrolment_by_end;
CREATE INDEX enrolment_by_start ON enrolment (org, started_date, person);
CREATE INDEX enrolment_by_end ON enrolment (org, completed_date, person)
 WHERE completed_date IS NOT NULL;
