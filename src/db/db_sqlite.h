/* SPDX-License-Identifier: Apache-2.0 */
/* db_sqlite: one connection to a SQLite file, used by one thread at a time.
 * For the store; others see db.h. */
#ifndef QUIPU_DB_DB_SQLITE_H
#define QUIPU_DB_DB_SQLITE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct db;
struct sql;

enum db_sqlite_mode {
    DB_SQLITE_READ, /* cannot write, whatever it is asked */
    DB_SQLITE_WRITE,
    DB_SQLITE_CREATE /* the same; makes a missing file, its owner's alone */
};

/* Open. The log is never checkpointed by a connection itself. On failure `why`
 * says what the engine says. */
enum err db_sqlite_open(struct db **out, const char *path,
                        enum db_sqlite_mode mode, char *why, size_t why_size);

/* NULL does nothing. */
void db_sqlite_close(struct db *db);

/* Of the library in use, for the doctor: "3.40.1". */
const char *db_sqlite_version(void);

/* --- transactions --- */

/* A read begins at its first statement and then sees one moment; a write has
 * the lock when this returns. Calls db_enter(). */
enum err db_sqlite_begin(struct db *db, struct arena *arena, bool write);
enum err db_sqlite_commit(struct db *db);
void db_sqlite_rollback(struct db *db);

/* Is the transaction still there? The engine gives it up as a whole when the
 * disk is really full. */
bool db_sqlite_alive(const struct db *db);

/* A member of a group: `undo` rolls back to its savepoint and ends it. */
enum err db_sqlite_savepoint(struct db *db, struct arena *arena);
enum err db_sqlite_release(struct db *db);
enum err db_sqlite_undo(struct db *db);

/* From now on commits wait for no sync, checkpoints do; more of the file is kept
 * in memory. For a database that is thrown away when filling it fails. */
enum err db_sqlite_fill(struct db *db);

/* Statements end with ERR_BUSY after this moment of clock_steady_ms(); 0 = no
 * end. */
void db_sqlite_deadline(struct db *db, int64_t steady_ms);

/* --- the log --- */

/* Bytes of the log after the last commit of this connection. */
int64_t db_sqlite_log_bytes(const struct db *db);

/* Move what can be moved into the file; `truncate`: and cut the log to
 * nothing, which fails with ERR_BUSY while somebody reads from it. */
enum err db_sqlite_checkpoint(struct db *db, bool truncate);

/* --- schema --- */

/* Whole file: structure, indexes, constraints. The first fault goes to `why`.
 * Reads everything. */
enum err db_sqlite_check(struct db *db, char *why, size_t why_size);

/* Write a compact copy to a file that does not exist yet and will be its
 * owner's alone, seeing one moment, beside whoever writes. `why` = what the engine says. */
enum err db_sqlite_copy_to(struct db *db, const char *path, char *why,
                           size_t why_size);

/* --- the catalogue --- */

enum { DB_SQLITE_COLUMNS_MAX = 64 };

struct db_sqlite_table {
    const char *name;
    const char *columns[DB_SQLITE_COLUMNS_MAX];
    int column_count;
    int key[DB_SQLITE_COLUMNS_MAX]; /* columns of the primary key, in order */
    int key_count;
};

struct db_sqlite_tables {
    struct db_sqlite_table *items;
    size_t count;
};

/* All tables, each behind those its foreign keys lead to; inside a
 * transaction. */
enum err db_sqlite_tables(struct db *db, struct db_sqlite_tables *out);

/* --- for checks of statements --- */

/* Prepare only; `why` = what the engine says. */
enum err db_sqlite_try(struct db *db, const struct sql *sql, char *why,
                       size_t why_size);

/* The plan, one step a line, in the arena of the transaction in force; NULL
 * when it cannot be prepared. */
const char *db_sqlite_plan(struct db *db, const struct sql *sql);

#endif
