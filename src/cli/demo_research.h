/* SPDX-License-Identifier: Apache-2.0 */
/* demo_research: the demonstration's joint research: a call that is closed and
 * one that is open, projects under way, in preparation and proposed. */
#ifndef QUIPU_CLI_DEMO_RESEARCH_H
#define QUIPU_CLI_DEMO_RESEARCH_H

#include "base/err.h"

#include <stdint.h>

struct cli_node;

/* Make it on the network that stands; `now_ms` is when the demonstration is
 * made. */
enum err demo_research(struct cli_node *n, int64_t now_ms);

#endif
