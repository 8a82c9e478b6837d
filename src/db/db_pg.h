/* SPDX-License-Identifier: Apache-2.0 */
/* db_pg: one connection to PostgreSQL, used by one thread at a time. For the
 * store; others see db.h.
 *
 * Statements are prepared on first use and travel in pipeline mode: db_run and
 * db_ask only queue, and whoever reads an answer waits for all that is queued
 * (a flight). BEGIN is queued too, so it travels with the first question; the
 * COMMIT of a write travels with its last statements, and the end of a read is
 * sent without waiting for its answer.
 */
#ifndef QUIPU_DB_DB_PG_H
#define QUIPU_DB_DB_PG_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct answer;
struct arena;
struct db;
struct sql;

enum db_pg_mode {
    DB_PG_READ, /* cannot write, whatever it is asked; a standby will do */
    DB_PG_WRITE
};

/* Is this the address of a database of PostgreSQL? */
bool db_pg_is_address(const char *text);

/* Connect; `address` is "postgresql://…" as libpq has it. On failure `why`
 * says what the server or the network says (never the password): ERR_BUSY
 * when it may work later, ERR_INVALID when the database cannot be ours. */
enum err db_pg_open(struct db **out, const char *address, enum db_pg_mode mode,
                    char *why, size_t why_size);

/* Has somebody put extensions into the database, such as pg_stat_statements,
 * beside plpgsql, which is in each? None is ours, and who is no superuser cannot
 * make them again elsewhere. False when it does not answer, too. */
bool db_pg_is_extended(const char *address);

/* NULL does nothing. */
void db_pg_close(struct db *db);

/* False: the connection is gone, or an answer was never read; close it. Does
 * not wait for the server. */
bool db_pg_alive(struct db *db);

/* The first row of an answer, `count` columns as text in the arena. Outside a
 * transaction; for what only this engine can be asked. */
enum err db_pg_ask(struct db *db, struct arena *a, const char *text, int count,
                   const char *out[]);

/* Run one command alone, as CREATE DATABASE has to be. `why` = what the server
 * says; ERR_DENIED: this user may not. */
enum err db_pg_command(struct db *db, const char *text, char *why,
                       size_t why_size);

/* `address` narrowed to the one server of several that this connection has
 * reached; what stands last in an address counts. */
const char *db_pg_reached(struct db *db, struct arena *a, const char *address);

/* --- transactions --- */

/* A write is SERIALIZABLE, a read REPEATABLE READ READ ONLY. Every statement
 * ends with ERR_BUSY after `limit_ms`. Calls db_enter(). */
enum err db_pg_begin(struct db *db, struct arena *arena, bool write,
                     int64_t limit_ms);

/* A read on a standby. `place` says later how far it had come before the
 * moment that is read (bytes of the primary's log); no row: it is none. */
enum err db_pg_begin_standby(struct db *db, struct arena *arena,
                             int64_t limit_ms, struct answer *place);

/* Of a write: waits for the server's word. Of a read: does not wait. ERR_BUSY
 * with db_pg_is_unsure(): the connection went while we waited for that word,
 * so nobody here knows whether it was done. */
enum err db_pg_commit(struct db *db);
bool db_pg_is_unsure(const struct db *db);

/* Of a write, the same; `*place` becomes how long the primary's log was right
 * after it. It is learned in the same flight; the arena is for that. */
enum err db_pg_commit_at(struct db *db, struct arena *arena, int64_t *place);

void db_pg_rollback(struct db *db);

/* The transaction that just failed met another one, or lost its server before
 * it was committed: it may go well when it is run again. */
bool db_pg_may_repeat(const struct db *db);

/* --- locks of the server's, held by this connection until it closes --- */

/* What is locked; the number says which of them. */
enum db_pg_lock {
    DB_PG_LOCK_SCHEMA = 0x51757001, /* number 0: who migrates */
    DB_PG_LOCK_NODE,                /* a process's number in row ids */
    DB_PG_LOCK_SLOT                 /* a connection's slot in counters */
};

/* Wait for it (shared: together with others). Outside a transaction. */
enum err db_pg_lock(struct db *db, enum db_pg_lock what, int number,
                    bool shared);

/* Take it if nobody has it. */
enum err db_pg_try_lock(struct db *db, enum db_pg_lock what, int number,
                        bool *taken);

enum err db_pg_unlock(struct db *db, enum db_pg_lock what, int number);

/* Take the first free slot of counters as this connection's own; with all of
 * them taken it shares slot 0. */
enum err db_pg_take_slot(struct db *db);

/* --- for checks of statements --- */

/* Prepare only; also refuses places and columns of types we do not pass. `why`
 * = what the engine says. */
enum err db_pg_try(struct db *db, const struct sql *sql, char *why,
                   size_t why_size);

#endif
