/* SPDX-License-Identifier: Apache-2.0 */
/* demo_cohort: some people of one institution who begin on the same day, in a
 * large demonstration. */
#ifndef QUIPU_CLI_DEMO_COHORT_H
#define QUIPU_CLI_DEMO_COHORT_H

#include "cli/demo_plan.h"

/* A transaction each: few enough to keep nobody waiting. */
enum { DEMO_COHORT = 20 };

struct demo_cohort {
    const struct demo_plan *plan;
    int64_t number; /* 0, 1, 2 … seeds everything about it */
    int64_t org;
    int64_t elsewhere; /* where two in a hundred work, too; 0 = nobody does */
    int64_t count;     /* of people, at most DEMO_COHORT */
    int64_t now_ms;    /* today */

    /* out */
    int64_t done_ms;                /* when they are certified */
    int64_t completed[DEMO_COHORT]; /* enrolments that get a certificate */
    size_t completed_count;
};

/* A number that hangs on both alone. */
uint64_t demo_cohort_random(uint64_t a, uint64_t b);

/* Write the people with their enrolments and what they have done. An area
 * function: a transaction's. */
enum err demo_cohort_write(struct ctx *c, struct demo_cohort *k);

#endif
