/* SPDX-License-Identifier: Apache-2.0 */
/* question: a quiz question as the readers of GIFT, Aiken … give it. */
#ifndef QUIPU_FORMATS_QUESTION_H
#define QUIPU_FORMATS_QUESTION_H

#include "formats/html_clean.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct question_option {
    const char *text;     /* plain; the left side for match, "" for number */
    const char *match;    /* the right side, NULL else */
    int64_t fraction;     /* in 1/100000; may be negative */
    int64_t low, high;    /* millionths, kind number */
    const char *feedback; /* plain, NULL = none */
};

struct question {
    const char *name; /* of ::name::, or made from the text */
    const char *kind; /* single multiple truefalse short match number essay
                         text (a description, no question) */
    struct clean_html html; /* the text */
    const char *feedback;   /* for everybody, NULL = none */
    struct question_option *options;
    size_t option_count;
    int line; /* where it begins */
};

/* What a reader has to say about a place in a file. */
struct remark {
    int line;
    const char *file; /* NULL = the file that was read */
    const char *text; /* English: what is wrong, what to do */
    bool refused;     /* the question or file was not taken */
};

struct remarks {
    struct remark *items;
    size_t count, room;
};

struct questions {
    struct question *items;
    size_t count;
    struct remarks remarks;
};

#endif
