/* SPDX-License-Identifier: Apache-2.0 */
/* presence: persons counted once at each node. */

#include "core/presence.h"

#include "base/arena.h"
#include "core/ctx.h"
#include "core/presence.sql.h"
#include "db/db.h"

#include <string.h>

enum { MONTH_CHARS = 7 };

/* A stock is read as of the tree of this month: today's. */
static const char now_month[] = "9999-12";

static void
read_cell(const struct row *row, struct count_cell *out)
{
    const char *month = row_text(row, 2);

    *out = (struct count_cell){
        .indicator = count_by_name(row_text(row, 0)),
        .node = row_i64(row, 1),
        .month = strcmp(month, now_month) == 0 ? "" : month,
        .workgroup = row_text(row, 3),
        .gender = row_text(row, 4),
        .n = 1,
    };
}

static void
read_cells(struct ctx *c, const struct rows *a, const struct rows *b,
           struct presence *out)
{
    out->count = a->count + (b ? b->count : 0);
    out->items = ARENA_ARRAY(c->arena, out->count, struct count_cell);
    for (size_t i = 0; i < out->count; i++) {
        read_cell(i < a->count ? &a->items[i] : &b->items[i - a->count],
                  &out->items[i]);
    }
}

static const char *
name_of(enum indicator indicator)
{
    return indicator == COUNT_ALL ? "" : count_indicators[indicator].name;
}

enum err
presence_read(struct ctx *c, int64_t person, enum indicator indicator,
              struct presence *out)
{
    struct rows rows;

    *out = (struct presence){.indicator = indicator};
    TRY(db_all(c->db, &rows, &SQL_presence_of, I64(person),
               TEXT(name_of(indicator))));
    read_cells(c, &rows, NULL, out);
    return OK;
}

enum err
presence_read_two(struct ctx *c, int64_t a, int64_t b, struct presence *out)
{
    struct rows of_a, of_b;

    *out = (struct presence){.indicator = COUNT_ALL};
    TRY(db_all(c->db, &of_a, &SQL_presence_of, I64(a), TEXT("")));
    TRY(db_all(c->db, &of_b, &SQL_presence_of, I64(b), TEXT("")));
    read_cells(c, &of_a, &of_b, out);
    return OK;
}

/* --- the difference --- */

static bool
same(const struct count_cell *a, const struct count_cell *b)
{
    return a->node == b->node && a->indicator == b->indicator &&
           strcmp(a->month, b->month) == 0 &&
           strcmp(a->workgroup, b->workgroup) == 0 &&
           strcmp(a->gender, b->gender) == 0;
}

/* Take one that is the same off the list. */
static bool
take(struct presence *from, const struct count_cell *cell)
{
    for (size_t i = 0; i < from->count; i++) {
        if (same(&from->items[i], cell)) {
            from->items[i] = from->items[--from->count];
            return true;
        }
    }
    return false;
}

static enum err
put_all(struct ctx *c, const struct presence *p, int64_t n)
{
    const char *month = arena_textn(c->arena, ctx_today(c), MONTH_CHARS);

    for (size_t i = 0; i < p->count; i++) {
        struct count_cell cell = p->items[i];

        cell.n = n;
        if (!*cell.month) {
            cell.month = month;
        }
        TRY(count_put(c, &cell));
    }
    return OK;
}

enum err
presence_count(struct ctx *c, int64_t person, const struct presence *was)
{
    struct presence is, gone = {.indicator = was->indicator}, come;

    TRY(presence_read(c, person, was->indicator, &is));
    gone.items = ARENA_ARRAY(c->arena, was->count, struct count_cell);
    for (size_t i = 0; i < was->count; i++) {
        if (!take(&is, &was->items[i])) {
            gone.items[gone.count++] = was->items[i];
        }
    }
    come = is; /* what is left of it */
    TRY(put_all(c, &gone, -1));
    return put_all(c, &come, 1);
}

/* --- activity --- */

static enum err
insert_activity(struct ctx *c, int64_t person, int64_t org,
                struct count_who who, const char *date)
{
    return db_run(c->db, &SQL_presence_insert_activity, I64(person),
                  TEXT(arena_textn(c->arena, date, MONTH_CHARS)), I64(org),
                  TEXT(who.workgroup ? who.workgroup : ""),
                  TEXT(who.gender ? who.gender : ""));
}

enum err
presence_active(struct ctx *c, int64_t person, int64_t org,
                struct count_who who, const char *date)
{
    struct presence was;
    struct row row;

    TRY(db_one(c->db, &row, &SQL_presence_spread, I64(person)));
    if (row_i64(&row, 0) == 1) {
        TRY(presence_read(c, person, COUNT_ACTIVE, &was));
        TRY(insert_activity(c, person, org, who, date));
        return presence_count(c, person, &was);
    }
    TRY(insert_activity(c, person, org, who, date));
    return db_changed(c->db) ? count_add(c, org, COUNT_ACTIVE, who, date, 1)
                             : OK;
}
