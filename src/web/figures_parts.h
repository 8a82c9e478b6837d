/* SPDX-License-Identifier: Apache-2.0 */
/* figures_parts: what the page of figures and the lists behind it share. */
#ifndef QUIPU_WEB_FIGURES_PARTS_H
#define QUIPU_WEB_FIGURES_PARTS_H

#include "web/figures_pages.h"

/* What a figure is called and what it counts, as the catalogue has it, and its
 * name in addresses; `column` < FIGURE_COLUMNS. */
const char *figures_title(const struct lang *l, int column);
const char *figures_what(const struct lang *l, int column);
const char *figures_name(int column);

/* An amount as it may be shown; `url` counts only where it is shown. */
struct figure figures_shown(int64_t n, const char *url);

/* "enero" …; 0 = January. */
const char *figures_month(const struct lang *l, int month);

/* How many months of the year there have been. */
int figures_months_so_far(const struct figures *f);

/* Are the places below countries, so that they may be drawn and grouped? */
bool figures_are_countries(const struct figures *f);

/* Yesterday, of which figures are that everybody may see; NULL = as they are. */
const char *figures_as_of(struct ctx *c, const struct figures *f);

struct figures_grouping {
    const char *name, *slug; /* NULL = none is asked for */
    int64_t left_out;        /* countries with a figure that is not shown */
};
/* Where the address asks for a grouping: take its countries alone, with their
 * sums as they are shown, since nothing else may be told of them together.
 * ERR_MISSING: none of this name, or the places are no countries. */
enum err figures_group(struct req *r, const struct org *org, struct figures *f,
                       struct figures_grouping *out);

#endif
