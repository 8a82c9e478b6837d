/* SPDX-License-Identifier: Apache-2.0 */
/* small: the small-number rule. A figure must not show what one person did:
 * below five nothing is shown, below a hundred figures are rounded to fives,
 * and no figure of a table follows from the others. */
#ifndef QUIPU_REPORTS_SMALL_H
#define QUIPU_REPORTS_SMALL_H

#include <stddef.h>
#include <stdint.h>

enum { SMALL_LEAST = 5, SMALL_HIDDEN = -1 };

/* What may be shown of one figure: SMALL_HIDDEN for 1 to 4. */
int64_t small_shown(int64_t n);

/* A table of `rows` × `columns` cells, its sums included: the last row holds
 * the sums of the columns, the last column those of the rows. In place, each
 * cell becomes what may be shown; where a row or column has one hidden cell, a
 * second one is hidden, since the first would follow by subtraction. */
void small_table(int64_t *cells, size_t rows, size_t columns);

/* The same for columns that have nothing to do with each other: the last row
 * holds the sums. */
void small_columns(int64_t *cells, size_t rows, size_t columns);

#endif
