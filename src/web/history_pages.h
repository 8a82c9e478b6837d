/* SPDX-License-Identifier: Apache-2.0 */
/* history_pages: the record of acts of a place, for who answers for it. */
#ifndef QUIPU_WEB_HISTORY_PAGES_H
#define QUIPU_WEB_HISTORY_PAGES_H

#include "web/layout.h"

struct history_act {
    const char *date, *time; /* in the zone of the place */
    const char *what;
    const char *who;     /* NULL = nobody was signed in */
    const char *who_url; /* what else they did */
    const char *place;   /* NULL = of no place */
    const char *place_url;
    const char *value; /* NULL = nothing noted beside it */
    int64_t number;    /* in the chain; 0 = not sealed yet */
};

struct history_view {
    struct problems_view problems;
    const char *org_name;
    const char *action;
    struct field_view act, from, to;
    const struct choice *acts;
    size_t act_count;
    const char *by; /* whose acts alone; NULL = everybody's */
    const char *by_id;
    const char *all_url;
    const struct history_act *lines;
    size_t line_count;
    const char *next_url; /* NULL = that was all */
    bool first;
};

#endif
