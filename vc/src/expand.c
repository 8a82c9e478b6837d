/* SPDX-License-Identifier: Apache-2.0 */
/* JSON-LD expansion: node objects, arrays, and the checks of safe mode. The
 * numbers in comments are the steps of JSON-LD 1.1 API, section 5.1.2. */
#include "ld.h"

#include "vc/iri.h"

/* ---- keys ---- */

struct key {
    const struct vc_term_def *def; /* or NULL */
    struct vc_view iri;            /* NULL data: null */
    enum vc_keyword keyword;
};

static enum vc_status
expand_key(struct vc_ld *ld, const struct vc_active *active,
           struct vc_view name, struct key *key)
{
    key->def = vc_active_term(active, name);
    if (key->def && name.data[0] != '@') {
        key->iri = key->def->iri;
        key->keyword = (enum vc_keyword)key->def->iri_keyword;
        return VC_OK;
    }
    VC_TRY(vc_context_term_iri(ld, active, name, IRI_VOCAB, NULL, &key->iri));
    key->keyword = key->iri.data ? vc_ld_keyword(key->iri) : KW_NOT;
    return VC_OK;
}

static bool
has_colon(struct vc_view text)
{
    return text.size && memchr(text.data, ':', text.size);
}

/* 13.3: is the property to be dropped? In safe mode that is an error. */
static enum vc_status
check_property(struct vc_ld *ld, struct vc_view name, const struct key *key,
               bool *drop)
{
    *drop = false;
    if (key->def && key->def->iri_is_absolute)
        return VC_OK;
    *drop = !key->iri.data || !has_colon(key->iri);
    if (!ld->safe)
        return VC_OK;
    if (vc_ld_has_keyword_form(name))
        return vc_ld_fail(ld, VC_SAFE_KEYWORD_LIKE, name);
    if (*drop)
        return vc_ld_fail(ld, VC_SAFE_UNDEFINED_TERM, name);
    if (vc_ld_is_blank(key->iri))
        return vc_ld_fail(ld, VC_SAFE_BLANK_PREDICATE, name);
    if (!vc_iri_is_absolute(key->iri))
        return vc_ld_fail(ld, VC_SAFE_UNDEFINED_TERM, name);
    return VC_OK;
}

/* ---- other members (13.5 to 13.14) ---- */

static enum vc_status
json_literal(struct vc_ld *ld, const struct vc_json *value,
             struct vc_json **out)
{
    *out = vc_json_object(ld->arena);
    VC_TRY(vc_json_set(*out, vc_ld_keywords[KW_VALUE],
                       vc_json_share(ld->arena, value)));
    return vc_json_set(*out, vc_ld_keywords[KW_TYPE],
                       vc_json_string(ld->arena, vc_ld_keywords[KW_JSON]));
}

static enum vc_status
wrap(struct vc_ld *ld, enum vc_keyword keyword, struct vc_json **value)
{
    VC_TRY(vc_expand_result_array(ld, value));
    struct vc_json *object = vc_json_object(ld->arena);
    VC_TRY(vc_json_set(object, vc_ld_keywords[keyword], *value));
    *value = object;
    return VC_OK;
}

/* 13.12: each value becomes a graph of its own. */
static enum vc_status
wrap_graphs(struct vc_ld *ld, struct vc_json **value)
{
    VC_TRY(vc_expand_result_array(ld, value));
    struct vc_json *graphs = vc_json_array(ld->arena);
    struct vc_json *next;
    for (struct vc_json *item = (*value)->u.list.first; item; item = next) {
        next = item->next;
        VC_TRY(wrap(ld, KW_GRAPH, &item));
        VC_TRY(vc_json_append(graphs, item));
    }
    *value = graphs;
    return graphs ? VC_OK : VC_NO_MEMORY;
}

static enum vc_status
plain_member(struct vc_ld *ld, struct vc_expand_node *node,
             const struct key *key, const struct vc_json *value)
{
    const struct vc_term_def *def = key->def;
    unsigned container = def ? def->container : 0;
    bool map = value->kind == VC_JSON_OBJECT;
    struct vc_expand_at at = {.active = node->at.active,
                              .def = def,
                              .property = value->name,
                              .base_url = node->at.base_url};
    struct vc_json *expanded;
    if (def && def->type_keyword == KW_JSON)
        VC_TRY(json_literal(ld, value, &expanded));
    else if ((container & CONTAINER_LANGUAGE) && map)
        VC_TRY(vc_expand_value_language_map(ld, at, value, &expanded));
    else if ((container & (CONTAINER_INDEX | CONTAINER_TYPE | CONTAINER_ID)) &&
             map)
        VC_TRY(vc_expand_value_map(ld, at, value, &expanded));
    else
        VC_TRY(vc_expand_element(ld, at, value, &expanded));
    if (!expanded)
        return VC_OK;
    if ((container & CONTAINER_LIST) && !vc_expand_value_is_list(expanded))
        VC_TRY(wrap(ld, KW_LIST, &expanded));
    if ((container & CONTAINER_GRAPH) &&
        !(container & (CONTAINER_ID | CONTAINER_INDEX)))
        VC_TRY(wrap_graphs(ld, &expanded));
    if (def && def->reverse)
        return vc_expand_keyword_reverse(ld, node, key->iri, expanded);
    VC_TRY(vc_expand_result_array(ld, &expanded));
    VC_TRY(vc_expand_result_add(ld, &node->result, key->iri, expanded));
    expanded->is_iri = def && def->iri_is_well_formed;
    return VC_OK;
}

/* ---- nodes ---- */

static enum vc_status expand_members(struct vc_ld *ld,
                                     struct vc_expand_node *node,
                                     const struct vc_json *element);

/* 14: the values of one @nest member, as if they stood outside. */
static enum vc_status
expand_nest(struct vc_ld *ld, struct vc_expand_node *node,
            const struct vc_json *nest)
{
    const struct vc_term_def *def = vc_active_term(node->at.active, nest->name);
    const struct vc_active *outside = node->at.active;
    const struct vc_json *value =
        nest->kind == VC_JSON_ARRAY ? nest->u.list.first : nest;
    for (; value; value = nest->kind == VC_JSON_ARRAY ? value->next : NULL) {
        if (value->kind != VC_JSON_OBJECT)
            return vc_ld_fail(ld, VC_LD_INVALID_NEST_VALUE, nest->name);
        for (VC_JSON_EACH(member, value)) {
            struct key key;
            VC_TRY(expand_key(ld, node->at.active, member->name, &key));
            if (key.keyword == KW_VALUE)
                return vc_ld_fail(ld, VC_LD_INVALID_NEST_VALUE, nest->name);
        }
        if (def && def->context)
            VC_TRY(vc_context_scoped(ld, outside, def, CONTEXT_OVERRIDE,
                                     &node->at.active));
        VC_TRY(expand_members(ld, node, value));
        node->at.active = outside;
    }
    return VC_OK;
}

/* 13 for one member. `is_nest`: it waits until the others are done. */
static enum vc_status
expand_member(struct vc_ld *ld, struct vc_expand_node *node,
              const struct vc_json *member, bool *is_nest)
{
    *is_nest = false;
    if (vc_view_equal(member->name, vc_ld_keywords[KW_CONTEXT]))
        return VC_OK;
    struct key key;
    VC_TRY(expand_key(ld, node->at.active, member->name, &key));
    if (key.keyword == KW_NEST) {
        *is_nest = true;
        if (vc_view_equal(node->at.property, vc_ld_keywords[KW_REVERSE]))
            return vc_ld_fail(ld, VC_LD_INVALID_REVERSE_PROPERTY_MAP,
                              member->name);
        return VC_OK;
    }
    if (key.keyword != KW_NOT)
        return vc_expand_keyword_member(ld, node, key.keyword, member);
    bool drop;
    VC_TRY(check_property(ld, member->name, &key, &drop));
    return drop ? VC_OK : plain_member(ld, node, &key, member);
}

static enum vc_status
expand_members(struct vc_ld *ld, struct vc_expand_node *node,
               const struct vc_json *element)
{
    const struct vc_json **members = NULL;
    if (ld->ordered) {
        members = vc_expand_value_members(ld, element, false);
        if (!members)
            return VC_NO_MEMORY;
    }
    const struct vc_json *member = vc_json_first(element);
    size_t nests = 0;
    struct vc_path here = {.up = ld->path};
    ld->path = &here;
    for (size_t i = 0; i < element->count; i++) {
        if (members)
            member = members[i];
        bool is_nest;
        here.name = member->name;
        VC_TRY(expand_member(ld, node, member, &is_nest));
        nests += is_nest;
        member = member->next;
    }
    member = vc_json_first(element);
    for (size_t i = 0; nests > 0 && i < element->count; i++) {
        if (members)
            member = members[i];
        struct key key;
        here.name = member->name;
        VC_TRY(expand_key(ld, node->at.active, member->name, &key));
        if (key.keyword == KW_NEST)
            VC_TRY(expand_nest(ld, node, member));
        member = member->next;
    }
    ld->path = here.up;
    return VC_OK;
}

/* ---- contexts of a node (7 to 12) ---- */

/* Only keywords and terms of these lengths can stand for the keyword. */
static bool
may_be(uint64_t sizes, struct vc_view name)
{
    return (sizes >> (name.size & 63) & 1) ||
           (name.size > 0 && name.data[0] == '@');
}

/* 7: does the node keep a context that does not propagate? */
static enum vc_status
keeps_context(struct vc_ld *ld, const struct vc_active *active,
              const struct vc_json *element, bool *keeps)
{
    *keeps = false;
    for (VC_JSON_EACH(member, element)) {
        struct key key;
        if (!may_be(active->id_value_sizes, member->name))
            continue;
        VC_TRY(expand_key(ld, active, member->name, &key));
        if (key.keyword == KW_VALUE ||
            (key.keyword == KW_ID && element->count == 1))
            *keeps = true;
    }
    return VC_OK;
}

/* 11 for one @type member: the context of each type, in the order of names. */
static enum vc_status
enter_types(struct vc_ld *ld, struct vc_expand_node *node,
            const struct vc_json *value)
{
    if (value->kind == VC_JSON_STRING) {
        const struct vc_term_def *def =
            vc_active_term(node->type_scoped, value->u.text);
        if (!def || !def->context)
            return VC_OK;
        return vc_context_scoped(ld, node->at.active, def, CONTEXT_NO_PROPAGATE,
                                 &node->at.active);
    }
    if (value->kind != VC_JSON_ARRAY)
        return VC_OK;
    struct vc_view *names =
        vc_arena_array(ld->arena, value->count, sizeof *names);
    if (!names)
        return VC_NO_MEMORY;
    size_t count = 0;
    for (VC_JSON_EACH(item, value)) {
        const struct vc_term_def *def =
            item->kind == VC_JSON_STRING
                ? vc_active_term(node->type_scoped, item->u.text)
                : NULL;
        if (def && def->context)
            names[count++] = item->u.text;
    }
    vc_expand_value_sort(names, count);
    for (size_t i = 0; i < count; i++) {
        const struct vc_term_def *def =
            vc_active_term(node->type_scoped, names[i]);
        VC_TRY(vc_context_scoped(ld, node->at.active, def, CONTEXT_NO_PROPAGATE,
                                 &node->at.active));
    }
    return VC_OK;
}

static enum vc_status
is_type_member(struct vc_ld *ld, const struct vc_active *active,
               struct vc_view name, bool *is)
{
    struct key key;
    *is = false;
    if (!may_be(active->type_sizes, name))
        return VC_OK;
    VC_TRY(expand_key(ld, active, name, &key));
    *is = key.keyword == KW_TYPE;
    return VC_OK;
}

/* 12: the last value of the first @type member. */
static enum vc_status
note_input_type(struct vc_ld *ld, struct vc_expand_node *node,
                const struct vc_json *value)
{
    if (value->kind == VC_JSON_ARRAY)
        value = value->u.list.last;
    if (!vc_json_is(value, VC_JSON_STRING))
        return VC_OK;
    struct vc_view iri;
    VC_TRY(vc_context_term_iri(ld, node->at.active, value->u.text, IRI_VOCAB,
                               NULL, &iri));
    node->input_is_json =
        iri.data && vc_view_equal(iri, vc_ld_keywords[KW_JSON]);
    return VC_OK;
}

/* 10 to 12. Members that mean @type count in the order of their names; there
 * is nearly always one. */
static enum vc_status
enter_type_scope(struct vc_ld *ld, struct vc_expand_node *node,
                 const struct vc_json *element)
{
    node->type_scoped = node->at.active;
    const struct vc_json *only = NULL;
    size_t count = 0;
    for (VC_JSON_EACH(member, element)) {
        bool is;
        VC_TRY(is_type_member(ld, node->type_scoped, member->name, &is));
        if (is && ++count == 1)
            only = member;
    }
    if (count == 0)
        return VC_OK;
    if (count == 1) {
        VC_TRY(enter_types(ld, node, only));
        return note_input_type(ld, node, only);
    }
    const struct vc_json **members = vc_expand_value_members(ld, element, true);
    if (!members)
        return VC_NO_MEMORY;
    only = NULL;
    for (size_t i = 0; i < element->count; i++) {
        bool is;
        VC_TRY(is_type_member(ld, node->type_scoped, members[i]->name, &is));
        if (!is)
            continue;
        VC_TRY(enter_types(ld, node, members[i]));
        only = only ? only : members[i];
    }
    return note_input_type(ld, node, only);
}

/* 7 to 9. */
static enum vc_status
enter_contexts(struct vc_ld *ld, struct vc_expand_node *node,
               const struct vc_json *element)
{
    struct vc_expand_at *at = &node->at;
    if (at->active->previous && !at->from_map) {
        bool keeps;
        VC_TRY(keeps_context(ld, at->active, element, &keeps));
        if (!keeps)
            at->active = at->active->previous;
    }
    if (at->def && at->def->context)
        VC_TRY(vc_context_scoped(ld, at->active, at->def, CONTEXT_OVERRIDE,
                                 &at->active));
    const struct vc_json *context =
        vc_json_get(element, vc_ld_keywords[KW_CONTEXT]);
    if (context) {
        struct vc_path here = {.up = ld->path, .name = context->name};
        ld->path = &here;
        VC_TRY(vc_context_process(ld, at->active, context, at->base_url, NULL,
                                  0, &at->active));
        ld->path = here.up;
    }
    return enter_type_scope(ld, node, element);
}

/* ---- what comes of a node (15 to 19) ---- */

static enum vc_status
check_value_object(struct vc_ld *ld, struct vc_expand_node *node,
                   struct vc_json **out)
{
    const struct vc_json *of[KW_COUNT] = {NULL};
    struct vc_json *object = node->result.object;
    for (VC_JSON_EACH(member, object)) {
        enum vc_keyword keyword = vc_ld_keyword(member->name);
        of[keyword] = member;
        if (keyword != KW_DIRECTION && keyword != KW_INDEX &&
            keyword != KW_LANGUAGE && keyword != KW_TYPE && keyword != KW_VALUE)
            return vc_ld_fail(ld, VC_LD_INVALID_VALUE_OBJECT, member->name);
    }
    const struct vc_json *type = of[KW_TYPE];
    const struct vc_json *value = of[KW_VALUE];
    if (type && (of[KW_LANGUAGE] || of[KW_DIRECTION]))
        return vc_ld_fail(ld, VC_LD_INVALID_VALUE_OBJECT, type->name);
    *out = object;
    if (type && vc_json_is_text(type, vc_ld_keywords[KW_JSON]))
        return VC_OK;
    if (value->kind == VC_JSON_NULL) {
        *out = NULL;
        return ld->safe ? vc_ld_fail(ld, VC_SAFE_DROPPED_VALUE, value->name)
                        : VC_OK;
    }
    if (of[KW_LANGUAGE] && value->kind != VC_JSON_STRING)
        return vc_ld_fail(ld, VC_LD_INVALID_LANGUAGE_TAGGED_VALUE,
                          of[KW_LANGUAGE]->name);
    if (type &&
        (type->kind != VC_JSON_STRING || !vc_iri_is_well_formed(type->u.text)))
        return vc_ld_fail(ld, VC_LD_INVALID_TYPED_VALUE,
                          type->kind == VC_JSON_STRING ? type->u.text
                                                       : type->name);
    return VC_OK;
}

static enum vc_status
check_set_or_list(struct vc_ld *ld, struct vc_expand_node *node,
                  struct vc_json **out)
{
    struct vc_json *object = node->result.object;
    struct vc_json *set = NULL;
    for (struct vc_json *m = object->u.list.first; m; m = m->next) {
        enum vc_keyword keyword = vc_ld_keyword(m->name);
        if (keyword == KW_SET)
            set = m;
        if ((keyword == KW_SET || keyword == KW_LIST) || keyword == KW_INDEX)
            continue;
        return vc_ld_fail(ld, VC_LD_INVALID_SET_OR_LIST_OBJECT, m->name);
    }
    if (object->count > 2 ||
        (object->count == 2 && !vc_json_get(object, VC_VIEW("@index"))))
        return vc_ld_fail(ld, VC_LD_INVALID_SET_OR_LIST_OBJECT,
                          VC_VIEW("@list"));
    *out = object;
    if (set) {
        *out = vc_json_share(ld->arena, set);
        return *out ? VC_OK : VC_NO_MEMORY;
    }
    return VC_OK;
}

/* 19: what stands free at the top or in a graph says nothing. */
static enum vc_status
drop_free(struct vc_ld *ld, struct vc_json **out)
{
    struct vc_json *object = *out;
    if (object->kind != VC_JSON_OBJECT)
        return VC_OK;
    bool free_id =
        object->count == 1 && vc_json_get(object, vc_ld_keywords[KW_ID]);
    if (object->count > 0 && !free_id && !vc_expand_value_is_value(object) &&
        !vc_expand_value_is_list(object))
        return VC_OK;
    *out = NULL;
    return ld->safe ? vc_ld_fail(ld, VC_SAFE_DROPPED_VALUE,
                                 object->count ? object->u.list.first->name
                                               : VC_VIEW("{}"))
                    : VC_OK;
}

static enum vc_status
finish_node(struct vc_ld *ld, struct vc_expand_node *node, struct vc_json **out)
{
    struct vc_json *object = node->result.object;
    struct vc_json *type =
        vc_expand_result_get(&node->result, vc_ld_keywords[KW_TYPE]);
    *out = object;
    if (vc_expand_result_get(&node->result, vc_ld_keywords[KW_VALUE])) {
        VC_TRY(check_value_object(ld, node, out));
    } else if (type && type->kind != VC_JSON_ARRAY) {
        struct vc_json *only = vc_json_share(ld->arena, type);
        struct vc_view name = type->name;
        struct vc_json *array = vc_json_array(ld->arena);
        VC_TRY(vc_json_append(array, only));
        type->kind = VC_JSON_ARRAY;
        type->name = name;
        type->count = 1;
        type->u = array->u;
    } else if (vc_expand_result_get(&node->result, vc_ld_keywords[KW_SET]) ||
               vc_expand_result_get(&node->result, vc_ld_keywords[KW_LIST])) {
        VC_TRY(check_set_or_list(ld, node, out));
    }
    if (!*out)
        return VC_OK;
    if (*out == object && object->count == 1 &&
        vc_expand_result_get(&node->result, vc_ld_keywords[KW_LANGUAGE])) {
        *out = NULL;
        return ld->safe ? vc_ld_fail(ld, VC_SAFE_DROPPED_VALUE,
                                     vc_ld_keywords[KW_LANGUAGE])
                        : VC_OK;
    }
    if (!node->at.property.data ||
        vc_view_equal(node->at.property, vc_ld_keywords[KW_GRAPH]))
        return drop_free(ld, out);
    return VC_OK;
}

/* ---- elements ---- */

static enum vc_status
expand_object(struct vc_ld *ld, struct vc_expand_at at,
              const struct vc_json *element, struct vc_json **out)
{
    struct vc_expand_node node = {.at = at};
    VC_TRY(enter_contexts(ld, &node, element));
    node.result.object = vc_json_object(ld->arena);
    if (!node.result.object)
        return VC_NO_MEMORY;
    node.at.from_map = false;
    VC_TRY(expand_members(ld, &node, element));
    return finish_node(ld, &node, out);
}

/* 5. */
static enum vc_status
expand_array(struct vc_ld *ld, struct vc_expand_at at,
             const struct vc_json *element, struct vc_json **out)
{
    struct vc_json *result = vc_json_array(ld->arena);
    if (!result)
        return VC_NO_MEMORY;
    bool list = at.def && (at.def->container & CONTAINER_LIST);
    struct vc_path here = {.up = ld->path};
    ld->path = &here;
    for (VC_JSON_EACH(item, element)) {
        struct vc_json *expanded;
        VC_TRY(vc_expand_element(ld, at, item, &expanded));
        here.index++;
        if (!expanded)
            continue;
        if (list && expanded->kind == VC_JSON_ARRAY)
            VC_TRY(wrap(ld, KW_LIST, &expanded));
        if (expanded->kind == VC_JSON_ARRAY)
            vc_expand_result_append(result, expanded);
        else
            VC_TRY(vc_json_append(result, expanded));
    }
    ld->path = here.up;
    *out = result;
    return VC_OK;
}

/* 4. */
static enum vc_status
expand_scalar(struct vc_ld *ld, struct vc_expand_at at,
              const struct vc_json *element, struct vc_json **out)
{
    *out = NULL;
    if (!at.property.data ||
        vc_view_equal(at.property, vc_ld_keywords[KW_GRAPH])) {
        struct vc_view word = {NULL, 0};
        if (element->kind == VC_JSON_STRING)
            word = element->u.text;
        return ld->safe ? vc_ld_fail(ld, VC_SAFE_DROPPED_VALUE, word) : VC_OK;
    }
    const struct vc_term_def *def = at.def;
    if (def && def->context)
        VC_TRY(vc_context_scoped(ld, at.active, def, CONTEXT_OVERRIDE,
                                 &at.active));
    if (def && def->context)
        def = vc_active_term(at.active, at.property);
    return vc_expand_value(ld, at.active, def, element, out);
}

enum vc_status
vc_expand_element(struct vc_ld *ld, struct vc_expand_at at,
                  const struct vc_json *element, struct vc_json **out)
{
    switch (element->kind) {
    case VC_JSON_NULL:
        *out = NULL;
        return VC_OK;
    case VC_JSON_ARRAY:
        return expand_array(ld, at, element, out);
    case VC_JSON_OBJECT:
        return expand_object(ld, at, element, out);
    default:
        return expand_scalar(ld, at, element, out);
    }
}

/* ---- the document ---- */

static enum vc_status
enter_expand_context(struct vc_ld *ld, const struct vc_json *context,
                     struct vc_view base, const struct vc_active **active)
{
    if (!context)
        return VC_OK;
    const struct vc_json *inner = vc_json_get(context, VC_VIEW("@context"));
    return vc_context_process(ld, *active, inner ? inner : context, base, NULL,
                              0, active);
}

enum vc_status
vc_expand(struct vc_arena *arena, const struct vc_context_set *set,
          const struct vc_json *document,
          const struct vc_expand_options *options, struct vc_json **out,
          struct vc_error *error)
{
    struct vc_ld ld;
    struct vc_memo memo = {0};
    VC_TRY(vc_ld_init(&ld, arena, set, options, &memo, error));
    struct vc_expand_at at = {.active = ld.initial};
    if (options)
        at.base_url = options->base;
    VC_TRY(enter_expand_context(&ld, options ? options->expand_context : NULL,
                                at.base_url, &at.active));
    struct vc_json *result;
    VC_TRY(vc_expand_element(&ld, at, document, &result));
    if (result && result->kind == VC_JSON_OBJECT && result->count == 1) {
        struct vc_json *graph = vc_json_get(result, VC_VIEW("@graph"));
        if (graph)
            result = vc_json_share(arena, graph);
    } else if (!result) {
        result = vc_json_array(arena);
    }
    if (!result)
        return VC_NO_MEMORY;
    VC_TRY(vc_expand_result_array(&ld, &result));
    *out = result;
    return VC_OK;
}
