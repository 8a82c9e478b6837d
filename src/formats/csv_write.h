/* SPDX-License-Identifier: Apache-2.0 */
/* csv_write: tables as text for others (RFC 4180: commas, CRLF, UTF-8), so that
 * a spreadsheet takes no cell for a formula. */
#ifndef QUIPU_FORMATS_CSV_WRITE_H
#define QUIPU_FORMATS_CSV_WRITE_H

#include "base/buf.h"

/* One text: quoted where it must be. One that begins with = + - @, a tab or a
 * carriage return, which spreadsheets run, gets an apostrophe before it. NULL
 * writes nothing. */
void csv_write_text(struct buf *b, const char *s);

/* Between cells, and behind the last. */
void csv_write_next(struct buf *b);
void csv_write_end(struct buf *b);

#endif
