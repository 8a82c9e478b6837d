/* SPDX-License-Identifier: Apache-2.0 */
/* mandate_pages: one mandate from first contact to its end: what happened, what
 * comes next. */
#ifndef QUIPU_WEB_MANDATE_PAGES_H
#define QUIPU_WEB_MANDATE_PAGES_H

#include "web/layout.h"

/* A step of the chain. */
struct chain_step {
    const char *date; /* NULL = not set */
    const char *word;
    const char *url;  /* NULL = no page of its own */
    const char *note; /* who, document, words; NULL = none */
    bool done;
    bool here; /* what comes next */
};

struct scope_row {
    const char *title, *from_date, *to_date; /* to NULL = as the mandate */
    bool now;
    const char *end_url; /* NULL = not theirs, or over */
};

struct held_line {
    const char *url, *title, *kind, *status;
    bool good;
    const char *from_date, *to_date; /* to NULL = none is set */
};

struct mandate_view {
    struct problems_view problems;
    const char *title, *kind, *status;
    bool good, now;
    const char *place, *place_url, *holder, *holder_url;
    const char *from_date, *to_date;
    const struct chain_step *steps;
    size_t step_count;
    bool signs;     /* certificates may bear its name */
    bool signs_all; /* for all programmes */
    const struct scope_row *scope;
    size_t scope_count;
    const struct held_line *held; /* by the same organisation */
    size_t held_count;
    /* what the reader may do; NULL = not */
    const char *plan_url, *note_url, *renew_url, *renew_until, *end_url,
        *scope_url, *scope_all_url;
    struct field_view to_date_field, on_date, note;
    struct field_view series, from, to;
    const struct choice *series_choices;
    size_t series_count;
    int64_t rev;
    const char *token;
};

#endif
