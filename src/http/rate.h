/* SPDX-License-Identifier: Apache-2.0 */
/* rate: how often something was done under a key lately; in memory, shared by
 * all threads, of a fixed size. */
#ifndef QUIPU_HTTP_RATE_H
#define QUIPU_HTTP_RATE_H

#include <stdbool.h>

/* Count one more under `kind` and `key` ("sign-in", an address) and tell
 * whether it stays within `max` in any minute. */
bool rate_take(const char *kind, const char *key, int max);

#endif
