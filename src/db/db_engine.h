/* SPDX-License-Identifier: Apache-2.0 */
/* db_engine: what an engine gives to db.c, and the part of a connection that
 * all engines share. Included inside db only. */
#ifndef QUIPU_DB_DB_ENGINE_H
#define QUIPU_DB_DB_ENGINE_H

#include "db/db.h"

struct db_engine {
    /* Run one statement with its `count` arguments and copy at most `max` rows
     * into the arena; a row above them is ERR_LIMIT. Sets `changed` when the
     * statement writes, and `lost`. */
    enum err (*run)(struct db *db, const struct sql *sql,
                    const struct value *args, size_t max, struct rows *out);
};

/* First member of each engine's connection. */
struct db {
    const struct db_engine *engine;
    struct arena *arena;
    int64_t changed;
    int statements;
    int fail_at;      /* 0 = never; else counts down */
    enum err failure; /* of the first failed statement since db_enter() */
    bool lost;        /* the engine has given up the transaction */
};

/* A transaction (or a member of a group) begins: answers go to `arena`,
 * counting starts again. */
void db_enter(struct db *db, struct arena *arena);

/* What `result` of its function is worth: OK with a failed statement behind it
 * is that statement's failure. Forgets the arena. */
enum err db_leave(struct db *db, enum err result);

#endif
