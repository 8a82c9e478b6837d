/* SPDX-License-Identifier: Apache-2.0 */
/* membership: what becomes of a university's membership after it was admitted
 * (network/join.h): suspended and restored, left on a day that may be announced,
 * renewed; and its history, which nothing rewrites.
 *
 *     member <-> suspended
 *     member or suspended -> left, on a day; back by applying again
 *
 * While it is suspended, or has left, nobody new comes in, nobody enrols,
 * nothing is opened; whoever is enrolled goes on to the end, and certificates
 * stay true.
 */
#ifndef QUIPU_NETWORK_MEMBERSHIP_H
#define QUIPU_NETWORK_MEMBERSHIP_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;
struct org;

/* Days before its end from which a member may renew by itself. */
enum { MEMBERSHIP_RENEW_DAYS = 180 };

struct membership_steps {
    struct membership_step {
        const char *status; /* member suspended left stays */
        const char *from_date;
        const char *reason; /* NULL = none */
    } * items;              /* oldest first */
    size_t count;
};
/* Needs: CAP_ORG_READ at `org`. */
enum err membership_steps(struct ctx *c, int64_t org,
                          struct membership_steps *out);

/* The day a leaving was announced for, which has not come; NULL = none. */
enum err membership_leaving(struct ctx *c, int64_t org, const char **day);
/* What is read of one by these and by membership_term (db_foresee). */
void membership_foresee(struct ctx *c, int64_t org);

/* The agreement it rests on: the last in force. ERR_MISSING: none is kept here
 * (it was a member before, or has left). */
struct membership_term {
    const char *number; /* of the agreement */
    const char *until_date;
    const char *next_date; /* the last day if it is renewed now */
    bool may_renew;        /* the end is near, no notice was given */
    int64_t rev;
};
enum err membership_term(struct ctx *c, const struct org *o,
                         struct membership_term *out);

/* Those of `orgs` (at most 64) that may renew now, the first to end first; at
 * most five. Needs: nothing; callers ask for places where the reader holds
 * CAP_ORG_EDIT. */
struct membership_endings {
    struct membership_ending {
        int64_t org;
        const char *slug, *until_date;
    } items[5];
    size_t count;
};
enum err membership_ending(struct ctx *c, const int64_t *orgs, size_t n,
                           struct membership_endings *out);
/* They will be read: with what is asked next, in one flight (db_foresee). */
void membership_foresee_ending(struct ctx *c, const int64_t *orgs, size_t n);

/* May something new begin at `org`: is no institution at or above it suspended,
 * and has none left? */
enum err membership_is_open(struct ctx *c, int64_t org, bool *open);

/* ERR_CONFLICT, with a problem for the whole form, where the institution at or
 * above `org` is suspended or has left: nothing new begins there. */
enum err membership_need_open(struct ctx *c, int64_t org);

/* With a reason (10..2000 characters, field "reason"), read by the member.
 * ERR_CONFLICT: it is not a member (not suspended), or somebody else was first
 * (rev). Needs: CAP_MEMBER_REVIEW at the place above. */
enum err membership_suspend(struct ctx *c, int64_t org, int64_t rev,
                            const char *reason);
enum err membership_restore(struct ctx *c, int64_t org, int64_t rev,
                            const char *reason);

/* It leaves after a day (today or to come, at most two years ahead; field
 * "on_date"), for a reason (field "why"): announced by itself or by who reviews. And a leaving
 * that has not come is taken back. ERR_CONFLICT as above, or announced already
 * (not announced). Needs: CAP_ORG_EDIT or CAP_MEMBER_REVIEW at it. */
enum err membership_leave(struct ctx *c, int64_t org, int64_t rev,
                          const char *on_date, const char *reason);
enum err membership_stay(struct ctx *c, int64_t org, int64_t rev);

/* One term more, as long as the last. ERR_CONFLICT: not yet, notice was given,
 * suspended, or somebody else was first (rev of the agreement).
 * Needs: CAP_ORG_EDIT or CAP_MEMBER_REVIEW at it. */
enum err membership_renew(struct ctx *c, int64_t org, int64_t rev);

/* For jobs: has the day of an announced leaving come? And let at most `max` of
 * them leave. */
enum err membership_due(struct ctx *c, bool *any);
enum err membership_sweep(struct ctx *c, int max, int *done);

#endif
