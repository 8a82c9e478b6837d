/* SPDX-License-Identifier: Apache-2.0 */
/* Arena upon the caller's allocator: bump allocation in doubling chunks. */
#include "vc/alloc.h"

#include <stdlib.h>

struct vc_arena_chunk {
    struct vc_arena_chunk *older;
    size_t size; /* bytes with this head */
};

enum { FIRST_CHUNK_BYTES = 16 * 1024, LARGEST_STEP_BYTES = 1024 * 1024 };

/* For tests and fuzzing: each block is one of the allocator's own, of exactly
 * its size. So each can fail, and a sanitizer sees a step over its end. */
#ifdef VC_ARENA_EACH
static const bool each_alone = true;
#else
static const bool each_alone = false;
#endif

static void *
plain_allocate(void *user, size_t size)
{
    (void)user;
    return malloc(size);
}

static void
plain_release(void *user, void *memory, size_t size)
{
    (void)user;
    (void)size;
    free(memory);
}

const struct vc_allocator vc_allocator_malloc = {plain_allocate, plain_release,
                                                 NULL};

void
vc_arena_init(struct vc_arena *arena, const struct vc_allocator *allocator,
              size_t max_bytes)
{
    memset(arena, 0, sizeof *arena);
    arena->allocator = allocator ? allocator : &vc_allocator_malloc;
    arena->max_bytes = max_bytes ? max_bytes : SIZE_MAX;
}

static void
release_older(struct vc_arena *arena, struct vc_arena_chunk *chunk)
{
    while (chunk) {
        struct vc_arena_chunk *older = chunk->older;
        arena->used_bytes -= chunk->size;
        arena->allocator->release(arena->allocator->user, chunk, chunk->size);
        chunk = older;
    }
}

void
vc_arena_reset(struct vc_arena *arena)
{
    if (!arena->chunk)
        return;
    if (each_alone) {
        vc_arena_free(arena);
        return;
    }
    release_older(arena, arena->chunk->older);
    arena->chunk->older = NULL;
    arena->at = (char *)(arena->chunk + 1);
}

void
vc_arena_free(struct vc_arena *arena)
{
    release_older(arena, arena->chunk);
    arena->chunk = NULL;
    arena->at = NULL;
    arena->end = NULL;
}

/* The slow way: `size` is already rounded. A new chunk at least doubles, so
 * that a document costs few calls, but never passes the maximum. */
void *
vc_arena_grow(struct vc_arena *arena, size_t size)
{
    size_t head = sizeof(struct vc_arena_chunk);
    size_t left = arena->max_bytes - arena->used_bytes;
    if (left < head || size > left - head)
        return NULL;
    size_t want = arena->chunk ? arena->chunk->size * 2 : FIRST_CHUNK_BYTES;
    if (want > LARGEST_STEP_BYTES)
        want = LARGEST_STEP_BYTES;
    if (want < size + head || each_alone)
        want = size + head;
    if (want > left)
        want = left;
    struct vc_arena_chunk *chunk =
        arena->allocator->allocate(arena->allocator->user, want);
    if (!chunk)
        return NULL;
    chunk->older = arena->chunk;
    chunk->size = want;
    arena->chunk = chunk;
    arena->used_bytes += want;
    arena->at = (char *)(chunk + 1) + size;
    arena->end = (char *)chunk + want;
    return chunk + 1;
}

void *
vc_arena_resize(struct vc_arena *arena, void *memory, size_t old_size,
                size_t new_size)
{
    if (new_size > SIZE_MAX - 8)
        return NULL;
    size_t old_round = (old_size + 7) & ~(size_t)7;
    size_t new_round = (new_size + 7) & ~(size_t)7;
    char *start = memory;
    if (start && start + old_round == arena->at &&
        (size_t)(arena->end - start) >= new_round) {
        arena->at = start + new_round;
        return memory;
    }
    void *larger = vc_arena_alloc(arena, new_size);
    if (larger && old_size)
        memcpy(larger, memory, old_size < new_size ? old_size : new_size);
    return larger;
}

struct vc_view
vc_arena_copy(struct vc_arena *arena, struct vc_view text)
{
    return vc_arena_join(arena, text, (struct vc_view){NULL, 0});
}

struct vc_view
vc_arena_join(struct vc_arena *arena, struct vc_view a, struct vc_view b)
{
    if (b.size > SIZE_MAX - a.size)
        return (struct vc_view){NULL, 0};
    char *text = vc_arena_alloc(arena, a.size + b.size);
    if (!text)
        return (struct vc_view){NULL, 0};
    if (a.size)
        memcpy(text, a.data, a.size);
    if (b.size)
        memcpy(text + a.size, b.data, b.size);
    return (struct vc_view){text, a.size + b.size};
}
