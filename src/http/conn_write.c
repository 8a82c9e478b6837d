/* SPDX-License-Identifier: Apache-2.0 */
/* conn_write: the answer goes out, and what becomes of the connection then. */

#include "http/conn_parts.h"

#include "base/clock.h"
#include "http/access_log.h"
#include "http/dispatch.h"
#include "http/metrics.h"
#include "http/res.h"

#include <time.h>
#include <unistd.h>

static const char *
date_now(struct loop *l)
{
    int64_t s = clock_now_ms() / 1000;

    if (s != l->date_s) {
        time_t t = (time_t)s;
        struct tm tm;

        gmtime_r(&t, &tm);
        strftime(l->date, sizeof l->date, "%a, %d %b %Y %H:%M:%S GMT", &tm);
        l->date_s = s;
    }
    return l->date;
}

static void
on_shutdown(uv_shutdown_t *s, int status)
{
    struct conn *c = s->data;

    if (status < 0 && c->phase == LINGER) {
        conn_close(c);
    }
}

/* The last answer is out. */
static void
leave(struct conn *c, int64_t now)
{
    c->phase = WRITING;
    if ((c->unread || c->in.len) && !c->ended && !c->gone) {
        c->phase = LINGER;
        c->shutdown.data = c;
        buf_free(&c->in);
        c->began_ms = now;
        c->deadline_ms = now + CONN_LINGER_IDLE_MS;
        if (uv_shutdown(&c->shutdown, (uv_stream_t *)&c->tcp, on_shutdown) ==
            0) {
            conn_resume(c);
            return;
        }
    }
    conn_close(c);
}

static void
next_request(struct conn *c)
{
    int64_t now = clock_steady_ms();
    const struct http_options *o = c->loop->server->options;

    conn_exchange_end(c);
    buf_free(&c->out);
    if (!c->keep_alive) {
        leave(c, now);
        return;
    }
    if (!c->in.len && c->in.cap > CONN_READ) {
        buf_free(&c->in);
    }
    c->phase = HEAD;
    c->began_ms = now;
    c->deadline_ms =
        now + (c->in.len ? conn_option(o->header_ms, LIMIT_HEADER_MS)
                         : conn_option(o->keepalive_ms, LIMIT_KEEPALIVE_MS));
}

static void on_written(uv_write_t *w, int status);

/* Send what stands in the connection's `out` behind its first bytes; what the
 * system does not take at once waits there. */
static void
write_out(struct conn *c, size_t sent)
{
    uv_buf_t b = uv_buf_init(c->out.data + sent, (unsigned)(c->out.len - sent));

    c->queued = b.len;
    c->deadline_ms =
        clock_steady_ms() +
        conn_option(c->loop->server->options->stall_ms, LIMIT_WRITE_STALL_MS);
    c->write.data = c;
    if (uv_write(&c->write, (uv_stream_t *)&c->tcp, &b, 1, on_written) != 0) {
        c->keep_alive = false;
        c->gone = true;
        next_request(c);
    }
}

/* The next piece of the answer's file; one that cannot be read ends the
 * connection, so that nobody takes the rest for all. */
static void
send_piece(struct conn *c)
{
    struct req *r = &c->x->req;
    int64_t len = r->file.bytes < CONN_PIECE ? r->file.bytes : CONN_PIECE;
    char *room;
    ssize_t n;

    buf_clear(&c->out);
    c->out.max = CONN_OUT_MAX;
    room = buf_room(&c->out, CONN_PIECE);
    n = room ? read(r->file.fd, room, (size_t)len) : -1;
    if (n <= 0) {
        c->keep_alive = false;
        c->gone = true;
        next_request(c);
        return;
    }
    buf_add(&c->out, (size_t)n);
    r->file.bytes -= n;
    write_out(c, 0);
}

/* What was to be sent is with the system: the file follows, or the next. */
static void
go_on(struct conn *c)
{
    if (c->x && c->x->req.file.is && c->x->req.file.bytes && !c->gone) {
        c->phase = WRITING;
        send_piece(c);
    } else {
        next_request(c);
    }
}

static void
on_written(uv_write_t *w, int status)
{
    struct conn *c = w->data;

    if (c->phase != WRITING) {
        return;
    }
    if (status < 0) {
        c->keep_alive = false;
        c->gone = true;
    }
    go_on(c);
    if (c->phase == HEAD) {
        conn_advance(c);
    }
}

/* What the system does not take at once waits in the connection. */
static void
write_rest(struct conn *c, size_t sent)
{
    struct loop *l = c->loop;

    c->out = l->out;
    buf_init(&l->out, CONN_OUT_MAX);
    write_out(c, sent);
}

/* Send what stands in the loop's `out`. */
static void
flush(struct conn *c)
{
    struct buf *out = &c->loop->out;
    uv_buf_t b = uv_buf_init(out->data, (unsigned)out->len);
    int n = uv_try_write((uv_stream_t *)&c->tcp, &b, 1);

    c->phase = WRITING;
    if (n >= 0 && (size_t)n < out->len) {
        write_rest(c, (size_t)n);
        return;
    }
    if (n == UV_EAGAIN) {
        write_rest(c, 0);
        return;
    }
    if (n < 0) {
        c->keep_alive = false;
        c->gone = true;
    }
    if (out->cap > CONN_KEPT_BYTES) {
        buf_free(out);
    }
    buf_clear(out);
    go_on(c); /* conn_advance() goes on with what has come in */
}

void
conn_refuse(struct conn *c, int status)
{
    char id[ACCESS_LOG_ID_SIZE];

    c->keep_alive = false;
    c->unread = true;
    conn_set_slow(c, false);
    access_log_id(id);
    res_write_refusal(status, id, date_now(c->loop), &c->loop->out);
    metrics_refusal(status, c->loop->out.len);
    if (c->loop->server->options->access_log) {
        access_log_refusal(id, status, c->loop->out.len);
    }
    flush(c);
}

/* How much of a file follows the head; none for HEAD. */
static size_t
file_bytes(struct exchange *x)
{
    if (x->head) {
        res_drop_file(&x->req);
    }
    return x->req.file.is ? (size_t)x->req.file.bytes : 0;
}

void
conn_send_answer(struct conn *c)
{
    struct loop *l = c->loop;
    size_t file;

    l->busy_count--;
    if (c->gone) {
        c->phase = WRITING;
        c->keep_alive = false;
        next_request(c); /* nobody is there to read it */
        return;
    }
    c->keep_alive = c->keep_alive && !l->stopping;
    res_write(c->x, c->keep_alive, date_now(l), &l->out);
    if (!buf_ok(&l->out)) {
        buf_clear(&l->out);
        c->keep_alive = false;
        c->x->req.status = 500;
        res_drop_file(&c->x->req);
        res_write_refusal(500, c->x->id, date_now(l), &l->out);
    }
    file = file_bytes(c->x);
    access_log_answer(c->x, c->x->req.status, l->out.len + file);
    metrics_answer(c->x, c->x->req.status, l->out.len + file);
    flush(c);
}

void
conn_refuse_body(struct conn *c, int status)
{
    struct exchange *x = c->x;

    c->keep_alive = false;
    c->unread = true;
    conn_set_slow(c, false);
    conn_exchange_hand_over(c);
    dispatch_refuse(x, status);
}
