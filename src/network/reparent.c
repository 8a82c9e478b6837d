/* SPDX-License-Identifier: Apache-2.0 */
/* reparent: a place of the tree comes under another parent. */

#include "network/reparent.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/id.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/fare.h"
#include "core/record.h"
#include "db/db.h"
#include "network/carry.h"
#include "network/org.h"
#include "network/reparent.sql.h"

#include <string.h>

enum { DEPTH_MAX = 32 };

/* A first parent holds from the beginning. */
static const char beginning[] = "0001-01-01";
struct path {
    int64_t nodes[DEPTH_MAX];
    size_t count;
};

struct moving {
    int64_t org, parent;
    int64_t row, old_parent;        /* of org_parent, today */
    const char *since;              /* it is there; its own day */
    const char *came;               /* the day from which that counts */
    const char *day;                /* from which it is counted elsewhere */
    struct path lost, gained, both; /* ancestors */
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

/* One after the other: what is above a place on its way must not change. */
static enum err
refuse_two(struct ctx *c)
{
    bool any;

    TRY(carry_any(c, &any));
    return any ? problem_as(c, ERR_CONFLICT, NULL,
                            N_("Another place is on its way in the tree. Try "
                               "again in a minute."))
               : OK;
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
    TRY(refuse_two(c));
    TRY(db_one(c->db, &row, &SQL_reparent_parent, I64(org)));
    m->row = row_i64(&row, 0);
    m->old_parent = row_i64(&row, 1);
    m->since = row_text(&row, 2);
    m->came = row_i64(&row, 3) == 1 ? beginning : m->since;
    TRY(check_rights(c, m));
    TRY(check_parent(c, m));
    TRY(read_path(c, m->old_parent, &old));
    TRY(read_path(c, parent, &new));
    difference(&old, &new, &m->lost);
    difference(&new, &old, &m->gained);
    difference(&old, &m->lost, &m->both);
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

/* --- the closure of today --- */

/* Those above both its old and its new place stay; they may be further off. */
static enum err
write_path(struct ctx *c, const struct moving *m)
{
    int64_t deeper = (int64_t)m->gained.count - (int64_t)m->lost.count;

    if (m->lost.count) {
        TRY(db_run(c->db, &SQL_reparent_unlink,
                   I64S(m->lost.nodes, m->lost.count), I64(m->org)));
    }
    if (deeper) {
        TRY(db_run(c->db, &SQL_reparent_deepen, I64(deeper),
                   I64S(m->both.nodes, m->both.count), I64(m->org)));
    }
    if (m->gained.count) {
        TRY(db_run(c->db, &SQL_reparent_link, I64(m->parent),
                   I64S(m->gained.nodes, m->gained.count), I64(m->org)));
    }
    return OK;
}

/* How questions fare follows the tree of today. */
static enum err
carry_fares(struct ctx *c, const struct moving *m)
{
    for (size_t i = 0; i < m->lost.count; i++) {
        TRY(fare_carry(c, m->org, m->lost.nodes[i], -1));
    }
    for (size_t i = 0; i < m->gained.count; i++) {
        TRY(fare_carry(c, m->org, m->gained.nodes[i], 1));
    }
    return OK;
}

/* It is there, and what it counts follows it. */
static enum err
replace(struct ctx *c, struct moving *m, const char *day)
{
    m->day = day;
    TRY(check_changed(c, m));
    TRY(write_path(c, m));
    TRY(carry_fares(c, m));
    return carry_begin(c, m->org, m->old_parent, m->parent, day);
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
