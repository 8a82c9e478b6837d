/* SPDX-License-Identifier: Apache-2.0 */
/* Expansion of the members of a node that are keywords (JSON-LD 1.1 API,
 * section 5.1.2, step 13.4), and of reverse properties. */
#include "ld.h"

#include "vc/iri.h"

static enum vc_status
check_reference(struct vc_ld *ld, enum vc_status status, struct vc_view iri,
                struct vc_view word)
{
    if (!ld->safe ||
        (iri.data && (vc_ld_is_blank(iri) || vc_iri_is_absolute(iri))))
        return VC_OK;
    return vc_ld_fail(ld, status, word);
}

/* ---- keyword members (13.4) ---- */

static enum vc_status
keyword_id(struct vc_ld *ld, struct vc_expand_node *node,
           const struct vc_json *value, struct vc_json **out)
{
    if (value->kind != VC_JSON_STRING)
        return vc_ld_fail(ld, VC_LD_INVALID_ID_VALUE, value->name);
    struct vc_view iri;
    VC_TRY(vc_context_term_iri(ld, node->at.active, value->u.text, IRI_DOCUMENT,
                               NULL, &iri));
    bool good = iri.data && vc_iri_is_well_formed(iri);
    if (!good)
        VC_TRY(check_reference(ld, VC_SAFE_RELATIVE_IRI, iri, value->u.text));
    *out = iri.data ? vc_json_string(ld->arena, iri) : vc_json_null(ld->arena);
    if (!*out)
        return VC_NO_MEMORY;
    (*out)->is_iri = good;
    return VC_OK;
}

static enum vc_status
one_type(struct vc_ld *ld, struct vc_expand_node *node,
         const struct vc_json *value, struct vc_json **out)
{
    struct vc_view iri;
    if (value->kind != VC_JSON_STRING)
        return vc_ld_fail(ld, VC_LD_INVALID_TYPE_VALUE, VC_VIEW("@type"));
    const struct vc_term_def *def =
        vc_active_term(node->type_scoped, value->u.text);
    if (def && def->iri_is_well_formed) {
        *out = vc_json_string(ld->arena, def->iri);
        if (!*out)
            return VC_NO_MEMORY;
        (*out)->is_iri = 1;
        return VC_OK;
    }
    VC_TRY(vc_context_term_iri(ld, node->type_scoped, value->u.text,
                               IRI_VOCAB | IRI_DOCUMENT, NULL, &iri));
    if (!iri.data || vc_ld_keyword(iri) != KW_JSON)
        VC_TRY(check_reference(ld, VC_SAFE_UNDEFINED_TYPE, iri, value->u.text));
    *out = iri.data ? vc_json_string(ld->arena, iri) : NULL;
    return *out || !iri.data ? VC_OK : VC_NO_MEMORY;
}

static enum vc_status
keyword_type(struct vc_ld *ld, struct vc_expand_node *node,
             const struct vc_json *value)
{
    struct vc_json *types = NULL;
    if (value->kind == VC_JSON_ARRAY) {
        types = vc_json_array(ld->arena);
        if (!types)
            return VC_NO_MEMORY;
        for (VC_JSON_EACH(item, value)) {
            struct vc_json *type;
            VC_TRY(one_type(ld, node, item, &type));
            if (type)
                VC_TRY(vc_json_append(types, type));
        }
    } else {
        VC_TRY(one_type(ld, node, value, &types));
        if (!types)
            return VC_OK;
    }
    struct vc_json *old =
        vc_expand_result_get(&node->result, vc_ld_keywords[KW_TYPE]);
    if (!old)
        return vc_expand_result_set(ld, &node->result, vc_ld_keywords[KW_TYPE],
                                    types);
    struct vc_json *first = vc_json_share(ld->arena, old);
    if (!first)
        return VC_NO_MEMORY;
    VC_TRY(vc_expand_result_array(ld, &first));
    VC_TRY(vc_expand_result_array(ld, &types));
    vc_expand_result_append(first, types);
    old->kind = VC_JSON_ARRAY;
    old->count = first->count;
    old->u = first->u;
    return VC_OK;
}

static enum vc_status
keyword_included(struct vc_ld *ld, struct vc_expand_node *node,
                 const struct vc_json *value)
{
    if (ld->mode_1_0)
        return VC_OK;
    struct vc_expand_at at = {.active = node->at.active,
                              .base_url = node->at.base_url};
    struct vc_json *expanded;
    VC_TRY(vc_expand_element(ld, at, value, &expanded));
    if (!expanded)
        return vc_ld_fail(ld, VC_LD_INVALID_INCLUDED_VALUE, value->name);
    VC_TRY(vc_expand_result_array(ld, &expanded));
    for (VC_JSON_EACH(item, expanded)) {
        if (item->kind != VC_JSON_OBJECT || vc_expand_value_is_value(item) ||
            vc_expand_value_is_list(item) || vc_json_get(item, VC_VIEW("@set")))
            return vc_ld_fail(ld, VC_LD_INVALID_INCLUDED_VALUE, value->name);
    }
    return vc_expand_result_add(ld, &node->result, vc_ld_keywords[KW_INCLUDED],
                                expanded);
}

static enum vc_status
keyword_value(struct vc_ld *ld, struct vc_expand_node *node,
              const struct vc_json *value, struct vc_json **out)
{
    if (node->input_is_json) {
        if (ld->mode_1_0)
            return vc_ld_fail(ld, VC_LD_INVALID_VALUE_OBJECT_VALUE,
                              value->name);
    } else if (value->kind >= VC_JSON_ARRAY) {
        return vc_ld_fail(ld, VC_LD_INVALID_VALUE_OBJECT_VALUE, value->name);
    }
    *out = vc_json_share(ld->arena, value);
    return *out ? VC_OK : VC_NO_MEMORY;
}

/* @language, @direction and @index: a string as it is. */
static enum vc_status
keyword_text(struct vc_ld *ld, enum vc_keyword keyword,
             const struct vc_json *value, struct vc_json **out)
{
    enum vc_status wrong =
        keyword == KW_LANGUAGE    ? VC_LD_INVALID_LANGUAGE_TAGGED_STRING
        : keyword == KW_DIRECTION ? VC_LD_INVALID_BASE_DIRECTION
                                  : VC_LD_INVALID_INDEX_VALUE;
    if (value->kind != VC_JSON_STRING)
        return vc_ld_fail(ld, wrong, value->name);
    if (keyword == KW_DIRECTION && !vc_json_is_text(value, VC_VIEW("ltr")) &&
        !vc_json_is_text(value, VC_VIEW("rtl")))
        return vc_ld_fail(ld, wrong, value->u.text);
    if (keyword == KW_LANGUAGE)
        VC_TRY(vc_expand_value_check_language(ld, value->u.text));
    *out = vc_json_share(ld->arena, value);
    return *out ? VC_OK : VC_NO_MEMORY;
}

static enum vc_status
keyword_graph_list_set(struct vc_ld *ld, struct vc_expand_node *node,
                       enum vc_keyword keyword, const struct vc_json *value,
                       struct vc_json **out)
{
    struct vc_expand_at at = node->at;
    at.from_map = false;
    *out = NULL;
    if (keyword == KW_LIST &&
        (!at.property.data ||
         vc_view_equal(at.property, vc_ld_keywords[KW_GRAPH]))) {
        if (ld->safe)
            return vc_ld_fail(ld, VC_SAFE_DROPPED_VALUE, value->name);
        return VC_OK;
    }
    at.def = NULL;
    if (keyword == KW_GRAPH)
        at.property = vc_ld_keywords[KW_GRAPH];
    else if (at.property.data)
        at.def = vc_active_term(at.active, at.property);
    VC_TRY(vc_expand_element(ld, at, value, out));
    if (keyword == KW_SET)
        return VC_OK;
    if (!*out) {
        *out = vc_json_array(ld->arena);
        return *out ? VC_OK : VC_NO_MEMORY;
    }
    return vc_expand_result_array(ld, out);
}

/* ---- reverse properties ---- */

/* Adds the nodes in `items` as those that point here by `name`. */
enum vc_status
vc_expand_keyword_reverse(struct vc_ld *ld, struct vc_expand_node *node,
                          struct vc_view name, struct vc_json *items)
{
    if (!node->reverse.object) {
        node->reverse.object = vc_json_object(ld->arena);
        VC_TRY(vc_expand_result_set(ld, &node->result,
                                    vc_ld_keywords[KW_REVERSE],
                                    node->reverse.object));
    }
    VC_TRY(vc_expand_result_array(ld, &items));
    for (VC_JSON_EACH(item, items)) {
        if (vc_expand_value_is_value(item) || vc_expand_value_is_list(item))
            return vc_ld_fail(ld, VC_LD_INVALID_REVERSE_PROPERTY_VALUE, name);
    }
    return vc_expand_result_add(ld, &node->reverse, name, items);
}

static enum vc_status
keyword_reverse(struct vc_ld *ld, struct vc_expand_node *node,
                const struct vc_json *value)
{
    if (value->kind != VC_JSON_OBJECT)
        return vc_ld_fail(ld, VC_LD_INVALID_REVERSE_VALUE, value->name);
    struct vc_expand_at at = {.active = node->at.active,
                              .property = vc_ld_keywords[KW_REVERSE],
                              .base_url = node->at.base_url};
    struct vc_json *expanded;
    VC_TRY(vc_expand_element(ld, at, value, &expanded));
    struct vc_json *next;
    for (struct vc_json *m = expanded ? expanded->u.list.first : NULL; m;
         m = next) {
        next = m->next;
        m->next = NULL;
        if (!vc_view_equal(m->name, vc_ld_keywords[KW_REVERSE])) {
            VC_TRY(vc_expand_keyword_reverse(ld, node, m->name, m));
            continue;
        }
        /* Reversed twice is forward again. */
        struct vc_json *after;
        for (struct vc_json *p = m->u.list.first; p; p = after) {
            after = p->next;
            p->next = NULL;
            VC_TRY(vc_expand_result_add(ld, &node->result, p->name, p));
        }
    }
    return VC_OK;
}

enum vc_status
vc_expand_keyword_member(struct vc_ld *ld, struct vc_expand_node *node,
                         enum vc_keyword keyword, const struct vc_json *value)
{
    if (vc_view_equal(node->at.property, vc_ld_keywords[KW_REVERSE]))
        return vc_ld_fail(ld, VC_LD_INVALID_REVERSE_PROPERTY_MAP, value->name);
    /* Reverse properties make an @reverse too, before or behind this one: only
     * a second one of its own collides. */
    bool collides =
        keyword == KW_REVERSE
            ? node->has_reverse
            : keyword != KW_INCLUDED && keyword != KW_TYPE &&
                  vc_expand_result_get(&node->result, vc_ld_keywords[keyword]);
    if (collides)
        return vc_ld_fail(ld, VC_LD_COLLIDING_KEYWORDS, value->name);
    struct vc_json *expanded = NULL;
    switch (keyword) {
    case KW_ID:
        VC_TRY(keyword_id(ld, node, value, &expanded));
        break;
    case KW_TYPE:
        return keyword_type(ld, node, value);
    case KW_INCLUDED:
        return keyword_included(ld, node, value);
    case KW_VALUE:
        VC_TRY(keyword_value(ld, node, value, &expanded));
        break;
    case KW_DIRECTION:
        if (ld->mode_1_0)
            return VC_OK;
        VC_TRY(keyword_text(ld, keyword, value, &expanded));
        break;
    case KW_LANGUAGE:
    case KW_INDEX:
        VC_TRY(keyword_text(ld, keyword, value, &expanded));
        break;
    case KW_GRAPH:
    case KW_LIST:
    case KW_SET:
        VC_TRY(keyword_graph_list_set(ld, node, keyword, value, &expanded));
        break;
    case KW_REVERSE:
        node->has_reverse = true;
        return keyword_reverse(ld, node, value);
    default:
        /* A keyword that says nothing about a node. */
        if (ld->safe)
            return vc_ld_fail(ld, VC_SAFE_KEYWORD_LIKE, value->name);
        return VC_OK;
    }
    if (!expanded)
        return VC_OK;
    return vc_expand_result_set(ld, &node->result, vc_ld_keywords[keyword],
                                expanded);
}
