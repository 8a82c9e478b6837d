-- National centres at work: terms, what they may sign for, the joint action
-- plan with dated targets, the reports on it.

-- What it may sign for: all programmes, or those listed in mandate_scope.
ALTER TABLE mandate ADD COLUMN scope {text} NOT NULL DEFAULT 'all';

-- Each step with who it was done with (an office) and the document.
ALTER TABLE mandate_event ADD COLUMN who {text};
ALTER TABLE mandate_event ADD COLUMN document {text};

-- Renewing adds a term; mandate.to_date is the last day of the last one.
CREATE TABLE mandate_term (
    id {i64} NOT NULL PRIMARY KEY,
    mandate {i64} NOT NULL REFERENCES mandate (id),
    from_date {text} NOT NULL,
    to_date {text} NOT NULL,
    at_ms {i64} NOT NULL,
    by_person {i64}
) {strict};
CREATE INDEX mandate_term_by_mandate ON mandate_term (mandate, from_date);

-- A programme it may sign for, on those days; to_date NULL = as long as the
-- mandate. Taking one back sets its last day.
CREATE TABLE mandate_scope (
    id {i64} NOT NULL PRIMARY KEY,
    mandate {i64} NOT NULL REFERENCES mandate (id),
    series {i64} NOT NULL REFERENCES series (id),
    from_date {text} NOT NULL,
    to_date {text},
    at_ms {i64} NOT NULL,
    by_person {i64}
) {strict};
CREATE INDEX mandate_scope_by_mandate ON mandate_scope (mandate, series);

-- A commitment with a figure: so many more at a node, between two days.
CREATE TABLE goal (
    id {i64} NOT NULL PRIMARY KEY,
    indicator {text} NOT NULL, -- as item.goal_indicator
    node {i64} NOT NULL REFERENCES org (id),
    amount {i64} NOT NULL,
    from_date {text} NOT NULL,
    to_date {text} NOT NULL
) {strict};

-- A joint action plan. A change after it was agreed is a further version, with
-- a reason; `first` is the plan they all change.
-- status: draft, agreed, replaced, dropped
CREATE TABLE plan (
    id {i64} NOT NULL PRIMARY KEY,
    mandate {i64} NOT NULL REFERENCES mandate (id),
    first {i64} NOT NULL,
    version {i64} NOT NULL,
    from_date {text} NOT NULL,
    to_date {text} NOT NULL,
    every_months {i64} NOT NULL, -- reports
    status {text} NOT NULL,
    reason {text}, -- of a change; NULL = the first version
    centre_date {text}, -- said yes; NULL = not yet
    centre_by {i64},
    office_date {text},
    office_by {i64},
    created_ms {i64} NOT NULL,
    by_person {i64},
    rev {i64} NOT NULL
) {strict};
CREATE INDEX plan_by_mandate ON plan (mandate, from_date, version);
CREATE UNIQUE INDEX plan_by_first ON plan (first, version);

-- Its aims in each language; all texts count equally.
CREATE TABLE plan_aim (
    plan {i64} NOT NULL REFERENCES plan (id),
    lang {text} NOT NULL,
    text {text} NOT NULL,
    PRIMARY KEY (plan, lang)
) {strict};

-- key: the same target in all versions.
CREATE TABLE plan_target (
    plan {i64} NOT NULL REFERENCES plan (id),
    position {i64} NOT NULL,
    key {i64} NOT NULL,
    title {text} NOT NULL,
    due_date {text} NOT NULL,
    goal {i64} REFERENCES goal (id), -- NULL = a deliverable
    PRIMARY KEY (plan, position)
) {strict};

-- A deliverable was delivered.
CREATE TABLE plan_done (
    first {i64} NOT NULL REFERENCES plan (id),
    key {i64} NOT NULL,
    on_date {text} NOT NULL,
    evidence {text} NOT NULL,
    at_ms {i64} NOT NULL,
    by_person {i64},
    PRIMARY KEY (first, key)
) {strict};

-- What is to be reported, when. status: expected, handed_in, accepted,
-- sent_back
CREATE TABLE plan_report (
    id {i64} NOT NULL PRIMARY KEY,
    plan {i64} NOT NULL REFERENCES plan (id), -- the first version
    node {i64} NOT NULL REFERENCES org (id),
    from_date {text} NOT NULL,
    to_date {text} NOT NULL,
    due_date {text} NOT NULL,
    status {text} NOT NULL,
    rev {i64} NOT NULL
) {strict};
CREATE INDEX plan_report_by_plan ON plan_report (plan, from_date);
CREATE INDEX plan_report_by_node ON plan_report (node, status, due_date);

-- Each handing in stays, with what was answered.
CREATE TABLE plan_report_paper (
    id {i64} NOT NULL PRIMARY KEY,
    report {i64} NOT NULL REFERENCES plan_report (id),
    done {text} NOT NULL,
    hard {text} NOT NULL,
    next {text} NOT NULL,
    on_date {text} NOT NULL,
    at_ms {i64} NOT NULL,
    by_person {i64},
    answer {text}, -- accepted, sent_back; NULL = none yet
    answer_date {text},
    answer_by {i64},
    reason {text}
) {strict};
CREATE INDEX plan_report_paper_by_report ON plan_report_paper (report, id);

-- The targets as they stood when it was handed in.
CREATE TABLE plan_report_figure (
    paper {i64} NOT NULL REFERENCES plan_report_paper (id),
    position {i64} NOT NULL,
    title {text} NOT NULL,
    due_date {text} NOT NULL,
    indicator {text}, -- NULL = a deliverable
    node {i64} REFERENCES org (id),
    amount {i64},
    reached {i64},
    done_date {text},
    evidence {text},
    PRIMARY KEY (paper, position)
) {strict};
