/* SPDX-License-Identifier: Apache-2.0 */
/* remark: what a reader has to say about a place in a file. */

#include "formats/remark.h"

#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>

enum { REMARKS_MAX = 200, TEXT_MAX = 500 };

void
remark_add(struct arena *a, struct remarks *r, bool refused, const char *file,
           int line, const char *format, ...)
{
    char text[TEXT_MAX];
    va_list ap;

    if (!r->items) {
        r->items = ARENA_ARRAY(a, REMARKS_MAX, struct remark);
        r->room = REMARKS_MAX;
    }
    if (r->count == r->room) {
        r->items[r->count - 1].refused |= refused;
        return;
    }
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    r->items[r->count++] = (struct remark){.line = line,
                                           .file = arena_text(a, file),
                                           .text = arena_text(a, text),
                                           .refused = refused};
}

bool
remark_is_refused(const struct remarks *r)
{
    for (size_t i = 0; i < r->count; i++) {
        if (r->items[i].refused) {
            return true;
        }
    }
    return false;
}
