/* SPDX-License-Identifier: Apache-2.0 */
/* demo_visits: the demonstration's visits: the one the network's story begins
 * with, entered as a delegation of offices, and a smaller one that follows. */
#ifndef QUIPU_CLI_DEMO_VISITS_H
#define QUIPU_CLI_DEMO_VISITS_H

#include "base/err.h"

#include <stdint.h>

struct cli_node;

/* Needs the agreements (cli/demo_agreements.h). */
enum err demo_visits(struct cli_node *n, int64_t now_ms);

#endif
