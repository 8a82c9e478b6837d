/* SPDX-License-Identifier: Apache-2.0 */
/* multibase: base58 by 32-bit limbs and five digits at a time (58^5 < 2^30),
 * so that a signature costs well under a microsecond. */

#include "vc/multibase.h"

#include <string.h>

enum {
    CHUNK = 5,
    POW5 = 656356768, /* 58^5 */
    MAX_LIMBS = VC_MULTIBASE_MAX_BYTES / 4,
    MAX_CHUNKS = VC_MULTIBASE_MAX_BASE58 / CHUNK + 1
};

static const char alphabet58[59] =
    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
static const char alphabet64[65] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/* Big-endian bytes into big-endian limbs; the first limb may be short. */
static size_t
bytes_to_limbs(const uint8_t *bytes, size_t len, uint32_t *limbs)
{
    size_t count = (len + 3) / 4;
    size_t first = len - 4 * (count - 1);
    size_t at = 0;

    for (size_t i = 0; i < count; i++) {
        size_t width = i == 0 ? first : 4;
        uint32_t limb = 0;

        for (size_t k = 0; k < width; k++) {
            limb = limb << 8 | bytes[at++];
        }
        limbs[i] = limb;
    }
    return count;
}

/* Divide the number in place until it is zero; five digits, least significant
 * first, stand in each chunk. */
static size_t
limbs_to_chunks(uint32_t *limbs, size_t count, uint32_t *chunks)
{
    size_t start = 0;
    size_t made = 0;

    while (start < count && limbs[start] == 0) {
        start++;
    }
    while (start < count) {
        uint64_t rest = 0;

        for (size_t i = start; i < count; i++) {
            uint64_t part = rest << 32 | limbs[i];

            limbs[i] = (uint32_t)(part / POW5);
            rest = part % POW5;
        }
        chunks[made++] = (uint32_t)rest;
        while (start < count && limbs[start] == 0) {
            start++;
        }
    }
    return made;
}

size_t
vc_multibase_base58_encode(const uint8_t *bytes, size_t len, char *out,
                           size_t cap)
{
    uint32_t limbs[MAX_LIMBS];
    uint32_t chunks[MAX_CHUNKS];
    char digits[MAX_CHUNKS * CHUNK];
    size_t zeros = 0;
    size_t count = 0;

    if (len == 0 || len > VC_MULTIBASE_MAX_BYTES) {
        return 0;
    }
    while (zeros < len && bytes[zeros] == 0) {
        zeros++;
    }
    if (zeros < len) {
        size_t limb_count = bytes_to_limbs(bytes + zeros, len - zeros, limbs);
        size_t made = limbs_to_chunks(limbs, limb_count, chunks);

        for (size_t i = 0; i < made; i++) {
            for (size_t k = 0; k < CHUNK; k++) {
                digits[count++] = alphabet58[chunks[i] % 58];
                chunks[i] /= 58;
            }
        }
        while (count > 0 && digits[count - 1] == '1') {
            count--;
        }
    }
    if (zeros + count > cap) {
        return 0;
    }
    memset(out, '1', zeros);
    for (size_t i = 0; i < count; i++) {
        out[zeros + i] = digits[count - 1 - i];
    }
    return zeros + count;
}

static int
value58(char c)
{
    static const int8_t values[128] = {
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, //
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, //
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, //
        -1, 0,  1,  2,  3,  4,  5,  6,  7,  8,  -1, -1, -1, -1, -1, -1, //
        -1, 9,  10, 11, 12, 13, 14, 15, 16, -1, 17, 18, 19, 20, 21, -1, //
        22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, -1, -1, -1, -1, -1, //
        -1, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, -1, 44, 45, 46, //
        47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, -1, -1, -1, -1, -1};
    unsigned char u = (unsigned char)c;

    return u < 128 ? values[u] : -1;
}

/* limbs (little-endian) = limbs * factor + add; false when it outgrows them. */
static bool
multiply_add(uint32_t *limbs, size_t *count, uint32_t factor, uint32_t add)
{
    uint64_t carry = add;

    for (size_t i = 0; i < *count; i++) {
        carry += (uint64_t)limbs[i] * factor;
        limbs[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry != 0) {
        if (*count == MAX_LIMBS) {
            return false;
        }
        limbs[(*count)++] = (uint32_t)carry;
    }
    return true;
}

static bool
digits_to_limbs(const char *text, size_t len, uint32_t *limbs, size_t *count)
{
    *count = 0;
    for (size_t i = 0; i < len;) {
        uint32_t factor = 1;
        uint32_t chunk = 0;

        for (size_t k = 0; k < CHUNK && i < len; k++, i++) {
            int v = value58(text[i]);

            if (v < 0) {
                return false;
            }
            factor *= 58;
            chunk = chunk * 58 + (uint32_t)v;
        }
        if (!multiply_add(limbs, count, factor, chunk)) {
            return false;
        }
    }
    return true;
}

bool
vc_multibase_base58_decode(const char *text, size_t len, uint8_t *out,
                           size_t cap, size_t *out_len)
{
    uint32_t limbs[MAX_LIMBS];
    size_t count = 0;
    size_t zeros = 0;
    size_t bytes = 0;

    if (len > VC_MULTIBASE_MAX_BASE58) {
        return false;
    }
    while (zeros < len && text[zeros] == '1') {
        zeros++;
    }
    if (!digits_to_limbs(text + zeros, len - zeros, limbs, &count)) {
        return false;
    }
    bytes = count * 4;
    for (uint32_t top = count > 0 ? limbs[count - 1] : 0;
         bytes > 0 && top >> 24 == 0; top <<= 8) {
        bytes--;
    }
    if (zeros + bytes > cap) {
        return false;
    }
    if (zeros > 0) {
        memset(out, 0, zeros);
    }
    for (size_t i = 0; i < bytes; i++) {
        size_t from_low = bytes - 1 - i;

        out[zeros + i] = (uint8_t)(limbs[from_low / 4] >> (8 * (from_low % 4)));
    }
    *out_len = zeros + bytes;
    return true;
}

size_t
vc_multibase_base64url_size(size_t len)
{
    return len / 3 * 4 + (len % 3 == 0 ? 0 : len % 3 + 1);
}

size_t
vc_multibase_base64url_encode(const uint8_t *bytes, size_t len, char *out)
{
    size_t at = 0;
    uint32_t bits = 0;
    unsigned have = 0;

    for (size_t i = 0; i < len; i++) {
        bits = bits << 8 | bytes[i];
        have += 8;
        while (have >= 6) {
            have -= 6;
            out[at++] = alphabet64[bits >> have & 63];
        }
    }
    if (have > 0) {
        out[at++] = alphabet64[bits << (6 - have) & 63];
    }
    return at;
}

static int
value64(char c)
{
    if (c >= 'A' && c <= 'Z') {
        return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
        return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
        return c - '0' + 52;
    }
    return c == '-' ? 62 : c == '_' ? 63 : -1;
}

bool
vc_multibase_base64url_decode(const char *text, size_t len, uint8_t *out,
                              size_t cap, size_t *out_len)
{
    uint32_t bits = 0;
    unsigned have = 0;
    size_t at = 0;

    if (len % 4 == 1 || len / 4 * 3 + (len % 4 == 0 ? 0 : len % 4 - 1) > cap) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        int v = value64(text[i]);

        if (v < 0) {
            return false;
        }
        bits = bits << 6 | (uint32_t)v;
        have += 6;
        if (have >= 8) {
            have -= 8;
            out[at++] = (uint8_t)(bits >> have);
        }
    }
    if ((bits & ((1U << have) - 1)) != 0) {
        return false;
    }
    *out_len = at;
    return true;
}

size_t
vc_multibase_encode(const uint8_t *bytes, size_t len, char *out, size_t cap)
{
    size_t n = 0;

    if (cap == 0) {
        return 0;
    }
    n = vc_multibase_base58_encode(bytes, len, out + 1, cap - 1);
    if (n == 0) {
        return 0;
    }
    out[0] = 'z';
    return n + 1;
}

bool
vc_multibase_decode(const char *text, size_t len, uint8_t *out, size_t cap,
                    size_t *out_len)
{
    if (len < 2) {
        return false;
    }
    switch (text[0]) {
    case 'z':
        return vc_multibase_base58_decode(text + 1, len - 1, out, cap, out_len);
    case 'u':
        return vc_multibase_base64url_decode(text + 1, len - 1, out, cap,
                                             out_len);
    default:
        return false;
    }
}
