-- A draft that is forgotten asks whether an agreement came of it.
CREATE INDEX agreement_by_application ON agreement (application);
