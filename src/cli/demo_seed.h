/* SPDX-License-Identifier: Apache-2.0 */
/* demo_seed: the demonstration network: real countries and universities,
 * invented memberships, centres, people and progress; everything made by the
 * same functions the pages use. */
#ifndef QUIPU_CLI_DEMO_SEED_H
#define QUIPU_CLI_DEMO_SEED_H

#include "cli/cli.h"

/* Fill a new node whose root is `root`, with `people` invented ones more (0 =
 * none), all of the country `country` or, when it is NULL, of any. Says on
 * standard output how far it is, on standard error what is wrong; gives the
 * exit status. */
int demo_seed(struct cli_node *n, int64_t root, int64_t people,
              const char *country);

#endif
