/* SPDX-License-Identifier: Apache-2.0 */
/* http: the server: sockets, loops, start and stop. */

#include "http/http.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/notify.h"
#include "core/ctx.h"
#include "db/store.h"
#include "http/conn.h"
#include "http/dispatch.h"
#include "http/metrics.h"
#include "http/pool.h"
#include "http/route.h"
#include "http/socket.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    LOOPS = 2,
    LOOPS_MAX = 16,
    POOL_THREADS = 2,
    POOL_THREADS_BLOCKING = 24, /* each waits for a server elsewhere */
    TICK_MS = 250,
    FIRST_INHERITED = 3
};

/* The one server of the process: signals must find it. */
static struct {
    pthread_mutex_t lock;
    struct loop *loops;
    int count;
} running = {.lock = PTHREAD_MUTEX_INITIALIZER};

static atomic_bool stop_wanted;

/* --- stopping --- */

static void
tell_all_to_stop(void)
{
    pthread_mutex_lock(&running.lock);
    for (int i = 0; i < running.count; i++) {
        struct loop *l = &running.loops[i];

        pthread_mutex_lock(&l->lock);
        l->told_to_stop = true;
        pthread_mutex_unlock(&l->lock);
        uv_async_send(&l->wake);
    }
    pthread_mutex_unlock(&running.lock);
}

void
http_stop(void)
{
    atomic_store(&stop_wanted, true);
    tell_all_to_stop();
}

static void
on_signal(uv_signal_t *s, int number)
{
    log_line(LOG_INFO, "stopping", "signal=%d", number);
    uv_signal_stop(s);
    notify_send("STOPPING=1");
    http_stop();
}

static void
on_wake(uv_async_t *a)
{
    struct loop *l = a->data;
    bool stop;

    pthread_mutex_lock(&l->lock);
    stop = l->told_to_stop;
    pthread_mutex_unlock(&l->lock);
    conn_wake(l);
    if (stop && !l->stopping) {
        conn_stop(l);
    }
}

static void
on_tick(uv_timer_t *t)
{
    conn_tick(t->data);
}

/* Told from the first loop: one that hangs is not heard any more. */
static void
on_watchdog(uv_timer_t *t)
{
    (void)t;
    notify_send("WATCHDOG=1");
}

/* --- sockets --- */

/* Sockets a supervisor has opened for us (LISTEN_FDS), or our own. */
static enum err
open_sockets(const struct http_options *o, int fds[HTTP_LISTEN_MAX], int *count,
             char *why, size_t why_size)
{
    const char *pid = getenv("LISTEN_PID"), *n = getenv("LISTEN_FDS");

    *count = 0;
    if (pid && n && strtol(pid, NULL, 10) == (long)getpid()) {
        int inherited = (int)strtol(n, NULL, 10);

        for (int i = 0; i < inherited && i < HTTP_LISTEN_MAX; i++) {
            fcntl(FIRST_INHERITED + i, F_SETFD, FD_CLOEXEC);
            fds[(*count)++] = FIRST_INHERITED + i;
        }
        return OK;
    }
    for (int i = 0; i < o->listen_count; i++) {
        enum err e = socket_open(o->listen[i], &fds[*count], why, why_size);

        /* A machine without IPv6 still serves its other address. */
        if (e != OK && i > 0 && o->listen[i][0] == '[') {
            log_line(LOG_WARN, "address left out", "%s", why);
            continue;
        }
        TRY(e);
        (*count)++;
    }
    return OK;
}

/* --- hosts we answer to --- */

static void
add_host(struct server *s, const char *host, int port)
{
    char *to = s->hosts[s->host_count];

    if (s->host_count == EXCHANGE_HOSTS) {
        return;
    }
    if (port) {
        snprintf(to, sizeof s->hosts[0], "%.240s:%d", host, port);
    } else {
        snprintf(to, sizeof s->hosts[0], "%s", host);
    }
    s->host_count++;
}

/* The public address's host, with and without the port its scheme implies; on
 * loopback the names of this machine, too. */
static void
set_hosts(struct server *s, const int *fds, int count)
{
    const char *host = strstr(s->node->public_url, "://");
    char name[256];

    snprintf(name, sizeof name, "%s", host ? host + 3 : s->node->public_url);
    name[strcspn(name, "/")] = '\0';
    add_host(s, name, 0);
    add_host(s, name, s->secure ? 443 : 80);
    s->public_hosts = s->host_count;
    for (int i = 0; i < count; i++) {
        int port = socket_port(fds[i]);

        if (socket_is_loopback(fds[i])) {
            add_host(s, "localhost", port);
            add_host(s, "127.0.0.1", port);
            add_host(s, "[::1]", port);
        }
    }
}

/* --- memory of the loops --- */

/* libuv would end the process without a word, or go on without a watcher. */
static void *
had(void *p, size_t wanted)
{
    if (!p && wanted) {
        log_fatal("out of memory", "wanted", (int64_t)wanted);
    }
    return p;
}

static void *
loop_malloc(size_t size)
{
    return had(malloc(size), size);
}

static void *
loop_realloc(void *p, size_t size)
{
    return had(realloc(p, size), size);
}

static void *
loop_calloc(size_t count, size_t size)
{
    return had(calloc(count, size), count * size);
}

static void
set_memory(void)
{
    uv_replace_allocator(loop_malloc, loop_realloc, loop_calloc, free);
}

/* --- loops --- */

static bool
open_loop(struct loop *l, const struct server *s, const int *fds, int count)
{
    pthread_mutex_init(&l->lock, NULL);
    l->server = s;
    conn_begin(l);
    if (uv_loop_init(&l->uv) != 0) {
        return false;
    }
    uv_async_init(&l->uv, &l->wake, on_wake);
    l->wake.data = l;
    uv_timer_init(&l->uv, &l->tick);
    l->tick.data = l;
    uv_timer_start(&l->tick, on_tick, TICK_MS, TICK_MS);
    for (int i = 0; i < count; i++) {
        int fd = fcntl(fds[i], F_DUPFD_CLOEXEC, 0);

        uv_tcp_init(&l->uv, &l->listeners[i]);
        l->listeners[i].data = l;
        if (fd < 0 || uv_tcp_open(&l->listeners[i], fd) != 0 ||
            uv_listen((uv_stream_t *)&l->listeners[i], SOCKET_BACKLOG,
                      conn_accept) != 0) {
            return false;
        }
        l->listener_count++;
    }
    return true;
}

static void *
run_loop(void *arg)
{
    struct loop *l = arg;

    uv_run(&l->uv, UV_RUN_DEFAULT);
    return NULL;
}

static void
free_loop(struct loop *l)
{
    conn_end(l);
    uv_loop_close(&l->uv);
    pthread_mutex_destroy(&l->lock);
}

static void
close_signal(uv_handle_t *h, void *arg)
{
    (void)arg;
    if (!uv_is_closing(h)) {
        uv_close(h, NULL);
    }
}

/* Run all loops, the first on this thread, until they are told to stop. */
static void
run_loops(struct loop *loops, int count)
{
    pthread_t threads[LOOPS_MAX];
    uv_signal_t term, interrupt;
    uv_timer_t watchdog;
    uint64_t heard_ms = (uint64_t)notify_watchdog_ms();
    int started = 1;

    uv_signal_init(&loops[0].uv, &term);
    uv_signal_init(&loops[0].uv, &interrupt);
    uv_unref((uv_handle_t *)&term);
    uv_unref((uv_handle_t *)&interrupt);
    uv_signal_start(&term, on_signal, SIGTERM);
    uv_signal_start(&interrupt, on_signal, SIGINT);
    uv_timer_init(&loops[0].uv, &watchdog);
    uv_unref((uv_handle_t *)&watchdog);
    if (heard_ms) {
        uv_timer_start(&watchdog, on_watchdog, heard_ms, heard_ms);
    }
    while (started < count && pthread_create(&threads[started], NULL, run_loop,
                                             &loops[started]) == 0) {
        started++;
    }
    if (atomic_load(&stop_wanted)) {
        tell_all_to_stop();
    }
    uv_run(&loops[0].uv, UV_RUN_DEFAULT);
    for (int i = 1; i < started; i++) {
        pthread_join(threads[i], NULL);
    }
    uv_walk(&loops[0].uv, close_signal, NULL);
    uv_run(&loops[0].uv, UV_RUN_DEFAULT);
}

static enum err
serve(struct server *s, const int *fds, int count, char *why, size_t why_size)
{
    const struct http_options *o = s->options;
    int n = o->loops ? o->loops : LOOPS;
    struct loop *loops = calloc((size_t)n, sizeof *loops);
    bool good = loops && n <= LOOPS_MAX;

    for (int i = 0; good && i < n; i++) {
        good = open_loop(&loops[i], s, fds, count);
    }
    for (int i = 0; i < count; i++) {
        close(fds[i]); /* every loop has its own copy */
    }
    if (!good) {
        free(loops);
        return socket_explain(why, why_size,
                              "The network loops cannot be started.");
    }
    pthread_mutex_lock(&running.lock);
    running.loops = loops;
    running.count = n;
    pthread_mutex_unlock(&running.lock);
    run_loops(loops, n);
    pthread_mutex_lock(&running.lock);
    running.count = 0;
    pthread_mutex_unlock(&running.lock);
    atomic_store(&stop_wanted, false); /* a later server is another one */
    for (int i = 0; i < n; i++) {
        free_loop(&loops[i]);
    }
    free(loops);
    return OK;
}

enum err
http_serve(const struct node *node, const struct http_options *options,
           char *why, size_t why_size)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct server *s = calloc(1, sizeof *s);
    int fds[HTTP_LISTEN_MAX], count;
    const char *pattern;
    enum err e;

    if (!s) {
        return ERR_INTERNAL;
    }
    pthread_once(&once, set_memory);
    s->node = node;
    s->options = options;
    s->began_ms = clock_now_ms();
    s->secure = strncmp(node->public_url, "https://", 8) == 0;
    s->scheme = s->secure ? "https" : "http";
    s->cookie = s->secure ? "__Host-quipu" : "quipu";
    if (!route_check(&pattern)) {
        e = socket_explain(
            why, why_size,
            "The route %s is not complete: it needs a handler, a "
            "gate and a transaction.",
            pattern);
        free(s);
        return e;
    }
    signal(SIGPIPE, SIG_IGN);
    e = open_sockets(options, fds, &count, why, why_size);
    if (e == OK) {
        set_hosts(s, fds, count);
        e = metrics_start(s, why, why_size);
    }
    if (e == OK) {
        s->pool = store_is_remote(node->store)
                      ? pool_new(POOL_THREADS_BLOCKING, LIMIT_WRITE_QUEUE,
                                 dispatch_slow)
                      : pool_new(POOL_THREADS, LIMIT_POOL_QUEUE, dispatch_slow);
        s->passwords = pool_new(1, LIMIT_PASSWORD_QUEUE, dispatch_slow);
        notify_send("READY=1");
        if (options->ready) {
            options->ready(options->arg, socket_port(fds[0]));
        }
        e = s->pool && s->passwords ? serve(s, fds, count, why, why_size)
                                    : ERR_INTERNAL;
        pool_free(s->pool);
        pool_free(s->passwords);
        metrics_stop();
    }
    free(s);
    return e;
}
