/* SPDX-License-Identifier: Apache-2.0 */
/* Multipart bodies: the first line is the Content-Type, the rest the body. Each
 * part begins behind an empty line and reaches exactly to the next boundary,
 * files lie inside the body, and no file name leads elsewhere. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/text.h"
#include "http/form.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* What stands between two parts: a line end and the first line of the body. */
static const char *
mark_of(struct arena *a, const char *body, size_t len)
{
    size_t n = 0;

    while (n + 1 < len && memcmp(body + n, "\r\n", 2) != 0) {
        n++;
    }
    return arena_printf(a, "\r\n%.*s", (int)n, body);
}

/* Does a part stand at `at`, `n` bytes long and no longer? */
static bool
is_part(const char *body, size_t len, const char *at, size_t n,
        const char *mark)
{
    size_t m = strlen(mark);

    if (at < body + 4 || (size_t)(body + len - at) < n + m ||
        memcmp(at - 4, "\r\n\r\n", 4) != 0) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (memcmp(at + i, mark, m) == 0) {
            return false; /* it goes on behind its end */
        }
    }
    return memcmp(at + n, mark, m) == 0;
}

/* Fields are copies, so their place is looked for. */
static bool
is_somewhere(const char *body, size_t len, const char *value, const char *mark)
{
    size_t n = strlen(value);

    for (size_t i = 4; i + n <= len; i++) {
        if (memcmp(body + i, value, n) == 0 &&
            is_part(body, len, body + i, n, mark)) {
            return true;
        }
    }
    return false;
}

static void
check(struct arena *a, const struct pairs *f, const struct uploads *u,
      const char *body, size_t len)
{
    const char *mark = mark_of(a, body, len);

    for (size_t i = 0; i < f->count; i++) {
        const char *v = f->items[i].value;

        if (!text_utf8_valid(v, strlen(v)) ||
            !is_somewhere(body, len, v, mark)) {
            abort();
        }
    }
    for (size_t i = 0; i < u->count; i++) {
        const struct upload *one = &u->items[i];

        if (one->data < body || one->data > body + len ||
            !is_part(body, len, one->data, one->bytes, mark) ||
            strpbrk(one->name, "/\\")) {
            abort();
        }
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new((size_t)64 << 20);
    const char *p = (const char *)data;
    const char *line = size ? memchr(p, '\n', size) : NULL;
    struct pairs f;
    struct uploads u;

    if (line) {
        const char *type = arena_textn(a, p, (size_t)(line - p));
        size_t len = size - (size_t)(line + 1 - p);

        if (form_parse_multipart(a, type, line + 1, len, &f, &u) == OK) {
            check(a, &f, &u, line + 1, len);
        }
    }
    arena_free(a);
    return 0;
}
