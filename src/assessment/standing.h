/* SPDX-License-Identifier: Apache-2.0 */
/* standing: how far each learner of a place is, and who is stuck; and how each
 * question of the quizzes fares there. */
#ifndef QUIPU_ASSESSMENT_STANDING_H
#define QUIPU_ASSESSMENT_STANDING_H

#include "base/err.h"
#include "formats/html_clean.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;

/* Two weeks without a sign are silence. */
enum { STANDING_PAGE = 60, STANDING_SILENT_DAYS = 14 };

enum standing_state {
    STANDING_AT_QUIZ, /* tried the quiz twice or more, and has not passed */
    STANDING_SILENT,  /* began, and then nothing for two weeks */
    STANDING_UNBEGUN, /* enrolled, nothing done yet */
    STANDING_ON,      /* on the way */
    STANDING_STATES
};

struct standing {
    int64_t enrolment;
    const char *name;
    const char *org_name;
    const char *series_title;
    enum standing_state state;
    const char *course; /* at work on it; NULL = on none just now */
    const char *course_lang;
    int64_t lessons, lessons_done; /* of it */
    int64_t attempts, best_pct;
    int64_t passed; /* courses */
    int64_t days;   /* since the last sign of life */
};

struct standings {
    struct standing *items;
    size_t count;
    bool more;
    int64_t last_org;            /* of the last item, to go on from */
    int64_t enrolled, completed; /* in all, also those not listed */
};

/* Those not yet through, node by node and there longest enrolled first, from the
 * node `after_org` and there after the enrolment `after` on. Needs:
 * CAP_COHORT_RUN at `org`. */
enum err standing_list(struct ctx *c, int64_t org, int64_t after_org,
                       int64_t after, struct standings *out);

/* One question, over the first attempts of everybody at a place. */
struct question_fare {
    int64_t course;
    const char *course_title;
    const char *lang; /* of title and text */
    int64_t number;   /* in its quiz, from 1 */
    struct clean_html html;
    int64_t answers;
    int64_t right; /* fully */
};
struct question_fares {
    struct question_fare *items;
    size_t count;
};

/* By course, in the order of the quiz; at most LIMIT_QUESTIONS.
 * Needs: CAP_QUESTION_READ at `org`. */
enum err standing_questions(struct ctx *c, int64_t org,
                            struct question_fares *out);

#endif
