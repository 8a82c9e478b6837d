-- Counters of persons, by group and gender; the tree as it was then.

-- The closure with its dates, derived from org_parent: counters and "as it was
-- then" ask it; org_path is its rows of today. to_date is the first day on
-- which it no longer held, 9999-99-99 = it holds. A first parent counts from
-- the beginning, since what is dated earlier than an entry belongs there, too.
CREATE TABLE org_path_at ( -- big
    node {i64} NOT NULL REFERENCES org (id),
    ancestor {i64} NOT NULL REFERENCES org (id),
    from_date {text} NOT NULL,
    to_date {text} NOT NULL,
    PRIMARY KEY (node, ancestor, from_date)
) {strict};
CREATE INDEX org_path_at_down ON org_path_at (ancestor, node);

INSERT INTO org_path_at (node, ancestor, from_date, to_date)
SELECT node, ancestor, '0001-01-01', '9999-99-99' FROM org_path;

-- 1 = the person has worked in more than one place.
ALTER TABLE affiliation ADD COLUMN spread {i64} NOT NULL DEFAULT 0;
CREATE INDEX affiliation_spread ON affiliation (org) WHERE spread = 1;
UPDATE affiliation SET spread = 1
 WHERE EXISTS (SELECT 1 FROM affiliation b
                WHERE b.person = affiliation.person
                  AND b.org <> affiliation.org);

-- The kind of work and the gender as they were given then; '' = not said.
ALTER TABLE enrolment ADD COLUMN workgroup {text} NOT NULL DEFAULT '';
ALTER TABLE enrolment ADD COLUMN gender {text} NOT NULL DEFAULT '';
UPDATE enrolment SET
    workgroup = COALESCE((SELECT MIN(a.workgroup) FROM affiliation a
                           WHERE a.person = enrolment.person
                             AND a.org = enrolment.org), ''),
    gender = COALESCE((SELECT p.gender FROM person p
                        WHERE p.id = enrolment.person), '');

-- The last month in which its person was counted as active.
ALTER TABLE enrolment ADD COLUMN active_month {text} NOT NULL DEFAULT '';

-- In which months somebody learnt something, and where they belonged then.
CREATE TABLE activity ( -- big
    person {i64} NOT NULL REFERENCES person (id),
    month {text} NOT NULL, -- YYYY-MM
    org {i64} NOT NULL REFERENCES org (id),
    workgroup {text} NOT NULL,
    gender {text} NOT NULL,
    PRIMARY KEY (person, month, org)
) {strict};
CREATE INDEX activity_by_org ON activity (org, month);

-- Figures, derived from the records (`quipu recount` compares): what is counted
-- stands in core/indicators.def. slot = the database connection that writes, so
-- that no row is written by everybody. Of `value`, `early` was counted before
-- `day`, the day of the last change: figures as of last midnight.
DROP TABLE counter;
CREATE TABLE counter ( -- big
    node {i64} NOT NULL REFERENCES org (id),
    indicator {text} NOT NULL,
    month {text} NOT NULL, -- YYYY-MM
    workgroup {text} NOT NULL,
    gender {text} NOT NULL,
    slot {i64} NOT NULL,
    value {i64} NOT NULL,
    day {text} NOT NULL,
    early {i64} NOT NULL,
    PRIMARY KEY (node, indicator, month, workgroup, gender, slot)
) {strict};

INSERT INTO counter (node, indicator, month, workgroup, gender, slot, value,
                     day, early)
SELECT p.ancestor, 'members', SUBSTR(h.from_date, 1, 7), '', '', 0, COUNT(*),
       '', 0
  FROM org o
  JOIN org_parent h ON h.org = o.id AND h.to_date IS NULL
  JOIN org_path p ON p.node = o.id
 WHERE o.kind = 'institution' AND o.status = 'member'
 GROUP BY p.ancestor, SUBSTR(h.from_date, 1, 7);

INSERT INTO counter (node, indicator, month, workgroup, gender, slot, value,
                     day, early)
SELECT x.ancestor, 'people', x.month, x.workgroup, x.gender, 0, COUNT(*), '', 0
  FROM (SELECT p.ancestor, SUBSTR(MIN(a.from_date), 1, 7) AS month,
               MIN(a.workgroup) AS workgroup,
               MIN(COALESCE(h.gender, '')) AS gender
          FROM affiliation a
          JOIN person h ON h.id = a.person
          JOIN org_path p ON p.node = a.org
         WHERE a.to_date IS NULL
         GROUP BY p.ancestor, a.person) x
 GROUP BY x.ancestor, x.month, x.workgroup, x.gender;

INSERT INTO counter (node, indicator, month, workgroup, gender, slot, value,
                     day, early)
SELECT x.ancestor, 'enrolled', x.month, x.workgroup, x.gender, 0, COUNT(*), '',
       0
  FROM (SELECT p.ancestor, SUBSTR(MIN(e.started_date), 1, 7) AS month,
               MIN(e.workgroup) AS workgroup, MIN(e.gender) AS gender
          FROM enrolment e JOIN org_path p ON p.node = e.org
         GROUP BY p.ancestor, e.person, SUBSTR(e.started_date, 1, 4)) x
 GROUP BY x.ancestor, x.month, x.workgroup, x.gender;

INSERT INTO counter (node, indicator, month, workgroup, gender, slot, value,
                     day, early)
SELECT x.ancestor, 'completed', x.month, x.workgroup, x.gender, 0, COUNT(*),
       '', 0
  FROM (SELECT p.ancestor, SUBSTR(MIN(e.completed_date), 1, 7) AS month,
               MIN(e.workgroup) AS workgroup, MIN(e.gender) AS gender
          FROM enrolment e JOIN org_path p ON p.node = e.org
         WHERE e.completed_date IS NOT NULL
         GROUP BY p.ancestor, e.person, SUBSTR(e.completed_date, 1, 4)) x
 GROUP BY x.ancestor, x.month, x.workgroup, x.gender;

INSERT INTO counter (node, indicator, month, workgroup, gender, slot, value,
                     day, early)
SELECT x.ancestor, 'certified', x.month, x.workgroup, x.gender, 0, COUNT(*),
       '', 0
  FROM (SELECT p.ancestor, SUBSTR(MIN(k.issued_date), 1, 7) AS month,
               MIN(e.workgroup) AS workgroup, MIN(e.gender) AS gender
          FROM credential k
          JOIN enrolment e ON e.id = k.enrolment
          JOIN org_path p ON p.node = k.org
         GROUP BY p.ancestor, k.person, SUBSTR(k.issued_date, 1, 4)) x
 GROUP BY x.ancestor, x.month, x.workgroup, x.gender;

INSERT INTO counter (node, indicator, month, workgroup, gender, slot, value,
                     day, early)
SELECT p.ancestor, 'certificates', SUBSTR(k.issued_date, 1, 7), e.workgroup,
       e.gender, 0, COUNT(*), '', 0
  FROM credential k
  JOIN enrolment e ON e.id = k.enrolment
  JOIN org_path p ON p.node = k.org
 GROUP BY p.ancestor, SUBSTR(k.issued_date, 1, 7), e.workgroup, e.gender;
