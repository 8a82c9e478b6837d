/* SPDX-License-Identifier: Apache-2.0 */
/* db_pg_wire: statements go out, answers come in. */

#include "db/db_pg_parts.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

enum {
    SLOTS_FIRST = 512, /* power of two; grows at half */
    GRACE_MS = 2000    /* the server may be late with "cancelled" */
};

/* A statement this connection has prepared. */
struct slot {
    const char *name; /* NULL = free */
    uint32_t id;
    bool prepared;
};

const struct sql db_pg_sql_commit = {"commit", "COMMIT", 0, 0, NULL};

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

enum err
db_pg_meaning(struct pg_db *p, const PGresult *r, const char *what)
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

void
db_pg_keep_failure(struct pg_db *p, enum err e)
{
    if (p->db.failure == OK) {
        p->db.failure = e;
    }
    p->db.lost = true;
}

enum err
db_pg_lose(struct pg_db *p)
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
    db_pg_keep_failure(p, ERR_BUSY);
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

enum err
db_pg_send(struct pg_db *p, const struct sql *sql, const struct value *args,
           struct answer *answer)
{
    struct slot *slot = slot_of(p, sql);
    struct db_pg_places *places = &p->places;
    int sent = 1;

    if (p->broken) {
        return db_pg_lose(p);
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
        return db_pg_lose(p);
    }
    note_sent(p, SENT_STATEMENT, sql, answer);
    return OK;
}

enum err
db_pg_sync(struct pg_db *p)
{
    if (p->broken || !PQpipelineSync(p->conn)) {
        return db_pg_lose(p);
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
            (void)!db_pg_lose(p);
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
        e = db_pg_meaning(p, r, s->sql->name);
        break;
    }
    /* COMMIT of a transaction that had failed says what it did instead. */
    if (e == OK && s->kind == SENT_STATEMENT && s->sql == &db_pg_sql_commit &&
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
        return db_pg_lose(p);
    }
    if (s->kind == SENT_SYNC) {
        bool good = PQresultStatus(r) == PGRES_PIPELINE_SYNC;

        PQclear(r);
        return good ? OK : db_pg_lose(p);
    }
    e = r ? take_result(p, s, r) : ERR_INTERNAL;
    if (e != OK && s->kind == SENT_PREPARE) {
        slot_of(p, s->sql)->prepared = false;
    }
    PQclear(r);
    PQclear(next_result(p)); /* the NULL behind it */
    if (p->broken || PQstatus(p->conn) == CONNECTION_BAD) {
        return db_pg_lose(p);
    }
    if (s->answer) {
        s->answer->waiting = false;
        s->answer->result = e;
    }
    if (e != OK && e != ERR_LIMIT && !s->past) {
        db_pg_keep_failure(p, e);
    }
    return e;
}

enum err
db_pg_read_all(struct pg_db *p)
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

bool
db_pg_is_waiting(const struct pg_db *p)
{
    for (int i = 0; i < p->sent_count; i++) {
        if (!p->sent[i].past) {
            return true;
        }
    }
    return false;
}

enum err
db_pg_settle(struct db *db)
{
    struct pg_db *p = db_pg_self(db);

    if (!db_pg_is_waiting(p)) {
        return db->failure;
    }
    db->flights++;
    TRY(db_pg_sync(p));
    (void)!db_pg_read_all(p); /* the first failure stands in the connection */
    return db->failure;
}

enum err
db_pg_queue(struct db *db, const struct sql *sql, const struct value *args,
            struct answer *out)
{
    struct pg_db *p = db_pg_self(db);

    if (clock_steady_ms() > p->deadline_ms) {
        if (out) {
            out->waiting = false;
        }
        return ERR_BUSY;
    }
    if (p->sent_count >= DB_PG_SENT_MAX) {
        TRY(db_pg_settle(db));
    }
    return db_pg_send(p, sql, args, out);
}

enum err
db_pg_run(struct db *db, const struct sql *sql, const struct value *args,
          size_t max, struct rows *out)
{
    struct answer a = {.db = db, .sql = sql, .waiting = true};

    TRY(db_pg_queue(db, sql, args, &a));
    (void)!db_pg_settle(
        db); /* what it means for this statement is in the answer */
    *out = a.rows;
    return a.result == OK && a.rows.count > max ? ERR_LIMIT : a.result;
}
