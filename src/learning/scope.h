/* SPDX-License-Identifier: Apache-2.0 */
/* scope: which programmes a mandate may sign certificates for, and when.
 *
 * All programmes while it is in force, or those listed, each from a day to a
 * day. credentials/signer.h asks; what is outside falls to headquarters. Lines
 * are never taken away: one that is taken back gets a last day.
 */
#ifndef QUIPU_LEARNING_SCOPE_H
#define QUIPU_LEARNING_SCOPE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;

enum { SCOPE_LINES_MAX = 100 };

struct scope {
    bool all; /* the lines do not count */
    struct scope_line {
        int64_t id;
        const char *slug, *title;
        const char *from_date;
        const char *to_date; /* NULL = as long as the mandate */
        bool now;            /* counts today */
    } * lines;
    size_t count;
};

enum err scope_of(struct ctx *c, int64_t mandate, struct scope *out);
/* It will be read: with what is asked next, in one flight (db_foresee). */
void scope_foresee(struct ctx *c, int64_t mandate);

/* List a programme; from then on only what is listed counts. ERR_INVALID at
 * series, from_date, until_date ("" = open; not before the first day);
 * ERR_CONFLICT at from_date: it is listed for some of these days. Needs:
 * CAP_MANDATE_EDIT at the mandate's node, unless nobody is signed in. */
enum err scope_add(struct ctx *c, int64_t mandate, const char *series_slug,
                   const char *from_date, const char *to_date);

/* Take a line back: yesterday was its last day. ERR_MISSING: none of this
 * mandate; ERR_CONFLICT: it is over. Needs: as scope_add. */
enum err scope_take_back(struct ctx *c, int64_t mandate, int64_t line);

/* All programmes again. Needs: as scope_add. */
enum err scope_all(struct ctx *c, int64_t mandate);

#endif
