/* SPDX-License-Identifier: Apache-2.0 */
/* db_engine: what an engine gives to db.c, and the part of a connection that
 * all engines share. Included inside db only. */
#ifndef QUIPU_DB_DB_ENGINE_H
#define QUIPU_DB_DB_ENGINE_H

#include "db/db.h"

enum db_owner {
    DB_EMPTY,  /* nothing in it yet */
    DB_OURS,   /* a database of this program, of whatever step */
    DB_FOREIGN /* somebody else's */
};

struct db_engine {
    /* --- statements --- */

    /* Run one statement with its arguments and copy at most `max` rows into the
     * arena; a row above them is ERR_LIMIT. Sets `changed` when the statement
     * writes, and `lost`. */
    enum err (*run)(struct db *db, const struct sql *sql,
                    const struct value *args, size_t max, struct rows *out);

    /* Engines over a network: queue a statement (`out` NULL: nobody reads its
     * answer), and wait until all that is queued is answered. The first
     * failure is kept in `failure`, too. NULL elsewhere. */
    enum err (*queue)(struct db *db, const struct sql *sql,
                      const struct value *args, struct answer *out);
    enum err (*settle)(struct db *db);

    /* --- transactions --- */

    /* Calls db_enter(). What is asked on a read sees one moment. */
    enum err (*begin)(struct db *db, struct arena *arena, bool write);
    enum err (*commit)(struct db *db);
    void (*rollback)(struct db *db); /* none in force: does nothing */

    /* --- the schema, for migrate.c --- */

    enum db_owner (*owner)(struct db *db);
    /* Several statements in one text, as migrations have; no parameters. The
     * words for types are put in. Inside a transaction. */
    enum err (*script)(struct db *db, const char *text);
    /* Before the first step's script, after each step, and around all steps
     * (outside a transaction). NULL = nothing to do. */
    enum err (*mark)(struct db *db);
    enum err (*check_keys)(struct db *db);
    enum err (*rebuilding)(struct db *db, bool on);
};

/* First member of each engine's connection. */
struct db {
    const struct db_engine *engine;
    struct arena *arena;
    uint64_t epoch;
    int64_t changed;
    int statements;
    int flights;
    int slot;
    int fail_at;               /* 0 = never; else counts down */
    struct foreseen *foreseen; /* the latest first; NULL = none */
    bool foresees;    /* over a network, and nothing is written meanwhile */
    enum err failure; /* of the first failed statement since db_enter() */
    bool lost;        /* the engine has given up the transaction */
};

/* A transaction (or a member of a group) begins: answers go to `arena`,
 * counting starts again. */
void db_enter(struct db *db, struct arena *arena);

/* Something was written, or may have been. */
void db_touch(struct db *db);

/* What `result` of its function is worth: OK with a failed statement behind it
 * is that statement's failure. Forgets the arena. */
enum err db_leave(struct db *db, enum err result);

#endif
