/* SPDX-License-Identifier: Apache-2.0 */
/* db: statements in a transaction, the same on SQLite and PostgreSQL.
 *
 * A statement is a `struct sql` made by tools/sqlc from a .sql file beside the
 * module; a string cannot be passed. A `struct db` is a connection inside one
 * transaction, lent to a function by the store (db/store.h); it is never kept.
 * Answers are copied into the arena of the transaction's owner, so they live
 * as long as everything else of that request.
 *
 *     struct row row;
 *     TRY(db_one(c->db, &row, &SQL_org_by_id, I64(id)));
 *     out->name = row_text(&row, 1);
 *
 * No statement is expected to fail: a clash is ON CONFLICT DO NOTHING plus the
 * count of changed rows. After a failed statement the transaction is lost: the
 * store rolls it back even if the function answers OK.
 */
#ifndef QUIPU_DB_DB_H
#define QUIPU_DB_DB_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

/* One named statement. The text has $1, $2 … in the order of the list in the
 * head comment, and the words {i64} {text} {blob} for types. */
struct sql {
    const char *name;
    const char *text;
    int params;
    uint32_t id;         /* hash of the name, unique in the program */
    const short *widths; /* places of each argument; NULL = one each */
};

enum value_type {
    VALUE_NULL,
    VALUE_I64,
    VALUE_TEXT,
    VALUE_BLOB,
    VALUE_I64S, /* arguments only: a list for `IN :ids[64]` */
    VALUE_TEXTS
};

struct value {
    enum value_type type;
    int64_t i;
    size_t len; /* bytes, or members of a list */
    union {
        const char *p; /* text ends with NUL; blob has `len` bytes */
        const int64_t *i64s;
        const char *const *texts;
        const struct sql *sql; /* first of a call; last member, see DB_CALL_ */
    };
};

/* Arguments, in the order of the list in the statement's head comment. */
static inline struct value
db_i64(int64_t i)
{
    return (struct value){.type = VALUE_I64, .i = i};
}

/* NULL is NULL; "" is an empty text. */
static inline struct value
db_text(const char *s)
{
    return (struct value){.type = s ? VALUE_TEXT : VALUE_NULL, .p = s};
}

static inline struct value
db_blob(const void *p, size_t len)
{
    return (struct value){
        .type = p ? VALUE_BLOB : VALUE_NULL, .len = len, .p = p};
}

static inline struct value
db_null(void)
{
    return (struct value){.type = VALUE_NULL};
}

/* A list for `IN :ids[64]`: at most as many as the statement has places; more
 * ends the process, so a longer list is asked in slices. */
static inline struct value
db_i64s(const int64_t *ids, size_t count)
{
    return (struct value){.type = VALUE_I64S, .len = count, .i64s = ids};
}

static inline struct value
db_texts(const char *const *texts, size_t count)
{
    return (struct value){.type = VALUE_TEXTS, .len = count, .texts = texts};
}

#define I64(i) db_i64(i)
#define TEXT(s) db_text(s)
#define BLOB(p, len) db_blob(p, len)
#define NIL db_null()
#define I64S(ids, count) db_i64s(ids, count)
#define TEXTS(texts, count) db_texts(texts, count)

struct row {
    const struct value *values;
    int count;
};

struct rows {
    const struct row *items;
    size_t count;
};

/* NULL reads as 0 or NULL. A wrong column or type is a fault of ours and ends
 * the process. */
int64_t row_i64(const struct row *r, int column);
const char *row_text(const struct row *r, int column);
const void *row_blob(const struct row *r, int column, size_t *len);
bool row_null(const struct row *r, int column);

/* A call is the statement and its arguments in one array: the designator puts
 * the statement into the last member of element 0, so what follows it in the
 * list goes to elements 1, 2 … */
#define DB_CALL_(...)                                                          \
    (const struct value[]){[0].sql = __VA_ARGS__},                             \
        sizeof((const struct value[]){[0].sql = __VA_ARGS__}) /                \
            sizeof(struct value)

enum err db_run_(struct db *db, const struct value *call, size_t count);
enum err db_one_(struct db *db, struct row *out, const struct value *call,
                 size_t count);
enum err db_all_(struct db *db, struct rows *out, const struct value *call,
                 size_t count);

/* Run a statement that answers nothing; db_changed() tells how many rows. Over
 * a network it is only queued: its failure shows at the next answer, or at the
 * commit. ERR_FULL, ERR_BUSY (too long, or the store is closing), ERR_INTERNAL. */
#define db_run(db, ...) db_run_((db), DB_CALL_(__VA_ARGS__))

/* Read one row. ERR_MISSING when there is none; ERR_INTERNAL and a log line
 * when there are more. */
#define db_one(db, out, ...) db_one_((db), (out), DB_CALL_(__VA_ARGS__))

/* Read all rows, at most LIMIT_ROWS (ERR_LIMIT above it). */
#define db_all(db, out, ...) db_all_((db), (out), DB_CALL_(__VA_ARGS__))

/* --- several questions in one flight ---
 *
 * On SQLite a question is answered at once. Over a network each one that is
 * read alone is a flight of its own; those asked together, before the first
 * answer is read, share one:
 *
 *     db_ask(c->db, &names, &SQL_org_names, I64(org));
 *     db_ask(c->db, &people, &SQL_member_list, I64(org));
 *     TRY(answer_all(&names, &rows));
 *
 * What db_run sends travels with the next question, or with the commit. */
struct answer {
    struct db *db;
    const struct sql *sql;
    struct rows rows;
    enum err result;
    bool waiting;
    struct answer *foreseen; /* the same question, asked before; else NULL */
};

void db_ask_(struct db *db, struct answer *out, const struct value *call,
             size_t count);

/* Ask; the arguments may go at once, `out` must stay until it is read or the
 * transaction ends. */
#define db_ask(db, out, ...) db_ask_((db), (out), DB_CALL_(__VA_ARGS__))

/* Read as db_one and db_all do. */
enum err answer_one(struct answer *a, struct row *out);
enum err answer_all(struct answer *a, struct rows *out);

/* Ask what a function will ask in a moment, with the same arguments: it finds
 * the answer waiting. So a page sends in one flight what its parts read one
 * after the other. Something in transactions that only read, over a network;
 * nothing elsewhere, where there is no flight to spare or the answer may change
 * meanwhile. */
#define db_foresee(db, ...) db_foresee_((db), DB_CALL_(__VA_ARGS__))
void db_foresee_(struct db *db, const struct value *call, size_t count);

/* Flights of this transaction so far; 0 where there is no network. */
int db_flights(const struct db *db);

/* Rows changed by the last db_run or RETURNING statement. */
int64_t db_changed(struct db *db);

/* The slot this connection adds its share of a counter to: 0 on SQLite, one of
 * 64 over a network, so that no row is written by everybody. */
int db_slot(const struct db *db);

/* A number that no other transaction has, and that changes with every write of
 * this one: what was read under the same number is still so. */
uint64_t db_epoch(const struct db *db);

/* Where answers are copied to. The store sets it before each transaction. */
struct arena *db_arena(struct db *db);

/* Statements run in this transaction so far: pages have a budget of 15. */
int db_statements(const struct db *db);

/* --- fault loops (tests only) --- */

/* Let the n-th statement from now fail with ERR_INTERNAL; 0 = none. */
void db_fail_at(struct db *db, int n);

#endif
