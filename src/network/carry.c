/* SPDX-License-Identifier: Apache-2.0 */
/* carry: what a place that came below another counts follows it. */

#include "network/carry.h"

#include "base/arena.h"
#include "base/date.h"
#include "core/count.h"
#include "core/ctx.h"
#include "db/db.h"
#include "network/carry.sql.h"
#include "network/org.h"

#include <stdlib.h>
#include <string.h>

enum {
    DEPTH_MAX = 32,
    MONTH_CHARS = 7,
    LOOK_MAX = 64,   /* persons in one question */
    ITSELF = -1,     /* the place comes before its children */
    ALL_BELOW = 100, /* deeper than any tree */
    JOB_HEADS = 16,
    LEFT_ALONE_MS = 10 * 1000 /* then nobody is at it */
};

/* A stock is read as of the tree of this month: today's. */
static const char now_month[] = "9999-12";

struct path {
    int64_t nodes[DEPTH_MAX];
    size_t count;
};

/* A slice of a place on its way. */
struct carrying {
    int64_t org, after;
    int64_t from_parent, to_parent;
    const char *day;
    const char *month, *this_month;
    struct path lost, gained; /* ancestors */
    int64_t heads[CARRY_MAX]; /* with all below them, or */
    size_t count;
    bool alone; /* the one head without */
};

/* --- where it stands --- */

enum err
carry_begin(struct ctx *c, int64_t org, int64_t from_parent, int64_t to_parent,
            const char *day)
{
    return db_run(c->db, &SQL_carry_insert, I64(org), I64(from_parent),
                  I64(to_parent), TEXT(day), I64(ITSELF), I64(c->now_ms));
}

static enum err
read_path(struct ctx *c, int64_t node, struct path *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_carry_ancestors, I64(node)));
    if (rows.count > DEPTH_MAX - 1) {
        return ERR_LIMIT;
    }
    *out = (struct path){.count = rows.count};
    for (size_t i = 0; i < rows.count; i++) {
        out->nodes[i] = row_i64(&rows.items[i], 0);
    }
    return OK;
}

static bool
has(const struct path *p, int64_t node)
{
    for (size_t i = 0; i < p->count; i++) {
        if (p->nodes[i] == node) {
            return true;
        }
    }
    return false;
}

static void
difference(const struct path *a, const struct path *b, struct path *out)
{
    *out = (struct path){.count = 0};
    for (size_t i = 0; i < a->count; i++) {
        if (!has(b, a->nodes[i])) {
            out->nodes[out->count++] = a->nodes[i];
        }
    }
}

/* ERR_MISSING: nothing is on its way. */
static enum err
read_carrying(struct ctx *c, struct carrying *k)
{
    struct path old, new;
    struct row row;

    TRY(db_one(c->db, &row, &SQL_carry_first));
    *k = (struct carrying){
        .org = row_i64(&row, 0),
        .from_parent = row_i64(&row, 1),
        .to_parent = row_i64(&row, 2),
        .day = row_text(&row, 3),
        .after = row_i64(&row, 4),
    };
    k->month = arena_textn(c->arena, k->day, MONTH_CHARS);
    k->this_month = arena_textn(c->arena, ctx_today(c), MONTH_CHARS);
    TRY(read_path(c, k->from_parent, &old));
    TRY(read_path(c, k->to_parent, &new));
    difference(&old, &new, &k->lost);
    difference(&new, &old, &k->gained);
    return OK;
}

/* --- the next slice --- */

/* What came into being below it meanwhile counts by the new tree from the
 * first; it is told by one of the ancestors that change. */
static enum err
read_heads(struct ctx *c, struct carrying *k, int max)
{
    bool lost = k->lost.count > 0;
    int64_t marker = lost              ? k->lost.nodes[0]
                     : k->gained.count ? k->gained.nodes[0]
                                       : 0;
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_carry_heads, I64(k->org), I64(k->after),
               I64(marker), I64(lost), I64(max)));
    for (size_t i = 0; i < rows.count; i++) {
        k->heads[k->count++] = row_i64(&rows.items[i], 0);
    }
    return OK;
}

/* `left`: others come behind it. */
static enum err
choose(struct ctx *c, struct carrying *k, int max, bool *left)
{
    struct org place;
    bool small;

    if (k->after != ITSELF) {
        TRY(read_heads(c, k, max));
        *left = k->count == (size_t)max;
        return OK;
    }
    TRY(org_by_id(c, k->org, &place));
    small = strcmp(place.kind, "institution") == 0 ||
            strcmp(place.kind, "unit") == 0;
    k->heads[k->count++] = k->org;
    k->alone = !small;
    *left = !small;
    return OK;
}

/* --- the closure --- */

static enum err
write_closure(struct ctx *c, const struct carrying *k)
{
    int64_t deep = k->alone ? 0 : ALL_BELOW;

    if (k->lost.count) {
        TRY(db_run(c->db, &SQL_carry_close, TEXT(k->day),
                   I64S(k->lost.nodes, k->lost.count), I64S(k->heads, k->count),
                   I64(deep)));
        TRY(db_run(c->db, &SQL_carry_drop, TEXT(k->day),
                   I64S(k->lost.nodes, k->lost.count), I64S(k->heads, k->count),
                   I64(deep)));
    }
    for (size_t i = 0; i < k->gained.count; i++) {
        TRY(db_run(c->db, &SQL_carry_open, I64(k->gained.nodes[i]),
                   TEXT(k->day), I64S(k->heads, k->count), I64(deep)));
    }
    return OK;
}

/* --- counters --- */

/* What is to be added; at node 0: taken off each node that is lost and added to
 * each that is gained. */
struct cells {
    struct count_cell *items;
    size_t count, room;
};

/* Who needs a look, before and after. */
struct looked {
    int64_t *persons;
    size_t count;
};

static enum err
read_persons(struct ctx *c, const struct carrying *k, struct looked *out)
{
    int year, unused_month, unused_day;
    int64_t first = 0;
    struct rows rows;

    (void)date_parse(arena_printf(c->arena, "%s-01", k->month), &first);
    date_civil(first, &year, &unused_month, &unused_day);
    TRY(db_all(c->db, &rows, &SQL_carry_persons, I64S(k->heads, k->count),
               I64(k->alone ? 0 : ALL_BELOW), I64(k->alone ? k->org : 0),
               TEXT(arena_printf(c->arena, "%s-01", k->month)),
               TEXT(arena_printf(c->arena, "%04d-01-01", year)),
               TEXT(arena_printf(c->arena, "%04d-01-01", year + 1))));
    out->persons = ARENA_ARRAY(c->arena, rows.count, int64_t);
    out->count = rows.count;
    for (size_t i = 0; i < rows.count; i++) {
        out->persons[i] = row_i64(&rows.items[i], 0);
    }
    return OK;
}

/* What they count above is put right one by one; at the places of the slice
 * they are taken out of what is carried. */
static void
add_presence(const struct carrying *k, const struct rows *rows, bool before,
             struct cells *out)
{
    for (size_t i = 0; i < rows->count; i++) {
        const struct row *row = &rows->items[i];
        int64_t node = row_i64(row, 1);
        bool above = has(&k->lost, node) || has(&k->gained, node);
        const char *month = row_text(row, 2);
        bool now = strcmp(month, now_month) == 0;
        int64_t n = before ? -row_i64(row, 5) : row_i64(row, 5);

        if (!above && (k->alone || !before || strcmp(month, k->month) < 0)) {
            continue;
        }
        out->items[out->count++] = (struct count_cell){
            .indicator = count_by_name(row_text(row, 0)),
            .node = above ? node : 0,
            .month = now ? k->this_month : month,
            .workgroup = row_text(row, 3),
            .gender = row_text(row, 4),
            .n = n,
            .early = n,
        };
    }
}

static void
make_room(struct ctx *c, struct cells *cells, size_t more)
{
    size_t room = (cells->count + more) * 2;
    struct count_cell *grown;

    if (cells->count + more <= cells->room) {
        return;
    }
    grown = ARENA_ARRAY(c->arena, room, struct count_cell);
    if (cells->count) {
        memcpy(grown, cells->items, cells->count * sizeof *grown);
    }
    cells->items = grown;
    cells->room = room;
}

/* Where they count now. */
static enum err
look(struct ctx *c, const struct carrying *k, const struct looked *who,
     bool before, struct cells *out)
{
    size_t chunks = (who->count + LOOK_MAX - 1) / LOOK_MAX;
    struct answer *answers = ARENA_ARRAY(c->arena, chunks, struct answer);
    int64_t above[2 * DEPTH_MAX];
    size_t n = 0;

    for (size_t i = 0; i < k->lost.count; i++) {
        above[n++] = k->lost.nodes[i];
    }
    for (size_t i = 0; i < k->gained.count; i++) {
        above[n++] = k->gained.nodes[i];
    }
    for (size_t i = 0; i < chunks; i++) {
        size_t left = who->count - i * LOOK_MAX;

        db_ask(c->db, &answers[i], &SQL_carry_presence,
               I64S(who->persons + i * LOOK_MAX,
                    left < LOOK_MAX ? left : LOOK_MAX),
               I64S(above, n), I64S(k->heads, k->count));
    }
    for (size_t i = 0; i < chunks; i++) {
        struct rows rows;

        TRY(answer_all(&answers[i], &rows));
        make_room(c, out, rows.count);
        add_presence(k, &rows, before, out);
    }
    return OK;
}

static bool
is_stock(enum indicator indicator)
{
    return count_indicators[indicator].adds == COUNT_ADDS_STOCK;
}

/* The slice's own figures. Of a place by itself all but its certificates are
 * its persons', and those are looked at. */
static enum err
read_own(struct ctx *c, const struct carrying *k, struct rows *out)
{
    if (k->alone) {
        return db_all(c->db, out, &SQL_carry_certificates, TEXT(ctx_today(c)),
                      I64(k->org),
                      TEXT(arena_printf(c->arena, "%s-01", k->month)));
    }
    return db_all(c->db, out, &SQL_carry_counters, TEXT(ctx_today(c)),
                  I64S(k->heads, k->count));
}

/* From that month on; of a stock, what there was before comes with it. */
static void
add_own(const struct carrying *k, const struct rows *rows, struct cells *out)
{
    for (size_t i = 0; i < rows->count; i++) {
        const struct row *row = &rows->items[i];
        enum indicator indicator = count_by_name(row_text(row, 0));
        const char *month = row_text(row, 1);
        bool early = strcmp(month, k->month) < 0;

        if (indicator == COUNT_ALL || (early && !is_stock(indicator))) {
            continue;
        }
        out->items[out->count++] = (struct count_cell){
            .indicator = indicator,
            .month = early ? k->month : month,
            .workgroup = row_text(row, 2),
            .gender = row_text(row, 3),
            .n = row_i64(row, 4),
            .early = row_i64(row, 5),
        };
    }
}

static int
by_cell(const void *a, const void *b)
{
    const struct count_cell *x = a, *y = b;
    int order = (x->node > y->node) - (x->node < y->node);

    order = order
                ? order
                : (x->indicator > y->indicator) - (x->indicator < y->indicator);
    order = order ? order : strcmp(x->month, y->month);
    order = order ? order : strcmp(x->workgroup, y->workgroup);
    return order ? order : strcmp(x->gender, y->gender);
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

static enum err
put_where(struct ctx *c, const struct carrying *k,
          const struct count_cell *cell)
{
    if (cell->node) {
        return put(c, cell, cell->node, 1);
    }
    for (size_t i = 0; i < k->lost.count; i++) {
        TRY(put(c, cell, k->lost.nodes[i], -1));
    }
    for (size_t i = 0; i < k->gained.count; i++) {
        TRY(put(c, cell, k->gained.nodes[i], 1));
    }
    return OK;
}

/* Each figure once. */
static enum err
write_counters(struct ctx *c, const struct carrying *k, struct cells *cells)
{
    if (cells->count) {
        qsort(cells->items, cells->count, sizeof *cells->items, by_cell);
    }
    for (size_t i = 0, next; i < cells->count; i = next) {
        struct count_cell sum = cells->items[i];

        for (next = i + 1;
             next < cells->count && by_cell(&sum, &cells->items[next]) == 0;
             next++) {
            sum.n += cells->items[next].n;
            sum.early += cells->items[next].early;
        }
        TRY(put_where(c, k, &sum));
    }
    return OK;
}

/* --- a slice --- */

static enum err
carry(struct ctx *c, const struct carrying *k)
{
    struct looked who;
    struct rows own;
    struct cells cells = {0};

    TRY(read_own(c, k, &own));
    TRY(read_persons(c, k, &who));
    make_room(c, &cells, own.count);
    add_own(k, &own, &cells);
    TRY(look(c, k, &who, true, &cells));
    TRY(write_closure(c, k));
    TRY(look(c, k, &who, false, &cells));
    return write_counters(c, k, &cells);
}

enum err
carry_slice(struct ctx *c, int max, bool *left)
{
    struct carrying k;
    enum err e = read_carrying(c, &k);

    *left = false;
    if (e != OK) {
        return e == ERR_MISSING ? OK : e;
    }
    TRY(choose(c, &k, max < CARRY_MAX ? max : CARRY_MAX, left));
    if (k.count) {
        TRY(carry(c, &k));
    }
    return *left ? db_run(c->db, &SQL_carry_next,
                          I64(k.alone ? 0 : k.heads[k.count - 1]),
                          I64(c->now_ms), I64(k.org))
                 : db_run(c->db, &SQL_carry_end, I64(k.org));
}

/* --- who goes on --- */

static enum err
last_touched(struct ctx *c, bool *any, int64_t *ms)
{
    struct row row;
    enum err e = db_one(c->db, &row, &SQL_carry_first);

    *any = e == OK;
    *ms = e == OK ? row_i64(&row, 5) : 0;
    return e == ERR_MISSING ? OK : e;
}

enum err
carry_any(struct ctx *c, bool *any)
{
    int64_t unused;

    return last_touched(c, any, &unused);
}

enum err
carry_waits(struct ctx *c, bool *any)
{
    int64_t ms;

    TRY(last_touched(c, any, &ms));
    *any = *any && c->now_ms - ms >= LEFT_ALONE_MS;
    return OK;
}

enum err
carry_on(struct ctx *c, int max, int *done)
{
    bool left;

    TRY(carry_slice(c, JOB_HEADS, &left));
    *done = left ? max : 0;
    return OK;
}
