/* SPDX-License-Identifier: Apache-2.0 */
/* presidency: held by an institution for a calendar year, by mutual nomination.
 *
 * A member institution proposes another; the one proposed accepts or declines;
 * headquarters enters the year's presidency among those who accepted. It is a
 * mandate (network/mandate.h) of the network with a term of that year, so its
 * history stays with the others'. How those who accepted are chosen among is
 * the network's own business and is not decided here.
 */
#ifndef QUIPU_NETWORK_PRESIDENCY_H
#define QUIPU_NETWORK_PRESIDENCY_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;

enum { PRESIDENCY_LIST_MAX = 100 };

struct candidate {
    int64_t org;
    const char *slug, *name;
    const char *country; /* ISO 3166-1; NULL = none */
    int64_t nominations;
    const char *answer; /* accepted declined; NULL = not yet */
    const char *answer_date;
};
struct candidates {
    struct candidate *items;
    size_t count;
};

/* The year that is spoken of now: the next one. */
int64_t presidency_year(const struct ctx *c);

/* Who was proposed for a year, those who accepted first. Public. */
enum err presidency_candidates(struct ctx *c, int64_t year,
                               struct candidates *out);
/* They will be read: with what is asked next, in one flight (db_foresee). */
void presidency_foresee_candidates(struct ctx *c, int64_t year);

/* Propose another member for a year, with a reason (10..2000 characters). Each
 * institution proposes one; proposing anew replaces it. ERR_INVALID at nominee
 * (no member institution, or itself), year (not this one or the next), reason;
 * ERR_CONFLICT: that year has its presidency. Needs: CAP_NOMINATE by a role at
 * the institution, which is a member (ERR_CONFLICT else), unless nobody is
 * signed in (demonstration), who may also propose for other years. */
enum err presidency_nominate(struct ctx *c, int64_t nominator, int64_t nominee,
                             int64_t year, const char *reason);

/* Whom an institution proposed for a year. ERR_MISSING: nobody. */
enum err presidency_nominated(struct ctx *c, int64_t nominator, int64_t year,
                              const char **slug, const char **name);

/* Accept or decline. ERR_MISSING: not proposed; ERR_CONFLICT: answered already.
 * Needs: as presidency_nominate, at the institution. */
enum err presidency_answer(struct ctx *c, int64_t org, int64_t year,
                           bool accept);

/* Enter the presidency of a year. ERR_INVALID at org: did not accept, president_title;
 * ERR_CONFLICT: the year has one. Needs: CAP_MANDATE_EDIT at the network, unless
 * nobody is signed in (demonstration). */
enum err presidency_give(struct ctx *c, int64_t org, int64_t year,
                         const char *title);

#endif
