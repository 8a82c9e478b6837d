/* SPDX-License-Identifier: Apache-2.0 */
/* post: offices of a mandate that people hold for a time: of the secretariat,
 * and the coordinators whom national centres nominate.
 *
 * Headquarters assigns the posts of the secretariat; a centre nominates its
 * coordinator, headquarters confirms or declines. Each has a first and a last
 * day and stays in the history. A post gives no rights: those are roles
 * (people/role.h). The public sees the post, not who holds it.
 */
#ifndef QUIPU_PEOPLE_POST_H
#define QUIPU_PEOPLE_POST_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;

enum { POST_LIST_MAX = 200, POST_YEARS_MAX = 5 };

struct post {
    int64_t id;
    int64_t mandate;
    const char *mandate_title, *mandate_number;
    const char *kind; /* secretary_general deputy coordinator */
    const char *title;
    int64_t person;
    const char *person_name; /* NULL for readers without CAP_MANDATE_EDIT at
                                the network */
    int64_t nominated_by;    /* node of the centre; 0 = none */
    const char *nominator_slug, *nominator_name;
    const char *status; /* nominated held declined */
    const char *from_date, *to_date;
    const char *reason;
    bool now; /* held today */
};
struct posts {
    struct post *items;
    size_t count;
};

/* All of the network, those held today first, then what waits, then the past.
 * Public, but for the names, and what was nominated or declined. */
enum err post_list(struct ctx *c, struct posts *out);

/* Those a centre nominated, the newest first, with names. Needs: CAP_NOMINATE
 * at its node. */
enum err post_list_of(struct ctx *c, int64_t node, struct posts *out);

struct post_spec {
    const char *kind, *title;
    int64_t person;
    const char *from_date, *to_date;
};

/* Assign a post of the secretariat. ERR_INVALID at kind, title, person,
 * from_date, to_date (not before it, five years at most); ERR_CONFLICT at
 * from_date: there is a Secretary-General on some of these days, or no
 * secretariat. Needs: CAP_MANDATE_EDIT at the network, unless nobody is signed
 * in (demonstration). */
enum err post_assign(struct ctx *c, const struct post_spec *s);

/* A centre nominates a coordinator. ERR_INVALID at title, person, from_date,
 * to_date; ERR_CONFLICT: no centre is in force there. Needs: CAP_NOMINATE by a
 * role at the node. */
enum err post_nominate(struct ctx *c, int64_t node, const struct post_spec *s);

/* Confirm a nomination, or with a reason (10..2000 characters, field "reason")
 * decline it; ERR_CONFLICT: nothing waits. Needs: as post_assign. */
enum err post_confirm(struct ctx *c, int64_t id);
enum err post_decline(struct ctx *c, int64_t id, const char *reason);

/* End it: today is its last day. ERR_INVALID at reason; ERR_CONFLICT: it is not
 * held. Needs: as post_assign. */
enum err post_end(struct ctx *c, int64_t id, const char *reason);

#endif
