/* SPDX-License-Identifier: Apache-2.0 */
/* zip: by zlib, whose memory comes out of the arena. */

#include "zip.h"

#include "zlib_memory.h"

#include <limits.h>
#include <stdint.h>

/* With the room that deflateBound() says, one call is enough. */
static enum vc_status
run(z_stream *z, struct vc_arena *arena, struct vc_view bytes,
    struct vc_view *out)
{
    uLong room = deflateBound(z, (uLong)bytes.size);
    uint8_t *packed = vc_arena_alloc(arena, room);

    if (packed == NULL || room > UINT_MAX) {
        return VC_NO_MEMORY;
    }
    z->next_in = (const Bytef *)bytes.data;
    z->avail_in = (unsigned)bytes.size;
    z->next_out = packed;
    z->avail_out = (unsigned)room;
    if (deflate(z, Z_FINISH) != Z_STREAM_END) {
        return VC_NO_MEMORY;
    }
    *out = (struct vc_view){(const char *)packed, z->total_out};
    return VC_OK;
}

enum vc_status
vc_zip_gzip(struct vc_arena *arena, struct vc_view bytes, struct vc_view *out)
{
    z_stream z = vc_zlib_stream(arena);
    enum vc_status s = VC_OK;

    if (bytes.size > UINT_MAX) {
        return VC_LIMIT;
    }
    if (deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, 16 + MAX_WBITS, 8,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        return VC_NO_MEMORY;
    }
    s = run(&z, arena, bytes, out);
    (void)deflateEnd(&z);
    return s;
}
