/* SPDX-License-Identifier: Apache-2.0 */
/* schema_set: reads schemas once: each keyword is known and of the right form,
 * each pattern compiled, each reference resolved. */

#include "schema_set.h"

#include "vc/iri.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_NODES = 65536,
    MAX_RESOURCES = 1024, /* looked through one by one; anchors likewise */
    MAX_PATTERN_STEPS = 131072, /* of all patterns together */
    MAX_DEPTH = 200
};

struct walk {
    struct vc_schema_set *set;
    struct vc_error *error;
};

static enum vc_status
fail(const struct walk *w, struct vc_view keyword, const char *what)
{
    return vc_error_set(w->error, VC_SCHEMA_FORM, "\"%.*s\" %s",
                        (int)keyword.size, keyword.data, what);
}

/* Room for one more of `count` elements. */
static enum vc_status
grow(struct vc_arena *arena, void *items, size_t count, size_t *capacity,
     size_t size, void **out)
{
    size_t wanted = *capacity > 0 ? 2 * *capacity : 16;

    *out = items;
    if (count < *capacity) {
        return VC_OK;
    }
    if (count >= MAX_NODES) {
        return VC_LIMIT;
    }
    *out = vc_arena_resize(arena, items, *capacity * size, wanted * size);
    if (*out == NULL) {
        return VC_NO_MEMORY;
    }
    *capacity = wanted;
    return VC_OK;
}

#define GROW(set, items, count, capacity)                                      \
    do {                                                                       \
        void *grown = NULL;                                                    \
        VC_TRY(grow((set)->arena, (set)->items, (set)->count,                  \
                    &(set)->capacity, sizeof(*(set)->items), &grown));         \
        (set)->items = grown;                                                  \
    } while (0)

/* --- keywords ------------------------------------------------------------ */

enum form {
    ANY,      /* says nothing of validity, or any value will do */
    TEXT,     /* a string */
    NUMBER,   /* a number */
    ABOVE_0,  /* a number greater than 0 */
    COUNT,    /* a whole number from 0 on */
    FLAG,     /* true or false */
    TYPES,    /* a type, or a list of some */
    LIST,     /* an array of anything */
    NAMES,    /* an array of strings */
    NAMES_OF, /* an object of such */
    PATTERN,
    ONE,  /* a schema */
    SOME, /* an array of schemas, not empty */
    MAP,  /* an object of schemas */
    ITEMS /* a schema, or an array of some */
};

static const struct keyword {
    struct vc_view name;
    enum form form;
} keywords[] = {
    {VC_VIEW_INIT("$schema"), TEXT},
    {VC_VIEW_INIT("$id"), TEXT},
    {VC_VIEW_INIT("$anchor"), TEXT},
    {VC_VIEW_INIT("$ref"), TEXT},
    {VC_VIEW_INIT("$comment"), TEXT},
    {VC_VIEW_INIT("$defs"), MAP},
    {VC_VIEW_INIT("definitions"), MAP},
    {VC_VIEW_INIT("title"), ANY},
    {VC_VIEW_INIT("description"), ANY},
    {VC_VIEW_INIT("default"), ANY},
    {VC_VIEW_INIT("examples"), ANY},
    {VC_VIEW_INIT("deprecated"), ANY},
    {VC_VIEW_INIT("readOnly"), ANY},
    {VC_VIEW_INIT("writeOnly"), ANY},
    {VC_VIEW_INIT("contentEncoding"), ANY},
    {VC_VIEW_INIT("contentMediaType"), ANY},
    {VC_VIEW_INIT("contentSchema"), ANY},
    {VC_VIEW_INIT("format"), TEXT},
    {VC_VIEW_INIT("type"), TYPES},
    {VC_VIEW_INIT("enum"), LIST},
    {VC_VIEW_INIT("const"), ANY},
    {VC_VIEW_INIT("multipleOf"), ABOVE_0},
    {VC_VIEW_INIT("maximum"), NUMBER},
    {VC_VIEW_INIT("exclusiveMaximum"), NUMBER},
    {VC_VIEW_INIT("minimum"), NUMBER},
    {VC_VIEW_INIT("exclusiveMinimum"), NUMBER},
    {VC_VIEW_INIT("maxLength"), COUNT},
    {VC_VIEW_INIT("minLength"), COUNT},
    {VC_VIEW_INIT("pattern"), PATTERN},
    {VC_VIEW_INIT("items"), ITEMS},
    {VC_VIEW_INIT("prefixItems"), SOME},
    {VC_VIEW_INIT("additionalItems"), ONE},
    {VC_VIEW_INIT("maxItems"), COUNT},
    {VC_VIEW_INIT("minItems"), COUNT},
    {VC_VIEW_INIT("uniqueItems"), FLAG},
    {VC_VIEW_INIT("contains"), ONE},
    {VC_VIEW_INIT("maxContains"), COUNT},
    {VC_VIEW_INIT("minContains"), COUNT},
    {VC_VIEW_INIT("maxProperties"), COUNT},
    {VC_VIEW_INIT("minProperties"), COUNT},
    {VC_VIEW_INIT("required"), NAMES},
    {VC_VIEW_INIT("properties"), MAP},
    {VC_VIEW_INIT("patternProperties"), MAP},
    {VC_VIEW_INIT("additionalProperties"), ONE},
    {VC_VIEW_INIT("propertyNames"), ONE},
    {VC_VIEW_INIT("dependentRequired"), NAMES_OF},
    {VC_VIEW_INIT("dependentSchemas"), MAP},
    {VC_VIEW_INIT("allOf"), SOME},
    {VC_VIEW_INIT("anyOf"), SOME},
    {VC_VIEW_INIT("oneOf"), SOME},
    {VC_VIEW_INIT("not"), ONE},
    {VC_VIEW_INIT("if"), ONE},
    {VC_VIEW_INIT("then"), ONE},
    {VC_VIEW_INIT("else"), ONE},
};

static const struct keyword *
find_keyword(struct vc_view name)
{
    for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++) {
        if (vc_view_equal(name, keywords[i].name)) {
            return &keywords[i];
        }
    }
    return NULL;
}

static bool
is_whole(const struct vc_json *value)
{
    return value->kind == VC_JSON_NUMBER && value->u.number.value >= 0 &&
           value->u.number.value <= 9007199254740992.0 &&
           value->u.number.value == (double)(uint64_t)value->u.number.value;
}

static bool
is_type(const struct vc_json *value)
{
    static const struct vc_view types[] = {
        VC_VIEW_INIT("null"),   VC_VIEW_INIT("boolean"), VC_VIEW_INIT("object"),
        VC_VIEW_INIT("array"),  VC_VIEW_INIT("number"),  VC_VIEW_INIT("string"),
        VC_VIEW_INIT("integer")};

    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        if (vc_json_is_text(value, types[i])) {
            return true;
        }
    }
    return false;
}

static bool
all(const struct vc_json *list, bool (*good)(const struct vc_json *))
{
    for (VC_JSON_EACH(item, list)) {
        if (!good(item)) {
            return false;
        }
    }
    return true;
}

static bool
is_text(const struct vc_json *value)
{
    return value->kind == VC_JSON_STRING;
}

static bool
is_names(const struct vc_json *value)
{
    return value->kind == VC_JSON_ARRAY && all(value, is_text);
}

/* Is the value of a keyword without schemas in it what it should be? */
static bool
has_form(const struct vc_json *value, enum form form)
{
    switch (form) {
    case TEXT:
    case PATTERN:
        return is_text(value);
    case NUMBER:
        return value->kind == VC_JSON_NUMBER;
    case ABOVE_0:
        return value->kind == VC_JSON_NUMBER && value->u.number.value > 0;
    case COUNT:
        return is_whole(value);
    case FLAG:
        return value->kind == VC_JSON_BOOL;
    case TYPES:
        return value->kind == VC_JSON_ARRAY ? all(value, is_type)
                                            : is_type(value);
    case LIST:
        return value->kind == VC_JSON_ARRAY;
    case NAMES:
        return is_names(value);
    case NAMES_OF:
        return value->kind == VC_JSON_OBJECT && all(value, is_names);
    default:
        return true;
    }
}

/* --- reading ------------------------------------------------------------- */

static enum vc_status
read_dialect(const struct walk *w, const struct vc_json *schema,
             enum vc_schema_dialect *out)
{
    static const struct {
        const char *address;
        enum vc_schema_dialect dialect;
    } known[] = {
        {"https://json-schema.org/draft/2019-09/schema", VC_SCHEMA_2019},
        {"https://json-schema.org/draft/2020-12/schema", VC_SCHEMA_2020},
        {"http://json-schema.org/draft-07/schema", VC_SCHEMA_OLD},
        {"http://json-schema.org/draft-06/schema", VC_SCHEMA_OLD},
        {"http://json-schema.org/draft-04/schema", VC_SCHEMA_OLD},
    };
    struct vc_view name = vc_json_get_text(schema, VC_VIEW("$schema"));

    if (name.data == NULL) {
        return VC_OK; /* that of the document around it */
    }
    name.size -= name.size > 0 && name.data[name.size - 1] == '#' ? 1 : 0;
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (vc_view_equal(name, vc_view_of(known[i].address))) {
            *out = known[i].dialect;
            return VC_OK;
        }
    }
    return fail(w, name, "is a dialect that is not read");
}

/* Without an empty fragment. */
static struct vc_view
bare(struct vc_view address)
{
    address.size -=
        address.size > 0 && address.data[address.size - 1] == '#' ? 1 : 0;
    return address;
}

static enum vc_status
add_resource(struct walk *w, struct vc_view address,
             const struct vc_json *schema, enum vc_schema_dialect dialect,
             size_t *out)
{
    struct vc_schema_set *set = w->set;

    if (set->resource_count == MAX_RESOURCES) {
        return vc_error_set(w->error, VC_LIMIT, "too many schemas");
    }
    if (vc_schema_set_resource(set, address) != NULL) {
        return fail(w, address, "stands for two schemas");
    }
    VC_TRY(read_dialect(w, schema, &dialect));
    GROW(set, resources, resource_count, resource_capacity);
    *out = set->resource_count;
    set->resources[set->resource_count++] =
        (struct schema_resource){address, schema, dialect};
    return VC_OK;
}

/* An $id makes a resource of its own, an $anchor a name in one. */
static enum vc_status
read_names(struct walk *w, const struct vc_json *schema, size_t *resource)
{
    struct vc_schema_set *set = w->set;
    struct vc_view id = vc_json_get_text(schema, VC_VIEW("$id"));
    struct vc_view anchor = vc_json_get_text(schema, VC_VIEW("$anchor"));
    const struct schema_resource *outer = &set->resources[*resource];

    if (id.data != NULL && outer->root != schema) {
        struct vc_view address = {NULL, 0};

        VC_TRY(vc_iri_resolve(set->arena, outer->address, id, &address));
        address = bare(address);
        if (memchr(address.data, '#', address.size) != NULL) {
            return fail(w, id, "has a fragment, as an $id may not");
        }
        VC_TRY(add_resource(w, address, schema, outer->dialect, resource));
    }
    if (anchor.data != NULL) {
        if (set->anchor_count == MAX_RESOURCES) {
            return vc_error_set(w->error, VC_LIMIT, "too many anchors");
        }
        GROW(set, anchors, anchor_count, anchor_capacity);
        set->anchors[set->anchor_count++] =
            (struct schema_anchor){*resource, anchor, schema};
    }
    return VC_OK;
}

static enum vc_status read_schema(struct walk *w, const struct vc_json *schema,
                                  size_t resource, unsigned depth);

/* A failure inside the member or item `node` gets it before its path, the end of
 * which may be cut off. */
static enum vc_status
inside(const struct walk *w, const struct vc_json *node, size_t index,
       enum vc_status status)
{
    enum { NAME = 80 };
    char step[NAME + 24];
    char *path = w->error != NULL ? w->error->path : NULL;
    size_t size = 0;
    size_t kept = 0;

    if (status == VC_OK || path == NULL) {
        return status;
    }
    if (node->name.data != NULL) {
        size = node->name.size < NAME ? node->name.size : NAME;
        (void)snprintf(step, sizeof(step), "/%.*s", (int)size, node->name.data);
    } else {
        (void)snprintf(step, sizeof(step), "/%zu", index);
    }
    size = strlen(step);
    kept = strlen(path);
    if (kept > sizeof(w->error->path) - 1 - size) {
        kept = sizeof(w->error->path) - 1 - size;
    }
    memmove(path + size, path, kept);
    memcpy(path, step, size);
    path[size + kept] = '\0';
    return status;
}

static enum vc_status
read_each(struct walk *w, const struct vc_json *list, size_t resource,
          unsigned depth)
{
    size_t index = 0;

    for (VC_JSON_EACH(item, list)) {
        VC_TRY(inside(w, item, index, read_schema(w, item, resource, depth)));
        index++;
    }
    return VC_OK;
}

static enum vc_status
compile(struct walk *w, struct vc_view pattern, const struct vc_regex **out)
{
    VC_TRY(vc_regex_compile(w->set->arena, pattern, out, w->error));
    w->set->pattern_steps += vc_regex_size(*out);
    return w->set->pattern_steps <= MAX_PATTERN_STEPS
               ? VC_OK
               : vc_error_set(w->error, VC_LIMIT, "too many patterns");
}

/* The names of patternProperties are patterns. */
static enum vc_status
read_patterns(struct walk *w, const struct vc_json *map)
{
    struct vc_schema_set *set = w->set;

    for (VC_JSON_EACH(member, map)) {
        const struct vc_regex *regex = NULL;

        VC_TRY(compile(w, member->name, &regex));
        GROW(set, names, name_count, name_capacity);
        set->names[set->name_count++] = (struct schema_name){member, regex};
    }
    return VC_OK;
}

static enum vc_status
read_keyword(struct walk *w, const struct vc_json *value, size_t node,
             size_t resource, unsigned depth)
{
    const struct keyword *keyword = find_keyword(value->name);
    enum vc_schema_dialect dialect = w->set->resources[resource].dialect;
    bool array = value->kind == VC_JSON_ARRAY;

    if (keyword == NULL ||
        (dialect != VC_SCHEMA_2020 &&
         vc_view_equal(value->name, VC_VIEW("prefixItems"))) ||
        (dialect == VC_SCHEMA_2020 &&
         vc_view_equal(value->name, VC_VIEW("additionalItems")))) {
        return fail(w, value->name, "is a keyword that is not read");
    }
    switch (keyword->form) {
    case ONE:
        return read_schema(w, value, resource, depth);
    case ITEMS:
        if (array && dialect == VC_SCHEMA_2020) {
            return fail(w, value->name, "is a list, as it may not be");
        }
        return array ? read_each(w, value, resource, depth)
                     : read_schema(w, value, resource, depth);
    case SOME:
        return array && value->count > 0
                   ? read_each(w, value, resource, depth)
                   : fail(w, value->name, "is no list of schemas");
    case MAP:
        if (value->kind != VC_JSON_OBJECT) {
            return fail(w, value->name, "is no object of schemas");
        }
        if (vc_view_equal(value->name, VC_VIEW("patternProperties"))) {
            VC_TRY(read_patterns(w, value));
        }
        return read_each(w, value, resource, depth);
    default:
        break;
    }
    if (!has_form(value, keyword->form)) {
        return fail(w, value->name, "has a value of another kind");
    }
    return keyword->form == PATTERN
               ? compile(w, value->u.text, &w->set->nodes[node].pattern)
               : VC_OK;
}

static enum vc_status
read_schema(struct walk *w, const struct vc_json *schema, size_t resource,
            unsigned depth)
{
    struct vc_schema_set *set = w->set;
    size_t node = 0;
    bool alone = false;

    if (depth > MAX_DEPTH) {
        return vc_error_set(w->error, VC_LIMIT, "nested too deeply");
    }
    if (schema->kind != VC_JSON_OBJECT && schema->kind != VC_JSON_BOOL) {
        return vc_error_set(w->error, VC_SCHEMA_FORM,
                            "a schema is an object, true or false");
    }
    alone = set->resources[resource].dialect == VC_SCHEMA_OLD &&
            vc_json_get(schema, VC_VIEW("$ref")) != NULL;
    if (!alone) {
        VC_TRY(read_names(w, schema, &resource));
    }
    GROW(set, nodes, node_count, node_capacity);
    node = set->node_count++;
    set->nodes[node] =
        (struct schema_node){.json = schema, .resource = resource};
    for (VC_JSON_EACH(value, schema)) {
        VC_TRY(inside(w, value, 0,
                      read_keyword(w, value, node, resource, depth + 1)));
    }
    return VC_OK;
}

enum vc_status
vc_schema_set_new(struct vc_arena *arena, struct vc_schema_set **out)
{
    *out = vc_arena_zalloc(arena, sizeof(**out));
    if (*out == NULL) {
        return VC_NO_MEMORY;
    }
    (*out)->arena = arena;
    return VC_OK;
}

enum vc_status
vc_schema_set_add(struct vc_schema_set *set, struct vc_view address,
                  const struct vc_json *schema, struct vc_error *error)
{
    struct walk w = {set, error};
    struct vc_view id = vc_json_get_text(schema, VC_VIEW("$id"));
    struct vc_view own = address;
    size_t resource = 0;
    size_t alias = 0;

    if (set->closed) {
        return vc_error_set(error, VC_SCHEMA_FORM, "the set is closed");
    }
    if (id.data != NULL) {
        VC_TRY(vc_iri_resolve(set->arena, address, id, &own));
    }
    own = bare(own);
    address = bare(address);
    VC_TRY(add_resource(&w, own, schema, VC_SCHEMA_2019, &resource));
    if (!vc_view_equal(own, address)) {
        VC_TRY(add_resource(&w, address, schema, VC_SCHEMA_2019, &alias));
    }
    return read_schema(&w, schema, resource, 0);
}

/* --- references ---------------------------------------------------------- */

static int
compare(const void *a, const void *b)
{
    uintptr_t x = (uintptr_t) * (const struct vc_json *const *)a;
    uintptr_t y = (uintptr_t) * (const struct vc_json *const *)b;

    return (x > y) - (x < y);
}

const struct schema_node *
vc_schema_set_node(const struct vc_schema_set *set, const struct vc_json *json)
{
    return bsearch(&json, set->nodes, set->node_count, sizeof(*set->nodes),
                   compare);
}

const struct vc_regex *
vc_schema_set_name(const struct vc_schema_set *set,
                   const struct vc_json *member)
{
    const struct schema_name *found = bsearch(
        &member, set->names, set->name_count, sizeof(*set->names), compare);

    return found != NULL ? found->pattern : NULL;
}

const struct schema_resource *
vc_schema_set_resource(const struct vc_schema_set *set, struct vc_view address)
{
    for (size_t i = 0; i < set->resource_count; i++) {
        if (vc_view_equal(set->resources[i].address, address)) {
            return &set->resources[i];
        }
    }
    return NULL;
}

/* One step of a JSON Pointer, undone from %XX, ~0 and ~1. */
static bool
decode_token(struct vc_view token, char *out, size_t *size)
{
    *size = 0;
    for (size_t i = 0; i < token.size; i++) {
        char c = token.data[i];

        if (c == '%' && i + 2 < token.size) {
            char hex[3] = {token.data[i + 1], token.data[i + 2], '\0'};
            char *end = NULL;

            c = (char)strtol(hex, &end, 16);
            if (*end != '\0') {
                return false;
            }
            i += 2;
        }
        out[(*size)++] = c;
    }
    token.size = *size;
    *size = 0;
    for (size_t i = 0; i < token.size; i++) {
        char c = out[i];

        if (c == '~' && i + 1 < token.size) {
            c = out[++i] == '0' ? '~' : '/';
        }
        out[(*size)++] = c;
    }
    return true;
}

static const struct vc_json *
child(const struct vc_json *value, struct vc_view token)
{
    size_t index = 0;

    if (!vc_json_is(value, VC_JSON_ARRAY)) {
        return vc_json_get(value, token);
    }
    for (size_t i = 0; i < token.size; i++) {
        if (token.data[i] < '0' || token.data[i] > '9' || index > MAX_NODES) {
            return NULL;
        }
        index = index * 10 + (size_t)(token.data[i] - '0');
    }
    for (VC_JSON_EACH(item, value)) {
        if (index-- == 0) {
            return item;
        }
    }
    return NULL;
}

/* `pointer` begins with a slash, or is empty. */
static enum vc_status
follow(struct vc_schema_set *set, const struct vc_json *root,
       struct vc_view pointer, const struct vc_json **out)
{
    char *token = vc_arena_alloc(set->arena, pointer.size + 1);

    if (token == NULL) {
        return VC_NO_MEMORY;
    }
    *out = root;
    while (pointer.size > 0 && *out != NULL) {
        size_t n = 1;
        size_t size = 0;

        while (n < pointer.size && pointer.data[n] != '/') {
            n++;
        }
        if (!decode_token((struct vc_view){pointer.data + 1, n - 1}, token,
                          &size)) {
            *out = NULL;
            return VC_OK;
        }
        *out = child(*out, (struct vc_view){token, size});
        pointer.data += n;
        pointer.size -= n;
    }
    return VC_OK;
}

static const struct vc_json *
find_anchor(const struct vc_schema_set *set, size_t resource,
            struct vc_view name)
{
    for (size_t i = 0; i < set->anchor_count; i++) {
        if (set->anchors[i].resource == resource &&
            vc_view_equal(set->anchors[i].name, name)) {
            return set->anchors[i].json;
        }
    }
    return NULL;
}

static enum vc_status
resolve(struct vc_schema_set *set, struct schema_node *node,
        struct vc_view reference, struct vc_error *error)
{
    struct walk w = {set, error};
    const struct schema_resource *resource = NULL;
    struct vc_view address = {NULL, 0};
    struct vc_view fragment = {NULL, 0};
    const char *hash = NULL;

    VC_TRY(vc_iri_resolve(set->arena, set->resources[node->resource].address,
                          reference, &address));
    hash = memchr(address.data, '#', address.size);
    if (hash != NULL) {
        fragment.data = hash + 1;
        fragment.size = address.size - (size_t)(hash + 1 - address.data);
        address.size = (size_t)(hash - address.data);
    }
    resource = vc_schema_set_resource(set, address);
    if (resource == NULL) {
        return fail(&w, reference, "leads to no schema that is here");
    }
    if (fragment.size == 0) {
        node->target = resource->root;
    } else if (fragment.data[0] == '/') {
        VC_TRY(follow(set, resource->root, fragment, &node->target));
    } else {
        node->target =
            find_anchor(set, (size_t)(resource - set->resources), fragment);
    }
    return node->target != NULL && vc_schema_set_node(set, node->target) != NULL
               ? VC_OK
               : fail(&w, reference, "leads to no schema");
}

enum vc_status
vc_schema_set_close(struct vc_schema_set *set, struct vc_error *error)
{
    if (set->node_count > 0) {
        qsort(set->nodes, set->node_count, sizeof(*set->nodes), compare);
    }
    if (set->name_count > 0) {
        qsort(set->names, set->name_count, sizeof(*set->names), compare);
    }
    for (size_t i = 0; i < set->node_count; i++) {
        struct vc_view reference =
            vc_json_get_text(set->nodes[i].json, VC_VIEW("$ref"));

        if (reference.data != NULL) {
            VC_TRY(resolve(set, &set->nodes[i], reference, error));
        }
    }
    set->closed = true;
    return VC_OK;
}
