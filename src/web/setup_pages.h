/* SPDX-License-Identifier: Apache-2.0 */
/* setup_pages: building the network: places below a node, the mandates of a
 * node. */
#ifndef QUIPU_WEB_SETUP_PAGES_H
#define QUIPU_WEB_SETUP_PAGES_H

#include "web/layout.h"

/* --- places --- */

struct place_row {
    const char *name;
    const char *url;
    const char *kind; /* for people */
};

struct places_view {
    struct problems_view problems;
    const char *org_name;
    const struct place_row *rows;
    size_t row_count;
    const char *title; /* of the form: "Add a region" */
    bool by_list;      /* countries are chosen, else one is named */
    struct field_view name, city, website;
    bool with_address; /* city and web site are asked for */
    struct field_view country;
    const struct choice *countries;
    size_t country_count;
    const char *action;
    const char *token;
};

/* --- mandates --- */

struct mandate_step {
    const char *word;
    const char *date;
    const char *note; /* with whom, document, words; NULL = none */
};

struct mandate_row {
    const char *id;
    const char *url;
    const char *title;
    const char *kind;
    const char *status;
    bool active, over;
    const char *holder_name;
    const char *holder_url;
    const struct mandate_step *steps;
    size_t step_count;
    const char *note_url;   /* its form is shown; NULL = not here */
    const char *choose_url; /* shows its form instead; NULL = it cannot */
};

struct mandates_view {
    struct problems_view problems;
    const char *org_name;
    const struct mandate_row *rows;
    size_t row_count;
    struct field_view kind, holder, title, from_date; /* to give one */
    const struct choice *kinds;
    size_t kind_count;
    const struct choice *holders;
    size_t holder_count;
    struct field_view find; /* who holds it, by three letters */
    const char *find_action;
    bool searched;
    struct field_view event, on_date, who, document, note; /* what happened */
    const struct choice *events;
    size_t event_count;
    const char *action;
    const char *token;
};

#endif
