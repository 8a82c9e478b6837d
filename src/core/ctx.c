/* SPDX-License-Identifier: Apache-2.0 */
/* ctx: problems told in the reader's language, and today. */

#include "core/ctx.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "base/tr.h"

#include <string.h>

enum { PART_CHARS = 60 }; /* of what was typed, told again in a sentence */

enum err
problem_as(struct ctx *c, enum err e, const char *field, const char *msgid)
{
    /* More problems than a person can read at once help nobody. */
    if (c->problem_count < PROBLEM_MAX) {
        c->problems[c->problem_count++] =
            (struct problem){.field = field, .text = tr(c->lang, msgid)};
    }
    return e;
}

enum err
problem_at(struct ctx *c, const char *field, const char *msgid)
{
    return problem_as(c, ERR_INVALID, field, msgid);
}

enum err
problem_about(struct ctx *c, const char *field, const char *typed,
              const char *msgid)
{
    int at = c->problem_count;
    enum err e = problem_at(c, field, msgid);
    const char *part = text_cut(c->arena, typed, PART_CHARS);

    if (c->problem_count > at) {
        c->problems[at].text =
            arena_printf(c->arena, "“%s%s”: %s", part,
                         typed[strlen(part)] ? "…" : "", c->problems[at].text);
    }
    return e;
}

enum err
problem_day(struct ctx *c, const char *field)
{
    return problem_at(c, field,
                      N_("Write the day as year-month-day, such as "
                         "2026-03-31."));
}

const char *
ctx_today(const struct ctx *c)
{
    char *out = arena_alloc(c->arena, DATE_SIZE);

    date_write(c->now_ms / DATE_DAY_MS, out);
    return out;
}
