/* SPDX-License-Identifier: Apache-2.0 */
/* dispatch: the way of a request (architecture 3.7), nothing else. */

#include "http/dispatch.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/encode.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "db/db.h"
#include "db/store.h"
#include "http/exchange.h"
#include "http/form.h"
#include "http/gate.h"
#include "http/lang.h"
#include "http/pool.h"
#include "http/route.h"
#include "routes.h"

#include <stddef.h>
#include <string.h>

#define SEEN "seen" /* the cookie of req.since */

static int
status_of(enum err e)
{
    switch (e) {
    case OK:
        return 200;
    case ERR_INVALID:
        return 422;
    case ERR_DENIED:
        return 403;
    case ERR_MISSING:
        return 404;
    case ERR_CONFLICT:
        return 409;
    case ERR_LIMIT:
        return 429;
    case ERR_FULL:
        return 507;
    case ERR_BUSY:
        return 503;
    case ERR_INTERNAL:
        break;
    }
    return 500;
}

/* --- the answer --- */

static void
reset_answer(struct exchange *x)
{
    struct req *r = &x->req;

    r->status = 0;
    r->type = NULL;
    r->out.count = 0;
    r->token = NULL;
    r->layout = NULL;
    buf_clear(&r->body);
    res_drop_file(r);
    x->answered = false;
}

static enum err
run_gate_person(struct db *db, void *arg)
{
    struct exchange *x = arg;
    enum err e;

    x->ctx.db = db;
    e = gate_person(x);
    req_note_cost(&x->req, db);
    x->ctx.db = NULL;
    return e;
}

/* A page before any handler ran still knows who reads it; that the database
 * cannot tell is no reason to say nothing. */
static void
find_reader(struct exchange *x)
{
    bool asks = form_find(&x->req.cookies, x->server->cookie) != NULL;

    if (x->met) {
        return;
    }
    if (!asks || store_read(x->server->node->store, x->arena,
                            LIMIT_READ_LOOP_MS, run_gate_person, x) != OK) {
        x->result = gate_person(x); /* without a database: the language */
    }
}

/* A refusal that passes says when to come again. */
static void
say_when(struct req *r)
{
    if (r->status == 503 || r->status == 429) {
        res_header(r, "Retry-After", r->status == 503 ? "2" : "60");
    }
}

static void
write_problem(struct exchange *x, int status)
{
    struct req *r = &x->req;

    reset_answer(x);
    x->ctx.db = NULL;
    find_reader(x);
    x->server->options->problem_page(r, status);
    r->status = status;
    r->no_store = true;
    say_when(r);
}

/* A sentence for this page was read from the cookie: take it away. */
static void
drop_flash(struct exchange *x)
{
    struct req *r = &x->req;

    if (r->flash && r->method == METHOD_GET && r->status != 303) {
        res_header(r, "Set-Cookie",
                   "flash=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    }
}

/* The reader's next page shows what this request wrote, whoever answers it. */
static void
note_written(struct exchange *x)
{
    struct req *r = &x->req;

    if (r->written) {
        res_header(r, "Set-Cookie",
                   arena_printf(x->arena,
                                SEEN "=%lld; Path=/; Max-Age=%d; HttpOnly; "
                                     "SameSite=Lax",
                                (long long)r->written, LIMIT_SEEN_S));
    }
}

static void
answer(struct exchange *x)
{
    struct req *r = &x->req;

    if (r->status == 0) {
        r->status = 200;
    }
    if (!buf_ok(&r->body)) {
        log_line(LOG_ERROR, "page too long", "route=%s",
                 r->route ? r->route->name : "-");
        write_problem(x, 500);
    }
    drop_flash(x);
    note_written(x);
    r->no_store = r->no_store || r->session.id != 0;
    log_line(LOG_DEBUG, "request",
             "route=%s status=%d us=%lld bytes=%zu "
             "statements=%d flights=%d",
             r->route ? r->route->name : "-", r->status,
             (long long)(clock_steady_us() - x->began_us), r->body.len,
             r->statements, r->flights);
    if (x->elsewhere) {
        x->done_elsewhere(x);
    } else {
        x->done(x);
    }
}

/* --- in the transaction --- */

static enum err
run_handler(struct db *db, void *arg)
{
    struct exchange *x = arg;

    reset_answer(x);
    x->ctx.db = db;
    x->ctx.problem_count = 0;
    x->ctx.person = 0;
    x->ctx.session = 0;
    x->req.session = (struct session){0};
    x->result = gate_pass(x);
    if (x->result == OK && !x->answered) {
        x->result = x->req.route->handler(&x->req);
    }
    if (db) {
        req_note_cost(&x->req, db);
    }
    x->ctx.db = NULL;
    return x->result;
}

/* The page of a form that failed, with what was typed. */
static enum err
run_again(struct db *db, void *arg)
{
    struct exchange *x = arg;
    enum err e;

    reset_answer(x);
    x->ctx.db = db;
    x->req.again = true;
    x->req.failed = x->result;
    e = x->req.route->again(&x->req);
    req_note_cost(&x->req, db);
    x->ctx.db = NULL;
    return e;
}

static bool
is_form_failure(const struct exchange *x)
{
    return x->req.route->again &&
           (x->result == ERR_INVALID || x->result == ERR_CONFLICT ||
            x->result == ERR_LIMIT);
}

/* The transaction is over: what it says becomes the answer. */
static void
finish(struct exchange *x, int64_t limit_ms)
{
    int status = status_of(x->result);

    if (x->result == OK) {
        answer(x);
        return;
    }
    if (is_form_failure(x)) {
        enum err e = store_read(x->server->node->store, x->arena, limit_ms,
                                run_again, x);

        if (e == OK) {
            x->req.status = status;
            x->req.no_store = true; /* it holds what somebody typed */
            say_when(&x->req);
            answer(x);
            return;
        }
        status = status_of(e);
    }
    write_problem(x, status);
    answer(x);
}

/* --- the four kinds of transaction --- */

/* A loop must not wait for long; a thread of the pool may. */
static int64_t
read_limit(const struct exchange *x)
{
    return x->elsewhere ? LIMIT_READ_POOL_MS : LIMIT_READ_LOOP_MS;
}

static void
run_read(struct exchange *x)
{
    x->result = store_read_since(x->server->node->store, x->arena,
                                 read_limit(x), x->req.since, run_handler, x);
    finish(x, read_limit(x));
}

static enum err
run_job(struct db *db, void *arg)
{
    struct store_job *job = arg;
    struct exchange *x =
        (struct exchange *)((char *)job - offsetof(struct exchange, job));
    enum err e;

    log_set_request(x->id);
    e = run_handler(db, x);
    log_set_request("");
    return e;
}

/* On the writer thread, after the commit: only hand it on. */
static void
job_done(struct store_job *job)
{
    struct exchange *x =
        (struct exchange *)((char *)job - offsetof(struct exchange, job));

    x->result = job->result;
    x->done_elsewhere(x);
}

static void
run_write(struct exchange *x)
{
    enum err e;

    if (x->elsewhere) {
        x->result = store_write_place(x->server->node->store, x->arena,
                                      run_handler, x, &x->req.written);
        finish(x, LIMIT_READ_POOL_MS);
        return;
    }
    x->job = (struct store_job){
        .arena = x->arena,
        .fn = run_job,
        .done = job_done,
        .name = x->req.route->name,
    };
    x->finish_later = true;
    e = store_write_later(x->server->node->store, &x->job);
    if (e != OK) {
        x->finish_later = false;
        x->result = e;
        finish(x, LIMIT_READ_LOOP_MS);
    }
}

static enum err
run_gate_only(struct db *db, void *arg)
{
    struct exchange *x = arg;

    x->ctx.db = db;
    x->result = gate_pass(x);
    req_note_cost(&x->req, db);
    x->ctx.db = NULL;
    return x->result;
}

/* On a thread of the pool. */
static void
run_slow(struct exchange *x)
{
    enum err e;

    reset_answer(x);
    e = store_read(x->server->node->store, x->arena, LIMIT_READ_POOL_MS,
                   run_gate_only, x);
    if (e == OK && !x->answered) {
        e = x->req.route->handler(&x->req);
    }
    x->result = e;
    finish(x, LIMIT_READ_POOL_MS);
}

void
dispatch_finish(struct exchange *x)
{
    x->finish_later = false;
    log_set_request(x->id);
    finish(x, LIMIT_READ_LOOP_MS);
    log_set_request("");
}

/* --- what comes in --- */

/* Path and query of the target: decoded, checked, the prefix taken off. */
static int
read_target(struct exchange *x)
{
    struct req *r = &x->req;
    size_t len = strcspn(x->target, "?");
    const char *query = x->target[len] ? x->target + len + 1 : "";
    const struct lang *lang;
    char *path;
    size_t n;

    r->path = "/";
    r->prefix = "";
    if (!encode_unpercent(x->arena, x->target, len, false, &path, &n) ||
        !text_utf8_valid(path, n) || path[0] != '/') {
        return 400;
    }
    r->path = path;
    lang = lang_prefix(&r->path);
    r->prefix = lang ? arena_printf(x->arena, "/%s", lang->tag) : "";
    if (lang) {
        x->ctx.lang = lang;
    }
    /* "/join/" is "/join"; the page says so by its links. */
    n = strlen(r->path);
    if (n > 1 && r->path[n - 1] == '/') {
        r->path = arena_textn(x->arena, r->path, n - 1);
    }
    return form_parse(x->arena, query, strlen(query), &r->query) == OK ? 0
                                                                       : 400;
}

static void
read_cookies(struct exchange *x)
{
    struct req *r = &x->req;
    const char *cookies = req_header(r, "cookie");
    const char *flash, *seen;
    void *text;
    size_t len;

    form_parse_cookies(x->arena, cookies ? cookies : "", &r->cookies);
    seen = form_find(&r->cookies, SEEN);
    if (!seen || !text_i64(seen, &r->since) || r->since < 0) {
        r->since = 0;
    }
    flash = form_find(&r->cookies, "flash");
    if (flash && *flash && encode_unbase64url(x->arena, flash, &text, &len) &&
        text_utf8_valid(text, len)) {
        r->flash = arena_textn(x->arena, text, len);
    }
}

static int
read_body(struct exchange *x)
{
    struct req *r = &x->req;
    const char *type = req_header(r, "content-type");
    enum err e = OK;

    if (r->method != METHOD_POST) {
        return 0;
    }
    if (type && text_starts(type, "multipart/form-data")) {
        e = form_parse_multipart(x->arena, type, x->body, x->body_len, &r->form,
                                 &r->uploads);
    } else if (!type ||
               text_starts(type, "application/x-www-form-urlencoded")) {
        e = form_parse(x->arena, x->body, x->body_len, &r->form);
    } else {
        return 415;
    }
    return e == OK ? 0 : e == ERR_LIMIT ? 413 : 400;
}

static int
find_route(struct exchange *x)
{
    struct req *r = &x->req;
    bool other = false;

    r->route = route_find(x->arena, r->method, r->path, &r->params, &other);
    if (r->route) {
        return 0;
    }
    return other ? 405 : 404;
}

/* Nobody can be asked who reads it: the page in the language of the address or
 * the browser. */
static void
refuse_here(struct exchange *x, int status)
{
    (void)read_target(x);
    read_cookies(x);
    if (store_is_remote(x->server->node->store)) {
        (void)gate_person(x); /* without a database */
    }
    write_problem(x, status);
    answer(x);
}

/* Behind those who wait already; 503 when they are too many. */
static void
queue(struct exchange *x, struct pool *pool)
{
    if (!pool_put(pool, x)) {
        x->result = ERR_BUSY;
        finish(x, read_limit(x));
    }
}

static void
start(struct exchange *x)
{
    int status = read_target(x);

    read_cookies(x);
    status = status ? status : gate_door(x);
    status = status ? status : find_route(x);
    status = status ? status : read_body(x);
    if (status) {
        write_problem(x, status);
        if (status == 405) {
            res_header(&x->req, "Allow",
                       x->req.method == METHOD_GET ? "POST" : "GET, HEAD");
        }
        answer(x);
        return;
    }
    switch (x->req.route->tx) {
    case TX_READ:
        run_read(x);
        break;
    case TX_WRITE:
        run_write(x);
        break;
    case TX_SLOW:
        if (x->elsewhere) {
            run_slow(x);
        } else {
            queue(x, x->server->pool);
        }
        break;
    case TX_PASSWORD:
        queue(x, x->server->passwords);
        break;
    case TX_NONE:
        (void)run_handler(NULL, x);
        finish(x, read_limit(x));
        break;
    }
}

void
dispatch_start(struct exchange *x)
{
    x->began_us = clock_steady_us();
    log_set_request(x->id);
    if (!store_is_remote(x->server->node->store)) {
        start(x);
    } else if (!pool_put(x->server->pool, x)) {
        refuse_here(x, 503);
    }
    log_set_request("");
}

/* On a thread of the pool: a slow request, or one that has not begun. */
void
dispatch_slow(struct exchange *x)
{
    x->elsewhere = true;
    log_set_request(x->id);
    if (x->req.route) {
        run_slow(x);
    } else {
        start(x);
    }
    log_set_request("");
}

void
dispatch_refuse(struct exchange *x, int status)
{
    x->began_us = clock_steady_us();
    refuse_here(x, status);
}

size_t
dispatch_body_max(struct exchange *x)
{
    size_t len = strcspn(x->target, "?");
    const char *path = arena_textn(x->arena, x->target, len);
    struct pairs params;
    const struct route *route;
    bool other;

    if (x->req.method != METHOD_POST) {
        return LIMIT_BODY_BYTES; /* it has none: scan_head sees to it */
    }
    (void)lang_prefix(&path);
    route = route_find(x->arena, x->req.method, path, &params, &other);
    return route && route->upload_bytes ? route->upload_bytes
                                        : LIMIT_BODY_BYTES;
}
