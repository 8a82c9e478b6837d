/* SPDX-License-Identifier: Apache-2.0 */
/* pg_pool: opened when they are needed, up to a limit, and kept. */

#include "db/pg_pool.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    BORROW_MS = 5000, /* waiting for a connection */
    AWAY_MS = 500     /* nobody asks again for so long after a refusal */
};

struct pg_pool {
    char *address;
    enum db_pg_mode mode;
    int node;

    pthread_mutex_t mutex;
    pthread_cond_t more;
    struct db *idle[LIMIT_PG_CONNECTIONS];
    int idle_count;
    int open_count;  /* idle, lent, and being opened */
    int64_t away_ms; /* when the server last refused; 0 = it did not */
};

/* One that writes has a slot of counters, too. */
static enum err
connect_one(struct pg_pool *p, struct db **out)
{
    bool writes = p->mode == DB_PG_WRITE;
    char why[512] = "";
    enum err e = db_pg_open(out, p->address, p->mode, why, sizeof why);

    if (e == OK && writes && p->node) {
        e = db_pg_lock(*out, DB_PG_LOCK_NODE, p->node, true);
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
close_idle(struct pg_pool *p)
{
    while (p->idle_count) {
        db_pg_close(p->idle[--p->idle_count]);
        p->open_count--;
    }
}

/* An idle connection that still works, or room for a new one (`*out` NULL).
 * Waits while all are lent. */
static enum err
take_place(struct pg_pool *p, struct db **out)
{
    struct timespec until;
    int rc = 0;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += BORROW_MS / 1000;
    *out = NULL;
    while (rc == 0) {
        while (p->idle_count) {
            struct db *db = p->idle[--p->idle_count];

            if (db_pg_alive(db)) {
                *out = db;
                return OK;
            }
            db_pg_close(db);
            p->open_count--;
        }
        if (p->open_count < LIMIT_PG_CONNECTIONS) {
            /* Those who come while the server is away do not each wait for
             * it. */
            if (p->away_ms && clock_steady_ms() - p->away_ms < AWAY_MS) {
                return ERR_BUSY;
            }
            p->open_count++;
            return OK;
        }
        rc = pthread_cond_timedwait(&p->more, &p->mutex, &until);
    }
    return ERR_BUSY;
}

enum err
pg_pool_borrow(struct pg_pool *p, struct db **out)
{
    enum err e;

    pthread_mutex_lock(&p->mutex);
    e = take_place(p, out);
    pthread_mutex_unlock(&p->mutex);
    if (e != OK || *out) {
        return e;
    }
    e = connect_one(p, out);
    pthread_mutex_lock(&p->mutex);
    p->away_ms = e == OK ? 0 : clock_steady_ms();
    if (e != OK) {
        p->open_count--;
        pthread_cond_signal(&p->more);
    }
    pthread_mutex_unlock(&p->mutex);
    return e == OK ? OK : ERR_BUSY;
}

/* The last one lent is the next one taken: its cache is warm, and those never
 * needed are asked least. */
void
pg_pool_give_back(struct pg_pool *p, struct db *db)
{
    bool good = db_pg_alive(db);

    if (!good) {
        db_pg_close(db);
    }
    pthread_mutex_lock(&p->mutex);
    if (good) {
        p->idle[p->idle_count++] = db;
    } else {
        /* What else lies idle has lost its server, too, or is asked again. */
        p->open_count--;
        close_idle(p);
    }
    pthread_cond_signal(&p->more);
    pthread_mutex_unlock(&p->mutex);
}

void
pg_pool_add(struct pg_pool *p, struct db *db)
{
    p->idle[p->idle_count++] = db;
    p->open_count++;
}

void
pg_pool_set_node(struct pg_pool *p, int node)
{
    p->node = node;
}

struct pg_pool *
pg_pool_new(const char *address, enum db_pg_mode mode)
{
    struct pg_pool *p = calloc(1, sizeof *p);
    pthread_condattr_t attr;

    if (!p || !(p->address = strdup(address))) {
        log_fatal("out of memory", "wanted", (int64_t)sizeof *p);
    }
    p->mode = mode;
    pthread_mutex_init(&p->mutex, NULL);
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&p->more, &attr);
    pthread_condattr_destroy(&attr);
    return p;
}

void
pg_pool_free(struct pg_pool *p)
{
    if (p) {
        close_idle(p);
        pthread_cond_destroy(&p->more);
        pthread_mutex_destroy(&p->mutex);
        free(p->address);
        free(p);
    }
}
