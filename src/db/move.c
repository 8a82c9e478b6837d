/* SPDX-License-Identifier: Apache-2.0 */
/* move: all rows of one store into another. Its statements are made of the
 * names in the schema's own catalogue, never of anything from outside. */

#include "db/move.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "db/db.h"
#include "db/db_engine.h"
#include "db/db_sqlite.h"
#include "db/store.h"

#include <string.h>

enum {
    SLICE = 200, /* rows of a transaction */
    READ_MS = 60 * 1000,
    TEXT_BYTES = 16 * 1024,
    KEY_MAX = 8
};

/* A slice of the largest rows there are: files' pieces and lessons' texts. */
static const size_t slice_bytes = (size_t)512 << 20;

struct table {
    const struct db_sqlite_table *named;
    struct sql first, page, last, insert;
};

/* What a table holds: how many rows, and a hash over all of them. */
struct sum {
    int64_t rows;
    unsigned char hash[HASH_SIZE];
};

/* --- statements of a table --- */

static void
put_names(struct buf *b, const struct db_sqlite_table *t, bool key,
          const char *after)
{
    for (int i = 0; i < (key ? t->key_count : t->column_count); i++) {
        buf_printf(b, "%s%s%s", i ? ", " : "", t->columns[key ? t->key[i] : i],
                   after);
    }
}

static void
put_places(struct buf *b, int count)
{
    for (int i = 1; i <= count; i++) {
        buf_printf(b, "%s$%d", i > 1 ? ", " : "", i);
    }
}

/* As sqlc numbers names: FNV-1a. */
static uint32_t
number_of(const char *name)
{
    uint32_t h = 2166136261U;

    while (*name) {
        h = (h ^ (unsigned char)*name++) * 16777619U;
    }
    return h;
}

static struct sql
finish_sql(struct move *m, struct buf *b, const char *kind,
           const struct db_sqlite_table *t, int params)
{
    struct sql sql = {.name =
                          arena_printf(m->keep, "move_%s_%s", kind, t->name),
                      .text = arena_text(m->keep, buf_text(b)),
                      .params = params};

    sql.id = number_of(sql.name);
    buf_clear(b);
    return sql;
}

static struct table
prepare(struct move *m, const struct db_sqlite_table *named)
{
    struct table t = {.named = named};
    struct buf b;

    buf_init(&b, TEXT_BYTES);
    for (int paged = 0; paged < 2; paged++) {
        buf_puts(&b, "SELECT ");
        put_names(&b, named, false, "");
        buf_printf(&b, " FROM %s", named->name);
        if (paged) {
            buf_puts(&b, " WHERE (");
            put_names(&b, named, true, "");
            buf_puts(&b, ") > (");
            put_places(&b, named->key_count);
            buf_puts(&b, ")");
        }
        buf_puts(&b, " ORDER BY ");
        put_names(&b, named, true, "");
        buf_printf(&b, " LIMIT %d", SLICE);
        *(paged ? &t.page : &t.first) =
            finish_sql(m, &b, paged ? "page" : "first", named,
                       paged ? named->key_count : 0);
    }
    buf_puts(&b, "SELECT ");
    put_names(&b, named, true, "");
    buf_printf(&b, " FROM %s ORDER BY ", named->name);
    put_names(&b, named, true, " DESC");
    buf_puts(&b, " LIMIT 1");
    t.last = finish_sql(m, &b, "last", named, 0);
    buf_printf(&b, "INSERT INTO %s (", named->name);
    put_names(&b, named, false, "");
    buf_puts(&b, ") VALUES (");
    put_places(&b, named->column_count);
    buf_puts(&b, ") ON CONFLICT DO NOTHING");
    t.insert = finish_sql(m, &b, "insert", named, named->column_count);
    buf_free(&b);
    return t;
}

/* --- one slice --- */

struct slice {
    const struct table *table;
    struct value key[KEY_MAX]; /* of the last row before it */
    bool started;              /* there is one */
    struct rows rows;
};

static enum err
call(struct db *db, const struct sql *sql, const struct value *values,
     struct rows *out)
{
    struct value args[1 + DB_SQLITE_COLUMNS_MAX];

    args[0] = (struct value){.sql = sql};
    memcpy(args + 1, values, (size_t)sql->params * sizeof *values);
    return out ? db_all_(db, out, args, 1 + (size_t)sql->params)
               : db_run_(db, args, 1 + (size_t)sql->params);
}

static enum err
read_slice(struct db *db, void *arg)
{
    struct slice *s = arg;

    return call(db, s->started ? &s->table->page : &s->table->first, s->key,
                &s->rows);
}

static enum err
read_last(struct db *db, void *arg)
{
    struct slice *s = arg;
    struct rows rows;

    TRY(call(db, &s->table->last, s->key, &rows));
    s->started = rows.count == 1;
    if (s->started) {
        memcpy(s->key, rows.items[0].values,
               (size_t)s->table->named->key_count * sizeof *s->key);
    }
    return OK;
}

static enum err
write_slice(struct db *db, void *arg)
{
    const struct slice *s = arg;

    for (size_t i = 0; i < s->rows.count; i++) {
        TRY(call(db, &s->table->insert, s->rows.items[i].values, NULL));
    }
    return OK;
}

/* The next one comes after the last row of this. The key is copied into an
 * arena that outlives the slice. */
static void
step_on(struct slice *s, struct arena *keys)
{
    const struct db_sqlite_table *t = s->table->named;
    const struct row *row = &s->rows.items[s->rows.count - 1];

    arena_reset(keys);
    for (int i = 0; i < t->key_count; i++) {
        struct value v = row->values[t->key[i]];

        if (v.type == VALUE_TEXT || v.type == VALUE_BLOB) {
            v.p = arena_textn(keys, v.p, v.len);
        }
        s->key[i] = v;
    }
    s->started = true;
}

/* --- one table --- */

static void
tell(struct move *m, const struct table *t, int64_t rows, bool checking)
{
    if (m->progress) {
        m->progress(m->arg, t->named->name, rows, checking);
    }
}

/* Copy what is not there yet. */
static enum err
copy_table(struct move *m, const struct table *t)
{
    struct arena *a = arena_new(slice_bytes), *keys = arena_new(1 << 20);
    struct slice s = {.table = t};
    int64_t rows = 0;
    enum err e = store_read(m->to, keys, READ_MS, read_last, &s);

    while (e == OK) {
        arena_reset(a);
        e = store_read(m->from, a, READ_MS, read_slice, &s);
        if (e != OK || s.rows.count == 0) {
            break;
        }
        e = store_write(m->to, a, write_slice, &s);
        rows += (int64_t)s.rows.count;
        step_on(&s, keys);
        tell(m, t, rows, false);
    }
    arena_free(keys);
    arena_free(a);
    return e;
}

/* Each value with its type and length, so that no two rows read alike. */
static void
add_row(struct buf *b, const struct row *row)
{
    for (int i = 0; i < row->count; i++) {
        const struct value *v = &row->values[i];
        unsigned char head[10] = {(unsigned char)v->type};
        uint64_t n = v->type == VALUE_I64 ? (uint64_t)v->i : v->len;

        for (int k = 0; k < 8; k++) {
            head[1 + k] = (unsigned char)(n >> 8 * k);
        }
        buf_put(b, head, sizeof head);
        if (v->type == VALUE_TEXT || v->type == VALUE_BLOB) {
            buf_put(b, v->p, v->len);
        }
    }
}

static enum err
sum_table(struct move *m, struct store *store, const struct table *t,
          struct sum *out)
{
    struct arena *a = arena_new(slice_bytes), *keys = arena_new(1 << 20);
    struct slice s = {.table = t};
    struct buf b;
    enum err e;

    *out = (struct sum){0};
    buf_init(&b, slice_bytes);
    do {
        arena_reset(a);
        e = store_read(store, a, READ_MS, read_slice, &s);
        if (e != OK || s.rows.count == 0) {
            break;
        }
        buf_clear(&b);
        buf_put(&b, out->hash, sizeof out->hash);
        for (size_t i = 0; i < s.rows.count; i++) {
            add_row(&b, &s.rows.items[i]);
        }
        if (!buf_ok(&b)) {
            e = ERR_LIMIT;
            break;
        }
        hash_sha256(b.data, b.len, out->hash);
        out->rows += (int64_t)s.rows.count;
        step_on(&s, keys);
        tell(m, t, out->rows, true);
    } while (s.rows.count == SLICE);
    buf_free(&b);
    arena_free(keys);
    arena_free(a);
    return e;
}

static enum err
compare_table(struct move *m, const struct table *t)
{
    struct sum here, there;

    TRY(sum_table(m, m->from, t, &here));
    TRY(sum_table(m, m->to, t, &there));
    if (here.rows != there.rows ||
        !hash_same(here.hash, there.hash, HASH_SIZE)) {
        m->why = arena_printf(
            m->keep,
            "the table %s differs: %lld rows there, %lld here, or not the "
            "same ones",
            t->named->name, (long long)there.rows, (long long)here.rows);
        return ERR_INVALID;
    }
    m->tables++;
    m->rows += here.rows;
    return OK;
}

static enum err
move_table(struct move *m, const struct db_sqlite_table *named)
{
    struct table t;
    enum err e;

    if (named->key_count == 0 || named->key_count > KEY_MAX) {
        m->why = arena_printf(m->keep, "the table %s has no key", named->name);
        return ERR_INTERNAL;
    }
    t = prepare(m, named);
    e = copy_table(m, &t);
    if (e == OK) {
        e = compare_table(m, &t);
    }
    if (e != OK && !m->why) {
        m->why = arena_printf(m->keep, "the table %s cannot be %s", named->name,
                              e == ERR_FULL ? "moved: no space left" : "moved");
    }
    return e;
}

/* --- all of it --- */

static enum err
read_tables(struct db *db, void *arg)
{
    return db_sqlite_tables(db, arg);
}

static enum err
tables_of(struct move *m, struct db_sqlite_tables *out)
{
    struct store *folder = store_is_remote(m->from) ? m->to : m->from;

    return store_read(folder, m->keep, READ_MS, read_tables, out);
}

/* Each database's own: its steps, its processes; and files, which lie in a
 * folder on one side. */
static bool
stays(const char *name)
{
    return strcmp(name, "migration") == 0 || strcmp(name, "process") == 0 ||
           strcmp(name, "blob_piece") == 0;
}

static bool
is_last(const char *name)
{
    return strcmp(name, "setting") == 0;
}

static enum err
move_some(struct move *m, bool last)
{
    struct db_sqlite_tables tables;

    TRY(tables_of(m, &tables));
    for (size_t i = 0; i < tables.count; i++) {
        const struct db_sqlite_table *t = &tables.items[i];

        if (!stays(t->name) && is_last(t->name) == last) {
            TRY(move_table(m, t));
        }
    }
    return OK;
}

enum err
move_check_target(struct move *m)
{
    struct db_sqlite_tables tables;
    struct arena *a = arena_new(1 << 20);
    enum err e = tables_of(m, &tables);

    for (size_t i = 0; e == OK && i < tables.count; i++) {
        if (is_last(tables.items[i].name)) {
            struct table t = prepare(m, &tables.items[i]);
            struct slice s = {.table = &t};

            e = store_read(m->to, a, READ_MS, read_last, &s);
            if (e == OK && s.started) {
                m->why = "there is a node already";
                e = ERR_CONFLICT;
            }
        }
    }
    arena_free(a);
    return e;
}

enum err
move_rows(struct move *m)
{
    return move_some(m, false);
}

enum err
move_finish(struct move *m)
{
    return move_some(m, true);
}
