/* SPDX-License-Identifier: Apache-2.0 */
/* record: what was done, by whom, to which row. */

#include "core/record.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/id.h"
#include "base/random.h"
#include "core/ctx.h"
#include "core/record.sql.h"
#include "db/db.h"

#include <string.h>

enum { SALT = 16 };

enum err
record_add(struct ctx *c, const char *act, int64_t org, int64_t subject,
           const char *value)
{
    int64_t id = id_new();
    unsigned char salt[SALT], hash[HASH_SIZE];

    if (value) {
        random_bytes(salt, sizeof salt);
        hash_hmac(salt, sizeof salt, value, strlen(value), hash);
    }
    TRY(db_run(c->db, &SQL_record_insert, I64(id), I64(c->now_ms),
               c->person ? I64(c->person) : NIL, TEXT(act),
               org ? I64(org) : NIL, subject ? I64(subject) : NIL,
               value ? BLOB(hash, sizeof hash) : NIL));
    if (value) {
        TRY(db_run(c->db, &SQL_record_insert_value, I64(id),
                   BLOB(salt, sizeof salt), TEXT(value)));
    }
    return OK;
}

/* The hash of a row covers the hash before it, its number, and every column,
 * each with its type, so that no two rows read alike. */
static void
hash_row(struct ctx *c, const unsigned char before[HASH_SIZE], int64_t number,
         const struct row *row, unsigned char out[HASH_SIZE])
{
    size_t value_len = 0;
    const unsigned char *value = row_blob(row, 6, &value_len);
    const char *text;
    unsigned char head[HASH_SIZE * 2] = {0};

    memcpy(head, before, HASH_SIZE);
    if (value_len == HASH_SIZE) {
        memcpy(head + HASH_SIZE, value, HASH_SIZE);
    }
    text = arena_printf(c->arena, "%lld|%lld|%lld|%lld|%s|%lld|%lld|%d",
                        (long long)number, (long long)row_i64(row, 0),
                        (long long)row_i64(row, 1), (long long)row_i64(row, 2),
                        row_text(row, 3), (long long)row_i64(row, 4),
                        (long long)row_i64(row, 5), value != NULL);
    hash_hmac(head, sizeof head, text, strlen(text), out);
}

enum err
record_seal(struct ctx *c, int max, int *done)
{
    struct row head;
    struct rows rows;
    unsigned char hash[HASH_SIZE] = {0};
    int64_t number = 0;
    enum err e = db_one(c->db, &head, &SQL_record_head);

    *done = 0;
    if (e == OK) {
        size_t len = 0;
        const void *p = row_blob(&head, 1, &len);

        number = row_i64(&head, 0);
        memcpy(hash, p, len == HASH_SIZE ? len : 0);
    } else if (e != ERR_MISSING) {
        return e;
    }
    TRY(db_all(c->db, &rows, &SQL_record_unchained, I64(max)));
    for (size_t i = 0; i < rows.count; i++) {
        hash_row(c, hash, ++number, &rows.items[i], hash);
        TRY(db_run(c->db, &SQL_record_chain, I64(number),
                   BLOB(hash, sizeof hash), I64(row_i64(&rows.items[i], 0))));
        *done += 1;
    }
    return OK;
}

enum err
record_waits(struct ctx *c, bool *any)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_record_unchained, I64(1)));
    *any = rows.count > 0;
    return OK;
}

_Static_assert(sizeof(((struct record_walk *)0)->hash) == HASH_SIZE, "room");

enum err
record_verify(struct ctx *c, struct record_walk *walk, int max)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_record_chained, I64(walk->count), I64(max)));
    for (size_t i = 0; i < rows.count && !walk->broken; i++) {
        const struct row *row = &rows.items[i];
        size_t len = 0;
        const void *stored = row_blob(row, 8, &len);

        walk->count++;
        hash_row(c, walk->hash, walk->count, row, walk->hash);
        if (row_i64(row, 7) != walk->count || len != HASH_SIZE ||
            memcmp(stored, walk->hash, HASH_SIZE) != 0) {
            walk->broken = walk->count;
        }
    }
    walk->over = walk->broken || rows.count < (size_t)max;
    return OK;
}

enum err
record_newest_ms(struct ctx *c, int64_t *at_ms)
{
    struct row row;
    enum err e = db_one(c->db, &row, &SQL_record_newest, I64(0));

    *at_ms = e == OK ? row_i64(&row, 0) : 0;
    return e == ERR_MISSING ? OK : e;
}
