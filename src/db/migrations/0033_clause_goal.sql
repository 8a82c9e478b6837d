-- A clause of an agreement tied to a figure.
CREATE TABLE agreement_goal (
    agreement {i64} NOT NULL REFERENCES agreement (id),
    clause {i64} NOT NULL, -- its position
    goal {i64} NOT NULL REFERENCES goal (id),
    PRIMARY KEY (agreement, clause)
) {strict};
