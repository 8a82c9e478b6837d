/* SPDX-License-Identifier: Apache-2.0 */
/* migrate: brings the schema forward, step by step. */

#include "db/migrate.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/hash.h"
#include "base/log.h"
#include "db/db.h"
#include "db/db_engine.h"
#include "db/migrate.sql.h"

#include <stdio.h>
#include <string.h>

enum { ARENA_MAX = 4 * 1024 * 1024 };

static void
hash_of(const struct migrate_step *step, unsigned char out[HASH_SIZE])
{
    hash_sha256(step->text, strlen(step->text), out);
}

/* Is this row of the table `migration` the step we have? */
static enum err
compare(const struct row *row, const struct migrate_steps *steps, int i,
        char *why, size_t why_size)
{
    unsigned char ours[HASH_SIZE];
    size_t len;
    const void *theirs = row_blob(row, 2, &len);

    if (i >= steps->count) {
        snprintf(why, why_size,
                 "the database is newer than this program: it has step %s, "
                 "this program knows steps up to %s; install the newer "
                 "program",
                 row_text(row, 1), steps->items[steps->count - 1].name);
        return ERR_INVALID;
    }
    hash_of(&steps->items[i], ours);
    if (row_i64(row, 0) != i || len != HASH_SIZE ||
        !hash_same(theirs, ours, HASH_SIZE)) {
        snprintf(why, why_size,
                 "the database was made by a different program: its step %s "
                 "is not the step %s of this one",
                 row_text(row, 1), steps->items[i].name);
        return ERR_INVALID;
    }
    return OK;
}

static enum err
read_applied(struct db *db, struct arena *a, struct rows *rows)
{
    enum err e;

    TRY(db->engine->begin(db, a, false));
    e = db_all(db, rows, &SQL_migrate_applied);
    db->engine->rollback(db);
    return e;
}

enum err
migrate_count(struct db *db, const struct migrate_steps *steps, int *count,
              char *why, size_t why_size)
{
    enum db_owner owner = db->engine->owner(db);
    struct arena *a;
    struct rows rows = {0};
    enum err e;

    *count = 0;
    if (owner == DB_EMPTY) {
        return OK;
    }
    if (owner != DB_OURS) {
        snprintf(why, why_size, "the database is not one of Quipu");
        return ERR_INVALID;
    }
    a = arena_new(ARENA_MAX);
    e = read_applied(db, a, &rows);
    if (e != OK) {
        snprintf(why, why_size, "the table of steps cannot be read");
    }
    for (size_t i = 0; e == OK && i < rows.count; i++) {
        e = compare(&rows.items[i], steps, (int)i, why, why_size);
    }
    *count = (int)rows.count;
    arena_free(a);
    return e;
}

/* Inside a transaction. Keys are checked whole at the end, since a table may
 * have been rebuilt while they were off. */
static enum err
apply(struct db *db, const struct migrate_step *step)
{
    unsigned char hash[HASH_SIZE];

    hash_of(step, hash);
    if (step->number == 0 && db->engine->mark) {
        TRY(db->engine->mark(db));
    }
    TRY(db->engine->script(db, step->text));
    TRY(db_run(db, &SQL_migrate_insert, I64(step->number), TEXT(step->name),
               BLOB(hash, sizeof hash), I64(clock_now_ms())));
    return db->engine->check_keys ? db->engine->check_keys(db) : OK;
}

static enum err
apply_alone(struct db *db, struct arena *a, const struct migrate_step *step)
{
    enum err e;

    TRY(db->engine->begin(db, a, true));
    e = apply(db, step);
    if (e == OK) {
        e = db->engine->commit(db);
    }
    db->engine->rollback(db);
    return e;
}

static enum err
rebuilding(struct db *db, bool on)
{
    return db->engine->rebuilding ? db->engine->rebuilding(db, on) : OK;
}

enum err
migrate_run(struct db *db, const struct migrate_steps *steps, int count,
            char *why, size_t why_size)
{
    struct arena *a = arena_new(ARENA_MAX);
    enum err e = rebuilding(db, true);

    for (int i = count; e == OK && i < steps->count; i++) {
        e = apply_alone(db, a, &steps->items[i]);
        if (e != OK) {
            snprintf(why, why_size, "step %s of the schema failed%s",
                     steps->items[i].name,
                     e == ERR_FULL ? ": no space left" : "");
        } else if (count) {
            log_line(LOG_INFO, "schema", "step=%s", steps->items[i].name);
        }
        arena_reset(a);
    }
    if (e == OK) {
        e = rebuilding(db, false);
    }
    arena_free(a);
    return e;
}
