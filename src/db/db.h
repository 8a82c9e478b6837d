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
 * count of changed rows.
 */
#ifndef QUIPU_DB_DB_H
#define QUIPU_DB_DB_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;

/* One named statement; parameters are numbered by first appearance. */
struct sql {
    const char *name;
    const char *text;
    int params;
    int id; /* unique in the program: index of prepared statements */
};

enum value_type { VALUE_NULL, VALUE_I64, VALUE_TEXT, VALUE_BLOB };

struct value {
    enum value_type type;
    int64_t i;
    const char *p; /* text ends with NUL; blob has `len` bytes */
    size_t len;
};

/* Arguments, in the order of the list in the statement's head comment. */
struct value db_i64(int64_t i);
struct value db_text(const char *s); /* NULL is NULL */
struct value db_blob(const void *p, size_t len);
struct value db_null(void);
#define I64(i) db_i64(i)
#define TEXT(s) db_text(s)
#define BLOB(p, len) db_blob(p, len)
#define NIL db_null()

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

enum err db_run_(struct db *db, const struct sql *sql, const struct value *v,
                 size_t count);
enum err db_one_(struct db *db, struct row *out, const struct sql *sql,
                 const struct value *v, size_t count);
enum err db_all_(struct db *db, struct rows *out, const struct sql *sql,
                 const struct value *v, size_t count);

#define DB_ARGS_(...)                                                          \
    (const struct value[]){db_null(), ##__VA_ARGS__} + 1,                      \
        sizeof((const struct value[]){db_null(), ##__VA_ARGS__}) /             \
                sizeof(struct value) -                                         \
            1

/* Run a statement that answers nothing; db_changed() tells how many rows.
 * ERR_FULL, ERR_BUSY (too long, or the store is closing), ERR_INTERNAL. */
#define db_run(db, ...) db_run_((db), DB_SPLIT_(__VA_ARGS__))

/* Read one row. ERR_MISSING when there is none; more than one is a fault. */
#define db_one(db, out, ...) db_one_((db), (out), DB_SPLIT_(__VA_ARGS__))

/* Read all rows, at most LIMIT_ROWS (ERR_LIMIT above it). */
#define db_all(db, out, ...) db_all_((db), (out), DB_SPLIT_(__VA_ARGS__))

#define DB_SPLIT_(...) DB_SPLIT2_(__VA_ARGS__)
#define DB_SPLIT2_(sql, ...) (sql), DB_ARGS_(__VA_ARGS__)

/* Rows changed by the last db_run or RETURNING statement. */
int64_t db_changed(const struct db *db);

/* Where answers are copied to. The store sets it before each transaction. */
struct arena *db_arena(struct db *db);

/* Statements run in this transaction so far: pages have a budget of 15. */
int db_statements(const struct db *db);

/* --- fault loops (tests only) --- */

/* Let the n-th statement from now fail with ERR_INTERNAL; 0 = none. */
void db_fail_at(struct db *db, int n);

#endif
