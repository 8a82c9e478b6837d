/* SPDX-License-Identifier: Apache-2.0 */
/* brief: one page about a place for somebody who has three minutes: figures, who
 * acts, which agreements end, what was promised, who is silent. It is frozen
 * with a number, so that what was said on a day can be shown again, and two
 * can be compared. */
#ifndef QUIPU_REPORTS_BRIEF_H
#define QUIPU_REPORTS_BRIEF_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct ctx;

enum { BRIEF_LIST = 100, BRIEF_LINES = 200 };

/* The value of a figure that is not shown. */
#define BRIEF_HIDDEN "few"

struct brief_line {
    const char *section; /* figure centre agreement item silent
                            late_report */
    const char *name;    /* of figures members enrolled completed certified;
                            else a title or name as it was that day */
    const char *value;   /* a number or BRIEF_HIDDEN; a date; "" */
};

struct brief {
    const char *number;
    int64_t node;
    const char *on_date;
    struct brief_line *lines;
    size_t count;
};

/* Freeze one of today. Needs: CAP_REPORT_READ at the node. */
enum err brief_freeze(struct ctx *c, int64_t org, const char **number);

/* ERR_MISSING: none, or the reader may not see figures of its place. */
enum err brief_by_number(struct ctx *c, const char *number, struct brief *out);
/* It will be read: with what is asked next, in one flight (db_foresee). */
void brief_foresee(struct ctx *c, const char *number);

/* Those of a place without their lines, the newest first.
 * Needs: CAP_REPORT_READ. */
struct brief_list {
    struct brief *items;
    size_t count;
};
enum err brief_list(struct ctx *c, int64_t org, struct brief_list *out);
/* They will be read: with what is asked next, in one flight (db_foresee). */
void brief_foresee_list(struct ctx *c, int64_t org);

/* The value of a figure; NULL = it has none of this name. */
const char *brief_figure(const struct brief *b, const char *name);

#endif
