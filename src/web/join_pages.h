/* SPDX-License-Identifier: Apache-2.0 */
/* join_pages: a university asks to join, sees whose turn it is, and the centre
 * decides. */
#ifndef QUIPU_WEB_JOIN_PAGES_H
#define QUIPU_WEB_JOIN_PAGES_H

#include "network/join.h"
#include "web/layout.h"

struct found_org {
    const char *name;
    const char *city;
    const char *url;
    bool member;
};

struct clause_view {
    int number;
    const char *title, *text;
    const char *other_title, *other_text;
};

struct join_view {
    struct problems_view problems;
    /* step 1: find yourself */
    const char *find_action;
    const struct choice *countries;
    size_t country_count;
    struct field_view country, typed;
    const struct found_org *found;
    size_t found_count;
    bool searched;
    const char *new_url; /* "my university is not in the list" */
    /* step 2: the form */
    bool at_form;
    const char *action;
    const char *country_code, *country_name;
    const char *org_slug; /* "" = a new one */
    const char *org_name;
    struct field_view name, city, website, contact_name, contact_post,
        contact_email, signer_post, staff_count, motive;
    const struct clause_view *clauses;
    size_t clause_count;
    const char *other_tag;
    const char *terms, *terms_problem;
    const char *centre; /* who decides; NULL = the regional office */
    const char *again_url;
    const char *token;
};

struct join_status_view {
    struct application a;
    const char *country_name;
    bool is_new; /* just sent */
    bool sent, accepted, refused;
    const char *link;
    const char *sent_date, *decided_date;
    const char *centre;
    const char *sign_in_url, *join_url;
};

struct application_line {
    const char *url;
    const char *name;
    const char *country;
    const char *date;
    bool waiting, accepted;
};

struct applications_view {
    const struct application_line *lines;
    size_t line_count;
    int waiting;
};

struct application_view {
    struct problems_view problems;
    struct application a;
    const char *country_name;
    const char *sent_date, *decided_date;
    bool waiting, accepted;
    bool in_directory;
    const char *accept_url, *refuse_url, *list_url;
    struct field_view reason;
    const char *token;
};

#endif
