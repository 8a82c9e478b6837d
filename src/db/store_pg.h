/* SPDX-License-Identifier: Apache-2.0 */
/* store_pg: the store on a server of PostgreSQL, which several processes may
 * share. Each call borrows one of a bounded number of connections (pg_pool.h); a write that
 * met another one, or lost its server before the commit was sent, is run again.
 * While the server is away calls answer ERR_BUSY at once. For the store. */
#ifndef QUIPU_DB_STORE_PG_H
#define QUIPU_DB_STORE_PG_H

#include "db/store.h"

/* As store_open; `options->steps` and `options->database` are set. */
enum err store_pg_open(struct store **out, const struct store_options *options,
                       char *why, size_t why_size);

#endif
