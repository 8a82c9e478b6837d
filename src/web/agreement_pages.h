/* SPDX-License-Identifier: Apache-2.0 */
/* agreement_pages: agreements of a place, one of them, and the public register
 * of offices, centres and agreements in force. */
#ifndef QUIPU_WEB_AGREEMENT_PAGES_H
#define QUIPU_WEB_AGREEMENT_PAGES_H

#include "web/layout.h"
#include "web/plan_pages.h"

struct agreement_line {
    const char *url;
    const char *title;
    const char *kind;
    const char *place;
    const char *state;               /* a word */
    const char *from_date, *to_date; /* to_date NULL = open */
    bool good, now, bad;             /* how the word looks */
};

struct agreements_view {
    const char *org_name;
    const struct agreement_line *lines;
    size_t line_count;
    bool past;
    bool first;
    const char *past_url, *present_url;
    const char *new_url;  /* NULL = not allowed */
    const char *next_url; /* NULL = the end */
};

struct party_line {
    const char *name;
    const char *url; /* where it leads: the organisation, or without it */
};

struct agreement_form_view {
    struct problems_view problems;
    const char *org_name;
    const char *action, *find_action;
    const char *with; /* slugs with commas */
    const struct party_line *parties;
    size_t party_count;
    const struct party_line *found;
    size_t found_count;
    bool searched;
    struct field_view find, kind, title, from_date, to_date, is_public;
    struct choice kinds[3], register_choice[1];
    const char *token;
};

struct agreement_term_line {
    const char *from_date, *to_date; /* to_date NULL = open */
    bool is_last;
};

struct approval_line {
    const char *name;
    const char *state; /* a word */
    const char *date;  /* NULL = not yet */
    const char *reason;
    bool done, here;
};

struct agreement_clause_line {
    int64_t number;
    const char *title, *text;
    const char *other_title, *other_text;
    const struct target_line *goal; /* its figure; NULL = none */
};

struct agreement_show_view {
    struct problems_view problems;
    const char *title, *kind, *state;
    bool good, now, bad;
    const char *place, *place_url;
    const struct party_line *parties;
    size_t party_count;
    const struct agreement_term_line *terms;
    size_t term_count;
    const struct approval_line *approvals;
    size_t approval_count;
    const struct agreement_clause_line *clauses;
    size_t clause_count;
    const char *other_tag, *other_dir;
    const char *signed_date, *end_reason; /* NULL = none */
    const char *paper_url; /* NULL = none, or not for this reader */
    const char *paper_hash;
    int64_t paper_kilobytes;
    const char *address; /* whole, for print */
    /* what the reader may do; NULL = nothing */
    const char *approve_url, *refuse_url, *sign_url, *renew_url, *end_url;
    const char *goal_url;
    struct field_view goal_clause, goal_indicator, goal_amount, goal_node,
        goal_date;
    const struct choice *goal_clauses, *goal_indicators, *goal_nodes;
    size_t goal_indicator_count, goal_node_count;
    struct field_view reason, signed_date_field, paper, to_date, on_date;
    const char *renew_until; /* by one click */
    int64_t rev;
    const struct party_line *items; /* of visits, that led to it */
    size_t item_count;
    const struct choice *openings; /* that follow from it; note = first day */
    size_t opening_count;
    const char *list_url;
    const char *token;
};

struct register_office {
    const char *url;
    const char *title, *kind, *holder, *holder_url, *place, *place_url;
    const char *from_date;
};

struct register_view {
    const char *network;
    const struct register_office *offices, *centres;
    size_t office_count, centre_count;
    const struct choice *kinds; /* value = address */
    size_t kind_count;
    const struct agreement_line *lines;
    size_t line_count;
    const char *next_url;
    const char *verify_url, *offices_url;
};

#endif
