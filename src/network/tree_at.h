/* SPDX-License-Identifier: Apache-2.0 */
/* tree_at: the tree as it was on a day: what stood above a place and directly
 * below it, and what has moved or was put right there since it exists.
 *
 * A first parent holds from the beginning, as in the counters; what was said
 * later never to have been is left out, and stands among the changes. */
#ifndef QUIPU_NETWORK_TREE_AT_H
#define QUIPU_NETWORK_TREE_AT_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;

enum { TREE_AT_PAGE = 100, TREE_AT_CHANGES = 50 };

struct tree_place {
    int64_t org;
    const char *slug, *name, *kind;
    const char *status;  /* that day, as struct org has it */
    const char *to_date; /* it stood there until then; NULL = it still does */
};

struct tree_places {
    struct tree_place *items;
    size_t count;
    bool more;
};

/* Ask for the three lists below with what is asked next, in one flight
 * (db_foresee). */
void tree_at_foresee(struct ctx *c, int64_t org, const char *date,
                     int64_t after);

/* From the root down to the place itself. ERR_MISSING: it was nowhere. */
enum err tree_at_way(struct ctx *c, int64_t org, const char *date,
                     struct tree_places *out);

/* Directly below it: institutions only where they were members or suspended
 * members that day. By name, after the place `after` (0 = from the start). */
enum err tree_at_below(struct ctx *c, int64_t org, const char *date,
                       int64_t after, struct tree_places *out);

/* The place and those that came below it or left, the latest first. */
struct tree_change {
    const char *slug, *name;           /* who */
    const char *from_slug, *from_name; /* from below whom */
    const char *to_slug, *to_name;     /* to below whom */
    const char *date;                  /* from which day on */
    bool corrected;                    /* it had always been so */
    const char *reason;                /* NULL = none */
};
struct tree_changes {
    struct tree_change *items;
    size_t count;
};
enum err tree_at_changes(struct ctx *c, int64_t org, struct tree_changes *out);

#endif
