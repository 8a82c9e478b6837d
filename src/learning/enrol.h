/* SPDX-License-Identifier: Apache-2.0 */
/* enrol: who takes which series, and with it each course in the version that
 * was published on that day.
 *
 * Everything here is about the signed-in person (ctx.person); nobody reads
 * another's enrolments through it.
 */
#ifndef QUIPU_LEARNING_ENROL_H
#define QUIPU_LEARNING_ENROL_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;
struct series;

struct enrolment {
    int64_t id;
    int64_t series;
    const char *series_slug;
    const char *series_title;
    int64_t any_count;
    int64_t org;
    int64_t opening;
    const char *lang;
    const char *started_date;
    const char *completed_date; /* NULL = not yet */
};

struct enrolments {
    struct enrolment *items;
    size_t count;
};

/* One course of an enrolment: how far. */
struct take {
    int64_t id;
    int64_t enrolment;
    int64_t course;
    int64_t version;
    const char *slug;
    const char *base_lang;
    const char *title;
    bool is_core;
    int64_t lessons; /* these two only from enrol_takes */
    int64_t lessons_done;
    int64_t best_pct;
    int64_t passed_ms;        /* 0 = not yet */
    int64_t started_ms;       /* 0 = not yet */
    int64_t quiz;             /* 0 = the course has none */
    int64_t attempts;         /* at the quiz, so far */
    bool quiz_passed;         /* by one of them */
    const char *active_month; /* the last one its person was counted active */
};

struct takes {
    struct take *items;
    size_t count;
};

/* Enrol the signed-in person; nothing happens when they are already.
 * ERR_CONFLICT (problem on the whole form): the series is not open to their
 * organisation, or they belong to none yet. */
enum err enrol_start(struct ctx *c, const struct series *s, int64_t *id);

/* The person's enrolment in a series. ERR_MISSING: none. */
enum err enrol_in(struct ctx *c, const char *series_slug,
                  struct enrolment *out);
/* It will be read: with what is asked next, in one flight (db_foresee). */
void enrol_foresee_in(struct ctx *c, const char *series_slug);

/* All of the person's, newest first. */
enum err enrol_list(struct ctx *c, struct enrolments *out);

/* The courses of an enrolment, core first; also for the public page of its
 * certificate. */
enum err enrol_takes(struct ctx *c, int64_t enrolment, struct takes *out);
/* They will be read: with what is asked next, in one flight (db_foresee). */
void enrol_foresee_takes(struct ctx *c, int64_t enrolment);

/* What to go on with: the course begun last and not passed, else the core,
 * else the next elective while some are missing. NULL = all that is needed is
 * passed. */
const struct take *enrol_next(const struct takes *t, int64_t any_count);

/* Electives passed. */
int64_t enrol_electives_passed(const struct takes *t);

/* The person's enrolment in a series and its course of a slug, in one
 * statement. ERR_MISSING: not enrolled, or no such course in it. */
enum err enrol_place(struct ctx *c, const char *series_slug,
                     const char *course_slug, struct enrolment *in,
                     struct take *take);

#endif
