/* SPDX-License-Identifier: Apache-2.0 */
/* db_pg: a connection to PostgreSQL in pipeline mode: its transactions, how it
 * begins and ends. The rest stands in the files that db_pg_parts.h names. */

#include "db/db_pg_parts.h"

#include "base/clock.h"
#include "base/log.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    VERSION_MIN = 140000,
    SCHEMA_MS = 24 * 3600 * 1000 /* a step may rebuild a large table */
};

#define OWN(name, text) static const struct sql name = {#name, text, 0, 0, NULL}

OWN(begin_read, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
OWN(begin_write, "BEGIN ISOLATION LEVEL SERIALIZABLE");
OWN(rollback, "ROLLBACK");
OWN(replayed,
    "SELECT CAST(pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0') AS BIGINT)"
    " WHERE pg_is_in_recovery()");
OWN(written,
    "SELECT CAST(pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS BIGINT)");
static const struct sql set_limit = {
    "set_limit", "SELECT set_config('statement_timeout', $1, true)", 1, 1, NULL,
};

/* --- transactions --- */

/* Answers that were not read by now never will be. */
static void
forget_answers(struct pg_db *p)
{
    for (int i = 0; i < p->sent_count; i++) {
        p->sent[i].answer = NULL;
    }
}

static void
forget_transaction(struct pg_db *p)
{
    p->in_transaction = p->committing = false;
    forget_answers(p);
    for (int i = 0; i < p->sent_count; i++) {
        p->sent[i].past = true;
    }
}

static enum err
ask_place(struct pg_db *p, const struct sql *sql, struct answer *place)
{
    *place = (struct answer){.db = &p->db, .sql = sql, .waiting = true};
    return db_pg_send(p, sql, NULL, place);
}

static enum err
begin_after(struct db *db, struct arena *arena, bool write, int64_t limit_ms,
            struct answer *place)
{
    struct pg_db *p = db_pg_self(db);
    char text[DB_PG_DIGITS];

    if (p->in_transaction) {
        log_fatal("a transaction inside another", "write", write);
    }
    db_enter(db, arena);
    p->writing = write;
    db->foresees = !write;
    p->may_repeat = p->unsure = false;
    p->in_transaction = true;
    p->deadline_ms = clock_steady_ms() + limit_ms;
    snprintf(text, sizeof text, "%lld", (long long)limit_ms);
    if (place) {
        /* The mark ends a transaction that PostgreSQL began for it. */
        TRY(ask_place(p, &replayed, place));
        TRY(db_pg_sync(p));
    }
    TRY(db_pg_send(p, write ? &begin_write : &begin_read, NULL, NULL));
    return db_pg_send(p, &set_limit, (struct value[]){TEXT(text)}, NULL);
}

enum err
db_pg_begin(struct db *db, struct arena *arena, bool write, int64_t limit_ms)
{
    return begin_after(db, arena, write, limit_ms, NULL);
}

enum err
db_pg_begin_standby(struct db *db, struct arena *arena, int64_t limit_ms,
                    struct answer *place)
{
    return begin_after(db, arena, false, limit_ms, place);
}

static enum err
begin(struct db *db, struct arena *arena, bool write)
{
    return db_pg_begin(db, arena, write, SCHEMA_MS);
}

/* The end of a read needs no answer: what was read is here, and if the server
 * does not get it, the connection is gone and the transaction with it. */
static enum err
end_read(struct pg_db *p)
{
    enum err e = db_pg_is_waiting(p) ? db_pg_settle(&p->db) : p->db.failure;

    if (e != OK) {
        return e; /* and rollback is what comes next */
    }
    TRY(db_pg_send(p, &db_pg_sql_commit, NULL, NULL));
    TRY(db_pg_sync(p));
    forget_transaction(p);
    return PQflush(p->conn) < 0 ? db_pg_lose(p) : OK;
}

/* `place` NULL: nobody asks for it. */
static enum err
end_write(struct pg_db *p, struct answer *place)
{
    struct db *db = &p->db;
    enum err e;

    forget_answers(p);
    TRY(db->failure);
    p->committing = true;
    e = db_pg_send(p, &db_pg_sql_commit, NULL, NULL);
    if (e == OK && place) {
        e = ask_place(p, &written, place);
    }
    if (e == OK) {
        e = db_pg_settle(db);
    }
    p->committing = false;
    if (e == OK) {
        forget_transaction(p);
    }
    return e;
}

enum err
db_pg_commit(struct db *db)
{
    struct pg_db *p = db_pg_self(db);

    if (!p->writing) {
        forget_answers(p);
        return end_read(p);
    }
    return end_write(p, NULL);
}

enum err
db_pg_commit_at(struct db *db, struct arena *arena, int64_t *place)
{
    struct answer answer;
    struct row row;
    enum err e;

    db->arena = arena;
    e = end_write(db_pg_self(db), &answer);
    if (e == OK && answer_one(&answer, &row) == OK) {
        *place = row_i64(&row, 0);
    }
    db->arena = NULL;
    return e;
}

bool
db_pg_is_unsure(const struct db *db)
{
    return ((const struct pg_db *)db)->unsure;
}

bool
db_pg_may_repeat(const struct db *db)
{
    return ((const struct pg_db *)db)->may_repeat;
}

void
db_pg_rollback(struct db *db)
{
    struct pg_db *p = db_pg_self(db);

    if (!p->in_transaction) {
        return;
    }
    forget_transaction(p);
    /* After the mark the server listens again, whatever failed before it. */
    if (!p->broken && db_pg_sync(p) == OK &&
        db_pg_send(p, &rollback, NULL, NULL) == OK && db_pg_sync(p) == OK) {
        p->deadline_ms = clock_steady_ms();
        forget_transaction(p);
        (void)!db_pg_read_all(p);
    }
}

static const struct db_engine engine = {
    .run = db_pg_run,
    .queue = db_pg_queue,
    .settle = db_pg_settle,
    .begin = begin,
    .commit = db_pg_commit,
    .rollback = db_pg_rollback,
    .owner = db_pg_owner,
    .script = db_pg_script,
};

/* --- open and close --- */

bool
db_pg_is_address(const char *text)
{
    return text && (strncmp(text, "postgresql://", 13) == 0 ||
                    strncmp(text, "postgres://", 11) == 0);
}

static void
swallow_notice(void *arg, const char *message)
{
    (void)arg;
    (void)message;
}

static const char to_read[] =
    "SELECT COUNT(set_config('default_transaction_read_only', 'on', false))";

/* An answer is sent when it is on the disk, whatever the server's own setting;
 * where it waits for standbys, it goes on doing so. And a walk through a small
 * table would be taken for a read of all that others write to it: by an index
 * fewer writes meet (PostgreSQL manual, 13.2.3). Our statements are short: to
 * start workers for one or to compile it takes longer than it does, and a walk
 * that cannot be helped looks as dear as if it were worth it. */
static const char to_write[] =
    "SELECT COUNT(set_config('enable_seqscan', 'off', false)) +"
    " COUNT(set_config('max_parallel_workers_per_gather', '0', false)) +"
    " COUNT(set_config('jit', 'off', false)) +"
    " (SELECT COUNT(set_config('synchronous_commit', 'on', false))"
    "  WHERE current_setting('synchronous_commit') = 'off')";

static enum err
check_server(struct pg_db *p, char *why, size_t why_size)
{
    const char *encoding = PQparameterStatus(p->conn, "server_encoding");
    int64_t none;

    if (PQserverVersion(p->conn) < VERSION_MIN) {
        snprintf(why, why_size, "PostgreSQL 14 or newer is needed, not %s",
                 PQparameterStatus(p->conn, "server_version"));
        return ERR_INVALID;
    }
    if (!encoding || strcmp(encoding, "UTF8") != 0) {
        snprintf(why, why_size,
                 "the database keeps its text as %s; make it with ENCODING "
                 "'UTF8'",
                 encoding ? encoding : "something else");
        return ERR_INVALID;
    }
    return db_pg_ask_number(p, p->writing ? to_write : to_read, &none);
}

enum err
db_pg_open(struct db **out, const char *address, enum db_pg_mode mode,
           char *why, size_t why_size)
{
    /* Before the address, whose own settings win. */
    const char *const names[] = {"connect_timeout",
                                 "tcp_user_timeout",
                                 "application_name",
                                 "target_session_attrs",
                                 "dbname",
                                 "client_encoding",
                                 NULL};
    const char *const values[] = {
        "5",     "10000", "quipu", mode == DB_PG_WRITE ? "read-write" : "any",
        address, "UTF8",  NULL};
    struct pg_db *p = calloc(1, sizeof *p);
    enum err e = ERR_BUSY;

    *out = NULL;
    if (!p) {
        log_fatal("out of memory", "wanted", (int64_t)sizeof *p);
    }
    p->db.engine = &engine;
    p->deadline_ms = INT64_MAX / 2;
    p->writing = mode == DB_PG_WRITE;
    p->conn = PQconnectdbParams(names, values, 1);
    if (PQstatus(p->conn) != CONNECTION_OK) {
        db_pg_tell(why, why_size, PQerrorMessage(p->conn));
    } else if (PQsetnonblocking(p->conn, 1) < 0 ||
               !PQenterPipelineMode(p->conn)) {
        db_pg_tell(why, why_size, PQerrorMessage(p->conn));
    } else {
        PQsetNoticeProcessor(p->conn, swallow_notice, NULL);
        snprintf(why, why_size, "the server went away");
        e = check_server(p, why, why_size);
    }
    if (e != OK) {
        db_pg_close(&p->db);
        return e;
    }
    *out = &p->db;
    return OK;
}

void
db_pg_close(struct db *db)
{
    if (db) {
        struct pg_db *p = db_pg_self(db);

        PQfinish(p->conn);
        free(p->slots);
        free(p);
    }
}

bool
db_pg_alive(struct db *db)
{
    struct pg_db *p = db_pg_self(db);
    struct pollfd fd = {.fd = PQsocket(p->conn), .events = POLLIN};

    if (p->broken || PQstatus(p->conn) == CONNECTION_BAD) {
        return false;
    }
    /* What lies there is the answer to a read's end, or the server's good-bye
     * and then the end of the stream: reading it all tells. */
    while (poll(&fd, 1, 0) > 0) {
        if (!PQconsumeInput(p->conn) || PQstatus(p->conn) == CONNECTION_BAD) {
            return false;
        }
    }
    return true;
}
