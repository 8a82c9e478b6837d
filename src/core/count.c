/* SPDX-License-Identifier: Apache-2.0 */
/* count: figures that are always fresh. */

#include "core/count.h"

#include "base/arena.h"
#include "core/count.sql.h"
#include "core/ctx.h"
#include "db/db.h"

#include <string.h>

enum { MONTH_CHARS = 7 };

const struct count_indicator count_indicators[COUNT_ALL] = {
#define INDICATOR(constant, name, counts, adds, unit, sentence)                \
    {name, COUNT_##counts, COUNT_ADDS_##adds, unit, sentence},
#include "core/indicators.def"
#undef INDICATOR
};

enum indicator
count_by_name(const char *name)
{
    enum indicator i = 0;

    while (i < COUNT_ALL && strcmp(count_indicators[i].name, name) != 0) {
        i++;
    }
    return i;
}

static const char *
said(const char *s)
{
    return s ? s : "";
}

enum err
count_add(struct ctx *c, int64_t org, enum indicator indicator,
          struct count_who who, const char *date, int64_t n)
{
    return db_run(c->db, &SQL_count_add, I64(org),
                  TEXT(count_indicators[indicator].name),
                  TEXT(arena_textn(c->arena, date, MONTH_CHARS)),
                  TEXT(said(who.workgroup)), TEXT(said(who.gender)), I64(n),
                  TEXT(date), I64(db_slot(c->db)));
}

enum err
count_put(struct ctx *c, const struct count_cell *cell)
{
    return db_run(c->db, &SQL_count_put, I64(cell->node),
                  TEXT(count_indicators[cell->indicator].name),
                  TEXT(cell->month), TEXT(cell->workgroup), TEXT(cell->gender),
                  I64(cell->n), I64(cell->early), TEXT(ctx_today(c)),
                  I64(db_slot(c->db)));
}

void
count_ask(struct ctx *c, int64_t org, enum indicator indicator,
          const char *from, const char *to, struct answer *a)
{
    db_ask(c->db, a, &SQL_count_sum, I64(org),
           TEXT(count_indicators[indicator].name), TEXT(from ? from : ""),
           TEXT(to ? to : "9999-99"));
}

void
count_foresee(struct ctx *c, int64_t org, enum indicator indicator,
              const char *from, const char *to)
{
    db_foresee(c->db, &SQL_count_sum, I64(org),
               TEXT(count_indicators[indicator].name), TEXT(from ? from : ""),
               TEXT(to ? to : "9999-99"));
}

enum err
count_take(struct answer *a, int64_t *sum)
{
    struct row row;

    TRY(answer_one(a, &row));
    *sum = row_i64(&row, 0);
    return OK;
}

enum err
count_sum(struct ctx *c, int64_t org, enum indicator indicator,
          const char *from, const char *to, int64_t *sum)
{
    struct answer a;

    count_ask(c, org, indicator, from, to, &a);
    return count_take(&a, sum);
}
