/* SPDX-License-Identifier: Apache-2.0 */
/* figures_pages: the numbers of a place for who answers for it, and the lists
 * behind them. */
#ifndef QUIPU_WEB_FIGURES_PAGES_H
#define QUIPU_WEB_FIGURES_PAGES_H

#include "formats/html_clean.h"
#include "network/org.h"
#include "reports/figures.h"
#include "web/layout.h"
#include "web/plan_pages.h"
#include "web/visit_pages.h"

/* Universities; people enrolled, who completed, certified. */
enum { FIGURE_COLUMNS = 1 + FIGURES_KINDS };

/* A figure as it may be shown; `hidden` = fewer than five, or hidden because
 * another one is. */
struct figure {
    int64_t n;
    bool hidden;
    const char *url; /* the list behind it; NULL = none for the reader */
};

struct figures_row {
    const char *name;
    const char *sort_key; /* of places: the folded name */
    const char *url;      /* its own figures; NULL = none */
    struct figure cells[FIGURE_COLUMNS];
    struct clean_html months; /* drawn */
};

/* One figure with its year. */
struct figure_key {
    const char *title, *what; /* its name; what it counts */
    struct figure f;
    struct clean_html months;
};

struct figures_view {
    const char *org_name;
    const char *year, *as_of;           /* a date; NULL = now */
    const char *before_url, *after_url; /* the years beside; NULL = none */
    const char *before, *after;
    bool exact;
    struct figure_key keys[FIGURE_COLUMNS];
    const struct item_line *goals; /* items tied to a figure of the place */
    size_t goal_count;
    const struct target_line *targets; /* of the plan in force */
    size_t target_count;
    const char *plan_url;
    bool has_goals; /* either */
    /* the map; NULL = the places are no countries */
    bool has_map;
    struct clean_html map;
    const char *map_word;      /* what is in the tiles */
    const struct choice *maps; /* value = address */
    size_t map_count;
    const struct figures_row *months; /* up to this one; NULL = not shown */
    size_t month_count;
    const struct figures_row *groups;
    size_t group_count;
    bool places_are_universities;
    bool draws_places; /* months of each place */
    const char *drawn_word;
    const struct figures_row *places;
    size_t place_count;
    const char *more_url;        /* of more than are shown; NULL = all are */
    const struct choice *silent; /* value = address */
    size_t silent_count;
    bool silent_more;
    const struct choice *agreements; /* that end soon; note = day */
    size_t agreement_count;
    const char *org_url, *briefs_url, *agreements_url;
    /* groupings of its countries; the one chosen, if any */
    const struct choice *groupings; /* value = address */
    size_t grouping_count;
    const char *groupings_url;
    const char *grouping; /* its name; NULL = all countries */
    int64_t left_out;     /* of its countries not shown, nor in the sums */
    const char *whole_url;
    const char *tree_url; /* at the end of the year; NULL = it is this one */
};

/* The list behind one figure. */
struct figures_person {
    const char *name, *date, *group, *url; /* url: the certificate */
};

struct figures_list_view {
    const char *title, *org_name, *year, *month, *what, *as_of;
    const char *filter;   /* of a group or gender; NULL = all */
    const char *grouping; /* of countries; NULL = all */
    int64_t left_out;
    struct figure f;
    bool exact;
    const struct figures_row *months; /* [i].cells[0] */
    size_t month_count;
    struct clean_html drawn;
    const char *places_word; /* NULL = no places below */
    const struct figures_row *places;
    size_t place_count;
    int64_t rest;   /* of the sum, at none of them; less than 0: of several */
    bool rest_here; /* more than 0 */
    bool rest_of_several;
    const struct figures_person *people;
    size_t person_count;
    int64_t person_all;
    bool lists_people, certificates;
    const char *start_url, *next_url;
    const char *figures_url, *all_url; /* without month and filter; NULL = so */
};

#endif
