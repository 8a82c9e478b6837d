/* SPDX-License-Identifier: Apache-2.0 */
/* series_pages: the programmes, one programme with its courses, enrolling. */
#ifndef QUIPU_WEB_SERIES_PAGES_H
#define QUIPU_WEB_SERIES_PAGES_H

#include "web/layout.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A programme in the list. */
struct series_item {
    const char *url;
    const char *title;
    const char *summary;
    const char *lang; /* of title and summary; NULL = the page's */
    int64_t modules;  /* how many are needed of the electives; 0 = none */
};

struct series_list_view {
    const struct series_item *items;
    size_t count;
};

/* A course of a programme: the fact, its size, and how far the reader is. */
struct course_item {
    const char *url; /* NULL = not enrolled */
    const char *title;
    const char *summary;
    const char *lang;     /* of title and summary; NULL = the page's */
    const char *duration; /* "1 h 30 min"; NULL = not told */
    int64_t lessons;
    int64_t questions;
    int64_t kilobytes;
    bool mine; /* show the state */
    bool passed, started;
    int64_t done;        /* lessons */
    const char *only_in; /* name of the language; NULL = in the reader's */
};

struct course_items {
    const struct course_item *items;
    size_t count;
};

/* One knot of the lying cord: the core, each module, the certificate. */
struct series_step {
    const char *name;
    bool done;
    bool here;
};

/* An organisation that opened the programme. */
struct series_place {
    const char *name;
    const char *from_date;
};

struct series_view {
    const char *title;
    const char *summary;
    const char *lang; /* NULL = the page's */
    struct problems_view problems;
    struct course_items core, electives;
    int64_t any_count, elective_count;

    /* what it certifies */
    const char *earns; /* NULL = nothing is defined */
    const char *earns_text;
    const char *earns_lang; /* of both; NULL = the page's */
    int64_t earns_hours;
    const char *level;
    const char *issuer; /* whose centre signs; NULL = not known yet */
    const struct series_place *places;
    size_t place_count;

    /* the reader */
    bool signed_in;
    bool enrolled;
    bool completed;
    const struct series_step *steps;
    size_t step_count;
    int64_t missing; /* courses still to pass */
    const char *next_title;
    const char *next_url;
    const char *started_date, *completed_date;
    const char *enrol_url, *sign_in_url, *come_in_url, *my_url, *token;
};

#endif
