/* SPDX-License-Identifier: Apache-2.0 */
/* chart: the months of a year as bars; the numbers stand in a table on the same
 * page or one tap away (shared design, section 4). */
#ifndef QUIPU_WEB_CHART_H
#define QUIPU_WEB_CHART_H

#include "formats/html_clean.h"

#include <stddef.h>
#include <stdint.h>

struct arena;

/* `count` months; a negative number is not shown and drawn as an open mark.
 * `most`: the number that is as high as the drawing, the same for all that are
 * compared. `color` "c1" … "c5". */
struct clean_html chart_months(struct arena *a, const int64_t *months,
                               size_t count, int64_t most, const char *color);

/* The greatest of them; at least 1. */
int64_t chart_most(const int64_t *months, size_t count, int64_t most);

#endif
