/* SPDX-License-Identifier: Apache-2.0 */
/* store_sqlite: the writer thread with its groups, readers of each thread.
 *
 * A group is one transaction with a savepoint for each member, so that one
 * sync serves many. On a really full disk the engine gives up the whole
 * transaction at the failing statement: earlier members are undone with it,
 * and later ones would commit each by themselves. So whenever the transaction
 * is gone, or the commit fails, nobody of the group counts as done and each is
 * run once more alone.
 */

#include "db/store_sqlite.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/log.h"
#include "db/backup.h"
#include "db/ballast.h"
#include "db/db.h"
#include "db/db_engine.h"
#include "db/db_sqlite.h"
#include "db/lock.h"
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
    PATH_SIZE = 4096,
    GROUP_MAX = 128,            /* members of one transaction */
    SLOW_MEMBER_US = 5000,      /* everybody waits behind it: a log line */
    CHECKPOINT_BYTES = 8 << 20, /* of new log between two checkpoints */
    /* A page that is written again and again goes to the file once. */
    FILLING_CHECKPOINT_BYTES = 128 << 20,
    FILLING_LOG_BYTES = 512 << 20,
    CUT_PAUSE_MS = 1000, /* between two tries to cut the log */
    IDLE_MS = 1000,
    /* From so many members on those just answered are waited for, at most for
     * this part of what the last commit took. */
    GATHER_FROM = 8,
    GATHER_PART = 4,
    NODES = 4095, /* numbers 1 … 4095; 0 is nobody's */
    SMALL_ARENA = 1024 * 1024
};

struct reader {
    struct sqlite_store *store;
    struct db *db;
    struct reader *next, *before;
};

struct sqlite_store {
    struct store store; /* first */
    char path[PATH_SIZE];
    int lock;
    pthread_mutex_t mutex; /* queue and list of readers */
    pthread_key_t reader_key;
    struct reader *readers;

    /* the queue */
    pthread_cond_t more;
    struct store_job *first, **last;
    int queued;
    int wanted; /* the writer is woken when so many are queued */
    bool closing;

    /* the writer's own */
    pthread_t writer;
    struct db *db;
    int group_max;
    int answered;               /* members of the last group */
    int64_t work_us, commit_us; /* what they took, and their commit */
    char folder[PATH_SIZE];
    int64_t ballast_bytes;
    bool has_ballast;
    int64_t log_limit;
    int64_t checkpoint_bytes;
    int64_t log_seen; /* bytes at the last checkpoint */
    int64_t cut_ms;   /* when cutting was last tried */

    struct store_figures figures; /* under the mutex */
};

static struct sqlite_store *
self(struct store *s)
{
    return (struct sqlite_store *)s;
}

/* --- the writer: members and groups --- */

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
run_together(struct sqlite_store *s, struct store_job *group)
{
    struct arena *none = arena_new(SMALL_ARENA);
    struct db *db = s->db;
    bool good = db_sqlite_begin(db, none, true) == OK;
    int64_t began = clock_steady_us(), ran;

    for (struct store_job *job = group; good && job; job = job->next) {
        good = run_grouped(db, job);
    }
    ran = clock_steady_us();
    good = good && db_sqlite_commit(db) == OK;
    s->commit_us = clock_steady_us() - ran;
    s->work_us = ran - began;
    db_sqlite_rollback(db);
    arena_free(none);
    return good;
}

/* Who found the disk full is told so; who comes next has room again, so that
 * the node can be brought to port. */
static void
give_up_ballast(struct sqlite_store *s)
{
    if (s->has_ballast && ballast_drop(s->folder)) {
        log_line(LOG_ERROR, "the disk is full",
                 "ballast=%lld given_up=yes do=\"make room in %s\"",
                 (long long)s->ballast_bytes, s->folder);
    }
    s->has_ballast = false;
}

/* Back on board as soon as there is room for it and more. */
static void
tend_ballast(struct sqlite_store *s)
{
    if (s->ballast_bytes && !s->has_ballast) {
        s->has_ballast = ballast_take(s->folder, s->ballast_bytes);
    }
}

static void
note_group(struct sqlite_store *s, int count)
{
    pthread_mutex_lock(&s->mutex);
    s->figures.groups++;
    s->figures.writes += count;
    s->figures.log_bytes = db_sqlite_log_bytes(s->db);
    s->figures.has_ballast = s->has_ballast;
    pthread_mutex_unlock(&s->mutex);
}

static void
figures(struct store *store, struct store_figures *out)
{
    struct sqlite_store *s = self(store);

    pthread_mutex_lock(&s->mutex);
    *out = s->figures;
    out->queued = s->queued;
    pthread_mutex_unlock(&s->mutex);
}

static void
run_group(struct sqlite_store *s, struct store_job *group)
{
    struct store_job *next;
    bool full = false;
    int count = 0;

    for (struct store_job *job = group; job; job = job->next) {
        count++;
    }
    if (!group->next || !run_together(s, group)) {
        for (struct store_job *job = group; job; job = job->next) {
            run_alone(s->db, job);
            full = full || job->result == ERR_FULL;
        }
    }
    if (full) {
        give_up_ballast(s);
    }
    note_group(s, count);
    s->answered = count;
    for (struct store_job *job = group; job; job = next) {
        next = job->next; /* from `done` on it is the caller's again */
        job->next = NULL;
        job->done(job);
    }
}

/* --- the writer: log --- */

/* Readers that still look at the log keep it from being cut; then it is tried
 * again, not more often than each second, since writes wait meanwhile. */
static void
cut_log(struct sqlite_store *s)
{
    int64_t now = clock_steady_ms();
    int64_t bytes = db_sqlite_log_bytes(s->db);

    if (s->cut_ms && now - s->cut_ms < CUT_PAUSE_MS) {
        return;
    }
    s->cut_ms = now;
    if (db_sqlite_checkpoint(s->db, true) == ERR_BUSY) {
        log_line(LOG_WARN, "a reader holds the log", "bytes=%lld",
                 (long long)bytes);
    }
}

static void
tend_log(struct sqlite_store *s, bool idle)
{
    int64_t bytes = db_sqlite_log_bytes(s->db);

    if (bytes < s->log_seen) {
        s->log_seen = 0; /* it began anew */
    }
    if (bytes > s->log_limit) {
        cut_log(s);
    } else if (bytes - s->log_seen >= s->checkpoint_bytes ||
               (idle && bytes > s->log_seen)) {
        /* What fails now (a full disk) is tried again; nothing is lost. */
        if (db_sqlite_checkpoint(s->db, false) != OK) {
            log_line(LOG_WARN, "checkpoint put off", "bytes=%lld",
                     (long long)bytes);
        }
    } else {
        return;
    }
    s->log_seen = db_sqlite_log_bytes(s->db);
}

/* --- the writer: thread --- */

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
gather(struct sqlite_store *s)
{
    struct timespec until = steady_after(s->commit_us / GATHER_PART);
    int rc = 0;

    s->wanted = s->queued + s->answered;
    if (s->wanted > s->group_max) {
        s->wanted = s->group_max;
    }
    while (s->queued < s->wanted && !s->closing && rc == 0) {
        rc = pthread_cond_timedwait(&s->more, &s->mutex, &until);
    }
    s->wanted = 1;
}

/* Wait for work; what is in the queue, at most a group. NULL with `*idle`:
 * a second without work; NULL else: closing. */
static struct store_job *
take_group(struct sqlite_store *s, bool *idle)
{
    struct store_job *group, **end = &group;
    struct timespec until = steady_after(IDLE_MS * 1000);
    int rc = 0;

    pthread_mutex_lock(&s->mutex);
    if (s->answered >= GATHER_FROM && s->commit_us > s->work_us) {
        gather(s);
    }
    s->answered = 0;
    while (!s->first && !s->closing && rc == 0) {
        /* Nothing in the log to tend: sleep as long as it takes. */
        rc = db_sqlite_log_bytes(s->db) > s->log_seen
                 ? pthread_cond_timedwait(&s->more, &s->mutex, &until)
                 : pthread_cond_wait(&s->more, &s->mutex);
    }
    *idle = !s->closing;
    group = s->first;
    for (int i = 0; i < s->group_max && *end; i++) {
        end = &(*end)->next;
        s->queued--;
    }
    s->first = *end;
    *end = NULL;
    if (!s->first) {
        s->last = &s->first;
    }
    pthread_mutex_unlock(&s->mutex);
    return group;
}

static void *
writer_thread(void *arg)
{
    struct sqlite_store *s = arg;
    bool idle = true;

    while (idle) {
        struct store_job *group = take_group(s, &idle);

        if (group) {
            run_group(s, group);
            tend_log(s, false);
            tend_ballast(s);
            idle = true; /* closing waits until the queue is empty */
        } else if (idle) {
            tend_log(s, true);
        }
    }
    return NULL;
}

static enum err
write_later(struct store *store, struct store_job *job)
{
    struct sqlite_store *s = self(store);
    enum err e = OK;

    job->next = NULL;
    pthread_mutex_lock(&s->mutex);
    if (s->closing || s->queued >= LIMIT_WRITE_QUEUE) {
        e = ERR_BUSY;
    } else {
        *s->last = job;
        s->last = &job->next;
        s->queued++;
        if (s->queued >= s->wanted) {
            pthread_cond_signal(&s->more);
        }
    }
    pthread_mutex_unlock(&s->mutex);
    return e;
}

struct waiting {
    struct store_job job; /* first */
    store_fn fn;
    void *arg;
    pthread_mutex_t mutex;
    pthread_cond_t ready;
    bool finished;
};

static enum err
call_waiting(struct db *db, void *arg)
{
    struct waiting *w = arg;

    return w->fn(db, w->arg);
}

static void
wake_waiting(struct store_job *job)
{
    struct waiting *w = (struct waiting *)job;

    pthread_mutex_lock(&w->mutex);
    w->finished = true;
    pthread_cond_signal(&w->ready);
    pthread_mutex_unlock(&w->mutex);
}

static enum err
write_now(struct store *store, struct arena *arena, store_fn fn, void *arg)
{
    struct sqlite_store *s = self(store);
    struct waiting w = {
        .job = {.arena = arena, .fn = call_waiting, .done = wake_waiting},
        .fn = fn,
        .arg = arg};
    enum err e;

    if (pthread_equal(pthread_self(), s->writer)) {
        log_fatal("the writer waits for itself", "write", 1);
    }
    pthread_mutex_init(&w.mutex, NULL);
    pthread_cond_init(&w.ready, NULL);
    e = write_later(store, &w.job);
    if (e == OK) {
        pthread_mutex_lock(&w.mutex);
        while (!w.finished) {
            pthread_cond_wait(&w.ready, &w.mutex);
        }
        pthread_mutex_unlock(&w.mutex);
        e = w.job.result;
    }
    pthread_cond_destroy(&w.ready);
    pthread_mutex_destroy(&w.mutex);
    return e;
}

/* --- readers --- */

static void
free_reader(struct reader *r)
{
    db_sqlite_close(r->db);
    free(r);
}

/* A thread ends. */
static void
drop_reader(void *arg)
{
    struct reader *r = arg;
    struct sqlite_store *s = r->store;

    pthread_mutex_lock(&s->mutex);
    if (r->before) {
        r->before->next = r->next;
    } else {
        s->readers = r->next;
    }
    if (r->next) {
        r->next->before = r->before;
    }
    pthread_mutex_unlock(&s->mutex);
    free_reader(r);
}

/* This thread's connection. */
static enum err
reader_of_thread(struct sqlite_store *s, struct db **out)
{
    struct reader *r = pthread_getspecific(s->reader_key);
    char why[256];
    enum err e;

    if (r) {
        *out = r->db;
        return OK;
    }
    r = calloc(1, sizeof *r);
    if (!r) {
        log_fatal("out of memory", "wanted", (int64_t)sizeof *r);
    }
    e = db_sqlite_open(&r->db, s->path, DB_SQLITE_READ, why, sizeof why);
    if (e != OK) {
        log_line(LOG_ERROR, "cannot read", "%s", why);
        free(r);
        return e;
    }
    r->store = s;
    pthread_mutex_lock(&s->mutex);
    r->next = s->readers;
    if (r->next) {
        r->next->before = r;
    }
    s->readers = r;
    pthread_mutex_unlock(&s->mutex);
    if (pthread_setspecific(s->reader_key, r) != 0) {
        log_fatal("out of memory", "thread_key", 1);
    }
    *out = r->db;
    return OK;
}

static enum err
read_now(struct store *store, struct arena *arena, int64_t limit_ms,
         store_fn fn, void *arg)
{
    struct db *db;
    enum err e;

    TRY(reader_of_thread(self(store), &db));
    db_sqlite_deadline(db, clock_steady_ms() + limit_ms);
    e = db_sqlite_begin(db, arena, false);
    if (e == OK) {
        e = db_leave(db, fn(db, arg));
    }
    db_sqlite_deadline(db, 0);
    db_sqlite_rollback(db);
    return e;
}

/* --- the number of this process in row ids --- */

static enum err
take_node(struct db *db, int *node)
{
    struct row row;
    enum err e = db_one(db, &row, &SQL_store_last_process);

    if (e != OK && e != ERR_MISSING) {
        return e;
    }
    /* The lock says that nobody else is here, so every row is an old one. */
    *node = e == OK ? (int)(row_i64(&row, 0) % NODES) + 1 : 1;
    return db_run(db, &SQL_store_take_process, I64(*node), I64(getpid()),
                  I64(clock_now_ms()));
}

/* On opening and closing, when no writer thread uses the connection. */
static enum err
write_here(struct sqlite_store *s, enum err (*fn)(struct db *db, int *node))
{
    struct arena *a = arena_new(SMALL_ARENA);
    enum err e = db_sqlite_begin(s->db, a, true);

    if (e == OK) {
        e = db_leave(s->db, fn(s->db, &s->store.node));
        if (e == OK) {
            e = db_sqlite_commit(s->db);
        }
        db_sqlite_rollback(s->db);
    }
    arena_free(a);
    return e;
}

static enum err
end_node(struct db *db, int *node)
{
    return db_run(db, &SQL_store_end_process, I64(clock_now_ms()), I64(*node));
}

/* --- open --- */

/* Bring an existing database forward. A copy named after the last step it had
 * lies beside it until the operator removes it. */
static enum err
upgrade(struct sqlite_store *s, const struct migrate_steps *steps, int count,
        char *why, size_t why_size)
{
    char copy[PATH_SIZE + 80], restore_why[256];
    enum err e;

    snprintf(copy, sizeof copy, "%s.%.60s", s->path,
             steps->items[count - 1].name);
    /* One of an earlier try has the same steps but not what was written since:
     * it must never be put back. */
    unlink(copy);
    TRY(backup_copy(s->path, copy, why, why_size));
    log_line(LOG_INFO, "copy before upgrade", "file=%s", copy);
    e = migrate_run(s->db, steps, count, why, why_size);
    if (e == OK) {
        return OK;
    }
    db_sqlite_close(s->db);
    s->db = NULL;
    if (backup_put_back(copy, s->path, restore_why, sizeof restore_why) == OK) {
        log_line(LOG_WARN, "upgrade failed", "put_back=%s", copy);
    } else {
        snprintf(why, why_size,
                 "the upgrade failed and the copy %s could not be put back: %s",
                 copy, restore_why);
    }
    return e;
}

static void
set_log(struct sqlite_store *s, const struct store_options *options)
{
    s->checkpoint_bytes =
        options->filling ? FILLING_CHECKPOINT_BYTES : CHECKPOINT_BYTES;
    s->log_limit = options->log_bytes ? options->log_bytes
                   : options->filling ? FILLING_LOG_BYTES
                                      : LIMIT_WAL_BYTES;
}

static enum err
open_for_writing(struct sqlite_store *s, const struct migrate_steps *steps,
                 char *why, size_t why_size)
{
    int count = 0;

    TRY(db_sqlite_open(&s->db, s->path, DB_SQLITE_CREATE, why, why_size));
    TRY(migrate_count(s->db, steps, &count, why, why_size));
    if (count == 0) {
        TRY(migrate_run(s->db, steps, 0, why, why_size));
    } else if (count < steps->count) {
        TRY(upgrade(s, steps, count, why, why_size));
    }
    if (write_here(s, take_node) != OK) {
        snprintf(why, why_size, "%s cannot be written to", s->path);
        return ERR_INTERNAL;
    }
    id_set_node(s->store.node);
    return OK;
}

static enum err
check_for_reading(const struct sqlite_store *s,
                  const struct migrate_steps *steps, char *why, size_t why_size)
{
    struct db *db;
    int count = 0;
    enum err e;

    TRY(db_sqlite_open(&db, s->path, DB_SQLITE_READ, why, why_size));
    e = migrate_count(db, steps, &count, why, why_size);
    db_sqlite_close(db);
    if (e == OK && count < steps->count) {
        snprintf(why, why_size,
                 "the database is older than this program: start the server "
                 "or a writing command once, which brings it forward");
        return ERR_INVALID;
    }
    return e;
}

static enum err
prepare_folder(struct sqlite_store *s, const struct store_options *options,
               char *why, size_t why_size)
{
    int n = snprintf(s->path, sizeof s->path, "%s/" BACKUP_DATABASE,
                     options->folder);

    snprintf(s->folder, sizeof s->folder, "%s", options->folder);
    if (n < 0 || (size_t)n >= sizeof s->path - 80) {
        snprintf(why, why_size, "the name of the data folder is too long");
        return ERR_INVALID;
    }
    if (options->create && options->mode == STORE_SERVE &&
        file_mkdirs(options->folder, 0700) != OK) {
        snprintf(why, why_size, "the folder %s cannot be made",
                 options->folder);
        return ERR_DENIED;
    }
    if (!options->create && !file_exists(s->path)) {
        snprintf(why, why_size, "there is no database in %s", options->folder);
        return ERR_MISSING;
    }
    return OK;
}

static void
start_threads(struct sqlite_store *s)
{
    pthread_condattr_t attr;

    pthread_mutex_init(&s->mutex, NULL);
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&s->more, &attr);
    pthread_condattr_destroy(&attr);
    s->last = &s->first;
    s->wanted = 1;
    if (pthread_key_create(&s->reader_key, drop_reader) != 0 ||
        (s->store.mode == STORE_SERVE &&
         pthread_create(&s->writer, NULL, writer_thread, s) != 0)) {
        log_fatal("no thread for the writer", "store", 1);
    }
}

static void
close_store(struct store *store)
{
    struct sqlite_store *s = self(store);

    if (s->store.mode == STORE_SERVE) {
        pthread_mutex_lock(&s->mutex);
        s->closing = true;
        pthread_cond_signal(&s->more);
        pthread_mutex_unlock(&s->mutex);
        pthread_join(s->writer, NULL);
    }
    pthread_key_delete(s->reader_key);
    while (s->readers) {
        struct reader *r = s->readers;

        s->readers = r->next;
        free_reader(r);
    }
    if (s->db) {
        /* A full disk may refuse both: the next start makes good for it. */
        if (write_here(s, end_node) != OK ||
            db_sqlite_checkpoint(s->db, true) != OK) {
            log_line(LOG_WARN, "closed without checkpoint", "node=%d",
                     s->store.node);
        }
        db_sqlite_close(s->db);
    }
    lock_drop(s->lock);
    pthread_cond_destroy(&s->more);
    pthread_mutex_destroy(&s->mutex);
    free(s);
}

static const struct store_engine engine = {
    .read = read_now,
    .write = write_now,
    .write_later = write_later,
    .figures = figures,
    .close = close_store,
};

enum err
store_sqlite_open(struct store **out, const struct store_options *options,
                  char *why, size_t why_size)
{
    const struct migrate_steps *steps = options->steps;
    struct sqlite_store *s = calloc(1, sizeof *s);
    enum err e;

    if (!s) {
        log_fatal("out of memory", "wanted", (int64_t)sizeof *s);
    }
    s->lock = -1;
    s->store.mode = options->mode;
    s->store.engine = &engine;
    s->group_max = options->group ? options->group : GROUP_MAX;
    s->ballast_bytes = options->ballast_bytes;
    set_log(s, options);
    e = prepare_folder(s, options, why, why_size);
    if (e == OK && s->store.mode == STORE_SERVE) {
        e = lock_take(&s->lock, options->folder, why, why_size);
        if (e == OK) {
            e = open_for_writing(s, steps, why, why_size);
        }
        if (e == OK && options->filling) {
            e = db_sqlite_fill(s->db);
        }
        if (e == OK) {
            tend_ballast(s);
        }
    } else if (e == OK) {
        e = check_for_reading(s, steps, why, why_size);
    }
    if (e != OK) {
        db_sqlite_close(s->db);
        lock_drop(s->lock);
        free(s);
        return e;
    }
    s->figures.has_ballast = s->has_ballast;
    start_threads(s);
    *out = &s->store;
    return OK;
}
