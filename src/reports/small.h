/* SPDX-License-Identifier: Apache-2.0 */
/* small: the small-number rule. A figure must not show what one person did:
 * below five nothing is shown, below a hundred figures are rounded to fives,
 * and no figure that is hidden follows from those that are shown, on whatever
 * pages they stand.
 *
 * A place and those directly below it are a family: the first is the sum of the
 * others. What is hidden is decided family by family from the top of the tree,
 * so that a figure is hidden on every page or on none. In each family the
 * hidden ones are several, and their sum leaves room for more than one answer;
 * a place that is hidden has somebody hidden in each generation below it, so
 * that one can shift from each hidden figure to another without changing what
 * is shown. Months and tables by kind of work and gender are parts of a place's
 * total: what is hidden there is hidden in the same cells of two smaller
 * places beside it, and again in each generation below. */
#ifndef QUIPU_REPORTS_SMALL_H
#define QUIPU_REPORTS_SMALL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SMALL_LEAST = 5, SMALL_HIDDEN = -1, SMALL_MONTHS = 12, SMALL_SIDE = 4 };

/* What may be shown of one figure: SMALL_HIDDEN for 1 to 4. */
int64_t small_shown(int64_t n);

/* The same of a figure that anybody sees at any time, so that two looks, or two
 * pages, give no difference away: rounded to fives, however large. */
int64_t small_public(int64_t n);

/* One indicator of one place in a year. */
struct small_place {
    int64_t total;
    const int64_t *months; /* SMALL_MONTHS, the parts of the total; NULL = none
                              are shown anywhere in its family or below */
    const int64_t *table;  /* SMALL_SIDE × SMALL_SIDE, sums last; likewise */
    bool hidden;           /* the total, and with it all else */
    unsigned months_hidden, table_hidden; /* a bit for each cell */
};

/* The top of the tree, which is in no family of others. */
void small_top(struct small_place *top);

/* Decide what is hidden of those directly below `parent`, for which it is
 * decided. `rest` of the parent's total are of no place that is shown. */
void small_family(const struct small_place *parent, struct small_place **below,
                  size_t n, int64_t rest);

/* What may be shown of a place: its total, a month, a cell of the table. */
int64_t small_total(const struct small_place *p);
int64_t small_month(const struct small_place *p, size_t month);
int64_t small_cell(const struct small_place *p, size_t row, size_t column);

#endif
