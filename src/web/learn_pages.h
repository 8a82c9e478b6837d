/* SPDX-License-Identifier: Apache-2.0 */
/* learn_pages: a course with its lessons, and a lesson. */
#ifndef QUIPU_WEB_LEARN_PAGES_H
#define QUIPU_WEB_LEARN_PAGES_H

#include "learning/lesson.h"
#include "web/layout.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A knot of the hanging cord: a lesson, or the quiz at its end. */
struct learn_part {
    const char *url;
    const char *title;
    const char *lang;     /* of the title; NULL = the page's */
    const char *duration; /* NULL = not told */
    int64_t kilobytes;    /* 0 = not told */
    bool done;
    bool here;
};

struct learn_parts {
    const struct learn_part *items;
    size_t count;
};

/* An attempt at the quiz that was sent. */
struct learn_attempt {
    const char *url;
    int64_t number;
    int64_t pct;
    bool passed;
};

struct course_view {
    const char *title;
    struct learn_parts parts;
    const struct learn_attempt *attempts;
    size_t attempt_count;
    int64_t done, lessons;
    bool passed;
    bool at_quiz;                      /* the next part is the quiz */
    const char *next_title, *next_url; /* NULL = nothing is left here */
    const char *series_url, *series_title;
};

struct lesson_view {
    const char *title;
    const char *lang;      /* of the lesson; never NULL */
    const char *lang_name; /* when it is not the page's, else NULL */
    int64_t number, lessons;
    const char *duration;
    int64_t kilobytes;
    struct clean_html body;
    struct learn_parts parts;
    struct problems_view problems;
    struct field_view note;
    bool done;
    const char *action, *token;
    const char *skip_url; /* on without an answer */
    bool last;            /* nothing follows but the course's page */
};

#endif
