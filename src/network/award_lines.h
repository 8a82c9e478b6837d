/* SPDX-License-Identifier: Apache-2.0 */
/* award_lines: categories and criteria of an edition as they are typed and
 * stored: one a line, "title: sentence" and "title: points at most". */
#ifndef QUIPU_NETWORK_AWARD_LINES_H
#define QUIPU_NETWORK_AWARD_LINES_H

#include "network/award.h"

struct arena;

/* Read stored lines into places for AWARD_CATEGORIES_MAX and
 * AWARD_CRITERIA_MAX; how many there are. */
size_t award_lines_categories(struct arena *a, const char *text,
                              struct award_category *out);
size_t award_lines_criteria(struct arena *a, const char *text,
                            struct award_criterion *out);

/* What was typed, cleaned, as it is stored. What is wrong is told at fields
 * "categories" and "criteria". */
const char *award_lines_check_categories(struct ctx *c, const char *typed);
const char *award_lines_check_criteria(struct ctx *c, const char *typed);

/* Do two lists of criteria have the same points at the same places? */
bool award_lines_same_points(struct arena *a, const char *one,
                             const char *other);

#endif
