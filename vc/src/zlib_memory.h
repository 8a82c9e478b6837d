/* SPDX-License-Identifier: Apache-2.0 */
/* zlib_memory: zlib's streams, whose memory comes out of an arena. The arena is
 * emptied as a whole; zlib gives nothing back by itself. */
#ifndef VC_ZLIB_MEMORY_H
#define VC_ZLIB_MEMORY_H

#include "vc/alloc.h"

#define ZLIB_CONST /* next_in is not written through */
#include <zlib.h>

static inline void *
vc_zlib_take(void *arena, unsigned count, unsigned size)
{
    return vc_arena_array(arena, count, size);
}

static inline void
vc_zlib_give_back(void *arena, void *memory)
{
    (void)arena;
    (void)memory;
}

/* A stream that is not yet begun: for inflateInit2 or deflateInit2. */
static inline z_stream
vc_zlib_stream(struct vc_arena *arena)
{
    return (z_stream){
        .zalloc = vc_zlib_take, .zfree = vc_zlib_give_back, .opaque = arena};
}

#endif
