/* SPDX-License-Identifier: Apache-2.0 */
/* demo_dialogues: the demonstration's policy dialogues: one series, an event
 * that was and one to come, recommendations in every state. */
#ifndef QUIPU_CLI_DEMO_DIALOGUES_H
#define QUIPU_CLI_DEMO_DIALOGUES_H

#include "base/err.h"

#include <stdint.h>

struct cli_node;

/* Make them on the network that stands; `now_ms` is when the demonstration is
 * made. */
enum err demo_dialogues(struct cli_node *n, int64_t now_ms);

#endif
