/* SPDX-License-Identifier: Apache-2.0 */
/* xml: a small strict reader of XML 1.0 with namespaces, for pictures.
 *
 * No document type of its own: a name of one is skipped, declarations are
 * refused, so nothing is ever expanded or loaded. UTF-8 only. Comments and
 * instructions are skipped. */
#ifndef VC_XML_H
#define VC_XML_H

#include "vc/alloc.h"
#include "vc/status.h"

enum {
    VC_XML_MAX_DEPTH = 256,
    VC_XML_MAX_ATTRIBUTES = 64, /* of one element */
    VC_XML_MAX_NAMESPACES = 64  /* declared at one time */
};

enum vc_xml_kind {
    VC_XML_START, /* of an element; an empty one has its end, too */
    VC_XML_END,
    VC_XML_TEXT,  /* as it stands, with references */
    VC_XML_CDATA, /* without its marks */
    VC_XML_DONE
};

struct vc_xml_attribute {
    struct vc_view name;
    struct vc_view value; /* as it stands, with references */
};

struct vc_xml {
    struct vc_arena *arena;
    struct vc_view text;
    size_t at;
    struct vc_error *error;

    /* The token that was read last. */
    enum vc_xml_kind kind;
    size_t start;        /* where it begins in the text; `at` is its end */
    struct vc_view name; /* of an element, with its prefix */
    struct vc_view content;
    bool empty; /* a start without an end of its own: <a/> */
    struct vc_xml_attribute attributes[VC_XML_MAX_ATTRIBUTES];
    size_t attribute_count;

    /* Open elements, the one just started included. */
    struct vc_view open[VC_XML_MAX_DEPTH];
    size_t depth;
    struct {
        struct vc_view prefix; /* empty: of names without one */
        struct vc_view address;
        size_t depth;
    } spaces[VC_XML_MAX_NAMESPACES];
    size_t space_count;
    bool pending_end; /* of an empty element */
    bool had_root;
};

/* Begin; checks that all of `text` is UTF-8. Errors of this and the next:
 * VC_BAKE_DAMAGED with line and column, VC_LIMIT, VC_NO_MEMORY. */
enum vc_status vc_xml_open(struct vc_xml *x, struct vc_arena *arena,
                           struct vc_view text, struct vc_error *error);

/* Read the next token; VC_XML_DONE once, behind the root. */
enum vc_status vc_xml_next(struct vc_xml *x);

/* Is the element of the token called so in that namespace? Only of a start. */
bool vc_xml_is(const struct vc_xml *x, struct vc_view name_space,
               struct vc_view local);

/* The namespace of a prefix (empty: of none); data is NULL when there is
 * none. */
struct vc_view vc_xml_space(const struct vc_xml *x, struct vc_view prefix);

/* The attribute of a start by its name as it stands, or NULL. */
const struct vc_xml_attribute *vc_xml_attribute_get(const struct vc_xml *x,
                                                    struct vc_view name);

/* A text or value with references replaced and ends of lines as XML wants
 * them. */
enum vc_status vc_xml_decode(struct vc_xml *x, struct vc_view raw,
                             bool attribute, struct vc_view *out);

/* Fail where the reader is: VC_BAKE_DAMAGED. */
enum vc_status vc_xml_fail(const struct vc_xml *x, const char *what);

/* The same with VC_LIMIT. */
enum vc_status vc_xml_limit(const struct vc_xml *x, const char *what);

#endif
