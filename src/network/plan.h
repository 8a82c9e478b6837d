/* SPDX-License-Identifier: Apache-2.0 */
/* plan: the joint action plan of a mandate: a time, aims in parallel texts,
 * targets with dates; agreed by the centre and the office above it.
 *
 *     draft -> agreed -> replaced by a further version
 *     draft -> dropped
 *
 * Each side says yes to a draft; a change of it takes both back. What was
 * agreed is never rewritten: a change begins a further version, with a reason,
 * which replaces it when both have agreed to that. A target is tied to a figure
 * (network/goal.h) or is a deliverable, done with evidence.
 *
 * The centre's side is whoever holds CAP_PLAN_EDIT by a role at the mandate's
 * own node, the office's whoever holds it above; nobody speaks for both.
 */
#ifndef QUIPU_NETWORK_PLAN_H
#define QUIPU_NETWORK_PLAN_H

#include "base/err.h"
#include "network/goal.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;

enum { PLAN_TARGETS_MAX = 12, PLAN_AIMS_MAX = 8, PLAN_YEARS_MAX = 5 };

struct plan {
    int64_t id;
    int64_t mandate;
    const char *mandate_number, *mandate_title, *mandate_status;
    int64_t node;
    const char *node_slug;
    int64_t first; /* the version they all change; its own id */
    int64_t version;
    const char *from_date, *to_date;
    int64_t every_months; /* reports: 6 or 12 */
    const char *status;
    const char *reason;                    /* of a change; NULL = the first */
    const char *centre_date, *office_date; /* said yes; NULL = not yet */
    int64_t centre_by, office_by;
    int64_t rev;
};

struct plans {
    struct plan *items;
    size_t count;
};

struct plan_aim {
    const char *lang, *text;
};
struct plan_aims {
    struct plan_aim *items;
    size_t count;
};

struct plan_target {
    int64_t key; /* the same in all versions; 0 = a new one */
    const char *title;
    const char *due_date;
    struct goal goal;          /* indicator NULL = a deliverable */
    const char *done_date;     /* of a deliverable; NULL = not yet */
    const char *done_evidence; /* as done_date */
};
struct plan_targets {
    struct plan_target *items;
    size_t count;
};

enum plan_side { PLAN_NOBODY, PLAN_CENTRE, PLAN_OFFICE };

/* --- reading --- */

/* ERR_MISSING: none, or a draft whose reader holds no CAP_PLAN_EDIT there. */
enum err plan_by_id(struct ctx *c, int64_t id, struct plan *out);

/* All of a mandate the reader may know, the newest first. */
enum err plan_list(struct ctx *c, int64_t mandate, struct plans *out);
/* They will be read: with what is asked next, in one flight (db_foresee). */
void plan_foresee_list(struct ctx *c, int64_t mandate);

/* Drafts that wait for the yes of the reader's side: the centre's at each of
 * `orgs` itself, the office's below them (at most 64). Needs: nothing; callers
 * ask for nodes where the reader holds CAP_PLAN_EDIT. */
enum err plan_waiting(struct ctx *c, const int64_t *orgs, size_t n,
                      struct plans *out);
/* They will be read: with what is asked next, in one flight (db_foresee). */
void plan_foresee_waiting(struct ctx *c, const int64_t *orgs, size_t n);

/* The agreed one of a mandate for a node that is in force today. ERR_MISSING:
 * none. */
enum err plan_at(struct ctx *c, int64_t node, struct plan *out);
/* It will be read: with what is asked next, in one flight (db_foresee). */
void plan_foresee_at(struct ctx *c, int64_t node);

enum err plan_aims(struct ctx *c, int64_t plan, struct plan_aims *out);
enum err plan_targets(struct ctx *c, const struct plan *p,
                      struct plan_targets *out);
/* They will be read: with what is asked next, in one flight (db_foresee). */
void plan_foresee_targets(struct ctx *c, int64_t plan, int64_t first);

/* Is a target reached, or a deliverable done? */
bool plan_target_is_met(const struct plan_target *t);

/* For whom the reader speaks at a mandate's node. */
enum plan_side plan_side(struct ctx *c, int64_t node);
/* It will be asked: with what is asked next, in one flight (db_foresee). */
void plan_foresee_side(struct ctx *c, int64_t node);

/* --- writing --- */

struct plan_draft {
    const char *from_date, *to_date;
    int64_t every_months;
    const struct plan_aim *aims; /* an empty text takes one away */
    size_t aim_count;
    const struct plan_target *targets; /* key, title, due_date, goal: indicator
                                          (NULL = none), node, amount */
    size_t target_count;
};

/* Begin the plan of a mandate. ERR_INVALID at from_date, to_date (before it, or
 * more than five years on), every_months, aims, targets, and of the n-th
 * target at title_n, due_date_n (outside the plan), indicator_n, amount_n,
 * node_n; ERR_CONFLICT: the mandate has ended, is none of a centre or regional
 * office, or has a plan for days among these. Needs: CAP_PLAN_EDIT at its node.
 */
enum err plan_begin(struct ctx *c, int64_t mandate, const struct plan_draft *d,
                    int64_t *id);

/* Change a draft; of a further version the time and the reports stay as they
 * were. ERR_INVALID as plan_begin; ERR_CONFLICT: no draft, or somebody else
 * wrote. Needs: as plan_begin. */
enum err plan_change(struct ctx *c, int64_t id, int64_t rev,
                     const struct plan_draft *d);

/* The reader's side says yes. When both have, it is agreed: the version before
 * is replaced, and of the first one the reports are expected from then on.
 * ERR_CONFLICT: no draft, no target, said already, the same person said yes for
 * the other side, or somebody else wrote. Needs: as plan_begin. */
enum err plan_agree(struct ctx *c, int64_t id, int64_t rev);

/* Give up a draft. ERR_CONFLICT: no draft, or somebody else wrote. Needs: as
 * plan_begin. */
enum err plan_drop(struct ctx *c, int64_t id, int64_t rev);

/* Begin a further version of one agreed, with a reason (10..2000 characters,
 * field "reason"). ERR_CONFLICT: not agreed, or one has been begun. Needs: as
 * plan_begin. */
enum err plan_revise(struct ctx *c, int64_t id, const char *reason,
                     int64_t *draft);

/* A deliverable of one agreed was delivered, with evidence (10..2000
 * characters, field "evidence"). ERR_CONFLICT: not agreed, a figure, or done
 * already. Needs: as plan_begin. */
enum err plan_deliver(struct ctx *c, int64_t id, int64_t key,
                      const char *evidence);

#endif
