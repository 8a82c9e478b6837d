/* SPDX-License-Identifier: Apache-2.0 */
/* csv: tables as text (RFC 4180): comma or semicolon, quotes, CRLF or LF. */
#ifndef QUIPU_FORMATS_CSV_H
#define QUIPU_FORMATS_CSV_H

#include "base/err.h"

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
};

/* ERR_INVALID: not UTF-8, a quote that never closes, a row with more cells
 * than columns; `line` tells where. */
enum err csv_parse(struct arena *a, const char *text, size_t len,
                   struct csv *out, int *line);

/* The cell under a column's name; "" when there is no such column. */
const char *csv_cell(const struct csv *csv, size_t row, const char *column);

#endif
