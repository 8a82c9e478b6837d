/* SPDX-License-Identifier: Apache-2.0 */
/* Fuzz target: questions that are taken are whole. */
#include "fuzz.h"

#include "formats/gift.h"

#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new(FUZZ_ARENA_BYTES);
    struct questions q;

    if (gift_parse(a, (const char *)data, size, &q) == OK) {
        for (size_t i = 0; i < q.count; i++) {
            const struct question *x = &q.items[i];

            FUZZ_CHECK(x->kind && x->name && *x->name && x->line > 0);
            fuzz_check_html(x->html.html, x->html.len);
            for (size_t k = 0; k < x->option_count; k++) {
                const struct question_option *o = &x->options[k];

                FUZZ_CHECK(o->text && o->low <= o->high);
                FUZZ_CHECK(o->fraction >= -100000 && o->fraction <= 100000);
                FUZZ_CHECK(strcmp(x->kind, "match") != 0 || o->match);
            }
        }
    }
    arena_free(a);
    return 0;
}
