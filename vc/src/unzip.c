/* SPDX-License-Identifier: Apache-2.0 */
/* unzip: by zlib, whose memory comes out of the arena. */

#include "unzip.h"

#include "zlib_memory.h"

#include <limits.h>

enum { PIECE = 16384 };

static enum vc_status
run(z_stream *stream, struct vc_unzip_sink sink)
{
    uint8_t piece[PIECE];
    int z = Z_OK;

    while (z == Z_OK) {
        stream->next_out = piece;
        stream->avail_out = sizeof(piece);
        z = inflate(stream, Z_NO_FLUSH);
        if (stream->avail_out < sizeof(piece)) {
            VC_TRY(
                sink.take(sink.user, piece, sizeof(piece) - stream->avail_out));
        }
    }
    if (z == Z_MEM_ERROR) {
        return VC_NO_MEMORY;
    }
    return z == Z_STREAM_END && stream->avail_in == 0 ? VC_OK : VC_INVALID;
}

enum vc_status
vc_unzip(struct vc_arena *arena, enum vc_unzip_form form, struct vc_view packed,
         struct vc_unzip_sink sink)
{
    z_stream stream = vc_zlib_stream(arena);
    enum vc_status s = VC_OK;

    if (packed.size > UINT_MAX) {
        return VC_LIMIT;
    }
    if (inflateInit2(&stream, form == VC_UNZIP_GZIP ? 16 + MAX_WBITS
                                                    : MAX_WBITS) != Z_OK) {
        return VC_NO_MEMORY;
    }
    stream.next_in = (const Bytef *)packed.data;
    stream.avail_in = (unsigned)packed.size;
    s = run(&stream, sink);
    (void)inflateEnd(&stream);
    return s;
}

uint32_t
vc_unzip_crc32(uint32_t crc, const void *bytes, size_t len)
{
    const uint8_t *at = bytes;

    for (size_t n = 0; len > 0; at += n, len -= n) {
        n = len < UINT_MAX ? len : UINT_MAX;
        crc = (uint32_t)crc32(crc, at, (unsigned)n);
    }
    return crc;
}
