/* SPDX-License-Identifier: Apache-2.0 */
/* pg_pool: a bounded number of connections to one address, lent to one thread
 * at a time. For store_pg. */
#ifndef QUIPU_DB_PG_POOL_H
#define QUIPU_DB_PG_POOL_H

#include "db/db_pg.h"

struct pg_pool;

/* Connects to nothing yet. `address` is copied. */
struct pg_pool *pg_pool_new(const char *address, enum db_pg_mode mode);

/* Close what is idle; nothing may be lent. NULL does nothing. */
void pg_pool_free(struct pg_pool *p);

/* From now on each connection that writes holds this process's number, so that
 * no other takes it. Before connections are lent. */
void pg_pool_set_node(struct pg_pool *p, int node);

/* A connection that was opened by hand belongs to the pool. */
void pg_pool_add(struct pg_pool *p, struct db *db);

/* One that works, outside a transaction. ERR_BUSY: the server is away (then
 * nobody tries it again for half a second), or all are lent for too long. */
enum err pg_pool_borrow(struct pg_pool *p, struct db **out);
void pg_pool_give_back(struct pg_pool *p, struct db *db);

#endif
