/* SPDX-License-Identifier: Apache-2.0 */
/* opening_pages: to whom the programmes are open, opening and closing them. */
#ifndef QUIPU_WEB_OPENING_PAGES_H
#define QUIPU_WEB_OPENING_PAGES_H

#include "web/layout.h"

struct opening_row {
    const char *org_name;
    const char *org_url;
    const char *from_date;
    const char *to_date; /* NULL = open-ended */
    const char *signer;  /* who signs the certificates, NULL = nobody yet */
    const char *chain_url;
    const char *close_url; /* NULL = not the reader's to close */
    const char *codes_url; /* posters for it, NULL = not allowed */
    bool over;
    bool never; /* closed before its first day */
};

struct opened_series {
    const char *title;
    const char *url;
    const struct opening_row *rows;
    size_t row_count;
};

struct openings_view {
    struct problems_view problems;
    const char *org_name;
    const struct opened_series *series;
    size_t series_count;
    const char *signer; /* that would sign, NULL = none */
    struct field_view chosen, org, from_date, to_date;
    const struct choice *choices; /* of series */
    const char *action;
    const char *token;
};

#endif
