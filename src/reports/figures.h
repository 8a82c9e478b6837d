/* SPDX-License-Identifier: Apache-2.0 */
/* figures: what a ministry or a director may know of a place: numbers of this
 * year as of last midnight, never a person. Everything handed out here has
 * gone through the small-number rule (reports/small.h). */
#ifndef QUIPU_REPORTS_FIGURES_H
#define QUIPU_REPORTS_FIGURES_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct ctx;

enum { FIGURES_GROUPS = 3, FIGURES_GENDERS = 3, FIGURES_PLACES = 200 };

struct figures_place {
    int64_t org;
    const char *slug;
    const char *name;
    int64_t members; /* universities; 1 or 0 for one */
    int64_t enrolled, completed, certified;
};

/* People certified this year: rows teaching, support, leaders, all; columns
 * women, men, other or not said, all. SMALL_HIDDEN = fewer than five, or
 * hidden with one. */
struct figures {
    const char *year;
    int64_t members;
    int64_t enrolled, completed, certified; /* people, this year */
    int64_t groups[FIGURES_GROUPS + 1][FIGURES_GENDERS + 1];
    struct figures_place *places; /* directly below, by name */
    size_t place_count;
};

/* Of a node and all below. Three statements. Needs: CAP_REPORT_READ at `org`.
 */
enum err figures_of(struct ctx *c, int64_t org, struct figures *out);

#endif
