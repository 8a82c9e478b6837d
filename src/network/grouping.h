/* SPDX-License-Identifier: Apache-2.0 */
/* grouping: countries and territories taken together beside the tree: by
 * sub-region, language, funder. A country can be in several; each stay has its
 * days, so that figures of a past year take the countries of that year. */
#ifndef QUIPU_NETWORK_GROUPING_H
#define QUIPU_NETWORK_GROUPING_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;

enum { GROUPING_LIST = 100, GROUPING_MEMBERS = 400 };

#define GROUPING_KINDS "sub_region", "language", "funder", "other"

struct grouping {
    int64_t id;
    const char *slug; /* its part of addresses */
    int64_t node;     /* the network or a region: who keeps it */
    const char *kind; /* one of GROUPING_KINDS */
    const char *name;
    int64_t rev;
};
struct groupings {
    struct grouping *items;
    size_t count;
};

struct grouping_member {
    int64_t org;
    const char *slug, *name;
    const char *from_date, *to_date; /* to_date NULL = it still is one */
};
struct grouping_members {
    struct grouping_member *items;
    size_t count;
};

/* Those kept at a node or above it, by kind and name. */
enum err grouping_list(struct ctx *c, int64_t node, struct groupings *out);
/* They will be read: with what is asked next, in one flight (db_foresee). */
void grouping_foresee_list(struct ctx *c, int64_t node);

/* ERR_MISSING: none. */
enum err grouping_by_slug(struct ctx *c, const char *slug,
                          struct grouping *out);

/* Every stay; with `date`, those of that day. By name. */
enum err grouping_members(struct ctx *c, int64_t id, const char *date,
                          struct grouping_members *out);

/* Ask for both, every stay and those of a day, with what is asked next
 * (db_foresee). */
void grouping_foresee_members(struct ctx *c, int64_t id, const char *date);

/* Keep a new one (id 0; `node` says who keeps it) or one that was changed (with
 * its rev), and whom it has from `date` on (today or earlier): countries and
 * territories below its node. Who is left out goes that day, or, where it came
 * later than that, was never in. ERR_INVALID at name, kind, from_date, country;
 * ERR_CONFLICT: somebody else wrote first. Needs: CAP_GROUPING_EDIT at its
 * node. */
enum err grouping_put(struct ctx *c, struct grouping *g,
                      const int64_t *countries, size_t count, const char *date);

#endif
