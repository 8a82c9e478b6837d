/* SPDX-License-Identifier: Apache-2.0 */
/* membership_pages: a university's membership: its state, its history, what may
 * be done about it. */
#ifndef QUIPU_WEB_MEMBERSHIP_PAGES_H
#define QUIPU_WEB_MEMBERSHIP_PAGES_H

#include "web/layout.h"

struct membership_line {
    const char *word, *date;
    const char *reason; /* NULL = none */
};

struct membership_view {
    struct problems_view problems;
    const char *name;
    const char *status;
    bool member, suspended, left;
    const char *leaving; /* the announced last day; NULL = none */
    const struct membership_line *lines;
    size_t line_count;
    /* the agreement; NULL = none in force */
    const char *agreement_url, *until, *next;
    bool without_end, expired;
    int64_t agreement_rev;
    /* forms; NULL = not allowed, or not now */
    const char *suspend_url, *restore_url, *leave_url, *stay_url, *renew_url;
    const char *join_url; /* after it has left */
    struct field_view reason, on_date, why;
    int64_t rev;
    const char *token;
};

#endif
