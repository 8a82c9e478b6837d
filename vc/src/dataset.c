/* SPDX-License-Identifier: Apache-2.0 */
/* A set of quads: an array in the order of adding, and a hash table over it. */
#include "vc/dataset.h"

#include "hash.h"

const char vc_hash_seed = 0;

enum { FIRST_QUADS = 64, DEFAULT_MAX_QUADS = 1000000 };

void
vc_dataset_init(struct vc_dataset *dataset, struct vc_arena *arena,
                size_t max_count)
{
    memset(dataset, 0, sizeof *dataset);
    dataset->arena = arena;
    dataset->max_count = max_count ? max_count : DEFAULT_MAX_QUADS;
    if (dataset->max_count > UINT32_MAX - 1)
        dataset->max_count = UINT32_MAX - 1;
}

bool
vc_term_equal(const struct vc_term *a, const struct vc_term *b)
{
    if (a == b)
        return true;
    if (!a || !b || a->kind != b->kind)
        return false;
    if (a->kind == VC_TERM_BLANK)
        return a->number == b->number;
    if (!vc_view_equal(a->value, b->value))
        return false;
    return a->kind == VC_TERM_IRI || (vc_view_equal(a->datatype, b->datatype) &&
                                      vc_view_equal(a->language, b->language) &&
                                      !a->language.data == !b->language.data);
}

static uint32_t
term_hash(const struct vc_term *term)
{
    if (!term)
        return 0;
    if (term->kind == VC_TERM_BLANK)
        return vc_hash_mix(term->number, 7);
    return vc_hash(term->value) + (uint32_t)term->kind;
}

/* The subject of a quad is mostly that of the one before. */
static uint32_t
quad_hash(struct vc_dataset *dataset, const struct vc_quad *quad)
{
    if (quad->subject != dataset->last_subject) {
        dataset->last_subject = quad->subject;
        dataset->last_hash = term_hash(quad->subject);
    }
    uint32_t h = vc_hash_mix(dataset->last_hash, term_hash(quad->object));
    h = vc_hash_mix(h, term_hash(quad->predicate));
    return vc_hash_mix(h, term_hash(quad->graph));
}

static bool
quad_equal(const struct vc_quad *a, const struct vc_quad *b)
{
    return vc_term_equal(a->subject, b->subject) &&
           vc_term_equal(a->predicate, b->predicate) &&
           vc_term_equal(a->object, b->object) &&
           vc_term_equal(a->graph, b->graph);
}

/* Doubles array and table; the table is kept at most half full. */
static enum vc_status
make_room(struct vc_dataset *dataset)
{
    size_t capacity = dataset->capacity ? dataset->capacity * 2 : FIRST_QUADS;
    struct vc_arena *arena = dataset->arena;
    struct vc_quad *quads =
        vc_arena_array(arena, capacity, sizeof *dataset->quads);
    uint32_t *hashes = vc_arena_array(arena, capacity, sizeof *hashes);
    uint32_t *slots = vc_arena_array(arena, capacity * 2, sizeof *slots);
    if (!quads || !hashes || !slots)
        return VC_NO_MEMORY;
    if (dataset->count) {
        memcpy(quads, dataset->quads, dataset->count * sizeof *quads);
        memcpy(hashes, dataset->hashes, dataset->count * sizeof *hashes);
    }
    memset(slots, 0, capacity * 2 * sizeof *slots);
    for (size_t i = 0; i < dataset->count; i++) {
        size_t at = hashes[i] & (capacity * 2 - 1);
        while (slots[at])
            at = (at + 1) & (capacity * 2 - 1);
        slots[at] = (uint32_t)i + 1;
    }
    dataset->quads = quads;
    dataset->hashes = hashes;
    dataset->slots = slots;
    dataset->capacity = capacity;
    dataset->slot_count = capacity * 2;
    return VC_OK;
}

enum vc_status
vc_dataset_add(struct vc_dataset *dataset, const struct vc_quad *quad)
{
    if (dataset->count == dataset->capacity)
        VC_TRY(make_room(dataset));
    uint32_t hash = quad_hash(dataset, quad);
    size_t at = hash & (dataset->slot_count - 1);
    while (dataset->slots[at]) {
        size_t i = dataset->slots[at] - 1;
        if (dataset->hashes[i] == hash && quad_equal(&dataset->quads[i], quad))
            return VC_OK;
        at = (at + 1) & (dataset->slot_count - 1);
    }
    if (dataset->count == dataset->max_count)
        return VC_LIMIT;
    dataset->slots[at] = (uint32_t)dataset->count + 1;
    dataset->hashes[dataset->count] = hash;
    dataset->quads[dataset->count++] = *quad;
    return VC_OK;
}
