/* SPDX-License-Identifier: Apache-2.0 */
/* db_pg_value: our values in libpq's form and back. */

#include "db/db_pg_value.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/log.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

/* Types by their numbers in the server's catalogue (pg_type.dat); they never
 * change. */
enum {
    TYPE_BOOL = 16,
    TYPE_BYTEA = 17,
    TYPE_NAME = 19,
    TYPE_INT8 = 20,
    TYPE_INT2 = 21,
    TYPE_INT4 = 23,
    TYPE_TEXT = 25,
    TYPE_VARCHAR = 1043
};

bool
db_pg_value_passes(Oid type)
{
    return type == TYPE_INT8 || type == TYPE_INT4 || type == TYPE_TEXT ||
           type == TYPE_BYTEA || type == TYPE_BOOL;
}

/* --- there --- */

static void
put_number(struct db_pg_places *out, int64_t n)
{
    int i = out->count;

    snprintf(out->digits[i], DB_PG_DIGITS, "%lld", (long long)n);
    out->values[i] = out->digits[i];
}

static void
put_value(struct db_pg_places *out, const struct value *v, const char *name)
{
    int i = out->count;

    switch (v->type) {
    case VALUE_NULL:
        break;
    case VALUE_I64:
        put_number(out, v->i);
        break;
    case VALUE_TEXT:
        out->values[i] = v->p;
        break;
    case VALUE_BLOB:
        out->values[i] = v->p;
        out->lengths[i] = (int)v->len;
        out->formats[i] = 1;
        break;
    default:
        log_fatal(name, "list_for_one_value", i + 1);
    }
    out->count++;
}

/* Places left over stay NULL. */
static void
put_list(struct db_pg_places *out, const struct value *v, int width,
         const char *name)
{
    if (v->type != VALUE_I64S && v->type != VALUE_TEXTS) {
        log_fatal(name, "one_value_for_list", out->count + 1);
    }
    if (v->len > (size_t)width) {
        log_fatal(name, "list_too_long", (int64_t)v->len);
    }
    for (int i = 0; i < width; i++, out->count++) {
        if ((size_t)i < v->len && v->type == VALUE_I64S) {
            put_number(out, v->i64s[i]);
        } else if ((size_t)i < v->len) {
            out->values[out->count] = v->texts[i];
        }
    }
}

static int
places_of(const struct sql *sql)
{
    int sum = 0;

    for (int i = 0; i < sql->params; i++) {
        sum += sql->widths ? sql->widths[i] : 1;
    }
    return sum;
}

void
db_pg_value_places(struct db_pg_places *out, const struct sql *sql,
                   const struct value *args)
{
    int count = places_of(sql);

    if (count > DB_PG_PLACES_MAX) {
        log_fatal(sql->name, "places", count);
    }
    out->count = 0;
    memset(out->values, 0, (size_t)count * sizeof *out->values);
    memset(out->lengths, 0, (size_t)count * sizeof *out->lengths);
    memset(out->formats, 0, (size_t)count * sizeof *out->formats);
    for (int i = 0; i < sql->params; i++) {
        int width = sql->widths ? sql->widths[i] : 1;

        if (width == 1) {
            put_value(out, &args[i], sql->name);
        } else {
            put_list(out, &args[i], width, sql->name);
        }
    }
}

/* --- back --- */

static uint32_t
read_32(const char *p)
{
    uint32_t n;

    memcpy(&n, p, sizeof n);
    return ntohl(n);
}

static int64_t
read_number(const char *p, int len)
{
    uint16_t two;

    switch (len) {
    case 1:
        return *p;
    case 2:
        memcpy(&two, p, sizeof two);
        return (int16_t)ntohs(two);
    case 4:
        return (int32_t)read_32(p);
    default:
        return (int64_t)((uint64_t)read_32(p) << 32 | read_32(p + 4));
    }
}

static void
copy_column(struct arena *a, const PGresult *from, int row, int i,
            struct value *v, const char *name)
{
    const char *p = PQgetvalue(from, row, i);
    int len = PQgetlength(from, row, i);

    if (PQgetisnull(from, row, i)) {
        *v = (struct value){.type = VALUE_NULL};
        return;
    }
    switch (PQftype(from, i)) {
    case TYPE_INT8:
    case TYPE_INT4:
    case TYPE_INT2:
    case TYPE_BOOL:
        *v = (struct value){.type = VALUE_I64, .i = read_number(p, len)};
        return;
    case TYPE_TEXT:
    case TYPE_VARCHAR:
    case TYPE_NAME:
        v->type = VALUE_TEXT;
        break;
    case TYPE_BYTEA:
        v->type = VALUE_BLOB;
        break;
    default:
        log_fatal(name, "type_of_column", (int64_t)PQftype(from, i));
    }
    v->len = (size_t)len;
    v->p = arena_textn(a, p, v->len);
}

enum err
db_pg_value_rows(struct arena *a, const PGresult *from, size_t max,
                 struct rows *out, const char *name)
{
    size_t count = (size_t)PQntuples(from);
    int columns = PQnfields(from);
    struct row *items;

    if (count > max) {
        return ERR_LIMIT;
    }
    items = ARENA_ARRAY(a, count, struct row);
    for (size_t r = 0; r < count; r++) {
        struct value *values = ARENA_ARRAY(a, (size_t)columns, struct value);

        for (int i = 0; i < columns; i++) {
            copy_column(a, from, (int)r, i, &values[i], name);
        }
        items[r] = (struct row){.values = values, .count = columns};
    }
    *out = (struct rows){.items = items, .count = count};
    return OK;
}

/* --- texts --- */

/* In the schema text sorts by its bytes, as SQLite does; in a statement the
 * word stands in casts, which take no collation. */
static const struct {
    const char *word;
    const char *in_statement;
    const char *in_step;
} words[] = {
    {"{i64}", "BIGINT", "BIGINT"}, {"{text}", "TEXT", "TEXT COLLATE \"C\""},
    {"{blob}", "BYTEA", "BYTEA"},  {"{strict}", "", ""},
    {"{by_key}", "", ""},
};

char *
db_pg_value_text(const char *text, bool step)
{
    struct buf b;
    char *out;

    buf_init(&b, (size_t)8 * 1024 * 1024);
    while (*text) {
        size_t i = 0;

        while (i < COUNT(words) &&
               strncmp(text, words[i].word, strlen(words[i].word)) != 0) {
            i++;
        }
        if (i < COUNT(words)) {
            buf_puts(&b, step ? words[i].in_step : words[i].in_statement);
            text += strlen(words[i].word);
        } else {
            buf_putc(&b, *text++);
        }
    }
    out = buf_ok(&b) ? strdup(buf_text(&b)) : NULL;
    buf_free(&b);
    if (!out) {
        log_fatal("a statement is too long", "bytes", (int64_t)strlen(text));
    }
    return out;
}
