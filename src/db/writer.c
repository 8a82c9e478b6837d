/* SPDX-License-Identifier: Apache-2.0 */
/* writer: jobs in groups.
 *
 * A group is one transaction with a savepoint for each member, so that one
 * sync serves many. On a really full disk the engine gives up the whole
 * transaction at the failing statement: earlier members are undone with it,
 * and later ones would commit each by themselves. So whenever the transaction
 * is gone, or the commit fails, nobody of the group counts as done and each is
 * run once more alone.
 */

#include "db/writer.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "db/ballast.h"
#include "db/db.h"
#include "db/db_engine.h"
#include "db/db_sqlite.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

enum {
    GROUP_MAX = 128,       /* members of one transaction */
    SLOW_MEMBER_US = 5000, /* everybody waits behind it: a log line */
    CUT_PAUSE_MS = 1000,   /* between two tries to cut the log */
    IDLE_MS = 1000,
    /* From so many members on those just answered are waited for, at most for
     * this part of what the last commit took. */
    GATHER_FROM = 8,
    GATHER_PART = 4,
    SMALL_ARENA = 1024 * 1024
};

struct writer {
    struct writer_options o;
    pthread_t thread;

    pthread_mutex_t mutex; /* the queue and the figures */
    pthread_cond_t more;
    struct store_job *first, **last;
    int queued;
    int wanted; /* the thread is woken when so many are queued */
    bool closing;
    struct store_figures figures;

    /* the thread's own */
    bool has_ballast;
    int answered;               /* members of the last group */
    int64_t work_us, commit_us; /* what they took, and their commit */
    int64_t log_seen;           /* bytes at the last checkpoint */
    int64_t cut_ms;             /* when cutting was last tried */
};

/* --- members and groups --- */

/* Run one member in the transaction in force. */
static enum err
run_member(struct db *db, struct store_job *job)
{
    int64_t began = clock_steady_us(), took;
    enum err e = job->fn(db, job);

    took = clock_steady_us() - began;
    if (took > SLOW_MEMBER_US && job->name) { /* a command's have no name */
        log_line(LOG_WARN, "slow write", "name=%s us=%lld statements=%d",
                 job->name, (long long)took, db_statements(db));
    }
    return db_leave(db, e);
}

/* One job in a transaction of its own. */
static void
run_alone(struct db *db, struct store_job *job)
{
    enum err e = db_sqlite_begin(db, job->arena, true);

    if (e == OK) {
        e = run_member(db, job);
        if (e == OK) {
            e = db_sqlite_commit(db);
        }
        db_sqlite_rollback(db);
    }
    job->result = e;
}

/* Begin, run and end one member of a group. False: the group is lost. */
static bool
run_grouped(struct db *db, struct store_job *job)
{
    if (db_sqlite_savepoint(db, job->arena) != OK) {
        return false;
    }
    job->result = run_member(db, job);
    if (!db_sqlite_alive(db)) {
        return false;
    }
    return (job->result == OK ? db_sqlite_release(db) : db_sqlite_undo(db)) ==
           OK;
}

/* All in one transaction. False: nothing of it was done. */
static bool
run_together(struct writer *w, struct store_job *group)
{
    struct arena *none = arena_new(SMALL_ARENA);
    struct db *db = w->o.db;
    bool good = db_sqlite_begin(db, none, true) == OK;
    int64_t began = clock_steady_us(), ran;

    for (struct store_job *job = group; good && job; job = job->next) {
        good = run_grouped(db, job);
    }
    ran = clock_steady_us();
    good = good && db_sqlite_commit(db) == OK;
    w->commit_us = clock_steady_us() - ran;
    w->work_us = ran - began;
    db_sqlite_rollback(db);
    arena_free(none);
    return good;
}

/* Who found the disk full is told so; who comes next has room again, so that
 * the node can be brought to port. */
static void
give_up_ballast(struct writer *w)
{
    if (w->has_ballast && ballast_drop(w->o.folder)) {
        log_line(LOG_ERROR, "the disk is full",
                 "ballast=%lld given_up=yes do=\"make room in %s\"",
                 (long long)w->o.ballast_bytes, w->o.folder);
    }
    w->has_ballast = false;
}

/* Back on board as soon as there is room for it and more. */
static void
tend_ballast(struct writer *w)
{
    if (w->o.ballast_bytes && !w->has_ballast) {
        w->has_ballast = ballast_take(w->o.folder, w->o.ballast_bytes);
    }
}

static void
note_group(struct writer *w, int count)
{
    pthread_mutex_lock(&w->mutex);
    w->figures.groups++;
    w->figures.writes += count;
    w->figures.log_bytes = db_sqlite_log_bytes(w->o.db);
    w->figures.has_ballast = w->has_ballast;
    pthread_mutex_unlock(&w->mutex);
}

void
writer_figures(struct writer *w, struct store_figures *out)
{
    pthread_mutex_lock(&w->mutex);
    *out = w->figures;
    out->queued = w->queued;
    pthread_mutex_unlock(&w->mutex);
}

static void
run_group(struct writer *w, struct store_job *group)
{
    struct store_job *next;
    bool full = false;
    int count = 0;

    for (struct store_job *job = group; job; job = job->next) {
        count++;
    }
    if (!group->next || !run_together(w, group)) {
        for (struct store_job *job = group; job; job = job->next) {
            run_alone(w->o.db, job);
            full = full || job->result == ERR_FULL;
        }
    }
    if (full) {
        give_up_ballast(w);
    }
    note_group(w, count);
    w->answered = count;
    for (struct store_job *job = group; job; job = next) {
        next = job->next; /* from `done` on it is the caller's again */
        job->next = NULL;
        job->done(job);
    }
}

/* --- log --- */

/* Readers that still look at the log keep it from being cut; then it is tried
 * again, not more often than each second, since writes wait meanwhile. */
static void
cut_log(struct writer *w)
{
    int64_t now = clock_steady_ms();
    int64_t bytes = db_sqlite_log_bytes(w->o.db);

    if (w->cut_ms && now - w->cut_ms < CUT_PAUSE_MS) {
        return;
    }
    w->cut_ms = now;
    if (db_sqlite_checkpoint(w->o.db, true) == ERR_BUSY) {
        log_line(LOG_WARN, "a reader holds the log", "bytes=%lld",
                 (long long)bytes);
    }
}

static void
tend_log(struct writer *w, bool idle)
{
    int64_t bytes = db_sqlite_log_bytes(w->o.db);

    if (bytes < w->log_seen) {
        w->log_seen = 0; /* it began anew */
    }
    if (bytes > w->o.log_bytes) {
        cut_log(w);
    } else if (bytes - w->log_seen >= w->o.checkpoint_bytes ||
               (idle && bytes > w->log_seen)) {
        /* What fails now (a full disk) is tried again; nothing is lost. */
        if (db_sqlite_checkpoint(w->o.db, false) != OK) {
            log_line(LOG_WARN, "checkpoint put off", "bytes=%lld",
                     (long long)bytes);
        }
    } else {
        return;
    }
    w->log_seen = db_sqlite_log_bytes(w->o.db);
}

/* --- thread --- */

static struct timespec
steady_after(int64_t us)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_nsec += us * 1000;
    t.tv_sec += t.tv_nsec / 1000000000;
    t.tv_nsec %= 1000000000;
    return t;
}

/* While many write to a slow disk, half of them would always miss the group:
 * they are still on their way when those who came during its commit are taken.
 * Waiting a moment lets one sync serve them all. On a quick disk there is
 * nothing to win. The mutex is held. */
static void
gather(struct writer *w)
{
    struct timespec until = steady_after(w->commit_us / GATHER_PART);
    int rc = 0;

    w->wanted = w->queued + w->answered;
    if (w->wanted > w->o.group) {
        w->wanted = w->o.group;
    }
    while (w->queued < w->wanted && !w->closing && rc == 0) {
        rc = pthread_cond_timedwait(&w->more, &w->mutex, &until);
    }
    w->wanted = 1;
}

/* Wait for work; what is in the queue, at most a group. NULL with `*idle`:
 * a second without work; NULL else: closing. */
static struct store_job *
take_group(struct writer *w, bool *idle)
{
    struct store_job *group, **end = &group;
    struct timespec until = steady_after(IDLE_MS * 1000);
    int rc = 0;

    pthread_mutex_lock(&w->mutex);
    if (w->answered >= GATHER_FROM && w->commit_us > w->work_us) {
        gather(w);
    }
    w->answered = 0;
    while (!w->first && !w->closing && rc == 0) {
        /* Nothing in the log to tend: sleep as long as it takes. */
        rc = db_sqlite_log_bytes(w->o.db) > w->log_seen
                 ? pthread_cond_timedwait(&w->more, &w->mutex, &until)
                 : pthread_cond_wait(&w->more, &w->mutex);
    }
    *idle = !w->closing;
    group = w->first;
    for (int i = 0; i < w->o.group && *end; i++) {
        end = &(*end)->next;
        w->queued--;
    }
    w->first = *end;
    *end = NULL;
    if (!w->first) {
        w->last = &w->first;
    }
    pthread_mutex_unlock(&w->mutex);
    return group;
}

static void *
writer_thread(void *arg)
{
    struct writer *w = arg;
    bool idle = true;

    while (idle) {
        struct store_job *group = take_group(w, &idle);

        if (group) {
            run_group(w, group);
            tend_log(w, false);
            tend_ballast(w);
            idle = true; /* closing waits until the queue is empty */
        } else if (idle) {
            tend_log(w, true);
        }
    }
    return NULL;
}

enum err
writer_queue(struct writer *w, struct store_job *job)
{
    enum err e = OK;

    job->next = NULL;
    pthread_mutex_lock(&w->mutex);
    if (w->closing || w->queued >= LIMIT_WRITE_QUEUE) {
        e = ERR_BUSY;
    } else {
        *w->last = job;
        w->last = &job->next;
        w->queued++;
        if (w->queued >= w->wanted) {
            pthread_cond_signal(&w->more);
        }
    }
    pthread_mutex_unlock(&w->mutex);
    return e;
}

bool
writer_is_here(const struct writer *w)
{
    return pthread_equal(pthread_self(), w->thread);
}

/* --- begin and end --- */

struct writer *
writer_start(const struct writer_options *options)
{
    struct writer *w = calloc(1, sizeof *w);
    pthread_condattr_t attr;

    if (!w) {
        log_fatal("out of memory", "wanted", (int64_t)sizeof *w);
    }
    w->o = *options;
    if (!w->o.group) {
        w->o.group = GROUP_MAX;
    }
    w->last = &w->first;
    w->wanted = 1;
    tend_ballast(w);
    w->figures.has_ballast = w->has_ballast;
    pthread_mutex_init(&w->mutex, NULL);
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&w->more, &attr);
    pthread_condattr_destroy(&attr);
    if (pthread_create(&w->thread, NULL, writer_thread, w) != 0) {
        log_fatal("no thread for the writer", "store", 1);
    }
    return w;
}

void
writer_stop(struct writer *w)
{
    pthread_mutex_lock(&w->mutex);
    w->closing = true;
    pthread_cond_signal(&w->more);
    pthread_mutex_unlock(&w->mutex);
    pthread_join(w->thread, NULL);
    pthread_cond_destroy(&w->more);
    pthread_mutex_destroy(&w->mutex);
    free(w);
}
