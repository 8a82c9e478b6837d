/* SPDX-License-Identifier: Apache-2.0 */
/* csv: tables as text (RFC 4180). */

#include "formats/csv.h"

#include "base/arena.h"
#include "base/text.h"

#include <string.h>

enum { CELLS_MAX = 200 };

/* What is being read. */
struct reader {
    struct arena *a;
    const char *p, *end;
    char separator;
    int line;
};

/* The separator that stands more often in the first line. */
static char
guess(const char *p, const char *end)
{
    int commas = 0, semicolons = 0;

    for (; p < end && *p != '\n'; p++) {
        commas += *p == ',';
        semicolons += *p == ';';
    }
    return semicolons > commas ? ';' : ',';
}

/* Behind the quote that closes a cell whose text begins at `p`; NULL = none. */
static const char *
find_close(const char *p, const char *end)
{
    for (; p < end; p++) {
        if (*p == '"' && (p + 1 == end || p[1] != '"')) {
            return p + 1;
        }
        p += *p == '"';
    }
    return NULL;
}

/* A cell in quotes; "" inside stands for one quote. */
static enum err
read_quoted(struct reader *r, const char **out)
{
    const char *p = r->p + 1, *close = find_close(p, r->end);
    size_t n = 0;
    char *text;

    if (!close) {
        return ERR_INVALID;
    }
    text = arena_alloc(r->a, (size_t)(close - p));
    for (; p + 1 < close; p++) {
        r->line += *p == '\n';
        text[n++] = *p;
        p += *p == '"';
    }
    text[n] = '\0';
    r->p = close;
    *out = text;
    return OK;
}

static enum err
read_cell(struct reader *r, const char **out)
{
    const char *from = r->p;

    if (r->p < r->end && *r->p == '"') {
        return read_quoted(r, out);
    }
    while (r->p < r->end && *r->p != r->separator && *r->p != '\n' &&
           *r->p != '\r') {
        r->p++;
    }
    *out = arena_textn(r->a, from, (size_t)(r->p - from));
    return OK;
}

/* One row; `count` gets its cells. */
static enum err
read_row(struct reader *r, const char *cells[CELLS_MAX], size_t *count)
{
    *count = 0;
    for (;;) {
        if (*count == CELLS_MAX) {
            return ERR_INVALID;
        }
        TRY(read_cell(r, &cells[(*count)++]));
        if (r->p < r->end && *r->p == r->separator) {
            r->p++;
            continue;
        }
        if (r->p < r->end && *r->p == '\r') {
            r->p++;
        }
        if (r->p < r->end && *r->p != '\n') {
            return ERR_INVALID; /* something behind a closing quote */
        }
        r->p += r->p < r->end;
        return OK;
    }
}

static bool
is_empty(const char *cells[CELLS_MAX], size_t count)
{
    return count == 1 && !*cells[0];
}

enum err
csv_parse(struct arena *a, const char *text, size_t len, struct csv *out,
          int *line)
{
    struct reader r = {.a = a, .p = text, .end = text + len};
    const char *cells[CELLS_MAX];
    size_t count, lines = 1;

    *out = (struct csv){0};
    *line = 1;
    if (!text_utf8_valid(text, len)) {
        return ERR_INVALID;
    }
    if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        r.p += 3;
    }
    r.separator = guess(r.p, r.end);
    for (size_t i = 0; i < len; i++) {
        lines += text[i] == '\n';
    }
    out->rows = ARENA_ARRAY(a, lines, struct csv_row);
    while (r.p < r.end) {
        *line = ++r.line;
        TRY(read_row(&r, cells, &count));
        if (!out->columns) {
            out->column_count = count;
            out->columns = arena_copy(a, cells, count * sizeof *cells);
        } else if (!is_empty(cells, count)) {
            struct csv_row *row = &out->rows[out->row_count++];

            if (count > out->column_count) {
                return ERR_INVALID;
            }
            while (count < out->column_count) {
                cells[count++] = "";
            }
            row->cells = arena_copy(a, cells, count * sizeof *cells);
            row->line = *line;
        }
    }
    return OK;
}

const char *
csv_cell(const struct csv *csv, size_t row, const char *column)
{
    for (size_t i = 0; i < csv->column_count; i++) {
        if (strcmp(csv->columns[i], column) == 0) {
            return csv->rows[row].cells[i];
        }
    }
    return "";
}
