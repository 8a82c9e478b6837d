/* SPDX-License-Identifier: Apache-2.0 */
/* blob_sweep: files that no row names, and what was never finished, go after a
 * day (BLOB_SWEEP_MS). */
#ifndef QUIPU_CORE_BLOB_SWEEP_H
#define QUIPU_CORE_BLOB_SWEEP_H

#include "base/err.h"

struct arena;
struct node;

/* Sweep the data folder, or the rows of a remote store; `done` gets how many
 * went. Outside a transaction. */
enum err blob_sweep(struct arena *a, const struct node *node, int *done);

#endif
