/* SPDX-License-Identifier: Apache-2.0 */
/* my_pages: a person's own page: what comes next, how far, what is certified.
 */
#ifndef QUIPU_WEB_MY_PAGES_H
#define QUIPU_WEB_MY_PAGES_H

#include "formats/html_clean.h"
#include "web/layout.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The one thing to do now. */
struct my_next {
    const char *url; /* NULL = nothing is to be done */
    const char *course;
    const char *part; /* title of the lesson; NULL = the quiz, or the course */
    bool is_quiz;
    int64_t number, lessons; /* lesson number of lessons */
    const char *duration;    /* NULL = not told */
    int64_t kilobytes;       /* 0 = not told */
};

struct my_enrolment {
    const char *url;
    const char *title;
    int64_t passed, needed; /* courses */
    bool completed, certified;
    const char *started_date, *completed_date;
};

struct my_certificate {
    const char *url;
    const char *title;
    const char *lang; /* of the title; NULL = the page's */
    const char *org_name;
    const char *issued_date;
    bool withdrawn; /* hidden from strangers */
};

/* A course as a cord and as a row: the same facts. */
struct my_course {
    int64_t number; /* of the cord */
    const char *url;
    const char *title;
    const char *series; /* NULL = there is but one */
    int64_t done, lessons;
    bool has_quiz, tried;
    int64_t best_pct;
    bool passed;
};

struct my_view {
    const char *name;
    const char *places; /* "docencia, Universidad …"; NULL = belongs nowhere */
    struct my_next next;
    struct clean_html quipu;
    const struct my_course *courses;
    size_t course_count;
    const struct my_enrolment *enrolments;
    size_t enrolment_count;
    const struct my_certificate *certificates;
    size_t certificate_count;
    const char *series_url, *come_in_url, *account_url;
    const char *work_url; /* NULL = holds no role */
};

#endif
