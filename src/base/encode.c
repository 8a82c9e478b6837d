/* SPDX-License-Identifier: Apache-2.0 */
/* encode: bytes as text and back: hex, base64url, base32, percent. */

#include "base/encode.h"

#include "base/arena.h"
#include "base/buf.h"

#include <string.h>

static const char hex_digits[] = "0123456789abcdef";
static const char url_signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "abcdefghijklmnopqrstuvwxyz0123456789-_";
static const char crockford[] = "0123456789abcdefghjkmnpqrstvwxyz";

const char *
encode_hex(struct arena *a, const void *p, size_t len)
{
    const unsigned char *in = p;
    char *out = arena_alloc(a, len * 2 + 1);

    for (size_t i = 0; i < len; i++) {
        out[i * 2] = hex_digits[in[i] >> 4];
        out[i * 2 + 1] = hex_digits[in[i] & 15];
    }
    return out;
}

static int
position(const char *signs, char c)
{
    const char *at = c ? strchr(signs, c) : NULL;

    return at ? (int)(at - signs) : -1;
}

bool
encode_unhex(struct arena *a, const char *s, void **out, size_t *len)
{
    size_t n = strlen(s);
    unsigned char *bytes = arena_alloc(a, n / 2 + 1);

    if (n % 2) {
        return false;
    }
    for (size_t i = 0; i < n / 2; i++) {
        int hi = position(hex_digits, s[i * 2]);
        int lo = position(hex_digits, s[i * 2 + 1]);

        if (hi < 0 || lo < 0) {
            return false;
        }
        bytes[i] = (unsigned char)(hi << 4 | lo);
    }
    *out = bytes;
    *len = n / 2;
    return true;
}

/* Write `len` bytes as signs of `bits` bits each, most significant first; the
 * last sign is filled with zero bits. */
static const char *
write_bits(struct arena *a, const char *signs, unsigned bits,
           const unsigned char *in, size_t len)
{
    char *out = arena_alloc(a, len * 8 / bits + 2);
    size_t n = 0;
    uint32_t hold = 0;
    unsigned have = 0;

    for (size_t i = 0; i < len; i++) {
        hold = hold << 8 | in[i];
        have += 8;
        while (have >= bits) {
            have -= bits;
            out[n++] = signs[hold >> have & ((1u << bits) - 1)];
        }
        hold &= (1u << have) - 1;
    }
    if (have) {
        out[n++] = signs[hold << (bits - have) & ((1u << bits) - 1)];
    }
    out[n] = '\0';
    return out;
}

const char *
encode_base64url(struct arena *a, const void *p, size_t len)
{
    return write_bits(a, url_signs, 6, p, len);
}

const char *
encode_base32(struct arena *a, const void *p, size_t len)
{
    return write_bits(a, crockford, 5, p, len);
}

/* Each request with a session carries two of these texts. */
static int
url_value(char c)
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
encode_unbase64url(struct arena *a, const char *s, void **out, size_t *len)
{
    size_t n = strlen(s), count = 0;
    unsigned char *bytes = arena_alloc(a, n * 3 / 4 + 1);
    uint32_t hold = 0;
    unsigned have = 0;

    for (size_t i = 0; i < n; i++) {
        int v = url_value(s[i]);

        if (v < 0) {
            return false;
        }
        hold = hold << 6 | (uint32_t)v;
        have += 6;
        if (have >= 8) {
            have -= 8;
            bytes[count++] = (unsigned char)(hold >> have);
        }
        hold &= (1u << have) - 1;
    }
    if (n % 4 == 1 || hold) {
        return false;
    }
    *out = bytes;
    *len = count;
    return true;
}

const char *
encode_base32_clean(struct arena *a, const char *s, size_t chars)
{
    char *out = arena_alloc(a, chars + 1);
    size_t n = 0;

    for (; *s; s++) {
        char c = *s;

        if (c == ' ' || c == '-') {
            continue;
        }
        if (c >= 'A' && c <= 'Z') {
            c = (char)(c + 32);
        }
        c = (char)(c == 'o' ? '0' : c == 'i' || c == 'l' ? '1' : c);
        if (n == chars || position(crockford, c) < 0) {
            return NULL;
        }
        out[n++] = c;
    }
    return n == chars ? out : NULL;
}

void
encode_percent(struct buf *b, const char *s)
{
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;

        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
            (c >= '0' && c <= '9') || strchr("-._~", c)) {
            buf_putc(b, *s);
        } else {
            buf_printf(b, "%%%02X", c);
        }
    }
}

static int
hex_value(char c)
{
    if (c >= 'A' && c <= 'F') {
        c = (char)(c + 32);
    }
    return position(hex_digits, c);
}

bool
encode_unpercent(struct arena *a, const char *s, size_t len, bool form,
                 char **out, size_t *out_len)
{
    char *text = arena_alloc(a, len + 1);
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        if (s[i] == '%') {
            bool whole = len - i >= 3;
            int hi = whole ? hex_value(s[i + 1]) : -1;
            int lo = whole ? hex_value(s[i + 2]) : -1;

            if (hi < 0 || lo < 0) {
                return false;
            }
            text[n++] = (char)(hi << 4 | lo);
            i += 2;
        } else {
            text[n++] = form && s[i] == '+' ? ' ' : s[i];
        }
    }
    text[n] = '\0';
    *out = text;
    *out_len = n;
    return true;
}
