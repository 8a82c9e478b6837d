/* SPDX-License-Identifier: Apache-2.0 */
/* text: UTF-8 as it comes in at the door, and small helpers on it. */

#include "base/text.h"

#include "base/arena.h"
#include "base/limits.h"

#include <string.h>

/* Length of the sequence at `p`, 0 when it is not well-formed (table 3-7 of
 * the Unicode standard). */
static size_t
sequence(const unsigned char *p, size_t left)
{
    unsigned char lo = 0x80, hi = 0xbf;
    size_t n;

    if (p[0] < 0x80) {
        return p[0] ? 1 : 0;
    }
    if (p[0] >= 0xc2 && p[0] <= 0xdf) {
        n = 2;
    } else if (p[0] >= 0xe0 && p[0] <= 0xef) {
        n = 3;
        lo = p[0] == 0xe0 ? 0xa0 : 0x80;
        hi = p[0] == 0xed ? 0x9f : 0xbf;
    } else if (p[0] >= 0xf0 && p[0] <= 0xf4) {
        n = 4;
        lo = p[0] == 0xf0 ? 0x90 : 0x80;
        hi = p[0] == 0xf4 ? 0x8f : 0xbf;
    } else {
        return 0;
    }
    if (left < n || p[1] < lo || p[1] > hi) {
        return 0;
    }
    for (size_t i = 2; i < n; i++) {
        if (p[i] < 0x80 || p[i] > 0xbf) {
            return 0;
        }
    }
    return n;
}

bool
text_utf8_valid(const char *s, size_t len)
{
    const unsigned char *p = (const unsigned char *)s;

    for (size_t i = 0; i < len;) {
        size_t n = sequence(p + i, len - i);

        if (!n) {
            return false;
        }
        i += n;
    }
    return true;
}

size_t
text_chars(const char *s)
{
    size_t n = 0;

    for (; *s; s++) {
        n += ((unsigned char)*s & 0xc0) != 0x80;
    }
    return n;
}

uint32_t
text_next(const char **s)
{
    const unsigned char *p = (const unsigned char *)*s;
    uint32_t c = p[0];
    int more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc0 ? 1 : 0;

    if (!c) {
        return 0;
    }
    if (more) {
        c &= 0x3fu >> more;
    }
    for (int i = 1; i <= more; i++) {
        c = c << 6 | (p[i] & 0x3f);
    }
    *s += more + 1;
    return c;
}

static bool
is_space(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xa0 ||
           (c >= 0x2000 && c <= 0x200b) || c == 0x202f || c == 0x3000 ||
           c == 0xfeff || c == 0x2028 || c == 0x2029;
}

static bool
is_control(uint32_t c)
{
    return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0);
}

const char *
text_clean(struct arena *a, const char *s)
{
    char *out = arena_alloc(a, strlen(s) + 1);
    size_t len = 0, keep = 0;

    while (*s) {
        const char *from = s;
        uint32_t c = text_next(&s);

        if (is_control(c) || (is_space(c) && len == 0)) {
            continue;
        }
        memcpy(out + len, from, (size_t)(s - from));
        len += (size_t)(s - from);
        if (!is_space(c)) {
            keep = len;
        }
    }
    out[keep] = '\0';
    return out;
}

const char *
text_cut(struct arena *a, const char *s, size_t max_chars)
{
    const char *end = s;

    for (size_t n = 0; n < max_chars && *end; n++) {
        text_next(&end);
    }
    return *end ? arena_textn(a, s, (size_t)(end - s)) : s;
}

/* Latin letters with marks, U+00C0..U+017F, to their base letters; '?' keeps
 * the letter as it is. */
static const char latin[] = "aaaaaaaceeeeiiiidnooooo?ouuuuyts" /* C0.. */
                            "aaaaaaaceeeeiiiidnooooo?ouuuuyty" /* E0.. */
                            "aaaaaaccccccccddddeeeeeeeeeegggg" /* 100.. */
                            "gggghhhhiiiiiiiiiiiijjkkklllllll" /* 120.. */
                            "lllnnnnnnnnnoooooooorrrrrrssssss" /* 140.. */
                            "ssttttttuuuuuuuuuuuuwwyyyzzzzzzs" /* 160.. */;

static uint32_t
fold_char(uint32_t c)
{
    if (c >= 'A' && c <= 'Z') {
        return c + 32;
    }
    if (c >= 0xc0 && c <= 0x17f && c - 0xc0 < sizeof latin - 1) {
        char base = latin[c - 0xc0];

        return base == '?' ? 0 : (uint32_t)base;
    }
    if (c >= 0x410 && c <= 0x42f) {
        return c + 0x20; /* Cyrillic capitals */
    }
    if (c >= 0x400 && c <= 0x40f) {
        return c + 0x50;
    }
    if (c >= 0x391 && c <= 0x3a9) {
        return c + 0x20; /* Greek capitals */
    }
    return c;
}

static bool
is_letter(uint32_t c)
{
    if (c < 0x80) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
    return c >= 0xaa && !is_space(c) && c != 0xd7 && c != 0xf7 &&
           !(c >= 0x2010 && c <= 0x206f) && !(c >= 0x300 && c <= 0x36f) &&
           !(c >= 0x3001 && c <= 0x303f) && !(c >= 0xab && c <= 0xbf);
}

size_t
text_put(char *out, uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xc0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xe0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3f));
        out[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3f));
    out[2] = (char)(0x80 | (c >> 6 & 0x3f));
    out[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}

const char *
text_fold(struct arena *a, const char *s)
{
    char *out = arena_alloc(a, strlen(s) * 2 + 1);
    size_t len = 0;
    bool gap = false;

    while (*s) {
        uint32_t raw = text_next(&s);
        uint32_t c = fold_char(raw);

        if (raw >= 0x300 && raw <= 0x36f) {
            continue; /* a combining mark belongs to the letter before it */
        }
        if (!is_letter(c)) {
            gap = len > 0;
            continue;
        }
        if (gap) {
            out[len++] = ' ';
            gap = false;
        }
        len += text_put(out + len, c);
    }
    out[len] = '\0';
    return out;
}

const char *
text_slug(struct arena *a, const char *s)
{
    const char *folded = text_fold(a, s);
    char *out = arena_alloc(a, LIMIT_SLUG_CHARS + 1);
    size_t len = 0;

    for (; *folded && len < LIMIT_SLUG_CHARS; folded++) {
        char c = *folded;

        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            out[len++] = c;
        } else if (c == ' ' && len && out[len - 1] != '-') {
            out[len++] = '-';
        }
    }
    while (len && out[len - 1] == '-') {
        len--;
    }
    out[len] = '\0';
    return len >= 2 ? out : "";
}

bool
text_is_slug(const char *s)
{
    size_t len = strlen(s);

    if (len < 2 || len > LIMIT_SLUG_CHARS || s[0] == '-' || s[len - 1] == '-') {
        return false;
    }
    return strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == len;
}

bool
text_equal(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

bool
text_starts(const char *s, const char *prefix)
{
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool
text_ends(const char *s, const char *suffix)
{
    size_t n = strlen(s), m = strlen(suffix);

    return n >= m && memcmp(s + n - m, suffix, m) == 0;
}

bool
text_is_email(const char *s)
{
    const char *at = strchr(s, '@');

    return at && at > s && strchr(at + 1, '.') && !strpbrk(s, " \t\n,;<>\"") &&
           s[strlen(s) - 1] != '.' && strlen(s) <= 254;
}

bool
text_i64(const char *s, int64_t *out)
{
    bool minus = *s == '-';
    uint64_t n = 0, limit = (uint64_t)INT64_MAX + minus;

    s += minus;
    if (!*s) {
        return false;
    }
    for (; *s; s++) {
        unsigned d = (unsigned)(*s - '0');

        if (d > 9 || n > (limit - d) / 10) {
            return false;
        }
        n = n * 10 + d;
    }
    *out = minus ? (int64_t)(0 - n) : (int64_t)n;
    return true;
}

bool
text_is_website(const char *s)
{
    const char *host = strstr(s, "://");

    host = host ? host + 3 : s;
    return strchr(host, '.') && !strpbrk(s, " \t\n<>\"'") &&
           (host == s || text_starts(s, "https://") ||
            text_starts(s, "http://"));
}
