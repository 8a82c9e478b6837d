/* SPDX-License-Identifier: Apache-2.0 */
/* demo_award: the demonstration's award of cases of practice: one edition that
 * is over, with its result, and one that is open. */
#ifndef QUIPU_CLI_DEMO_AWARD_H
#define QUIPU_CLI_DEMO_AWARD_H

#include "base/err.h"

#include <stdint.h>

struct cli_node;

/* Make them on the network that stands; `now_ms` is when the demonstration is
 * made. */
enum err demo_award(struct cli_node *n, int64_t now_ms);

#endif
