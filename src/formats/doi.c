/* SPDX-License-Identifier: Apache-2.0 */
/* doi: the form of a DOI: 10.\d{4,9}/[-._;()/:a-z0-9]+, which Crossref gives
 * as the pattern for those of today (99.3 of 100; the rest is older). */

#include "formats/doi.h"

#include "base/arena.h"
#include "base/text.h"

#include <string.h>

enum { DIGITS_MIN = 4, DIGITS_MAX = 9 };

static const char digits[] = "0123456789";

static const char *
without(const char *s, const char *prefix)
{
    return text_starts(s, prefix) ? s + strlen(prefix) : s;
}

/* The ASCII letters made small; others stay, to be refused. */
static char *
small(struct arena *a, const char *s)
{
    char *out = arena_textn(a, s, strlen(s));

    for (char *p = out; *p; p++) {
        if (*p >= 'A' && *p <= 'Z') {
            *p = (char)(*p - 'A' + 'a');
        }
    }
    return out;
}

enum doi_fault
doi_read(struct arena *a, const char *typed, const char **out)
{
    const char *s = small(a, text_clean(a, typed));
    size_t count;

    s = without(without(s, "https://"), "http://");
    s = without(without(s, "dx.doi.org/"), "doi.org/");
    s = without(s, "doi:");
    s += strspn(s, " ");
    *out = s;
    if (strlen(s) > DOI_CHARS) {
        return DOI_TOO_LONG;
    }
    if (!text_starts(s, "10.")) {
        return DOI_NO_PREFIX;
    }
    count = strspn(s + 3, digits);
    if (count < DIGITS_MIN || count > DIGITS_MAX) {
        return DOI_NO_PREFIX;
    }
    s += 3 + count;
    if (*s != '/' || !s[1]) {
        return DOI_NO_SUFFIX;
    }
    s++;
    return s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-._;()/:")]
               ? DOI_BAD_SIGN
               : DOI_GOOD;
}
