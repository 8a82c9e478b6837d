/* SPDX-License-Identifier: Apache-2.0 */
/* Members of objects and items of arrays that are being built, found in
 * constant time however many there are. */
#ifndef VC_LD_INDEX_H
#define VC_LD_INDEX_H

#include "vc/json.h"

struct vc_ld_index_slot {
    const struct vc_json *owner; /* object or array; NULL: free */
    struct vc_json *found;       /* its member or item */
    uint32_t hash;
};

/* One for a whole tree. Objects and arrays change only by the functions below
 * while they are looked into; small ones never enter the table. */
struct vc_ld_index {
    struct vc_arena *arena;
    struct vc_ld_index_slot *slots; /* open hash table, at most half full */
    size_t slot_count;              /* a power of two */
    size_t count;
};

/* The member of that name, or NULL. */
struct vc_json *vc_ld_index_member(const struct vc_ld_index *index,
                                   const struct vc_json *object,
                                   struct vc_view name);

/* Appends a member that is not there yet. */
enum vc_status vc_ld_index_set(struct vc_ld_index *index,
                               struct vc_json *object, struct vc_view name,
                               struct vc_json *value);

/* The member of that name; a new one of `kind` (array or object) where there is
 * none. */
enum vc_status vc_ld_index_make(struct vc_ld_index *index,
                                struct vc_json *object, struct vc_view name,
                                enum vc_json_kind kind, struct vc_json **out);

/* Appends an item. */
enum vc_status vc_ld_index_append(struct vc_ld_index *index,
                                  struct vc_json *array, struct vc_json *item);

/* Appends an item unless an equal one is there. `out`, which may be NULL, is
 * the one that is there afterwards. */
enum vc_status vc_ld_index_append_new(struct vc_ld_index *index,
                                      struct vc_json *array,
                                      struct vc_json *item,
                                      struct vc_json **out);

#endif
