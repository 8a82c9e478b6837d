/* SPDX-License-Identifier: Apache-2.0 */
/* quiz: the paper that closes a course: its questions, in which order choices
 * are shown, and what an answer is worth.
 *
 * Points are integers: a question is worth QUIZ_POINT, parts of it are
 * fractions of 1/100000. Answers are kept as text, in the form the field of
 * the page sends them:
 *   single, truefalse  the id of the option
 *   multiple           ids with commas: "12,15"
 *   match              "option:option" pairs with commas: left id, right id
 *   short, number      what was typed
 *   essay              what was typed; worth nothing, not counted
 */
#ifndef QUIPU_ASSESSMENT_QUIZ_H
#define QUIPU_ASSESSMENT_QUIZ_H

#include "base/err.h"
#include "formats/html_clean.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;

enum { QUIZ_POINT = 100000 };

struct quiz_option {
    int64_t id;
    int64_t fraction; /* of the question, in 1/100000; may be negative */
    bool numeric;
    int64_t low; /* millionths, kind number */
    int64_t high;
    const char *text;     /* plain text; of the left side for match */
    const char *match;    /* the right side, NULL else */
    const char *feedback; /* NULL = none */
};

struct quiz_question {
    int64_t id;
    int64_t position; /* 1, 2, 3 … */
    const char *kind; /* single multiple truefalse short match number essay
                         text */
    const char *lang; /* of its texts: the one asked for, or the base */
    struct clean_html html;
    const char *feedback;        /* for everybody, NULL = none */
    struct quiz_option *options; /* in the order they are shown */
    size_t option_count;
};

struct quiz {
    int64_t id;
    int64_t version;
    int64_t pass_pct;
    int64_t attempts_max; /* 0 = no limit */
    const char *lang;     /* asked for */
    struct quiz_question *questions;
    size_t question_count;
};

/* Read a quiz in `lang`, or in `base_lang` where a text is missing. Choices
 * are put in an order that hangs on `shuffle` alone (same number, same order).
 * ERR_MISSING: none. */
enum err quiz_load(struct ctx *c, int64_t quiz, const char *lang,
                   const char *base_lang, int64_t shuffle, struct quiz *out);
/* It will be read: with what is asked next, in one flight (db_foresee). */
void quiz_foresee(struct ctx *c, int64_t quiz, const char *lang,
                  const char *base_lang);

/* What an answer is worth, 0..QUIZ_POINT. An empty answer is worth 0. */
int64_t quiz_score(struct ctx *c, const struct quiz_question *q,
                   const char *answer);

/* Does the question count? (texts and essays do not) */
bool quiz_counts(const struct quiz_question *q);

/* Feedback that fits an answer: of the chosen options, then for everybody who
 * answered; lines parted by \n. "" = none, as for what has no answer. */
const char *quiz_feedback(struct ctx *c, const struct quiz_question *q,
                          const char *answer);

/* Is the option with this id among "12,15"? */
bool quiz_chose(const char *answer, int64_t option);

/* The right id chosen for a left id in "1:4,2:3"; 0 = none. */
int64_t quiz_pair(const char *answer, int64_t left);

/* A decimal number as people write it ("3,5", "-0.25", "1 000") in millionths;
 * false when it is none. */
bool quiz_number(const char *s, int64_t *millionths);

#endif
