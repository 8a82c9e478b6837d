/* SPDX-License-Identifier: Apache-2.0 */
/* item: what a visit agreed on: who sees to it, until when, in which countries;
 * followed until it is done.
 *
 *     open <-> stalled -> done or dropped -> open again
 *
 * Its day moves with a reason, and the history keeps both. An item may be tied
 * to a live figure ("20 more member universities in Chile") and then shows its
 * own progress; and to the agreements it led to, so that one can go from the
 * visit to the certificates and back.
 */
#ifndef QUIPU_NETWORK_ITEM_H
#define QUIPU_NETWORK_ITEM_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;
struct visit;

enum { ITEM_PAGE = 100, ITEM_PER_VISIT = 40, ITEM_COUNTRIES_MAX = 40 };

/* "so many more of … at … since the visit". */
struct item_goal {
    const char *indicator; /* members centres enrolled completed certificates;
                              NULL = no figure */
    int64_t node;
    const char *node_slug, *node_name;
    int64_t count;
    const char *from_date; /* of the visit */
    int64_t reached;       /* so far */
};

struct item {
    int64_t id;
    int64_t visit;
    const char *visit_number, *visit_title;
    bool visit_is_public;
    int64_t position; /* from 1 */
    int64_t node;
    const char *node_slug;
    const char *title;
    int64_t owner;
    const char *owner_slug, *owner_name;
    const char *owner_office; /* that holds its mandate; NULL = none */
    const char *due_date;
    const char *status;
    const char *evidence;    /* NULL = none */
    const char *closed_date; /* NULL = not closed */
    struct item_goal goal;
    int64_t rev;
};

struct item_list {
    struct item *items;
    size_t count;
    bool more;
};

/* --- reading --- */

/* ERR_MISSING: none, or of a visit the reader may not know. */
enum err item_by_id(struct ctx *c, int64_t id, struct item *out);

enum err item_list_of_visit(struct ctx *c, int64_t visit,
                            struct item_list *out);

/* Those that are open or stalled, the first due first: at a node and below or
 * for a country below it; only of public visits unless the reader holds
 * CAP_VISIT_EDIT there; at most `most`. */
enum err item_list_open(struct ctx *c, int64_t node, size_t most,
                        struct item_list *out);

/* Those among them that are tied to a figure of that very node. */
enum err item_list_goals(struct ctx *c, int64_t node, size_t most,
                         struct item_list *out);
/* They will be read: with what is asked next, in one flight (db_foresee). */
void item_foresee_goals(struct ctx *c, int64_t node, size_t most);

/* Those that are open or stalled of visits before a day, at a node: what the
 * next visit begins with. */
enum err item_list_unfinished(struct ctx *c, int64_t node, const char *before,
                              struct item_list *out);

/* Those open or stalled whose owner is one of `orgs` (at most 64): "my
 * follow-ups". Needs: nothing; callers ask for nodes where the reader holds
 * CAP_FOLLOW_UP. */
enum err item_list_owned(struct ctx *c, const int64_t *orgs, size_t n,
                         struct item_list *out);

/* The same of places below those: what others have to see to. */
enum err item_list_owned_below(struct ctx *c, const int64_t *orgs, size_t n,
                               struct item_list *out);

/* The countries it is about. */
struct item_places {
    struct item_place {
        const char *slug, *name;
    } items[ITEM_COUNTRIES_MAX];
    size_t count;
};
enum err item_places(struct ctx *c, int64_t id, struct item_places *out);

struct item_steps {
    struct item_step {
        const char *what, *on_date;
        const char *due_before, *due_after; /* NULL unless moved */
        const char *words;
    } * items;
    size_t count;
};
enum err item_steps(struct ctx *c, int64_t id, struct item_steps *out);

/* What item_places, item_steps and item_agreements read of one, asked with what
 * is asked next, in one flight (db_foresee). */
void item_foresee(struct ctx *c, int64_t id);

/* The same of what item_list_of_visit and item_count_agreements read. */
void item_foresee_of_visit(struct ctx *c, int64_t visit);
void item_foresee_unfinished(struct ctx *c, int64_t node, const char *before);
void item_foresee_behind(struct ctx *c, int64_t agreement);

/* May the reader say how it stands? At its node or its owner's. */
bool item_is_mine(struct ctx *c, const struct item *i);
/* It will be asked of those of visits that are not public (db_foresee). */
void item_foresee_mine(struct ctx *c, const struct item_list *list);

/* --- writing --- */

struct item_draft {
    const char *title;
    int64_t owner;
    const char *due_date;
    const int64_t *countries; /* nodes; may be none */
    size_t country_count;
};

/* Add one to a visit. ERR_INVALID at title, owner, due_date (before the visit);
 * ERR_LIMIT: ITEM_PER_VISIT are there. Needs: CAP_VISIT_EDIT at its node. */
enum err item_add(struct ctx *c, const struct visit *v,
                  const struct item_draft *d, int64_t *id);

/* Correct what was written down: title, owner, countries. Its day moves by
 * item_tell alone. The title and owner before stay in its history.
 * ERR_INVALID at title, owner; ERR_CONFLICT: somebody else wrote, or it is
 * closed. Needs: CAP_VISIT_EDIT at its node. */
enum err item_correct(struct ctx *c, int64_t id, int64_t rev,
                      const struct item_draft *d);

/* Tie it to a figure, counted from the visit on, or (indicator NULL) to none.
 * ERR_INVALID at goal_indicator, goal_count (1..1,000,000), goal_node.
 * Needs: CAP_VISIT_EDIT at its node. */
enum err item_set_goal(struct ctx *c, int64_t id, int64_t rev,
                       const char *indicator, int64_t node, int64_t count);

/* How it stands: "done" with evidence, "dropped", "stalled", "reopened" or
 * "moved" with a reason (10..2000 characters, field "words"), "moved" to a day
 * (field "due_date", not before today). ERR_INVALID at what, words, due_date;
 * ERR_CONFLICT: somebody else wrote, or it is closed (or open) already.
 * Needs: item_is_mine. */
enum err item_tell(struct ctx *c, int64_t id, int64_t rev, const char *what,
                   const char *words, const char *due_date);

/* --- what came of it --- */

struct item_agreements {
    struct item_agreement {
        const char *number, *title, *status;
    } * items;
    size_t count;
};
enum err item_agreements(struct ctx *c, int64_t id,
                         struct item_agreements *out);

/* How many agreements the items of a visit led to, each once. */
enum err item_count_agreements(struct ctx *c, int64_t visit, int64_t *out);

/* It led to an agreement. ERR_INVALID at number: no such one.
 * Needs: CAP_VISIT_EDIT at its node. */
enum err item_tie(struct ctx *c, int64_t id, const char *agreement_number);

/* The items an agreement comes from. */
enum err item_list_behind(struct ctx *c, int64_t agreement,
                          struct item_list *out);

#endif
