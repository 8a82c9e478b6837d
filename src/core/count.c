/* SPDX-License-Identifier: Apache-2.0 */
/* count: figures that are always fresh. */

#include "core/count.h"

#include "base/arena.h"
#include "core/count.sql.h"
#include "core/ctx.h"
#include "db/db.h"

enum { MONTH = 7 };

enum err
count_add(struct ctx *c, int64_t org, const char *indicator, const char *date,
          int64_t n)
{
    return db_run(c->db, &SQL_count_add, I64(org), TEXT(indicator),
                  TEXT(arena_textn(c->arena, date, MONTH)), I64(n),
                  I64(db_slot(c->db)));
}

enum err
count_sum(struct ctx *c, int64_t org, const char *indicator, const char *from,
          const char *to, int64_t *sum)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_count_sum, I64(org), TEXT(indicator),
               TEXT(from ? from : ""), TEXT(to ? to : "9999-99")));
    *sum = row_i64(&row, 0);
    return OK;
}
