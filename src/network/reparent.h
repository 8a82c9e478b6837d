/* SPDX-License-Identifier: Apache-2.0 */
/* reparent: a place of the tree comes under another parent.
 *
 * A move has a day: earlier months stay where they were counted, that month
 * and those after it are counted by the new tree. A correction says that it
 * was always wrong: what was counted since the place came there is counted
 * anew. Rights are those of the tree of today at once.
 *
 * Both are one short transaction; the figures follow in slices
 * (network/carry.h), which whoever moved it calls for, or the server's jobs. Until
 * then no other place can be moved.
 */
#ifndef QUIPU_NETWORK_REPARENT_H
#define QUIPU_NETWORK_REPARENT_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;

/* Move `org` below `parent` from `date` ("YYYY-MM-DD") on, today or earlier,
 * and later than it came where it is. `reason` is kept in the record; NULL =
 * none. ERR_INVALID at "date" or "parent". ERR_CONFLICT: it is there already,
 * the tree around it has changed since that day, or another is on its way.
 * Needs: CAP_ORG_EDIT at the place and at both parents, unless nobody is signed
 * in (the command line). */
enum err reparent_move(struct ctx *c, int64_t org, int64_t parent,
                       const char *date, const char *reason);

/* It never was where it is, but below `parent`, since the day it came there.
 * The rest as above. */
enum err reparent_correct(struct ctx *c, int64_t org, int64_t parent,
                          const char *reason);

/* Where a place stood, the present first. */
struct reparent_line {
    int64_t parent;
    const char *name, *slug;
    const char *from_date;
    const char *to_date; /* NULL = today */
    bool corrected;      /* it was said later that it never stood there */
    const char *reason;  /* why it came there, or why that was wrong */
};
struct reparent_lines {
    const struct reparent_line *items;
    size_t count;
};
enum err reparent_history(struct ctx *c, int64_t org,
                          struct reparent_lines *out);

#endif
