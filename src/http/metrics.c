/* SPDX-License-Identifier: Apache-2.0 */
/* metrics: counted with atomics by whoever answers, written by a thread that
 * serves one question at a time. */

#include "http/metrics.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "db/store.h"
#include "http/exchange.h"
#include "http/pool.h"
#include "http/socket.h"
#include "routes.h"

#include <inttypes.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    ROUTES_MAX = 256,
    CLASSES = 6, /* by the first digit of the status; 0 is none */
    BUCKETS = 9,
    KINDS = TX_NONE + 1,
    ASK_MAX = 4096,
    ASK_MS = 2000 /* to send a question, to take the answer */
};

/* Upper ends in ms; the last bucket has none. */
static const int64_t ends_ms[BUCKETS - 1] = {1, 2, 5, 10, 50, 100, 500, 2000};
static const char *const kinds[KINDS] = {"none", "read",     "write",
                                         "slow", "password", "none"};

static struct {
    atomic_llong answers[ROUTES_MAX + 1][CLASSES]; /* the last: no route */
    atomic_llong took[KINDS][BUCKETS];
    atomic_llong took_us[KINDS];
    atomic_llong bytes;
    atomic_llong refusals[CLASSES];
    atomic_llong connections;
} figures;

/* --- counting --- */

static int
class_of(int status)
{
    return status >= 100 && status < 600 ? status / 100 : 0;
}

void
metrics_answer(const struct exchange *x, int status, size_t bytes)
{
    const struct route *r = x->req.route;
    size_t row = r ? (size_t)(r - routes) : ROUTES_MAX;
    int kind = r ? (int)r->tx : 0, bucket = 0;
    int64_t us = clock_steady_us() - x->began_us;

    while (bucket < BUCKETS - 1 && us > ends_ms[bucket] * 1000) {
        bucket++;
    }
    atomic_fetch_add(
        &figures.answers[row < ROUTES_MAX ? row : ROUTES_MAX][class_of(status)],
        1);
    atomic_fetch_add(&figures.took[kind][bucket], 1);
    atomic_fetch_add(&figures.took_us[kind], us);
    atomic_fetch_add(&figures.bytes, (long long)bytes);
}

void
metrics_refusal(int status, size_t bytes)
{
    atomic_fetch_add(&figures.refusals[class_of(status)], 1);
    atomic_fetch_add(&figures.bytes, (long long)bytes);
}

void
metrics_connections(int change)
{
    atomic_fetch_add(&figures.connections, change);
}

/* --- writing --- */

static void
head(struct buf *out, const char *name, const char *type, const char *help)
{
    buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

/* A family of one. */
static void
one(struct buf *out, const char *name, const char *type, const char *help,
    int64_t value)
{
    head(out, name, type, help);
    buf_printf(out, "%s %" PRId64 "\n", name, value);
}

static void
seconds(struct buf *out, int64_t us)
{
    buf_printf(out, "%" PRId64 ".%06" PRId64, us / 1000000, us % 1000000);
}

static void
put_answers(struct buf *out)
{
    static const char name[] = "quipu_http_responses_total";

    head(out, name, "counter",
         "Answers by route (handler of routes.def), method and class of "
         "status.");
    for (size_t i = 0; i <= ROUTES_MAX; i++) {
        for (int class = 1; class < CLASSES; class ++) {
            long long n = atomic_load(&figures.answers[i][class]);

            if (n && i < route_count) {
                buf_printf(out,
                           "%s{route=\"%s\",method=\"%s\",status=\"%dxx\"} "
                           "%lld\n",
                           name, routes[i].name,
                           routes[i].method == METHOD_POST ? "POST" : "GET",
                           class, n);
            } else if (n) {
                buf_printf(out,
                           "%s{route=\"none\",method=\"any\",status=\"%dxx\"}"
                           " %lld\n",
                           name, class, n);
            }
        }
    }
}

static void
put_took(struct buf *out)
{
    static const char name[] = "quipu_http_response_duration_seconds";

    head(out, name, "histogram",
         "From the last byte of a request to its answer, by kind of "
         "transaction.");
    for (int kind = TX_READ; kind < KINDS; kind++) {
        long long sum = 0;

        for (int i = 0; i < BUCKETS; i++) {
            /* A page without a route counts as one without a transaction. */
            sum += atomic_load(&figures.took[kind][i]) +
                   (kind == TX_NONE ? atomic_load(&figures.took[0][i]) : 0);
            buf_printf(out, "%s_bucket{transaction=\"%s\",le=\"", name,
                       kinds[kind]);
            if (i < BUCKETS - 1) {
                buf_printf(out, "%" PRId64 ".%03" PRId64, ends_ms[i] / 1000,
                           ends_ms[i] % 1000);
            } else {
                buf_puts(out, "+Inf");
            }
            buf_printf(out, "\"} %lld\n", sum);
        }
        buf_printf(out, "%s_sum{transaction=\"%s\"} ", name, kinds[kind]);
        seconds(out,
                atomic_load(&figures.took_us[kind]) +
                    (kind == TX_NONE ? atomic_load(&figures.took_us[0]) : 0));
        buf_printf(out, "\n%s_count{transaction=\"%s\"} %lld\n", name,
                   kinds[kind], sum);
    }
}

static void
put_refusals(struct buf *out)
{
    static const char name[] = "quipu_http_refusals_total";

    head(out, name, "counter",
         "Answers to what never became a request, by class of status.");
    for (int class = 4; class < CLASSES; class ++) {
        buf_printf(out, "%s{status=\"%dxx\"} %lld\n", name, class,
                   (long long)atomic_load(&figures.refusals[class]));
    }
}

static void
put_store(struct buf *out, struct store *store)
{
    struct store_figures f;

    store_figures(store, &f);
    if (f.has_standby) {
        one(out, "quipu_standby_reads_total", "counter",
            "Pages read from the standby.", f.standby_reads);
        one(out, "quipu_standby_passed_total", "counter",
            "Pages the primary answered since the standby was away or behind.",
            f.standby_passed);
    }
    if (store_is_remote(store)) {
        return; /* the server elsewhere has figures of its own */
    }
    one(out, "quipu_database_writes_total", "counter",
        "Writes that ran, committed or not.", f.writes);
    one(out, "quipu_database_commits_total", "counter",
        "Groups of writes, each with one sync.", f.groups);
    one(out, "quipu_database_writes_waiting", "gauge",
        "Writes that wait for the writer.", f.queued);
    one(out, "quipu_database_log_bytes", "gauge",
        "SQLite's log after the last write; it is cut at 64 MiB.", f.log_bytes);
    one(out, "quipu_database_ballast_present", "gauge",
        "0 when the ballast was given up for want of room.", f.has_ballast);
}

static void
put_log(struct buf *out)
{
    static const char name[] = "quipu_log_lines_total";

    head(out, name, "counter", "Lines of the log by level.");
    buf_printf(out, "%s{level=\"info\"} %" PRId64 "\n", name,
               log_count(LOG_INFO));
    buf_printf(out, "%s{level=\"warn\"} %" PRId64 "\n", name,
               log_count(LOG_WARN));
    buf_printf(out, "%s{level=\"error\"} %" PRId64 "\n", name,
               log_count(LOG_ERROR));
}

static int64_t
resident_bytes(void)
{
    FILE *f = fopen("/proc/self/statm", "re");
    char line[128]; /* pages in all, then those resident, … */
    int64_t resident = 0;

    if (f) {
        const char *second =
            fgets(line, sizeof line, f) ? strchr(line, ' ') : NULL;

        resident = second ? strtoll(second, NULL, 10) : 0;
        fclose(f);
    }
    return resident * sysconf(_SC_PAGESIZE);
}

static void
put_process(struct buf *out, const struct server *s)
{
    struct rusage u;

    (void)getrusage(RUSAGE_SELF, &u);
    head(out, "process_cpu_seconds_total", "counter",
         "User and system time of this process.");
    buf_puts(out, "process_cpu_seconds_total ");
    seconds(out, (int64_t)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1000000 +
                     u.ru_utime.tv_usec + u.ru_stime.tv_usec);
    buf_puts(out, "\n");
    one(out, "process_resident_memory_bytes", "gauge",
        "Memory of this process.", resident_bytes());
    one(out, "process_start_time_seconds", "gauge",
        "When it began to serve, in Unix time.", s->began_ms / 1000);
    head(out, "quipu_build_info", "gauge", "1; the version is its label.");
    buf_puts(out, "quipu_build_info{version=\"" QUIPU_VERSION "\"} 1\n");
}

void
metrics_write(const struct server *s, struct buf *out)
{
    put_answers(out);
    put_took(out);
    put_refusals(out);
    one(out, "quipu_http_response_bytes_total", "counter",
        "Bytes of answers, with their heads.", atomic_load(&figures.bytes));
    one(out, "quipu_http_connections", "gauge", "Connections that are open.",
        atomic_load(&figures.connections));
    one(out, "quipu_passwords_waiting", "gauge",
        "Sign-ins whose password waits to be hashed.",
        pool_waiting(s->passwords));
    put_store(out, s->node->store);
    put_log(out);
    put_process(out, s);
}

/* --- answering --- */

static struct {
    const struct server *server;
    int fd;
    int stop[2]; /* a pipe: closed, the thread ends */
    pthread_t thread;
    bool running;
} port;

/* Until the empty line, the limit or the time is over. */
static bool
read_question(int fd, char text[ASK_MAX + 1])
{
    int64_t until = clock_steady_ms() + ASK_MS;
    size_t len = 0;

    while (len < ASK_MAX) {
        struct pollfd p = {.fd = fd, .events = POLLIN};
        int64_t left = until - clock_steady_ms();
        ssize_t n;

        if (left <= 0 || poll(&p, 1, (int)left) != 1) {
            return false;
        }
        n = recv(fd, text + len, ASK_MAX - len, 0);
        if (n <= 0) {
            return false;
        }
        len += (size_t)n;
        text[len] = '\0';
        if (strstr(text, "\r\n\r\n")) {
            return true;
        }
    }
    return false;
}

static void
send_all(int fd, const char *p, size_t len)
{
    int64_t until = clock_steady_ms() + ASK_MS;

    while (len) {
        struct pollfd w = {.fd = fd, .events = POLLOUT};
        int64_t left = until - clock_steady_ms();
        ssize_t n;

        if (left <= 0 || poll(&w, 1, (int)left) != 1) {
            return;
        }
        n = send(fd, p, len, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n <= 0) {
            return;
        }
        p += n;
        len -= (size_t)n;
    }
}

static void
answer(int fd)
{
    char question[ASK_MAX + 1] = "", first[160];
    struct buf body;
    bool good;

    if (!read_question(fd, question)) {
        return;
    }
    good = strncmp(question, "GET /metrics ", 13) == 0;
    buf_init(&body, LIMIT_RESPONSE_BYTES);
    if (good) {
        metrics_write(port.server, &body);
    } else {
        buf_puts(&body, "GET /metrics\n");
    }
    snprintf(
        first, sizeof first,
        "HTTP/1.1 %s\r\nContent-Type: text/plain; version=0.0.4; "
        "charset=utf-8\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n",
        good ? "200 OK" : "404 Not Found", body.len);
    send_all(fd, first, strlen(first));
    send_all(fd, buf_text(&body), body.len);
    buf_free(&body);
}

static void *
run(void *arg)
{
    struct pollfd fds[2] = {{.fd = port.fd, .events = POLLIN},
                            {.fd = port.stop[0], .events = POLLIN}};

    (void)arg;
    while (poll(fds, 2, -1) < 0 || !fds[1].revents) {
        int fd = accept(port.fd, NULL, NULL);

        if (fd >= 0) {
            answer(fd);
            close(fd);
        }
    }
    return NULL;
}

enum err
metrics_start(const struct server *s, char *why, size_t why_size)
{
    const char *address = s->options->metrics;

    if (!address) {
        return OK;
    }
    TRY(socket_open(address, &port.fd, why, why_size));
    if (!socket_is_loopback(port.fd)) {
        close(port.fd);
        return socket_explain(why, why_size,
                              "Metrics are for this machine only, such as "
                              "--metrics 127.0.0.1:9101, not %s.",
                              address);
    }
    port.server = s;
    if (pipe(port.stop) != 0) {
        close(port.fd);
        return socket_explain(why, why_size, "No pipe for the metrics.");
    }
    if (pthread_create(&port.thread, NULL, run, NULL) != 0) {
        log_fatal("no thread for the metrics", "metrics", 1);
    }
    port.running = true;
    return OK;
}

void
metrics_stop(void)
{
    if (!port.running) {
        return;
    }
    close(port.stop[1]);
    pthread_join(port.thread, NULL);
    close(port.stop[0]);
    close(port.fd);
    port.running = false;
}
