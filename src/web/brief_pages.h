/* SPDX-License-Identifier: Apache-2.0 */
/* brief_pages: the brief of a place, to print, and two laid side by side. */
#ifndef QUIPU_WEB_BRIEF_PAGES_H
#define QUIPU_WEB_BRIEF_PAGES_H

#include "web/layout.h"

struct brief_row {
    const char *name;
    const char *value;  /* as people read it */
    const char *before; /* of the one compared with; NULL = none */
};

struct brief_entry {
    const char *name;
    const char *date; /* NULL = none */
};

struct brief_view {
    const char *org_name, *on_date, *number;
    const char *before_date; /* of the one compared with; NULL = none */
    const struct brief_row *figures;
    size_t figure_count;
    const struct brief_entry *centres, *agreements, *items, *silent, *reports;
    size_t centre_count, agreement_count, item_count, silent_count,
        report_count;
    const char *list_url;
    const struct choice *others; /* value = address of the comparison */
    size_t other_count;
};

struct briefs_view {
    const char *org_name;
    const char *action;
    const struct choice *lines; /* value = address, label = date */
    size_t line_count;
    const char *token;
};

#endif
