-- What can be earned, who signs it, and every credential signed.

-- The mandatory description of a micro-credential (Council Recommendation
-- 2022/C 243/02, Annex I); texts by language beside it. The number is what
-- signed documents name.
CREATE TABLE achievement (
    id {i64} NOT NULL PRIMARY KEY,
    number {text} NOT NULL UNIQUE,
    series {i64} NOT NULL UNIQUE REFERENCES series (id),
    workload_hours {i64} NOT NULL,
    credits_milli {i64},          -- thousandths of a credit
    credit_system {text},
    participation {text} NOT NULL,  -- online, onsite, blended, work
    supervision {text} NOT NULL,    -- none, supervised, verified
    rev {i64} NOT NULL
) {strict};

CREATE TABLE achievement_text (
    achievement {i64} NOT NULL REFERENCES achievement (id),
    lang {text} NOT NULL,
    name {text} NOT NULL,
    description {text} NOT NULL,
    criteria {text} NOT NULL,
    outcomes {text} NOT NULL,      -- one a line
    level {text} NOT NULL,
    level_system {text} NOT NULL,
    assessment {text} NOT NULL,    -- type of assessment
    quality {text} NOT NULL,       -- quality assurance behind it
    prerequisites {text} NOT NULL,
    stackability {text} NOT NULL,
    PRIMARY KEY (achievement, lang)
) {strict};

-- A mandate, or an institution that issues for itself (exactly one is set).
CREATE TABLE issuer (
    id {i64} NOT NULL PRIMARY KEY,
    number {text} NOT NULL UNIQUE,
    mandate {i64} UNIQUE REFERENCES mandate (id),
    org {i64} UNIQUE REFERENCES org (id),
    name {text} NOT NULL,
    url {text},
    country {text},
    created_ms {i64} NOT NULL,
    ended_ms {i64}
) {strict};

-- Private keys are sealed; the sealing key is never in this database.
-- Old keys stay with their end, since credentials outlive keys.
CREATE TABLE issuer_key (
    id {i64} NOT NULL PRIMARY KEY,
    issuer {i64} NOT NULL REFERENCES issuer (id),
    multibase {text} NOT NULL UNIQUE,
    sealed {blob} NOT NULL,
    created_ms {i64} NOT NULL,
    revoked_ms {i64}
) {strict};
CREATE INDEX issuer_key_by_issuer ON issuer_key (issuer);

-- number: 128 random bits in base32, the only address strangers know.
-- withdrawn_ms: the holder hides the page; the credential stays true.
CREATE TABLE credential ( -- big
    id {i64} NOT NULL PRIMARY KEY,
    number {text} NOT NULL UNIQUE,
    issuer {i64} NOT NULL REFERENCES issuer (id),
    issuer_key {i64} NOT NULL REFERENCES issuer_key (id),
    achievement {i64} NOT NULL REFERENCES achievement (id),
    enrolment {i64} NOT NULL UNIQUE REFERENCES enrolment (id),
    person {i64} NOT NULL REFERENCES person (id),
    org {i64} NOT NULL REFERENCES org (id),
    holder_name {text} NOT NULL,
    lang {text} NOT NULL,
    json {text} NOT NULL,
    issued_ms {i64} NOT NULL,
    issued_date {text} NOT NULL,
    withdrawn_ms {i64}
) {strict};
CREATE INDEX credential_by_person ON credential (person);
CREATE INDEX credential_by_org ON credential (org, issued_date);
CREATE INDEX credential_by_achievement ON credential (achievement);
CREATE INDEX credential_by_issuer ON credential (issuer);
CREATE INDEX credential_by_key ON credential (issuer_key);
