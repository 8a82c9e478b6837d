/* SPDX-License-Identifier: Apache-2.0 */
/* join_pages: a university asks to join: finds itself, agrees clause by clause,
 * signs, and sees whose turn it is. */
#ifndef QUIPU_WEB_JOIN_PAGES_H
#define QUIPU_WEB_JOIN_PAGES_H

#include "network/join.h"
#include "network/terms.h"
#include "web/layout.h"

struct found_org {
    const char *name;
    const char *city;
    const char *url;
    bool member;
};

/* The four steps above every page of it. */
struct join_steps {
    bool done[4];
    bool here[4];
};

struct join_view {
    struct problems_view problems;
    struct join_steps steps;
    /* find yourself */
    const char *find_action;
    const struct choice *countries;
    size_t country_count;
    struct field_view country, typed;
    const struct found_org *found;
    size_t found_count;
    bool searched, too_few, more;
    const char *new_url; /* "my university is not in the list" */
    /* the form */
    bool at_form;
    const char *action;
    const char *country_code, *country_name;
    const char *org_slug; /* "" = a new one */
    const char *org_name;
    struct field_view name, city, website, contact_name, contact_post,
        contact_email, staff_count, motive;
    const char *centre; /* who decides; NULL = the regional office */
    const char *again_url;
    const char *token;
};

struct clause_view {
    int number;
    bool agreed;
    const char *title, *text;
    const char *other_title, *other_text;
};

/* The agreement, on screen and as a sheet to sign. */
struct agreement_view {
    struct problems_view problems;
    struct join_steps steps;
    bool is_new;    /* just begun */
    int draft_days; /* kept for, without a step */
    const char *link;
    const char *org_name, *country_name;
    const struct clause_view *clauses;
    size_t clause_count;
    int64_t agreed; /* clauses, as stored */
    const char *other_tag, *other_dir;
    const char *reason; /* of an earlier refusal, NULL = none */
    struct field_view remark;
    const char *centre;
    const char *action, *sheet_url, *back_url;
    const char *token;
};

struct sign_view {
    struct problems_view problems;
    struct join_steps steps;
    const char *org_name;
    bool ready; /* all clauses are agreed to */
    struct field_view signer_name, signer_post, how, sheet;
    struct choice ways[2];
    const char *centre;
    const char *action, *back_url, *sheet_url;
    const char *token;
};

struct join_status_view {
    struct application a;
    struct join_steps steps;
    const char *country_name;
    bool is_new; /* just sent */
    bool sent, accepted, refused;
    bool endorsed; /* the centre has said yes */
    bool by_paper;
    const char *link;
    const char *sent_date, *decided_date, *endorsed_date;
    const char *centre;
    const char *sign_in_url, *again_url;
    const char *token;
};

#endif
