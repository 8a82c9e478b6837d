/* SPDX-License-Identifier: Apache-2.0 */
/* demo_offices: who holds the offices of the demonstration's network: a
 * presidency with its history, posts of the secretariat, coordinators, and a
 * regional office that also represents in one country. */
#ifndef QUIPU_CLI_DEMO_OFFICES_H
#define QUIPU_CLI_DEMO_OFFICES_H

#include "base/err.h"

#include <stdint.h>

struct cli_node;

/* Needs the centres and the offices that sign in. */
enum err demo_offices(struct cli_node *n, int64_t now_ms);

#endif
