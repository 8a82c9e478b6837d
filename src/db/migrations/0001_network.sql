-- The tree of responsibility, its names and history; mandates; joining.
-- {i64} times are milliseconds UTC (_ms); {text} days are YYYY-MM-DD (_date).

CREATE TABLE setting (
    name {text} NOT NULL PRIMARY KEY,
    value {text} NOT NULL
) {strict};

-- kind: network, region, country, territory, institution, unit
-- status of an institution: known (in the directory), member, suspended, left
CREATE TABLE org ( -- big
    id {i64} NOT NULL PRIMARY KEY,
    kind {text} NOT NULL,
    slug {text} NOT NULL UNIQUE,
    name {text} NOT NULL,
    name_folded {text} NOT NULL,
    country {text},
    city {text},
    website {text},
    ror {text},
    zone {text},
    lang {text},
    status {text} NOT NULL,
    created_ms {i64} NOT NULL,
    rev {i64} NOT NULL
) {strict};
CREATE INDEX org_by_country ON org (country, kind);
CREATE INDEX org_by_kind ON org (kind, status, country);
CREATE INDEX org_by_folded ON org (name_folded);

-- Each word of each name, folded: found by how it begins.
CREATE TABLE org_word ( -- big
    word {text} NOT NULL,
    org {i64} NOT NULL REFERENCES org (id),
    PRIMARY KEY (word, org)
) {strict};

-- Names in further languages and scripts.
CREATE TABLE org_name ( -- big
    org {i64} NOT NULL REFERENCES org (id),
    lang {text} NOT NULL,
    name {text} NOT NULL,
    PRIMARY KEY (org, lang)
) {strict};

-- Old address parts go on leading to the organisation.
CREATE TABLE org_slug_old (
    slug {text} NOT NULL PRIMARY KEY,
    org {i64} NOT NULL REFERENCES org (id)
) {strict};

-- Where a node stood, and when; to_date NULL = today.
CREATE TABLE org_parent ( -- big
    id {i64} NOT NULL PRIMARY KEY,
    org {i64} NOT NULL REFERENCES org (id),
    parent {i64} NOT NULL REFERENCES org (id),
    from_date {text} NOT NULL,
    to_date {text}
) {strict};
CREATE INDEX org_parent_by_org ON org_parent (org, to_date);
CREATE INDEX org_parent_by_parent ON org_parent (parent, to_date);

-- The closure of today, derived from org_parent; every node has itself at
-- depth 0. Rights ask this table.
CREATE TABLE org_path ( -- big
    ancestor {i64} NOT NULL REFERENCES org (id),
    node {i64} NOT NULL REFERENCES org (id),
    depth {i64} NOT NULL,
    PRIMARY KEY (node, ancestor)
) {strict};
CREATE INDEX org_path_down ON org_path (ancestor, node);

-- Each change of status, with its reason.
CREATE TABLE org_status (
    id {i64} NOT NULL PRIMARY KEY,
    org {i64} NOT NULL REFERENCES org (id),
    status {text} NOT NULL,
    from_date {text} NOT NULL,
    reason {text},
    by_person {i64}
) {strict};
CREATE INDEX org_status_by_org ON org_status (org, from_date);

-- Who acts for a node: national_centre, regional_office, presidency,
-- secretariat. The number is what signed documents name.
CREATE TABLE mandate (
    id {i64} NOT NULL PRIMARY KEY,
    number {text} NOT NULL UNIQUE,
    kind {text} NOT NULL,
    node {i64} NOT NULL REFERENCES org (id),
    holder {i64} NOT NULL REFERENCES org (id),
    title {text} NOT NULL,
    status {text} NOT NULL, -- contact, agreed, active, ended
    from_date {text} NOT NULL,
    to_date {text},
    rev {i64} NOT NULL
) {strict};
CREATE INDEX mandate_by_node ON mandate (node);
CREATE INDEX mandate_by_holder ON mandate (holder);

CREATE TABLE mandate_event (
    id {i64} NOT NULL PRIMARY KEY,
    mandate {i64} NOT NULL REFERENCES mandate (id),
    event {text} NOT NULL, -- contact, agreement, launch, endorsement, end
    on_date {text} NOT NULL,
    note {text},
    by_person {i64}
) {strict};
CREATE INDEX mandate_event_by_mandate ON mandate_event (mandate, on_date);

-- A university asks to join. Nobody needs an account for it; the link that
-- opens the application again is kept as a hash.
CREATE TABLE application (
    id {i64} NOT NULL PRIMARY KEY,
    link_hash {blob} NOT NULL UNIQUE,
    state {text} NOT NULL, -- draft, sent, accepted, refused
    country {text} NOT NULL,
    node {i64} NOT NULL REFERENCES org (id), -- of the country: who decides
    org {i64} REFERENCES org (id),           -- found in the directory
    lang {text} NOT NULL,
    org_name {text} NOT NULL,
    city {text},
    website {text},
    contact_name {text} NOT NULL,
    contact_post {text} NOT NULL,
    contact_email {text} NOT NULL,
    signer_post {text} NOT NULL,
    staff_count {i64},
    motive {text},
    terms_version {text} NOT NULL,
    created_ms {i64} NOT NULL,
    sent_ms {i64},
    decided_ms {i64},
    decided_by {i64},
    reason {text},
    rev {i64} NOT NULL
) {strict};
CREATE INDEX application_by_node ON application (node, state);
