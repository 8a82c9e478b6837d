/* SPDX-License-Identifier: Apache-2.0 */
/* db_sqlite: the engine inside the program: a connection, its transactions,
 * its log. The rest stands in the files that db_sqlite_parts.h names. */

#include "db/db_sqlite_parts.h"

#include "base/clock.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    BUSY_MS = 5000,
    CHECKPOINT_BUSY_MS = 50, /* writes wait meanwhile */
    PROGRESS_STEPS = 1000,   /* some 10 µs between looks at the clock */
    FRAME_BYTES = 4096 + 24,
    JOURNAL_LIMIT = 64 * 1024 * 1024
};

static const char *const own_text[OWN_COUNT] = {
    "BEGIN",
    "BEGIN IMMEDIATE",
    "COMMIT",
    "ROLLBACK",
    "SAVEPOINT member",
    "RELEASE member",
    "ROLLBACK TO member",
};

static const struct db_engine engine = {
    .run = db_sqlite_run,
    .begin = db_sqlite_begin,
    .commit = db_sqlite_commit,
    .rollback = db_sqlite_rollback,
    .owner = db_sqlite_owner,
    .script = db_sqlite_script,
    .mark = db_sqlite_mark,
    .check_keys = db_sqlite_check_keys,
    .rebuilding = db_sqlite_rebuilding,
};

/* --- errors --- */

enum err
db_sqlite_meaning(struct sqlite_db *s, int rc)
{
    int extended = s->handle ? sqlite3_extended_errcode(s->handle) : rc;
    int code = s->handle ? sqlite3_system_errno(s->handle) : 0;

    if (rc == SQLITE_OK || rc == SQLITE_DONE || rc == SQLITE_ROW) {
        return OK;
    }
    if ((rc & 0xff) == SQLITE_NOMEM) {
        log_fatal("out of memory", "sqlite", rc);
    }
    if (extended == SQLITE_IOERR_FSYNC || extended == SQLITE_IOERR_DIR_FSYNC) {
        log_fatal("sync failed", "sqlite", extended);
    }
    switch (rc & 0xff) {
    case SQLITE_FULL:
        return ERR_FULL;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_INTERRUPT:
        return ERR_BUSY;
    case SQLITE_IOERR:
        return code == ENOSPC || code == EDQUOT ? ERR_FULL : ERR_INTERNAL;
    default:
        return ERR_INTERNAL;
    }
}

enum err
db_sqlite_failed(struct sqlite_db *s, int rc, const char *what)
{
    enum err e = db_sqlite_meaning(s, rc);

    if (e != OK) {
        log_line(LOG_ERROR, "statement failed", "name=%s code=%d text=\"%s\"",
                 what, sqlite3_extended_errcode(s->handle),
                 sqlite3_errmsg(s->handle));
    }
    return e;
}

/* --- open and close --- */

bool
db_sqlite_is_late(const struct sqlite_db *s)
{
    return s->deadline_ms != 0 && clock_steady_ms() > s->deadline_ms;
}

static int
on_progress(void *arg)
{
    return db_sqlite_is_late(arg);
}

static int
on_commit_to_log(void *arg, sqlite3 *handle, const char *name, int frames)
{
    struct sqlite_db *s = arg;

    (void)handle;
    (void)name;
    s->log_frames = frames;
    return SQLITE_OK;
}

/* Counting its memory takes a lock that all threads share. */
static void
configure_library(void)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static const char settings[] = "PRAGMA foreign_keys = ON;"
                               "PRAGMA synchronous = FULL;"
                               "PRAGMA mmap_size = 0;"
                               "PRAGMA cell_size_check = ON;"
                               "PRAGMA secure_delete = ON;"
                               "PRAGMA temp_store = MEMORY;";

int
db_sqlite_exec(struct sqlite_db *s, const char *text)
{
    return sqlite3_exec(s->handle, text, NULL, NULL, NULL);
}

static int
configure(struct sqlite_db *s)
{
    char text[64];
    int rc;

    sqlite3_db_config(s->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(s->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(s->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(s->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_busy_timeout(s->handle, BUSY_MS);
    sqlite3_progress_handler(s->handle, PROGRESS_STEPS, on_progress, s);
    rc = db_sqlite_exec(s, settings);
    if (s->read_only) {
        return rc == SQLITE_OK ? db_sqlite_exec(s, "PRAGMA query_only = ON")
                               : rc;
    }
    snprintf(text, sizeof text, "PRAGMA journal_size_limit = %d",
             JOURNAL_LIMIT);
    if (rc == SQLITE_OK) {
        rc = db_sqlite_exec(s, "PRAGMA journal_mode = WAL");
    }
    if (rc == SQLITE_OK) {
        rc = db_sqlite_exec(s, text);
    }
    /* Last: setting a hook ends the checkpoints SQLite makes by itself. */
    sqlite3_wal_hook(s->handle, on_commit_to_log, s);
    return rc;
}

void
db_sqlite_make_private(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (fd >= 0) {
        close(fd);
    }
}

enum err
db_sqlite_open(struct db **out, const char *path, enum db_sqlite_mode mode,
               char *why, size_t why_size)
{
    static const int flags[] = {
        [DB_SQLITE_READ] = SQLITE_OPEN_READONLY,
        [DB_SQLITE_WRITE] = SQLITE_OPEN_READWRITE,
        [DB_SQLITE_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
    };
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct sqlite_db *s = calloc(1, sizeof *s);
    enum err e;
    int rc;

    pthread_once(&once, configure_library);
    *out = NULL;
    if (!s) {
        log_fatal("out of memory", "wanted", (int64_t)sizeof *s);
    }
    s->db.engine = &engine;
    s->read_only = mode == DB_SQLITE_READ;
    if (mode == DB_SQLITE_CREATE && strcmp(path, ":memory:") != 0) {
        db_sqlite_make_private(path);
    }
    rc = sqlite3_open_v2(
        path, &s->handle,
        flags[mode] | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL);
    if (rc == SQLITE_OK) {
        rc = configure(s);
    }
    if (rc != SQLITE_OK) {
        snprintf(why, why_size, "%s: %s", path, sqlite3_errmsg(s->handle));
        e = db_sqlite_meaning(s, rc);
        db_sqlite_close(&s->db);
        return e;
    }
    *out = &s->db;
    return OK;
}

enum err
db_sqlite_fill(struct db *db)
{
    struct sqlite_db *s = db_sqlite_self(db);

    return db_sqlite_failed(s,
                            db_sqlite_exec(s, "PRAGMA synchronous = NORMAL;"
                                              "PRAGMA cache_size = -65536;"),
                            "fill");
}

void
db_sqlite_close(struct db *db)
{
    struct sqlite_db *s;

    if (!db) {
        return;
    }
    s = db_sqlite_self(db);
    db_sqlite_forget(s);
    for (size_t i = 0; i < OWN_COUNT; i++) {
        sqlite3_finalize(s->own[i]);
    }
    if (sqlite3_close(s->handle) != SQLITE_OK) {
        log_fatal("a statement is still open at close", "db", 1);
    }
    free(s);
}

const char *
db_sqlite_version(void)
{
    return sqlite3_libversion();
}

/* --- the connection's own statements --- */

static int
run_own(struct sqlite_db *s, enum own which)
{
    int rc = SQLITE_OK;

    if (!s->own[which]) {
        rc =
            sqlite3_prepare_v3(s->handle, own_text[which], -1,
                               SQLITE_PREPARE_PERSISTENT, &s->own[which], NULL);
    }
    if (rc == SQLITE_OK) {
        sqlite3_step(s->own[which]);
        rc = sqlite3_reset(s->own[which]);
    }
    return rc;
}

enum err
db_sqlite_begin(struct db *db, struct arena *arena, bool write)
{
    if (db_sqlite_alive(db)) {
        log_fatal("a transaction inside another", "write", write);
    }
    db_enter(db, arena);
    return db_sqlite_failed(
        db_sqlite_self(db),
        run_own(db_sqlite_self(db), write ? OWN_BEGIN_WRITE : OWN_BEGIN),
        "begin");
}

enum err
db_sqlite_commit(struct db *db)
{
    return db_sqlite_failed(db_sqlite_self(db),
                            run_own(db_sqlite_self(db), OWN_COMMIT), "commit");
}

void
db_sqlite_rollback(struct db *db)
{
    if (db_sqlite_alive(db)) {
        /* Its failure means it is rolled back already, or will be when the
         * log is next read: nothing is committed by it. */
        (void)db_sqlite_failed(db_sqlite_self(db),
                               run_own(db_sqlite_self(db), OWN_ROLLBACK),
                               "rollback");
    }
}

bool
db_sqlite_alive(const struct db *db)
{
    return !sqlite3_get_autocommit(((const struct sqlite_db *)db)->handle);
}

enum err
db_sqlite_savepoint(struct db *db, struct arena *arena)
{
    db_enter(db, arena);
    return db_sqlite_failed(db_sqlite_self(db),
                            run_own(db_sqlite_self(db), OWN_SAVEPOINT),
                            "savepoint");
}

enum err
db_sqlite_release(struct db *db)
{
    return db_sqlite_failed(db_sqlite_self(db),
                            run_own(db_sqlite_self(db), OWN_RELEASE),
                            "release");
}

enum err
db_sqlite_undo(struct db *db)
{
    TRY(db_sqlite_failed(db_sqlite_self(db),
                         run_own(db_sqlite_self(db), OWN_UNDO), "undo"));
    return db_sqlite_release(db);
}

void
db_sqlite_deadline(struct db *db, int64_t steady_ms)
{
    db_sqlite_self(db)->deadline_ms = steady_ms;
}

/* --- the log --- */

int64_t
db_sqlite_log_bytes(const struct db *db)
{
    return ((const struct sqlite_db *)db)->log_frames * FRAME_BYTES;
}

enum err
db_sqlite_checkpoint(struct db *db, bool truncate)
{
    struct sqlite_db *s = db_sqlite_self(db);
    int frames = 0, moved = 0, rc;

    sqlite3_busy_timeout(s->handle, CHECKPOINT_BUSY_MS);
    rc = sqlite3_wal_checkpoint_v2(s->handle, NULL,
                                   truncate ? SQLITE_CHECKPOINT_TRUNCATE
                                            : SQLITE_CHECKPOINT_PASSIVE,
                                   &frames, &moved);
    sqlite3_busy_timeout(s->handle, BUSY_MS);
    if (rc == SQLITE_OK && truncate) {
        s->log_frames = 0;
    }
    return (rc & 0xff) == SQLITE_BUSY ? ERR_BUSY
                                      : db_sqlite_failed(s, rc, "checkpoint");
}
