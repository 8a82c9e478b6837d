/* SPDX-License-Identifier: Apache-2.0 */
/* store_pg: transactions on connections that are lent, run again when they met
 * another; reads that a standby may answer.
 *
 * A read on the standby asks in its first flight how far that has come, before
 * its own moment begins. It is good if that is behind what the reader wrote
 * last, and behind where the primary was some moments ago, so that nobody sees
 * their own work missing, and nothing older than LIMIT_STANDBY_MS.
 */

#include "db/store_pg.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/random.h"
#include "base/text.h"
#include "db/db.h"
#include "db/db_engine.h"
#include "db/db_pg.h"
#include "db/migrate.h"
#include "db/pg_pool.h"
#include "db/store.sql.h"
#include "db/store_engine.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    /* Of one write. Under SERIALIZABLE neighbours on a page of an index count
     * as having met, so many tries are no sign of trouble; time is the limit. */
    TRIES = 100,
    TRIES_MS = 5000,
    PAUSE_FIRST_US = 1000, /* before the second; doubles, with jitter */
    PAUSE_MAX_US = 64 * 1000,
    WRITE_MS = 30 * 1000, /* a statement of a write */
    NODES = 4095,         /* numbers 1 … 4095; 0 is nobody's */
    SMALL_ARENA = 1024 * 1024
};

struct pg_store {
    struct store store; /* first */
    char *address;
    const struct migrate_steps *steps;
    struct pg_pool *primary;
    struct pg_pool *standby; /* NULL = none */

    pthread_mutex_t mutex; /* what follows */
    int64_t place;         /* of the primary's log, at place_ms */
    int64_t place_ms;
    struct store_figures figures;
};

static struct pg_store *
self(struct store *s)
{
    return (struct pg_store *)s;
}

/* --- reading --- */

/* Everybody may ask the standby for as long as this place is not too old. */
static void
learn_place(struct pg_store *s, struct arena *arena, struct db *db)
{
    const char *said[1];
    int64_t place;

    if (db_pg_ask(db, arena,
                  "SELECT CAST(pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS "
                  "BIGINT)",
                  1, said) == OK &&
        text_i64(said[0], &place)) {
        pthread_mutex_lock(&s->mutex);
        s->place = place;
        s->place_ms = clock_steady_ms();
        pthread_mutex_unlock(&s->mutex);
    }
}

/* How far the standby must have come for somebody who wrote up to `since`;
 * 0 = that is not known any more. */
static int64_t
place_needed(struct pg_store *s, int64_t since)
{
    int64_t need = 0;

    pthread_mutex_lock(&s->mutex);
    if (s->place && clock_steady_ms() - s->place_ms <= LIMIT_STANDBY_MS) {
        need = s->place > since ? s->place : since;
    }
    pthread_mutex_unlock(&s->mutex);
    return need;
}

/* False: it is away or too far behind, or gave up in the middle (what it
 * replays may be in the way of a read). */
static bool
read_standby(struct pg_store *s, struct arena *arena, int64_t limit_ms,
             int64_t need, store_fn fn, void *arg, enum err *out)
{
    struct answer place;
    struct row row;
    struct db *db;
    bool good = false;

    if (pg_pool_borrow(s->standby, &db) != OK) {
        return false;
    }
    *out = db_pg_begin_standby(db, arena, limit_ms, &place);
    if (*out == OK) {
        *out = fn(db, arg);
        good = answer_one(&place, &row) == OK && row_i64(&row, 0) >= need &&
               db->failure == OK;
    }
    *out = db_leave(db, *out);
    if (good && *out == OK) {
        *out = db_pg_commit(db);
    }
    db_pg_rollback(db);
    pg_pool_give_back(s->standby, db);
    return good;
}

static enum err
read_primary(struct pg_store *s, struct arena *arena, int64_t limit_ms,
             bool learns, store_fn fn, void *arg)
{
    struct db *db;
    enum err e;

    TRY(pg_pool_borrow(s->primary, &db));
    if (learns) {
        learn_place(s, arena, db);
    }
    e = db_pg_begin(db, arena, false, limit_ms);
    if (e == OK) {
        e = fn(db, arg);
    }
    e = db_leave(db, e);
    if (e == OK) {
        e = db_pg_commit(db);
    }
    db_pg_rollback(db);
    pg_pool_give_back(s->primary, db);
    return e;
}

static enum err
read_now(struct store *store, struct arena *arena, int64_t limit_ms,
         int64_t since, store_fn fn, void *arg)
{
    struct pg_store *s = self(store);
    bool asks = s->standby && since >= 0;
    int64_t need = asks ? place_needed(s, since) : 0;
    bool good = false;
    enum err e = OK;

    if (need) {
        good = read_standby(s, arena, limit_ms, need, fn, arg, &e);
    }
    if (asks) {
        pthread_mutex_lock(&s->mutex);
        s->figures.standby_reads += good;
        s->figures.standby_passed += !good;
        pthread_mutex_unlock(&s->mutex);
    }
    return good ? e : read_primary(s, arena, limit_ms, asks && !need, fn, arg);
}

static void
figures(struct store *store, struct store_figures *out)
{
    struct pg_store *s = self(store);

    pthread_mutex_lock(&s->mutex);
    *out = s->figures;
    pthread_mutex_unlock(&s->mutex);
}

/* --- writing --- */

/* Once. `*repeat`: it failed, and may go well when it is run again. */
static enum err
write_once(struct pg_store *s, struct arena *arena, store_fn fn, void *arg,
           bool *repeat, int64_t *place)
{
    struct db *db;
    enum err e;

    *repeat = false;
    TRY(pg_pool_borrow(s->primary, &db));
    e = db_pg_begin(db, arena, true, WRITE_MS);
    if (e == OK) {
        e = fn(db, arg);
    }
    e = db_leave(db, e);
    if (e == OK) {
        e = place && s->standby ? db_pg_commit_at(db, arena, place)
                                : db_pg_commit(db);
    }
    if (e != OK && db_pg_is_unsure(db)) {
        log_line(LOG_WARN, "a commit without an answer", "node=%d",
                 s->store.node);
    }
    *repeat = e != OK && db_pg_may_repeat(db);
    db_pg_rollback(db);
    pg_pool_give_back(s->primary, db);
    return e;
}

static void
pause_before(int attempt)
{
    int64_t us = (int64_t)PAUSE_FIRST_US << (attempt < 6 ? attempt : 6);
    struct timespec t;

    us = us < PAUSE_MAX_US ? us : PAUSE_MAX_US;
    us = us / 2 + random_below((uint32_t)us);
    t = (struct timespec){.tv_nsec = us * 1000};
    nanosleep(&t, NULL);
}

static enum err
write_now(struct store *store, struct arena *arena, store_fn fn, void *arg,
          int64_t *place)
{
    int64_t until = clock_steady_ms() + TRIES_MS;
    bool repeat = true;
    enum err e = OK;

    for (int i = 0; repeat && i < TRIES && clock_steady_ms() < until; i++) {
        if (i) {
            pause_before(i - 1);
        }
        e = write_once(self(store), arena, fn, arg, &repeat, place);
    }
    if (repeat) {
        log_line(LOG_WARN, "a write gave up", "tries=%d", TRIES);
        return ERR_BUSY;
    }
    return e;
}

/* --- the number of this process in row ids --- */

static enum err
last_node(struct db *db, void *arg)
{
    struct row row;
    enum err e = db_one(db, &row, &SQL_store_last_process);

    *(int *)arg = e == OK ? (int)row_i64(&row, 0) : 0;
    return e == ERR_MISSING ? OK : e;
}

static enum err
take_node(struct db *db, void *arg)
{
    return db_run(db, &SQL_store_take_process, I64(*(int *)arg), I64(getpid()),
                  I64(clock_now_ms()));
}

static enum err
end_node(struct db *db, void *arg)
{
    return db_run(db, &SQL_store_end_process, I64(clock_now_ms()),
                  I64(*(int *)arg));
}

/* One transaction on this connection. */
static enum err
run_here(struct db *db, bool write, store_fn fn, void *arg)
{
    struct arena *a = arena_new(SMALL_ARENA);
    enum err e = db_pg_begin(db, a, write, WRITE_MS);

    if (e == OK) {
        e = fn(db, arg);
    }
    e = db_leave(db, e);
    if (e == OK) {
        e = db_pg_commit(db);
    }
    db_pg_rollback(db);
    arena_free(a);
    return e;
}

/* The number after the last one taken that no living process has: each of its
 * connections holds a shared lock on it. The lock of the schema is ours, so
 * nobody else chooses now. */
static enum err
choose_node(struct pg_store *s, struct db *db)
{
    bool taken = false;
    int node = 0;

    TRY(run_here(db, false, last_node, &node));
    for (int i = 0; !taken && i < NODES; i++) {
        node = node % NODES + 1;
        TRY(db_pg_try_lock(db, DB_PG_LOCK_NODE, node, &taken));
    }
    if (!taken) {
        return ERR_LIMIT;
    }
    TRY(db_pg_lock(db, DB_PG_LOCK_NODE, node, true));
    TRY(db_pg_unlock(db, DB_PG_LOCK_NODE, node)); /* the one alone */
    TRY(run_here(db, true, take_node, &node));
    s->store.node = node;
    pg_pool_set_node(s->primary, node);
    id_set_node(node);
    return OK;
}

/* --- open and close --- */

/* Bring the schema forward and take a number, one process after the other. */
static enum err
prepare(struct pg_store *s, struct db *db, bool create, char *why,
        size_t why_size)
{
    int count = 0;

    TRY(migrate_count(db, s->steps, &count, why, why_size));
    if (count == 0 && !create) {
        snprintf(why, why_size, "the database is empty");
        return ERR_MISSING;
    }
    if (count < s->steps->count) {
        TRY(migrate_run(db, s->steps, count, why, why_size));
    }
    snprintf(why, why_size, "the database cannot be written to");
    return choose_node(s, db);
}

static enum err
prepare_for_reading(struct pg_store *s, struct db *db, char *why,
                    size_t why_size)
{
    int count = 0;

    TRY(migrate_count(db, s->steps, &count, why, why_size));
    if (count == 0) {
        snprintf(why, why_size, "the database is empty");
        return ERR_MISSING;
    }
    if (count < s->steps->count) {
        snprintf(why, why_size,
                 "the database is older than this program: start the server "
                 "or a writing command once, which brings it forward");
        return ERR_INVALID;
    }
    return OK;
}

static enum err
open_first(struct pg_store *s, bool create, char *why, size_t why_size)
{
    bool writes = s->store.mode == STORE_SERVE;
    struct db *db;
    enum err e;

    TRY(db_pg_open(&db, s->address, writes ? DB_PG_WRITE : DB_PG_READ, why,
                   why_size));
    if (writes) {
        e = db_pg_lock(db, DB_PG_LOCK_SCHEMA, 0, false);
        if (e == OK) {
            e = prepare(s, db, create, why, why_size);
        }
        if (e == OK) {
            e = db_pg_unlock(db, DB_PG_LOCK_SCHEMA, 0);
        }
        if (e == OK) {
            e = db_pg_take_slot(db);
        }
    } else {
        e = prepare_for_reading(s, db, why, why_size);
    }
    if (e != OK) {
        db_pg_close(db);
        return e;
    }
    pg_pool_add(s->primary, db);
    return OK;
}

/* Who these rows come from, whoever tells them. */
static const char origin_text[] =
    "SELECT CAST(system_identifier AS TEXT) || ' ' || current_database()"
    " FROM pg_control_system()";

static enum err
origin_of(struct pg_pool *pool, struct arena *a, const char **out)
{
    struct db *db;
    enum err e;

    TRY(pg_pool_borrow(pool, &db));
    e = db_pg_ask(db, a, origin_text, 1, out);
    pg_pool_give_back(pool, db);
    return e;
}

/* One that is away now is asked later; one that follows somebody else never. */
static enum err
open_standby(struct pg_store *s, const char *address, char *why,
             size_t why_size)
{
    struct arena *a = arena_new(SMALL_ARENA);
    const char *here = "", *there = "";
    enum err e;

    s->standby = pg_pool_new(address, DB_PG_READ);
    s->figures.has_standby = true;
    e = origin_of(s->primary, a, &here);
    if (e == OK && origin_of(s->standby, a, &there) == OK &&
        strcmp(here, there) != 0) {
        snprintf(why, why_size,
                 "the standby is no copy of this database: it follows another "
                 "server, or has another name there");
        e = ERR_INVALID;
    }
    arena_free(a);
    return e;
}

static void
free_store(struct pg_store *s)
{
    pg_pool_free(s->standby);
    pg_pool_free(s->primary);
    pthread_mutex_destroy(&s->mutex);
    free(s->address);
    free(s);
}

static void
close_store(struct store *store)
{
    struct pg_store *s = self(store);

    if (s->store.mode == STORE_SERVE) {
        struct arena *a = arena_new(SMALL_ARENA);
        bool repeat;

        if (write_once(s, a, end_node, &s->store.node, &repeat, NULL) != OK) {
            log_line(LOG_WARN, "closed without a word", "node=%d",
                     s->store.node);
        }
        arena_free(a);
    }
    free_store(s);
}

/* --- the server --- */

static const char server_text[] =
    "SELECT current_setting('server_version'),"
    " CASE WHEN pg_is_in_recovery() THEN 1 ELSE 0 END,"
    " CASE WHEN current_setting('fsync') = 'on' AND"
    "  current_setting('full_page_writes') = 'on' THEN 1 ELSE 0 END,"
    " pg_database_size(current_database()),"
    " (SELECT COUNT(*) FROM pg_stat_activity WHERE backend_type ="
    "  'client backend'), current_setting('max_connections'),"
    " (SELECT COUNT(*) FROM pg_stat_replication),"
    " (SELECT COUNT(*) FROM pg_stat_replication WHERE sync_state IN"
    "  ('sync', 'quorum')),"
    " CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT),"
    " (SELECT COUNT(DISTINCT objid) FROM pg_locks WHERE locktype = 'advisory'"
    "  AND classid = %d AND database = (SELECT oid FROM pg_database"
    "  WHERE datname = current_database()))";

static enum err
look_at_server(struct store *store, struct arena *a, struct store_server *out)
{
    struct pg_store *s = self(store);
    const char *said[10];
    char text[2000];
    struct db *db;
    enum err e;

    TRY(pg_pool_borrow(s->primary, &db));
    snprintf(text, sizeof text, server_text, DB_PG_LOCK_NODE);
    e = db_pg_ask(db, a, text, (int)COUNT(said), said);
    if (e == OK) {
        *out = (struct store_server){
            .version = said[0],
            .standby = said[1][0] == '1',
            .syncs = said[2][0] == '1',
            .bytes = strtoll(said[3], NULL, 10),
            .connections = strtoll(said[4], NULL, 10),
            .connections_max = strtoll(said[5], NULL, 10),
            .followers = strtoll(said[6], NULL, 10),
            .followers_waited_for = strtoll(said[7], NULL, 10),
            .clock_ms = strtoll(said[8], NULL, 10),
            .processes = strtoll(said[9], NULL, 10),
        };
    }
    pg_pool_give_back(s->primary, db);
    return e;
}

static const struct store_engine store_engine_pg = {
    .read = read_now,
    .write = write_now,
    .figures = figures,
    .look_at_server = look_at_server,
    .close = close_store,
};

enum err
store_pg_open(struct store **out, const struct store_options *options,
              char *why, size_t why_size)
{
    struct pg_store *s = calloc(1, sizeof *s);
    enum err e;

    if (!s || !(s->address = strdup(options->database))) {
        log_fatal("out of memory", "wanted", (int64_t)sizeof *s);
    }
    s->store.engine = &store_engine_pg;
    s->store.mode = options->mode;
    s->steps = options->steps;
    pthread_mutex_init(&s->mutex, NULL);
    s->primary = pg_pool_new(
        s->address, s->store.mode == STORE_SERVE ? DB_PG_WRITE : DB_PG_READ);
    e = open_first(s, options->create, why, why_size);
    if (e == OK && options->standby) {
        e = open_standby(s, options->standby, why, why_size);
    }
    if (e != OK) {
        free_store(s);
        return e;
    }
    *out = &s->store;
    return OK;
}
