-- Joint research: calls, projects, who takes part and as what, the ethics review
-- and the data rules that come before collecting, milestones, reports, outputs.
-- People are never named here: offices and committees are.

-- From opens_ms to closes_ms institutions propose; the days and times are those
-- on the clocks of its zone.
CREATE TABLE research_call (
    id {i64} NOT NULL PRIMARY KEY,
    number {text} NOT NULL UNIQUE,
    node {i64} NOT NULL REFERENCES org (id), -- who calls, and decides
    title {text} NOT NULL,
    words {text} NOT NULL,
    zone {text} NOT NULL, -- IANA
    opens_date {text} NOT NULL,
    opens_time {text} NOT NULL, -- "HH:MM"
    closes_date {text} NOT NULL,
    closes_time {text} NOT NULL,
    opens_ms {i64} NOT NULL,
    closes_ms {i64} NOT NULL,
    created_ms {i64} NOT NULL,
    by_person {i64},
    rev {i64} NOT NULL
) {strict};
CREATE INDEX research_call_by_node ON research_call (node, closes_ms);

-- status: proposed -> declined, withdrawn or preparing -> active -> finished;
-- preparing and active -> stopped; active -> preparing when ethics refuse it.
CREATE TABLE research_project (
    id {i64} NOT NULL PRIMARY KEY,
    number {text} NOT NULL UNIQUE,
    node {i64} NOT NULL REFERENCES org (id), -- leads
    call {i64} REFERENCES research_call (id), -- NULL = made without one
    decider {i64} REFERENCES org (id),        -- who called
    title {text} NOT NULL,
    abstract {text} NOT NULL,
    remarks {text} NOT NULL, -- for the lead and the offices above it
    status {text} NOT NULL,
    from_date {text} NOT NULL,
    to_date {text} NOT NULL,
    report_months {i64} NOT NULL, -- a report every so many
    started_date {text},
    created_ms {i64} NOT NULL,
    by_person {i64},
    rev {i64} NOT NULL
) {strict};
CREATE INDEX research_project_by_node ON research_project (node, id);
CREATE INDEX research_project_by_call ON research_project (call, id);
CREATE INDEX research_project_by_decider ON research_project (decider, status);

-- What happened to a project, with its reason; rows are added, never changed.
CREATE TABLE research_step (
    id {i64} NOT NULL PRIMARY KEY,
    project {i64} NOT NULL REFERENCES research_project (id),
    what {text} NOT NULL,
    on_date {text} NOT NULL,
    words {text} NOT NULL,
    at_ms {i64} NOT NULL,
    by_person {i64}
) {strict};
CREATE INDEX research_step_by_project ON research_step (project, id);

-- role: lead partner data_host ethics observer
-- status: invited accepted declined left
CREATE TABLE research_partner (
    project {i64} NOT NULL REFERENCES research_project (id),
    org {i64} NOT NULL REFERENCES org (id),
    role {text} NOT NULL,
    status {text} NOT NULL,
    task {text} NOT NULL, -- what it is asked for
    on_date {text} NOT NULL,
    why {text} NOT NULL, -- it declined or left; "" = it did not
    at_ms {i64} NOT NULL,
    by_person {i64},
    rev {i64} NOT NULL,
    PRIMARY KEY (project, org)
) {strict};
CREATE INDEX research_partner_by_org ON research_partner (org, status);

-- Every decision of an ethics review; the newest counts.
-- outcome: approved conditions not_needed refused
CREATE TABLE research_ethics (
    id {i64} NOT NULL PRIMARY KEY,
    project {i64} NOT NULL REFERENCES research_project (id),
    org {i64} NOT NULL REFERENCES org (id), -- in whose name it was entered
    body {text} NOT NULL,                   -- the committee
    outcome {text} NOT NULL,
    on_date {text} NOT NULL,
    words {text} NOT NULL,
    paper_hash {text}, -- NULL = no paper
    paper_type {text},
    paper_bytes {i64},
    at_ms {i64} NOT NULL,
    by_person {i64}
) {strict};
CREATE INDEX research_ethics_by_project ON research_ethics (project, id);
CREATE INDEX research_ethics_by_paper ON research_ethics (paper_hash);

-- Every statement of the data rules; the newest counts.
-- kind: none anonymous personal; opened: open request closed
CREATE TABLE research_data (
    id {i64} NOT NULL PRIMARY KEY,
    project {i64} NOT NULL REFERENCES research_project (id),
    kind {text} NOT NULL,
    kept_at {text} NOT NULL,
    seen_by {text} NOT NULL,
    kept_until {text} NOT NULL,
    opened {text} NOT NULL,
    on_date {text} NOT NULL,
    at_ms {i64} NOT NULL,
    by_person {i64}
) {strict};
CREATE INDEX research_data_by_project ON research_data (project, id);

-- status: open done dropped
CREATE TABLE research_milestone (
    id {i64} NOT NULL PRIMARY KEY,
    project {i64} NOT NULL REFERENCES research_project (id),
    title {text} NOT NULL,
    owner {i64} NOT NULL REFERENCES org (id),
    due_date {text} NOT NULL,
    status {text} NOT NULL,
    evidence {text},
    closed_date {text},
    rev {i64} NOT NULL
) {strict};
CREATE INDEX research_milestone_by_project ON research_milestone (project, due_date);
CREATE INDEX research_milestone_by_owner ON research_milestone (owner, status, due_date);

-- what: moved done dropped reopened
CREATE TABLE research_milestone_step (
    id {i64} NOT NULL PRIMARY KEY,
    milestone {i64} NOT NULL REFERENCES research_milestone (id),
    what {text} NOT NULL,
    on_date {text} NOT NULL,
    due_before {text},
    due_after {text},
    words {text} NOT NULL,
    at_ms {i64} NOT NULL,
    by_person {i64}
) {strict};
CREATE INDEX research_milestone_step_by_milestone
    ON research_milestone_step (milestone, id);

-- A report is expected on a day, and handed in or not.
CREATE TABLE research_report (
    project {i64} NOT NULL REFERENCES research_project (id),
    due_date {text} NOT NULL,
    handed_date {text}, -- NULL = not yet
    words {text} NOT NULL,
    by_person {i64},
    PRIMARY KEY (project, due_date)
) {strict};

-- kind: article dataset report course software
CREATE TABLE research_output (
    id {i64} NOT NULL PRIMARY KEY,
    project {i64} NOT NULL REFERENCES research_project (id),
    kind {text} NOT NULL,
    title {text} NOT NULL,
    doi {text} NOT NULL, -- "10.1234/abc"; "" = none
    url {text} NOT NULL, -- "" = none
    on_date {text} NOT NULL,
    at_ms {i64} NOT NULL,
    by_person {i64}
) {strict};
CREATE INDEX research_output_by_project ON research_output (project, on_date);
