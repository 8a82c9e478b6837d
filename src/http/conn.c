/* SPDX-License-Identifier: Apache-2.0 */
/* conn: a connection reads one request, waits for its answer, writes it, and
 * reads the next. What has come in meanwhile waits in its buffer. Here it
 * begins and ends; the rest of its life stands in the files that conn_parts.h
 * names. */

#include "http/conn_parts.h"

#include "base/clock.h"
#include "base/log.h"
#include "http/dispatch.h"
#include "http/metrics.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

enum { IN_MAX = LIMIT_HEADER_BYTES + CONN_READ * 2, SLOW_AFTER_MS = 5000 };

static atomic_int open_count; /* of all loops */

/* --- closing --- */

void
conn_set_slow(struct conn *c, bool slow)
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
    conn_set_slow(c, false);
    if (c->counted) {
        address_give(c->peer);
    }
    conn_exchange_end(c);
    buf_free(&c->in);
    buf_free(&c->out);
    free(c);
}

void
conn_close(struct conn *c)
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
    c->deadline_ms = c->began_ms + conn_option(l->server->options->header_ms,
                                               LIMIT_HEADER_MS);
    if (uv_accept(listener, (uv_stream_t *)&c->tcp) != 0) {
        conn_close(c);
        return;
    }
    name_peer(c);
    uv_tcp_nodelay(&c->tcp, 1);
    if (!is_welcome(c)) {
        c->ended = true; /* nothing is read from it, so no lingering */
        conn_refuse(c, 503);
    } else {
        conn_resume(c);
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
        c->deadline_ms = now + conn_option(c->loop->server->options->stall_ms,
                                           LIMIT_WRITE_STALL_MS);
    }
}

/* Never less than a few bytes in any window; never too many slow ones. */
static bool
is_too_slow(struct conn *c, int64_t now)
{
    int64_t window = conn_option(c->loop->server->options->body_window_ms,
                                 LIMIT_BODY_WINDOW_MS);

    if (now - c->began_ms > SLOW_AFTER_MS && !c->slow) {
        conn_set_slow(c, true);
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
        conn_refuse(c, 408);
        return;
    }
    if (now < c->deadline_ms || c->phase == BUSY || c->phase == CLOSING) {
        return;
    }
    if (c->phase == WRITING) {
        reset_conn(c);
    } else if (c->phase == LINGER || (c->phase == HEAD && c->in.len == 0)) {
        conn_close(c);
    } else {
        conn_refuse(c, 408);
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
            conn_close(c);
        } else if (over && c->phase != BUSY) {
            conn_close(c);
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
            conn_send_answer(c);
        }
        if (c->phase == HEAD) {
            conn_advance(c);
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
