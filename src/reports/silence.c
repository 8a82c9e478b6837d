/* SPDX-License-Identifier: Apache-2.0 */
/* silence: what was to come from a place and has not. */

#include "reports/silence.h"

#include "base/arena.h"
#include "core/access.h"
#include "core/count.h"
#include "core/ctx.h"
#include "db/db.h"
#include "reports/silence.sql.h"

/* Of this year. */
static const char *
first_month(struct ctx *c)
{
    return arena_printf(c->arena, "%.4s-01", ctx_today(c));
}

enum err
silence_of(struct ctx *c, int64_t org, struct silence *out)
{
    struct rows rows;

    TRY(access_need(c, CAP_REPORT_READ, org));
    TRY(db_all(c->db, &rows, &SQL_silence_of, I64(org), TEXT(first_month(c)),
               TEXT(count_indicators[COUNT_ENROLLED].name), TEXT(c->lang->tag),
               I64(SILENCE_SHOWN + 1)));
    out->more = rows.count > SILENCE_SHOWN;
    out->count = out->more ? SILENCE_SHOWN : rows.count;
    out->items = ARENA_ARRAY(c->arena, out->count, struct silent_org);
    for (size_t i = 0; i < out->count; i++) {
        const struct row *r = &rows.items[i];

        out->items[i] =
            (struct silent_org){row_text(r, 0), row_text(r, 1), row_text(r, 2)};
    }
    return OK;
}

enum err
silence_reports(struct ctx *c, int64_t org, struct silent_reports *out)
{
    struct rows rows;

    TRY(access_need(c, CAP_REPORT_READ, org));
    TRY(db_all(c->db, &rows, &SQL_silence_reports, I64(org), TEXT(ctx_today(c)),
               I64(SILENCE_SHOWN)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct silent_report);
    for (size_t i = 0; i < rows.count; i++) {
        out->items[i] = (struct silent_report){row_text(&rows.items[i], 0),
                                               row_text(&rows.items[i], 1)};
    }
    return OK;
}

void
silence_foresee(struct ctx *c, int64_t org)
{
    db_foresee(c->db, &SQL_silence_of, I64(org), TEXT(first_month(c)),
               TEXT(count_indicators[COUNT_ENROLLED].name), TEXT(c->lang->tag),
               I64(SILENCE_SHOWN + 1));
}
