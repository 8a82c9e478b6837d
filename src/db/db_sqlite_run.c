/* SPDX-License-Identifier: Apache-2.0 */
/* db_sqlite_run: statements: prepared once for a connection, bound, stepped,
 * their rows copied. */

#include "db/db_sqlite_parts.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SLOTS_FIRST = 512 /* power of two; grows at half */ };

struct slot {
    const char *name; /* NULL = free */
    uint32_t id;
    sqlite3_stmt *stmt;
};

/* --- texts --- */

static const struct {
    const char *word;
    const char *here;
} words[] = {
    {"{i64}", "INTEGER"},
    {"{text}", "TEXT"},
    {"{blob}", "BLOB"},
    {"{strict}", "STRICT"},
    {"{by_key}", "STRICT, WITHOUT ROWID"}, /* rows lie in their key */
};

void
db_sqlite_translate(struct buf *b, const char *text, bool statement)
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
    db_sqlite_translate(&b, sql->text, true);
    if (!buf_ok(&b)) {
        log_fatal(sql->name, "text_too_long", 1);
    }
    rc = sqlite3_prepare_v3(s->handle, buf_text(&b), -1, flags, out, NULL);
    buf_free(&b);
    return rc;
}

/* --- prepared statements --- */

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

void
db_sqlite_forget(struct sqlite_db *s)
{
    for (size_t i = 0; i < s->slot_count; i++) {
        sqlite3_finalize(s->slots[i].stmt);
    }
    free(s->slots);
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

/* --- values --- */

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
    return rc == SQLITE_DONE ? OK : db_sqlite_failed(s, rc, name);
}

/* --- running --- */

enum err
db_sqlite_run(struct db *db, const struct sql *sql, const struct value *args,
              size_t max, struct rows *out)
{
    struct sqlite_db *s = db_sqlite_self(db);
    sqlite3_stmt *stmt;
    int rc = statement_of(s, sql, &stmt);
    enum err e;

    if (rc != SQLITE_OK) {
        return db_sqlite_failed(s, rc, sql->name);
    }
    /* Short statements never reach the progress handler. */
    if (db_sqlite_is_late(s)) {
        return ERR_BUSY;
    }
    rc = bind_all(stmt, sql, args);
    e = rc == SQLITE_OK ? collect(s, stmt, max, out, sql->name)
                        : db_sqlite_failed(s, rc, sql->name);
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

/* --- for checks of statements --- */

enum err
db_sqlite_try(struct db *db, const struct sql *sql, char *why, size_t why_size)
{
    struct sqlite_db *s = db_sqlite_self(db);
    sqlite3_stmt *stmt;
    int rc = prepare(s, "", sql, 0, &stmt);

    if (rc != SQLITE_OK) {
        snprintf(why, why_size, "%s", sqlite3_errmsg(s->handle));
    }
    sqlite3_finalize(stmt);
    return db_sqlite_meaning(s, rc);
}

const char *
db_sqlite_plan(struct db *db, const struct sql *sql)
{
    struct sqlite_db *s = db_sqlite_self(db);
    sqlite3_stmt *stmt;
    const char *plan = "";
    int rc = prepare(s, "EXPLAIN QUERY PLAN ", sql, 0, &stmt);

    while (rc == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW) {
        plan = arena_printf(db->arena, "%s%s\n", plan,
                            (const char *)sqlite3_column_text(stmt, 3));
    }
    return sqlite3_finalize(stmt) == SQLITE_OK && rc == SQLITE_OK ? plan : NULL;
}
