/* SPDX-License-Identifier: Apache-2.0 */
/* serve: what `serve` and `demo` share. */
#ifndef QUIPU_CLI_SERVE_H
#define QUIPU_CLI_SERVE_H

#include "cli/cli.h"

/* Serve an open node until it is told to stop. `ready` is called when the
 * sockets listen. Gives the exit status. */
int serve_node(struct cli_node *n, const struct cli *c,
               void (*ready)(void *arg, int port), void *arg);

#endif
