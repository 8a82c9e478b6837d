/* SPDX-License-Identifier: Apache-2.0 */
/* db_pg: a connection to PostgreSQL in pipeline mode. With db_pg_value it
 * alone knows libpq.
 *
 * What was sent and is not answered yet stands in `sent`, in order; a sync
 * mark among it is where the server goes on after a failure. Everything of a
 * transaction that failed is read before the next one begins, so whether a
 * statement is prepared is always known.
 */

#include "db/db_pg.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "db/db_engine.h"
#include "db/db_pg_value.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    VERSION_MIN = 140000,
    SENT_MAX = 256,               /* waiting for answers; then they are read */
    SLOTS_FIRST = 512,            /* power of two; grows at half */
    GRACE_MS = 2000,              /* the server may be late with "cancelled" */
    SCHEMA_MS = 24 * 3600 * 1000, /* a step may rebuild a large table */
    COUNTER_SLOTS = 64
};

/* A statement this connection has prepared. */
struct slot {
    const char *name; /* NULL = free */
    uint32_t id;
    bool prepared;
};

enum kind { SENT_PREPARE, SENT_STATEMENT, SENT_SYNC };

struct sent {
    enum kind kind;
    const struct sql *sql;
    struct answer *answer; /* NULL = nobody reads it */
    bool past;             /* of a transaction that has ended */
};

struct pg_db {
    struct db db; /* first */
    PGconn *conn;
    struct slot *slots;
    size_t slot_count, slots_used;
    struct sent sent[SENT_MAX + 8]; /* with what ends a transaction */
    int sent_count;
    struct db_pg_places places;
    int64_t deadline_ms;
    bool in_transaction, writing;
    bool broken;     /* the connection is of no use any more */
    bool may_repeat; /* why the transaction failed */
    bool committing, unsure;
};

static const struct db_engine engine;

#define OWN(name, text) static const struct sql name = {#name, text, 0, 0, NULL}

OWN(begin_read, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
OWN(begin_write, "BEGIN ISOLATION LEVEL SERIALIZABLE");
OWN(commit, "COMMIT");
OWN(rollback, "ROLLBACK");
static const struct sql set_limit = {
    "set_limit", "SELECT set_config('statement_timeout', $1, true)", 1, 1, NULL,
};

static struct pg_db *
self(struct db *db)
{
    return (struct pg_db *)db;
}

/* --- errors --- */

static const struct {
    const char *state; /* SQLSTATE, or the beginning of it */
    enum err means;
    bool repeat, broken;
} states[] = {
    {"40001", ERR_BUSY, true, false},  /* serialization_failure */
    {"40P01", ERR_BUSY, true, false},  /* deadlock_detected */
    {"57014", ERR_BUSY, false, false}, /* query_canceled: the time limit */
    {"55P03", ERR_BUSY, false, false}, /* lock_not_available */
    {"53100", ERR_FULL, false, false}, /* disk_full */
    {"53", ERR_BUSY, false, false},    /* connections, memory */
    {"57P", ERR_BUSY, true, true},     /* the server stops or starts */
    {"08", ERR_BUSY, true, true},      /* the connection */
};

/* The server's messages may quote values; what goes to the log is the state
 * and the names of statement and constraint. */
static enum err
meaning(struct pg_db *p, const PGresult *r, const char *what)
{
    const char *state = PQresultErrorField(r, PG_DIAG_SQLSTATE);
    const char *at = PQresultErrorField(r, PG_DIAG_CONSTRAINT_NAME);
    enum err e = ERR_INTERNAL;
    bool expected = false;

    for (size_t i = 0; state && i < COUNT(states); i++) {
        if (strncmp(state, states[i].state, strlen(states[i].state)) == 0) {
            e = states[i].means;
            p->may_repeat = states[i].repeat;
            p->broken = p->broken || states[i].broken;
            expected = states[i].repeat && !states[i].broken;
            break;
        }
    }
    /* The server has become a standby meanwhile: another is the right one. */
    if (state && strcmp(state, "25006") == 0 && p->writing) {
        p->broken = p->may_repeat = true;
        e = ERR_BUSY;
    }
    if (!expected) {
        log_line(LOG_ERROR, "statement failed", "name=%s state=%s at=%s", what,
                 state ? state : "none", at ? at : "-");
    }
    return e;
}

static void
keep_failure(struct pg_db *p, enum err e)
{
    if (p->db.failure == OK) {
        p->db.failure = e;
    }
    p->db.lost = true;
}

/* No answer will come any more. */
static enum err
lose(struct pg_db *p)
{
    if (!p->broken) {
        log_line(LOG_WARN, "database connection lost", "waiting=%d",
                 p->sent_count);
    }
    p->broken = true;
    p->unsure = p->committing;
    p->may_repeat = !p->committing;
    for (int i = 0; i < p->sent_count; i++) {
        if (p->sent[i].answer) {
            p->sent[i].answer->waiting = false;
            p->sent[i].answer->result = ERR_BUSY;
        }
    }
    p->sent_count = 0;
    keep_failure(p, ERR_BUSY);
    return ERR_BUSY;
}

/* --- prepared statements --- */

static struct slot *
find_slot(struct slot *slots, size_t count, uint32_t id, const char *name)
{
    size_t i = id & (count - 1);

    while (slots[i].name &&
           (slots[i].id != id || strcmp(slots[i].name, name) != 0)) {
        i = (i + 1) & (count - 1);
    }
    return &slots[i];
}

static void
grow_slots(struct pg_db *p)
{
    size_t count = p->slot_count ? p->slot_count * 2 : SLOTS_FIRST;
    struct slot *slots = calloc(count, sizeof *slots);

    if (!slots) {
        log_fatal("out of memory", "wanted", (int64_t)count);
    }
    for (size_t i = 0; i < p->slot_count; i++) {
        const struct slot *old = &p->slots[i];

        if (old->name) {
            *find_slot(slots, count, old->id, old->name) = *old;
        }
    }
    free(p->slots);
    p->slots = slots;
    p->slot_count = count;
}

static struct slot *
slot_of(struct pg_db *p, const struct sql *sql)
{
    struct slot *slot;

    if (p->slots_used * 2 >= p->slot_count) {
        grow_slots(p);
    }
    slot = find_slot(p->slots, p->slot_count, sql->id, sql->name);
    if (!slot->name) {
        *slot = (struct slot){.name = sql->name, .id = sql->id};
        p->slots_used++;
    }
    return slot;
}

/* --- sending --- */

static void
note_sent(struct pg_db *p, enum kind kind, const struct sql *sql,
          struct answer *answer)
{
    p->sent[p->sent_count++] =
        (struct sent){.kind = kind, .sql = sql, .answer = answer};
}

/* Queue one statement, and before it, the first time, its preparation. */
static enum err
send_statement(struct pg_db *p, const struct sql *sql, const struct value *args,
               struct answer *answer)
{
    struct slot *slot = slot_of(p, sql);
    struct db_pg_places *places = &p->places;
    int sent = 1;

    if (p->broken) {
        return lose(p);
    }
    if (!slot->prepared) {
        char *text = db_pg_value_text(sql->text, false);

        sent = PQsendPrepare(p->conn, sql->name, text, 0, NULL);
        free(text);
        slot->prepared = sent != 0;
        note_sent(p, SENT_PREPARE, sql, NULL);
    }
    db_pg_value_places(places, sql, args);
    if (!sent ||
        !PQsendQueryPrepared(p->conn, sql->name, places->count, places->values,
                             places->lengths, places->formats, 1)) {
        return lose(p);
    }
    note_sent(p, SENT_STATEMENT, sql, answer);
    return OK;
}

/* Mark the place where the server goes on after a failure, and send. */
static enum err
send_sync(struct pg_db *p)
{
    if (p->broken || !PQpipelineSync(p->conn)) {
        return lose(p);
    }
    note_sent(p, SENT_SYNC, NULL, NULL);
    return OK;
}

/* --- waiting --- */

/* Wait until the socket can be read (or written, when there is more to send),
 * at most until the deadline and its grace. */
static bool
wait_socket(struct pg_db *p)
{
    struct pollfd fd = {.fd = PQsocket(p->conn), .events = POLLIN};
    int64_t left = p->deadline_ms + GRACE_MS - clock_steady_ms();
    int more = PQflush(p->conn), rc;

    if (more < 0 || left <= 0) {
        return false;
    }
    if (more > 0) {
        fd.events |= POLLOUT;
    }
    do {
        rc = poll(&fd, 1, left > INT32_MAX ? INT32_MAX : (int)left);
    } while (rc < 0 && errno == EINTR);
    return rc > 0;
}

/* The next result; NULL both as libpq's mark between two statements and when
 * the connection is gone (`broken`). */
static PGresult *
next_result(struct pg_db *p)
{
    while (PQisBusy(p->conn)) {
        if (!wait_socket(p) || !PQconsumeInput(p->conn)) {
            (void)!lose(p);
            return NULL;
        }
    }
    return PQgetResult(p->conn);
}

/* How many rows an INSERT, UPDATE or DELETE touched. */
static void
note_changed(struct pg_db *p, PGresult *r)
{
    if (strncmp(PQcmdStatus(r), "SELECT", 6) != 0) {
        p->db.changed = strtoll(PQcmdTuples(r), NULL, 10);
        db_touch(&p->db);
    }
}

/* One answer to `s`, of any kind. */
static enum err
take_result(struct pg_db *p, const struct sent *s, PGresult *r)
{
    enum err e = OK;

    switch (PQresultStatus(r)) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
        if (s->kind == SENT_STATEMENT && !s->past) {
            note_changed(p, r);
        }
        if (s->answer) {
            e = db_pg_value_rows(p->db.arena, r, LIMIT_ROWS, &s->answer->rows,
                                 s->sql->name);
        }
        break;
    case PGRES_PIPELINE_ABORTED: /* one before it failed */
        e = p->db.failure != OK ? p->db.failure : ERR_INTERNAL;
        break;
    default:
        e = meaning(p, r, s->sql->name);
        break;
    }
    /* COMMIT of a transaction that had failed says what it did instead. */
    if (e == OK && s->kind == SENT_STATEMENT && s->sql == &commit &&
        strcmp(PQcmdStatus(r), "COMMIT") != 0) {
        e = ERR_INTERNAL;
    }
    return e;
}

/* Read what comes for the first of `sent`. */
static enum err
read_one(struct pg_db *p, const struct sent *s)
{
    PGresult *r = next_result(p);
    enum err e = OK;

    if (p->broken) {
        PQclear(r);
        return lose(p);
    }
    if (s->kind == SENT_SYNC) {
        bool good = PQresultStatus(r) == PGRES_PIPELINE_SYNC;

        PQclear(r);
        return good ? OK : lose(p);
    }
    e = r ? take_result(p, s, r) : ERR_INTERNAL;
    if (e != OK && s->kind == SENT_PREPARE) {
        slot_of(p, s->sql)->prepared = false;
    }
    PQclear(r);
    PQclear(next_result(p)); /* the NULL behind it */
    if (p->broken || PQstatus(p->conn) == CONNECTION_BAD) {
        return lose(p);
    }
    if (s->answer) {
        s->answer->waiting = false;
        s->answer->result = e;
    }
    if (e != OK && e != ERR_LIMIT && !s->past) {
        keep_failure(p, e);
    }
    return e;
}

/* Read everything that was sent. */
static enum err
read_all(struct pg_db *p)
{
    enum err first = OK;
    int done = 0;

    while (done < p->sent_count) {
        struct sent s = p->sent[done++];
        enum err e = read_one(p, &s);

        if (e != OK && first == OK && !s.past) {
            first = e;
        }
    }
    p->sent_count = 0;
    return p->broken ? ERR_BUSY : first;
}

/* --- the engine's face: statements --- */

static bool
is_waiting(const struct pg_db *p)
{
    for (int i = 0; i < p->sent_count; i++) {
        if (!p->sent[i].past) {
            return true;
        }
    }
    return false;
}

static enum err
settle(struct db *db)
{
    struct pg_db *p = self(db);

    if (!is_waiting(p)) {
        return db->failure;
    }
    db->flights++;
    TRY(send_sync(p));
    (void)!read_all(p); /* the first failure stands in the connection */
    return db->failure;
}

static enum err
queue(struct db *db, const struct sql *sql, const struct value *args,
      struct answer *out)
{
    struct pg_db *p = self(db);

    if (clock_steady_ms() > p->deadline_ms) {
        if (out) {
            out->waiting = false;
        }
        return ERR_BUSY;
    }
    if (p->sent_count >= SENT_MAX) {
        TRY(settle(db));
    }
    return send_statement(p, sql, args, out);
}

static enum err
run(struct db *db, const struct sql *sql, const struct value *args, size_t max,
    struct rows *out)
{
    struct answer a = {.db = db, .sql = sql, .waiting = true};

    TRY(queue(db, sql, args, &a));
    (void)!settle(db); /* what it means for this statement is in the answer */
    *out = a.rows;
    return a.result == OK && a.rows.count > max ? ERR_LIMIT : a.result;
}

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

enum err
db_pg_begin(struct db *db, struct arena *arena, bool write, int64_t limit_ms)
{
    struct pg_db *p = self(db);
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
    TRY(send_statement(p, write ? &begin_write : &begin_read, NULL, NULL));
    return send_statement(p, &set_limit, (struct value[]){TEXT(text)}, NULL);
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
    enum err e = is_waiting(p) ? settle(&p->db) : p->db.failure;

    if (e != OK) {
        return e; /* and rollback is what comes next */
    }
    TRY(send_statement(p, &commit, NULL, NULL));
    TRY(send_sync(p));
    forget_transaction(p);
    return PQflush(p->conn) < 0 ? lose(p) : OK;
}

enum err
db_pg_commit(struct db *db)
{
    struct pg_db *p = self(db);
    enum err e;

    forget_answers(p);
    if (!p->writing) {
        return end_read(p);
    }
    TRY(db->failure);
    p->committing = true;
    e = send_statement(p, &commit, NULL, NULL);
    if (e == OK) {
        e = settle(db);
    }
    p->committing = false;
    if (e == OK) {
        forget_transaction(p);
    }
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
    struct pg_db *p = self(db);

    if (!p->in_transaction) {
        return;
    }
    forget_transaction(p);
    /* After the mark the server listens again, whatever failed before it. */
    if (!p->broken && send_sync(p) == OK &&
        send_statement(p, &rollback, NULL, NULL) == OK && send_sync(p) == OK) {
        p->deadline_ms = clock_steady_ms();
        forget_transaction(p);
        (void)!read_all(p);
    }
}

/* --- outside transactions --- */

/* Run a text of one or more commands without parameters, alone. */
static PGresult *
exec(struct pg_db *p, const char *text)
{
    PGresult *r = NULL;

    if (p->broken || read_all(p) == ERR_BUSY || !PQexitPipelineMode(p->conn) ||
        PQsetnonblocking(p->conn, 0) < 0) {
        (void)!lose(p);
        return NULL;
    }
    r = PQexec(p->conn, text);
    if (PQstatus(p->conn) == CONNECTION_BAD ||
        PQsetnonblocking(p->conn, 1) < 0 || !PQenterPipelineMode(p->conn)) {
        PQclear(r);
        (void)!lose(p);
        return NULL;
    }
    return r;
}

/* A number the server answers with. */
static enum err
ask_number(struct pg_db *p, const char *text, int64_t *out)
{
    PGresult *r = exec(p, text);
    enum err e = r ? OK : ERR_BUSY;

    if (r && PQresultStatus(r) != PGRES_TUPLES_OK) {
        e = meaning(p, r, "ask");
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
    struct pg_db *p = self(db);
    PGresult *r = exec(p, text);
    enum err e = r ? OK : ERR_BUSY;

    if (r && (PQresultStatus(r) != PGRES_TUPLES_OK || PQntuples(r) < 1)) {
        e = meaning(p, r, "ask");
    }
    for (int i = 0; e == OK && i < count; i++) {
        out[i] = arena_text(a, PQgetvalue(r, 0, i));
    }
    PQclear(r);
    return e;
}

static enum err
lock_call(struct db *db, const char *call, enum db_pg_lock what, int number)
{
    char text[128];
    int64_t one;

    snprintf(text, sizeof text, "SELECT 1 FROM %s(%d, %d)", call, what, number);
    return ask_number(self(db), text, &one);
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
    e = ask_number(self(db), text, &n);
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
    e = ask_number(self(db), text, &n);
    db->slot = (int)n;
    return e;
}

/* --- schema --- */

static enum db_owner
owner(struct db *db)
{
    int64_t tables = -1, ours = 0;

    if (ask_number(self(db),
                   "SELECT COUNT(*) FROM pg_catalog.pg_class WHERE relkind IN "
                   "('r', 'p', 'v') AND relnamespace = "
                   "CAST(current_schema() AS regnamespace)",
                   &tables) != OK ||
        ask_number(self(db),
                   "SELECT COUNT(*) FROM pg_catalog.pg_attribute WHERE "
                   "attname = 'hash' AND attrelid = "
                   "to_regclass('migration')",
                   &ours) != OK) {
        return DB_FOREIGN;
    }
    return tables == 0 ? DB_EMPTY : ours ? DB_OURS : DB_FOREIGN;
}

static enum err
script(struct db *db, const char *text)
{
    struct pg_db *p = self(db);
    char *here = db_pg_value_text(text, true);
    PGresult *r;
    enum err e;

    TRY(settle(db)); /* BEGIN */
    r = exec(p, here);
    free(here);
    e = r ? OK : ERR_BUSY;
    if (r && PQresultStatus(r) != PGRES_COMMAND_OK &&
        PQresultStatus(r) != PGRES_TUPLES_OK) {
        e = meaning(p, r, "script");
        keep_failure(p, e);
    }
    PQclear(r);
    return e;
}

static const struct db_engine engine = {
    .run = run,
    .queue = queue,
    .settle = settle,
    .begin = begin,
    .commit = db_pg_commit,
    .rollback = db_pg_rollback,
    .owner = owner,
    .script = script,
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

static void
tell(char *why, size_t size, const char *text)
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

static const char to_read[] =
    "SELECT COUNT(set_config('default_transaction_read_only', 'on', false))";

/* An answer is sent when it is on the disk, whatever the server's own setting;
 * where it waits for standbys, it goes on doing so. And a walk through a small
 * table would be taken for a read of all that others write to it: by an index
 * fewer writes meet (PostgreSQL manual, 13.2.3). */
static const char to_write[] =
    "SELECT COUNT(set_config('enable_seqscan', 'off', false)) +"
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
    return ask_number(p, p->writing ? to_write : to_read, &none);
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
        tell(why, why_size, PQerrorMessage(p->conn));
    } else if (PQsetnonblocking(p->conn, 1) < 0 ||
               !PQenterPipelineMode(p->conn)) {
        tell(why, why_size, PQerrorMessage(p->conn));
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
        struct pg_db *p = self(db);

        PQfinish(p->conn);
        free(p->slots);
        free(p);
    }
}

bool
db_pg_alive(struct db *db)
{
    struct pg_db *p = self(db);
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

/* --- for checks of statements --- */

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
    struct pg_db *p = self(db);
    char *text = db_pg_value_text(sql->text, false);
    PGresult *r;
    enum err e = ERR_INTERNAL;

    if (!PQexitPipelineMode(p->conn)) {
        free(text);
        return lose(p);
    }
    PQsetnonblocking(p->conn, 0);
    r = PQprepare(p->conn, "", text, 0, NULL);
    free(text);
    if (PQresultStatus(r) == PGRES_COMMAND_OK) {
        PQclear(r);
        r = PQdescribePrepared(p->conn, "");
    }
    if (PQresultStatus(r) != PGRES_COMMAND_OK) {
        tell(why, why_size, PQerrorMessage(p->conn));
    } else if (odd_type(r)) {
        snprintf(why, why_size, "%s has a type that is not passed",
                 odd_type(r));
    } else {
        e = OK;
    }
    PQclear(r);
    PQsetnonblocking(p->conn, 1);
    return PQenterPipelineMode(p->conn) ? e : lose(p);
}
