/* SPDX-License-Identifier: Apache-2.0 */
/* conn: a connection reads one request, waits for its answer, writes it, and
 * reads the next. What has come in meanwhile waits in its buffer. */

#include "http/conn.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/tr.h"
#include "http/address.h"
#include "http/body.h"
#include "http/dispatch.h"
#include "http/metrics.h"
#include "http/res.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <time.h>

enum {
    IN_MAX = LIMIT_HEADER_BYTES + CONN_READ * 2,
    OUT_MAX = LIMIT_RESPONSE_BYTES * 2,
    HEADERS_MAX = LIMIT_HEADER_COUNT + 1,
    SLOW_AFTER_MS = 5000,
    KEPT_BYTES = 256 * 1024, /* of a buffer for the next request */
    LINGER_MS = 20 * 1000,
    LINGER_IDLE_MS = 3 * 1000
};

/* LINGER: answered and shut, but the other side still sends what we refused;
 * closing now would reset the connection and take our answer from it. */
enum phase { HEAD, BODY, BUSY, WRITING, LINGER, CLOSING };

struct conn {
    uv_tcp_t tcp;
    uv_write_t write;
    uv_shutdown_t shutdown;
    struct loop *loop;
    struct conn *prev, *next;
    enum phase phase;
    char peer[ADDRESS_SIZE];
    bool counted; /* against the limit of its address */
    bool keep_alive;
    bool ended;  /* the other side sends no more */
    bool gone;   /* and reads no more */
    bool slow;   /* counted among the slow bodies */
    bool held;   /* not read from, until its answers are taken */
    bool unread; /* something of the request is left unread */
    struct buf in;
    struct buf out;
    struct scan scan;
    llhttp_t parser;
    bool complete; /* llhttp has seen the end of the message */
    int refusal;   /* status, when the body cannot be taken */
    struct body body;
    struct exchange *x;
    /* deadlines on the steady clock */
    int64_t began_ms; /* of the head, or of the body */
    int64_t deadline_ms;
    int64_t window_ms;    /* the body's: since when … */
    int64_t window_bytes; /* … this many came */
    size_t queued;        /* bytes the system had not taken at the last look */
    /* the header being read */
    struct {
        const char *p;
        size_t len;
    } name, value, url;
};

static atomic_int open_count; /* of all loops */

static void advance(struct conn *c);
static void resume_reading(struct conn *c);
static void send_answer(struct conn *c);

/* --- options and clock --- */

static int64_t
option(int64_t chosen, int64_t usual)
{
    return chosen ? chosen : usual;
}

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

/* --- life of an exchange --- */

static struct spare
take_spare(struct loop *l)
{
    struct spare s;

    if (l->spare_count) {
        return l->spare[--l->spare_count];
    }
    s.arena = arena_new(LIMIT_ARENA_BYTES);
    buf_init(&s.body, LIMIT_RESPONSE_BYTES);
    return s;
}

static void
give_spare(struct loop *l, struct spare s)
{
    if (l->spare_count == CONN_SPARES) {
        buf_free(&s.body);
        arena_free(s.arena);
        return;
    }
    if (s.body.cap > KEPT_BYTES) {
        buf_free(&s.body);
    }
    buf_clear(&s.body);
    arena_reset(s.arena);
    l->spare[l->spare_count++] = s;
}

void
conn_begin(struct loop *l)
{
    buf_init(&l->out, OUT_MAX);
}

void
conn_end(struct loop *l)
{
    while (l->spare_count) {
        struct spare *s = &l->spare[--l->spare_count];

        buf_free(&s->body);
        arena_free(s->arena);
    }
    buf_free(&l->out);
}

static void
end_exchange(struct conn *c)
{
    if (c->x) {
        struct spare s = {.arena = c->x->arena, .body = c->x->req.body};

        c->x = NULL; /* it lies in its own arena */
        give_spare(c->loop, s);
    }
    body_free(&c->body);
}

/* The answer stands; on whatever thread. */
static void
exchange_done(struct exchange *x)
{
    struct conn *c = x->owner;
    struct loop *l = c->loop;

    pthread_mutex_lock(&l->lock);
    x->next = l->finished;
    l->finished = x;
    pthread_mutex_unlock(&l->lock);
    uv_async_send(&l->wake);
}

/* The same, on the loop itself while dispatch_start runs. */
static void
exchange_done_here(struct exchange *x)
{
    send_answer(x->owner);
}

static void
begin_exchange(struct conn *c)
{
    struct loop *l = c->loop;
    struct spare spare = take_spare(l);
    struct arena *a = spare.arena;
    struct exchange *x = ARENA_NEW(a, struct exchange);
    const struct node *node = l->server->node;

    x->server = l->server;
    access_log_id(x->id);
    x->arena = a;
    x->owner = c;
    x->peer = c->peer;
    x->ctx.arena = a;
    x->ctx.node = node;
    x->ctx.now_ms = clock_now_ms();
    x->ctx.lang = &tr_langs[0];
    x->req.ctx = &x->ctx;
    x->req.node = node;
    x->req.address = c->peer;
    x->req.headers.items = ARENA_ARRAY(a, HEADERS_MAX, struct pair);
    x->req.body = spare.body;
    c->x = x;
}

/* --- closing --- */

static void
set_slow(struct conn *c, bool slow)
{
    if (c->slow != slow) {
        c->loop->slow_bodies += slow ? 1 : -1;
        c->slow = slow;
    }
}

static void
on_closed(uv_handle_t *h)
{
    struct conn *c = h->data;
    struct loop *l = c->loop;

    if (c->prev) {
        c->prev->next = c->next;
    } else {
        l->conns = c->next;
    }
    if (c->next) {
        c->next->prev = c->prev;
    }
    l->conn_count--;
    open_count--;
    metrics_connections(-1);
    set_slow(c, false);
    if (c->counted) {
        address_give(c->peer);
    }
    end_exchange(c);
    buf_free(&c->in);
    buf_free(&c->out);
    free(c);
}

static void
close_conn(struct conn *c)
{
    /* A request under way belongs to other threads until it is done. */
    if (c->phase != CLOSING && c->phase != BUSY) {
        c->phase = CLOSING;
        uv_close((uv_handle_t *)&c->tcp, on_closed);
    } else if (c->phase == BUSY) {
        c->keep_alive = false;
        c->gone = true;
    }
}

/* Close on somebody who does not read: what he left goes away with him, or
 * the system would hold it for minutes. */
static void
reset_conn(struct conn *c)
{
    c->phase = CLOSING;
    if (uv_tcp_close_reset(&c->tcp, on_closed) != 0) {
        uv_close((uv_handle_t *)&c->tcp, on_closed);
    }
}

/* --- writing --- */

static void
on_shutdown(uv_shutdown_t *s, int status)
{
    struct conn *c = s->data;

    if (status < 0 && c->phase == LINGER) {
        close_conn(c);
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
        c->deadline_ms = now + LINGER_IDLE_MS;
        if (uv_shutdown(&c->shutdown, (uv_stream_t *)&c->tcp, on_shutdown) ==
            0) {
            resume_reading(c);
            return;
        }
    }
    close_conn(c);
}

static void
next_request(struct conn *c)
{
    int64_t now = clock_steady_ms();
    const struct http_options *o = c->loop->server->options;

    end_exchange(c);
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
        now + (c->in.len ? option(o->header_ms, LIMIT_HEADER_MS)
                         : option(o->keepalive_ms, LIMIT_KEEPALIVE_MS));
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
    next_request(c);
    if (c->phase == HEAD) {
        advance(c);
    }
}

/* What the system does not take at once waits in the connection. */
static void
write_rest(struct conn *c, size_t sent)
{
    struct loop *l = c->loop;
    uv_buf_t b;

    c->out = l->out;
    buf_init(&l->out, OUT_MAX);
    b = uv_buf_init(c->out.data + sent, (unsigned)(c->out.len - sent));
    c->queued = b.len;
    c->deadline_ms = clock_steady_ms() +
                     option(l->server->options->stall_ms, LIMIT_WRITE_STALL_MS);
    c->write.data = c;
    if (uv_write(&c->write, (uv_stream_t *)&c->tcp, &b, 1, on_written) != 0) {
        c->keep_alive = false;
        c->gone = true;
        next_request(c);
    }
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
    if (out->cap > KEPT_BYTES) {
        buf_free(out);
    }
    buf_clear(out);
    next_request(c); /* advance() goes on with what has come in */
}

/* Answer what never became a request, and close. */
static void
refuse(struct conn *c, int status)
{
    char id[ACCESS_LOG_ID_SIZE];

    c->keep_alive = false;
    c->unread = true;
    set_slow(c, false);
    access_log_id(id);
    res_write_refusal(status, id, date_now(c->loop), &c->loop->out);
    metrics_refusal(status, c->loop->out.len);
    if (c->loop->server->options->access_log) {
        access_log_refusal(id, status, c->loop->out.len);
    }
    flush(c);
}

static void
send_answer(struct conn *c)
{
    struct loop *l = c->loop;

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
        res_write_refusal(500, c->x->id, date_now(l), &l->out);
    }
    access_log_answer(c->x, c->x->req.status, l->out.len);
    metrics_answer(c->x, c->x->req.status, l->out.len);
    flush(c);
}

/* Answer a request whose body cannot be taken, in the reader's language. */
static void
refuse_body(struct conn *c, int status)
{
    struct exchange *x = c->x;

    c->keep_alive = false;
    c->unread = true;
    set_slow(c, false);
    c->phase = BUSY;
    c->loop->busy_count++;
    x->done = exchange_done_here;
    x->done_elsewhere = exchange_done;
    dispatch_refuse(x, status);
}

/* --- reading: llhttp's callbacks --- */

static int
on_url(llhttp_t *p, const char *at, size_t len)
{
    struct conn *c = p->data;

    c->url.p = at;
    c->url.len = len;
    return 0;
}

static int
on_field(llhttp_t *p, const char *at, size_t len)
{
    struct conn *c = p->data;

    c->name.p = at;
    c->name.len = len;
    c->value.len = 0;
    /* Trailers were not looked at by scan_head, and nobody sends any. */
    return c->phase == HEAD ? 0 : -1;
}

static int
on_value(llhttp_t *p, const char *at, size_t len)
{
    struct conn *c = p->data;

    c->value.p = at;
    c->value.len = len;
    return 0;
}

static int
on_value_complete(llhttp_t *p)
{
    struct conn *c = p->data;
    struct pairs *h = &c->x->req.headers;
    char *name;

    if (h->count == HEADERS_MAX) {
        return -1;
    }
    while (c->value.len && (c->value.p[c->value.len - 1] == ' ' ||
                            c->value.p[c->value.len - 1] == '\t')) {
        c->value.len--;
    }
    name = arena_textn(c->x->arena, c->name.p, c->name.len);
    for (char *s = name; *s; s++) {
        if (*s >= 'A' && *s <= 'Z') {
            *s = (char)(*s + 32);
        }
    }
    h->items[h->count++] = (struct pair){
        .name = name,
        .value = arena_textn(c->x->arena, c->value.p, c->value.len),
    };
    return 0;
}

/* We speak nothing but HTTP/1: an offer to change is passed over (RFC 9110,
 * 7.8). */
static int
on_head(llhttp_t *p)
{
    p->upgrade = 0;
    return 0;
}

static int
on_body(llhttp_t *p, const char *at, size_t len)
{
    struct conn *c = p->data;

    c->window_bytes += (int64_t)len;
    c->refusal = body_put(&c->body, at, len);
    return c->refusal ? -1 : 0;
}

static int
on_complete(llhttp_t *p)
{
    struct conn *c = p->data;

    c->complete = true;
    return HPE_PAUSED; /* the next request waits its turn */
}

static const llhttp_settings_t settings = {
    .on_url = on_url,
    .on_header_field = on_field,
    .on_header_value = on_value,
    .on_header_value_complete = on_value_complete,
    .on_headers_complete = on_head,
    .on_body = on_body,
    .on_message_complete = on_complete,
};

/* --- reading: the head --- */

/* The proxy adds its line behind what a stranger may have sent. */
static const char *
last_header(const struct req *r, const char *name)
{
    for (size_t i = r->headers.count; i > 0; i--) {
        if (strcmp(r->headers.items[i - 1].name, name) == 0) {
            return r->headers.items[i - 1].value;
        }
    }
    return NULL;
}

/* The last hop of X-Forwarded-For; NULL when it is no address. */
static const char *
last_hop(const struct req *r)
{
    const char *all = last_header(r, "x-forwarded-for");
    const char *comma = all ? strrchr(all, ',') : NULL;
    const char *hop = comma ? comma + 1 : all;
    size_t len;

    if (!hop) {
        return NULL;
    }
    hop += strspn(hop, " ");
    len = strlen(hop);
    return len && len < ADDRESS_SIZE &&
                   strspn(hop, "0123456789abcdefABCDEF.:") == len
               ? hop
               : NULL;
}

/* The host the request names, in the place of the header. */
static void
set_host(struct req *r, const char *host)
{
    struct pairs *h = &r->headers;

    for (size_t i = 0; i < h->count; i++) {
        if (strcmp(h->items[i].name, "host") == 0) {
            h->items[i].value = host;
            return;
        }
    }
    if (h->count < HEADERS_MAX) {
        h->items[h->count++] = (struct pair){"host", host};
    }
}

/* Path and query. Of a whole address its host counts, not the Host header
 * (RFC 9112, 3.2.2). */
static void
take_target(struct conn *c)
{
    struct exchange *x = c->x;
    const char *url = arena_textn(x->arena, c->url.p, c->url.len);
    const char *host = url[0] == '/' ? NULL : strstr(url, "://");
    size_t len;

    x->target = url;
    if (!host) {
        return;
    }
    x->scheme = arena_textn(x->arena, url, (size_t)(host - url));
    host += 3;
    len = strcspn(host, "/?");
    set_host(&x->req, arena_textn(x->arena, host, len));
    x->target = host[len] == '/' ? host + len
                                 : arena_printf(x->arena, "/%s", host + len);
}

/* Whose request it is, and to which scheme and host it came. Only our proxy is
 * believed; without one, the public address itself says its scheme. */
static void
set_address(struct conn *c)
{
    const struct server *s = c->loop->server;
    struct req *r = &c->x->req;
    const char *proxy = s->options->proxy;
    const char *host = req_header(r, "host");
    const char *scheme = "http";

    if (proxy && strcmp(proxy, c->peer) == 0) {
        const char *hop = last_hop(r);
        const char *proto = last_header(r, "x-forwarded-proto");

        r->address = hop ? hop : r->address;
        scheme = proto && strcmp(proto, "https") == 0 ? "https" : "http";
    } else if (host) {
        for (int i = 0; i < s->public_hosts; i++) {
            if (strcasecmp(s->hosts[i], host) == 0) {
                scheme = s->scheme;
            }
        }
    }
    r->origin = arena_printf(c->x->arena, "%s://%s", scheme, host ? host : "");
}

static void
say_continue(struct conn *c)
{
    static const char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";
    uv_buf_t b = uv_buf_init((char *)(uintptr_t)go_on, sizeof go_on - 1);

    /* Best effort: a client that waits in vain sends the body anyway. */
    (void)uv_try_write((uv_stream_t *)&c->tcp, &b, 1);
}

/* Begin the request whose head is in[0..len). */
static void
read_head(struct conn *c, size_t len)
{
    struct loop *l = c->loop;
    const struct http_options *o = l->server->options;
    int64_t now = clock_steady_ms(), max;
    llhttp_errno_t e;

    begin_exchange(c);
    llhttp_init(&c->parser, HTTP_REQUEST, &settings);
    c->parser.data = c;
    c->complete = false;
    c->refusal = 0;
    e = llhttp_execute(&c->parser, c->in.data, len);
    if (e != HPE_OK && e != HPE_PAUSED) {
        refuse(c, 400);
        return;
    }
    take_target(c);
    c->x->head = c->parser.method == HTTP_HEAD;
    c->x->req.method = c->parser.method == HTTP_POST ? METHOD_POST : METHOD_GET;
    c->keep_alive =
        llhttp_should_keep_alive(&c->parser) != 0 && !c->scan.http_1_0;
    set_address(c);
    memmove(c->in.data, c->in.data + len, c->in.len - len);
    c->in.len -= len;
    c->phase = BODY;
    max = (int64_t)dispatch_body_max(c->x);
    if (c->scan.length > max) {
        refuse_body(c, 413);
        return;
    }
    body_begin(&c->body, l->server->node->folder, (size_t)max);
    c->began_ms = c->window_ms = now;
    c->window_bytes = 0;
    c->deadline_ms =
        now + option(o->body_base_ms, LIMIT_BODY_BASE_MS) +
        (c->scan.has_length ? c->scan.length * 1000 / LIMIT_BODY_BYTES_PER_S
                            : LIMIT_BODY_MAX_MS);
    if (c->deadline_ms > now + LIMIT_BODY_MAX_MS) {
        c->deadline_ms = now + LIMIT_BODY_MAX_MS;
    }
    if (c->scan.expects_100 && !c->complete && !c->in.len) {
        say_continue(c);
    }
}

/* A lone line feed can be told before the head is whole. */
static bool
has_lone_line_feed(const struct buf *in)
{
    const char *p = in->data, *end = in->data + in->len;

    while ((p = memchr(p, '\n', (size_t)(end - p)))) {
        if (p == in->data || p[-1] != '\r') {
            return true;
        }
        p++;
    }
    return false;
}

static bool
try_head(struct conn *c)
{
    size_t len = scan_head_end(c->in.data, c->in.len);
    int status;

    if (!len) {
        if (has_lone_line_feed(&c->in)) {
            refuse(c, 400);
        } else if (c->in.len > LIMIT_HEADER_BYTES) {
            refuse(c, 431);
        }
        return false;
    }
    status = scan_head(c->in.data, len, &c->scan);
    if (status) {
        refuse(c, status);
        return false;
    }
    read_head(c, len);
    return c->phase == BODY;
}

/* --- reading: the body --- */

static void
start(struct conn *c)
{
    struct exchange *x = c->x;
    const char *data = NULL;
    size_t len = 0;

    set_slow(c, false);
    if (!body_end(&c->body, &data, &len)) {
        refuse_body(c, 507);
        return;
    }
    x->body = data ? data : "";
    x->body_len = len;
    c->phase = BUSY;
    c->loop->busy_count++;
    x->done = exchange_done_here;
    x->done_elsewhere = exchange_done;
    dispatch_start(x);
}

static bool
try_body(struct conn *c)
{
    llhttp_errno_t e;
    size_t used;

    if (c->complete) {
        start(c);
        return c->phase == HEAD;
    }
    if (!c->in.len) {
        return false;
    }
    e = llhttp_execute(&c->parser, c->in.data, c->in.len);
    if (c->refusal) {
        refuse_body(c, c->refusal);
        return false;
    }
    if (e != HPE_OK && e != HPE_PAUSED) {
        refuse(c, 400);
        return false;
    }
    used = c->in.len;
    if (e == HPE_PAUSED) {
        used = (size_t)(llhttp_get_error_pos(&c->parser) - c->in.data);
    }
    memmove(c->in.data, c->in.data + used, c->in.len - used);
    c->in.len -= used;
    if (!c->complete) {
        return false;
    }
    start(c);
    return c->phase == HEAD;
}

/* Go as far as what has come in allows. */
static void
advance(struct conn *c)
{
    bool more = true;

    while (more) {
        if (c->phase == HEAD && c->in.len) {
            more = try_head(c);
        } else if (c->phase == BODY) {
            more = try_body(c);
        } else {
            more = false;
        }
    }
    if (c->phase == HEAD && c->ended) {
        c->keep_alive = false;
        close_conn(c);
    } else if (c->held && c->in.len < CONN_READ) {
        resume_reading(c);
    }
}

static void
on_alloc(uv_handle_t *h, size_t wanted, uv_buf_t *out)
{
    struct conn *c = h->data;

    (void)wanted;
    *out = uv_buf_init(c->loop->in, sizeof c->loop->in);
}

static void
on_read(uv_stream_t *s, ssize_t n, const uv_buf_t *b)
{
    struct conn *c = s->data;

    if (c->phase == CLOSING) {
        return;
    }
    if (n < 0) {
        c->ended = true;
        uv_read_stop(s);
        if (n != UV_EOF || c->phase == BODY || c->phase == HEAD ||
            c->phase == LINGER) {
            c->keep_alive = false;
            close_conn(c);
        }
        return;
    }
    if (c->phase == LINGER) {
        int64_t now = clock_steady_ms();

        /* Read and thrown away, for a while. */
        c->deadline_ms = now + LINGER_IDLE_MS < c->began_ms + LINGER_MS
                             ? now + LINGER_IDLE_MS
                             : c->began_ms + LINGER_MS;
        return;
    }
    if (c->phase == HEAD && c->in.len == 0 && n > 0) {
        c->began_ms = clock_steady_ms();
        c->deadline_ms =
            c->began_ms +
            option(c->loop->server->options->header_ms, LIMIT_HEADER_MS);
    }
    buf_put(&c->in, b->base, (size_t)n);
    if (!buf_ok(&c->in)) {
        c->keep_alive = false;
        close_conn(c);
        return;
    }
    if ((c->phase == BUSY || c->phase == WRITING) && c->in.len >= CONN_READ) {
        /* It does not wait for its answers: it may wait for us. */
        c->held = true;
        uv_read_stop(s);
        return;
    }
    advance(c);
}

static void
resume_reading(struct conn *c)
{
    c->held = false;
    if (!c->ended && !uv_is_closing((uv_handle_t *)&c->tcp)) {
        /* Already reading is no fault. */
        (void)uv_read_start((uv_stream_t *)&c->tcp, on_alloc, on_read);
    }
}

/* --- beginning --- */

static void
name_peer(struct conn *c)
{
    struct sockaddr_storage a;
    int len = sizeof a;

    if (uv_tcp_getpeername(&c->tcp, (struct sockaddr *)&a, &len) != 0) {
        memcpy(c->peer, "unknown", 8);
    } else if (a.ss_family == AF_INET6) {
        uv_ip6_name((struct sockaddr_in6 *)&a, c->peer, sizeof c->peer);
    } else {
        uv_ip4_name((struct sockaddr_in *)&a, c->peer, sizeof c->peer);
    }
}

/* Too many already, in all or of this address? The proxy has no limit. */
static bool
is_welcome(struct conn *c)
{
    const struct http_options *o = c->loop->server->options;
    int all = o->connections ? o->connections : LIMIT_CONNECTIONS;
    int each = o->per_address ? o->per_address : LIMIT_CONNECTIONS_PER_ADDRESS;

    if (o->proxy && strcmp(o->proxy, c->peer) == 0) {
        return true;
    }
    if (open_count > all) {
        return false;
    }
    c->counted = address_take(c->peer, each);
    return c->counted;
}

void
conn_accept(uv_stream_t *listener, int status)
{
    struct loop *l = listener->data;
    struct conn *c;

    if (status < 0 || l->stopping) {
        return;
    }
    c = calloc(1, sizeof *c);
    if (!c) {
        /* Left in the queue it would keep everybody behind it waiting. */
        log_fatal("out of memory", "wanted", (int64_t)sizeof *c);
    }
    c->loop = l;
    buf_init(&c->in, IN_MAX);
    uv_tcp_init(&l->uv, &c->tcp);
    c->tcp.data = c;
    c->next = l->conns;
    if (l->conns) {
        l->conns->prev = c;
    }
    l->conns = c;
    l->conn_count++;
    open_count++;
    metrics_connections(1);
    c->began_ms = clock_steady_ms();
    c->deadline_ms =
        c->began_ms + option(l->server->options->header_ms, LIMIT_HEADER_MS);
    if (uv_accept(listener, (uv_stream_t *)&c->tcp) != 0) {
        close_conn(c);
        return;
    }
    name_peer(c);
    uv_tcp_nodelay(&c->tcp, 1);
    if (!is_welcome(c)) {
        c->ended = true; /* nothing is read from it, so no lingering */
        refuse(c, 503);
    } else {
        resume_reading(c);
    }
}

/* --- deadlines --- */

/* Bytes the system has taken since the last look give more time. */
static void
check_stall(struct conn *c, int64_t now)
{
    size_t left = uv_stream_get_write_queue_size((uv_stream_t *)&c->tcp);

    if (left < c->queued) {
        c->queued = left;
        c->deadline_ms = now + option(c->loop->server->options->stall_ms,
                                      LIMIT_WRITE_STALL_MS);
    }
}

/* Never less than a few bytes in any window; never too many slow ones. */
static bool
is_too_slow(struct conn *c, int64_t now)
{
    int64_t window =
        option(c->loop->server->options->body_window_ms, LIMIT_BODY_WINDOW_MS);

    if (now - c->began_ms > SLOW_AFTER_MS && !c->slow) {
        set_slow(c, true);
        if (c->loop->slow_bodies > LIMIT_SLOW_BODIES) {
            return true;
        }
    }
    if (now - c->window_ms < window) {
        return false;
    }
    if (c->window_bytes < LIMIT_BODY_WINDOW_BYTES) {
        return true;
    }
    c->window_ms = now;
    c->window_bytes = 0;
    return false;
}

static void
check_deadline(struct conn *c, int64_t now)
{
    if (c->phase == WRITING) {
        check_stall(c, now);
    }
    if (c->phase == BODY && is_too_slow(c, now)) {
        refuse(c, 408);
        return;
    }
    if (now < c->deadline_ms || c->phase == BUSY || c->phase == CLOSING) {
        return;
    }
    if (c->phase == WRITING) {
        reset_conn(c);
    } else if (c->phase == LINGER || (c->phase == HEAD && c->in.len == 0)) {
        close_conn(c);
    } else {
        refuse(c, 408);
    }
}

/* Bytes that the system holds for us: perhaps a request fully sent. */
static bool
has_unread(struct conn *c)
{
    uv_os_fd_t fd;
    int n = 0;

    return uv_fileno((uv_handle_t *)&c->tcp, &fd) == 0 &&
           ioctl(fd, FIONREAD, &n) == 0 && n > 0;
}

/* Everything is answered, or the time for it is over. */
static void
stop_rest(struct loop *l, int64_t now)
{
    struct conn *next;
    bool over = now >= l->stop_by_ms;

    for (struct conn *c = l->conns; c; c = next) {
        next = c->next;
        if (c->phase == HEAD && c->in.len == 0 && !has_unread(c)) {
            close_conn(c);
        } else if (over && c->phase != BUSY) {
            close_conn(c);
        }
    }
    if (!l->conns && !uv_is_closing((uv_handle_t *)&l->tick)) {
        uv_close((uv_handle_t *)&l->tick, NULL);
        uv_close((uv_handle_t *)&l->wake, NULL);
    }
}

void
conn_tick(struct loop *l)
{
    int64_t now = clock_steady_ms();
    struct conn *next;

    for (struct conn *c = l->conns; c; c = next) {
        next = c->next;
        check_deadline(c, now);
    }
    if (l->stopping && (l->busy_count == 0 || now >= l->stop_by_ms)) {
        stop_rest(l, now);
    }
}

/* --- other threads --- */

void
conn_wake(struct loop *l)
{
    struct exchange *x, *next;

    pthread_mutex_lock(&l->lock);
    x = l->finished;
    l->finished = NULL;
    pthread_mutex_unlock(&l->lock);
    for (; x; x = next) {
        struct conn *c = x->owner;

        next = x->next;
        x->elsewhere = false;
        if (x->finish_later) {
            dispatch_finish(x);
        } else {
            send_answer(c);
        }
        if (c->phase == HEAD) {
            advance(c);
        }
    }
}

void
conn_stop(struct loop *l)
{
    l->stopping = true;
    l->stop_by_ms = clock_steady_ms() + LIMIT_STOP_MS;
    for (int i = 0; i < l->listener_count; i++) {
        uv_close((uv_handle_t *)&l->listeners[i], NULL);
    }
    l->listener_count = 0;
}
