/* SPDX-License-Identifier: Apache-2.0 */
/* Tables by term: of an active context, and of a context object whose terms are
 * being defined. */
#include "ld.h"

/* Stands in a slot whose term was taken out, so that probing goes on. */
static const struct vc_term_def removed = {.term = {"", SIZE_MAX}};

const struct vc_term_def *
vc_active_find(const struct vc_active *active, struct vc_view term,
               uint32_t hash)
{
    uint32_t mask = active->slot_count - 1;
    for (uint32_t i = hash & mask; active->slots[i]; i = (i + 1) & mask) {
        const struct vc_term_def *def = active->slots[i];
        if (def->hash == hash && vc_view_equal(def->term, term))
            return def;
    }
    return NULL;
}

enum vc_status
vc_active_own(struct vc_ld *ld, struct vc_local *local)
{
    if (local->own)
        return VC_OK;
    const struct vc_active *from = local->active;
    size_t cost = from->slot_count / 32;
    if (ld->work_left < cost)
        return vc_ld_fail(ld, VC_LIMIT, VC_VIEW("@context"));
    ld->work_left -= cost;
    struct vc_active *copy = vc_arena_alloc(ld->arena, sizeof *copy);
    const struct vc_term_def **slots =
        vc_arena_array(ld->arena, from->slot_count, sizeof *slots);
    if (!copy || !slots)
        return VC_NO_MEMORY;
    *copy = *from;
    memcpy(slots, from->slots, from->slot_count * sizeof *slots);
    copy->slots = slots;
    local->own = copy;
    local->active = copy;
    return VC_OK;
}

static enum vc_status
grow_slots(struct vc_ld *ld, struct vc_active *active)
{
    uint32_t count = active->slot_count < 16 ? 32 : active->slot_count * 2;
    const struct vc_term_def **slots =
        vc_arena_array(ld->arena, count, sizeof *slots);
    if (!slots)
        return VC_NO_MEMORY;
    memset(slots, 0, count * sizeof *slots);
    uint32_t used = 0;
    for (uint32_t i = 0; i < active->slot_count; i++) {
        const struct vc_term_def *def = active->slots[i];
        if (!def || def == &removed)
            continue;
        uint32_t at = def->hash & (count - 1);
        while (slots[at])
            at = (at + 1) & (count - 1);
        slots[at] = def;
        used++;
    }
    active->slots = slots;
    active->slot_count = count;
    active->term_count = used;
    return VC_OK;
}

enum vc_status
vc_active_put(struct vc_ld *ld, struct vc_local *local,
              const struct vc_term_def *old, const struct vc_term_def *def)
{
    if (!old && !def)
        return VC_OK;
    VC_TRY(vc_active_own(ld, local));
    struct vc_active *active = local->own;
    if (!old && (active->term_count + 1) * 2 > active->slot_count)
        VC_TRY(grow_slots(ld, active));
    uint32_t mask = active->slot_count - 1;
    uint32_t at = (old ? old->hash : def->hash) & mask;
    while (active->slots[at] && active->slots[at] != old)
        at = (at + 1) & mask;
    active->term_count += !old;
    active->slots[at] = def ? def : &removed;
    if (def && def->iri_keyword == KW_TYPE)
        active->type_sizes |= UINT64_C(1) << (def->term.size & 63);
    if (def && (def->iri_keyword == KW_ID || def->iri_keyword == KW_VALUE))
        active->id_value_sizes |= UINT64_C(1) << (def->term.size & 63);
    active->protected_count += def && def->is_protected;
    active->protected_count -= old && old->is_protected;
    return VC_OK;
}

/* ---- the table of a context object ---- */

enum vc_status
vc_active_index(struct vc_ld *ld, struct vc_local *local,
                const struct vc_json *context)
{
    size_t count = 4;
    while (count < (size_t)context->count * 2)
        count *= 2;
    local->slots = vc_arena_array(ld->arena, count, sizeof *local->slots);
    if (!local->slots)
        return VC_NO_MEMORY;
    memset(local->slots, 0, count * sizeof *local->slots);
    local->slot_count = count;
    for (VC_JSON_EACH(member, context)) {
        size_t at = vc_hash(member->name) & (count - 1);
        while (local->slots[at].member)
            at = (at + 1) & (count - 1);
        local->slots[at].member = member;
    }
    return VC_OK;
}

struct vc_local_entry *
vc_active_entry(const struct vc_local *local, struct vc_view term)
{
    size_t at = vc_hash(term) & (local->slot_count - 1);
    for (; local->slots[at].member; at = (at + 1) & (local->slot_count - 1)) {
        if (vc_view_equal(local->slots[at].member->name, term))
            return &local->slots[at];
    }
    return NULL;
}
