-- Courses in versions, lessons in segments, texts by language; quizzes; series
-- 1+X; who takes what and how far.

CREATE TABLE course (
    id {i64} NOT NULL PRIMARY KEY,
    slug {text} NOT NULL UNIQUE,
    org {i64} NOT NULL REFERENCES org (id), -- whose course it is
    base_lang {text} NOT NULL,
    workgroup {text},
    workload_minutes {i64} NOT NULL,
    licence {text},
    author {text},
    created_ms {i64} NOT NULL
) {strict};

-- state: draft, published, retired. An enrolment names the version it began.
CREATE TABLE course_version (
    id {i64} NOT NULL PRIMARY KEY,
    course {i64} NOT NULL REFERENCES course (id),
    number {i64} NOT NULL,
    state {text} NOT NULL,
    created_ms {i64} NOT NULL,
    published_ms {i64},
    UNIQUE (course, number)
) {strict};

CREATE TABLE course_text (
    version {i64} NOT NULL REFERENCES course_version (id),
    lang {text} NOT NULL,
    title {text} NOT NULL,
    summary {text} NOT NULL,
    outcomes {text} NOT NULL, -- one a line
    PRIMARY KEY (version, lang)
) {strict};

CREATE TABLE lesson (
    id {i64} NOT NULL PRIMARY KEY,
    version {i64} NOT NULL REFERENCES course_version (id),
    position {i64} NOT NULL,
    slug {text} NOT NULL,
    UNIQUE (version, position)
) {strict};

-- bytes = of the lesson in this language with its pictures: the price.
CREATE TABLE lesson_text (
    lesson {i64} NOT NULL REFERENCES lesson (id),
    lang {text} NOT NULL,
    title {text} NOT NULL,
    minutes {i64} NOT NULL,
    bytes {i64} NOT NULL,
    PRIMARY KEY (lesson, lang)
) {strict};

-- A block of a lesson; its id stays when its text changes.
CREATE TABLE segment ( -- big
    id {i64} NOT NULL PRIMARY KEY,
    lesson {i64} NOT NULL REFERENCES lesson (id),
    position {i64} NOT NULL,
    kind {text} NOT NULL,
    UNIQUE (lesson, position)
) {strict};

-- lang first: a page reads one lesson in one language in one go.
CREATE TABLE segment_text ( -- big
    lesson {i64} NOT NULL REFERENCES lesson (id),
    lang {text} NOT NULL,
    position {i64} NOT NULL,
    segment {i64} NOT NULL REFERENCES segment (id),
    source {text} NOT NULL,
    html {text} NOT NULL,
    hash {blob} NOT NULL,
    PRIMARY KEY (lesson, lang, position)
) {strict};

CREATE TABLE picture (
    id {i64} NOT NULL PRIMARY KEY,
    version {i64} NOT NULL REFERENCES course_version (id),
    path {text} NOT NULL,
    blob_hash {text} NOT NULL,
    type {text} NOT NULL,
    width {i64} NOT NULL,
    height {i64} NOT NULL,
    bytes {i64} NOT NULL,
    UNIQUE (version, path)
) {strict};
CREATE INDEX picture_by_hash ON picture (blob_hash);

-- One quiz closes a course version. attempts_max 0 = no limit.
CREATE TABLE quiz (
    id {i64} NOT NULL PRIMARY KEY,
    version {i64} NOT NULL UNIQUE REFERENCES course_version (id),
    pass_pct {i64} NOT NULL,
    attempts_max {i64} NOT NULL
) {strict};

-- kind: single, multiple, truefalse, short, match, number, essay, text
CREATE TABLE question (
    id {i64} NOT NULL PRIMARY KEY,
    quiz {i64} NOT NULL REFERENCES quiz (id),
    position {i64} NOT NULL,
    kind {text} NOT NULL,
    UNIQUE (quiz, position)
) {strict};

CREATE TABLE question_text (
    question {i64} NOT NULL REFERENCES question (id),
    lang {text} NOT NULL,
    html {text} NOT NULL,
    feedback {text},
    PRIMARY KEY (question, lang)
) {strict};

-- fraction: of the question's points, in 1/100000 (100000 = all).
-- number_low, number_high: in millionths, for kind number.
CREATE TABLE question_option (
    id {i64} NOT NULL PRIMARY KEY,
    question {i64} NOT NULL REFERENCES question (id),
    position {i64} NOT NULL,
    fraction {i64} NOT NULL,
    number_low {i64},
    number_high {i64},
    UNIQUE (question, position)
) {strict};

CREATE TABLE question_option_text (
    option {i64} NOT NULL REFERENCES question_option (id),
    lang {text} NOT NULL,
    text {text} NOT NULL,
    match {text},
    feedback {text},
    PRIMARY KEY (option, lang)
) {strict};

-- 1+X: the core course and any `any_count` of the electives.
CREATE TABLE series (
    id {i64} NOT NULL PRIMARY KEY,
    slug {text} NOT NULL UNIQUE,
    org {i64} NOT NULL REFERENCES org (id),
    core {i64} NOT NULL REFERENCES course (id),
    any_count {i64} NOT NULL,
    state {text} NOT NULL, -- draft, published, retired
    created_ms {i64} NOT NULL,
    rev {i64} NOT NULL
) {strict};

CREATE TABLE series_text (
    series {i64} NOT NULL REFERENCES series (id),
    lang {text} NOT NULL,
    title {text} NOT NULL,
    summary {text} NOT NULL,
    PRIMARY KEY (series, lang)
) {strict};

CREATE TABLE series_elective (
    series {i64} NOT NULL REFERENCES series (id),
    position {i64} NOT NULL,
    course {i64} NOT NULL REFERENCES course (id),
    PRIMARY KEY (series, position)
) {strict};

-- A national centre (mandate) or HQ (mandate NULL) opens a series to a node
-- and all below it; certificates are then issued by that mandate.
CREATE TABLE series_open (
    id {i64} NOT NULL PRIMARY KEY,
    series {i64} NOT NULL REFERENCES series (id),
    org {i64} NOT NULL REFERENCES org (id),
    mandate {i64} REFERENCES mandate (id),
    from_date {text} NOT NULL,
    to_date {text},
    by_person {i64}
) {strict};
CREATE INDEX series_open_by_series ON series_open (series, org);

CREATE TABLE enrolment ( -- big
    id {i64} NOT NULL PRIMARY KEY,
    person {i64} NOT NULL REFERENCES person (id),
    series {i64} NOT NULL REFERENCES series (id),
    org {i64} NOT NULL REFERENCES org (id), -- affiliation at that time
    opening {i64} NOT NULL REFERENCES series_open (id),
    lang {text} NOT NULL,
    started_ms {i64} NOT NULL,
    started_date {text} NOT NULL,
    completed_ms {i64},
    completed_date {text},
    UNIQUE (person, series)
) {strict};
CREATE INDEX enrolment_by_org ON enrolment (org, series);
CREATE INDEX enrolment_done ON enrolment (series, completed_date);

-- A course taken within a series, in the version it began with.
CREATE TABLE course_take ( -- big
    id {i64} NOT NULL PRIMARY KEY,
    enrolment {i64} NOT NULL REFERENCES enrolment (id),
    course {i64} NOT NULL REFERENCES course (id),
    version {i64} NOT NULL REFERENCES course_version (id),
    started_ms {i64},              -- first lesson or quiz; NULL = not yet
    passed_ms {i64},
    best_pct {i64} NOT NULL,
    UNIQUE (enrolment, course)
) {strict};

CREATE INDEX course_take_by_course ON course_take (course);

CREATE TABLE lesson_done ( -- big
    take {i64} NOT NULL REFERENCES course_take (id),
    lesson {i64} NOT NULL REFERENCES lesson (id),
    at_ms {i64} NOT NULL,
    note {text},
    PRIMARY KEY (take, lesson)
) {strict};

-- score and score_max in 1/100000 of a question's point.
CREATE TABLE attempt ( -- big
    id {i64} NOT NULL PRIMARY KEY,
    take {i64} NOT NULL REFERENCES course_take (id),
    quiz {i64} NOT NULL REFERENCES quiz (id),
    number {i64} NOT NULL,
    lang {text} NOT NULL,
    started_ms {i64} NOT NULL,
    sent_ms {i64},
    score {i64} NOT NULL,
    score_max {i64} NOT NULL,
    passed {i64} NOT NULL,
    UNIQUE (take, number)
) {strict};

CREATE TABLE attempt_answer ( -- big
    attempt {i64} NOT NULL REFERENCES attempt (id),
    question {i64} NOT NULL REFERENCES question (id),
    answer {text} NOT NULL,
    score {i64} NOT NULL,
    PRIMARY KEY (attempt, question)
) {strict};
