/* SPDX-License-Identifier: Apache-2.0 */
/* Multipart bodies: the first line is the Content-Type, the rest the body. The
 * parts together are no longer than the body, files lie inside it, and no file
 * name leads elsewhere. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/text.h"
#include "http/form.h"

#include <stdlib.h>
#include <string.h>

static void
check(const struct pairs *f, const struct uploads *u, const char *body,
      size_t len)
{
    size_t total = 0;

    for (size_t i = 0; i < f->count; i++) {
        const char *v = f->items[i].value;

        total += strlen(v);
        if (!text_utf8_valid(v, strlen(v))) {
            abort();
        }
    }
    for (size_t i = 0; i < u->count; i++) {
        const struct upload *one = &u->items[i];

        total += one->bytes;
        if (one->data < body || one->data + one->bytes > body + len ||
            strpbrk(one->name, "/\\")) {
            abort();
        }
    }
    if (total > len) {
        abort();
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
            check(&f, &u, line + 1, len);
        }
    }
    arena_free(a);
    return 0;
}
