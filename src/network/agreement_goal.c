/* SPDX-License-Identifier: Apache-2.0 */
/* agreement_goal: a clause of an agreement tied to a figure. */

#include "network/agreement_goal.h"

#include "base/date.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/ctx.h"
#include "core/record.h"
#include "db/db.h"
#include "network/agreement.h"
#include "network/agreement_goal.sql.h"

#include <string.h>

enum err
agreement_goals(struct ctx *c, int64_t agreement, struct agreement_goals *out)
{
    struct goals goals;
    struct rows rows;

    out->count = 0;
    TRY(db_all(c->db, &rows, &SQL_agreement_goal_list, I64(agreement)));
    TRY(goal_list_of_agreement(c, agreement, &goals));
    for (size_t i = 0; i < rows.count; i++) {
        const struct goal *g = goal_find(&goals, row_i64(&rows.items[i], 1));

        if (g) {
            out->items[out->count++] =
                (struct agreement_goal){row_i64(&rows.items[i], 0), *g};
        }
    }
    return OK;
}

void
agreement_goal_foresee(struct ctx *c, int64_t agreement)
{
    db_foresee(c->db, &SQL_agreement_goal_list, I64(agreement));
    goal_foresee_of_agreement(c, agreement);
}

static void
check_goal(struct ctx *c, const struct agreement *a, const struct goal *g)
{
    if (!g->indicator || !goal_is_known(g->indicator)) {
        (void)problem_at(c, "goal_indicator", N_("Choose what is counted."));
    }
    if (g->amount < 1 || g->amount > GOAL_MAX) {
        (void)problem_at(c, "goal_amount",
                         N_("Write a number from 1 to 1,000,000."));
    }
    if (!g->node) {
        (void)problem_at(c, "goal_node", N_("Choose where it is counted."));
    }
    if (!g->to_date || !date_valid(g->to_date) ||
        strcmp(g->to_date, a->from_date) < 0 ||
        strcmp(g->to_date, a->until_date) > 0) {
        (void)problem_at(c, "goal_date",
                         N_("Write a day within the time of the agreement, as "
                            "year-month-day."));
    }
}

static enum err
check_clause(struct ctx *c, const struct agreement *a, int64_t clause)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_agreement_goal_clauses, I64(a->id)));
    if (clause < 1 || clause > row_i64(&row, 0)) {
        (void)problem_at(c, "goal_clause", N_("Choose a clause."));
    }
    return c->problem_count ? ERR_INVALID : OK;
}

static enum err
check_state(struct ctx *c, const struct agreement *a, int64_t clause)
{
    struct row row;
    enum err e;

    if (strcmp(a->status, "refused") == 0 || strcmp(a->status, "ended") == 0) {
        return problem_as(c, ERR_CONFLICT, NULL,
                          N_("This agreement is over; nothing is tied to it "
                             "any more."));
    }
    if (strcmp(a->status, "in_force") != 0) {
        return OK;
    }
    e = db_one(c->db, &row, &SQL_agreement_goal_of, I64(a->id), I64(clause));
    return e == OK ? problem_as(c, ERR_CONFLICT, "goal_clause",
                                N_("This clause has its figure since the "
                                   "signature; what was signed stays."))
                   : (e == ERR_MISSING ? OK : e);
}

enum err
agreement_goal_set(struct ctx *c, const char *number, int64_t clause,
                   const struct goal *g)
{
    struct agreement a;
    struct goal kept = *g;

    TRY(agreement_by_number(c, number, &a));
    if (c->person) {
        TRY(access_need(c, CAP_AGREEMENT_EDIT, a.node));
    }
    check_goal(c, &a, g);
    TRY(check_clause(c, &a, clause));
    TRY(check_state(c, &a, clause));
    kept.from_date = a.from_date;
    TRY(goal_add(c, &kept));
    TRY(db_run(c->db, &SQL_agreement_goal_put, I64(a.id), I64(clause),
               I64(kept.id)));
    return record_add(c, "agreement.tied", a.node, a.id, g->indicator);
}
