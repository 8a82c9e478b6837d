/* SPDX-License-Identifier: Apache-2.0 */
/* behind: the people behind a figure of an institution or a part of one: whom it
 * counts, each once, on the day they were counted. */
#ifndef QUIPU_REPORTS_BEHIND_H
#define QUIPU_REPORTS_BEHIND_H

#include "base/err.h"
#include "reports/figures.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;

enum { BEHIND_PAGE = 50 };

/* Of whom; NULL = all. Gender "other" is also who did not say. */
struct behind_ask {
    enum figures_kind kind;
    const char *year;       /* "2026" */
    const char *month;      /* "2026-03" */
    const char *group;      /* teaching support leaders */
    const char *gender;     /* woman man other */
    const char *after_date; /* after the last one seen; NULL = from the start */
    int64_t after;
};

struct behind_person {
    int64_t id;
    const char *name;
    const char
        *date; /* enrolled, completed, certified: the first of the year */
    const char *group;
    const char *number; /* of the certificate; NULL = another kind */
};

struct behind {
    struct behind_person *items; /* by date */
    size_t count;
    bool more;
    int64_t all; /* how many the whole list has */
};

/* Needs: CAP_REPORT_READ, and what figures_are_exact asks, at `org`: ERR_MISSING
 * without. */
enum err behind_people(struct ctx *c, int64_t org, const struct behind_ask *ask,
                       struct behind *out);

#endif
