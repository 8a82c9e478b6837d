-- Who completed a series and has no certificate yet: 1 from the completion
-- until the certificate. Few at any time, so that nodes high up count them
-- without looking at everybody who ever completed something.
ALTER TABLE enrolment ADD COLUMN waiting {i64} NOT NULL DEFAULT 0;

UPDATE enrolment SET waiting = 1
 WHERE completed_ms IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM credential k
                    WHERE k.enrolment = enrolment.id);

-- waiting first, so that SQLite prefers it to the index by org alone.
CREATE INDEX enrolment_waiting ON enrolment (waiting, org) WHERE waiting = 1;
