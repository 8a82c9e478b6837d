/* SPDX-License-Identifier: Apache-2.0 */
/* award_work_pages: the office of the award: editions, cases, reviewers, the
 * result. */
#ifndef QUIPU_WEB_AWARD_WORK_PAGES_H
#define QUIPU_WEB_AWARD_WORK_PAGES_H

#include "web/award_pages.h"

struct award_work_view {
    const char *org_name, *new_url;
    const struct award_line *lines;
    size_t line_count;
};

struct award_form_view {
    struct problems_view problems;
    const char *org_name, *action, *lang_name;
    const struct lang_link *langs; /* an edition that stands */
    size_t lang_count;
    const char *lang; /* of the words */
    struct field_view name, year, zone, opens_date, closes_date, review_until,
        reviews_each, about, who, jury, prize, categories, criteria;
    int64_t rev;
    const char *back_url; /* NULL = a new one */
    const char *token;
};

struct award_work_case {
    const char *url, *title, *org, *country, *category, *state, *reviews,
        *points, *place;
    int64_t n;
    bool good, now, bad;
};

struct award_person {
    const char *number, *name;
    int64_t open, given;
};

struct award_office_view {
    struct problems_view problems;
    const char *name, *public_url, *edit_url, *state;
    const char *closes_date, *review_until, *published_date;
    bool open, published;
    struct award_count_line all;
    const struct award_work_case *cases;
    size_t case_count;
    const char *next_url; /* NULL = the end */
    const struct award_work_case *ranking;
    size_t rank_count;
    const struct award_person *people;
    size_t person_count;
    const char *reviewers_url; /* NULL = nothing is changed any more */
    struct field_view person;
    const struct choice *candidates;
    size_t candidate_count;
    const char *publish_url; /* NULL = not yet, or not theirs */
    int64_t rev;
    const char *token;
};

struct award_work_review {
    const char *reviewer, *state, *words, *points;
    bool good, bad;
};

struct award_work_case_view {
    struct problems_view problems;
    struct award_case k;
    const char *edition, *office_url, *org_url, *country, *kind, *category,
        *state, *sent_date, *file_url, *link;
    int64_t kilobytes;
    bool received, valid, invalid, names;
    struct paragraphs words;
    const char *check_url, *blind_url, *assign_url, *place_url; /* NULL = no */
    struct field_view reason, blind_title, blind_abstract, blind_words, shows,
        reviewer, place;
    struct choice shows_choice[1];
    const struct choice *reviewers;
    size_t reviewer_count;
    const struct award_work_review *reviews;
    size_t review_count;
    const char *token;
};

#endif
