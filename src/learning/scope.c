/* SPDX-License-Identifier: Apache-2.0 */
/* scope: which programmes a mandate may sign certificates for. */

#include "learning/scope.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/id.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "learning/scope.sql.h"
#include "learning/series.h"
#include "network/mandate.h"

#include <string.h>

enum err
scope_of(struct ctx *c, int64_t mandate, struct scope *out)
{
    const char *today = ctx_today(c);
    struct mandate m;
    struct rows rows;

    TRY(mandate_by_id(c, mandate, &m));
    TRY(db_all(c->db, &rows, &SQL_scope_lines, I64(mandate), TEXT(c->lang->tag),
               I64(SCOPE_LINES_MAX)));
    out->all = strcmp(m.scope, "all") == 0;
    out->count = rows.count;
    out->lines = ARENA_ARRAY(c->arena, rows.count, struct scope_line);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *r = &rows.items[i];
        struct scope_line *line = &out->lines[i];

        *line = (struct scope_line){.id = row_i64(r, 0),
                                    .slug = row_text(r, 1),
                                    .title = row_text(r, 2),
                                    .from_date = row_text(r, 3),
                                    .to_date = row_text(r, 4)};
        line->now = strcmp(line->from_date, today) <= 0 &&
                    (!line->to_date || strcmp(line->to_date, today) >= 0);
    }
    return OK;
}

/* The demonstration acts without a person; people need the right. */
static enum err
open_mandate(struct ctx *c, int64_t id, struct mandate *out)
{
    TRY(mandate_by_id(c, id, out));
    return c->person ? access_need(c, CAP_MANDATE_EDIT, out->node) : OK;
}

static enum err
check_days(struct ctx *c, const char *from_date, const char **to_date)
{
    *to_date = *to_date && **to_date ? *to_date : NULL;
    if (!from_date || !date_valid(from_date)) {
        return problem_day(c, "from_date");
    }
    if (*to_date && !date_valid(*to_date)) {
        return problem_day(c, "until_date");
    }
    return *to_date && strcmp(*to_date, from_date) < 0
               ? problem_at(c, "until_date",
                            N_("The last day lies before the first."))
               : OK;
}

enum err
scope_add(struct ctx *c, int64_t mandate, const char *series_slug,
          const char *from_date, const char *to_date)
{
    struct mandate m;
    struct series s;
    struct row row;
    enum err e;

    TRY(open_mandate(c, mandate, &m));
    e = series_by_slug(c, series_slug, &s);
    if (e == ERR_MISSING) {
        (void)problem_at(c, "series", N_("Choose a programme."));
    } else if (e != OK) {
        return e;
    }
    (void)check_days(c, from_date, &to_date);
    if (c->problem_count) {
        return ERR_INVALID;
    }
    e = db_one(c->db, &row, &SQL_scope_meeting, I64(mandate), I64(s.id),
               TEXT(from_date), TEXT(to_date ? to_date : "9999-12-31"));
    if (e != ERR_MISSING) {
        return e == OK ? problem_as(c, ERR_CONFLICT, "from_date",
                                    N_("This programme is listed for some of "
                                       "these days already."))
                       : e;
    }
    TRY(db_run(c->db, &SQL_scope_insert, I64(id_new()), I64(mandate), I64(s.id),
               TEXT(from_date), TEXT(to_date), I64(c->now_ms),
               c->person ? I64(c->person) : NIL));
    TRY(db_run(c->db, &SQL_scope_set, TEXT("listed"), I64(mandate)));
    return record_add(c, "mandate.scope", m.node, mandate, s.slug);
}

enum err
scope_take_back(struct ctx *c, int64_t mandate, int64_t line)
{
    char *yesterday = arena_alloc(c->arena, DATE_SIZE);
    struct mandate m;
    struct row row;
    int64_t today = 0;

    TRY(open_mandate(c, mandate, &m));
    TRY(db_one(c->db, &row, &SQL_scope_one, I64(line), I64(mandate)));
    (void)date_parse(ctx_today(c), &today);
    date_write(today - 1, yesterday);
    TRY(db_run(c->db, &SQL_scope_take_back, TEXT(yesterday), TEXT(ctx_today(c)),
               I64(line), I64(mandate)));
    return db_changed(c->db) == 0
               ? problem_as(c, ERR_CONFLICT, NULL,
                            N_("This line is over already."))
               : record_add(c, "mandate.scope", m.node, mandate, NULL);
}

enum err
scope_all(struct ctx *c, int64_t mandate)
{
    struct mandate m;

    TRY(open_mandate(c, mandate, &m));
    TRY(db_run(c->db, &SQL_scope_set, TEXT("all"), I64(mandate)));
    return record_add(c, "mandate.scope", m.node, mandate, "all");
}

void
scope_foresee(struct ctx *c, int64_t mandate)
{
    db_foresee(c->db, &SQL_scope_lines, I64(mandate), TEXT(c->lang->tag),
               I64(SCOPE_LINES_MAX));
}
