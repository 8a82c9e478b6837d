/* SPDX-License-Identifier: Apache-2.0 */
/* reparent: a place of the tree comes under another parent. */

#include "network/reparent.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/id.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/count.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "network/reparent.sql.h"
#include "network/org.h"

#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 32, MONTH_CHARS = 7 };

/* A first parent holds from the beginning. */
static const char beginning[] = "0001-01-01";
/* A stock is read as of the tree of this month: today's. */
static const char now_month[] = "9999-12";

struct path {
    int64_t nodes[DEPTH_MAX];
    size_t count;
};

struct moving {
    int64_t org, parent;
    int64_t row, old_parent; /* of org_parent, today */
    const char *since;       /* it is there; its own day */
    const char *came;        /* the day from which that counts */
    const char *day;         /* from which it is counted elsewhere */
    const char *month, *this_month;
    struct path lost, gained; /* ancestors */
};

/* --- may it? --- */

static enum err
refuse_changed(struct ctx *c)
{
    return problem_as(c, ERR_CONFLICT, NULL,
                      N_("The tree around this place has changed since that "
                         "day. Choose a later one, or put the later change "
                         "right first."));
}

static int
rank_of(const char *kind)
{
    static const char *const kinds[] = {"network",   "region",      "country",
                                        "territory", "institution", "unit"};

    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (strcmp(kind, kinds[i]) == 0) {
            return i < 3 ? (int)i : (int)i - 1; /* a territory is a country */
        }
    }
    return -1;
}

static enum err
check_parent(struct ctx *c, const struct moving *m)
{
    struct org place, parent;
    bool below;

    TRY(org_by_id(c, m->org, &place));
    TRY(org_by_id(c, m->parent, &parent));
    if (m->parent == m->old_parent) {
        return problem_as(c, ERR_CONFLICT, "parent",
                          N_("It is there already."));
    }
    TRY(org_are_below(c, m->org, &m->parent, 1, &below));
    if (below || (rank_of(parent.kind) >= rank_of(place.kind) &&
                  strcmp(place.kind, "unit") != 0)) {
        return problem_at(c, "parent",
                          N_("Such a place cannot be below that one."));
    }
    return OK;
}

static enum err
check_rights(struct ctx *c, const struct moving *m)
{
    if (!c->person) {
        return OK;
    }
    TRY(access_need(c, CAP_ORG_EDIT, m->org));
    TRY(access_need(c, CAP_ORG_EDIT, m->old_parent));
    return access_need(c, CAP_ORG_EDIT, m->parent);
}

/* --- what changes above it --- */

static enum err
read_path(struct ctx *c, int64_t node, struct path *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_reparent_ancestors, I64(node)));
    if (rows.count > DEPTH_MAX - 1) {
        return ERR_LIMIT;
    }
    *out = (struct path){.count = rows.count};
    for (size_t i = 0; i < rows.count; i++) {
        out->nodes[i] = row_i64(&rows.items[i], 0);
    }
    return OK;
}

static void
difference(const struct path *a, const struct path *b, struct path *out)
{
    *out = (struct path){.count = 0};
    for (size_t i = 0; i < a->count; i++) {
        size_t k = 0;

        while (k < b->count && b->nodes[k] != a->nodes[i]) {
            k++;
        }
        if (k == b->count) {
            out->nodes[out->count++] = a->nodes[i];
        }
    }
}

static enum err
begin(struct ctx *c, int64_t org, int64_t parent, struct moving *m)
{
    struct path old, new;
    struct row row;

    *m = (struct moving){.org = org, .parent = parent};
    TRY(db_one(c->db, &row, &SQL_reparent_parent, I64(org)));
    m->row = row_i64(&row, 0);
    m->old_parent = row_i64(&row, 1);
    m->since = row_text(&row, 2);
    m->came = row_i64(&row, 3) == 1 ? beginning : m->since;
    m->this_month = arena_textn(c->arena, ctx_today(c), MONTH_CHARS);
    TRY(check_rights(c, m));
    TRY(check_parent(c, m));
    TRY(read_path(c, m->old_parent, &old));
    TRY(read_path(c, parent, &new));
    difference(&old, &new, &m->lost);
    difference(&new, &old, &m->gained);
    return OK;
}

static enum err
check_changed(struct ctx *c, const struct moving *m)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_reparent_changed, I64(m->org), I64(m->parent),
               TEXT(m->day)));
    return row_i64(&row, 0) ? refuse_changed(c) : OK;
}

/* --- the closure --- */

static enum err
write_closure(struct ctx *c, const struct moving *m)
{
    struct path old;

    TRY(read_path(c, m->old_parent, &old));
    if (m->lost.count) {
        TRY(db_run(c->db, &SQL_reparent_close, TEXT(m->day), I64(m->org),
                   I64S(m->lost.nodes, m->lost.count)));
        TRY(db_run(c->db, &SQL_reparent_drop, TEXT(m->day), I64(m->org),
                   I64S(m->lost.nodes, m->lost.count)));
    }
    for (size_t i = 0; i < m->gained.count; i++) {
        TRY(db_run(c->db, &SQL_reparent_open, I64(m->gained.nodes[i]),
                   TEXT(m->day), I64(m->org)));
    }
    TRY(db_run(c->db, &SQL_reparent_unlink, I64(m->org),
               I64S(old.nodes, old.count)));
    return db_run(c->db, &SQL_reparent_link, I64(m->org), I64(m->parent));
}

/* --- counters --- */

struct cells {
    struct count_cell *items;
    size_t count;
};

/* Where the persons count who need a look. */
static enum err
read_persons(struct ctx *c, const struct moving *m, struct cells *out)
{
    int64_t nodes[2 * DEPTH_MAX];
    size_t n = 0;
    int year, unused_month, unused_day;
    int64_t first = 0;
    struct rows rows;

    (void)date_parse(arena_printf(c->arena, "%s-01", m->month), &first);
    date_civil(first, &year, &unused_month, &unused_day);

    for (size_t i = 0; i < m->lost.count; i++) {
        nodes[n++] = m->lost.nodes[i];
    }
    for (size_t i = 0; i < m->gained.count; i++) {
        nodes[n++] = m->gained.nodes[i];
    }
    nodes[n++] = m->org;
    TRY(db_all(c->db, &rows, &SQL_reparent_persons, I64(m->org), I64S(nodes, n),
               TEXT(arena_printf(c->arena, "%s-01", m->month)),
               TEXT(arena_printf(c->arena, "%04d-01-01", year)),
               TEXT(arena_printf(c->arena, "%04d-01-01", year + 1))));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct count_cell);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *row = &rows.items[i];
        const char *month = row_text(row, 2);
        bool now = strcmp(month, now_month) == 0;

        out->items[i] = (struct count_cell){
            .indicator = count_by_name(row_text(row, 0)),
            .node = row_i64(row, 1),
            .month = now ? m->this_month : month,
            .workgroup = row_text(row, 3),
            .gender = row_text(row, 4),
            .n = row_i64(row, 5),
            .early = row_i64(row, 5),
        };
    }
    return OK;
}

static bool
is_stock(enum indicator indicator)
{
    return count_indicators[indicator].adds == COUNT_ADDS_STOCK;
}

/* The place's own figures from that month on; of a stock, what there was before
 * comes with it. */
static enum err
read_own(struct ctx *c, const struct moving *m, struct cells *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_reparent_counters, I64(m->org),
               TEXT(ctx_today(c))));
    *out =
        (struct cells){ARENA_ARRAY(c->arena, rows.count, struct count_cell), 0};
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *row = &rows.items[i];
        enum indicator indicator = count_by_name(row_text(row, 0));
        const char *month = row_text(row, 1);
        bool early = strcmp(month, m->month) < 0;

        if (indicator == COUNT_ALL || (early && !is_stock(indicator))) {
            continue;
        }
        out->items[out->count++] = (struct count_cell){
            .indicator = indicator,
            .month = early ? m->month : month,
            .workgroup = row_text(row, 2),
            .gender = row_text(row, 3),
            .n = row_i64(row, 4),
            .early = row_i64(row, 5),
        };
    }
    return OK;
}

static enum err
put(struct ctx *c, const struct count_cell *cell, int64_t node, int64_t times)
{
    struct count_cell at = *cell;

    at.node = node;
    at.n *= times;
    at.early *= times;
    return at.n || at.early ? count_put(c, &at) : OK;
}

/* From what it leaves to what it comes under. */
static enum err
carry(struct ctx *c, const struct moving *m, const struct count_cell *cell,
      int64_t times)
{
    for (size_t i = 0; i < m->lost.count; i++) {
        TRY(put(c, cell, m->lost.nodes[i], -times));
    }
    for (size_t i = 0; i < m->gained.count; i++) {
        TRY(put(c, cell, m->gained.nodes[i], times));
    }
    return OK;
}

static enum err
write_counters(struct ctx *c, const struct moving *m, const struct cells *own,
               const struct cells *was, const struct cells *is)
{
    for (size_t i = 0; i < own->count; i++) {
        TRY(carry(c, m, &own->items[i], 1));
    }
    for (size_t i = 0; i < was->count; i++) {
        const struct count_cell *cell = &was->items[i];

        if (cell->node != m->org) {
            TRY(put(c, cell, cell->node, -1));
        } else if (strcmp(cell->month, m->month) >= 0) {
            TRY(carry(c, m, cell, -1)); /* looked at one by one */
        }
    }
    for (size_t i = 0; i < is->count; i++) {
        const struct count_cell *cell = &is->items[i];

        if (cell->node != m->org) {
            TRY(put(c, cell, cell->node, 1));
        }
    }
    return OK;
}

static enum err
replace(struct ctx *c, struct moving *m, const char *day)
{
    struct cells own, was, is;

    m->day = day;
    m->month = arena_textn(c->arena, day, MONTH_CHARS);
    TRY(check_changed(c, m));
    TRY(read_own(c, m, &own));
    TRY(read_persons(c, m, &was));
    TRY(write_closure(c, m));
    TRY(read_persons(c, m, &is));
    return write_counters(c, m, &own, &was, &is);
}

/* --- the two acts --- */

static enum err
insert_parent(struct ctx *c, const struct moving *m, const char *from,
              const char *reason)
{
    return db_run(c->db, &SQL_reparent_insert_parent, I64(id_new()),
                  I64(m->org), I64(m->parent), TEXT(from), TEXT(reason),
                  c->person ? I64(c->person) : NIL);
}

enum err
reparent_move(struct ctx *c, int64_t org, int64_t parent, const char *date,
              const char *reason)
{
    struct moving m;

    TRY(begin(c, org, parent, &m));
    if (!date_valid(date) || strcmp(date, ctx_today(c)) > 0) {
        return problem_at(c, "date", N_("Choose a day, today or earlier."));
    }
    if (strcmp(date, m.since) <= 0) {
        return refuse_changed(c);
    }
    TRY(replace(c, &m, date));
    TRY(db_run(c->db, &SQL_reparent_end_parent, TEXT(date), I64(m.row)));
    TRY(insert_parent(c, &m, date, reason));
    return record_add(c, "org.moved", org, parent, reason);
}

enum err
reparent_correct(struct ctx *c, int64_t org, int64_t parent, const char *reason)
{
    struct moving m;

    TRY(begin(c, org, parent, &m));
    TRY(replace(c, &m, m.came));
    TRY(db_run(c->db, &SQL_reparent_end_wrong, I64(c->now_ms), TEXT(reason),
               I64(m.row)));
    TRY(insert_parent(c, &m, m.since, NULL));
    return record_add(c, "org.corrected", org, parent, reason);
}

enum err
reparent_history(struct ctx *c, int64_t org, struct reparent_lines *out)
{
    struct reparent_line *lines;
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_reparent_history, I64(org),
               TEXT(c->lang->tag)));
    lines = ARENA_ARRAY(c->arena, rows.count, struct reparent_line);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *row = &rows.items[i];

        lines[i] = (struct reparent_line){
            .parent = row_i64(row, 0),
            .name = row_text(row, 1),
            .slug = row_text(row, 2),
            .from_date = row_text(row, 3),
            .to_date = row_text(row, 4),
            .corrected = !row_null(row, 5),
            .reason = row_text(row, 6),
        };
    }
    *out = (struct reparent_lines){lines, rows.count};
    return OK;
}
