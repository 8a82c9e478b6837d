/* SPDX-License-Identifier: Apache-2.0 */
/* status_list: unpacks a list piece by piece and keeps one bit, so that a bomb
 * costs time up to the limit and no memory. */

#include "vc/status_list.h"

#include "unzip.h"

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

/* What came by so far: only the byte asked for is kept. */
struct unpacked {
    uint64_t bytes; /* in all */
    uint64_t wanted_byte;
    uint8_t wanted; /* once it has come by */
};

static enum vc_status
pass_by(void *user, const uint8_t *bytes, size_t len)
{
    struct unpacked *u = user;

    if (u->wanted_byte >= u->bytes && u->wanted_byte - u->bytes < len) {
        u->wanted = bytes[u->wanted_byte - u->bytes];
    }
    u->bytes += len;
    return u->bytes > VC_STATUS_LIST_MAX_BYTES ? VC_LIMIT : VC_OK;
}

static enum vc_status
decode(struct vc_arena *arena, struct vc_view encoded, struct vc_view *out,
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
    if (!vc_multibase_base64url_decode(encoded.data, encoded.size, bytes,
                                       encoded.size, &size)) {
        return vc_error_set(error, VC_INVALID, "the list is not base64url");
    }
    *out = (struct vc_view){(const char *)bytes, size};
    return VC_OK;
}

enum vc_status
vc_status_list_bit(struct vc_arena *arena, struct vc_view encoded,
                   uint64_t index, bool *out, struct vc_error *error)
{
    struct unpacked unpacked = {.wanted_byte = index / 8};
    struct vc_view packed;
    enum vc_status s = VC_OK;

    VC_TRY(decode(arena, encoded, &packed, error));
    s = vc_unzip(arena, VC_UNZIP_GZIP, packed,
                 (struct vc_unzip_sink){pass_by, &unpacked});
    if (s == VC_LIMIT) {
        return vc_error_set(error, s, "the list is too large");
    }
    if (s == VC_INVALID) {
        return vc_error_set(error, s, "the list cannot be unpacked");
    }
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
