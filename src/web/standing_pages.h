/* SPDX-License-Identifier: Apache-2.0 */
/* standing_pages: how far the learners of a place are, for who helps them; how
 * the questions fare, for who judges them. */
#ifndef QUIPU_WEB_STANDING_PAGES_H
#define QUIPU_WEB_STANDING_PAGES_H

#include "assessment/standing.h"
#include "web/layout.h"

struct standing_group {
    const char *id;
    const char *title, *advice; /* translated */
    const struct standing *items;
    size_t count;
};

struct progress_view {
    const char *org_name;
    int64_t enrolled, completed, on;
    const struct standing_group *groups; /* only those with somebody */
    size_t group_count;
    bool first;
    const char *start_url, *next_url; /* NULL = the end */
    const char *codes_url;            /* NULL = not allowed */
    const char *questions_url;
};

struct question_line {
    const char *text;
    const char *lang; /* NULL = the page's */
    int64_t number;
    int64_t answers;
    int64_t right_pct;
    bool few;  /* under five answers: nothing is said */
    bool hard; /* more than half miss it */
    bool easy; /* nobody does */
};

struct question_course {
    const char *title;
    const char *lang;
    const struct question_line *lines;
    size_t count;
};

struct questions_view {
    const char *org_name;
    const struct question_course *courses;
    size_t count;
    int64_t hard;
};

#endif
