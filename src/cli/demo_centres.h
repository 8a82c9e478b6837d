/* SPDX-License-Identifier: Apache-2.0 */
/* demo_centres: what the demonstration's national centres have agreed on and
 * reported: plans in progress, a report handed in, one late, one centre that
 * has ended. */
#ifndef QUIPU_CLI_DEMO_CENTRES_H
#define QUIPU_CLI_DEMO_CENTRES_H

#include "base/err.h"

#include <stdint.h>

struct cli_node;

/* Needs the centres, their certificates and the offices that sign in. */
enum err demo_centres(struct cli_node *n, int64_t now_ms);

#endif
