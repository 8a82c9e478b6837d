/* SPDX-License-Identifier: Apache-2.0 */
/* code_pages: the join codes of a university, and the poster that carries one
 * to the notice board. */
#ifndef QUIPU_WEB_CODE_PAGES_H
#define QUIPU_WEB_CODE_PAGES_H

#include "formats/html_clean.h"
#include "web/layout.h"

struct code_row {
    const char *label;
    const char *workgroup; /* translated, NULL = the person chooses */
    const char *until;     /* date */
    int64_t uses_left;
    bool limited;
};

struct codes_view {
    struct problems_view problems;
    const char *org_name;
    const struct code_row *rows;
    size_t row_count;
    struct field_view label, workgroup, series, days, uses;
    struct choice groups[4];
    const struct choice *programmes;
    size_t programme_count;
    const char *action;
    const char *people_url;
    const char *poster_url; /* where a code's poster is made again */
    struct field_view code;
    const char *token;
};

/* Above universities there are no codes, only the way to one. */
struct code_place {
    const char *name;
    const char *city; /* NULL = unknown */
    const char *url;
};
struct code_places_view {
    const char *org_name;
    bool are_universities;
    const struct code_place *places;
    size_t place_count;
    const char *org_url;
};

/* The sheet; its words stand on it in two languages. */
struct poster_view {
    const char *org_name;
    const char *code;
    const char *address; /* what people type */
    const char *label;
    const char *until; /* date */
    bool has_qr;
    struct clean_html qr;
    const char *codes_url;
};

#endif
