/* SPDX-License-Identifier: Apache-2.0 */
/* application_pages: who asks to join, and the decision. */
#ifndef QUIPU_WEB_APPLICATION_PAGES_H
#define QUIPU_WEB_APPLICATION_PAGES_H

#include "network/join.h"
#include "web/layout.h"

struct application_line {
    const char *url;
    const char *name;
    const char *country;
    const char *date;
    bool waiting, endorsed, accepted, draft;
    int64_t clauses; /* agreed to */
};

struct applications_view {
    const char *org_name;
    const struct application_line *lines;
    size_t line_count;
    int waiting;
};

struct application_view {
    struct problems_view problems;
    struct application a;
    const char *country_name;
    const char *sent_date, *decided_date, *endorsed_date;
    bool waiting, accepted, refused, draft;
    bool endorsed;          /* the centre has said yes */
    bool decides, endorses; /* what the reader may do now */
    bool in_directory;
    const char *sheet_url; /* the signed one; NULL = signed by click */
    int64_t sheet_kilobytes;
    int clause_count;
    const char *accept_url, *endorse_url, *refuse_url, *list_url;
    struct field_view reason, words;
    const char *token;
};

#endif
