/* SPDX-License-Identifier: Apache-2.0 */
/* demo_agreements: the demonstration's agreements: of members, of centres, and
 * some between institutions, near and far from their end. */
#ifndef QUIPU_CLI_DEMO_AGREEMENTS_H
#define QUIPU_CLI_DEMO_AGREEMENTS_H

#include "base/err.h"

#include <stdint.h>

struct cli_node;

/* Make them on the network that stands; `now_ms` is when the demonstration is
 * made. */
enum err demo_agreements(struct cli_node *n, int64_t now_ms);

#endif
