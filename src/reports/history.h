/* SPDX-License-Identifier: Apache-2.0 */
/* history: the record of acts as people search it: who did what, when, at a
 * place and below it. */
#ifndef QUIPU_REPORTS_HISTORY_H
#define QUIPU_REPORTS_HISTORY_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;

enum { HISTORY_PAGE = 50 };

struct history_query {
    int64_t org;     /* here and below */
    const char *act; /* "credential.issued", or a room: "credential"; NULL
                            = all */
    const char
        *from; /* days in the zone of the place, both included; NULL = open */
    const char *to;
    int64_t by;     /* the person who did it; 0 = anybody */
    int64_t before; /* go on below this row; 0 = from the newest */
};

struct history_line {
    int64_t id;
    int64_t at_ms;
    const char *act;
    int64_t person;   /* 0 = nobody signed in: the terminal, a visitor, a job */
    const char *name; /* NULL = none, or erased */
    const char *slug; /* of the place; NULL = of no place */
    const char *place;
    const char *value; /* what was noted beside it; NULL = nothing, or erased */
    int64_t number;    /* in the chain; 0 = not sealed yet */
};

struct history {
    const struct history_line *items; /* newest first, at most HISTORY_PAGE */
    size_t count;
    int64_t next; /* `before` of the page that follows; 0 = that was all. A page
                     may be short, even empty, and yet have a next: the walk
                     through a large record is cut into pieces */
};

/* Needs: CAP_RECORD_READ at the place. Acts of no place stand at the root. */
enum err history_list(struct ctx *c, const struct history_query *q,
                      struct history *out);

#endif
