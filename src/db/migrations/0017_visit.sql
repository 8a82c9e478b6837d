-- Visits of delegations, and what came of them: areas of consensus become items
-- with an owner and a day, followed until done, moved with a reason, or dropped.

CREATE TABLE visit (
    id {i64} NOT NULL PRIMARY KEY,
    number {text} NOT NULL UNIQUE,
    node {i64} NOT NULL REFERENCES org (id), -- who records it acts here
    guest {text} NOT NULL,                   -- as written
    guest_org {i64} REFERENCES org (id),     -- where the directory has it
    title {text} NOT NULL,
    from_date {text} NOT NULL,
    to_date {text} NOT NULL,
    place {text} NOT NULL,
    delegates {text} NOT NULL, -- offices, one a line; never names of people
    agenda {text} NOT NULL,    -- one a line, "09:30 Welcome"; stops among them
    public_note {text} NOT NULL,
    minutes {text} NOT NULL,   -- for who works on it, as are the remarks
    remarks {text} NOT NULL,
    news {text} NOT NULL,      -- a text about it, from which items are proposed
    is_public {i64} NOT NULL,
    created_ms {i64} NOT NULL,
    by_person {i64},
    rev {i64} NOT NULL
) {strict};
CREATE INDEX visit_by_node ON visit (node, from_date);
CREATE INDEX visit_by_guest ON visit (guest_org, from_date);

CREATE TABLE visit_picture (
    visit {i64} NOT NULL REFERENCES visit (id),
    position {i64} NOT NULL,
    blob_hash {text} NOT NULL,
    type {text} NOT NULL,
    width {i64} NOT NULL,
    height {i64} NOT NULL,
    bytes {i64} NOT NULL,
    caption {text} NOT NULL,
    PRIMARY KEY (visit, position)
) {strict};
CREATE INDEX visit_picture_by_blob ON visit_picture (blob_hash);

-- status: open, stalled, done, dropped
CREATE TABLE item (
    id {i64} NOT NULL PRIMARY KEY,
    visit {i64} NOT NULL REFERENCES visit (id),
    position {i64} NOT NULL,
    node {i64} NOT NULL REFERENCES org (id),
    title {text} NOT NULL,
    owner {i64} NOT NULL REFERENCES org (id), -- an office, through its place
    due_date {text} NOT NULL,
    status {text} NOT NULL,
    evidence {text}, -- of its completion
    closed_date {text},
    goal_indicator {text}, -- members, centres, enrolled, completed, certificates
    goal_node {i64} REFERENCES org (id),
    goal_count {i64}, -- so many more since the visit
    rev {i64} NOT NULL
) {strict};
CREATE INDEX item_by_visit ON item (visit, position);
CREATE INDEX item_by_owner ON item (owner, status, due_date);
CREATE INDEX item_by_node ON item (node, status, due_date);

CREATE TABLE item_country (
    item {i64} NOT NULL REFERENCES item (id),
    node {i64} NOT NULL REFERENCES org (id),
    PRIMARY KEY (item, node)
) {strict};
CREATE INDEX item_country_by_node ON item_country (node);

-- What happened to an item. what: moved, stalled, done, dropped, reopened
CREATE TABLE item_step (
    id {i64} NOT NULL PRIMARY KEY,
    item {i64} NOT NULL REFERENCES item (id),
    what {text} NOT NULL,
    on_date {text} NOT NULL,
    due_before {text},
    due_after {text},
    words {text} NOT NULL, -- the reason, or the evidence
    at_ms {i64} NOT NULL,
    by_person {i64}
) {strict};
CREATE INDEX item_step_by_item ON item_step (item, id);

-- What an item led to: agreements.
CREATE TABLE item_agreement (
    item {i64} NOT NULL REFERENCES item (id),
    agreement {i64} NOT NULL REFERENCES agreement (id),
    PRIMARY KEY (item, agreement)
) {strict};
CREATE INDEX item_agreement_back ON item_agreement (agreement);
