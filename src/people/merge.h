/* SPDX-License-Identifier: Apache-2.0 */
/* merge: two records of the same person become one.
 *
 * Everything of `from` goes over to `into`: names, addresses, logins, roles,
 * affiliations, series, certificates; its number leads there from then on.
 * Where both took the same series, that of `into` stays and the other is set
 * aside. Counters then count one person where they counted two.
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
