/* SPDX-License-Identifier: Apache-2.0 */
/* chain_pages: from handshake to certificate: the visit, what it agreed on, the
 * agreement, the opening of a programme, and the people; on one page, to be
 * walked both ways. */
#ifndef QUIPU_WEB_CHAIN_PAGES_H
#define QUIPU_WEB_CHAIN_PAGES_H

#include "web/layout.h"

/* An item that led to it, with its visit. */
struct chain_item {
    const char *url, *title;
    const char *visit, *visit_url;
};

/* A figure at the place since the opening; `few` = fewer than five. */
struct chain_figure {
    const char *what;
    int64_t n;
    bool few;
    const char *list_url; /* NULL = not the reader's to see */
};

struct chain_view {
    struct problems_view problems;
    const char *series, *series_url;
    const char *place, *place_url;
    const char *from_date, *to_date; /* to_date NULL = open-ended */
    const struct chain_item *items;
    size_t item_count;
    const char *agreement, *agreement_url; /* NULL = none, or not public */
    const char *clause;                    /* NULL = the agreement as a whole */
    bool unknown;                          /* there is one, not to be seen */
    struct chain_figure figures[3];
    /* the form; NULL = not allowed */
    const char *action;
    struct field_view chosen, clause_number;
    const struct choice *choices;
    size_t choice_count;
    const char *token;
};

/* Lines to openings: value = address, label = programme and place, note = the
 * first day. */
struct origins;
const struct choice *chain_openings(struct req *r, const struct origins *list);

#endif
