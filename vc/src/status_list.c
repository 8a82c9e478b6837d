/* SPDX-License-Identifier: Apache-2.0 */
/* status_list: unpacks a list piece by piece and keeps one entry, so that a bomb
 * costs time up to the limit and no memory. */

#include "status_list_bits.h"

#include "vc/multibase.h"

enum { MAX_DIGITS = 12 };

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

/* What came by so far: only the bytes asked for are kept. */
struct unpacked {
    uint64_t bytes; /* in all */
    uint64_t wanted_byte;
    uint8_t wanted[2]; /* once they have come by */
};

static enum vc_status
pass_by(void *user, const uint8_t *bytes, size_t len)
{
    struct unpacked *u = user;

    for (uint64_t i = 0; i < 2; i++) {
        uint64_t at = u->wanted_byte + i;

        if (at >= u->bytes && at - u->bytes < len) {
            u->wanted[i] = bytes[at - u->bytes];
        }
    }
    u->bytes += len;
    return u->bytes > VC_STATUS_LIST_MAX_BYTES ? VC_LIMIT : VC_OK;
}

enum vc_status
vc_status_list_unzip(struct vc_arena *arena, struct vc_view encoded,
                     struct vc_unzip_sink sink, struct vc_error *error)
{
    uint8_t *bytes = NULL;
    size_t size = 0;
    enum vc_status s = VC_OK;

    if (encoded.size > 0 && encoded.data[0] == 'u') {
        encoded.data++;
        encoded.size--;
    }
    bytes = vc_arena_alloc(arena, encoded.size);
    if (bytes == NULL) {
        return VC_NO_MEMORY;
    }
    if (!vc_multibase_base64url_decode(encoded.data, encoded.size, bytes,
                                       encoded.size, &size)) {
        return vc_error_set(error, VC_INVALID, "the list is not base64url");
    }
    s = vc_unzip(arena, VC_UNZIP_GZIP,
                 (struct vc_view){(const char *)bytes, size}, sink);
    return s == VC_LIMIT ? vc_error_set(error, s, "the list is too large")
           : s == VC_INVALID
               ? vc_error_set(error, s, "the list cannot be unpacked")
               : s;
}

enum vc_status
vc_status_list_read(struct vc_arena *arena, struct vc_view encoded,
                    unsigned size, uint64_t index, unsigned *out,
                    struct vc_error *error)
{
    struct unpacked unpacked = {.bytes = 0};
    uint64_t entries = 0;

    if (size == 0 || size > VC_STATUS_LIST_MAX_SIZE) {
        return vc_error_set(error, VC_INVALID, "an entry has from 1 to %d bits",
                            VC_STATUS_LIST_MAX_SIZE);
    }
    if (index > UINT64_MAX / 8) {
        return vc_error_set(error, VC_INVALID, "the list has no such entry");
    }
    unpacked.wanted_byte = index * size / 8;
    VC_TRY(vc_status_list_unzip(
        arena, encoded, (struct vc_unzip_sink){pass_by, &unpacked}, error));
    entries = unpacked.bytes * 8 / size;
    if (entries < VC_STATUS_LIST_MIN_ENTRIES) {
        return vc_error_set(error, VC_INVALID, "the list is too short");
    }
    if (index >= entries) {
        return vc_error_set(error, VC_INVALID, "the list has no such entry");
    }
    *out = vc_status_list_bits(unpacked.wanted, index * size % 8, size);
    return VC_OK;
}

unsigned
vc_status_list_bits(const uint8_t pair[2], unsigned offset, unsigned size)
{
    unsigned both = (unsigned)pair[0] << 8 | pair[1];

    return both >> (16 - offset - size) & ((1U << size) - 1);
}
