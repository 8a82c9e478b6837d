-- An application is a draft first: the clauses agreed to one by one, then who
-- signed. signed_kind: click (approved on the page), page (a signed sheet, kept
-- as a file by its hash).

CREATE TABLE application_clause (
    application {i64} NOT NULL REFERENCES application (id),
    clause {i64} NOT NULL,
    at_ms {i64} NOT NULL,
    PRIMARY KEY (application, clause)
) {strict};

ALTER TABLE application ADD COLUMN remark {text};
ALTER TABLE application ADD COLUMN signed_kind {text};
ALTER TABLE application ADD COLUMN signer_name {text};
ALTER TABLE application ADD COLUMN paper_hash {text};
ALTER TABLE application ADD COLUMN paper_type {text};
ALTER TABLE application ADD COLUMN paper_bytes {i64};
