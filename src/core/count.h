/* SPDX-License-Identifier: Apache-2.0 */
/* count: figures that are always fresh: per node of the tree and month,
 * written in the same transaction as the event they count.
 *
 * What is counted stands in indicators.def. Here are organisations and events,
 * which simply add up; persons, who count once at a node, are counted by
 * core/presence.h. A month is counted by the tree of its last day.
 */
#ifndef QUIPU_CORE_COUNT_H
#define QUIPU_CORE_COUNT_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct answer;
struct ctx;

enum indicator {
#define INDICATOR(constant, name, counts, adds, unit, sentence)                \
    COUNT_##constant,
#include "core/indicators.def"
#undef INDICATOR
    COUNT_ALL /* how many there are */
};

enum count_what { COUNT_ORGANISATIONS, COUNT_PERSONS, COUNT_EVENTS };
enum count_adds {
    COUNT_ADDS_STOCK,
    COUNT_ADDS_YEAR,
    COUNT_ADDS_MONTH,
    COUNT_ADDS_ALWAYS
};

struct count_indicator {
    const char *name;
    enum count_what counts;
    enum count_adds adds;
    const char *unit;     /* for people, to be translated */
    const char *sentence; /* what it counts; likewise */
};
extern const struct count_indicator count_indicators[COUNT_ALL];

/* COUNT_ALL: no indicator has this name. */
enum indicator count_by_name(const char *name);

/* Kind of work and gender; NULL = not said. */
struct count_who {
    const char *workgroup, *gender;
};

/* One figure of one node. `early` of the amount were counted before `day`. */
struct count_cell {
    int64_t node;
    enum indicator indicator;
    const char *month;              /* YYYY-MM */
    const char *workgroup, *gender; /* "" = not said */
    int64_t n, early;
};

/* Count `n` more of `date` ("YYYY-MM-DD") at `org` and every node above it. */
enum err count_add(struct ctx *c, int64_t org, enum indicator indicator,
                   struct count_who who, const char *date, int64_t n);

/* Count at one node alone, today. */
enum err count_put(struct ctx *c, const struct count_cell *cell);

/* The sum at a node over months `from` .. `to` ("YYYY-MM", both included; NULL
 * = from the beginning, to the end). Of a stock, leave `from` away: it is then
 * the figure at the end of `to`. */
enum err count_sum(struct ctx *c, int64_t org, enum indicator indicator,
                   const char *from, const char *to, int64_t *sum);

/* The same asked first and taken later, so that others share the flight
 * (db.h). */
void count_ask(struct ctx *c, int64_t org, enum indicator indicator,
               const char *from, const char *to, struct answer *a);
enum err count_take(struct answer *a, int64_t *sum);

/* count_sum will be asked: with what is asked next (db_foresee). */
void count_foresee(struct ctx *c, int64_t org, enum indicator indicator,
                   const char *from, const char *to);

#endif
