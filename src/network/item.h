/* SPDX-License-Identifier: Apache-2.0 */
/* item: an area of consensus that is followed up: who owns it, until when, for
 * which countries, and what became of it.
 *
 * proposed -> open -> running or stuck -> done (with evidence) or dropped (with
 * a reason); both may be taken up again. Its due day moves with a reason, and
 * every step stays in its history. Who keeps it is the node of its visit; who
 * owns it is a node too, and both may write.
 */
#ifndef QUIPU_NETWORK_ITEM_H
#define QUIPU_NETWORK_ITEM_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;
struct visit;

enum {
    ITEM_PER_VISIT = 30,
    ITEM_TITLE_MIN_CHARS = 3,
    ITEM_TITLE_CHARS = 300,
    ITEM_YEARS_MAX = 10,
    ITEM_COUNTRIES_MAX = 40,
    ITEM_FOLLOW_MAX = 100
};

struct item {
    int64_t id;
    int64_t node; /* who keeps it */
    const char *node_slug;
    int64_t visit; /* 0 = none */
    const char *visit_number;
    const char *visit_title;
    const char *visit_date;
    const char *title;
    int64_t owner;
    const char *owner_slug;
    const char *owner_name;
    const char *office;   /* that holds the owner's mandate; NULL = none */
    const char *due_date; /* "" while proposed */
    const char *status;   /* proposed open running stuck done dropped */
    const char *why; /* evidence or reason; "" = none, or not for the reader */
    const char *closed_date; /* NULL = not closed */
    int64_t moves;           /* how often its due day was moved */
    int64_t rev;
    bool late; /* not closed, and due before today */
};

struct item_list {
    struct item *items;
    size_t count;
    bool more;
};

/* Is it neither done nor dropped? */
bool item_is_unfinished(const struct item *i);

/* One, for whoever may read its visit's inner part or holds CAP_VISIT_READ at
 * its owner. ERR_MISSING else. */
enum err item_by_id(struct ctx *c, int64_t id, struct item *out);

/* May the reader write on it: CAP_VISIT_EDIT at its node or its owner? */
bool item_may_write(struct ctx *c, const struct item *i);

/* Those of a visit, in order; the caller has opened the visit for the reader,
 * `inner` = the reader holds CAP_VISIT_READ there (proposed ones and reasons
 * are shown only then). */
enum err item_list_of_visit(struct ctx *c, int64_t visit, bool inner,
                            struct item_list *out);

/* Unfinished ones of earlier visits kept at a node, the next due first: what
 * the next visit opens with. Needs: CAP_VISIT_READ at the node. */
enum err item_list_unfinished(struct ctx *c, int64_t node,
                              const char *before_date, struct item_list *out);

/* My follow-ups: those kept or owned at or below a node where the reader holds
 * CAP_VISIT_EDIT, across everything; unfinished ones, the next due first, or
 * the closed ones, the newest first. */
enum err item_follow_ups(struct ctx *c, bool closed, struct item_list *out);

/* Its countries as codes. */
struct item_countries {
    const char *codes[ITEM_COUNTRIES_MAX];
    size_t count;
};
enum err item_countries(struct ctx *c, int64_t id, struct item_countries *out);

/* Names in English or Spanish, or codes, with commas between: "Chile, Perú".
 * "" = none. ERR_INVALID at `field`: one is no country of the network. */
enum err item_read_countries(struct ctx *c, const char *typed,
                             const char *field, struct item_countries *out);

/* Its history, oldest first. */
struct item_event {
    const char *act; /* agreed edited moved running stuck done dropped open */
    const char *on_date;
    const char *from_due, *to_due; /* "" = not about the day */
    const char *why;               /* "" = none */
    const char *office;            /* who wrote; NULL = nobody signed in */
};
struct item_events {
    struct item_event *items;
    size_t count;
};
enum err item_events(struct ctx *c, int64_t id, struct item_events *out);

/* --- writing; each needs CAP_VISIT_EDIT at the item's node or its owner --- */

/* Note titles as proposals at a visit; nothing is followed up before somebody
 * confirms it. Titles the visit has already are left out.
 * Needs: CAP_VISIT_EDIT at the visit's node. */
enum err item_propose(struct ctx *c, const struct visit *v,
                      const char *const *titles, size_t count);

/* Confirm proposals, or add what nobody proposed. */
struct item_form {
    int64_t id; /* of a proposal; 0 = a new one */
    bool keep;  /* a proposal that is not kept goes away */
    const char *title;
    const char *owner; /* slug */
    const char *due_date;
    const char *countries;
};
/* All rows or none. ERR_INVALID at "title-N", "owner-N", "due_date-N",
 * "countries-N", N from 0. Needs: CAP_VISIT_EDIT at the visit's node. */
enum err item_confirm(struct ctx *c, const struct visit *v,
                      const struct item_form *rows, size_t count);

/* What it says, who owns it, for whom. ERR_INVALID at title, owner, countries;
 * ERR_CONFLICT. */
enum err item_edit(struct ctx *c, int64_t id, int64_t rev,
                   const struct item_form *f);

/* A new due day with a reason. ERR_INVALID at due_date, why; ERR_CONFLICT:
 * closed, or somebody else was first. */
enum err item_move(struct ctx *c, int64_t id, int64_t rev, const char *due_date,
                   const char *why);

/* A new state: running; stuck and dropped with a reason; done with evidence;
 * open, of a closed one, with a reason. ERR_INVALID at status, why;
 * ERR_CONFLICT. */
enum err item_set_status(struct ctx *c, int64_t id, int64_t rev,
                         const char *status, const char *why);

#endif
