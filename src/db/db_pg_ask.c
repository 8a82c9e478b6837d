/* SPDX-License-Identifier: Apache-2.0 */
/* db_pg_ask: what is asked of PostgreSQL outside transactions: locks, whose
 * the schema is and its steps, checks of statements. */

#include "db/db_pg_parts.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/encode.h"
#include "base/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COUNTER_SLOTS = 64, ADDRESS_MAX = 16 * 1024 };

/* --- alone, outside the pipeline --- */

/* Run a text of one or more commands without parameters, alone. */
static PGresult *
exec(struct pg_db *p, const char *text)
{
    PGresult *r = NULL;

    if (p->broken || db_pg_read_all(p) == ERR_BUSY ||
        !PQexitPipelineMode(p->conn) || PQsetnonblocking(p->conn, 0) < 0) {
        (void)!db_pg_lose(p);
        return NULL;
    }
    r = PQexec(p->conn, text);
    if (PQstatus(p->conn) == CONNECTION_BAD ||
        PQsetnonblocking(p->conn, 1) < 0 || !PQenterPipelineMode(p->conn)) {
        PQclear(r);
        (void)!db_pg_lose(p);
        return NULL;
    }
    return r;
}

enum err
db_pg_ask_number(struct pg_db *p, const char *text, int64_t *out)
{
    PGresult *r = exec(p, text);
    enum err e = r ? OK : ERR_BUSY;

    if (r && PQresultStatus(r) != PGRES_TUPLES_OK) {
        e = db_pg_meaning(p, r, "ask");
    }
    *out = e == OK && PQntuples(r) == 1 && !PQgetisnull(r, 0, 0)
               ? strtoll(PQgetvalue(r, 0, 0), NULL, 10)
               : 0;
    PQclear(r);
    return e;
}

enum err
db_pg_ask(struct db *db, struct arena *a, const char *text, int count,
          const char *out[])
{
    struct pg_db *p = db_pg_self(db);
    PGresult *r = exec(p, text);
    enum err e = r ? OK : ERR_BUSY;

    if (r && (PQresultStatus(r) != PGRES_TUPLES_OK || PQntuples(r) < 1)) {
        e = db_pg_meaning(p, r, "ask");
    }
    for (int i = 0; e == OK && i < count; i++) {
        out[i] = arena_text(a, PQgetvalue(r, 0, i));
    }
    PQclear(r);
    return e;
}

enum err
db_pg_command(struct db *db, const char *text, char *why, size_t why_size)
{
    PGresult *r = exec(db_pg_self(db), text);
    const char *state;
    enum err e = OK;

    if (!r) {
        snprintf(why, why_size, "the server went away");
        return ERR_BUSY;
    }
    if (PQresultStatus(r) != PGRES_COMMAND_OK) {
        state = PQresultErrorField(r, PG_DIAG_SQLSTATE);
        db_pg_tell(why, why_size,
                   PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY));
        e = state && strcmp(state, "42501") == 0 ? ERR_DENIED : ERR_INTERNAL;
    }
    PQclear(r);
    return e;
}

const char *
db_pg_reached(struct db *db, struct arena *a, const char *address)
{
    PGconn *conn = db_pg_self(db)->conn;
    const char *const parts[][2] = {{"host", PQhost(conn)},
                                    {"hostaddr", PQhostaddr(conn)},
                                    {"port", PQport(conn)}};
    struct buf b;
    const char *out;

    buf_init(&b, ADDRESS_MAX);
    buf_puts(&b, address);
    for (size_t i = 0; i < COUNT(parts); i++) {
        buf_putc(&b, strchr(buf_text(&b), '?') ? '&' : '?');
        buf_puts(&b, parts[i][0]);
        buf_putc(&b, '=');
        encode_percent(&b, parts[i][1] ? parts[i][1] : "");
    }
    if (!buf_ok(&b)) {
        log_fatal("an address too long", "bytes", ADDRESS_MAX);
    }
    out = arena_text(a, buf_text(&b));
    buf_free(&b);
    return out;
}

static enum err
lock_call(struct db *db, const char *call, enum db_pg_lock what, int number)
{
    char text[128];
    int64_t one;

    snprintf(text, sizeof text, "SELECT 1 FROM %s(%d, %d)", call, what, number);
    return db_pg_ask_number(db_pg_self(db), text, &one);
}

enum err
db_pg_lock(struct db *db, enum db_pg_lock what, int number, bool shared)
{
    return lock_call(db,
                     shared ? "pg_advisory_lock_shared" : "pg_advisory_lock",
                     what, number);
}

enum err
db_pg_try_lock(struct db *db, enum db_pg_lock what, int number, bool *taken)
{
    char text[128];
    int64_t n = 0;
    enum err e;

    snprintf(text, sizeof text,
             "SELECT CASE WHEN pg_try_advisory_lock(%d, %d) THEN 1 ELSE 0 END",
             what, number);
    e = db_pg_ask_number(db_pg_self(db), text, &n);
    *taken = n == 1;
    return e;
}

enum err
db_pg_unlock(struct db *db, enum db_pg_lock what, int number)
{
    return lock_call(db, "pg_advisory_unlock", what, number);
}

enum err
db_pg_take_slot(struct db *db)
{
    char text[256];
    int64_t n = 0;
    enum err e;

    /* Materialized: numbers in order; LIMIT: no lock after the first. */
    snprintf(text, sizeof text,
             "WITH slot AS MATERIALIZED (SELECT n FROM generate_series(1, %d)"
             " AS n) SELECT n FROM slot WHERE pg_try_advisory_lock(%d, n)"
             " LIMIT 1",
             COUNTER_SLOTS, DB_PG_LOCK_SLOT);
    e = db_pg_ask_number(db_pg_self(db), text, &n);
    db->slot = (int)n;
    return e;
}

bool
db_pg_is_extended(const char *address)
{
    char why[256];
    struct db *db;
    int64_t count = 0;

    if (db_pg_open(&db, address, DB_PG_READ, why, sizeof why) != OK) {
        return false;
    }
    (void)!db_pg_ask_number(db_pg_self(db),
                            "SELECT COUNT(*) FROM pg_extension WHERE extname "
                            "<> 'plpgsql' AND EXISTS (SELECT FROM pg_extension"
                            " WHERE extname = 'plpgsql')",
                            &count);
    db_pg_close(db);
    return count > 0;
}

/* --- schema --- */

enum db_owner
db_pg_owner(struct db *db)
{
    int64_t tables = -1, ours = 0;

    if (db_pg_ask_number(
            db_pg_self(db),
            "SELECT COUNT(*) FROM pg_catalog.pg_class WHERE relkind IN "
            "('r', 'p', 'v') AND relnamespace = "
            "CAST(current_schema() AS regnamespace) AND NOT EXISTS (SELECT "
            "FROM pg_catalog.pg_depend WHERE objid = pg_class.oid AND "
            "classid = CAST('pg_class' AS regclass) AND deptype = 'e')",
            &tables) != OK ||
        db_pg_ask_number(db_pg_self(db),
                         "SELECT COUNT(*) FROM pg_catalog.pg_attribute WHERE "
                         "attname = 'hash' AND attrelid = "
                         "to_regclass('migration')",
                         &ours) != OK) {
        return DB_FOREIGN;
    }
    return tables == 0 ? DB_EMPTY : ours ? DB_OURS : DB_FOREIGN;
}

enum err
db_pg_script(struct db *db, const char *text)
{
    struct pg_db *p = db_pg_self(db);
    char *here = db_pg_value_text(text, true);
    PGresult *r;
    enum err e;

    TRY(db_pg_settle(db)); /* BEGIN */
    r = exec(p, here);
    free(here);
    e = r ? OK : ERR_BUSY;
    if (r && PQresultStatus(r) != PGRES_COMMAND_OK &&
        PQresultStatus(r) != PGRES_TUPLES_OK) {
        e = db_pg_meaning(p, r, "script");
        db_pg_keep_failure(p, e);
    }
    PQclear(r);
    return e;
}

/* --- for checks of statements --- */

void
db_pg_tell(char *why, size_t size, const char *text)
{
    size_t n;

    snprintf(why, size, "%s", text);
    n = strlen(why);
    while (n && (why[n - 1] == '\n' || why[n - 1] == '.')) {
        why[--n] = '\0';
    }
    for (char *s = why; (s = strchr(s, '\n')) != NULL;) {
        *s = ' ';
    }
}

static const char *
odd_type(const PGresult *r)
{
    for (int i = 0; i < PQnparams(r); i++) {
        if (!db_pg_value_passes(PQparamtype(r, i))) {
            return "a place";
        }
    }
    for (int i = 0; i < PQnfields(r); i++) {
        if (!db_pg_value_passes(PQftype(r, i))) {
            return "a column";
        }
    }
    return NULL;
}

enum err
db_pg_try(struct db *db, const struct sql *sql, char *why, size_t why_size)
{
    struct pg_db *p = db_pg_self(db);
    char *text = db_pg_value_text(sql->text, false);
    PGresult *r;
    enum err e = ERR_INTERNAL;

    if (!PQexitPipelineMode(p->conn)) {
        free(text);
        return db_pg_lose(p);
    }
    PQsetnonblocking(p->conn, 0);
    r = PQprepare(p->conn, "", text, 0, NULL);
    free(text);
    if (PQresultStatus(r) == PGRES_COMMAND_OK) {
        PQclear(r);
        r = PQdescribePrepared(p->conn, "");
    }
    if (PQresultStatus(r) != PGRES_COMMAND_OK) {
        db_pg_tell(why, why_size, PQerrorMessage(p->conn));
    } else if (odd_type(r)) {
        snprintf(why, why_size, "%s has a type that is not passed",
                 odd_type(r));
    } else {
        e = OK;
    }
    PQclear(r);
    PQsetnonblocking(p->conn, 1);
    return PQenterPipelineMode(p->conn) ? e : db_pg_lose(p);
}
