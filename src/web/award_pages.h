/* SPDX-License-Identifier: Apache-2.0 */
/* award_pages: the award of cases of practice as everybody sees it, and the
 * form that sends a case in. */
#ifndef QUIPU_WEB_AWARD_PAGES_H
#define QUIPU_WEB_AWARD_PAGES_H

#include "web/award_words.h"

struct award_line {
    const char *url, *name, *holder, *state;
    int64_t year;
    bool good, now;
};

struct award_list_view {
    const struct award_line *lines;
    size_t line_count;
};

/* One row of the three counts. */
struct award_count_line {
    const char *name;
    int64_t received, valid, awarded;
};

struct awarded_line {
    const char *url, *title, *org, *country, *place, *category;
};

struct award_view {
    struct award_edition e;
    const char *holder, *holder_url, *state;
    bool open, published;
    const char *words_lang; /* of the text; NULL = the page's */
    struct paragraphs about, who, jury, prize;
    const char *apply_url;  /* NULL = takes none in */
    const char *office_url; /* NULL = not theirs */
    struct award_count_line all;
    const struct award_count_line *countries;
    size_t country_count;
    const struct award_count_line *kinds;
    size_t kind_count;
    const struct awarded_line *awarded;
    size_t awarded_count;
};

struct award_case_view {
    const char *title, *edition, *edition_url, *place, *category, *org,
        *country, *abstract;
    const char *lang; /* of the text; NULL = the page's */
    struct paragraphs words;
    const char *link, *file_url; /* NULL = none */
    int64_t kilobytes;
};

struct award_steps {
    bool done[4];
    bool here[4];
};

struct award_found {
    const char *name, *city, *url;
};

struct award_apply_view {
    struct problems_view problems;
    struct award_steps steps;
    const char *edition, *edition_url;
    bool open;
    const char *closes_date, *zone;
    const char *find_action, *action;
    const struct choice *countries;
    size_t country_count;
    struct field_view country, typed;
    const struct award_found *found;
    size_t found_count;
    bool searched, too_few, more;
    const char *new_url;
    /* the form */
    bool at_form;
    const char *org_slug, *org_name, *org_place;
    struct field_view name, kind, where, contact_name, contact_post,
        contact_email;
    struct choice kinds[3];
    const char *again_url;
    const char *token;
};

struct award_draft_view {
    struct problems_view problems;
    struct award_steps steps;
    bool is_new; /* just begun */
    bool open;
    int draft_days;
    const char *link, *edition, *edition_url, *org, *closes_date, *zone;
    const char *action;
    struct field_view category, title, abstract, words, address, file, agrees;
    const struct choice *categories;
    size_t category_count;
    struct choice agree[1];
    int64_t file_kilobytes; /* of the one that is kept; 0 = none */
    int64_t rev;
    const char *token;
};

struct award_sent_view {
    struct problems_view problems;
    struct award_steps steps;
    bool is_new; /* just sent */
    bool received, valid, invalid, awarded, published;
    const char *link, *edition, *edition_url, *org, *title, *category,
        *sent_date, *reason, *place, *case_url;
    int64_t n;
};

#endif
