/* SPDX-License-Identifier: Apache-2.0 */
/* small: the small-number rule. */

#include "reports/small.h"

#include <stdbool.h>

enum { ROUND_BELOW = 100, ROUND_TO = 5 };

int64_t
small_shown(int64_t n)
{
    if (n > 0 && n < SMALL_LEAST) {
        return SMALL_HIDDEN;
    }
    return n < ROUND_BELOW ? (n + ROUND_TO / 2) / ROUND_TO * ROUND_TO : n;
}

/* A row or a column: `n` cells, `step` apart. */
static bool
hide_second(int64_t *line, size_t n, size_t step)
{
    int64_t *least = NULL;
    size_t hidden = 0;

    for (size_t i = 0; i < n; i++) {
        int64_t *cell = &line[i * step];

        if (*cell == SMALL_HIDDEN) {
            hidden++;
        } else if (!least || (*cell && (!*least || *cell < *least))) {
            least = cell; /* a zero only where nothing else is left */
        }
    }
    if (hidden != 1 || !least) {
        return false;
    }
    *least = SMALL_HIDDEN;
    return true;
}

static void
hide_small(int64_t *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (cells[i] > 0 && cells[i] < SMALL_LEAST) {
            cells[i] = SMALL_HIDDEN;
        }
    }
}

static void
round_all(int64_t *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (cells[i] != SMALL_HIDDEN) {
            cells[i] = small_shown(cells[i]);
        }
    }
}

void
small_table(int64_t *cells, size_t rows, size_t columns)
{
    bool again = true;

    hide_small(cells, rows * columns);
    while (again) { /* each turn hides a cell, so it ends */
        again = false;
        for (size_t i = 0; i < rows; i++) {
            again = hide_second(&cells[i * columns], columns, 1) || again;
        }
        for (size_t i = 0; i < columns; i++) {
            again = hide_second(&cells[i], rows, columns) || again;
        }
    }
    round_all(cells, rows * columns);
}

void
small_columns(int64_t *cells, size_t rows, size_t columns)
{
    hide_small(cells, rows * columns);
    for (size_t i = 0; i < columns; i++) {
        (void)hide_second(&cells[i], rows, columns);
    }
    round_all(cells, rows * columns);
}
