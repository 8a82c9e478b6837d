/* SPDX-License-Identifier: Apache-2.0 */
/* exchange: one request on its way through the house and back; only for the
 * files of http/. */
#ifndef QUIPU_HTTP_EXCHANGE_H
#define QUIPU_HTTP_EXCHANGE_H

#include "core/ctx.h"
#include "db/store.h"
#include "http/access_log.h"
#include "http/http.h"
#include "http/req.h"
#include "http/scan.h"

#include <stdbool.h>
#include <stdint.h>

struct pool;

enum { EXCHANGE_HOSTS = 16 };

/* What all requests of a server share; never changed while it runs. */
struct server {
    const struct node *node;
    const struct http_options *options;
    const char *scheme; /* of the public address: "http" or "https" */
    const char *cookie; /* name of the session's cookie */
    bool secure;
    char hosts[EXCHANGE_HOSTS][256]; /* that we answer to */
    int host_count;
    int64_t began_ms; /* when it was started */
    int public_hosts; /* the first of them are names of the public address */
    struct pool *pool;
    struct pool *passwords; /* hashed one at a time: 64 MiB each */
};

struct exchange {
    const struct server *server;
    struct arena *arena; /* of this request alone */
    struct ctx ctx;
    struct req req;

    /* set by conn before dispatch_start */
    char id[ACCESS_LOG_ID_SIZE]; /* X-Request-Id */
    const char *target;          /* as it came: path and query */
    const char *scheme; /* of a target that was a whole address, else NULL */
    const char *peer;   /* address of the socket */
    const char *body;
    size_t body_len;
    bool head; /* leave the body of the answer out */

    /* how it went */
    enum err result;
    bool met;          /* the session was looked up */
    bool answered;     /* the gate has written the answer */
    bool finish_later; /* done means: call dispatch_finish on the loop */
    int64_t began_us;

    struct store_job job;
    struct exchange *next;
    /* Called when the answer stands in req: on the loop, or (`elsewhere`) on
     * another thread. */
    void (*done)(struct exchange *x);
    void (*done_elsewhere)(struct exchange *x);
    bool elsewhere;
    void *owner; /* the connection */
};

#endif
