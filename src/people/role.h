/* SPDX-License-Identifier: Apache-2.0 */
/* role: giving and ending roles. What a role may do stands in
 * core/roles.def; who holds it at a node is decided by core/access. */
#ifndef QUIPU_PEOPLE_ROLE_H
#define QUIPU_PEOPLE_ROLE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;

/* Give a role at a node from today on (nothing when it is held already).
 * `mandate` > 0: the grant counts only while that mandate is active.
 * Needs: nothing; callers decide (role_grant_by_hand asks for the right).
 * ERR_INVALID: no such role. */
enum err role_grant(struct ctx *c, int64_t person, const char *role,
                    int64_t org, int64_t mandate);

/* The same by a person. A role that signs hangs on the mandate in force at
 * that node; a certificates officer's is also given at an institution that
 * issues certificates itself. ERR_INVALID at "role": none, one above the
 * giver's own, or one that signs where neither is. Needs: CAP_ROLE_GRANT at the
 * node. */
enum err role_grant_by_hand(struct ctx *c, int64_t person, const char *role,
                            int64_t org);

/* May the reader give this role at the node? Only those that stand at or below
 * a role of their own in core/roles.def: nobody makes themselves more. */
bool role_may_give(struct ctx *c, const char *role, int64_t org);

/* End a grant as of yesterday. ERR_CONFLICT: the last of headquarters, which
 * would leave nobody to give roles. Needs: CAP_ROLE_GRANT at its node, and
 * role_may_give. */
enum err role_end(struct ctx *c, int64_t grant);

/* The node of a grant. ERR_MISSING: none. */
enum err role_org(struct ctx *c, int64_t grant, int64_t *org);

/* Who holds what at a node itself today, by name. */
struct role_holder {
    int64_t grant;
    int64_t person;
    const char *name;
    const char *role;
    const char *from_date;
    const char *mandate_title; /* NULL = hangs on none */
};
struct role_holders {
    struct role_holder *items;
    size_t count;
};
/* Needs: CAP_ROLE_GRANT at `org`. */
enum err role_holders(struct ctx *c, int64_t org, struct role_holders *out);

/* Whom the reader may want to give a role here: who belongs here or to the
 * holder of a mandate of this node, or holds a role here; at most 100. */
struct role_person {
    int64_t id;
    const char *name;
};
struct role_people {
    struct role_person *items;
    size_t count;
};
/* Needs: CAP_ROLE_GRANT at `org`. */
enum err role_people(struct ctx *c, int64_t org, struct role_people *out);
/* They will be read: with what is asked next, in one flight (db_foresee). */
void role_foresee_people(struct ctx *c, int64_t org);

#endif
