/* SPDX-License-Identifier: Apache-2.0 */
/* csv_write: tables as text for others. */

#include "formats/csv_write.h"

#include <string.h>

void
csv_write_text(struct buf *b, const char *s)
{
    bool is_run = s && *s && strchr("=+-@\t\r", *s);

    if (!s) {
        return;
    }
    if (!is_run && !strpbrk(s, ",\"\r\n")) {
        buf_puts(b, s);
        return;
    }
    buf_putc(b, '"');
    if (is_run) {
        buf_putc(b, '\'');
    }
    for (; *s; s++) {
        if (*s == '"') {
            buf_putc(b, '"');
        }
        buf_putc(b, *s);
    }
    buf_putc(b, '"');
}

void
csv_write_next(struct buf *b)
{
    buf_putc(b, ',');
}

void
csv_write_end(struct buf *b)
{
    buf_puts(b, "\r\n");
}
