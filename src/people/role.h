/* SPDX-License-Identifier: Apache-2.0 */
/* role: giving and ending roles. What a role may do stands in
 * core/roles.def; who holds it at a node is decided by core/access. */
#ifndef QUIPU_PEOPLE_ROLE_H
#define QUIPU_PEOPLE_ROLE_H

#include "base/err.h"

#include <stdint.h>

struct ctx;

/* Give a role at a node from today on (nothing when it is held already).
 * `mandate` > 0: the grant counts only while that mandate is active.
 * Needs: nothing; callers decide (role_grant_by_hand asks for the right).
 * ERR_INVALID: no such role. */
enum err role_grant(struct ctx *c, int64_t person, const char *role,
                    int64_t org, int64_t mandate);

/* The same by a person. Needs: CAP_ROLE_GRANT at the node. */
enum err role_grant_by_hand(struct ctx *c, int64_t person, const char *role,
                            int64_t org);

/* End a grant as of yesterday. Needs: CAP_ROLE_GRANT at its node. */
enum err role_end(struct ctx *c, int64_t grant);

#endif
