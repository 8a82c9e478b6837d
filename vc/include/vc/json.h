/* SPDX-License-Identifier: Apache-2.0 */
/* JSON: a strict parser into an arena, a tree that can be built by hand, and a
 * writer.
 *
 * Strict means RFC 8259 and: UTF-8 is checked, a member that stands twice in
 * one object is refused (I-JSON, RFC 7493 section 2.3), lone surrogates are
 * refused, nothing but white space follows the document, depth and size are
 * limited. Numbers keep their text.
 *
 * Texts without escapes are views into the input: the input must live as long
 * as the tree. */
#ifndef VC_JSON_H
#define VC_JSON_H

#include "vc/alloc.h"
#include "vc/buf.h"
#include "vc/status.h"
#include "vc/view.h"

#include <stdint.h>

enum vc_json_kind {
    VC_JSON_NULL,
    VC_JSON_BOOL,
    VC_JSON_NUMBER,
    VC_JSON_STRING,
    VC_JSON_ARRAY,
    VC_JSON_OBJECT
};

/* A value, and its place among its brothers. Read freely; change only by the
 * functions below. A node stands in one array or object only. */
struct vc_json {
    enum vc_json_kind kind : 8;
    /* Expansion only: the text of a string, the name of any other member, is
     * known to be a well-formed IRI. */
    unsigned is_iri : 1;
    uint32_t count;       /* items of an array, members of an object */
    struct vc_json *next; /* the next item or member */
    struct vc_view name;  /* of a member; data is NULL elsewhere */
    union {
        bool boolean;
        struct vc_view text; /* of a string */
        struct {
            struct vc_view text; /* as it stood in the input */
            double value;
        } number;
        struct {
            struct vc_json *first;
            struct vc_json *last;
        } list; /* items or members in the order of the input */
    } u;
};

/* Limits of one parse; 0 in a field means its default. */
struct vc_json_limits {
    size_t max_bytes; /* default 16 MiB */
    size_t max_depth; /* default 128, at most 512; a scalar has depth 0 */
};

/* Parses the whole of `text`. Errors: VC_JSON_*, VC_LIMIT, VC_NO_MEMORY, with
 * line and column. `limits` and `error` may be NULL. */
enum vc_status vc_json_parse(struct vc_arena *arena, struct vc_view text,
                             const struct vc_json_limits *limits,
                             struct vc_json **out, struct vc_error *error);

/* for (VC_JSON_EACH(item, array)): item runs over items or members. */
#define VC_JSON_EACH(item, parent)                                             \
    const struct vc_json *item = vc_json_first(parent);                        \
    item;                                                                      \
    item = item->next

/* First item or member; NULL for an empty one, for scalars and for NULL. */
static inline const struct vc_json *
vc_json_first(const struct vc_json *node)
{
    return node && node->kind >= VC_JSON_ARRAY ? node->u.list.first : NULL;
}

static inline bool
vc_json_is(const struct vc_json *node, enum vc_json_kind kind)
{
    return node && node->kind == kind;
}

static inline bool
vc_json_is_scalar(const struct vc_json *node)
{
    return node->kind == VC_JSON_BOOL || node->kind == VC_JSON_NUMBER ||
           node->kind == VC_JSON_STRING;
}

/* True for a string with exactly this text. */
static inline bool
vc_json_is_text(const struct vc_json *node, struct vc_view text)
{
    return vc_json_is(node, VC_JSON_STRING) &&
           vc_view_equal(node->u.text, text);
}

/* The member of that name, or NULL (also when `object` is none or NULL). */
struct vc_json *vc_json_get(const struct vc_json *object, struct vc_view name);

/* The text of the string member of that name; data is NULL where there is no
 * such member or it is no string. */
struct vc_view vc_json_get_text(const struct vc_json *object,
                                struct vc_view name);

/* Same JSON value: numbers by value, members in any order, items in order. */
bool vc_json_equal(const struct vc_json *a, const struct vc_json *b);

/* New nodes; NULL when there is no memory. Texts are not copied. */
struct vc_json *vc_json_null(struct vc_arena *arena);
struct vc_json *vc_json_bool(struct vc_arena *arena, bool value);
struct vc_json *vc_json_number(struct vc_arena *arena, double value);
struct vc_json *vc_json_string(struct vc_arena *arena, struct vc_view text);
struct vc_json *vc_json_array(struct vc_arena *arena);
struct vc_json *vc_json_object(struct vc_arena *arena);

/* A copy of the node and everything below; texts are shared, name and next are
 * not taken over. NULL when there is no memory. */
struct vc_json *vc_json_copy(struct vc_arena *arena,
                             const struct vc_json *node);

/* A copy of this node alone that shares what is below: enough to hang the same
 * value into a second tree that nobody changes. */
struct vc_json *vc_json_share(struct vc_arena *arena,
                              const struct vc_json *node);

/* Appends an item. A NULL item (no memory before) is VC_NO_MEMORY, so that
 * building needs one check per line. */
enum vc_status vc_json_append(struct vc_json *array, struct vc_json *item);

/* Appends a member; the caller knows that the name is new. NULL value is
 * VC_NO_MEMORY. */
enum vc_status vc_json_set(struct vc_json *object, struct vc_view name,
                           struct vc_json *value);

/* Appends a string member with a copy of the text, which need not be in the
 * arena; the name is not copied. */
enum vc_status vc_json_set_text(struct vc_arena *arena, struct vc_json *object,
                                struct vc_view name, struct vc_view text);

/* Puts the value in the place of a member of that name, or appends. */
enum vc_status vc_json_replace(struct vc_json *object, struct vc_view name,
                               struct vc_json *value);

/* Takes a member out; false when there is none of that name. */
bool vc_json_remove(struct vc_json *object, struct vc_view name);

/* Writes compact JSON (indent 0) or one member a line, in the order of the
 * tree, as UTF-8 with the shortest escapes; numbers by their kept text. */
enum vc_status vc_json_write(struct vc_arena *arena, const struct vc_json *node,
                             unsigned indent, struct vc_view *out);

/* The text of one string with its quotes, escaped as RFC 8785 section 3.2.2.2
 * says, which is also the shortest form of JSON. */
void vc_json_write_string(struct vc_buf *buf, struct vc_view text);

#endif
