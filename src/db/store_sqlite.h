/* SPDX-License-Identifier: Apache-2.0 */
/* store_sqlite: the store in a data folder: WAL, synchronous=FULL, one writer
 * thread that alone writes, commits and checkpoints; each thread that reads
 * has a read-only connection. For the store. */
#ifndef QUIPU_DB_STORE_SQLITE_H
#define QUIPU_DB_STORE_SQLITE_H

#include "db/store.h"

/* As store_open; `options->steps` is set. */
enum err store_sqlite_open(struct store **out,
                           const struct store_options *options, char *why,
                           size_t why_size);

#endif
