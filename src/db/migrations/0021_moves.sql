-- Records of one person that become one, and places that are moved.

-- The one that went leads to the other for good, since signed documents name
-- its number.
ALTER TABLE person ADD COLUMN merged_into {i64} REFERENCES person (id);
CREATE INDEX person_merged ON person (merged_into)
 WHERE merged_into IS NOT NULL;

-- 1 = it was that of a record that went, and the person had another in the
-- same series: it is kept, and counts no more.
ALTER TABLE enrolment ADD COLUMN aside {i64} NOT NULL DEFAULT 0;

-- Set: it was always wrong, and never held; from_date and to_date are as they
-- were.
ALTER TABLE org_parent ADD COLUMN corrected_ms {i64};
ALTER TABLE org_parent ADD COLUMN reason {text};
ALTER TABLE org_parent ADD COLUMN by_person {i64};

-- Who began or completed since a day, and where.
CREATE INDEX enrolment_by_start ON enrolment (started_date, org, person);
CREATE INDEX enrolment_by_end ON enrolment (completed_date, org, person)
 WHERE completed_date IS NOT NULL;
