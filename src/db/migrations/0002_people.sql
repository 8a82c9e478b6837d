-- People, how they are called and reached, how they sign in, where they
-- belong, what they may do; the record of acts.

-- workgroup: teaching, support, leaders; gender only where given.
CREATE TABLE person ( -- big
    id {i64} NOT NULL PRIMARY KEY,
    number {text} NOT NULL UNIQUE,
    lang {text},
    gender {text},
    created_ms {i64} NOT NULL,
    rev {i64} NOT NULL
) {strict};

-- A name in a script (ISO 15924: Latn, Arab, Hans …); the first is shown.
CREATE TABLE person_name ( -- big
    id {i64} NOT NULL PRIMARY KEY,
    person {i64} NOT NULL REFERENCES person (id),
    script {text} NOT NULL,
    name {text} NOT NULL,
    name_folded {text} NOT NULL,
    position {i64} NOT NULL
) {strict};
CREATE INDEX person_name_by_person ON person_name (person, position);

-- Ways to reach somebody; nothing keys on them.
CREATE TABLE address ( -- big
    id {i64} NOT NULL PRIMARY KEY,
    person {i64} NOT NULL REFERENCES person (id),
    kind {text} NOT NULL, -- email, phone
    value {text} NOT NULL,
    value_folded {text} NOT NULL,
    proved_ms {i64},
    from_date {text} NOT NULL,
    to_date {text}
) {strict};
CREATE INDEX address_by_person ON address (person);
CREATE INDEX address_by_value ON address (value_folded);

-- password: name = what is typed, secret = Argon2id text.
-- link, code: name = hash of the secret in hex; used once, until expires_ms.
CREATE TABLE login ( -- big
    id {i64} NOT NULL PRIMARY KEY,
    person {i64} NOT NULL REFERENCES person (id),
    kind {text} NOT NULL,
    name {text} NOT NULL,
    secret {text},
    created_ms {i64} NOT NULL,
    expires_ms {i64},
    used_ms {i64},
    failed {i64} NOT NULL,
    wait_until_ms {i64} NOT NULL,
    UNIQUE (kind, name)
) {strict};
CREATE INDEX login_by_person ON login (person);

CREATE TABLE session ( -- big
    id {i64} NOT NULL PRIMARY KEY,
    person {i64} NOT NULL REFERENCES person (id),
    token_hash {blob} NOT NULL UNIQUE,
    csrf {blob} NOT NULL,
    created_ms {i64} NOT NULL,
    expires_ms {i64} NOT NULL
) {strict};
CREATE INDEX session_by_person ON session (person);
CREATE INDEX session_by_end ON session (expires_ms);

-- Where somebody works. A user's institution need not be a member.
CREATE TABLE affiliation ( -- big
    id {i64} NOT NULL PRIMARY KEY,
    person {i64} NOT NULL REFERENCES person (id),
    org {i64} NOT NULL REFERENCES org (id),
    workgroup {text} NOT NULL,
    from_date {text} NOT NULL,
    to_date {text}
) {strict};
CREATE INDEX affiliation_by_person ON affiliation (person);
CREATE INDEX affiliation_by_org ON affiliation (org, to_date);

-- A role at a node counts for everything below it. Through a mandate the node
-- is the mandate's, and the grant ends with it.
CREATE TABLE role_grant (
    id {i64} NOT NULL PRIMARY KEY,
    person {i64} NOT NULL REFERENCES person (id),
    role {text} NOT NULL,
    org {i64} NOT NULL REFERENCES org (id),
    mandate {i64} REFERENCES mandate (id),
    from_date {text} NOT NULL,
    to_date {text},
    by_person {i64}
) {strict};
CREATE INDEX role_grant_by_person ON role_grant (person);
CREATE INDEX role_grant_by_org ON role_grant (org);

-- Printed codes that bring people in: whoever types one belongs to the
-- organisation. uses_left NULL = no limit.
CREATE TABLE join_code (
    id {i64} NOT NULL PRIMARY KEY,
    code_hash {blob} NOT NULL UNIQUE,
    org {i64} NOT NULL REFERENCES org (id),
    series {i64},
    workgroup {text},
    person {i64} REFERENCES person (id),
    label {text} NOT NULL,
    created_ms {i64} NOT NULL,
    expires_ms {i64} NOT NULL,
    uses_left {i64},
    by_person {i64}
) {strict};
CREATE INDEX join_code_by_org ON join_code (org);

-- What was done. Names rows only; personal values lie in record_value under a
-- salt, so that erasing them does not break the chain. One sealer gives rows
-- their chain number and hash, in the order it finds them committed.
CREATE TABLE record ( -- big
    id {i64} NOT NULL PRIMARY KEY,
    at_ms {i64} NOT NULL,
    person {i64},
    act {text} NOT NULL,
    org {i64},
    subject {i64},
    value_hash {blob},
    chain_no {i64},
    chain_hash {blob}
) {strict};
CREATE UNIQUE INDEX record_chain ON record (chain_no);
CREATE INDEX record_by_org ON record (org, id);
CREATE INDEX record_by_subject ON record (subject);

CREATE TABLE record_value (
    record {i64} NOT NULL PRIMARY KEY REFERENCES record (id),
    salt {blob} NOT NULL,
    value {text} NOT NULL
) {strict};

-- Figures that are always fresh: per node and month, written in the same
-- transaction as the event, for the node and all above it. slot = the database
-- connection that writes, so that no row is written by everybody.
CREATE TABLE counter ( -- big
    node {i64} NOT NULL REFERENCES org (id),
    indicator {text} NOT NULL,
    month {text} NOT NULL, -- YYYY-MM
    slot {i64} NOT NULL,
    value {i64} NOT NULL,
    PRIMARY KEY (node, indicator, month, slot)
) {strict};
