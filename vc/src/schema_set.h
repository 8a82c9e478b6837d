/* SPDX-License-Identifier: Apache-2.0 */
/* schema_set: what reading schemas and checking by them share. */
#ifndef VC_SCHEMA_SET_H
#define VC_SCHEMA_SET_H

#include "regex.h"

#include "vc/schema.h"

/* Dialects, by what they say of items and of members beside a $ref. */
enum vc_schema_dialect {
    VC_SCHEMA_OLD, /* 4, 6, 7: nothing counts beside a $ref */
    VC_SCHEMA_2019,
    VC_SCHEMA_2020 /* prefixItems; items is the rest */
};

/* A schema inside a document, or the whole of it. */
struct schema_node {
    const struct vc_json *json;
    size_t resource;
    const struct vc_json *target;   /* of its $ref */
    const struct vc_regex *pattern; /* its pattern */
};

/* A document, or a part of one with an $id. */
struct schema_resource {
    struct vc_view address;
    const struct vc_json *root;
    enum vc_schema_dialect dialect;
};

struct schema_anchor {
    size_t resource;
    struct vc_view name;
    const struct vc_json *json;
};

/* A name in patternProperties. */
struct schema_name {
    const struct vc_json *member;
    const struct vc_regex *pattern;
};

/* Growing arrays; nodes and names are sorted by address when closed. */
struct vc_schema_set {
    struct vc_arena *arena;
    bool closed;
    struct schema_node *nodes;
    size_t node_count;
    size_t node_capacity;
    struct schema_resource *resources;
    size_t resource_count;
    size_t resource_capacity;
    struct schema_anchor *anchors;
    size_t anchor_count;
    size_t anchor_capacity;
    struct schema_name *names;
    size_t name_count;
    size_t name_capacity;
    size_t pattern_steps; /* of all patterns */
};

/* Of a closed set; NULL when it is no schema, no such name. */
const struct schema_node *vc_schema_set_node(const struct vc_schema_set *set,
                                             const struct vc_json *json);
const struct vc_regex *vc_schema_set_name(const struct vc_schema_set *set,
                                          const struct vc_json *member);

/* The resource at an address without fragment, or NULL. */
const struct schema_resource *
vc_schema_set_resource(const struct vc_schema_set *set, struct vc_view address);

/* Formats that are checked; true for all others. */
bool vc_schema_format_fits(struct vc_view format, struct vc_view text);

#endif
