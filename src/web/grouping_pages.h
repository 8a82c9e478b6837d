/* SPDX-License-Identifier: Apache-2.0 */
/* grouping_pages: countries taken together, for who looks at figures by them and
 * who keeps them. */
#ifndef QUIPU_WEB_GROUPING_PAGES_H
#define QUIPU_WEB_GROUPING_PAGES_H

#include "network/grouping.h"
#include "web/layout.h"

struct grouping_line {
    const char *name, *kind;
    const char *figures_url;
    const char *edit_url; /* NULL = not the reader, or not here */
};

struct groupings_view {
    struct problems_view problems;
    const char *org_name;
    const struct grouping_line *lines;
    size_t line_count;
    const char *figures_url;
    /* a new one; NULL = not the reader */
    const char *action;
    struct field_view name, kind, from_date, country;
    struct choice kinds[4];
    const struct choice *countries;
    size_t country_count;
    const char *token;
};

struct stay_line {
    const char *name, *url, *from_date, *to_date;
};

struct grouping_view {
    struct problems_view problems;
    const char *title, *action, *list_url;
    struct field_view name, kind, from_date, country;
    struct choice kinds[4];
    const struct choice *countries;
    size_t country_count;
    const struct stay_line *stays;
    size_t stay_count;
    int64_t rev;
    const char *token;
};

#endif
