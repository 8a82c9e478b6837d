/* SPDX-License-Identifier: Apache-2.0 */
/* item_goal: the live figures an item can be tied to; for item.c and
 * item_acts.c. */
#ifndef QUIPU_NETWORK_ITEM_GOAL_H
#define QUIPU_NETWORK_ITEM_GOAL_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct ctx;

#define ITEM_INDICATORS                                                        \
    "members", "centres", "enrolled", "completed", "certificates"

bool item_goal_is_known(const char *indicator);

/* Those that became members, and the centres given, since `from_date` and are
 * still; of the others how many since its month. */
enum err item_goal_now(struct ctx *c, const char *indicator, int64_t node,
                       const char *from_date, int64_t *out);

#endif
