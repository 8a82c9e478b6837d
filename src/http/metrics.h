/* SPDX-License-Identifier: Apache-2.0 */
/* metrics: figures of the running server for Prometheus (text format 0.0.4), on
 * a port of its own that only this machine reaches. Names are in snake case
 * with their unit; labels come from closed sets (routes.def, methods, classes
 * of status), never from what somebody sends.
 */
#ifndef QUIPU_HTTP_METRICS_H
#define QUIPU_HTTP_METRICS_H

#include "base/buf.h"
#include "base/err.h"

#include <stddef.h>

struct exchange;
struct server;

/* An answer was written, or the refusal of what never became a request. */
void metrics_answer(const struct exchange *x, int status, size_t bytes);
void metrics_refusal(int status, size_t bytes);

/* Connections that are open now, of all loops. */
void metrics_connections(int change);

/* All of it, as text. */
void metrics_write(const struct server *s, struct buf *out);

/* Answer GET /metrics at the server's `metrics` option, from a thread; NULL:
 * nothing happens. `why`: an English sentence. */
enum err metrics_start(const struct server *s, char *why, size_t why_size);
void metrics_stop(void);

#endif
