/* SPDX-License-Identifier: Apache-2.0 */
/* rate: how often something was done under a key lately; in memory, shared by
 * all threads, of a fixed size. */
#ifndef QUIPU_HTTP_RATE_H
#define QUIPU_HTTP_RATE_H

#include "base/err.h"

#include <stdbool.h>

struct req;

/* Count one more under `kind` and `key` ("sign-in", an address) and tell
 * whether it stays within `max` in any minute. */
bool rate_take(const char *kind, const char *key, int max);

/* The same for the address a request comes from; ERR_LIMIT, with a problem that
 * says to wait, where it is too much. */
enum err rate_check(struct req *r, const char *kind, int max);

#endif
