/* SPDX-License-Identifier: Apache-2.0 */
/* award_review_next: who gets a case when a reviewer is missing. */
#ifndef QUIPU_NETWORK_AWARD_REVIEW_NEXT_H
#define QUIPU_NETWORK_AWARD_REVIEW_NEXT_H

#include "network/award.h"

/* Give a case (of `org`, 0 = not in the directory) to the reviewer of its
 * edition who has the least to do, has not had it and does not work there;
 * `found` tells whether there is one. */
enum err award_review_next(struct ctx *c, const struct award_edition *e,
                           int64_t award_case, int64_t org, bool *found);

#endif
