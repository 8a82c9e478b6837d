/* SPDX-License-Identifier: Apache-2.0 */
/* db: what is the same on every engine: counting, the fault hook, rows. */

#include "db/db.h"

#include "base/arena.h"
#include "base/limits.h"
#include "base/log.h"
#include "db/db_engine.h"

#include <stdatomic.h>
#include <string.h>

void
db_touch(struct db *db)
{
    static atomic_uint_fast64_t last;

    db->epoch = atomic_fetch_add_explicit(&last, 1, memory_order_relaxed) + 1;
}

uint64_t
db_epoch(const struct db *db)
{
    return db->epoch;
}

void
db_enter(struct db *db, struct arena *arena)
{
    db_touch(db);
    db->arena = arena;
    db->changed = 0;
    db->statements = 0;
    db->flights = 0;
    db->failure = OK;
    db->lost = false;
    db->foreseen = NULL;
    db->foresees = false;
}

enum err
db_leave(struct db *db, enum err result)
{
    db->arena = NULL;
    return result == OK ? db->failure : result;
}

static void
note_failure(struct db *db, enum err e)
{
    if (e != OK && e != ERR_LIMIT && db->failure == OK) {
        db->failure = e;
    }
}

/* May this statement go to the engine? */
static enum err
admit(struct db *db, const struct value *call, size_t count)
{
    const struct sql *sql = call[0].sql;

    if (count - 1 != (size_t)sql->params) {
        log_fatal(sql->name, "arguments", (int64_t)count - 1);
    }
    if (!db->arena) {
        log_fatal(sql->name, "outside_a_transaction", 1);
    }
    /* What ran after a lost transaction would commit by itself. */
    if (db->lost) {
        return db->failure != OK ? db->failure : ERR_INTERNAL;
    }
    db->statements++;
    return db->fail_at > 0 && --db->fail_at == 0 ? ERR_INTERNAL : OK;
}

/* --- what was foreseen --- */

struct foreseen {
    struct foreseen *before;
    const struct value *call; /* with copies of the arguments */
    struct answer answer;
};

/* Where the bytes of an argument are; numbers have none. */
static const void *
bytes_of(const struct value *v, size_t *len)
{
    switch (v->type) {
    case VALUE_TEXT:
        *len = strlen(v->p);
        return v->p;
    case VALUE_BLOB:
        *len = v->len;
        return v->p;
    case VALUE_I64S:
        *len = v->len * sizeof *v->i64s;
        return v->i64s;
    default:
        *len = 0;
        return NULL;
    }
}

static bool
is_same(const struct value *a, const struct value *b)
{
    size_t a_len, b_len;
    const void *a_bytes = bytes_of(a, &a_len), *b_bytes = bytes_of(b, &b_len);

    return a->type == b->type && a->type != VALUE_TEXTS &&
           (a->type != VALUE_I64 || a->i == b->i) && a_len == b_len &&
           (!a_len || memcmp(a_bytes, b_bytes, a_len) == 0);
}

/* Each file that includes a statement has a copy of it. */
static bool
is_same_sql(const struct sql *a, const struct sql *b)
{
    return a->id == b->id && strcmp(a->name, b->name) == 0;
}

/* NULL: nobody foresaw this. */
static struct answer *
find_foreseen(struct db *db, const struct value *call, size_t count)
{
    for (struct foreseen *f = db->foreseen; f; f = f->before) {
        size_t i = 1;

        if (!is_same_sql(f->answer.sql, call[0].sql)) {
            continue;
        }
        while (i < count && is_same(&f->call[i], &call[i])) {
            i++;
        }
        if (i == count) {
            return &f->answer;
        }
    }
    return NULL;
}

static const struct value *
copy_call(struct arena *a, const struct value *call, size_t count)
{
    struct value *out = ARENA_ARRAY(a, count, struct value);

    for (size_t i = 0; i < count; i++) {
        const void *bytes = NULL;
        size_t len = 0;

        out[i] = call[i];
        if (i) {
            bytes = bytes_of(&call[i], &len);
        }
        if (bytes) {
            char *copy = arena_alloc(a, len + 1);

            memcpy(copy, bytes, len);
            copy[len] = '\0';
            out[i].p = copy;
        }
    }
    return out;
}

void
db_foresee_(struct db *db, const struct value *call, size_t count)
{
    struct foreseen *f;

    if (!db->foresees || find_foreseen(db, call, count)) {
        return;
    }
    f = ARENA_NEW(db->arena, struct foreseen);
    f->call = copy_call(db->arena, call, count);
    db_ask_(db, &f->answer, f->call, count);
    f->before = db->foreseen;
    db->foreseen = f;
}

static enum err
execute(struct db *db, const struct value *call, size_t count, size_t max,
        struct rows *out)
{
    struct answer *foreseen = find_foreseen(db, call, count);
    enum err e;

    if (foreseen) {
        e = answer_all(foreseen, out);
        return e == OK && out->count > max ? ERR_LIMIT : e;
    }
    e = admit(db, call, count);
    *out = (struct rows){0};
    if (e == OK) {
        e = db->engine->run(db, call[0].sql, call + 1, max, out);
    }
    note_failure(db, e);
    return e;
}

/* Of at most one row. */
static enum err
take_one(struct db *db, const struct sql *sql, enum err e,
         const struct rows *rows, struct row *out)
{
    *out = (struct row){0};
    if (e == ERR_LIMIT) {
        log_line(LOG_ERROR, "more than one row", "statement=%s", sql->name);
        return db->failure = ERR_INTERNAL;
    }
    if (e == OK && rows->count == 0) {
        return ERR_MISSING;
    }
    if (e == OK) {
        *out = rows->items[0];
    }
    return e;
}

enum err
db_run_(struct db *db, const struct value *call, size_t count)
{
    struct rows rows;
    enum err e;

    db_touch(db);
    if (!db->engine->queue) {
        return execute(db, call, count, LIMIT_ROWS, &rows);
    }
    e = admit(db, call, count);
    if (e == OK) {
        e = db->engine->queue(db, call[0].sql, call + 1, NULL);
    }
    note_failure(db, e);
    return e;
}

enum err
db_one_(struct db *db, struct row *out, const struct value *call, size_t count)
{
    struct rows rows;
    enum err e = execute(db, call, count, 1, &rows);

    return take_one(db, call[0].sql, e, &rows, out);
}

enum err
db_all_(struct db *db, struct rows *out, const struct value *call, size_t count)
{
    return execute(db, call, count, LIMIT_ROWS, out);
}

void
db_ask_(struct db *db, struct answer *out, const struct value *call,
        size_t count)
{
    struct answer *foreseen = find_foreseen(db, call, count);

    *out = (struct answer){.db = db, .sql = call[0].sql};
    if (foreseen) {
        out->foreseen = foreseen;
        return;
    }
    if (!db->engine->queue) {
        out->result = execute(db, call, count, LIMIT_ROWS, &out->rows);
        return;
    }
    out->result = admit(db, call, count);
    if (out->result == OK) {
        out->waiting = true;
        out->result = db->engine->queue(db, out->sql, call + 1, out);
    }
    note_failure(db, out->result);
}

enum err
answer_all(struct answer *a, struct rows *out)
{
    if (a->foreseen) {
        return answer_all(a->foreseen, out);
    }
    if (a->waiting) {
        /* Its own failure, if it is one, stands in the answer. */
        (void)!a->db->engine->settle(a->db);
    }
    *out = a->rows;
    return a->result;
}

enum err
answer_one(struct answer *a, struct row *out)
{
    struct rows rows;
    enum err e = answer_all(a, &rows);

    return take_one(a->db, a->sql, e == OK && rows.count > 1 ? ERR_LIMIT : e,
                    &rows, out);
}

int64_t
db_changed(struct db *db)
{
    if (db->engine->settle && db->engine->settle(db) != OK) {
        return 0;
    }
    return db->changed;
}

int
db_flights(const struct db *db)
{
    return db->flights;
}

int
db_slot(const struct db *db)
{
    return db->slot;
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
