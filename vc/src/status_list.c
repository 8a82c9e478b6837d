/* SPDX-License-Identifier: Apache-2.0 */
/* status_list: unpacks a list piece by piece and keeps one bit, so that a bomb
 * costs time up to the limit and no memory. */

#include "vc/status_list.h"

#include "vc/multibase.h"

#include <limits.h>
#include <zlib.h>

enum { PIECE = 16384, MAX_DIGITS = 12 };

bool
vc_status_list_index(struct vc_view text, uint64_t *out)
{
    uint64_t value = 0;

    if (text.data == NULL || text.size == 0 || text.size > MAX_DIGITS ||
        (text.size > 1 && text.data[0] == '0')) {
        return false;
    }
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9') {
            return false;
        }
        value = value * 10 + (uint64_t)(text.data[i] - '0');
    }
    *out = value;
    return true;
}

/* zlib's memory comes out of the arena, which is emptied as a whole. */
static void *
take(void *arena, unsigned count, unsigned size)
{
    return vc_arena_array(arena, count, size);
}

static void
give_back(void *arena, void *memory)
{
    (void)arena;
    (void)memory;
}

struct unpacked {
    uint64_t bytes; /* in all */
    uint8_t wanted; /* the byte asked for, once it has come by */
};

/* Runs the stream to its end, a piece at a time. */
static enum vc_status
unpack(z_stream *stream, uint64_t wanted_byte, struct unpacked *out,
       struct vc_error *error)
{
    uint8_t piece[PIECE];
    int z = Z_OK;

    while (z == Z_OK) {
        uint64_t before = out->bytes;
        size_t got = 0;

        stream->next_out = piece;
        stream->avail_out = sizeof(piece);
        z = inflate(stream, Z_NO_FLUSH);
        got = sizeof(piece) - stream->avail_out;
        out->bytes += got;
        if (wanted_byte >= before && wanted_byte < out->bytes) {
            out->wanted = piece[wanted_byte - before];
        }
        if (out->bytes > VC_STATUS_LIST_MAX_BYTES) {
            return vc_error_set(error, VC_LIMIT, "the list is too large");
        }
    }
    if (z == Z_MEM_ERROR) {
        return VC_NO_MEMORY;
    }
    return z == Z_STREAM_END && stream->avail_in == 0
               ? VC_OK
               : vc_error_set(error, VC_INVALID, "the list cannot be unpacked");
}

static enum vc_status
decode(struct vc_arena *arena, struct vc_view encoded, z_stream *out,
       struct vc_error *error)
{
    uint8_t *bytes = NULL;
    size_t size = 0;

    if (encoded.size > 0 && encoded.data[0] == 'u') {
        encoded.data++;
        encoded.size--;
    }
    bytes = vc_arena_alloc(arena, encoded.size);
    if (bytes == NULL) {
        return VC_NO_MEMORY;
    }
    if (encoded.size > UINT_MAX ||
        !vc_multibase_base64url_decode(encoded.data, encoded.size, bytes,
                                       encoded.size, &size)) {
        return vc_error_set(error, VC_INVALID, "the list is not base64url");
    }
    out->next_in = bytes;
    out->avail_in = (unsigned)size;
    return VC_OK;
}

enum vc_status
vc_status_list_bit(struct vc_arena *arena, struct vc_view encoded,
                   uint64_t index, bool *out, struct vc_error *error)
{
    z_stream stream = {.zalloc = take, .zfree = give_back, .opaque = arena};
    struct unpacked unpacked = {0};
    enum vc_status s = VC_OK;

    VC_TRY(decode(arena, encoded, &stream, error));
    if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK) { /* gzip only */
        return VC_NO_MEMORY;
    }
    s = unpack(&stream, index / 8, &unpacked, error);
    (void)inflateEnd(&stream);
    VC_TRY(s);
    if (unpacked.bytes * 8 < VC_STATUS_LIST_MIN_BITS) {
        return vc_error_set(error, VC_INVALID, "the list is too short");
    }
    if (index >= unpacked.bytes * 8) {
        return vc_error_set(error, VC_INVALID, "the list has no such entry");
    }
    *out = (unpacked.wanted >> (7 - index % 8) & 1) != 0;
    return VC_OK;
}
