/* SPDX-License-Identifier: Apache-2.0 */
/* behind: the people behind a figure. */

#include "reports/behind.h"

#include "base/arena.h"
#include "core/access.h"
#include "core/ctx.h"
#include "db/db.h"
#include "reports/behind.sql.h"

static const struct {
    const struct sql *list, *count;
} statements[FIGURES_KINDS] = {
    [FIGURES_ENROLLED] = {&SQL_behind_enrolled, &SQL_behind_count_enrolled},
    [FIGURES_COMPLETED] = {&SQL_behind_completed, &SQL_behind_count_completed},
    [FIGURES_CERTIFIED] = {&SQL_behind_certified, &SQL_behind_count_certified},
};

static const char *
or_all(const char *s)
{
    return s ? s : "";
}

enum err
behind_people(struct ctx *c, int64_t org, const struct behind_ask *ask,
              struct behind *out)
{
    const char *first = arena_printf(c->arena, "%s-01-01", ask->year);
    const char *last = arena_printf(c->arena, "%s-12-31", ask->year);
    struct answer list, count;
    struct rows rows;
    struct row row;

    *out = (struct behind){.all = 0};
    TRY(access_need(c, CAP_REPORT_READ, org));
    if (!figures_are_exact(c, org)) {
        return ERR_MISSING;
    }
    db_ask(c->db, &list, statements[ask->kind].list, I64(org), TEXT(first),
           TEXT(last), TEXT(or_all(ask->month)), TEXT(or_all(ask->group)),
           TEXT(or_all(ask->gender)), TEXT(or_all(ask->after_date)),
           I64(ask->after), I64(BEHIND_PAGE + 1));
    db_ask(c->db, &count, statements[ask->kind].count, I64(org), TEXT(first),
           TEXT(last), TEXT(or_all(ask->month)), TEXT(or_all(ask->group)),
           TEXT(or_all(ask->gender)));
    TRY(answer_all(&list, &rows));
    TRY(answer_one(&count, &row));
    out->all = row_i64(&row, 0);
    out->more = rows.count > BEHIND_PAGE;
    out->count = out->more ? BEHIND_PAGE : rows.count;
    out->items = ARENA_ARRAY(c->arena, out->count, struct behind_person);
    for (size_t i = 0; i < out->count; i++) {
        const struct row *r = &rows.items[i];

        out->items[i] = (struct behind_person){
            .id = row_i64(r, 0),
            .name = row_text(r, 1),
            .date = row_text(r, 2),
            .group = row_text(r, 3),
            .number = row_text(r, 4),
        };
    }
    return OK;
}
