/* SPDX-License-Identifier: Apache-2.0 */
/* carry: what a place that came below another counts follows it, in slices.
 *
 * The parent and the rights change at once (reparent.h); counters and the
 * dated closure they ask change together, some places below it at a time, each
 * slice in one transaction of its own. Between two slices one part counts by
 * the new tree and the rest by the old one, so counters agree with the records
 * at every moment, and other writes get their turn.
 *
 * How far it has come is a row, so whoever comes next goes on after a crash:
 * the command, or the server's jobs. An institution or a unit is one slice with
 * all below it. A larger place is first taken by itself, then child by child.
 * Of a slice the counters are carried as they stand; only persons of several
 * places, those who learnt before and after that month's beginning in its year,
 * and who belongs to the larger place itself, are looked at one by one.
 */
#ifndef QUIPU_NETWORK_CARRY_H
#define QUIPU_NETWORK_CARRY_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct ctx;

/* Children in one slice at most. */
enum { CARRY_MAX = 64 };

/* `org` is below `to_parent` by org_path, and counts there from `day` on: to be
 * carried. Called by reparent alone. */
enum err carry_begin(struct ctx *c, int64_t org, int64_t from_parent,
                     int64_t to_parent, const char *day);

/* Is something on its way? */
enum err carry_any(struct ctx *c, bool *any);

/* Carry the next slice, of at most `max` children. `left`: there is more. In a
 * writing transaction. Needs: nothing; who may move it has been asked. */
enum err carry_slice(struct ctx *c, int max, bool *left);

/* For the jobs (jobs.h): is something on its way that nobody has touched for a
 * while? And a slice of it; `done` = `max` while there is more. */
enum err carry_waits(struct ctx *c, bool *any);
enum err carry_on(struct ctx *c, int max, int *done);

#endif
