/* SPDX-License-Identifier: Apache-2.0 */
/* attendance: who comes to an event of policy dialogues: people who registered
 * themselves, seen by the organiser alone, and delegations of organisations,
 * told by offices and public. */
#ifndef QUIPU_NETWORK_ATTENDANCE_H
#define QUIPU_NETWORK_ATTENDANCE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;
struct dialogue_event;

enum { ATTENDANCE_LIST = 200, ATTENDANCE_OFFICES_MAX = 20 };

struct delegation {
    int64_t org;
    const char *slug;
    const char *name;
    const char *offices; /* one a line */
    int64_t rev;
};

struct delegations {
    struct delegation *items;
    size_t count;
};

/* By name; at most ATTENDANCE_LIST. */
enum err attendance_delegations(struct ctx *c, int64_t event,
                                struct delegations *out);

/* How many people registered themselves, and whether the reader did. */
enum err attendance_people(struct ctx *c, int64_t event, int64_t *count,
                           bool *mine);
/* Both will be read: with what is asked next, in one flight (db_foresee). */
void attendance_foresee(struct ctx *c, int64_t event);

/* Who they are, in the order they registered, after (at_ms, id) of the last one
 * seen (0, 0 = from the start). Needs: CAP_DIALOGUE_EDIT at the event's node;
 * ERR_MISSING without. */
struct attendee {
    int64_t id, at_ms;
    const char *name;
    const char *org_name; /* where they belong; NULL = nowhere */
    const char *org_slug;
};
struct attendees {
    struct attendee *items;
    size_t count;
    bool more;
};
enum err attendance_names(struct ctx *c, const struct dialogue_event *e,
                          int64_t after_ms, int64_t after,
                          struct attendees *out);

/* The reader comes, or does not after all; twice is once. ERR_DENIED: nobody
 * is signed in. ERR_CONFLICT: registering is over. */
enum err attendance_come(struct ctx *c, const char *event);
enum err attendance_stay_away(struct ctx *c, const char *event);

/* An organisation sends a delegation, or says anew whom (`rev` as the form has
 * it, 0 = none yet); without offices it takes the delegation back.
 * ERR_INVALID at offices; ERR_CONFLICT: registering is over, or somebody else
 * was first. Needs: CAP_DIALOGUE_ANSWER at the organisation. */
enum err attendance_send(struct ctx *c, const char *event, int64_t org,
                         int64_t rev, const char *offices);

#endif
