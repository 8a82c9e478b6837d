/* SPDX-License-Identifier: Apache-2.0 */
/* amount: how long something takes and what it costs to load, as people read
 * it; and in which language it is, when not in theirs. */

#include "web/amount.h"

#include "base/arena.h"
#include "base/tr.h"
#include "core/ctx.h"

#include <string.h>

const char *
amount_duration(struct arena *a, int64_t minutes)
{
    long long h = minutes / 60, m = minutes % 60;

    if (minutes <= 0) {
        return NULL;
    }
    /* The signs of the SI are the same in every language. */
    if (h && m) {
        return arena_printf(a, "%lld h %lld min", h, m);
    }
    return h ? arena_printf(a, "%lld h", h) : arena_printf(a, "%lld min", m);
}

int64_t
amount_kilobytes(int64_t bytes)
{
    return bytes / 1000 + (bytes % 1000 > 0);
}

const char *
amount_other_lang(const struct ctx *c, const char *tag)
{
    return tag && strcmp(tag, c->lang->tag) != 0 ? tag : NULL;
}

const char *
amount_other_lang_name(const struct ctx *c, const char *tag)
{
    const char *other = amount_other_lang(c, tag);
    const struct lang *known = other ? lang_find(other) : NULL;

    return known ? known->name : other;
}
