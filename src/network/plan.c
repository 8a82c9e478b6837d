/* SPDX-License-Identifier: Apache-2.0 */
/* plan: the joint action plan of a mandate, read; what happens to one is
 * plan_acts.c. */

#include "network/plan.h"

#include "base/arena.h"
#include "core/access.h"
#include "core/ctx.h"
#include "db/db.h"
#include "network/plan.sql.h"

#include <string.h>

static void
read_plan(const struct row *row, struct plan *out)
{
    *out = (struct plan){
        .id = row_i64(row, 0),
        .mandate = row_i64(row, 1),
        .mandate_number = row_text(row, 2),
        .mandate_title = row_text(row, 3),
        .mandate_status = row_text(row, 4),
        .node = row_i64(row, 5),
        .node_slug = row_text(row, 6),
        .first = row_i64(row, 7),
        .version = row_i64(row, 8),
        .from_date = row_text(row, 9),
        .to_date = row_text(row, 10),
        .every_months = row_i64(row, 11),
        .status = row_text(row, 12),
        .reason = row_text(row, 13),
        .centre_date = row_text(row, 14),
        .office_date = row_text(row, 15),
        .centre_by = row_i64(row, 16),
        .office_by = row_i64(row, 17),
        .rev = row_i64(row, 18),
    };
}

static bool
is_public(const struct plan *p)
{
    return strcmp(p->status, "agreed") == 0 ||
           strcmp(p->status, "replaced") == 0;
}

enum err
plan_by_id(struct ctx *c, int64_t id, struct plan *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_plan_by_id, I64(id)));
    read_plan(&row, out);
    db_foresee(c->db, &SQL_plan_aim_list, I64(out->id));
    db_foresee(c->db, &SQL_plan_target_list, I64(out->id), I64(out->first));
    access_foresee(c, out->node);
    return is_public(out) || access_has(c, CAP_PLAN_EDIT, out->node)
               ? OK
               : ERR_MISSING;
}

enum err
plan_at(struct ctx *c, int64_t node, struct plan *out)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_plan_at, I64(node), TEXT(ctx_today(c))));
    read_plan(&row, out);
    return OK;
}

enum err
plan_list(struct ctx *c, int64_t mandate, struct plans *out)
{
    struct rows rows;
    size_t kept = 0;

    TRY(db_all(c->db, &rows, &SQL_plan_list, I64(mandate)));
    out->items = ARENA_ARRAY(c->arena, rows.count, struct plan);
    for (size_t i = 0; i < rows.count; i++) {
        struct plan *p = &out->items[kept];

        read_plan(&rows.items[i], p);
        kept += is_public(p) || access_has(c, CAP_PLAN_EDIT, p->node);
    }
    out->count = kept;
    return OK;
}

enum err
plan_waiting(struct ctx *c, const int64_t *orgs, size_t n, struct plans *out)
{
    struct rows rows;

    *out = (struct plans){0};
    if (n == 0) {
        return OK;
    }
    TRY(db_all(c->db, &rows, &SQL_plan_waiting, I64S(orgs, n)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct plan);
    for (size_t i = 0; i < rows.count; i++) {
        read_plan(&rows.items[i], &out->items[i]);
    }
    return OK;
}

enum err
plan_aims(struct ctx *c, int64_t plan, struct plan_aims *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_plan_aim_list, I64(plan)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct plan_aim);
    for (size_t i = 0; i < rows.count; i++) {
        out->items[i] = (struct plan_aim){row_text(&rows.items[i], 0),
                                          row_text(&rows.items[i], 1)};
    }
    return OK;
}

enum err
plan_targets(struct ctx *c, const struct plan *p, struct plan_targets *out)
{
    struct rows rows;
    struct goals goals;
    int64_t ids[PLAN_TARGETS_MAX];
    size_t n = 0;

    TRY(db_all(c->db, &rows, &SQL_plan_target_list, I64(p->id), I64(p->first)));
    out->count = rows.count;
    out->items = ARENA_ARRAY(c->arena, rows.count, struct plan_target);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *r = &rows.items[i];

        out->items[i] = (struct plan_target){
            .key = row_i64(r, 0),
            .title = row_text(r, 1),
            .due_date = row_text(r, 2),
            .goal = {.id = row_i64(r, 3)},
            .done_date = row_text(r, 4),
            .done_evidence = row_text(r, 5),
        };
        if (out->items[i].goal.id && n < PLAN_TARGETS_MAX) {
            ids[n++] = out->items[i].goal.id;
        }
    }
    TRY(goal_list(c, ids, n, &goals));
    for (size_t i = 0; i < out->count; i++) {
        const struct goal *g = goal_find(&goals, out->items[i].goal.id);

        if (g) {
            out->items[i].goal = *g;
        }
    }
    return OK;
}

bool
plan_target_is_met(const struct plan_target *t)
{
    return t->goal.indicator ? t->goal.reached >= t->goal.amount
                             : t->done_date != NULL;
}

enum plan_side
plan_side(struct ctx *c, int64_t node)
{
    return access_need_here(c, CAP_PLAN_EDIT, node) == OK ? PLAN_CENTRE
           : access_has(c, CAP_PLAN_EDIT, node)           ? PLAN_OFFICE
                                                          : PLAN_NOBODY;
}

void
plan_foresee_list(struct ctx *c, int64_t mandate)
{
    db_foresee(c->db, &SQL_plan_list, I64(mandate));
}

void
plan_foresee_waiting(struct ctx *c, const int64_t *orgs, size_t n)
{
    if (n) {
        db_foresee(c->db, &SQL_plan_waiting, I64S(orgs, n));
    }
}

void
plan_foresee_side(struct ctx *c, int64_t node)
{
    access_foresee_here(c, node);
    access_foresee(c, node);
}

void
plan_foresee_targets(struct ctx *c, int64_t plan, int64_t first)
{
    db_foresee(c->db, &SQL_plan_target_list, I64(plan), I64(first));
}

void
plan_foresee_at(struct ctx *c, int64_t node)
{
    db_foresee(c->db, &SQL_plan_at, I64(node), TEXT(ctx_today(c)));
}
