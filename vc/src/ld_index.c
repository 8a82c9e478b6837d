/* SPDX-License-Identifier: Apache-2.0 */
/* The table behind wide objects and arrays under construction. */
#include "ld_index.h"

#include "hash.h"

/* Up to here one looks from the first to the last. */
enum { FEW = 12 };

/* Equal values (vc_json_equal) have equal hashes. */
static uint32_t
value_hash(const struct vc_json *value)
{
    uint32_t hash = (uint32_t)value->kind;
    switch (value->kind) {
    case VC_JSON_NULL:
        break;
    case VC_JSON_BOOL:
        hash += value->u.boolean;
        break;
    case VC_JSON_NUMBER: {
        double number = value->u.number.value + 0.0; /* -0 is 0 */
        hash += vc_hash((struct vc_view){(char *)&number, sizeof number});
        break;
    }
    case VC_JSON_STRING:
        hash += vc_hash(value->u.text);
        break;
    case VC_JSON_ARRAY:
        for (VC_JSON_EACH(item, value))
            hash = vc_hash_mix(hash, value_hash(item));
        break;
    case VC_JSON_OBJECT: /* in any order */
        for (VC_JSON_EACH(member, value))
            hash += vc_hash_mix(vc_hash(member->name), value_hash(member));
        break;
    }
    return hash;
}

static uint32_t
slot_hash(const struct vc_json *owner, const struct vc_json *found)
{
    uint32_t hash = owner->kind == VC_JSON_OBJECT ? vc_hash(found->name)
                                                  : value_hash(found);
    return vc_hash_mix(hash, (uint32_t)((uintptr_t)owner >> 4));
}

static void
put(struct vc_ld_index *index, const struct vc_ld_index_slot *slot)
{
    size_t at = slot->hash & (index->slot_count - 1);
    while (index->slots[at].owner)
        at = (at + 1) & (index->slot_count - 1);
    index->slots[at] = *slot;
}

static enum vc_status
insert(struct vc_ld_index *index, const struct vc_json *owner,
       struct vc_json *found)
{
    if ((index->count + 1) * 2 > index->slot_count) {
        struct vc_ld_index old = *index;
        index->slot_count = old.slot_count ? old.slot_count * 2 : 64;
        index->slots = vc_arena_array(index->arena, index->slot_count,
                                      sizeof *index->slots);
        if (!index->slots) {
            *index = old;
            return VC_NO_MEMORY;
        }
        memset(index->slots, 0, index->slot_count * sizeof *index->slots);
        for (size_t i = 0; i < old.slot_count; i++) {
            if (old.slots[i].owner)
                put(index, &old.slots[i]);
        }
    }
    struct vc_ld_index_slot slot = {owner, found, slot_hash(owner, found)};
    put(index, &slot);
    index->count++;
    return VC_OK;
}

/* Called with the new one linked: from FEW on all are in the table. */
static enum vc_status
linked(struct vc_ld_index *index, struct vc_json *owner)
{
    if (owner->count < FEW)
        return VC_OK;
    if (owner->count > FEW)
        return insert(index, owner, owner->u.list.last);
    for (struct vc_json *i = owner->u.list.first; i; i = i->next)
        VC_TRY(insert(index, owner, i));
    return VC_OK;
}

struct vc_json *
vc_ld_index_member(const struct vc_ld_index *index,
                   const struct vc_json *object, struct vc_view name)
{
    if (object->count < FEW)
        return vc_json_get(object, name);
    uint32_t hash =
        vc_hash_mix(vc_hash(name), (uint32_t)((uintptr_t)object >> 4));
    size_t mask = index->slot_count - 1;
    for (size_t i = hash & mask; index->slots[i].owner; i = (i + 1) & mask) {
        const struct vc_ld_index_slot *slot = &index->slots[i];
        if (slot->hash == hash && slot->owner == object &&
            vc_view_equal(slot->found->name, name))
            return slot->found;
    }
    return NULL;
}

enum vc_status
vc_ld_index_set(struct vc_ld_index *index, struct vc_json *object,
                struct vc_view name, struct vc_json *value)
{
    VC_TRY(vc_json_set(object, name, value));
    return linked(index, object);
}

enum vc_status
vc_ld_index_make(struct vc_ld_index *index, struct vc_json *object,
                 struct vc_view name, enum vc_json_kind kind,
                 struct vc_json **out)
{
    *out = vc_ld_index_member(index, object, name);
    if (*out)
        return VC_OK;
    *out = kind == VC_JSON_ARRAY ? vc_json_array(index->arena)
                                 : vc_json_object(index->arena);
    return vc_ld_index_set(index, object, name, *out);
}

enum vc_status
vc_ld_index_append(struct vc_ld_index *index, struct vc_json *array,
                   struct vc_json *item)
{
    VC_TRY(vc_json_append(array, item));
    return linked(index, array);
}

static struct vc_json *
find_item(const struct vc_ld_index *index, const struct vc_json *array,
          const struct vc_json *item)
{
    if (array->count < FEW) {
        struct vc_json *other = array->u.list.first;
        while (other && !vc_json_equal(other, item))
            other = other->next;
        return other;
    }
    uint32_t hash = slot_hash(array, item);
    size_t mask = index->slot_count - 1;
    for (size_t i = hash & mask; index->slots[i].owner; i = (i + 1) & mask) {
        const struct vc_ld_index_slot *slot = &index->slots[i];
        if (slot->hash == hash && slot->owner == array &&
            vc_json_equal(slot->found, item))
            return slot->found;
    }
    return NULL;
}

enum vc_status
vc_ld_index_append_new(struct vc_ld_index *index, struct vc_json *array,
                       struct vc_json *item, struct vc_json **out)
{
    if (!array || !item)
        return VC_NO_MEMORY;
    struct vc_json *there = find_item(index, array, item);
    if (!there) {
        there = item;
        VC_TRY(vc_ld_index_append(index, array, item));
    }
    if (out)
        *out = there;
    return VC_OK;
}
