/* SPDX-License-Identifier: Apache-2.0 */
/* merge: two records of the same person become one.
 *
 * Everything of `from` goes over to `into`: names, addresses, logins, roles,
 * affiliations, posts, series, certificates, dialogues attended, reviews for
 * the award; its number leads there from then on. Where both took the same
 * series, that of `into` stays and the other is set aside. Counters then count
 * one person where they counted two.
 *
 * Of two reviews of one case one counts, a conflict of interest before a review
 * given before one still to give, and none of the own organisation's case. What
 * is public of an award stays as it was.
 *
 * Who did an act (record.person, the columns by_person and …_by) stays as it
 * was written; a reader follows person.merged_into. Only who agreed to a plan
 * goes over, since nobody agrees for both sides. merge_test reads the catalogue
 * of columns: a new one is moved, or listed there.
 */
#ifndef QUIPU_PEOPLE_MERGE_H
#define QUIPU_PEOPLE_MERGE_H

#include "base/err.h"

#include <stdint.h>

struct ctx;

/* Whoever signs in as one of them is the other afterwards. Needs:
 * CAP_PEOPLE_EDIT wherever either works and CAP_ROLE_GRANT wherever either
 * holds a role, unless nobody is signed in (the command line).
 * ERR_MISSING: one of them is not there. ERR_CONFLICT with a problem: they are
 * one already, or `from` has completed a series that `into` only began. */
enum err merge_persons(struct ctx *c, int64_t from, int64_t into);

#endif
