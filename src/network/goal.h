/* SPDX-License-Identifier: Apache-2.0 */
/* goal: a commitment with a figure: so many more of something at a node of the
 * tree between two days; the live counters say how many there are.
 *
 * Members and centres are those that became so in that time and still are;
 * of the others those counted since the first day's month, until the last's.
 */
#ifndef QUIPU_NETWORK_GOAL_H
#define QUIPU_NETWORK_GOAL_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;

#define GOAL_INDICATORS                                                        \
    "members", "centres", "enrolled", "completed", "certificates"

enum { GOAL_MAX = 1000000, GOAL_LIST_MAX = 64 };

struct goal {
    int64_t id;
    const char *indicator; /* one of GOAL_INDICATORS; NULL = no figure */
    int64_t node;
    const char *node_slug, *node_name;
    int64_t amount;
    const char *from_date, *to_date;
    int64_t reached; /* so far */
};

bool goal_is_known(const char *indicator);

/* Does it count people, so that fewer than five are not told? */
bool goal_counts_people(const char *indicator);

/* Keep one; `g` gets its id. The caller has checked what it says. */
enum err goal_add(struct ctx *c, struct goal *g);

/* Those with these ids (at most GOAL_LIST_MAX), in one statement, by id. */
struct goals {
    struct goal *items;
    size_t count;
};
enum err goal_list(struct ctx *c, const int64_t *ids, size_t n,
                   struct goals *out);

/* Those that clauses of an agreement are tied to (network/agreement_goal.h). */
enum err goal_list_of_agreement(struct ctx *c, int64_t agreement,
                                struct goals *out);
void goal_foresee_of_agreement(struct ctx *c, int64_t agreement);

/* The one with this id in a list; NULL = none. */
const struct goal *goal_find(const struct goals *list, int64_t id);

#endif
