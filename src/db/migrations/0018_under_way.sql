-- Who is under way is listed node by node, too, without looking at those who
-- are through.
DROP INDEX enrolment_by_org;
CREATE INDEX enrolment_by_org ON enrolment (org, completed_ms, id);
