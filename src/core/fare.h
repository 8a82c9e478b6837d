/* SPDX-License-Identifier: Apache-2.0 */
/* fare: how the questions of quizzes fare at a node and below: how many
 * answered each on their first attempt, and how many of them fully right.
 *
 * Kept in the transaction that keeps the attempt, at every node above the
 * place, so that a page of a whole region reads some dozens of rows and not
 * millions of answers. It follows the tree of today. */
#ifndef QUIPU_CORE_FARE_H
#define QUIPU_CORE_FARE_H

#include "base/err.h"

#include <stdint.h>

struct ctx;

struct fare {
    int64_t question;
    int64_t answers, fully;
};

/* Count all answers of a first attempt, once they are kept. */
enum err fare_count(struct ctx *c, int64_t attempt);

/* Count so many more of one question at a place and all above it. */
enum err fare_add(struct ctx *c, int64_t org, const struct fare *f);

/* At one node alone. */
enum err fare_put(struct ctx *c, int64_t node, const struct fare *f);

/* What is counted at a place, so many `times`, also at `node`: when the place
 * comes below it (1) or leaves it (-1). */
enum err fare_carry(struct ctx *c, int64_t org, int64_t node, int64_t times);

#endif
