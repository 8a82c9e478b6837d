/* SPDX-License-Identifier: Apache-2.0 */
/* dispatch: the way of a request (architecture 3.7), nothing else. */
#ifndef QUIPU_HTTP_DISPATCH_H
#define QUIPU_HTTP_DISPATCH_H

#include <stddef.h>

struct exchange;

/* Run the request; x->done is called when its answer stands, on this thread or
 * another. Call on a network loop. */
void dispatch_start(struct exchange *x);

/* After x->done with x->finish_later set (a write has committed or failed):
 * call on the loop; x->done comes once more, with the answer. */
void dispatch_finish(struct exchange *x);

/* How large the body of this request may be (its target is known, nothing
 * else). */
size_t dispatch_body_max(struct exchange *x);

/* Answer a request whose body was not taken. Call on the loop; x->done comes
 * with the answer. */
void dispatch_refuse(struct exchange *x, int status);

/* What the pool runs. */
void dispatch_slow(struct exchange *x);

#endif
