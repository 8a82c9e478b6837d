-- Groupings of countries beside the tree: by sub-region, language, funder. A
-- country can be in several; each stay has its days.
-- kind: sub_region, language, funder, other
CREATE TABLE org_group (
    id {i64} NOT NULL PRIMARY KEY,
    slug {text} NOT NULL UNIQUE,
    node {i64} NOT NULL REFERENCES org (id), -- who keeps it: network or region
    kind {text} NOT NULL,
    name {text} NOT NULL,
    created_ms {i64} NOT NULL,
    by_person {i64},
    rev {i64} NOT NULL
) {strict};
CREATE INDEX org_group_by_node ON org_group (node, kind, name);

CREATE TABLE org_group_member (
    id {i64} NOT NULL PRIMARY KEY,
    org_group {i64} NOT NULL REFERENCES org_group (id),
    org {i64} NOT NULL REFERENCES org (id),
    from_date {text} NOT NULL,
    to_date {text}, -- from this day on it is no member; NULL = it is
    by_person {i64}
) {strict};
CREATE INDEX org_group_member_by_group ON org_group_member (org_group, org,
                                                            from_date);
