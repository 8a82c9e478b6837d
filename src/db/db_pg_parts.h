/* SPDX-License-Identifier: Apache-2.0 */
/* db_pg_parts: what the files of this engine share; nobody else includes it.
 *
 *   db_pg.c         a connection and its transactions
 *   db_pg_wire.c    statements go out, answers come in
 *   db_pg_ask.c     outside transactions: locks, the schema, checks
 *   db_pg_value.c   values and texts in libpq's form
 *
 * What was sent and is not answered yet stands in `sent`, in order; a sync
 * mark among it is where the server goes on after a failure. Everything of a
 * transaction that failed is read before the next one begins, so whether a
 * statement is prepared is always known.
 */
#ifndef QUIPU_DB_DB_PG_PARTS_H
#define QUIPU_DB_DB_PG_PARTS_H

#include "db/db_engine.h"
#include "db/db_pg.h"
#include "db/db_pg_value.h"

enum { DB_PG_SENT_MAX = 256 /* waiting for answers; then they are read */ };

struct slot; /* of the table of prepared statements */

enum kind { SENT_PREPARE, SENT_STATEMENT, SENT_SYNC };

struct sent {
    enum kind kind;
    const struct sql *sql;
    struct answer *answer; /* NULL = nobody reads it */
    bool past;             /* of a transaction that has ended */
};

struct pg_db {
    struct db db; /* first */
    PGconn *conn;
    struct slot *slots;
    size_t slot_count, slots_used;
    struct sent sent[DB_PG_SENT_MAX + 8]; /* with what ends a transaction */
    int sent_count;
    struct db_pg_places places;
    int64_t deadline_ms;
    bool in_transaction, writing;
    bool broken;     /* the connection is of no use any more */
    bool may_repeat; /* why the transaction failed */
    bool committing, unsure;
};

static inline struct pg_db *
db_pg_self(struct db *db)
{
    return (struct pg_db *)db;
}

/* --- db_pg_wire.c --- */

extern const struct sql db_pg_sql_commit;

/* What a failed result means. The server's messages may quote values; what
 * goes to the log is the state and the names of statement and constraint. */
enum err db_pg_meaning(struct pg_db *p, const PGresult *r, const char *what);

/* The transaction is lost, for this reason unless there was one before. */
void db_pg_keep_failure(struct pg_db *p, enum err e);

/* No answer will come any more: gives ERR_BUSY. */
enum err db_pg_lose(struct pg_db *p);

/* Queue one statement, and before it, the first time, its preparation. */
enum err db_pg_send(struct pg_db *p, const struct sql *sql,
                    const struct value *args, struct answer *answer);

/* Mark the place where the server goes on after a failure, and send. */
enum err db_pg_sync(struct pg_db *p);

/* Does the transaction in force wait for an answer? */
bool db_pg_is_waiting(const struct pg_db *p);

/* Read everything that was sent; the first failure of this transaction. */
enum err db_pg_read_all(struct pg_db *p);

/* As struct db_engine says. */
enum err db_pg_run(struct db *db, const struct sql *sql,
                   const struct value *args, size_t max, struct rows *out);
enum err db_pg_queue(struct db *db, const struct sql *sql,
                     const struct value *args, struct answer *out);
enum err db_pg_settle(struct db *db);

/* --- db_pg_ask.c --- */

/* A number the server answers with; 0 for none. Outside a transaction. */
enum err db_pg_ask_number(struct pg_db *p, const char *text, int64_t *out);

/* As struct db_engine says. */
enum db_owner db_pg_owner(struct db *db);
enum err db_pg_script(struct db *db, const char *text);

/* What libpq says, on one line. */
void db_pg_tell(char *why, size_t size, const char *text);

#endif
