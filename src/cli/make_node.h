/* SPDX-License-Identifier: Apache-2.0 */
/* make_node: a new data folder: database, sealing key, root of the tree. */
#ifndef QUIPU_CLI_MAKE_NODE_H
#define QUIPU_CLI_MAKE_NODE_H

#include "cli/cli.h"

struct make_node {
    struct arena *arena;
    const char *url, *name, *lang;
    bool demo;
    /* out */
    int64_t root;
    const char *words; /* of the sealing key, NULL = it was there */
};

/* Make the folder (0700), the database with its settings and root node, and
 * the sealing key's file. `n` is open for serving afterwards. Says what is
 * wrong; gives the exit status. */
int make_node(struct cli_node *n, const struct cli *c, struct make_node *m);

#endif
