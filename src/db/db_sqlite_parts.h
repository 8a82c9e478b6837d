/* SPDX-License-Identifier: Apache-2.0 */
/* db_sqlite_parts: what the files of this engine share; nobody else includes
 * it.
 *
 *   db_sqlite.c          a connection, its transactions, its log
 *   db_sqlite_run.c      statements: prepared once, bound, their rows copied
 *   db_sqlite_schema.c   the schema: steps, checks, a copy, the catalogue */
#ifndef QUIPU_DB_DB_SQLITE_PARTS_H
#define QUIPU_DB_DB_SQLITE_PARTS_H

#include "db/db_engine.h"
#include "db/db_sqlite.h"

#include <sqlite3.h>

struct buf;
struct slot; /* of the table of prepared statements */

/* Statements of the connection's own. */
enum own {
    OWN_BEGIN,
    OWN_BEGIN_WRITE,
    OWN_COMMIT,
    OWN_ROLLBACK,
    OWN_SAVEPOINT,
    OWN_RELEASE,
    OWN_UNDO,
    OWN_COUNT
};

struct sqlite_db {
    struct db db; /* first */
    sqlite3 *handle;
    struct slot *slots;
    size_t slot_count;
    size_t slots_used;
    sqlite3_stmt *own[OWN_COUNT];
    int64_t deadline_ms;
    int64_t log_frames;
    bool read_only;
};

static inline struct sqlite_db *
db_sqlite_self(struct db *db)
{
    return (struct sqlite_db *)db;
}

/* --- db_sqlite.c --- */

/* What a result means for us. Two never come back: without memory, and after
 * a failed sync, nobody can say any more what is on the disk. */
enum err db_sqlite_meaning(struct sqlite_db *s, int rc);

/* The same, with a line in the log. SQLite's messages name tables and columns,
 * never values. */
enum err db_sqlite_failed(struct sqlite_db *s, int rc, const char *what);

/* Run statements that give no rows, as SQLite understands them. */
int db_sqlite_exec(struct sqlite_db *s, const char *text);

/* Is the moment of db_sqlite_deadline() over? */
bool db_sqlite_is_late(const struct sqlite_db *s);

/* Make a missing file that only its owner reads: SQLite itself would let
 * everybody. Its log takes after it. What fails here, opening the file tells. */
void db_sqlite_make_private(const char *path);

/* --- db_sqlite_run.c --- */

/* Our text in SQLite's words; in statements `$1` becomes `?1`, since SQLite
 * takes `$1` for a name and numbers names by their first appearance. */
void db_sqlite_translate(struct buf *b, const char *text, bool statement);

/* Finalize all prepared statements and free their table. */
void db_sqlite_forget(struct sqlite_db *s);

/* As struct db_engine says. */
enum err db_sqlite_run(struct db *db, const struct sql *sql,
                       const struct value *args, size_t max, struct rows *out);

/* --- db_sqlite_schema.c, as struct db_engine says --- */

/* The mark in the file's head says whose format this is. */
enum db_owner db_sqlite_owner(struct db *db);
enum err db_sqlite_mark(struct db *db);
enum err db_sqlite_script(struct db *db, const char *text);

/* Does every row a foreign key points to exist? */
enum err db_sqlite_check_keys(struct db *db);

/* Tables can be rebuilt only with foreign keys off. */
enum err db_sqlite_rebuilding(struct db *db, bool on);

#endif
