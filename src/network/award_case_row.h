/* SPDX-License-Identifier: Apache-2.0 */
/* award_case_row: what statements about cases answer with, for the files that
 * share them. */
#ifndef QUIPU_NETWORK_AWARD_CASE_ROW_H
#define QUIPU_NETWORK_AWARD_CASE_ROW_H

#include "network/award_case.h"

struct row;
struct rows;

/* One row; and rows, of which the one behind `max` says that there are more. */
void award_case_row(const struct row *r, struct award_case *out);
void award_case_rows(struct ctx *c, const struct rows *rows, size_t max,
                     struct award_cases *out);

#endif
