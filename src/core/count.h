/* SPDX-License-Identifier: Apache-2.0 */
/* count: figures that are always fresh: per node of the tree and month,
 * written in the same transaction as the event they count. */
#ifndef QUIPU_CORE_COUNT_H
#define QUIPU_CORE_COUNT_H

#include "base/err.h"

#include <stdint.h>

struct ctx;

/* All three count events, so months add up to years. */
#define COUNT_ENROLLED "enrolled"   /* a person enrolled in a series */
#define COUNT_COMPLETED "completed" /* a person completed a series */
#define COUNT_CERTIFIED "certified" /* a certificate was issued */

/* Count `n` more events of `date` ("YYYY-MM-DD") at `org` and every node above
 * it. */
enum err count_add(struct ctx *c, int64_t org, const char *indicator,
                   const char *date, int64_t n);

/* The sum at a node over months `from` .. `to` ("YYYY-MM", both included;
 * NULL = from the beginning, to the end). */
enum err count_sum(struct ctx *c, int64_t org, const char *indicator,
                   const char *from, const char *to, int64_t *sum);

#endif
