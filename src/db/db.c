/* SPDX-License-Identifier: Apache-2.0 */
/* db: what is the same on every engine: counting, the fault hook, rows. */

#include "db/db.h"

#include "base/limits.h"
#include "base/log.h"
#include "db/db_engine.h"

void
db_enter(struct db *db, struct arena *arena)
{
    db->arena = arena;
    db->changed = 0;
    db->statements = 0;
    db->failure = OK;
    db->lost = false;
}

enum err
db_leave(struct db *db, enum err result)
{
    db->arena = NULL;
    return result == OK ? db->failure : result;
}

static enum err
execute(struct db *db, const struct value *call, size_t count, size_t max,
        struct rows *out)
{
    const struct sql *sql = call[0].sql;
    enum err e;

    if (count - 1 != (size_t)sql->params) {
        log_fatal(sql->name, "arguments", (int64_t)count - 1);
    }
    if (!db->arena) {
        log_fatal(sql->name, "outside_a_transaction", 1);
    }
    *out = (struct rows){0};
    /* What ran after a lost transaction would commit by itself. */
    if (db->lost) {
        return db->failure != OK ? db->failure : ERR_INTERNAL;
    }
    db->statements++;
    if (db->fail_at > 0 && --db->fail_at == 0) {
        e = ERR_INTERNAL;
    } else {
        e = db->engine->run(db, sql, call + 1, max, out);
    }
    if (e != OK && e != ERR_LIMIT && db->failure == OK) {
        db->failure = e;
    }
    return e;
}

enum err
db_run_(struct db *db, const struct value *call, size_t count)
{
    struct rows rows;

    return execute(db, call, count, LIMIT_ROWS, &rows);
}

enum err
db_one_(struct db *db, struct row *out, const struct value *call, size_t count)
{
    struct rows rows;
    enum err e = execute(db, call, count, 1, &rows);

    *out = (struct row){0};
    if (e == ERR_LIMIT) {
        log_line(LOG_ERROR, "more than one row", "statement=%s",
                 call[0].sql->name);
        return db->failure = ERR_INTERNAL;
    }
    if (e == OK && rows.count == 0) {
        return ERR_MISSING;
    }
    if (e == OK) {
        *out = rows.items[0];
    }
    return e;
}

enum err
db_all_(struct db *db, struct rows *out, const struct value *call, size_t count)
{
    return execute(db, call, count, LIMIT_ROWS, out);
}

int64_t
db_changed(const struct db *db)
{
    return db->changed;
}

struct arena *
db_arena(struct db *db)
{
    return db->arena;
}

int
db_statements(const struct db *db)
{
    return db->statements;
}

void
db_fail_at(struct db *db, int n)
{
    db->fail_at = n;
}

/* --- rows --- */

static const struct value *
column_of(const struct row *r, int column, enum value_type type)
{
    const struct value *v;

    if (column < 0 || column >= r->count) {
        log_fatal("no such column in a row", "column", column);
    }
    v = &r->values[column];
    if (v->type != type && v->type != VALUE_NULL) {
        log_fatal("wrong type of a column", "column", column);
    }
    return v;
}

int64_t
row_i64(const struct row *r, int column)
{
    return column_of(r, column, VALUE_I64)->i;
}

const char *
row_text(const struct row *r, int column)
{
    return column_of(r, column, VALUE_TEXT)->p;
}

const void *
row_blob(const struct row *r, int column, size_t *len)
{
    const struct value *v = column_of(r, column, VALUE_BLOB);

    *len = v->len;
    return v->p;
}

bool
row_null(const struct row *r, int column)
{
    if (column < 0 || column >= r->count) {
        log_fatal("no such column in a row", "column", column);
    }
    return r->values[column].type == VALUE_NULL;
}
