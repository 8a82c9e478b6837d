/* SPDX-License-Identifier: Apache-2.0 */
/* demo_tree: a history for the demonstration's tree: one part of a university
 * that moved, one that was entered at the wrong one; and groupings of its
 * countries. */
#ifndef QUIPU_CLI_DEMO_TREE_H
#define QUIPU_CLI_DEMO_TREE_H

#include "base/err.h"

#include <stdint.h>

struct cli_node;

/* `now_ms` is when the demonstration is made. */
enum err demo_tree(struct cli_node *n, int64_t now_ms);

#endif
