/* SPDX-License-Identifier: Apache-2.0 */
/* figures_pages: the numbers of a place for who answers for it, without
 * anybody's name. */
#ifndef QUIPU_WEB_FIGURES_PAGES_H
#define QUIPU_WEB_FIGURES_PAGES_H

#include "web/layout.h"

enum { FIGURE_COLUMNS = 4 };

/* A figure as it may be shown; `hidden` = fewer than five, or hidden because
 * another one is. */
struct figure {
    int64_t n;
    bool hidden;
};

struct figures_row {
    const char *name;
    const char *sort_key; /* of places: the folded name */
    const char *url;      /* its own figures; NULL = none */
    struct figure cells[FIGURE_COLUMNS];
};

struct figures_view {
    const char *org_name;
    const char *year, *as_of; /* a date */
    struct figure members, enrolled, completed, certified;
    const struct figures_row *groups;
    size_t group_count;
    bool places_are_universities;
    const struct figures_row *places;
    size_t place_count;
    const char *meanings[FIGURE_COLUMNS]; /* of the four figures */
    const char *org_url, *briefs_url;
};

#endif
