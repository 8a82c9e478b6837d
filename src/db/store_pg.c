/* SPDX-License-Identifier: Apache-2.0 */
/* store_pg: connections to share, transactions to run again. */

#include "db/store_pg.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/random.h"
#include "db/db.h"
#include "db/db_engine.h"
#include "db/db_pg.h"
#include "db/migrate.h"
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
    BORROW_MS = 5000,     /* waiting for a connection */
    AWAY_MS = 500,        /* nobody asks again for so long after a refusal */
    NODES = 4095,         /* numbers 1 … 4095; 0 is nobody's */
    SMALL_ARENA = 1024 * 1024
};

struct pg_store {
    struct store store; /* first */
    char *address;
    const struct migrate_steps *steps;

    pthread_mutex_t mutex;
    pthread_cond_t more;
    struct db *idle[LIMIT_PG_CONNECTIONS];
    int idle_count;
    int open_count;  /* idle, lent, and being opened */
    int64_t away_ms; /* when the server last refused; 0 = it did not */
};

static struct pg_store *
self(struct store *s)
{
    return (struct pg_store *)s;
}

/* --- connections --- */

/* A connection that belongs to this process: it holds the process's number,
 * so that no other takes it, and a slot of counters. */
static enum err
connect_one(struct pg_store *s, struct db **out)
{
    bool writes = s->store.mode == STORE_SERVE;
    char why[512] = "";
    enum err e = db_pg_open(out, s->address, writes ? DB_PG_WRITE : DB_PG_READ,
                            why, sizeof why);

    if (e == OK && writes && s->store.node) {
        e = db_pg_lock(*out, DB_PG_LOCK_NODE, s->store.node, true);
    }
    if (e == OK && writes) {
        e = db_pg_take_slot(*out);
    }
    if (e != OK) {
        db_pg_close(*out);
        *out = NULL;
        log_line(LOG_ERROR, "no database", "%s", why);
    }
    return e;
}

static void
close_idle(struct pg_store *s)
{
    while (s->idle_count) {
        db_pg_close(s->idle[--s->idle_count]);
        s->open_count--;
    }
}

/* An idle connection that still works, or room for a new one (`*out` NULL).
 * Waits while all are lent. */
static enum err
take_place(struct pg_store *s, struct db **out)
{
    struct timespec until;
    int rc = 0;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += BORROW_MS / 1000;
    *out = NULL;
    while (rc == 0) {
        while (s->idle_count) {
            struct db *db = s->idle[--s->idle_count];

            if (db_pg_alive(db)) {
                *out = db;
                return OK;
            }
            db_pg_close(db);
            s->open_count--;
        }
        if (s->open_count < LIMIT_PG_CONNECTIONS) {
            /* Those who come while the server is away do not each wait for
             * it. */
            if (s->away_ms && clock_steady_ms() - s->away_ms < AWAY_MS) {
                return ERR_BUSY;
            }
            s->open_count++;
            return OK;
        }
        rc = pthread_cond_timedwait(&s->more, &s->mutex, &until);
    }
    return ERR_BUSY;
}

static enum err
borrow(struct pg_store *s, struct db **out)
{
    enum err e;

    pthread_mutex_lock(&s->mutex);
    e = take_place(s, out);
    pthread_mutex_unlock(&s->mutex);
    if (e != OK || *out) {
        return e;
    }
    e = connect_one(s, out);
    pthread_mutex_lock(&s->mutex);
    s->away_ms = e == OK ? 0 : clock_steady_ms();
    if (e != OK) {
        s->open_count--;
        pthread_cond_signal(&s->more);
    }
    pthread_mutex_unlock(&s->mutex);
    return e == OK ? OK : ERR_BUSY;
}

/* The last one lent is the next one taken: its cache is warm, and those never
 * needed are asked least. */
static void
give_back(struct pg_store *s, struct db *db)
{
    bool good = db_pg_alive(db);

    if (!good) {
        db_pg_close(db);
    }
    pthread_mutex_lock(&s->mutex);
    if (good) {
        s->idle[s->idle_count++] = db;
    } else {
        /* What else lies idle has lost its server, too, or is asked again. */
        s->open_count--;
        close_idle(s);
    }
    pthread_cond_signal(&s->more);
    pthread_mutex_unlock(&s->mutex);
}

/* --- transactions --- */

static enum err
read_now(struct store *store, struct arena *arena, int64_t limit_ms,
         store_fn fn, void *arg)
{
    struct pg_store *s = self(store);
    struct db *db;
    enum err e;

    TRY(borrow(s, &db));
    e = db_pg_begin(db, arena, false, limit_ms);
    if (e == OK) {
        e = fn(db, arg);
    }
    e = db_leave(db, e);
    if (e == OK) {
        e = db_pg_commit(db);
    }
    db_pg_rollback(db);
    give_back(s, db);
    return e;
}

/* Once. `*repeat`: it failed, and may go well when it is run again. */
static enum err
write_once(struct pg_store *s, struct arena *arena, store_fn fn, void *arg,
           bool *repeat)
{
    struct db *db;
    enum err e;

    *repeat = false;
    TRY(borrow(s, &db));
    e = db_pg_begin(db, arena, true, WRITE_MS);
    if (e == OK) {
        e = fn(db, arg);
    }
    e = db_leave(db, e);
    if (e == OK) {
        e = db_pg_commit(db);
    }
    if (e != OK && db_pg_is_unsure(db)) {
        log_line(LOG_WARN, "a commit without an answer", "node=%d",
                 s->store.node);
    }
    *repeat = e != OK && db_pg_may_repeat(db);
    db_pg_rollback(db);
    give_back(s, db);
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
write_now(struct store *store, struct arena *arena, store_fn fn, void *arg)
{
    int64_t until = clock_steady_ms() + TRIES_MS;
    bool repeat = true;
    enum err e = OK;

    for (int i = 0; repeat && i < TRIES && clock_steady_ms() < until; i++) {
        if (i) {
            pause_before(i - 1);
        }
        e = write_once(self(store), arena, fn, arg, &repeat);
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
    s->idle[s->idle_count++] = db;
    s->open_count++;
    return OK;
}

static void
free_store(struct pg_store *s)
{
    pthread_cond_destroy(&s->more);
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

        if (write_once(s, a, end_node, &s->store.node, &repeat) != OK) {
            log_line(LOG_WARN, "closed without a word", "node=%d",
                     s->store.node);
        }
        arena_free(a);
    }
    close_idle(s);
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

    TRY(borrow(s, &db));
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
    give_back(s, db);
    return e;
}

static const struct store_engine store_engine_pg = {
    .read = read_now,
    .write = write_now,
    .look_at_server = look_at_server,
    .close = close_store,
};

enum err
store_pg_open(struct store **out, const struct store_options *options,
              char *why, size_t why_size)
{
    struct pg_store *s = calloc(1, sizeof *s);
    pthread_condattr_t attr;
    enum err e;

    if (!s || !(s->address = strdup(options->database))) {
        log_fatal("out of memory", "wanted", (int64_t)sizeof *s);
    }
    s->store.engine = &store_engine_pg;
    s->store.mode = options->mode;
    s->steps = options->steps;
    pthread_mutex_init(&s->mutex, NULL);
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&s->more, &attr);
    pthread_condattr_destroy(&attr);
    e = open_first(s, options->create, why, why_size);
    if (e != OK) {
        free_store(s);
        return e;
    }
    *out = &s->store;
    return OK;
}
