-- The award of cases of practice: an edition with its words in several
-- languages, cases that organisations send in, who reviews them blind.

-- Days are those of its zone. published_date: when the result was made public;
-- "" = not yet.
CREATE TABLE award_edition (
    id {i64} NOT NULL PRIMARY KEY,
    number {text} NOT NULL UNIQUE,
    node {i64} NOT NULL REFERENCES org (id), -- who holds it
    year {i64} NOT NULL,
    lang {text} NOT NULL, -- whose words stand where a language has none
    zone {text} NOT NULL, -- IANA
    opens_date {text} NOT NULL,
    closes_date {text} NOT NULL, -- the last day cases are taken in
    review_until {text} NOT NULL, -- the last day scores can be changed
    reviews_each {i64} NOT NULL,
    published_date {text} NOT NULL,
    created_ms {i64} NOT NULL,
    by_person {i64},
    rev {i64} NOT NULL
) {strict};
CREATE INDEX award_edition_by_node ON award_edition (node, year);

-- categories: one a line, "title: sentence"; criteria: one a line, "title:
-- points at most". Their place in the list is what cases and scores name.
CREATE TABLE award_words (
    edition {i64} NOT NULL REFERENCES award_edition (id),
    lang {text} NOT NULL,
    name {text} NOT NULL,
    about {text} NOT NULL,
    who {text} NOT NULL, -- may take part
    jury {text} NOT NULL,
    prize {text} NOT NULL,
    categories {text} NOT NULL,
    criteria {text} NOT NULL,
    PRIMARY KEY (edition, lang)
) {strict};

-- state: draft, received, valid, invalid. The link that opens it again is kept
-- as a hash. blind_…: what reviewers read where it is not what was sent in.
CREATE TABLE award_case (
    id {i64} NOT NULL PRIMARY KEY,
    edition {i64} NOT NULL REFERENCES award_edition (id),
    n {i64}, -- in its edition, from 1; NULL = a draft
    link_hash {blob} NOT NULL UNIQUE,
    state {text} NOT NULL,
    category {i64} NOT NULL, -- 0 = not chosen yet
    org {i64} REFERENCES org (id), -- found in the directory
    org_name {text} NOT NULL,
    kind {text} NOT NULL, -- institution, enterprise, international
    country {text} NOT NULL, -- "" = an international organisation's
    contact_name {text} NOT NULL,
    contact_post {text} NOT NULL,
    contact_email {text} NOT NULL,
    lang {text} NOT NULL,
    title {text} NOT NULL,
    abstract {text} NOT NULL,
    words {text} NOT NULL,
    link {text} NOT NULL,
    file_hash {text},
    file_type {text},
    file_bytes {i64} NOT NULL,
    blind_title {text},
    blind_abstract {text},
    blind_words {text},
    shows_file {i64} NOT NULL, -- file or link, to reviewers
    reason {text} NOT NULL, -- it is valid or not
    place {text} NOT NULL, -- awarded; "" = it is not
    created_ms {i64} NOT NULL,
    touched_ms {i64} NOT NULL,
    sent_ms {i64},
    judged_by {i64},
    rev {i64} NOT NULL
) {strict};
CREATE UNIQUE INDEX award_case_by_number ON award_case (edition, n);
CREATE INDEX award_case_by_file ON award_case (file_hash);
CREATE INDEX award_case_by_state ON award_case (state, touched_ms);

CREATE TABLE award_reviewer (
    edition {i64} NOT NULL REFERENCES award_edition (id),
    person {i64} NOT NULL REFERENCES person (id),
    is_active {i64} NOT NULL,
    by_person {i64},
    PRIMARY KEY (edition, person)
) {strict};
CREATE INDEX award_reviewer_by_person ON award_reviewer (person);

-- state: open, given, conflict (words: which), withdrawn
CREATE TABLE award_review (
    id {i64} NOT NULL PRIMARY KEY,
    award_case {i64} NOT NULL REFERENCES award_case (id),
    person {i64} NOT NULL REFERENCES person (id),
    state {text} NOT NULL,
    words {text} NOT NULL,
    at_ms {i64} NOT NULL,
    rev {i64} NOT NULL,
    UNIQUE (award_case, person)
) {strict};
CREATE INDEX award_review_by_person ON award_review (person, state);

CREATE TABLE award_score (
    review {i64} NOT NULL REFERENCES award_review (id),
    criterion {i64} NOT NULL, -- from 1
    points {i64} NOT NULL,
    remark {text} NOT NULL,
    PRIMARY KEY (review, criterion)
) {strict};
