/* SPDX-License-Identifier: Apache-2.0 */
/* export_row: a row of an export as CSV, as JSON, and the file it names. */
#ifndef QUIPU_REPORTS_EXPORT_ROW_H
#define QUIPU_REPORTS_EXPORT_ROW_H

#include "reports/export_sheet.h"

struct arena;
struct buf;

/* The names of the columns; then each row, a line. */
void export_row_head(struct buf *b, const struct export_sheet *sheet);
void export_row_csv(struct buf *b, struct arena *arena,
                    const struct export_sheet *sheet, const struct row *row);

/* The row as an object, without what stands between objects. */
void export_row_json(struct buf *b, struct arena *arena,
                     const struct export_sheet *sheet, const struct row *row);

/* A text as JSON has it, with its quotes. */
void export_row_text(struct buf *b, const char *s);

/* Where the file of the row lies in the archive, and its content: a hash
 * (core/blob.h), or the text itself. NULL: it names none. */
const char *export_row_file(struct arena *arena,
                            const struct export_sheet *sheet,
                            const struct row *row, const char **content,
                            bool *is_hash);

#endif
