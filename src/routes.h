/* SPDX-License-Identifier: Apache-2.0 */
/* routes: every address with its handler, gate and transaction. A row without
 * a gate does not compile. */
#ifndef QUIPU_ROUTES_H
#define QUIPU_ROUTES_H

#include "base/err.h"
#include "core/caps.h"
#include "http/req.h"

/* Which transaction the handler runs in (architecture 3.7). */
enum tx {
    TX_READ = 1, /* read-only, on the network loop */
    TX_WRITE,    /* on the writer, committed in a group */
    TX_SLOW,     /* none; on the pool; reads and writes by store_read/_write */
    TX_PASSWORD, /* as TX_SLOW, on one thread with a short queue of its own */
    TX_NONE      /* none, on the loop: answers without the database */
};

typedef enum err (*handler_fn)(struct req *r);

struct route {
    enum method method;
    const char *pattern; /* "/o/{org}/agreements/{id}" */
    handler_fn handler;
    enum gate gate; /* core/caps.h: public, self, demo, or a capability */
    enum tx tx;
    handler_fn again;    /* page shown when the form failed; POST only */
    size_t upload_bytes; /* > 0: body may be this large, files go to disk */
    const char *name;    /* of the handler, for the log */
};

extern const struct route routes[];
extern const size_t route_count;

#endif
