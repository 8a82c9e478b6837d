/* SPDX-License-Identifier: Apache-2.0 */
/* Memory: the caller's allocator, and the arena that stands upon it.
 *
 * Everything the library makes lives in an arena the caller owns, and dies
 * with it; nothing is freed piece by piece. An arena has a maximum; reaching
 * it is the same failure as an empty heap: NULL, which becomes VC_NO_MEMORY. */
#ifndef VC_ALLOC_H
#define VC_ALLOC_H

#include "vc/view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct vc_allocator {
    /* `size` bytes aligned for any type, or NULL. */
    void *(*allocate)(void *user, size_t size);
    /* Takes back what `allocate` gave with the same size. */
    void (*release)(void *user, void *memory, size_t size);
    void *user;
};

/* malloc and free. */
extern const struct vc_allocator vc_allocator_malloc;

struct vc_arena_chunk;

/* One per document or request. Open so that the short way is inline; its
 * members are nobody's business but vc/alloc.h's. Not for two threads. */
struct vc_arena {
    char *at;
    char *end;
    struct vc_arena_chunk *chunk; /* the newest, linked to older ones */
    const struct vc_allocator *allocator;
    size_t used_bytes; /* in chunks taken from the allocator */
    size_t max_bytes;
};

/* Prepares an arena; takes no memory yet. `allocator` NULL means malloc and
 * must outlive the arena. `max_bytes` 0 means no maximum. */
void vc_arena_init(struct vc_arena *arena, const struct vc_allocator *allocator,
                   size_t max_bytes);

/* Forgets everything but keeps the newest (largest) chunk for the next round. */
void vc_arena_reset(struct vc_arena *arena);

/* Gives everything back to the allocator; the arena may be used again. */
void vc_arena_free(struct vc_arena *arena);

void *vc_arena_grow(struct vc_arena *arena, size_t size);

/* `size` bytes aligned to 8, not cleared; NULL when there are none. */
static inline void *
vc_arena_alloc(struct vc_arena *arena, size_t size)
{
    if (size > SIZE_MAX - 8)
        return NULL;
#ifdef VC_ARENA_EACH
    return vc_arena_grow(arena, size); /* see alloc.c */
#else
    size = (size + 7) & ~(size_t)7;
    if (__builtin_expect((size_t)(arena->end - arena->at) < size || !arena->at,
                         0))
        return vc_arena_grow(arena, size);
    void *memory = arena->at;
    arena->at += size;
    return memory;
#endif
}

/* The same, cleared. */
static inline void *
vc_arena_zalloc(struct vc_arena *arena, size_t size)
{
    void *memory = vc_arena_alloc(arena, size);
    if (memory)
        memset(memory, 0, size);
    return memory;
}

/* An array of `count` elements, or NULL also when the product overflows. */
static inline void *
vc_arena_array(struct vc_arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        return NULL;
    return vc_arena_alloc(arena, count * size);
}

/* A larger block with the old content: in place where `memory` was the last
 * allocation, else copied. NULL leaves the old block as it was. */
void *vc_arena_resize(struct vc_arena *arena, void *memory, size_t old_size,
                      size_t new_size);

/* A copy of `text` in the arena; data is NULL when there is no memory. */
struct vc_view vc_arena_copy(struct vc_arena *arena, struct vc_view text);

/* `a` and `b` joined; data is NULL when there is no memory. */
struct vc_view vc_arena_join(struct vc_arena *arena, struct vc_view a,
                             struct vc_view b);

#endif
