/* SPDX-License-Identifier: Apache-2.0 */
/* quiz_pages: the quiz that closes a course: one form, and what came of it.
 */
#ifndef QUIPU_WEB_QUIZ_PAGES_H
#define QUIPU_WEB_QUIZ_PAGES_H

#include "formats/html_clean.h"
#include "web/layout.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One left side of a question of pairs, with the right sides to choose. */
struct quiz_row {
    const char *name; /* "q12_34" */
    const char *id;
    const char *text;
    const struct choice *choices;
    size_t choice_count;
};

/* A question as it is asked; at most one of the kinds is true. */
struct quiz_item {
    int64_t number;          /* 0 = a text between questions */
    const char *lang;        /* of its texts when not the page's, else NULL */
    const char *choice_lang; /* the same for choices; the page says "True" */
    struct clean_html html;
    const char *name;       /* "q12" */
    const char *id;         /* "f-q12" */
    const char *label_id;   /* of the question's text */
    const char *problem;    /* NULL = none */
    const char *value;      /* what was typed */
    const char *input_type; /* "radio" or "checkbox" */
    const char *inputmode;  /* "text" or "decimal" */
    bool is_choice, is_multiple, is_match, is_typed, is_essay;
    const struct choice *choices;
    size_t choice_count;
    const struct quiz_row *rows;
    size_t row_count;
};

/* A question left out. */
struct quiz_gap {
    const char *url; /* "#f-q12" */
    int64_t number;
};

struct quiz_view {
    const char *course;
    const char *lang_name; /* it falls back to; NULL = the reader's */
    const char *action, *token;
    int64_t number; /* of this attempt */
    bool open;      /* an attempt is left */
    int64_t left;   /* attempts, this one included; 0 = no limit */
    int64_t pass_pct;
    int64_t count; /* of questions that count */
    int64_t best_pct;
    bool tried;                    /* there are earlier attempts */
    struct problems_view problems; /* but those of gaps */
    const struct quiz_gap *gaps;
    size_t gap_count;
    bool incomplete; /* the tick was set */
    const struct quiz_item *items;
    size_t item_count;
    const char *last_url, *course_url;
};

/* A question with one's own answer. */
struct quiz_answer {
    const char *id; /* of its heading */
    int64_t number;
    const char *lang, *line_lang; /* NULL = the page's */
    struct clean_html html;
    const char *const *lines; /* the answer in words */
    size_t line_count;
    bool right, partly, counts;
    const char *const *feedback;
    size_t feedback_count;
};

struct quiz_result_view {
    const char *course;
    int64_t number;
    int64_t right, count; /* whole questions right, of those that count */
    int64_t pct, pass_pct;
    bool passed;
    const struct quiz_answer *answers;
    size_t answer_count;

    /* what next */
    bool series_done;
    bool course_done;
    bool lessons_open;
    const char *next_title; /* of the next course; NULL = none */
    const char *next_url;
    const char *again_url; /* NULL = passed, or no attempt is left */
    const char *course_url, *my_url;
};

#endif
