/* SPDX-License-Identifier: Apache-2.0 */
/* conn_exchange: the request of a connection: its memory, which is kept for
 * the next one, and its way to the handlers and back. */

#include "http/conn_parts.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/tr.h"
#include "http/access_log.h"

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
    if (s.body.cap > CONN_KEPT_BYTES) {
        buf_free(&s.body);
    }
    buf_clear(&s.body);
    arena_reset(s.arena);
    l->spare[l->spare_count++] = s;
}

void
conn_begin(struct loop *l)
{
    buf_init(&l->out, CONN_OUT_MAX);
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

void
conn_exchange_end(struct conn *c)
{
    if (c->x) {
        struct spare s = {.arena = c->x->arena, .body = c->x->req.body};

        res_drop_file(&c->x->req);
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
    conn_send_answer(x->owner);
}

void
conn_exchange_begin(struct conn *c)
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
    x->req.headers.items = ARENA_ARRAY(a, CONN_HEADERS_MAX, struct pair);
    x->req.body = spare.body;
    c->x = x;
}

void
conn_exchange_hand_over(struct conn *c)
{
    c->phase = BUSY;
    c->loop->busy_count++;
    c->x->done = exchange_done_here;
    c->x->done_elsewhere = exchange_done;
}
