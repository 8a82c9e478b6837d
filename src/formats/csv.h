/* SPDX-License-Identifier: Apache-2.0 */
/* csv: tables as text (RFC 4180) as spreadsheets write them: comma, semicolon
 * or tab, quotes, any end of lines, UTF-8 or what calls itself UTF-16. */
#ifndef QUIPU_FORMATS_CSV_H
#define QUIPU_FORMATS_CSV_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;

struct csv_row {
    const char **cells; /* as many as there are columns; "" where missing */
    int line;           /* in the file, from 1 */
};

struct csv {
    const char **columns; /* of the first line */
    size_t column_count;
    struct csv_row *rows;
    size_t row_count;
    const char *fault; /* English, with what to do; NULL = none */
};

/* ERR_INVALID: not UTF-8, a quote that never closes, a row with more cells
 * than columns …; `line` tells where, `fault` what. */
enum err csv_parse(struct arena *a, const char *text, size_t len,
                   struct csv *out, int *line);

/* The cell under a column's name, in any case; "" when there is no such
 * column. */
const char *csv_cell(const struct csv *csv, size_t row, const char *column);

bool csv_has(const struct csv *csv, const char *column);

#endif
