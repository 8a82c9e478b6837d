/* SPDX-License-Identifier: Apache-2.0 */
/* office_pages: the offices of the network for everybody, nominating for them,
 * and giving them. */
#ifndef QUIPU_WEB_OFFICE_PAGES_H
#define QUIPU_WEB_OFFICE_PAGES_H

#include "web/mandate_pages.h"

struct post_line {
    const char *id;
    const char *title, *person; /* person NULL = not for this reader */
    const char *from_date, *to_date;
    const char *state;
    bool good, now;
    const char *by, *by_url; /* the centre that nominated; NULL = none */
    const char *reason;      /* NULL = none */
    const char *answer_url, *end_url; /* NULL = not theirs */
    struct field_view why;            /* of declining or ending */
};

struct offices_view {
    const struct held_line *presidencies; /* the newest first */
    size_t presidency_count;
    const struct post_line *posts; /* held today */
    size_t post_count;
    const struct post_line *past;
    size_t past_count;
    const struct choice *several; /* who holds several mandates */
    size_t several_count;
    const char *register_url;
    const char *token; /* NULL: nothing is sent from here */
};

struct held_view {
    const char *org_name, *org_url;
    const struct held_line *lines;
    size_t line_count;
};

struct candidate_line {
    const char *name, *url, *state;
    bool good, now;
    int64_t nominations;
};

struct nominations_view {
    struct problems_view problems;
    const char *org_name;
    int64_t year;
    const struct candidate_line *candidates;
    size_t candidate_count;
    const char *proposed;                  /* whom it proposed; NULL = nobody */
    const char *nominate_url, *answer_url; /* NULL = not theirs */
    struct field_view nominee, reason;
    const char *coordinator_url; /* a centre's; NULL = not theirs */
    const struct post_line *posts;
    size_t post_count;
    struct field_view person, title, from_date, to_date;
    const struct choice *people;
    size_t person_count;
    const char *token;
};

struct posts_view {
    struct problems_view problems;
    const char *org_name;
    const struct post_line *posts;
    size_t post_count;
    struct field_view kind, title, person, from_date, to_date;
    struct choice kinds[2];
    const struct choice *people;
    size_t person_count;
    const char *action;
    int64_t year;
    const struct choice *candidates; /* who accepted */
    size_t candidate_count;
    struct field_view org, president_title;
    const char *presidency_url;
    const char *offices_url;
    const char *token;
};

#endif
