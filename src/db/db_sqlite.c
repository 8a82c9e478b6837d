/* SPDX-License-Identifier: Apache-2.0 */
/* db_sqlite: the engine inside the program. Alone knows sqlite3.h. */

#include "db/db_sqlite.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/log.h"
#include "db/db_engine.h"

#include <errno.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    APPLICATION = 0x51757075, /* "Qupu" in the head of the file */
    BUSY_MS = 5000,
    CHECKPOINT_BUSY_MS = 50, /* writes wait meanwhile */
    PROGRESS_STEPS = 1000,   /* some 10 µs between looks at the clock */
    SLOTS_FIRST = 512,       /* power of two; grows at half */
    FRAME_BYTES = 4096 + 24,
    JOURNAL_LIMIT = 64 * 1024 * 1024
};

struct slot {
    const char *name; /* NULL = free */
    uint32_t id;
    sqlite3_stmt *stmt;
};

/* Statements of the connection's own. */
enum own {
    OWN_BEGIN,
    OWN_BEGIN_WRITE,
    OWN_COMMIT,
    OWN_ROLLBACK,
    OWN_SAVEPOINT,
    OWN_RELEASE,
    OWN_UNDO,
    OWN_COUNT
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

struct sqlite_db {
    struct db db; /* first */
    sqlite3 *handle;
    struct slot *slots;
    size_t slot_count;
    size_t slots_used;
    sqlite3_stmt *own[OWN_COUNT];
    int64_t deadline_ms;
    int64_t log_frames;
    bool read_only;
};

static const struct db_engine engine;

static struct sqlite_db *
self(struct db *db)
{
    return (struct sqlite_db *)db;
}

/* --- errors --- */

/* What a result means for us. Two never come back: without memory, and after
 * a failed sync, nobody can say any more what is on the disk. */
static enum err
meaning(struct sqlite_db *s, int rc)
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

/* The same, with a line in the log. SQLite's messages name tables and columns,
 * never values. */
static enum err
failed(struct sqlite_db *s, int rc, const char *what)
{
    enum err e = meaning(s, rc);

    if (e != OK) {
        log_line(LOG_ERROR, "statement failed", "name=%s code=%d text=\"%s\"",
                 what, sqlite3_extended_errcode(s->handle),
                 sqlite3_errmsg(s->handle));
    }
    return e;
}

/* --- open and close --- */

static int
on_progress(void *arg)
{
    const struct sqlite_db *s = arg;

    return s->deadline_ms != 0 && clock_steady_ms() > s->deadline_ms;
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

static int
exec(struct sqlite_db *s, const char *text)
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
    rc = exec(s, settings);
    if (s->read_only) {
        return rc == SQLITE_OK ? exec(s, "PRAGMA query_only = ON") : rc;
    }
    snprintf(text, sizeof text, "PRAGMA journal_size_limit = %d",
             JOURNAL_LIMIT);
    if (rc == SQLITE_OK) {
        rc = exec(s, "PRAGMA journal_mode = WAL");
    }
    if (rc == SQLITE_OK) {
        rc = exec(s, text);
    }
    /* Last: setting a hook ends the checkpoints SQLite makes by itself. */
    sqlite3_wal_hook(s->handle, on_commit_to_log, s);
    return rc;
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
    rc = sqlite3_open_v2(
        path, &s->handle,
        flags[mode] | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL);
    if (rc == SQLITE_OK) {
        rc = configure(s);
    }
    if (rc != SQLITE_OK) {
        snprintf(why, why_size, "%s: %s", path, sqlite3_errmsg(s->handle));
        e = meaning(s, rc);
        db_sqlite_close(&s->db);
        return e;
    }
    *out = &s->db;
    return OK;
}

void
db_sqlite_close(struct db *db)
{
    struct sqlite_db *s;

    if (!db) {
        return;
    }
    s = self(db);
    for (size_t i = 0; i < s->slot_count; i++) {
        sqlite3_finalize(s->slots[i].stmt);
    }
    for (size_t i = 0; i < OWN_COUNT; i++) {
        sqlite3_finalize(s->own[i]);
    }
    free(s->slots);
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
    return failed(self(db),
                  run_own(self(db), write ? OWN_BEGIN_WRITE : OWN_BEGIN),
                  "begin");
}

enum err
db_sqlite_commit(struct db *db)
{
    return failed(self(db), run_own(self(db), OWN_COMMIT), "commit");
}

void
db_sqlite_rollback(struct db *db)
{
    if (db_sqlite_alive(db)) {
        /* Its failure means it is rolled back already, or will be when the
         * log is next read: nothing is committed by it. */
        (void)failed(self(db), run_own(self(db), OWN_ROLLBACK), "rollback");
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
    return failed(self(db), run_own(self(db), OWN_SAVEPOINT), "savepoint");
}

enum err
db_sqlite_release(struct db *db)
{
    return failed(self(db), run_own(self(db), OWN_RELEASE), "release");
}

enum err
db_sqlite_undo(struct db *db)
{
    TRY(failed(self(db), run_own(self(db), OWN_UNDO), "undo"));
    return db_sqlite_release(db);
}

void
db_sqlite_deadline(struct db *db, int64_t steady_ms)
{
    self(db)->deadline_ms = steady_ms;
}

/* --- statements --- */

static const struct {
    const char *word;
    const char *here;
} words[] = {
    {"{i64}", "INTEGER"},
    {"{text}", "TEXT"},
    {"{blob}", "BLOB"},
    {"{strict}", "STRICT"},
};

/* Our text in SQLite's words; in statements `$1` becomes `?1`, since SQLite
 * takes `$1` for a name and numbers names by their first appearance. */
static void
translate(struct buf *b, const char *text, bool statement)
{
    while (*text) {
        size_t i = 0;

        while (i < COUNT(words) &&
               strncmp(text, words[i].word, strlen(words[i].word)) != 0) {
            i++;
        }
        if (i < COUNT(words)) {
            buf_puts(b, words[i].here);
            text += strlen(words[i].word);
        } else {
            buf_putc(b, statement && *text == '$' ? '?' : *text);
            text++;
        }
    }
}

static int
prepare(struct sqlite_db *s, const char *before, const struct sql *sql,
        unsigned flags, sqlite3_stmt **out)
{
    struct buf b;
    int rc;

    *out = NULL;
    buf_init(&b, 64 * 1024);
    buf_puts(&b, before);
    translate(&b, sql->text, true);
    if (!buf_ok(&b)) {
        log_fatal(sql->name, "text_too_long", 1);
    }
    rc = sqlite3_prepare_v3(s->handle, buf_text(&b), -1, flags, out, NULL);
    buf_free(&b);
    return rc;
}

/* The place of a statement in the table, or the free place it will have. */
static struct slot *
find_slot(struct slot *slots, size_t count, const struct sql *sql)
{
    size_t i = sql->id & (count - 1);

    while (slots[i].name &&
           (slots[i].id != sql->id || strcmp(slots[i].name, sql->name) != 0)) {
        i = (i + 1) & (count - 1);
    }
    return &slots[i];
}

static void
grow_slots(struct sqlite_db *s)
{
    size_t count = s->slot_count ? s->slot_count * 2 : SLOTS_FIRST;
    struct slot *slots = calloc(count, sizeof *slots);

    if (!slots) {
        log_fatal("out of memory", "wanted", (int64_t)count);
    }
    for (size_t i = 0; i < s->slot_count; i++) {
        if (s->slots[i].name) {
            struct sql key = {.name = s->slots[i].name, .id = s->slots[i].id};

            *find_slot(slots, count, &key) = s->slots[i];
        }
    }
    free(s->slots);
    s->slots = slots;
    s->slot_count = count;
}

static int
statement_of(struct sqlite_db *s, const struct sql *sql, sqlite3_stmt **out)
{
    struct slot *slot;
    int rc;

    if (s->slots_used * 2 >= s->slot_count) {
        grow_slots(s);
    }
    slot = find_slot(s->slots, s->slot_count, sql);
    if (!slot->name) {
        rc = prepare(s, "", sql, SQLITE_PREPARE_PERSISTENT, &slot->stmt);
        if (rc != SQLITE_OK) {
            return rc;
        }
        slot->name = sql->name;
        slot->id = sql->id;
        s->slots_used++;
    }
    *out = slot->stmt;
    return SQLITE_OK;
}

static int
bind_list(sqlite3_stmt *stmt, int place, const struct value *v, int width,
          const char *name)
{
    int rc = SQLITE_OK;

    if (v->len > (size_t)width) {
        log_fatal(name, "list_too_long", (int64_t)v->len);
    }
    for (int i = 0; i < width && rc == SQLITE_OK; i++) {
        if ((size_t)i >= v->len) {
            rc = sqlite3_bind_null(stmt, place + i);
        } else if (v->type == VALUE_I64S) {
            rc = sqlite3_bind_int64(stmt, place + i, v->i64s[i]);
        } else {
            rc = sqlite3_bind_text(stmt, place + i, v->texts[i], -1,
                                   SQLITE_STATIC);
        }
    }
    return rc;
}

static int
bind_value(sqlite3_stmt *stmt, int place, const struct value *v,
           const char *name)
{
    switch (v->type) {
    case VALUE_I64:
        return sqlite3_bind_int64(stmt, place, v->i);
    case VALUE_TEXT:
        return sqlite3_bind_text(stmt, place, v->p, -1, SQLITE_STATIC);
    case VALUE_BLOB:
        return sqlite3_bind_blob64(stmt, place, v->p, v->len, SQLITE_STATIC);
    case VALUE_NULL:
        return sqlite3_bind_null(stmt, place);
    default:
        log_fatal(name, "list_for_one_value", place);
    }
}

static int
bind_all(sqlite3_stmt *stmt, const struct sql *sql, const struct value *args)
{
    int place = 1, rc = SQLITE_OK;

    for (int i = 0; i < sql->params && rc == SQLITE_OK; i++) {
        int width = sql->widths ? sql->widths[i] : 1;

        if (width == 1) {
            rc = bind_value(stmt, place, &args[i], sql->name);
        } else if (args[i].type == VALUE_I64S || args[i].type == VALUE_TEXTS) {
            rc = bind_list(stmt, place, &args[i], width, sql->name);
        } else {
            log_fatal(sql->name, "one_value_for_list", i + 1);
        }
        place += width;
    }
    return rc;
}

static void
copy_column(struct arena *a, sqlite3_stmt *stmt, int i, struct value *v,
            const char *name)
{
    const void *p;

    switch (sqlite3_column_type(stmt, i)) {
    case SQLITE_NULL:
        v->type = VALUE_NULL;
        return;
    case SQLITE_INTEGER:
        v->type = VALUE_I64;
        v->i = sqlite3_column_int64(stmt, i);
        return;
    case SQLITE_TEXT:
        v->type = VALUE_TEXT;
        break;
    case SQLITE_BLOB:
        v->type = VALUE_BLOB;
        break;
    default:
        log_fatal(name, "fraction_in_column", i);
    }
    /* Also for text: sqlite3_column_text would first make a copy with a NUL,
     * and the arena's copy has one anyway. */
    p = sqlite3_column_blob(stmt, i);
    v->len = (size_t)sqlite3_column_bytes(stmt, i);
    if (!p && v->len) {
        log_fatal("out of memory", "wanted", (int64_t)v->len);
    }
    v->p = arena_textn(a, p, v->len);
}

static void
copy_row(struct arena *a, sqlite3_stmt *stmt, struct row *row, const char *name)
{
    int count = sqlite3_column_count(stmt);
    struct value *values = ARENA_ARRAY(a, (size_t)count, struct value);

    for (int i = 0; i < count; i++) {
        copy_column(a, stmt, i, &values[i], name);
    }
    row->values = values;
    row->count = count;
}

/* Rows are collected in an array that doubles; the old ones stay behind in the
 * arena, at most as much again. */
static enum err
collect(struct sqlite_db *s, sqlite3_stmt *stmt, size_t max, struct rows *out,
        const char *name)
{
    struct row *items = NULL;
    size_t cap = 0;
    int rc;

    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        if (out->count == max) {
            return ERR_LIMIT;
        }
        if (out->count == cap) {
            size_t next = cap ? cap * 2 : (max < 16 ? max : 16);
            struct row *more = ARENA_ARRAY(s->db.arena, next, struct row);

            if (cap) {
                memcpy(more, items, cap * sizeof *items);
            }
            items = more;
            cap = next;
        }
        copy_row(s->db.arena, stmt, &items[out->count++], name);
    }
    out->items = items;
    return rc == SQLITE_DONE ? OK : failed(s, rc, name);
}

static enum err
run(struct db *db, const struct sql *sql, const struct value *args, size_t max,
    struct rows *out)
{
    struct sqlite_db *s = self(db);
    sqlite3_stmt *stmt;
    int rc = statement_of(s, sql, &stmt);
    enum err e;

    if (rc != SQLITE_OK) {
        return failed(s, rc, sql->name);
    }
    /* Short statements never reach the progress handler. */
    if (on_progress(s)) {
        return ERR_BUSY;
    }
    rc = bind_all(stmt, sql, args);
    e = rc == SQLITE_OK ? collect(s, stmt, max, out, sql->name)
                        : failed(s, rc, sql->name);
    sqlite3_reset(stmt);
    if (e == OK && !sqlite3_stmt_readonly(stmt)) {
        db->changed = sqlite3_changes64(s->handle);
        db_touch(db);
    }
    /* Arguments may be gone when the next call comes. */
    sqlite3_clear_bindings(stmt);
    if (e != OK && !db_sqlite_alive(db)) {
        db->lost = true;
    }
    return e;
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
    struct sqlite_db *s = self(db);
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
    return (rc & 0xff) == SQLITE_BUSY ? ERR_BUSY : failed(s, rc, "checkpoint");
}

/* --- schema --- */

static enum err
script(struct db *db, const char *text)
{
    struct sqlite_db *s = self(db);
    struct buf b;
    int rc;

    buf_init(&b, 8 * 1024 * 1024);
    translate(&b, text, false);
    if (!buf_ok(&b)) {
        log_fatal("a migration is too long", "bytes", (int64_t)strlen(text));
    }
    rc = exec(s, buf_text(&b));
    buf_free(&b);
    return failed(s, rc, "script");
}

/* Tables can be rebuilt only with foreign keys off, and only before a
 * transaction begins. */
static enum err
rebuilding(struct db *db, bool on)
{
    struct sqlite_db *s = self(db);

    return failed(
        s,
        exec(s, on ? "PRAGMA foreign_keys = OFF" : "PRAGMA foreign_keys = ON"),
        "foreign_keys");
}

/* The first column of the first row, as a number; `none` without a row. */
static int64_t
ask_number(struct sqlite_db *s, const char *text, int64_t none)
{
    sqlite3_stmt *stmt = NULL;
    int64_t n = none;
    int rc = sqlite3_prepare_v2(s->handle, text, -1, &stmt, NULL);

    if (rc == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW) {
        n = sqlite3_column_int64(stmt, 0);
    }
    rc = sqlite3_finalize(stmt);
    return failed(s, rc, "ask") == OK ? n : none;
}

/* The mark in the file's head says whose format this is. */
static enum db_owner
owner(struct db *db)
{
    if (ask_number(self(db), "SELECT COUNT(*) FROM sqlite_schema", -1) == 0) {
        return DB_EMPTY;
    }
    return ask_number(self(db), "PRAGMA application_id", -1) == APPLICATION
               ? DB_OURS
               : DB_FOREIGN;
}

static enum err
mark(struct db *db)
{
    char text[64];

    snprintf(text, sizeof text, "PRAGMA application_id = %d", APPLICATION);
    return failed(self(db), exec(self(db), text), "mark");
}

/* Run a checking PRAGMA; a row other than "ok" is a fault. */
static enum err
check_with(struct sqlite_db *s, const char *text, char *why, size_t why_size)
{
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(s->handle, text, -1, &stmt, NULL);
    enum err e = OK;

    if (rc == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW) {
        const char *said = (const char *)sqlite3_column_text(stmt, 0);

        if (!said || strcmp(said, "ok") != 0) {
            snprintf(why, why_size, "%s: %s", text, said ? said : "");
            e = ERR_INVALID;
        }
    }
    rc = sqlite3_finalize(stmt);
    if (rc != SQLITE_OK) {
        snprintf(why, why_size, "%s: %s", text, sqlite3_errmsg(s->handle));
        return meaning(s, rc);
    }
    return e;
}

/* Does every row a foreign key points to exist? */
static enum err
check_keys(struct db *db)
{
    char why[256];
    enum err e =
        check_with(self(db), "PRAGMA foreign_key_check", why, sizeof why);

    if (e != OK) {
        log_line(LOG_ERROR, "keys without rows", "%s", why);
    }
    return e;
}

enum err
db_sqlite_check(struct db *db, char *why, size_t why_size)
{
    TRY(check_with(self(db), "PRAGMA integrity_check", why, why_size));
    return check_with(self(db), "PRAGMA foreign_key_check", why, why_size);
}

enum err
db_sqlite_copy_to(struct db *db, const char *path, char *why, size_t why_size)
{
    struct sqlite_db *s = self(db);
    sqlite3_stmt *stmt = NULL;
    enum err e;
    int rc;

    /* query_only holds for the new file too. The old one stays read-only: it
     * was opened so. */
    exec(s, "PRAGMA query_only = OFF");
    rc = sqlite3_prepare_v2(s->handle, "VACUUM INTO ?1", -1, &stmt, NULL);
    if (rc == SQLITE_OK) {
        sqlite3_bind_text(stmt, 1, path, -1, SQLITE_STATIC);
        sqlite3_step(stmt);
        rc = sqlite3_finalize(stmt);
    }
    e = failed(s, rc, "copy");
    if (e != OK) {
        snprintf(why, why_size, "%s", sqlite3_errmsg(s->handle));
    }
    if (s->read_only) {
        exec(s, "PRAGMA query_only = ON");
    }
    return e;
}

/* --- the catalogue --- */

static const struct sql list_columns = {
    "list_columns",
    "SELECT m.name, c.name, c.pk FROM sqlite_schema m"
    " JOIN pragma_table_info(m.name) c"
    " WHERE m.type = 'table' ORDER BY m.rowid, c.cid",
    0,
    1,
    NULL,
};

static const struct sql list_keys = {
    "list_keys",
    "SELECT m.name, f.\"table\" FROM sqlite_schema m"
    " JOIN pragma_foreign_key_list(m.name) f"
    " WHERE m.type = 'table' AND f.\"table\" <> m.name",
    0,
    2,
    NULL,
};

static bool
has_table(const struct db_sqlite_table *t, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(t[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* Does a foreign key of the first lead to one behind it? */
static bool
waits(const struct rows *keys, const struct db_sqlite_table *t, size_t count)
{
    for (size_t i = 0; i < keys->count; i++) {
        if (strcmp(row_text(&keys->items[i], 0), t->name) == 0 &&
            has_table(t + 1, count - 1, row_text(&keys->items[i], 1))) {
            return true;
        }
    }
    return false;
}

/* A column added later may lead to a younger table: then that goes first. */
static enum err
sort_by_keys(struct db *db, struct db_sqlite_tables *tables)
{
    struct rows keys;

    TRY(db_all(db, &keys, &list_keys));
    for (size_t i = 0; i < tables->count; i++) {
        struct db_sqlite_table *t = &tables->items[i];
        size_t left = tables->count - i;

        /* Where all wait for each other, the order stays as it is. */
        for (size_t n = 1; n < left && waits(&keys, t, left); n++) {
            struct db_sqlite_table first = *t;

            memmove(t, t + 1, (left - 1) * sizeof *t);
            t[left - 1] = first;
        }
    }
    return OK;
}

enum err
db_sqlite_tables(struct db *db, struct db_sqlite_tables *out)
{
    struct db_sqlite_table *t = NULL;
    struct rows rows;

    TRY(db_all(db, &rows, &list_columns));
    out->items = ARENA_ARRAY(db->arena, rows.count, struct db_sqlite_table);
    out->count = 0;
    for (size_t i = 0; i < rows.count; i++) {
        const char *name = row_text(&rows.items[i], 0);
        int64_t key = row_i64(&rows.items[i], 2);

        if (!t || strcmp(t->name, name) != 0) {
            t = &out->items[out->count++];
            t->name = name;
        }
        if (t->column_count == DB_SQLITE_COLUMNS_MAX) {
            log_fatal(name, "columns", t->column_count);
        }
        if (key) {
            t->key[key - 1] = t->column_count;
            t->key_count++;
        }
        t->columns[t->column_count++] = row_text(&rows.items[i], 1);
    }
    return sort_by_keys(db, out);
}

/* --- for checks of statements --- */

enum err
db_sqlite_try(struct db *db, const struct sql *sql, char *why, size_t why_size)
{
    struct sqlite_db *s = self(db);
    sqlite3_stmt *stmt;
    int rc = prepare(s, "", sql, 0, &stmt);

    if (rc != SQLITE_OK) {
        snprintf(why, why_size, "%s", sqlite3_errmsg(s->handle));
    }
    sqlite3_finalize(stmt);
    return meaning(s, rc);
}

const char *
db_sqlite_plan(struct db *db, const struct sql *sql)
{
    struct sqlite_db *s = self(db);
    sqlite3_stmt *stmt;
    const char *plan = "";
    int rc = prepare(s, "EXPLAIN QUERY PLAN ", sql, 0, &stmt);

    while (rc == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW) {
        plan = arena_printf(db->arena, "%s%s\n", plan,
                            (const char *)sqlite3_column_text(stmt, 3));
    }
    return sqlite3_finalize(stmt) == SQLITE_OK && rc == SQLITE_OK ? plan : NULL;
}

static const struct db_engine engine = {
    .run = run,
    .begin = db_sqlite_begin,
    .commit = db_sqlite_commit,
    .rollback = db_sqlite_rollback,
    .owner = owner,
    .script = script,
    .mark = mark,
    .check_keys = check_keys,
    .rebuilding = rebuilding,
};
