/* SPDX-License-Identifier: Apache-2.0 */
/* http: the server: listens, and hands requests to the routes.
 *
 * Two or more network loops (libuv, llhttp) share one listening socket each
 * address; a request that only reads is answered on its loop, one that writes
 * goes through the store's writer, a slow one through a small pool. With a
 * remote store all of them run on a larger pool.
 */
#ifndef QUIPU_HTTP_HTTP_H
#define QUIPU_HTTP_HTTP_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct node;
struct req;

enum { HTTP_LISTEN_MAX = 8 };

struct http_options {
    const char *listen[HTTP_LISTEN_MAX]; /* "127.0.0.1:8080", "[::1]:8080" */
    int listen_count;
    bool access_log;     /* a line for each answer */
    const char *proxy;   /* address of the proxy that is believed, or NULL */
    int loops;           /* 0 = two */
    const char *metrics; /* "127.0.0.1:9101": figures for Prometheus, or NULL */
    /* Write the page of a failure (src/web); runs without a transaction. */
    void (*problem_page)(struct req *r, int status);
    /* Called once when all sockets listen, with the port of the first. */
    void (*ready)(void *arg, int port);
    void *arg;
    /* Deadlines in ms; 0 = those of limits.h. Tests make them short. */
    int64_t header_ms, body_base_ms, body_window_ms, stall_ms, keepalive_ms;
    int connections, per_address;
};

/* Serve until SIGTERM, SIGINT or http_stop. `why` gets an English sentence
 * when it cannot begin (address in use, a route without a gate). */
enum err http_serve(const struct node *node, const struct http_options *options,
                    char *why, size_t why_size);

/* End the server from another thread, gracefully. */
void http_stop(void);

#endif
