/* SPDX-License-Identifier: Apache-2.0 */
/* conn_read: bytes come in, and a connection goes on as far as they allow. */

#include "http/conn_parts.h"

#include "base/clock.h"
#include "http/dispatch.h"

#include <string.h>

static void
start(struct conn *c)
{
    struct exchange *x = c->x;
    const char *data = NULL;
    size_t len = 0;

    conn_set_slow(c, false);
    if (!body_end(&c->body, &data, &len)) {
        conn_refuse_body(c, 507);
        return;
    }
    x->body = data ? data : "";
    x->body_len = len;
    conn_exchange_hand_over(c);
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
        conn_refuse_body(c, c->refusal);
        return false;
    }
    if (e != HPE_OK && e != HPE_PAUSED) {
        conn_refuse(c, 400);
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

void
conn_advance(struct conn *c)
{
    bool more = true;

    while (more) {
        if (c->phase == HEAD && c->in.len) {
            more = conn_head(c);
        } else if (c->phase == BODY) {
            more = try_body(c);
        } else {
            more = false;
        }
    }
    if (c->phase == HEAD && c->ended) {
        c->keep_alive = false;
        conn_close(c);
    } else if (c->held && c->in.len < CONN_READ) {
        conn_resume(c);
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
            conn_close(c);
        }
        return;
    }
    if (c->phase == LINGER) {
        int64_t now = clock_steady_ms();

        /* Read and thrown away, for a while. */
        c->deadline_ms =
            now + CONN_LINGER_IDLE_MS < c->began_ms + CONN_LINGER_MS
                ? now + CONN_LINGER_IDLE_MS
                : c->began_ms + CONN_LINGER_MS;
        return;
    }
    if (c->phase == HEAD && c->in.len == 0 && n > 0) {
        c->began_ms = clock_steady_ms();
        c->deadline_ms =
            c->began_ms +
            conn_option(c->loop->server->options->header_ms, LIMIT_HEADER_MS);
    }
    buf_put(&c->in, b->base, (size_t)n);
    if (!buf_ok(&c->in)) {
        c->keep_alive = false;
        conn_close(c);
        return;
    }
    if ((c->phase == BUSY || c->phase == WRITING) && c->in.len >= CONN_READ) {
        /* It does not wait for its answers: it may wait for us. */
        c->held = true;
        uv_read_stop(s);
        return;
    }
    conn_advance(c);
}

void
conn_resume(struct conn *c)
{
    c->held = false;
    if (!c->ended && !uv_is_closing((uv_handle_t *)&c->tcp)) {
        /* Already reading is no fault. */
        (void)uv_read_start((uv_stream_t *)&c->tcp, on_alloc, on_read);
    }
}
