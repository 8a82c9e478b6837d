/* SPDX-License-Identifier: Apache-2.0 */
/* visit: a delegation comes: when, between whom, what was on the agenda, what
 * may be told and what not. What was agreed on are items (network/item.h).
 *
 * Delegations are offices, never names of people: whoever looks it up in ten
 * years wants to know which office promised what.
 */
#ifndef QUIPU_NETWORK_VISIT_H
#define QUIPU_NETWORK_VISIT_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;
struct picture;

enum { VISIT_PAGE = 50, VISIT_PICTURES_MAX = 12 };

struct visit {
    int64_t id;
    const char *number; /* permanent, its address */
    int64_t node;
    const char *node_slug;
    const char *node_name;
    const char *guest;      /* as written */
    const char *guest_slug; /* NULL = not in the directory */
    const char *title;
    const char *from_date, *to_date;
    const char *place;
    const char *delegates; /* one a line, as the agenda */
    const char *agenda;
    const char *public_note;
    const char *minutes;
    const char *remarks;
    const char *news;
    bool is_public;
    int64_t rev;
};

struct visit_list {
    struct visit *items;
    size_t count;
    bool more;
};

/* For whoever may know: a public one, or at a node where the reader holds
 * CAP_VISIT_EDIT; minutes, remarks and news are "" for others.
 * ERR_MISSING else. */
enum err visit_by_number(struct ctx *c, const char *number, struct visit *out);

/* The visit an item was agreed at, in the same way. */
enum err visit_of_item(struct ctx *c, int64_t item, struct visit *out);
/* It will be read: with what is asked next, in one flight (db_foresee). */
void visit_foresee_of_item(struct ctx *c, int64_t item);

/* At a node and below, the newest first, before (date, id) of the last one seen
 * ("9999-12-31", 0 = from the newest). With CAP_VISIT_EDIT at the node all of
 * them, else those that are public. */
enum err visit_list_below(struct ctx *c, int64_t node, const char *before_date,
                          int64_t before_id, struct visit_list *out);

/* Keep a new one (id 0) or the changed text of one. The guest is tied to the
 * organisation of the directory with exactly this name, if there is one.
 * ERR_INVALID at title, guest, from_date, to_date, delegates, agenda,
 * public_note, minutes, remarks, news (too long; guest and delegates also where
 * a line begins as a person's name does). ERR_CONFLICT: somebody else
 * wrote meanwhile (rev). Needs: CAP_VISIT_EDIT at its node. */
enum err visit_put(struct ctx *c, struct visit *v);

/* The text of the news has done its service once items are kept: it names
 * people, which nothing else here does. Needs: CAP_VISIT_EDIT at its node. */
enum err visit_forget_news(struct ctx *c, const struct visit *v);

/* --- pictures --- */

struct visit_picture {
    int64_t position; /* from 1, part of the address */
    const char *hash;
    const char *type;
    int64_t width, height, bytes;
    const char *caption;
};

struct visit_pictures {
    struct visit_picture *items;
    size_t count;
};

enum err visit_pictures(struct ctx *c, int64_t visit,
                        struct visit_pictures *out);

/* They will be read (db_foresee). */
void visit_foresee_pictures(struct ctx *c, int64_t visit);

/* Add one that was encoded anew and kept as a file already. ERR_LIMIT at
 * "picture": VISIT_PICTURES_MAX are there. Needs: CAP_VISIT_EDIT. */
enum err visit_add_picture(struct ctx *c, const struct visit *v,
                           const struct picture *p, const char *hash,
                           const char *caption);

#endif
