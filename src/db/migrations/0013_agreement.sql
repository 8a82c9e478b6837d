-- Agreements: what was agreed clause by clause, between whom, who approved it,
-- and for how long. Renewing adds a term; nothing is rewritten.

-- kind: membership, national_centre, regional_office, cooperation
-- status: waiting (for approvals), approved (to be signed), in_force, refused,
-- ended. An agreement in force whose last term is over has expired.
CREATE TABLE agreement ( -- big
    id {i64} NOT NULL PRIMARY KEY,
    number {text} NOT NULL UNIQUE,
    kind {text} NOT NULL,
    title {text} NOT NULL,
    node {i64} NOT NULL REFERENCES org (id), -- who acts there works on it
    mandate {i64} REFERENCES mandate (id),
    application {i64} REFERENCES application (id),
    status {text} NOT NULL,
    is_public {i64} NOT NULL,
    signed_date {text},
    paper_hash {text},
    paper_type {text},
    paper_bytes {i64},
    from_date {text} NOT NULL,  -- of the first term
    until_date {text} NOT NULL, -- of the last; 9999-12-31 = open
    end_reason {text},
    created_ms {i64} NOT NULL,
    by_person {i64},
    rev {i64} NOT NULL
) {strict};
CREATE INDEX agreement_by_until ON agreement (until_date, id);
CREATE INDEX agreement_by_node ON agreement (node, until_date);
CREATE INDEX agreement_by_paper ON agreement (paper_hash);
CREATE INDEX agreement_public ON agreement (is_public, kind, title, id);

CREATE TABLE agreement_party ( -- big
    agreement {i64} NOT NULL REFERENCES agreement (id),
    org {i64} NOT NULL REFERENCES org (id),
    position {i64} NOT NULL,
    PRIMARY KEY (agreement, org)
) {strict};
CREATE INDEX agreement_party_by_org ON agreement_party (org);

-- Parallel texts: the same position in each language; all count equally.
CREATE TABLE agreement_clause ( -- big
    agreement {i64} NOT NULL REFERENCES agreement (id),
    position {i64} NOT NULL,
    lang {text} NOT NULL,
    title {text} NOT NULL,
    text {text} NOT NULL,
    PRIMARY KEY (agreement, position, lang)
) {strict};

CREATE TABLE agreement_term ( -- big
    id {i64} NOT NULL PRIMARY KEY,
    agreement {i64} NOT NULL REFERENCES agreement (id),
    from_date {text} NOT NULL,
    to_date {text} NOT NULL, -- 9999-12-31 = open
    at_ms {i64} NOT NULL,
    by_person {i64}
) {strict};
CREATE INDEX agreement_term_by_agreement ON agreement_term (agreement,
                                                            from_date);

-- Who must approve, in order: each node by who holds the right there.
-- state: waiting, approved, refused
CREATE TABLE agreement_approval (
    agreement {i64} NOT NULL REFERENCES agreement (id),
    position {i64} NOT NULL,
    node {i64} NOT NULL REFERENCES org (id),
    state {text} NOT NULL,
    at_ms {i64},
    by_person {i64},
    reason {text},
    PRIMARY KEY (agreement, position)
) {strict};
