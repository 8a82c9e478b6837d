-- Policy dialogues: a series of events, who comes to them, what they recommend
-- and what each addressee did about it. Delegations are offices; people stand
-- here only where they registered themselves.
CREATE TABLE dialogue_series (
    id {i64} NOT NULL PRIMARY KEY,
    number {text} NOT NULL UNIQUE,
    node {i64} NOT NULL REFERENCES org (id), -- who holds it
    title {text} NOT NULL,
    aim {text} NOT NULL,
    created_ms {i64} NOT NULL,
    by_person {i64},
    rev {i64} NOT NULL
) {strict};
CREATE INDEX dialogue_series_by_node ON dialogue_series (node);

-- status: planned, cancelled. The days are those of its sessions.
CREATE TABLE dialogue_event (
    id {i64} NOT NULL PRIMARY KEY,
    number {text} NOT NULL UNIQUE,
    series {i64} NOT NULL REFERENCES dialogue_series (id),
    title {text} NOT NULL,
    place {text} NOT NULL,
    zone {text} NOT NULL, -- IANA
    langs {text} NOT NULL, -- tags with blanks between: "en es"
    from_date {text} NOT NULL,
    to_date {text} NOT NULL,
    register_until {text} NOT NULL, -- "" = nobody can register
    status {text} NOT NULL,
    why {text} NOT NULL, -- it was called off; "" = it was not
    created_ms {i64} NOT NULL,
    by_person {i64},
    rev {i64} NOT NULL
) {strict};
CREATE INDEX dialogue_event_by_series ON dialogue_event (series, from_date);

-- Calendars of others know a session by event and key, so a row stays when
-- its session is called off.
CREATE TABLE dialogue_session (
    event {i64} NOT NULL REFERENCES dialogue_event (id),
    key {i64} NOT NULL,
    on_date {text} NOT NULL,
    from_time {text} NOT NULL, -- "HH:MM" on the clocks of the event's zone
    to_time {text} NOT NULL,
    title {text} NOT NULL,
    is_off {i64} NOT NULL,
    sequence {i64} NOT NULL,
    changed_ms {i64} NOT NULL,
    PRIMARY KEY (event, key)
) {strict};

CREATE TABLE dialogue_attendance (
    event {i64} NOT NULL REFERENCES dialogue_event (id),
    person {i64} NOT NULL REFERENCES person (id),
    at_ms {i64} NOT NULL,
    PRIMARY KEY (event, person)
) {strict};

CREATE TABLE dialogue_delegation (
    event {i64} NOT NULL REFERENCES dialogue_event (id),
    org {i64} NOT NULL REFERENCES org (id),
    offices {text} NOT NULL, -- one a line
    at_ms {i64} NOT NULL,
    by_person {i64},
    rev {i64} NOT NULL,
    PRIMARY KEY (event, org)
) {strict};

CREATE TABLE recommendation (
    id {i64} NOT NULL PRIMARY KEY,
    number {text} NOT NULL UNIQUE,
    event {i64} NOT NULL REFERENCES dialogue_event (id),
    position {i64} NOT NULL,
    words {text} NOT NULL,
    by_person {i64}
) {strict};
CREATE INDEX recommendation_by_event ON recommendation (event, position);

-- Each addressee, and its last answer. status: silent, planned, running, done
-- (with evidence), declined (with a reason).
CREATE TABLE recommendation_addressee (
    recommendation {i64} NOT NULL REFERENCES recommendation (id),
    org {i64} NOT NULL REFERENCES org (id),
    status {text} NOT NULL,
    on_date {text} NOT NULL, -- "" while silent
    why {text} NOT NULL,
    rev {i64} NOT NULL,
    PRIMARY KEY (recommendation, org)
) {strict};
CREATE INDEX recommendation_by_addressee ON recommendation_addressee (org);

-- Every answer; rows are added and never changed.
CREATE TABLE recommendation_answer (
    id {i64} NOT NULL PRIMARY KEY,
    recommendation {i64} NOT NULL REFERENCES recommendation (id),
    org {i64} NOT NULL REFERENCES org (id),
    status {text} NOT NULL,
    on_date {text} NOT NULL,
    why {text} NOT NULL,
    at_ms {i64} NOT NULL,
    by_person {i64}
) {strict};
CREATE INDEX recommendation_answer_by_recommendation
    ON recommendation_answer (recommendation, org, id);
