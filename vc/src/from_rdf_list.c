/* SPDX-License-Identifier: Apache-2.0 */
/* fromRdf: chains of rdf:first and rdf:rest become lists. The numbers in
 * comments are the steps of JSON-LD 1.1 API, section 8.4.2. */
#include "from_rdf_work.h"

/* A chain, and the value that becomes the list. */
struct vc_rdf_list {
    struct vc_rdf_usage head;
    struct vc_rdf_node **nodes; /* from the last to the first */
    size_t count;
    struct vc_rdf_list *next;
    /* A list may be an item of another, that one of a third … : a round that
     * comes back to where it began is a ring. */
    size_t round;
    bool in_ring;
};

/* The only value of a member; NULL where there are more. */
static struct vc_json *
only_value(const struct vc_json *object, struct vc_view name)
{
    const struct vc_json *values = vc_json_get(object, name);
    return values && values->count == 1 ? values->u.list.first : NULL;
}

/* 6.4.3: a node with rdf:first and rdf:rest, perhaps a type, and no more. */
static bool
is_list_node(const struct vc_from_rdf_run *run, const struct vc_rdf_node *node)
{
    const struct vc_json *object = node->object;
    const struct vc_json *types = vc_json_get(object, vc_ld_keywords[KW_TYPE]);
    if (!vc_from_rdf_can_go(run, node) || object->count != (types ? 4 : 3) ||
        !only_value(object, VC_VIEW(RDF "first")) ||
        !only_value(object, VC_VIEW(RDF "rest")))
        return false;
    return !types ||
           (types->count == 1 &&
            vc_json_is_text(vc_json_first(types), VC_VIEW(RDF "List")));
}

static const struct vc_rdf_usage *
use_of(const struct vc_from_rdf_run *run, const struct vc_rdf_node *node)
{
    return &run->blanks[node->term->number].once;
}

/* 6.4.1 to 6.4.3: backwards from rdf:nil to the head. */
static enum vc_status
follow(struct vc_from_rdf_run *run, const struct vc_rdf_usage *nil,
       struct vc_rdf_list **out)
{
    const struct vc_view rest = VC_VIEW(RDF "rest");
    const struct vc_rdf_usage *at = nil;
    struct vc_rdf_list *list = vc_arena_zalloc(run->ld.arena, sizeof *list);
    if (!list)
        return VC_NO_MEMORY;
    for (; vc_from_rdf_is(at->property, rest) && is_list_node(run, at->node);
         at = use_of(run, at->node))
        list->count++;
    list->head = *at;
    list->nodes = vc_arena_array(run->ld.arena, list->count,
                                 sizeof(struct vc_rdf_node *));
    if (!list->nodes)
        return VC_NO_MEMORY;
    at = nil;
    for (size_t i = 0; i < list->count; i++) {
        list->nodes[i] = at->node;
        at->node->list = list;
        at = use_of(run, at->node);
    }
    *out = list;
    return VC_OK;
}

/* Lists whose items lead back to themselves cannot be written inside one
 * another: they stay nodes. Each list has one place at most, so the search is
 * a walk along these places that never goes over the same list twice. */
static void
find_rings(struct vc_rdf_list *lists)
{
    size_t round = 0;
    for (struct vc_rdf_list *start = lists; start; start = start->next) {
        struct vc_rdf_list *at = start;
        round++;
        while (at && at->round == 0) {
            at->round = round;
            at = at->head.node->list;
        }
        if (!at || at->round != round)
            continue;
        for (; !at->in_ring; at = at->head.node->list)
            at->in_ring = true;
    }
}

/* 6.4.4 to 6.4.7. */
static enum vc_status
write_list(struct vc_from_rdf_run *run, struct vc_rdf_list *list)
{
    struct vc_json *items = vc_json_array(run->ld.arena);
    struct vc_json *head = list->head.value;
    for (size_t i = list->count; i-- > 0;) {
        struct vc_rdf_node *node = list->nodes[i];
        /* Moved, not copied: it may be the head of another list. */
        VC_TRY(vc_json_append(items,
                              only_value(node->object, VC_VIEW(RDF "first"))));
        node->gone = true;
    }
    head->count = 0;
    head->u.list.first = NULL;
    head->u.list.last = NULL;
    return vc_json_set(head, vc_ld_keywords[KW_LIST], items);
}

enum vc_status
vc_from_rdf_list(struct vc_from_rdf_run *run, struct vc_rdf_graph *graph)
{
    struct vc_rdf_list *lists = NULL;
    for (const struct vc_rdf_usage *nil = graph->nil; nil; nil = nil->next) {
        struct vc_rdf_list *list;
        VC_TRY(follow(run, nil, &list));
        list->next = lists;
        lists = list;
    }
    find_rings(lists);
    for (struct vc_rdf_list *list = lists; list; list = list->next) {
        if (!list->in_ring)
            VC_TRY(write_list(run, list));
    }
    return VC_OK;
}
