-- Of an application to join, the word of the country's centre; the office above
-- decides after it.
ALTER TABLE application ADD COLUMN endorsed_ms {i64};
ALTER TABLE application ADD COLUMN endorsed_by {i64};
ALTER TABLE application ADD COLUMN endorsement {text};
