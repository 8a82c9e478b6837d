/* SPDX-License-Identifier: Apache-2.0 */
/* RDF to JSON-LD: nodes and graphs. The numbers in comments are the steps of
 * JSON-LD 1.1 API, section 8.4.2. */
#include "from_rdf_work.h"

#include <stdlib.h>

enum { MAX_DEPTH = 512 }; /* of lists in lists */

/* ---- nodes ---- */

/* The @id of a term that is no literal. */
static enum vc_status
id_of(struct vc_from_rdf_run *run, const struct vc_term *term,
      struct vc_view *out)
{
    *out = term->value;
    if (term->kind != VC_TERM_BLANK)
        return VC_OK;
    struct vc_rdf_blank *blank = &run->blanks[term->number];
    if (!blank->text.data)
        blank->text = vc_arena_join(run->ld.arena, VC_VIEW("_:"), term->value);
    *out = blank->text;
    return out->data ? VC_OK : VC_NO_MEMORY;
}

static enum vc_status
reference(struct vc_from_rdf_run *run, const struct vc_term *term,
          struct vc_json **out)
{
    struct vc_view id;
    VC_TRY(id_of(run, term, &id));
    *out = vc_json_object(run->ld.arena);
    return vc_json_set(*out, vc_ld_keywords[KW_ID],
                       vc_json_string(run->ld.arena, id));
}

static void
put_node(struct vc_rdf_node **slots, size_t count, struct vc_rdf_node *node)
{
    size_t at = node->hash & (count - 1);
    while (slots[at])
        at = (at + 1) & (count - 1);
    slots[at] = node;
}

static enum vc_status
grow_nodes(struct vc_from_rdf_run *run)
{
    size_t count = run->slot_count ? run->slot_count * 2 : 64;
    struct vc_rdf_node **slots =
        vc_arena_array(run->ld.arena, count, sizeof(struct vc_rdf_node *));
    if (!slots)
        return VC_NO_MEMORY;
    memset(slots, 0, count * sizeof(struct vc_rdf_node *));
    for (size_t i = 0; i < run->slot_count; i++) {
        if (run->slots[i])
            put_node(slots, count, run->slots[i]);
    }
    run->slots = slots;
    run->slot_count = count;
    return VC_OK;
}

/* 5.7.1 and 5.7.4: the node of a term in a graph, a new one if need be. */
static enum vc_status
find_node(struct vc_from_rdf_run *run, struct vc_rdf_graph *graph,
          const struct vc_term *term, struct vc_rdf_node **out)
{
    uint32_t hash = term->kind == VC_TERM_BLANK ? vc_hash_mix(term->number, 1)
                                                : vc_hash(term->value);
    hash = vc_hash_mix(hash, (uint32_t)((uintptr_t)graph >> 4));
    if ((run->node_count + 1) * 2 > run->slot_count)
        VC_TRY(grow_nodes(run));
    size_t mask = run->slot_count - 1;
    for (size_t i = hash & mask; run->slots[i]; i = (i + 1) & mask) {
        *out = run->slots[i];
        if ((*out)->hash == hash && (*out)->graph == graph &&
            vc_term_equal((*out)->term, term))
            return VC_OK;
    }
    struct vc_rdf_node *node = vc_arena_zalloc(run->ld.arena, sizeof *node);
    if (!node)
        return VC_NO_MEMORY;
    node->term = term;
    node->graph = graph;
    node->hash = hash;
    VC_TRY(reference(run, term, &node->object));
    put_node(run->slots, run->slot_count, node);
    run->node_count++;
    graph->node_count++;
    if (graph->last)
        graph->last->next = node;
    else
        graph->first = node;
    graph->last = node;
    *out = node;
    return VC_OK;
}

/* 5.1 to 5.4: the graph of a quad. */
static enum vc_status
find_graph(struct vc_from_rdf_run *run, const struct vc_term *name,
           struct vc_rdf_graph **out)
{
    struct vc_rdf_node *node;
    *out = run->graphs;
    if (!name)
        return VC_OK;
    VC_TRY(find_node(run, run->graphs, name, &node));
    if (!node->named) {
        node->named = vc_arena_zalloc(run->ld.arena, sizeof *node->named);
        if (!node->named)
            return VC_NO_MEMORY;
        node->named->next = run->graphs->next;
        run->graphs->next = node->named;
        if (name->kind == VC_TERM_BLANK)
            run->blanks[name->number].is_name = true;
    }
    *out = node->named;
    return VC_OK;
}

bool
vc_from_rdf_can_go(const struct vc_from_rdf_run *run,
                   const struct vc_rdf_node *node)
{
    if (node->term->kind != VC_TERM_BLANK)
        return false;
    const struct vc_rdf_blank *blank = &run->blanks[node->term->number];
    return blank->uses == 1 && blank->graphs == 1 && !blank->is_name &&
           blank->once.node->graph == node->graph;
}

/* ---- quads (5.7) ---- */

/* 5.7.9 to 5.7.11. */
static enum vc_status
note_use(struct vc_from_rdf_run *run, const struct vc_term *object,
         struct vc_rdf_usage usage)
{
    if (object->kind == VC_TERM_BLANK) {
        struct vc_rdf_blank *blank = &run->blanks[object->number];
        if (blank->uses++ == 0)
            blank->once = usage;
        else
            blank->uses = 2;
        return VC_OK;
    }
    if (!vc_from_rdf_is(object, VC_VIEW(RDF "nil")))
        return VC_OK;
    struct vc_rdf_usage *kept = vc_arena_alloc(run->ld.arena, sizeof *kept);
    if (!kept)
        return VC_NO_MEMORY;
    *kept = usage;
    kept->next = usage.node->graph->nil;
    usage.node->graph->nil = kept;
    return VC_OK;
}

/* 5.7.5. A type cannot become a list, so its use counts as one too many. */
static enum vc_status
add_type(struct vc_from_rdf_run *run, struct vc_rdf_node *node,
         const struct vc_term *type)
{
    struct vc_view id;
    struct vc_json *types;
    VC_TRY(id_of(run, type, &id));
    VC_TRY(vc_ld_index_make(&run->index, node->object, vc_ld_keywords[KW_TYPE],
                            VC_JSON_ARRAY, &types));
    if (type->kind == VC_TERM_BLANK)
        run->blanks[type->number].uses = 2;
    return vc_ld_index_append_new(&run->index, types,
                                  vc_json_string(run->ld.arena, id), NULL);
}

static enum vc_status
add_quad(struct vc_from_rdf_run *run, const struct vc_quad *quad)
{
    struct vc_rdf_graph *graph;
    struct vc_rdf_node *node;
    struct vc_rdf_node *ignored;
    const struct vc_term *object = quad->object;
    bool literal = object->kind == VC_TERM_LITERAL;
    VC_TRY(find_graph(run, quad->graph, &graph));
    VC_TRY(find_node(run, graph, quad->subject, &node));
    if (node->term->kind == VC_TERM_BLANK && node->object->count == 1)
        run->blanks[node->term->number].graphs++;
    if (vc_from_rdf_is(quad->predicate, VC_VIEW(RDF "direction")))
        node->compound =
            run->options.direction == VC_RDF_DIRECTION_COMPOUND_LITERAL;
    if (!literal)
        VC_TRY(find_node(run, graph, object, &ignored));
    if (!literal && !run->options.rdf_type &&
        vc_from_rdf_is(quad->predicate, VC_VIEW(RDF "type")))
        return add_type(run, node, object);
    struct vc_view name;
    struct vc_json *value;
    struct vc_json *values;
    VC_TRY(id_of(run, quad->predicate, &name));
    VC_TRY(literal ? vc_from_rdf_literal(run, object, &value)
                   : reference(run, object, &value));
    VC_TRY(vc_ld_index_make(&run->index, node->object, name, VC_JSON_ARRAY,
                            &values));
    VC_TRY(vc_ld_index_append_new(&run->index, values, value, &value));
    struct vc_rdf_usage usage = {node, quad->predicate, value, NULL};
    return note_use(run, object, usage);
}

/* ---- the document (6 to 9) ---- */

static enum vc_status
convert_graph(struct vc_from_rdf_run *run, struct vc_rdf_graph *graph)
{
    for (struct vc_rdf_node *node = graph->first; node; node = node->next) {
        if (node->compound)
            VC_TRY(vc_from_rdf_literal_compound(run, node));
    }
    return vc_from_rdf_list(run, graph);
}

/* Lists in lists are as deep as somebody made them. */
static enum vc_status
check_depth(struct vc_from_rdf_run *run, const struct vc_json *value,
            unsigned left)
{
    if (left == 0)
        return vc_ld_fail(&run->ld, VC_LIMIT, vc_ld_keywords[KW_LIST]);
    const struct vc_json *list = vc_json_get(value, vc_ld_keywords[KW_LIST]);
    for (VC_JSON_EACH(item, list))
        VC_TRY(check_depth(run, item, left - 1));
    return VC_OK;
}

static int
by_id(const void *a, const void *b)
{
    const struct vc_rdf_node *const *x = a;
    const struct vc_rdf_node *const *y = b;
    return vc_view_compare((*x)->object->u.list.first->u.text,
                           (*y)->object->u.list.first->u.text);
}

static enum vc_status write_graph(struct vc_from_rdf_run *run,
                                  const struct vc_rdf_graph *graph,
                                  struct vc_json *array);

/* 8.1 and 8.2 for one node. */
static enum vc_status
write_node(struct vc_from_rdf_run *run, struct vc_rdf_node *node,
           struct vc_json *array)
{
    struct vc_json *object = node->object;
    if (node->gone)
        return VC_OK;
    for (VC_JSON_EACH(values, object)) {
        for (VC_JSON_EACH(value, values))
            VC_TRY(check_depth(run, value, MAX_DEPTH));
    }
    if (node->named) {
        struct vc_json *inner = vc_json_array(run->ld.arena);
        VC_TRY(vc_json_set(object, vc_ld_keywords[KW_GRAPH], inner));
        VC_TRY(write_graph(run, node->named, inner));
    }
    return object->count > 1 ? vc_json_append(array, object) : VC_OK;
}

static enum vc_status
write_graph(struct vc_from_rdf_run *run, const struct vc_rdf_graph *graph,
            struct vc_json *array)
{
    struct vc_rdf_node **nodes = vc_arena_array(
        run->ld.arena, graph->node_count, sizeof(struct vc_rdf_node *));
    size_t count = 0;
    if (!nodes || !array)
        return VC_NO_MEMORY;
    for (struct vc_rdf_node *node = graph->first; node; node = node->next)
        nodes[count++] = node;
    if (run->options.ordered && count > 1)
        qsort(nodes, count, sizeof(struct vc_rdf_node *), by_id);
    for (size_t i = 0; i < count; i++)
        VC_TRY(write_node(run, nodes[i], array));
    return VC_OK;
}

enum vc_status
vc_from_rdf(struct vc_arena *arena, const struct vc_dataset *dataset,
            const struct vc_from_rdf_options *options, struct vc_json **out,
            struct vc_error *error)
{
    struct vc_from_rdf_run run = {.ld = {.arena = arena, .error = error},
                                  .index = {.arena = arena}};
    if (options)
        run.options = *options;
    run.blanks =
        vc_arena_array(arena, dataset->blank_count, sizeof *run.blanks);
    run.graphs = vc_arena_zalloc(arena, sizeof *run.graphs);
    if (!run.blanks || !run.graphs)
        return VC_NO_MEMORY;
    memset(run.blanks, 0, dataset->blank_count * sizeof *run.blanks);
    for (size_t i = 0; i < dataset->count; i++)
        VC_TRY(add_quad(&run, &dataset->quads[i]));
    for (struct vc_rdf_graph *g = run.graphs; g; g = g->next)
        VC_TRY(convert_graph(&run, g));
    *out = vc_json_array(arena);
    return write_graph(&run, run.graphs, *out);
}
