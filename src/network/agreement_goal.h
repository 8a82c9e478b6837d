/* SPDX-License-Identifier: Apache-2.0 */
/* agreement_goal: a clause of an agreement tied to a figure: so many more of
 * something at a place by a day, counted from the agreement's first day. */
#ifndef QUIPU_NETWORK_AGREEMENT_GOAL_H
#define QUIPU_NETWORK_AGREEMENT_GOAL_H

#include "base/err.h"
#include "network/goal.h"

#include <stddef.h>
#include <stdint.h>

struct ctx;

enum { AGREEMENT_GOALS_MAX = 12 };

struct agreement_goals {
    struct agreement_goal {
        int64_t clause; /* its position, from 1 */
        struct goal goal;
    } items[AGREEMENT_GOALS_MAX];
    size_t count;
};

/* Those of an agreement, by clause, as they stand now. */
enum err agreement_goals(struct ctx *c, int64_t agreement,
                         struct agreement_goals *out);

/* They will be read in a moment. */
void agreement_goal_foresee(struct ctx *c, int64_t agreement);

/* Tie a clause of the agreement with this number to a figure. What was signed
 * is not rewritten: a clause that has one keeps it from the signature on.
 * ERR_INVALID at goal_clause (no such one), goal_indicator, goal_amount
 * (1..GOAL_MAX), goal_node, goal_date (not within its days); ERR_CONFLICT: it
 * has ended or was refused, or that clause was signed with a figure. Needs:
 * CAP_AGREEMENT_EDIT at its node, unless nobody is signed in (demonstration). */
enum err agreement_goal_set(struct ctx *c, const char *number, int64_t clause,
                            const struct goal *g);

#endif
