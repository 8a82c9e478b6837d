/* SPDX-License-Identifier: Apache-2.0 */
/* attempt: one go at a quiz by the signed-in person: sent in one piece, scored
 * at once, kept for good. */
#ifndef QUIPU_ASSESSMENT_ATTEMPT_H
#define QUIPU_ASSESSMENT_ATTEMPT_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;
struct quiz;
struct take;

struct attempt {
    int64_t id;
    int64_t take;
    int64_t quiz;
    int64_t number; /* 1, 2, 3 … */
    const char *lang;
    int64_t sent_ms;
    int64_t score; /* in 1/100000 of a question */
    int64_t score_max;
    int64_t pct; /* rounded down: 79.9 % is not 80 % */
    bool passed;
};

struct attempts {
    struct attempt *items;
    size_t count;
};

struct attempt_answer {
    int64_t question;
    const char *answer; /* in the form assessment/quiz.h tells */
    int64_t score;
};

/* The seed for the order of choices of the next attempt. */
int64_t attempt_seed(const struct take *t, int64_t number);

/* The number the next attempt will have; ERR_LIMIT with a problem when no
 * attempt is left. */
enum err attempt_next(struct ctx *c, const struct take *t, const struct quiz *z,
                      int64_t *number);

/* Score and keep the answers (one for each question, "" = left out), and move
 * the person's progress; `t` was read in this transaction and is brought up to
 * date: t->attempts is then the number of this one. `number` is the one the
 * page was made for: ERR_CONFLICT when that attempt was sent already (a second
 * tap). */
enum err attempt_send(struct ctx *c, struct take *t, const struct quiz *z,
                      int64_t number, const char *const *answers);

/* One of the person's own. ERR_MISSING: not theirs, or none. */
enum err attempt_by_number(struct ctx *c, const struct take *t, int64_t number,
                           struct attempt *out);
/* It will be read: with what is asked next, in one flight (db_foresee). */
void attempt_foresee(struct ctx *c, const struct take *t, int64_t number);

/* Its answers, in the order of the questions of the quiz. */
enum err attempt_answers(struct ctx *c, int64_t attempt,
                         struct attempt_answer **out, size_t *count);

/* All of a take, newest first. */
enum err attempt_list(struct ctx *c, const struct take *t,
                      struct attempts *out);
/* They will be read: with what is asked next, in one flight (db_foresee). */
void attempt_foresee_list(struct ctx *c, const struct take *t);

#endif
