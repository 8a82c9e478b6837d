/* SPDX-License-Identifier: Apache-2.0 */
/* demo_plan: what the people of a large demonstration study: read once, then
 * shared by all threads. */
#ifndef QUIPU_CLI_DEMO_PLAN_H
#define QUIPU_CLI_DEMO_PLAN_H

#include "cli/cli.h"

enum { DEMO_SERIES = 3 };

struct demo_question {
    int64_t id;
    const char *answer; /* the right one */
};

struct demo_course {
    int64_t course, version, quiz;
    const int64_t *lessons;
    size_t lesson_count;
    const struct demo_question *questions; /* those that count */
    size_t question_count;
};

struct demo_series {
    int64_t id;
    int64_t any_count;
    const struct demo_course *courses; /* the core first */
    size_t course_count;
};

struct demo_plan {
    struct demo_series series[DEMO_SERIES]; /* certificates are for the first */
};

/* Make the two further series of the courses that are there; `content` is where
 * they were unpacked. Gives the exit status. */
int demo_plan_import(struct cli_node *n, const char *content);

/* Open both to `region` from `from_date` on. */
enum err demo_plan_open(struct ctx *c, int64_t region, int64_t secretariat,
                        const char *from_date);

/* Read all of it into the context's arena. */
enum err demo_plan_read(struct ctx *c, struct demo_plan *out);

#endif
