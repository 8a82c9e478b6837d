/* SPDX-License-Identifier: Apache-2.0 */
/* conn: connections and the loops they live on. The conn files and http.c
 * alone know libuv and llhttp. */
#ifndef QUIPU_HTTP_CONN_H
#define QUIPU_HTTP_CONN_H

#include "http/exchange.h"

#include <llhttp.h>
#include <pthread.h>
#include <stdbool.h>
#include <uv.h>

enum { CONN_SPARES = 64, CONN_DATE = 32, CONN_READ = 64 * 1024 };

struct conn;

/* Memory of a request that is over, for the next one. */
struct spare {
    struct arena *arena;
    struct buf body;
};

/* A thread with its own sockets, timers and connections. */
struct loop {
    uv_loop_t uv;
    uv_tcp_t listeners[HTTP_LISTEN_MAX];
    int listener_count;
    uv_async_t wake; /* exchanges are finished, or we are to stop */
    uv_timer_t tick; /* deadlines, four times a second */
    const struct server *server;
    struct conn *conns;
    int conn_count;
    int busy_count; /* requests under way */
    int slow_bodies;
    bool stopping;
    int64_t stop_by_ms;
    struct spare spare[CONN_SPARES];
    int spare_count;
    struct buf out; /* the answer being written; kept where it is not sent */
    char date[CONN_DATE];
    int64_t date_s;
    char in[CONN_READ]; /* shared: bytes are taken over at once */

    pthread_mutex_t lock; /* guards the two below */
    struct exchange *finished;
    bool told_to_stop;
};

/* A socket has somebody waiting (uv_connection_cb). */
void conn_accept(uv_stream_t *listener, int status);

/* Look at every deadline. */
void conn_tick(struct loop *l);

/* Take over what other threads have finished. */
void conn_wake(struct loop *l);

/* Memory of a loop, before it runs and after its last connection. */
void conn_begin(struct loop *l);
void conn_end(struct loop *l);

/* Stop listening, finish what is under way, then close the rest. */
void conn_stop(struct loop *l);

#endif
