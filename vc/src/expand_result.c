/* SPDX-License-Identifier: Apache-2.0 */
/* The members of a node object under construction. */
#include "ld.h"

/* Up to here members are looked for one by one, then by a table. */
enum { FEW_MEMBERS = 12 };

static enum vc_status
result_index(struct vc_ld *ld, struct vc_expand_result *r)
{
    size_t count = r->slot_count ? r->slot_count : 32;
    while (count < ((size_t)r->object->count + 1) * 2)
        count *= 2;
    if (count != r->slot_count) {
        r->slots = vc_arena_array(ld->arena, count, sizeof *r->slots);
        if (!r->slots)
            return VC_NO_MEMORY;
        memset(r->slots, 0, count * sizeof *r->slots);
        r->slot_count = count;
        for (struct vc_json *m = r->object->u.list.first; m; m = m->next) {
            size_t at = vc_hash(m->name) & (count - 1);
            while (r->slots[at])
                at = (at + 1) & (count - 1);
            r->slots[at] = m;
        }
    }
    return VC_OK;
}

struct vc_json *
vc_expand_result_get(const struct vc_expand_result *r, struct vc_view name)
{
    if (!r->slot_count)
        return vc_json_get(r->object, name);
    size_t at = vc_hash(name) & (r->slot_count - 1);
    for (; r->slots[at]; at = (at + 1) & (r->slot_count - 1)) {
        if (vc_view_equal(r->slots[at]->name, name))
            return r->slots[at];
    }
    return NULL;
}

/* Appends a member that is not there yet. */
enum vc_status
vc_expand_result_set(struct vc_ld *ld, struct vc_expand_result *r,
                     struct vc_view name, struct vc_json *value)
{
    if (r->object->count >= FEW_MEMBERS)
        VC_TRY(result_index(ld, r));
    VC_TRY(vc_json_set(r->object, name, value));
    if (r->slot_count) {
        size_t at = vc_hash(name) & (r->slot_count - 1);
        while (r->slots[at])
            at = (at + 1) & (r->slot_count - 1);
        r->slots[at] = value;
    }
    return VC_OK;
}

/* Moves the items of `from` behind those of `to`. */
void
vc_expand_result_append(struct vc_json *to, const struct vc_json *from)
{
    if (from->count == 0)
        return;
    if (to->u.list.last)
        to->u.list.last->next = from->u.list.first;
    else
        to->u.list.first = from->u.list.first;
    to->u.list.last = from->u.list.last;
    to->count += from->count;
}

enum vc_status
vc_expand_result_array(struct vc_ld *ld, struct vc_json **value)
{
    if ((*value)->kind == VC_JSON_ARRAY)
        return VC_OK;
    struct vc_json *array = vc_json_array(ld->arena);
    VC_TRY(vc_json_append(array, *value));
    *value = array;
    return VC_OK;
}

/* "Add value" with "as array": the member becomes or stays an array. */
enum vc_status
vc_expand_result_add(struct vc_ld *ld, struct vc_expand_result *r,
                     struct vc_view name, struct vc_json *value)
{
    struct vc_json *old = vc_expand_result_get(r, name);
    VC_TRY(vc_expand_result_array(ld, &value));
    value->is_iri = 0;
    if (!old)
        return vc_expand_result_set(ld, r, name, value);
    vc_expand_result_append(old, value);
    return VC_OK;
}
