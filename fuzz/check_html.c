/* SPDX-License-Identifier: Apache-2.0 */
/* A second opinion on clean HTML, for the fuzz targets. */
#include "fuzz.h"

#include <stdbool.h>
#include <string.h>

/* 64 elements, as html_clean has it, and in the innermost the words for a
 * picture that is not there. */
enum { DEPTH_MAX = 65, NAME_LEN = 16 };

static bool
is_empty(const char *name, size_t len)
{
    return (len == 2 && memcmp(name, "br", 2) == 0) ||
           (len == 2 && memcmp(name, "hr", 2) == 0) ||
           (len == 3 && memcmp(name, "img", 3) == 0);
}

static size_t
name_length(const char *p)
{
    return strspn(p, "abcdefghijklmnopqrstuvwxyz123456");
}

/* Quotes come in pairs and hold no sign that opens or ends a tag. */
static const char *
tag_end(const char *p)
{
    const char *close = strchr(p, '>');
    size_t quotes = 0;

    FUZZ_CHECK(close);
    for (; p < close; p++) {
        FUZZ_CHECK(*p != '<');
        quotes += *p == '"';
    }
    FUZZ_CHECK(quotes % 2 == 0);
    return close + 1;
}

void
fuzz_check_html(const char *html, size_t len)
{
    const char *open[DEPTH_MAX];
    size_t depth = 0;
    const char *p = html;

    FUZZ_CHECK(strlen(html) == len);
    FUZZ_CHECK(!strstr(html, "<script") && !strstr(html, "<style"));
    while ((p = strchr(p, '<'))) {
        bool closing = p[1] == '/';
        const char *name = p + 1 + closing;
        size_t n = name_length(name);

        FUZZ_CHECK(n > 0 && n < NAME_LEN);
        if (closing) {
            FUZZ_CHECK(depth > 0);
            depth--;
            FUZZ_CHECK(name_length(open[depth]) == n &&
                       memcmp(open[depth], name, n) == 0);
        } else if (!is_empty(name, n)) {
            FUZZ_CHECK(depth < DEPTH_MAX);
            open[depth++] = name;
        }
        p = tag_end(name);
    }
    FUZZ_CHECK(depth == 0);
}
