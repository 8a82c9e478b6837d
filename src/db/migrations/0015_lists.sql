-- Lists of what lies below a node cost the same of a million as of a hundred:
-- people are read node by node in the order of an index, certificates from the
-- latest on.
DROP INDEX affiliation_by_org;
CREATE INDEX affiliation_by_org ON affiliation (org, to_date, person);
CREATE INDEX credential_by_date ON credential (issued_date, id, org);
