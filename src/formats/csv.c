/* SPDX-License-Identifier: Apache-2.0 */
/* csv: tables as text (RFC 4180). */

#include "formats/csv.h"

#include "base/arena.h"
#include "base/text.h"
#include "formats/charset.h"

#include <string.h>
#include <strings.h>

enum { CELLS_MAX = 200 };

/* What is being read. */
struct reader {
    struct arena *a;
    const char *p, *end;
    char separator;
    int line;
    const char *fault;
};

static enum err
refuse(struct reader *r, const char *fault)
{
    r->fault = fault;
    return ERR_INVALID;
}

/* The separator that stands most often in the first line. */
static char
guess(const char *p, const char *end)
{
    static const char signs[] = ",;\t";
    size_t counts[sizeof signs] = {0}, best = 0;

    for (; p < end && *p != '\n'; p++) {
        const char *at = *p ? strchr(signs, *p) : NULL;

        counts[at ? (size_t)(at - signs) : sizeof signs - 1] += at != NULL;
    }
    for (size_t i = 1; i + 1 < sizeof signs; i++) {
        best = counts[i] > counts[best] ? i : best;
    }
    return signs[best];
}

/* A spreadsheet may say it in a line of its own, "sep=;". */
static void
read_separator(struct reader *r)
{
    const char *p = r->p;

    if (r->end - p >= 6 && memcmp(p, "sep=", 4) == 0 &&
        (p[5] == '\n' || p[5] == '\r')) {
        r->separator = p[4];
        r->p += p[5] == '\r' && r->end - p > 6 && p[6] == '\n' ? 7 : 6;
        r->line = 1;
    } else {
        r->separator = guess(r->p, r->end);
    }
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
        return refuse(r,
                      "A quote \" is opened here and never closed. Close it; "
                      "one that is part of the text is written twice.");
    }
    text = arena_alloc(r->a, (size_t)(close - p));
    for (; p + 1 < close; p++) {
        r->line += *p == '\n';
        text[n++] = *p;
        p += *p == '"';
    }
    text[n] = '\0';
    r->p = close;
    while (r->p < r->end && *r->p == ' ') {
        r->p++;
    }
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
            return refuse(r, "A row has more than 200 cells. Take columns "
                             "away.");
        }
        TRY(read_cell(r, &cells[(*count)++]));
        if (r->p < r->end && *r->p == r->separator) {
            r->p++;
            continue;
        }
        if (r->p < r->end && *r->p != '\r' && *r->p != '\n') {
            return refuse(r, "Text stands behind a quote that closes a cell. "
                             "Write a quote inside of quotes twice.");
        }
        if (r->end - r->p >= 2 && memcmp(r->p, "\r\n", 2) == 0) {
            r->p++;
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

/* The first line that is not UTF-8. */
static int
line_of_fault(const char *text, size_t len)
{
    const char *p = text, *end = text + len;

    for (int line = 1;; line++) {
        const char *close = memchr(p, '\n', (size_t)(end - p));

        if (!close || !text_utf8_valid(p, (size_t)(close - p))) {
            return line;
        }
        p = close + 1;
    }
}

/* The names of columns are clean, and no two are one. */
static enum err
read_columns(struct reader *r, const char *cells[CELLS_MAX], size_t count,
             struct csv *out)
{
    out->column_count = count;
    out->columns = ARENA_ARRAY(r->a, count, const char *);
    for (size_t i = 0; i < count; i++) {
        out->columns[i] = text_clean(r->a, cells[i]);
        for (size_t k = 0; k < i; k++) {
            if (*out->columns[i] &&
                strcasecmp(out->columns[i], out->columns[k]) == 0) {
                return refuse(r, "Two columns have the same name. Rename one "
                                 "of them or take it away.");
            }
        }
    }
    return OK;
}

static enum err
read_cells(struct reader *r, const char *cells[CELLS_MAX], size_t count,
           int line, struct csv *out)
{
    struct csv_row *row = &out->rows[out->row_count];

    if (count > out->column_count) {
        return refuse(r, "The row has more cells than the first line. Put a "
                         "cell that holds the separator into quotes.");
    }
    while (count < out->column_count) {
        cells[count++] = "";
    }
    row->cells = arena_copy(r->a, cells, count * sizeof *cells);
    row->line = line;
    out->row_count++;
    return OK;
}

static enum err
read_rows(struct reader *r, struct csv *out, int *line)
{
    const char *cells[CELLS_MAX];
    size_t count;

    while (r->p < r->end) {
        *line = ++r->line;
        TRY(read_row(r, cells, &count));
        if (!out->columns) {
            TRY(read_columns(r, cells, count, out));
        } else if (!is_empty(cells, count)) {
            TRY(read_cells(r, cells, count, *line, out));
        }
    }
    return OK;
}

/* What is behind a mark of the order of bytes, as UTF-8. */
static enum err
read_signs(struct reader *r, const char *text, size_t len, int *line)
{
    const char *utf8 = charset_is_utf16(text, len)
                           ? charset_from_utf16(r->a, text, len)
                           : NULL;

    if (utf8) {
        r->p = utf8;
        r->end = utf8 + strlen(utf8);
        return OK;
    }
    if (!text_utf8_valid(text, len)) {
        *line = line_of_fault(text, len);
        return refuse(r, "A sign here is not UTF-8. In a spreadsheet, save the "
                         "table as \"CSV UTF-8\".");
    }
    r->p = text;
    r->end = text + len;
    if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        r->p += 3;
    }
    return OK;
}

enum err
csv_parse(struct arena *a, const char *text, size_t len, struct csv *out,
          int *line)
{
    struct reader r = {.a = a};
    size_t lines = 1;
    enum err e;

    *out = (struct csv){0};
    *line = 1;
    e = read_signs(&r, text, len, line);
    if (e == OK) {
        for (const char *p = r.p; p < r.end; p++) {
            lines += *p == '\n' || *p == '\r';
        }
        out->rows = ARENA_ARRAY(a, lines, struct csv_row);
        read_separator(&r);
        e = read_rows(&r, out, line);
    }
    out->fault = r.fault;
    return e;
}

const char *
csv_cell(const struct csv *csv, size_t row, const char *column)
{
    for (size_t i = 0; i < csv->column_count; i++) {
        if (strcasecmp(csv->columns[i], column) == 0) {
            return csv->rows[row].cells[i];
        }
    }
    return "";
}

bool
csv_has(const struct csv *csv, const char *column)
{
    for (size_t i = 0; i < csv->column_count; i++) {
        if (strcasecmp(csv->columns[i], column) == 0) {
            return true;
        }
    }
    return false;
}
