/* SPDX-License-Identifier: Apache-2.0 */
/* JSON-LD compaction: nodes, arrays, lists, and the document. The numbers in
 * comments are the steps of JSON-LD 1.1 API, section 6.1.2.
 *
 * Where the letter of a step would give a document that no longer says the
 * same, this follows what expansion will read; a comment names each place. */
#include "compact_work.h"

/* Levels of nodes and lists; a document of 512 levels of JSON has no more. */
enum { MAX_DEPTH = 1024 };

/* One node while it is compacted. */
struct node {
    struct vc_compact_at at;
    const struct vc_active *type_scoped; /* its types are terms of this */
    const struct vc_term_def *def;       /* of the active property, or NULL */
    struct vc_json *result;
    bool inside_reverse;
};

/* ---- "add value" ---- */

/* Makes the value of a member an array with that value in it. */
static enum vc_status
wrap_member(struct vc_compact_run *run, struct vc_json *member)
{
    struct vc_json *array = vc_json_array(run->ld.arena);
    VC_TRY(vc_json_append(array, vc_json_share(run->ld.arena, member)));
    member->kind = VC_JSON_ARRAY;
    member->count = 1;
    member->u = array->u;
    return VC_OK;
}

static enum vc_status
add_one(struct vc_compact_run *run, struct vc_json *object, struct vc_view name,
        struct vc_json *value)
{
    struct vc_json *there = vc_ld_index_member(&run->index, object, name);
    if (!there)
        return vc_ld_index_set(&run->index, object, name, value);
    if (there->kind != VC_JSON_ARRAY)
        VC_TRY(wrap_member(run, there));
    return vc_json_append(there, value);
}

enum vc_status
vc_compact_add(struct vc_compact_run *run, struct vc_json *object,
               struct vc_view name, struct vc_json *value, bool as_array)
{
    if (as_array) {
        struct vc_json *there;
        VC_TRY(
            vc_ld_index_make(&run->index, object, name, VC_JSON_ARRAY, &there));
        if (there->kind != VC_JSON_ARRAY)
            VC_TRY(wrap_member(run, there));
    }
    if (!value || value->kind != VC_JSON_ARRAY)
        return add_one(run, object, name, value);
    struct vc_json *next;
    for (struct vc_json *item = value->u.list.first; item; item = next) {
        next = item->next;
        VC_TRY(add_one(run, object, name, item));
    }
    return VC_OK;
}

/* ---- keyword members (12.1 to 12.6) ---- */

/* 12.1. */
static enum vc_status
add_id(struct vc_compact_run *run, struct node *node,
       const struct vc_json *value)
{
    struct vc_view alias;
    struct vc_json *id = vc_json_share(run->ld.arena, value);
    if (vc_json_is(id, VC_JSON_STRING))
        VC_TRY(vc_compact_iri(run, node->at.active, id->u.text, NULL, 0,
                              &id->u.text));
    VC_TRY(vc_compact_iri_keyword(run, node->at.active, KW_ID, &alias));
    return vc_ld_index_set(&run->index, node->result, alias, id);
}

static enum vc_status
compact_type(struct vc_compact_run *run, const struct node *node,
             const struct vc_json *type, struct vc_json **out)
{
    struct vc_view text;
    if (type->kind != VC_JSON_STRING)
        return vc_ld_fail(&run->ld, VC_INVALID, vc_ld_keywords[KW_TYPE]);
    VC_TRY(vc_compact_iri(run, node->type_scoped, type->u.text, NULL,
                          COMPACT_VOCAB, &text));
    *out = vc_json_string(run->ld.arena, text);
    return *out ? VC_OK : VC_NO_MEMORY;
}

/* 12.2. */
static enum vc_status
add_types(struct vc_compact_run *run, struct node *node,
          const struct vc_json *value)
{
    struct vc_view alias;
    VC_TRY(vc_compact_iri_keyword(run, node->at.active, KW_TYPE, &alias));
    const struct vc_term_def *def = vc_active_term(node->at.active, alias);
    bool as_array = !run->compact_arrays || (!run->ld.mode_1_0 && def &&
                                             (def->container & CONTAINER_SET));
    struct vc_json *types = vc_json_array(run->ld.arena);
    bool many = value->kind == VC_JSON_ARRAY;
    const struct vc_json *type = many ? vc_json_first(value) : value;
    for (; type; type = many ? type->next : NULL) {
        struct vc_json *compacted;
        VC_TRY(compact_type(run, node, type, &compacted));
        VC_TRY(vc_json_append(types, compacted));
    }
    if (!types)
        return VC_NO_MEMORY;
    return vc_compact_add(run, node->result, alias, types,
                          as_array || types->count == 0);
}

/* 12.3: what terms of reverse properties say stands in the node itself. */
static enum vc_status
add_reverse(struct vc_compact_run *run, struct node *node,
            const struct vc_json *value)
{
    const struct vc_active *active = node->at.active;
    struct vc_compact_at at = {.active = active,
                               .property = vc_ld_keywords[KW_REVERSE]};
    struct vc_json *compacted;
    struct vc_json *rest = vc_json_object(run->ld.arena);
    VC_TRY(vc_compact_element(run, at, value, &compacted));
    if (compacted->kind != VC_JSON_OBJECT)
        return vc_ld_fail(&run->ld, VC_INVALID, value->name);
    struct vc_json *next;
    for (struct vc_json *m = compacted->u.list.first; m; m = next) {
        next = m->next;
        struct vc_view name = m->name;
        const struct vc_term_def *def = vc_active_term(active, name);
        if (!def || !def->reverse) {
            VC_TRY(vc_json_set(rest, name, m));
            continue;
        }
        bool as_array =
            !run->compact_arrays || (def->container & CONTAINER_SET);
        VC_TRY(vc_compact_add(run, node->result, name, m, as_array));
    }
    if (!rest)
        return VC_NO_MEMORY;
    if (rest->count == 0)
        return VC_OK;
    struct vc_view alias;
    VC_TRY(vc_compact_iri_keyword(run, active, KW_REVERSE, &alias));
    return vc_ld_index_set(&run->index, node->result, alias, rest);
}

/* 12.5 and 12.6. */
static enum vc_status
add_keyword(struct vc_compact_run *run, struct node *node,
            enum vc_keyword keyword, const struct vc_json *value)
{
    struct vc_view alias;
    if (keyword == KW_INDEX && node->def &&
        (node->def->container & CONTAINER_INDEX))
        return VC_OK;
    VC_TRY(vc_compact_iri_keyword(run, node->at.active, keyword, &alias));
    return vc_ld_index_set(&run->index, node->result, alias,
                           vc_json_share(run->ld.arena, value));
}

/* ---- other members (12.7 and 12.8) ---- */

/* 12.8.2 and 12.8.3: the object that takes the values of a term. A map of
 * reverse properties holds no @nest: expansion would refuse it. */
static enum vc_status
find_nest(struct vc_compact_run *run, struct node *node,
          const struct vc_term_def *def, struct vc_json **out)
{
    struct vc_view iri;
    *out = node->result;
    if (!def || !def->nest.data || node->inside_reverse)
        return VC_OK;
    VC_TRY(vc_context_term_iri(&run->ld, node->at.active, def->nest, IRI_VOCAB,
                               NULL, &iri));
    if (!iri.data || vc_ld_keyword(iri) != KW_NEST)
        return vc_ld_fail(&run->ld, VC_LD_INVALID_NEST_VALUE, def->nest);
    return vc_ld_index_make(&run->index, node->result, def->nest,
                            VC_JSON_OBJECT, out);
}

/* 12.8.1 to 12.8.5; `value` is one item, or the empty array of 12.7. */
static enum vc_status
choose_term(struct vc_compact_run *run, struct node *node,
            const struct vc_json *property, const struct vc_json *value,
            struct vc_compact_item *item)
{
    enum vc_keyword keyword = vc_ld_keyword(property->name);
    unsigned how =
        COMPACT_VOCAB | (node->inside_reverse ? COMPACT_REVERSE : 0u);
    item->active = node->at.active;
    item->expanded = value;
    VC_TRY(vc_compact_iri(run, node->at.active, property->name, value, how,
                          &item->term));
    item->def = vc_active_term(node->at.active, item->term);
    item->as_array = !run->compact_arrays || keyword == KW_GRAPH ||
                     keyword == KW_LIST ||
                     (item->def && (item->def->container & CONTAINER_SET));
    return find_nest(run, node, item->def, &item->into);
}

/* A term whose value is a list or a JSON literal as a whole has room for one. A
 * second one stands under the whole IRI; the standard loses one of the two. */
static enum vc_status
add_whole(struct vc_compact_run *run, struct node *node,
          const struct vc_json *property, struct vc_compact_item *item)
{
    if (!vc_ld_index_member(&run->index, item->into, item->term))
        return vc_ld_index_set(&run->index, item->into, item->term,
                               item->compacted);
    struct vc_compact_at at = {.active = node->at.active,
                               .property = property->name};
    if (run->ld.mode_1_0 || vc_active_term(at.active, property->name))
        return vc_ld_fail(&run->ld, VC_LD_COMPACTION_TO_LIST_OF_LISTS,
                          item->term);
    VC_TRY(vc_compact_element(run, at, item->expanded, &item->compacted));
    return vc_compact_add(run, node->result, property->name, item->compacted,
                          !run->compact_arrays);
}

/* 12.8.7 with a list container: the term holds the items themselves. */
static enum vc_status
add_list(struct vc_compact_run *run, struct node *node,
         const struct vc_json *property, struct vc_compact_item *item)
{
    if (item->compacted->kind != VC_JSON_ARRAY) {
        struct vc_json *array = vc_json_array(run->ld.arena);
        VC_TRY(vc_json_append(array, item->compacted));
        item->compacted = array;
    }
    return add_whole(run, node, property, item);
}

/* 12.8.8.4: a graph as an object of its own; one node needs no array, and a
 * graph container has not taken the index. */
static enum vc_status
unwrap_graph(struct vc_compact_run *run, struct vc_compact_item *item)
{
    struct vc_view alias;
    VC_TRY(vc_compact_iri_keyword(run, item->active, KW_GRAPH, &alias));
    struct vc_json *graph = vc_json_get(item->compacted, alias);
    if (run->compact_arrays && vc_json_is(graph, VC_JSON_ARRAY) &&
        graph->count == 1)
        VC_TRY(vc_json_replace(item->compacted, alias, graph->u.list.first));
    const struct vc_json *index =
        vc_json_get(item->expanded, vc_ld_keywords[KW_INDEX]);
    unsigned both = CONTAINER_GRAPH | CONTAINER_INDEX;
    if (!index || !item->def || (item->def->container & both) != both)
        return VC_OK;
    VC_TRY(vc_compact_iri_keyword(run, item->active, KW_INDEX, &alias));
    return vc_json_set(item->compacted, alias,
                       vc_json_share(run->ld.arena, index));
}

/* 12.8.8.3: several nodes of one graph where several graphs could stand. */
static enum vc_status
add_simple_graph(struct vc_compact_run *run, struct vc_compact_item *item)
{
    if (item->compacted->kind == VC_JSON_ARRAY && item->compacted->count != 1) {
        struct vc_view alias;
        struct vc_json *object = vc_json_object(run->ld.arena);
        VC_TRY(vc_compact_iri_keyword(run, item->active, KW_INCLUDED, &alias));
        VC_TRY(vc_json_set(object, alias, item->compacted));
        item->compacted = object;
    }
    return vc_compact_add(run, item->into, item->term, item->compacted,
                          item->as_array);
}

/* Is the graph what a value of the graph container says by itself? */
static bool
fits_graph_container(const struct vc_compact_item *item)
{
    unsigned container = item->def ? item->def->container : 0;
    bool id = vc_json_get(item->expanded, vc_ld_keywords[KW_ID]) != NULL;
    return (container & CONTAINER_GRAPH) && ((container & CONTAINER_ID) || !id);
}

/* 12.8.6 to 12.8.10 for one value. */
static enum vc_status
add_item(struct vc_compact_run *run, struct node *node,
         const struct vc_json *property, const struct vc_json *value)
{
    struct vc_compact_item item;
    VC_TRY(choose_term(run, node, property, value, &item));
    unsigned container = item.def ? item.def->container : 0;
    struct vc_compact_at at = {.active = node->at.active,
                               .property = item.term,
                               .from_map = container & CONTAINER_INDEX};
    const struct vc_json *element = value;
    bool graph = vc_compact_value_is_graph(value);
    bool bare_graph = graph && fits_graph_container(&item);
    bool bare_list =
        (container & CONTAINER_LIST) && vc_expand_value_is_list(value);
    if (bare_list)
        element = vc_json_get(value, vc_ld_keywords[KW_LIST]);
    else if (bare_graph)
        element = vc_json_get(value, vc_ld_keywords[KW_GRAPH]);
    VC_TRY(vc_compact_element(run, at, element, &item.compacted));
    if (bare_list)
        return add_list(run, node, property, &item);
    if (graph && !bare_graph)
        VC_TRY(unwrap_graph(run, &item));
    bool map = container & (CONTAINER_ID | CONTAINER_INDEX |
                            CONTAINER_LANGUAGE | CONTAINER_TYPE);
    if (map && (bare_graph || !(container & CONTAINER_GRAPH)))
        return vc_compact_map_add(run, &item);
    if (bare_graph)
        return add_simple_graph(run, &item);
    if (item.def && item.def->type_keyword == KW_JSON)
        return add_whole(run, node, property, &item);
    return vc_compact_add(run, item.into, item.term, item.compacted,
                          item.as_array);
}

static enum vc_status
add_property(struct vc_compact_run *run, struct node *node,
             const struct vc_json *property)
{
    if (property->kind != VC_JSON_ARRAY)
        return vc_ld_fail(&run->ld, VC_INVALID, property->name);
    if (property->count == 0) { /* 12.7 */
        struct vc_compact_item item;
        struct vc_json *empty = vc_json_array(run->ld.arena);
        VC_TRY(choose_term(run, node, property, property, &item));
        return empty ? vc_compact_add(run, item.into, item.term, empty, true)
                     : VC_NO_MEMORY;
    }
    struct vc_path here = {.up = run->ld.path};
    run->ld.path = &here;
    for (VC_JSON_EACH(value, property)) {
        VC_TRY(add_item(run, node, property, value));
        here.index++;
    }
    run->ld.path = here.up;
    return VC_OK;
}

/* 12 for one member. */
static enum vc_status
add_member(struct vc_compact_run *run, struct node *node,
           const struct vc_json *member)
{
    enum vc_keyword keyword = vc_ld_keyword(member->name);
    switch (keyword) {
    case KW_ID:
        return add_id(run, node, member);
    case KW_TYPE:
        return add_types(run, node, member);
    case KW_REVERSE:
        return add_reverse(run, node, member);
    case KW_DIRECTION:
    case KW_INDEX:
    case KW_LANGUAGE:
    case KW_VALUE:
        return add_keyword(run, node, keyword, member);
    default:
        return add_property(run, node, member);
    }
}

/* ---- nodes ---- */

/* 11: the contexts of the types, in the order of their terms. */
static enum vc_status
enter_types(struct vc_compact_run *run, struct node *node,
            const struct vc_json *types)
{
    if (!vc_json_is(types, VC_JSON_ARRAY))
        return VC_OK;
    struct vc_view *terms =
        vc_arena_array(run->ld.arena, types->count, sizeof *terms);
    if (!terms)
        return VC_NO_MEMORY;
    size_t count = 0;
    for (VC_JSON_EACH(type, types)) {
        struct vc_json *compacted;
        VC_TRY(compact_type(run, node, type, &compacted));
        terms[count++] = compacted->u.text;
    }
    vc_expand_value_sort(terms, count);
    for (size_t i = 0; i < count; i++) {
        const struct vc_term_def *def =
            vc_active_term(node->type_scoped, terms[i]);
        if (def && def->context)
            VC_TRY(vc_context_scoped(&run->ld, node->at.active, def,
                                     CONTEXT_NO_PROPAGATE, &node->at.active));
    }
    return VC_OK;
}

/* 5 and 6. The definition of the active property is that of the context around
 * (w3c/json-ld-api, issue 502), as in expansion; and as there, the values of an
 * index map keep a context that does not propagate. */
static enum vc_status
enter_contexts(struct vc_compact_run *run, struct node *node,
               const struct vc_json *element)
{
    struct vc_compact_at *at = &node->at;
    const struct vc_term_def *def = vc_compact_def(at->active, at->property);
    bool keeps =
        at->from_map || vc_expand_value_is_value(element) ||
        (element->count == 1 && vc_json_get(element, vc_ld_keywords[KW_ID]));
    if (at->active->previous && !keeps)
        at->active = at->active->previous;
    if (def && def->context) {
        VC_TRY(vc_context_scoped(&run->ld, at->active, def, CONTEXT_OVERRIDE,
                                 &at->active));
        def = vc_active_term(at->active, at->property);
    }
    node->def = def;
    node->type_scoped = at->active;
    return VC_OK;
}

static enum vc_status
add_members(struct vc_compact_run *run, struct node *node,
            const struct vc_json *element)
{
    const struct vc_json **members = NULL;
    if (run->ld.ordered) {
        members = vc_expand_value_members(&run->ld, element, false);
        if (!members)
            return VC_NO_MEMORY;
    }
    const struct vc_json *member = vc_json_first(element);
    struct vc_path here = {.up = run->ld.path};
    run->ld.path = &here;
    for (size_t i = 0; i < element->count; i++) {
        if (members)
            member = members[i];
        here.name = member->name;
        VC_TRY(add_member(run, node, member));
        member = member->next;
    }
    run->ld.path = here.up;
    return VC_OK;
}

/* A list that its term does not make one: an object with @list. Its items are
 * values of the property, as expansion will take them. */
static enum vc_status
compact_list(struct vc_compact_run *run, struct node *node,
             const struct vc_json *element, struct vc_json **out)
{
    struct vc_compact_at at = {.active = node->at.active,
                               .property = node->at.property};
    struct vc_json *items;
    struct vc_view alias;
    struct vc_json *array = vc_json_array(run->ld.arena);
    VC_TRY(vc_compact_element(
        run, at, vc_json_get(element, vc_ld_keywords[KW_LIST]), &items));
    if (items->kind != VC_JSON_ARRAY) {
        VC_TRY(vc_json_append(array, items));
        items = array;
    }
    VC_TRY(vc_compact_iri_keyword(run, at.active, KW_LIST, &alias));
    VC_TRY(vc_json_set(node->result, alias, items));
    *out = node->result;
    const struct vc_json *index =
        vc_json_get(element, vc_ld_keywords[KW_INDEX]);
    return index ? add_keyword(run, node, KW_INDEX, index) : VC_OK;
}

static enum vc_status
compact_object(struct vc_compact_run *run, struct vc_compact_at at,
               const struct vc_json *element, struct vc_json **out)
{
    const struct vc_term_def *def = vc_compact_def(at.active, at.property);
    const struct vc_json *list = vc_json_get(element, vc_ld_keywords[KW_LIST]);
    if (list && def && (def->container & CONTAINER_LIST)) /* 8 */
        return vc_compact_element(run, at, list, out);
    struct node node = {.at = at,
                        .inside_reverse = vc_view_equal(
                            at.property, vc_ld_keywords[KW_REVERSE])};
    VC_TRY(enter_contexts(run, &node, element));
    if (vc_expand_value_is_value(element)) /* 7 */
        return vc_compact_value(run, node.at.active, node.def, element, out);
    if (vc_compact_value_is_reference(element)) {
        VC_TRY(vc_compact_value(run, node.at.active, node.def, element, out));
        if ((*out)->kind == VC_JSON_STRING)
            return VC_OK;
    }
    node.result = vc_json_object(run->ld.arena);
    if (!node.result)
        return VC_NO_MEMORY;
    if (list)
        return compact_list(run, &node, element, out);
    VC_TRY(
        enter_types(run, &node, vc_json_get(element, vc_ld_keywords[KW_TYPE])));
    VC_TRY(add_members(run, &node, element));
    *out = node.result;
    return VC_OK;
}

/* ---- elements ---- */

/* 3. */
static enum vc_status
compact_array(struct vc_compact_run *run, struct vc_compact_at at,
              const struct vc_json *element, struct vc_json **out)
{
    const struct vc_term_def *def = vc_compact_def(at.active, at.property);
    struct vc_json *result = vc_json_array(run->ld.arena);
    struct vc_path here = {.up = run->ld.path};
    run->ld.path = &here;
    for (VC_JSON_EACH(item, element)) {
        struct vc_json *compacted;
        VC_TRY(vc_compact_element(run, at, item, &compacted));
        VC_TRY(vc_json_append(result, compacted));
        here.index++;
    }
    run->ld.path = here.up;
    if (!result)
        return VC_NO_MEMORY;
    bool stays = result->count != 1 || !run->compact_arrays ||
                 vc_view_equal(at.property, vc_ld_keywords[KW_GRAPH]) ||
                 (def && (def->container & (CONTAINER_LIST | CONTAINER_SET)));
    *out = stays ? result : result->u.list.first;
    return VC_OK;
}

enum vc_status
vc_compact_element(struct vc_compact_run *run, struct vc_compact_at at,
                   const struct vc_json *element, struct vc_json **out)
{
    enum vc_status status;
    switch (element->kind) {
    case VC_JSON_ARRAY:
    case VC_JSON_OBJECT:
        if (run->depth == 2 * MAX_DEPTH)
            return vc_ld_fail(&run->ld, VC_LIMIT, at.property);
        run->depth++;
        status = element->kind == VC_JSON_ARRAY
                     ? compact_array(run, at, element, out)
                     : compact_object(run, at, element, out);
        run->depth--;
        return status;
    default: /* 2 */
        *out = vc_json_share(run->ld.arena, element);
        return *out ? VC_OK : VC_NO_MEMORY;
    }
}

/* ---- the document (9.1, compact) ---- */

static enum vc_status
begin(struct vc_compact_run *run, struct vc_arena *arena,
      const struct vc_context_set *set,
      const struct vc_compact_options *options, struct vc_memo *memo,
      struct vc_error *error)
{
    struct vc_expand_options base = {
        .base = options->base,
        .loader = options->loader,
        .mode_1_0 = options->mode_1_0,
        .ordered = options->ordered,
        .max_context_work = options->max_context_work,
        .max_remote_contexts = options->max_remote_contexts,
    };
    memset(run, 0, sizeof *run);
    run->index.arena = arena;
    run->compact_arrays = !options->keep_arrays;
    run->to_relative = !options->keep_absolute;
    return vc_ld_init(&run->ld, arena, set, &base, memo, error);
}

/* Steps 9.1 to 9.3: one object, the context first. */
static enum vc_status
finish(struct vc_compact_run *run, const struct vc_active *active,
       const struct vc_json *context, struct vc_json *compacted,
       struct vc_json **out)
{
    struct vc_arena *arena = run->ld.arena;
    struct vc_json *result = vc_json_object(arena);
    bool empty =
        !context || (context->kind >= VC_JSON_ARRAY && context->count == 0);
    if (!empty)
        VC_TRY(vc_json_set(result, vc_ld_keywords[KW_CONTEXT],
                           vc_json_share(arena, context)));
    if (!result)
        return VC_NO_MEMORY;
    *out = result;
    if (compacted->kind == VC_JSON_ARRAY && compacted->count > 0) {
        struct vc_view alias;
        VC_TRY(vc_compact_iri_keyword(run, active, KW_GRAPH, &alias));
        return vc_json_set(result, alias, compacted);
    }
    struct vc_json *next;
    for (struct vc_json *m = compacted->u.list.first; m; m = next) {
        next = m->next;
        VC_TRY(vc_json_set(result, m->name, m));
    }
    return VC_OK;
}

enum vc_status
vc_compact(struct vc_arena *arena, const struct vc_context_set *set,
           const struct vc_json *expanded, const struct vc_json *context,
           const struct vc_compact_options *options, struct vc_json **out,
           struct vc_error *error)
{
    static const struct vc_compact_options none;
    struct vc_compact_run run;
    struct vc_memo memo = {0};
    struct vc_compact_at at = {0};
    if (!options)
        options = &none;
    VC_TRY(begin(&run, arena, set, options, &memo, error));
    const struct vc_json *inner = vc_json_get(context, VC_VIEW("@context"));
    if (inner)
        context = inner;
    at.active = run.ld.initial;
    if (context)
        VC_TRY(vc_context_process(&run.ld, at.active, context, options->base,
                                  NULL, 0, &at.active));
    if (expanded->kind < VC_JSON_ARRAY)
        return vc_ld_fail(&run.ld, VC_INVALID, (struct vc_view){NULL, 0});
    struct vc_json *compacted;
    VC_TRY(vc_compact_element(&run, at, expanded, &compacted));
    if (compacted->kind < VC_JSON_ARRAY)
        return vc_ld_fail(&run.ld, VC_INVALID, (struct vc_view){NULL, 0});
    return finish(&run, at.active, context, compacted, out);
}
