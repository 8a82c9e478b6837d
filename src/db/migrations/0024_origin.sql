-- What an opening of a programme follows from: an agreement, or one clause of
-- it; so that one can go from a visit to a certificate, and back.
CREATE TABLE series_open_origin (
    opening {i64} NOT NULL PRIMARY KEY REFERENCES series_open (id),
    agreement {i64} NOT NULL REFERENCES agreement (id),
    clause {i64} NOT NULL -- its position, from 1; 0 = the agreement as a whole
) {strict};
CREATE INDEX series_open_origin_back ON series_open_origin (agreement);
