/* SPDX-License-Identifier: Apache-2.0 */
/* jobs: what a server does by itself: the record of acts is sealed, what is
 * over is swept away.
 *
 * Each kind looks first, in a reading transaction, whether there is anything
 * to do, so that an idle node writes nothing; then it works in slices, each a
 * write of its own, so that nobody waits long behind it. All of them can be
 * done twice, and by several servers of one database.
 */
#ifndef QUIPU_JOBS_JOBS_H
#define QUIPU_JOBS_JOBS_H

struct jobs;
struct node;

/* Every kind is due at once. */
struct jobs *jobs_new(const struct node *node);

/* End the thread, when there is one. NULL does nothing. */
void jobs_free(struct jobs *j);

/* Do what is due at clock_now_ms(). A kind that fails says so in the log and is
 * tried again when it is due the next time. */
void jobs_round(struct jobs *j);

/* A thread that makes a round each second. */
void jobs_start(struct jobs *j);

#endif
