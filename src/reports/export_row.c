/* SPDX-License-Identifier: Apache-2.0 */
/* export_row: a row of an export as CSV, as JSON, and the file it names. */

#include "reports/export_row.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "formats/csv_write.h"

#include <string.h>

enum kind { NOTHING, NUMBER, YES_NO, WORDS };

struct cell {
    const char *name; /* of the column, not ended by NUL */
    int name_len;
    char mark; /* @ ? # ! or 0 */
    enum kind kind;
    int64_t n;
    const char *text;
};

/* Where the file of a row lies: "agreements/NUMBER.pdf". NULL: it has none. */
static const char *
path_of(struct arena *arena, const struct export_sheet *sheet,
        const struct row *row, char mark, int column)
{
    const char *type;

    if (mark == '!') {
        return arena_printf(arena, "%s/%s.json", sheet->name, row_text(row, 2));
    }
    if (row_null(row, column)) {
        return NULL;
    }
    type = strchr(row_text(row, column + 1), '/');
    return arena_printf(arena, "%s/%s.%s", sheet->name,
                        row_text(row, column + 2), type ? type + 1 : "bin");
}

/* The next cell of a row; false at the end. `columns` and `column` move on. */
static bool
next_cell(struct arena *arena, const struct export_sheet *sheet,
          const struct row *row, const char **columns, int *column,
          struct cell *out)
{
    size_t len = strcspn(*columns, " ");
    const struct value *v = &row->values[*column];

    if (!len) {
        return false;
    }
    *out = (struct cell){.name = *columns, .name_len = (int)len};
    if (strchr("@?#!", (*columns)[len - 1])) {
        out->mark = (*columns)[len - 1];
        out->name_len--;
    }
    if (out->mark == '#' || out->mark == '!') {
        out->text = path_of(arena, sheet, row, out->mark, *column);
        out->kind = out->text ? WORDS : NOTHING;
    } else if (v->type == VALUE_I64) {
        out->kind = out->mark == '?' ? YES_NO : NUMBER;
        out->n = v->i;
    } else if (v->type == VALUE_TEXT) {
        out->kind = WORDS;
        out->text = v->p;
    }
    if (out->mark == '@' && out->kind == NUMBER) {
        char *stamp = arena_alloc(arena, DATE_STAMP_SIZE);

        date_stamp_seconds(out->n, stamp);
        out->kind = WORDS;
        out->text = stamp;
    }
    *columns += len + strspn(*columns + len, " ");
    *column += out->mark == '#' ? 3 : 1;
    return true;
}

/* --- as CSV --- */

void
export_row_head(struct buf *b, const struct export_sheet *sheet)
{
    const char *s = sheet->columns;

    while (*s) {
        size_t len = strcspn(s, " ");

        buf_put(b, s, len - (strchr("@?#!", s[len - 1]) != NULL));
        s += len + strspn(s + len, " ");
        if (*s) {
            csv_write_next(b);
        }
    }
    csv_write_end(b);
}

void
export_row_csv(struct buf *b, struct arena *arena,
               const struct export_sheet *sheet, const struct row *row)
{
    const char *columns = sheet->columns;
    int column = 2;
    struct cell c;

    for (int i = 0; next_cell(arena, sheet, row, &columns, &column, &c); i++) {
        if (i) {
            csv_write_next(b);
        }
        if (c.kind == NUMBER) {
            buf_int(b, c.n);
        } else if (c.kind == YES_NO) {
            buf_puts(b, c.n ? "true" : "false");
        } else {
            csv_write_text(b, c.text);
        }
    }
    csv_write_end(b);
}

/* --- as JSON --- */

void
export_row_text(struct buf *b, const char *s)
{
    buf_putc(b, '"');
    for (; *s; s++) {
        if (*s == '"' || *s == '\\') {
            buf_putc(b, '\\');
            buf_putc(b, *s);
        } else if ((unsigned char)*s < 0x20) {
            buf_printf(b, "\\u%04x", (unsigned)*s);
        } else {
            buf_putc(b, *s);
        }
    }
    buf_putc(b, '"');
}

void
export_row_json(struct buf *b, struct arena *arena,
                const struct export_sheet *sheet, const struct row *row)
{
    const char *columns = sheet->columns;
    int column = 2;
    struct cell c;

    for (int i = 0; next_cell(arena, sheet, row, &columns, &column, &c); i++) {
        buf_printf(b, "%s\"%.*s\":", i ? "," : "{", c.name_len, c.name);
        if (c.kind == NUMBER) {
            buf_int(b, c.n);
        } else if (c.kind == YES_NO) {
            buf_puts(b, c.n ? "true" : "false");
        } else if (c.kind == WORDS) {
            export_row_text(b, c.text);
        } else {
            buf_puts(b, "null");
        }
    }
    buf_putc(b, '}');
}

/* --- its file --- */

const char *
export_row_file(struct arena *arena, const struct export_sheet *sheet,
                const struct row *row, const char **content, bool *is_hash)
{
    const char *columns = sheet->columns;
    int column = 2, at = 2;
    struct cell c;

    while (next_cell(arena, sheet, row, &columns, &column, &c)) {
        if ((c.mark == '#' || c.mark == '!') && c.text) {
            *content = row_text(row, at);
            *is_hash = c.mark == '#';
            return c.text;
        }
        at = column;
    }
    return NULL;
}
