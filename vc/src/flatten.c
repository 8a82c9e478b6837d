/* SPDX-License-Identifier: Apache-2.0 */
/* JSON-LD flattening and node maps. The numbers in comments are the steps of
 * JSON-LD 1.1 API, section 7.2.2 (Node Map Generation) unless they say else. */
#include "vc/flatten.h"

#include "ld.h"
#include "ld_index.h"

#include <stdio.h>

/* Levels of nodes, lists and graphs. */
enum { MAX_DEPTH = 1024, DEFAULT_MAX_NODES = 1000000 };

struct run {
    struct vc_ld ld; /* for the arena, the path and the error */
    struct vc_ld_index index;
    struct vc_json *labels; /* an object: new blank labels by the old ones */
    size_t blank_count;
    /* Objects of nodes by their id; the named ones are members of an object,
     * by their names. */
    struct vc_json *default_graph;
    struct vc_json *graphs;
    size_t nodes_left;
    unsigned depth;
};

/* Where an element stands. */
struct place {
    struct vc_json *graph;    /* active graph: an object of nodes */
    struct vc_json *subject;  /* the node of the active subject, or NULL */
    struct vc_view property;  /* active property */
    struct vc_json *list;     /* the array of the list around, or NULL */
    struct vc_json *referred; /* 6.5: the reference a reverse property makes */
};

static enum vc_status
broken(struct run *run, struct vc_view word)
{
    return vc_ld_fail(&run->ld, VC_INVALID, word);
}

/* ---- blank nodes (7.4) ---- */

static enum vc_status
new_label(struct run *run, struct vc_view *out)
{
    char text[32];
    int size = snprintf(text, sizeof text, "_:b%zu", run->blank_count++);
    *out = vc_arena_copy(run->ld.arena, (struct vc_view){text, (size_t)size});
    return out->data ? VC_OK : VC_NO_MEMORY;
}

/* The new label of a blank node; any other IRI as it is. */
static enum vc_status
relabel(struct run *run, struct vc_view iri, struct vc_view *out)
{
    *out = iri;
    if (!vc_ld_is_blank(iri))
        return VC_OK;
    const struct vc_json *known =
        vc_ld_index_member(&run->index, run->labels, iri);
    if (known) {
        *out = known->u.text;
        return VC_OK;
    }
    VC_TRY(new_label(run, out));
    return vc_ld_index_set(&run->index, run->labels, iri,
                           vc_json_string(run->ld.arena, *out));
}

/* A string of the document with its blank node relabelled. */
static enum vc_status
relabelled(struct run *run, const struct vc_json *text, struct vc_json **out)
{
    *out = vc_json_share(run->ld.arena, text);
    if (!*out)
        return VC_NO_MEMORY;
    if (text->kind != VC_JSON_STRING)
        return VC_OK;
    return relabel(run, text->u.text, &(*out)->u.text);
}

/* ---- graphs and nodes ---- */

/* 6.3 and 6.4. */
static enum vc_status
find_node(struct run *run, struct vc_json *graph, struct vc_view id,
          struct vc_json **out)
{
    *out = vc_ld_index_member(&run->index, graph, id);
    if (*out)
        return VC_OK;
    if (run->nodes_left-- == 0)
        return vc_ld_fail(&run->ld, VC_LIMIT, id);
    *out = vc_json_object(run->ld.arena);
    VC_TRY(vc_ld_index_set(&run->index, *out, vc_ld_keywords[KW_ID],
                           vc_json_string(run->ld.arena, id)));
    return vc_ld_index_set(&run->index, graph, id, *out);
}

static enum vc_status
new_reference(struct run *run, struct vc_view id, struct vc_json **out)
{
    *out = vc_json_object(run->ld.arena);
    return vc_json_set(*out, vc_ld_keywords[KW_ID],
                       vc_json_string(run->ld.arena, id));
}

/* ---- values ---- */

/* Appends to the property of a node unless the same is there. */
static enum vc_status
add_once(struct run *run, struct vc_json *node, struct vc_view property,
         struct vc_json *value)
{
    struct vc_json *values;
    VC_TRY(
        vc_ld_index_make(&run->index, node, property, VC_JSON_ARRAY, &values));
    return vc_ld_index_append_new(&run->index, values, value, NULL);
}

/* A value or list that nothing has, in a graph or at the top, says nothing. */
static bool
is_free(const struct place *place)
{
    return !place->list && !place->property.data;
}

/* 4.1 and 4.2, 6.6.2 and 6.6.3: into the list, or to the subject. */
static enum vc_status
add_value(struct run *run, const struct place *place, struct vc_json *value)
{
    if (place->list)
        return vc_json_append(place->list, value);
    if (!place->subject)
        return broken(run, place->property);
    return add_once(run, place->subject, place->property, value);
}

static enum vc_status element(struct run *run, const struct place *place,
                              const struct vc_json *item);

/* 1. */
static enum vc_status
each(struct run *run, const struct place *place, const struct vc_json *array)
{
    if (array->kind != VC_JSON_ARRAY)
        return element(run, place, array);
    struct vc_path here = {.up = run->ld.path};
    run->ld.path = &here;
    for (VC_JSON_EACH(item, array)) {
        VC_TRY(element(run, place, item));
        here.index++;
    }
    run->ld.path = here.up;
    return VC_OK;
}

/* 3 and 4: a value object; its type may be a blank node. */
static enum vc_status
value_object(struct run *run, const struct place *place,
             const struct vc_json *object)
{
    struct vc_json *copy = vc_json_object(run->ld.arena);
    if (is_free(place))
        return VC_OK;
    for (VC_JSON_EACH(member, object)) {
        struct vc_json *value;
        if (vc_ld_keyword(member->name) == KW_TYPE) {
            VC_TRY(relabelled(run, member, &value));
        } else {
            value = vc_json_share(run->ld.arena, member);
        }
        VC_TRY(vc_json_set(copy, member->name, value));
    }
    return copy ? add_value(run, place, copy) : VC_NO_MEMORY;
}

/* 5. Two lists are never the same. */
static enum vc_status
list_object(struct run *run, const struct place *place,
            const struct vc_json *list)
{
    struct vc_json *result = vc_json_object(run->ld.arena);
    struct vc_json *items = vc_json_array(run->ld.arena);
    struct place inside = *place;
    struct vc_json *values;
    VC_TRY(vc_json_set(result, vc_ld_keywords[KW_LIST], items));
    inside.list = items;
    VC_TRY(each(run, &inside, list));
    if (is_free(place))
        return VC_OK;
    if (place->list)
        return vc_json_append(place->list, result);
    if (!place->subject)
        return broken(run, place->property);
    VC_TRY(vc_ld_index_make(&run->index, place->subject, place->property,
                            VC_JSON_ARRAY, &values));
    return vc_ld_index_append(&run->index, values, result);
}

/* ---- nodes (6) ---- */

/* 6.7. */
static enum vc_status
add_types(struct run *run, struct vc_json *node, const struct vc_json *types)
{
    bool many = types->kind == VC_JSON_ARRAY;
    const struct vc_json *type = many ? vc_json_first(types) : types;
    for (; type; type = many ? type->next : NULL) {
        struct vc_json *value;
        VC_TRY(relabelled(run, type, &value));
        VC_TRY(add_once(run, node, vc_ld_keywords[KW_TYPE], value));
    }
    return VC_OK;
}

/* 6.8. */
static enum vc_status
add_index(struct run *run, struct vc_json *node, const struct vc_json *index)
{
    const struct vc_json *old =
        vc_ld_index_member(&run->index, node, vc_ld_keywords[KW_INDEX]);
    if (!old)
        return vc_ld_index_set(&run->index, node, vc_ld_keywords[KW_INDEX],
                               vc_json_share(run->ld.arena, index));
    if (vc_json_equal(old, index))
        return VC_OK;
    return vc_ld_fail(&run->ld, VC_LD_CONFLICTING_INDEXES,
                      index->kind == VC_JSON_STRING ? index->u.text
                                                    : index->name);
}

/* 6.9: the nodes in the map point to this one. */
static enum vc_status
add_reverse(struct run *run, struct vc_json *graph, struct vc_view id,
            const struct vc_json *map)
{
    struct place place = {.graph = graph};
    struct vc_path here = {.up = run->ld.path};
    run->ld.path = &here;
    if (map->kind != VC_JSON_OBJECT)
        return broken(run, map->name);
    for (VC_JSON_EACH(property, map)) {
        here.name = property->name;
        VC_TRY(relabel(run, property->name, &place.property));
        VC_TRY(new_reference(run, id, &place.referred));
        VC_TRY(each(run, &place, property));
    }
    run->ld.path = here.up;
    return VC_OK;
}

/* 6.10 and 6.11. */
static enum vc_status
add_nodes(struct run *run, struct vc_json *graph, const struct vc_json *nodes)
{
    struct place place = {.graph = graph};
    return each(run, &place, nodes);
}

/* 6.12 for one property. */
static enum vc_status
add_property(struct run *run, struct vc_json *graph, struct vc_json *node,
             const struct vc_json *values)
{
    struct place place = {.graph = graph, .subject = node};
    struct vc_json *array;
    VC_TRY(relabel(run, values->name, &place.property));
    VC_TRY(vc_ld_index_make(&run->index, node, place.property, VC_JSON_ARRAY,
                            &array));
    return each(run, &place, values);
}

/* 6.7 to 6.12, keywords first, then the properties in the order of their
 * names, which gives the blank nodes of a document their numbers. */
static enum vc_status
add_members(struct run *run, struct vc_json *graph, struct vc_json *node,
            struct vc_view id, const struct vc_json *object)
{
    const struct vc_json *of[KW_COUNT] = {NULL};
    struct vc_json *inner;
    struct vc_path here = {.up = run->ld.path};
    const struct vc_json **members =
        vc_expand_value_members(&run->ld, object, true);
    if (!members)
        return VC_NO_MEMORY;
    for (VC_JSON_EACH(member, object))
        of[vc_ld_keyword(member->name)] = member;
    if (of[KW_TYPE])
        VC_TRY(add_types(run, node, of[KW_TYPE]));
    if (of[KW_INDEX])
        VC_TRY(add_index(run, node, of[KW_INDEX]));
    run->ld.path = &here;
    here.name = vc_ld_keywords[KW_REVERSE];
    if (of[KW_REVERSE])
        VC_TRY(add_reverse(run, graph, id, of[KW_REVERSE]));
    here.name = vc_ld_keywords[KW_GRAPH];
    if (of[KW_GRAPH]) {
        VC_TRY(vc_ld_index_make(&run->index, run->graphs, id, VC_JSON_OBJECT,
                                &inner));
        VC_TRY(add_nodes(run, inner, of[KW_GRAPH]));
    }
    here.name = vc_ld_keywords[KW_INCLUDED];
    if (of[KW_INCLUDED])
        VC_TRY(add_nodes(run, graph, of[KW_INCLUDED]));
    for (size_t i = 0; i < object->count; i++) {
        here.name = members[i]->name;
        if (vc_ld_keyword(here.name) == KW_NOT)
            VC_TRY(add_property(run, graph, node, members[i]));
    }
    run->ld.path = here.up;
    return VC_OK;
}

/* 6.1 to 6.6, then the members. */
static enum vc_status
node_object(struct run *run, const struct place *place,
            const struct vc_json *object)
{
    const struct vc_json *given = vc_json_get(object, vc_ld_keywords[KW_ID]);
    struct vc_view id;
    struct vc_json *node;
    struct vc_json *reference;
    if (given && given->kind != VC_JSON_STRING) /* "@foo" has become null */
        return VC_OK;
    if (given)
        VC_TRY(relabel(run, given->u.text, &id));
    else
        VC_TRY(new_label(run, &id));
    VC_TRY(find_node(run, place->graph, id, &node));
    if (place->referred) {
        VC_TRY(add_once(run, node, place->property,
                        vc_json_share(run->ld.arena, place->referred)));
    } else if (place->property.data) {
        VC_TRY(new_reference(run, id, &reference));
        VC_TRY(add_value(run, place, reference));
    }
    return add_members(run, place->graph, node, id, object);
}

static enum vc_status
object_of(struct run *run, const struct place *place,
          const struct vc_json *object)
{
    for (VC_JSON_EACH(member, object)) {
        enum vc_keyword keyword = vc_ld_keyword(member->name);
        if (keyword == KW_VALUE)
            return value_object(run, place, object);
        if (keyword == KW_LIST)
            return list_object(run, place, member);
    }
    return node_object(run, place, object);
}

static enum vc_status
element(struct run *run, const struct place *place, const struct vc_json *item)
{
    if (item->kind != VC_JSON_OBJECT)
        return broken(run, place->property);
    if (run->depth == MAX_DEPTH)
        return vc_ld_fail(&run->ld, VC_LIMIT, place->property);
    run->depth++;
    enum vc_status status = object_of(run, place, item);
    run->depth--;
    return status;
}

/* ---- Flattening Algorithm (7.1.2) ---- */

/* 4.4 and 6: appends the nodes of a graph that say something. */
static enum vc_status
write_nodes(struct run *run, const struct vc_json *graph, struct vc_json *array)
{
    const struct vc_json **nodes =
        vc_expand_value_members(&run->ld, graph, false);
    if (!nodes)
        return VC_NO_MEMORY;
    for (size_t i = 0; i < graph->count; i++) {
        if (nodes[i]->count > 1)
            VC_TRY(
                vc_json_append(array, vc_json_share(run->ld.arena, nodes[i])));
    }
    return array ? VC_OK : VC_NO_MEMORY;
}

/* 4: each graph becomes a member of the node that bears its name. */
static enum vc_status
write_graphs(struct run *run)
{
    const struct vc_json **graphs =
        vc_expand_value_members(&run->ld, run->graphs, false);
    if (!graphs)
        return VC_NO_MEMORY;
    for (size_t i = 0; i < run->graphs->count; i++) {
        struct vc_json *entry;
        struct vc_json *array;
        VC_TRY(find_node(run, run->default_graph, graphs[i]->name, &entry));
        VC_TRY(vc_ld_index_make(&run->index, entry, vc_ld_keywords[KW_GRAPH],
                                VC_JSON_ARRAY, &array));
        VC_TRY(write_nodes(run, graphs[i], array));
    }
    return VC_OK;
}

enum vc_status
vc_flatten(struct vc_arena *arena, const struct vc_json *expanded,
           const struct vc_flatten_options *options, struct vc_json **out,
           struct vc_error *error)
{
    struct run run = {.ld = {.arena = arena, .error = error},
                      .index = {.arena = arena},
                      .nodes_left = DEFAULT_MAX_NODES};
    if (options) {
        run.ld.ordered = options->ordered;
        if (options->max_nodes)
            run.nodes_left = options->max_nodes;
    }
    run.labels = vc_json_object(arena);
    run.graphs = vc_json_object(arena);
    run.default_graph = vc_json_object(arena);
    *out = vc_json_array(arena);
    if (!run.labels || !run.graphs || !*out || !run.default_graph)
        return VC_NO_MEMORY;
    VC_TRY(add_nodes(&run, run.default_graph, expanded));
    VC_TRY(write_graphs(&run));
    return write_nodes(&run, run.default_graph, *out);
}
