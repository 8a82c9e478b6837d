/* SPDX-License-Identifier: Apache-2.0 */
/* charset: text as programs on Windows write it, made UTF-8. */

#include "formats/charset.h"

#include "base/arena.h"
#include "base/text.h"

#include <stdint.h>
#include <string.h>

/* The signs of windows-1252 between 0x80 and 0x9f. */
static const uint16_t cp1252[32] = {
    0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021,
    0x2c6,  0x2030, 0x160,  0x2039, 0x152,  0x8d,   0x17d,  0x8f,
    0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};

bool
charset_is_utf16(const char *p, size_t len)
{
    return len >= 2 &&
           (memcmp(p, "\xff\xfe", 2) == 0 || memcmp(p, "\xfe\xff", 2) == 0);
}

static uint32_t
unit_at(const char *p, bool is_big)
{
    uint32_t first = (unsigned char)p[0], second = (unsigned char)p[1];

    return is_big ? first << 8 | second : second << 8 | first;
}

const char *
charset_from_utf16(struct arena *a, const char *p, size_t len)
{
    bool is_big = (unsigned char)p[0] == 0xfe;
    char *out;
    size_t n = 0;

    if (len % 2) {
        return NULL;
    }
    out = arena_alloc(a, len / 2 * 3 + 1);
    for (size_t i = 2; i < len; i += 2) {
        uint32_t c = unit_at(p + i, is_big), low;

        if (c >= 0xd800 && c < 0xe000) {
            low = i + 2 < len ? unit_at(p + i + 2, is_big) : 0;
            if (c >= 0xdc00 || low < 0xdc00 || low >= 0xe000) {
                return NULL;
            }
            c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
            i += 2;
        }
        if (c == 0) {
            return NULL;
        }
        n += text_put(out + n, c);
    }
    out[n] = '\0';
    return out;
}

const char *
charset_from_windows(struct arena *a, const char *p, size_t len)
{
    char *out = arena_alloc(a, len * 3 + 1);
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        uint32_t c = (unsigned char)p[i];

        c = c >= 0x80 && c < 0xa0 ? cp1252[c - 0x80] : c;
        n += text_put(out + n, c ? c : ' ');
    }
    out[n] = '\0';
    return out;
}
