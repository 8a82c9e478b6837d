/* SPDX-License-Identifier: Apache-2.0 */
/* Forms, queries and cookies: what was read, written again, is read the same;
 * every value is UTF-8 without NUL. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/encode.h"
#include "base/text.h"
#include "http/form.h"

#include <stdlib.h>
#include <string.h>

static void
check_again(struct arena *a, const struct pairs *f)
{
    struct pairs again;
    struct buf b;

    buf_init(&b, (size_t)16 << 20);
    for (size_t i = 0; i < f->count; i++) {
        const struct pair *p = &f->items[i];

        if (!text_utf8_valid(p->name, strlen(p->name)) ||
            !text_utf8_valid(p->value, strlen(p->value))) {
            abort();
        }
        buf_puts(&b, i ? "&" : "");
        encode_percent(&b, p->name);
        buf_putc(&b, '=');
        encode_percent(&b, p->value);
    }
    if (form_parse(a, buf_text(&b), b.len, &again) != OK ||
        again.count != f->count) {
        abort();
    }
    for (size_t i = 0; i < f->count; i++) {
        if (strcmp(again.items[i].name, f->items[i].name) != 0 ||
            strcmp(again.items[i].value, f->items[i].value) != 0) {
            abort();
        }
    }
    buf_free(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new((size_t)64 << 20);
    struct pairs f;

    if (form_parse(a, (const char *)data, size, &f) == OK) {
        check_again(a, &f);
    }
    form_parse_cookies(a, arena_textn(a, (const char *)data, size), &f);
    arena_free(a);
    return 0;
}
