/* SPDX-License-Identifier: Apache-2.0 */
/* An allocator that fails at the n-th call, for loops that try every n until
 * the work gets through. */
#ifndef VC_TEST_FAILING_H
#define VC_TEST_FAILING_H

#include "vc_test.h"

#include "vc/alloc.h"

struct failing {
    struct vc_allocator allocator;
    int left;  /* calls that still work */
    long held; /* bytes not given back */
};

static inline void *
failing_allocate(void *user, size_t size)
{
    struct failing *f = user;

    if (f->left-- <= 0) {
        return NULL;
    }
    f->held += (long)size;
    return malloc(size);
}

static inline void
failing_release(void *user, void *memory, size_t size)
{
    struct failing *f = user;

    f->held -= (long)size;
    free(memory);
}

static inline void
failing_init(struct failing *f, int calls)
{
    f->allocator = (struct vc_allocator){failing_allocate, failing_release, f};
    f->left = calls;
    f->held = 0;
}

/* An arena that has little room at a time, so that many steps can fail: takes
 * chunks of the allocator and fails when `bytes` are used up. */
static inline void
failing_arena(struct vc_arena *arena, size_t bytes)
{
    vc_arena_init(arena, NULL, bytes);
}

#endif
