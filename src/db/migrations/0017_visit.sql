-- Visits of a delegation, what was agreed there, and what came of it. Offices
-- and organisations stand here; people are not named.
CREATE TABLE visit (
    id {i64} NOT NULL PRIMARY KEY,
    number {text} NOT NULL UNIQUE,
    node {i64} NOT NULL REFERENCES org (id), -- who keeps it
    title {text} NOT NULL,
    host {text} NOT NULL,  -- the office that received
    guest {text} NOT NULL, -- the office that came
    place {text} NOT NULL,
    from_date {text} NOT NULL,
    to_date {text} NOT NULL,
    is_public {i64} NOT NULL,
    public_note {text} NOT NULL, -- "" = none, as the next two
    minutes {text} NOT NULL,
    remarks {text} NOT NULL, -- for those who work on it alone
    created_ms {i64} NOT NULL,
    by_person {i64},
    rev {i64} NOT NULL
) {strict};
CREATE INDEX visit_by_node ON visit (node, from_date);
CREATE INDEX visit_by_date ON visit (is_public, from_date);

-- part: guest, host (offices of the delegation), agenda, stop (places seen,
-- such as the AI Lab); at_time "HH:MM" or "".
CREATE TABLE visit_line (
    visit {i64} NOT NULL REFERENCES visit (id),
    part {text} NOT NULL,
    position {i64} NOT NULL,
    at_time {text} NOT NULL,
    line {text} NOT NULL,
    PRIMARY KEY (visit, part, position)
) {strict};

-- An area of consensus that is followed up. node = who keeps it, as the
-- visit's. status: proposed, open, running, stuck, done, dropped.
CREATE TABLE item ( -- big
    id {i64} NOT NULL PRIMARY KEY,
    node {i64} NOT NULL REFERENCES org (id),
    visit {i64} REFERENCES visit (id),
    position {i64} NOT NULL,
    title {text} NOT NULL,
    owner {i64} NOT NULL REFERENCES org (id),
    due_date {text} NOT NULL, -- "" while it is only proposed
    status {text} NOT NULL,
    why {text} NOT NULL, -- of the status: evidence, reason; "" = none
    closed_date {text},
    rev {i64} NOT NULL
) {strict};
CREATE INDEX item_by_visit ON item (visit, position);
CREATE INDEX item_by_node ON item (node, due_date);
CREATE INDEX item_by_owner ON item (owner, due_date);
-- Follow-ups across everything: unfinished by due day, closed by that day.
CREATE INDEX item_by_day ON item (closed_date, due_date, id);

CREATE TABLE item_country (
    item {i64} NOT NULL REFERENCES item (id),
    country {text} NOT NULL,
    PRIMARY KEY (item, country)
) {strict};

-- Each step of an item; rows are added and never changed. act: agreed, edited,
-- moved (due day and reason), running, stuck, done, dropped, open.
CREATE TABLE item_event ( -- big
    id {i64} NOT NULL PRIMARY KEY,
    item {i64} NOT NULL REFERENCES item (id),
    act {text} NOT NULL,
    on_date {text} NOT NULL,
    from_due {text} NOT NULL,
    to_due {text} NOT NULL,
    why {text} NOT NULL,
    by_person {i64}
) {strict};
CREATE INDEX item_event_by_item ON item_event (item, id);
