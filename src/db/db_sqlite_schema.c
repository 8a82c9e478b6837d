/* SPDX-License-Identifier: Apache-2.0 */
/* db_sqlite_schema: the schema: its steps, checks of the whole file, a copy,
 * the catalogue. */

#include "db/db_sqlite_parts.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/log.h"

#include <stdio.h>
#include <string.h>

enum { APPLICATION = 0x51757075 /* "Qupu" in the head of the file */ };

/* --- steps and checks --- */

enum err
db_sqlite_script(struct db *db, const char *text)
{
    struct sqlite_db *s = db_sqlite_self(db);
    struct buf b;
    int rc;

    buf_init(&b, 8 * 1024 * 1024);
    db_sqlite_translate(&b, text, false);
    if (!buf_ok(&b)) {
        log_fatal("a migration is too long", "bytes", (int64_t)strlen(text));
    }
    rc = db_sqlite_exec(s, buf_text(&b));
    buf_free(&b);
    return db_sqlite_failed(s, rc, "script");
}

/* Only before a transaction begins. */
enum err
db_sqlite_rebuilding(struct db *db, bool on)
{
    struct sqlite_db *s = db_sqlite_self(db);

    return db_sqlite_failed(s,
                            db_sqlite_exec(s, on ? "PRAGMA foreign_keys = OFF"
                                                 : "PRAGMA foreign_keys = ON"),
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
    return db_sqlite_failed(s, rc, "ask") == OK ? n : none;
}

enum db_owner
db_sqlite_owner(struct db *db)
{
    if (ask_number(db_sqlite_self(db), "SELECT COUNT(*) FROM sqlite_schema",
                   -1) == 0) {
        return DB_EMPTY;
    }
    return ask_number(db_sqlite_self(db), "PRAGMA application_id", -1) ==
                   APPLICATION
               ? DB_OURS
               : DB_FOREIGN;
}

enum err
db_sqlite_mark(struct db *db)
{
    char text[64];

    snprintf(text, sizeof text, "PRAGMA application_id = %d", APPLICATION);
    return db_sqlite_failed(db_sqlite_self(db),
                            db_sqlite_exec(db_sqlite_self(db), text), "mark");
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
        return db_sqlite_meaning(s, rc);
    }
    return e;
}

enum err
db_sqlite_check_keys(struct db *db)
{
    char why[256];
    enum err e = check_with(db_sqlite_self(db), "PRAGMA foreign_key_check", why,
                            sizeof why);

    if (e != OK) {
        log_line(LOG_ERROR, "keys without rows", "%s", why);
    }
    return e;
}

enum err
db_sqlite_check(struct db *db, char *why, size_t why_size)
{
    TRY(check_with(db_sqlite_self(db), "PRAGMA integrity_check", why,
                   why_size));
    return check_with(db_sqlite_self(db), "PRAGMA foreign_key_check", why,
                      why_size);
}

enum err
db_sqlite_copy_to(struct db *db, const char *path, char *why, size_t why_size)
{
    struct sqlite_db *s = db_sqlite_self(db);
    sqlite3_stmt *stmt = NULL;
    enum err e;
    int rc;

    db_sqlite_make_private(path);
    /* query_only holds for the new file too. The old one stays read-only: it
     * was opened so. */
    db_sqlite_exec(s, "PRAGMA query_only = OFF");
    rc = sqlite3_prepare_v2(s->handle, "VACUUM INTO ?1", -1, &stmt, NULL);
    if (rc == SQLITE_OK) {
        sqlite3_bind_text(stmt, 1, path, -1, SQLITE_STATIC);
        sqlite3_step(stmt);
        rc = sqlite3_finalize(stmt);
    }
    e = db_sqlite_failed(s, rc, "copy");
    if (e != OK) {
        snprintf(why, why_size, "%s", sqlite3_errmsg(s->handle));
    }
    if (s->read_only) {
        db_sqlite_exec(s, "PRAGMA query_only = ON");
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
