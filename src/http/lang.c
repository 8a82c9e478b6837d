/* SPDX-License-Identifier: Apache-2.0 */
/* lang: in which language a request is answered. */

#include "http/lang.h"

#include "base/tr.h"

#include <string.h>
#include <strings.h>

enum { ENTRIES = 20, QUALITY_ALL = 1000 };

const struct lang *
lang_prefix(const char **path)
{
    const char *s = *path;
    char tag[3];
    const struct lang *lang;

    if (s[0] != '/' || !s[1] || !s[2] || (s[3] && s[3] != '/')) {
        return NULL;
    }
    tag[0] = s[1];
    tag[1] = s[2];
    tag[2] = '\0';
    lang = lang_find(tag);
    if (lang) {
        *path = s[3] ? s + 3 : "/";
    }
    return lang;
}

/* ";q=0.8" as thousandths; what cannot be read counts as 0. */
static int
quality(const char *s, size_t len)
{
    const char *q = memchr(s, ';', len);
    const char *end = s + len;
    int n = 0, scale = QUALITY_ALL;

    if (!q) {
        return QUALITY_ALL;
    }
    for (q++; q < end && *q == ' '; q++) {
    }
    if (end - q < 3 || (*q != 'q' && *q != 'Q') || q[1] != '=') {
        return 0;
    }
    for (q += 2; q < end; q++) {
        if (*q == '.') {
            continue;
        }
        if (*q < '0' || *q > '9' || scale == 0) {
            break;
        }
        n += (*q - '0') * scale;
        scale /= 10;
    }
    return n > QUALITY_ALL ? 0 : n;
}

const struct lang *
lang_accepted(const char *header)
{
    const struct lang *best = NULL;
    int best_quality = 0;

    for (int i = 0; i < ENTRIES && header && *header; i++) {
        size_t len = strcspn(header, ",");
        const char *s = header;
        size_t n;
        char tag[3] = {0};

        while (*s == ' ') {
            s++;
        }
        n = strcspn(s, ",;- ");
        if (n == 2) {
            tag[0] = (char)(s[0] | 0x20);
            tag[1] = (char)(s[1] | 0x20);
        }
        if (n == 2 && lang_find(tag)) {
            int q = quality(header, len);

            if (q > best_quality) {
                best = lang_find(tag);
                best_quality = q;
            }
        }
        header += len;
        header += *header == ',';
    }
    return best;
}
