/* SPDX-License-Identifier: Apache-2.0 */
/* pool: a few threads for what is slow, with a bounded queue. */
#ifndef QUIPU_HTTP_POOL_H
#define QUIPU_HTTP_POOL_H

#include <stdbool.h>

struct exchange;
struct pool;

/* Start `threads` threads that run `work` on what is queued, at most
 * `waiting_max` at a time. NULL when they cannot be started. */
struct pool *pool_new(int threads, int waiting_max,
                      void (*work)(struct exchange *x));

/* Finish what is queued, end the threads. NULL does nothing. */
void pool_free(struct pool *p);

/* Queue; false when as many as may wait do so already. */
bool pool_put(struct pool *p, struct exchange *x);

/* How many wait. */
int pool_waiting(struct pool *p);

#endif
