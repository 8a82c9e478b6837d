/* SPDX-License-Identifier: Apache-2.0 */
/* visit: a delegation came: who (by office), when, where, what was talked
 * about and seen, a note for everybody and remarks for those who work on it.
 *
 * A visit belongs to a node of the tree; what was agreed there are its items
 * (network/item.h). People are never named: a line that begins like a person's
 * name is refused.
 */
#ifndef QUIPU_NETWORK_VISIT_H
#define QUIPU_NETWORK_VISIT_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;

enum {
    VISIT_PAGE = 50,
    VISIT_LINES_MAX = 40, /* of one part */
    VISIT_DAYS_MAX = 31
};

struct visit {
    int64_t id;
    const char *number; /* permanent, its public address */
    int64_t node;
    const char *node_slug;
    const char *node_name;
    const char *title;
    const char *host;
    const char *guest;
    const char *place;
    const char *from_date;
    const char *to_date;
    bool is_public;
    const char *public_note; /* "" = none */
    const char *minutes;     /* "" = none, or not for this reader */
    const char *remarks;     /* the same */
    int64_t rev;
};

struct visit_list {
    struct visit *items;
    size_t count;
    bool more;
};

enum visit_part {
    VISIT_GUEST, /* offices that came */
    VISIT_HOST,  /* offices that received */
    VISIT_AGENDA,
    VISIT_STOP, /* places seen */
    VISIT_PARTS
};

struct visit_line {
    const char *at_time; /* "HH:MM", "" = none */
    const char *line;
};

struct visit_lines {
    struct visit_line items[VISIT_LINES_MAX];
    size_t count;
};

/* The parts as one form has them: a line each, "09:30 Welcome". */
struct visit_form {
    struct visit v; /* what is typed: title .. remarks; to_date "" = one day */
    const char *parts[VISIT_PARTS];
};

/* A public one, or at a node where the reader holds CAP_VISIT_READ; minutes
 * only with that, remarks only with CAP_VISIT_EDIT. ERR_MISSING else. */
enum err visit_by_number(struct ctx *c, const char *number, struct visit *out);

/* All parts; `out` has VISIT_PARTS places. */
enum err visit_lines(struct ctx *c, int64_t visit, struct visit_lines *out);

/* A part as the form has it. */
const char *visit_lines_text(struct ctx *c, const struct visit_lines *lines);

/* Those at a node and below, the newest first, before (date, id) of the last
 * one seen ("" and 0 = from the newest). Needs: CAP_VISIT_READ at the node. */
enum err visit_list_below(struct ctx *c, int64_t org, const char *before,
                          int64_t before_id, struct visit_list *out);

/* Those that are public, likewise. */
enum err visit_list_public(struct ctx *c, const char *before, int64_t before_id,
                           struct visit_list *out);

/* Enter one at a node; `f->v` gets id, number and rev. ERR_INVALID at title,
 * guest, host, place, from_date, to_date, guests, hosts, agenda, stops,
 * public_note, minutes, remarks. Needs: CAP_VISIT_EDIT at the node. */
enum err visit_enter(struct ctx *c, int64_t node, struct visit_form *f);

/* Write all of it anew. ERR_CONFLICT: somebody wrote first (rev); ERR_INVALID
 * as above. Needs: CAP_VISIT_EDIT at its node. */
enum err visit_edit(struct ctx *c, const char *number, int64_t rev,
                    struct visit_form *f);

#endif
