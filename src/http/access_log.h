/* SPDX-License-Identifier: Apache-2.0 */
/* access_log: one line for each answer, and the number that finds it again:
 * the answer carries it as X-Request-Id.
 *
 * Never a query, a secret or a number of a certificate: {secret}, {number} and
 * {hash} are written as they stand in routes.def, and of an address without a
 * route only short words.
 */
#ifndef QUIPU_HTTP_ACCESS_LOG_H
#define QUIPU_HTTP_ACCESS_LOG_H

#include <stddef.h>
#include <stdint.h>

struct exchange;

enum { ACCESS_LOG_ID_SIZE = 17 };

/* A number no other answer of this process has; from any thread. */
void access_log_id(char out[ACCESS_LOG_ID_SIZE]);

/* After the answer was written, as `bytes` with its head. */
void access_log_answer(const struct exchange *x, int status, size_t bytes);

/* The answer to what never became a request. */
void access_log_refusal(const char *id, int status, size_t bytes);

#endif
