/* SPDX-License-Identifier: Apache-2.0 */
/* award_review_pages: what somebody reviews for the award, blind. */
#ifndef QUIPU_WEB_AWARD_REVIEW_PAGES_H
#define QUIPU_WEB_AWARD_REVIEW_PAGES_H

#include "web/award_pages.h"

struct my_review_line {
    const char *url, *title, *state;
    int64_t n;
    bool good, now;
};

struct my_reviews_view {
    const struct my_review_line *lines;
    size_t line_count;
};

struct score_field {
    const char *title;
    int64_t most;
    struct field_view points, remark;
};

struct other_score {
    const char *title, *points, *remark;
};

struct my_review_view {
    struct problems_view problems;
    int64_t n;
    const char *title, *abstract, *edition, *category, *until;
    const char *lang; /* of the text */
    struct paragraphs words;
    const char *link, *file_url; /* NULL = none */
    int64_t kilobytes;
    bool given, ended;
    const struct score_field *scores;
    size_t score_count;
    const struct other_score *others; /* all of all */
    size_t other_count;
    const char *action, *conflict_url;
    struct field_view conflict;
    int64_t rev;
    const char *list_url;
    const char *token;
};

#endif
