-- How organisations are found again: by how words of their names begin, country
-- by country, and by whole names and their number in the Research Organization
-- Registry, so that a second import or application makes no second one.

-- Each word of each name, folded. Country first: a search stays inside one, and
-- "universidad" of all of them is a tenth of the table. "" = in no country.
CREATE TABLE org_find ( -- big
    country {text} NOT NULL,
    word {text} NOT NULL,
    org {i64} NOT NULL REFERENCES org (id),
    PRIMARY KEY (country, word, org)
) {strict};
INSERT INTO org_find (country, word, org)
SELECT COALESCE(o.country, ''), w.word, w.org
  FROM org_word w JOIN org o ON o.id = w.org;
CREATE INDEX org_find_by_word ON org_find (word, org);
CREATE INDEX org_find_by_org ON org_find (org, word);
DROP TABLE org_word;

-- Each whole name, folded: in every language, and what people call it.
CREATE TABLE org_alias ( -- big
    folded {text} NOT NULL,
    org {i64} NOT NULL REFERENCES org (id),
    PRIMARY KEY (folded, org)
) {strict};
INSERT INTO org_alias (folded, org) SELECT name_folded, id FROM org;

CREATE INDEX org_by_ror ON org (ror);
