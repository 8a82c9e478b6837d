/* SPDX-License-Identifier: Apache-2.0 */
/* store_sqlite: a data folder that is opened, readers of each thread, and the
 * writer in front of everything that writes (writer.h). */

#include "db/store_sqlite.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/log.h"
#include "db/backup.h"
#include "db/db.h"
#include "db/db_engine.h"
#include "db/db_sqlite.h"
#include "db/lock.h"
#include "db/migrate.h"
#include "db/store.sql.h"
#include "db/store_engine.h"
#include "db/writer.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    PATH_SIZE = 4096,
    CHECKPOINT_BYTES = 8 << 20, /* of new log between two checkpoints */
    /* A page that is written again and again goes to the file once. */
    FILLING_CHECKPOINT_BYTES = 128 << 20,
    FILLING_LOG_BYTES = 512 << 20,
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
    char folder[PATH_SIZE], path[PATH_SIZE];
    int lock;
    struct db *db; /* the writer's, once it has started */
    struct writer *writer;

    pthread_mutex_t mutex; /* the list of readers */
    pthread_key_t reader_key;
    struct reader *readers;
};

static struct sqlite_store *
self(struct store *s)
{
    return (struct sqlite_store *)s;
}

/* --- writing --- */

static void
figures(struct store *store, struct store_figures *out)
{
    if (self(store)->writer) {
        writer_figures(self(store)->writer, out);
    }
}

static enum err
write_later(struct store *store, struct store_job *job)
{
    return writer_queue(self(store)->writer, job);
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
write_now(struct store *store, struct arena *arena, store_fn fn, void *arg,
          int64_t *place)
{
    struct sqlite_store *s = self(store);
    struct waiting w = {
        .job = {.arena = arena, .fn = call_waiting, .done = wake_waiting},
        .fn = fn,
        .arg = arg};
    enum err e;

    (void)place;
    if (writer_is_here(s->writer)) {
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
         int64_t since, store_fn fn, void *arg)
{
    struct db *db;
    enum err e;

    (void)since;
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
start(struct sqlite_store *s, const struct store_options *options)
{
    const bool filling = options->filling;
    const struct writer_options writer = {
        .db = s->db,
        .folder = s->folder,
        .ballast_bytes = options->ballast_bytes,
        .log_bytes = options->log_bytes ? options->log_bytes
                     : filling          ? FILLING_LOG_BYTES
                                        : LIMIT_WAL_BYTES,
        .checkpoint_bytes =
            filling ? FILLING_CHECKPOINT_BYTES : CHECKPOINT_BYTES,
        .group = options->group,
    };

    pthread_mutex_init(&s->mutex, NULL);
    if (pthread_key_create(&s->reader_key, drop_reader) != 0) {
        log_fatal("out of memory", "thread_key", 1);
    }
    if (s->store.mode == STORE_SERVE) {
        s->writer = writer_start(&writer);
    }
}

static void
close_store(struct store *store)
{
    struct sqlite_store *s = self(store);

    if (s->writer) {
        writer_stop(s->writer);
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
    e = prepare_folder(s, options, why, why_size);
    if (e == OK && s->store.mode == STORE_SERVE) {
        e = lock_take(&s->lock, options->folder, why, why_size);
        if (e == OK) {
            e = open_for_writing(s, steps, why, why_size);
        }
        if (e == OK && options->filling) {
            e = db_sqlite_fill(s->db);
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
    start(s, options);
    *out = &s->store;
    return OK;
}
