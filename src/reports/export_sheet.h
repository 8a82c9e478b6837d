/* SPDX-License-Identifier: Apache-2.0 */
/* export_sheet: the tables of an export, one row each. */
#ifndef QUIPU_REPORTS_EXPORT_SHEET_H
#define QUIPU_REPORTS_EXPORT_SHEET_H

#include "core/caps.h"
#include "db/db.h"
#include "reports/export.h"

/* What a statement takes besides place, after, until and count. */
enum export_shape {
    EXPORT_ONE,       /* (org, after, until, count) */
    EXPORT_TWO,       /* (org, after, after_key, until, count) */
    EXPORT_INNER,     /* (org, inner, after, until, count) */
    EXPORT_INNER_TWO, /* (org, inner, after, after_key, until, count) */
    EXPORT_READER     /* (org, reader, after, until, count) */
};

/* Rows answer with the number they go on from, a text beside it, then the
 * columns. Of these, `name@` is an instant in ms, `name?` a yes or no; `name#`
 * a file: its hash, its type, its name; `name!` a document as text, called as
 * the first column says. */
struct export_sheet {
    const char *name;
    const char *title;
    enum cap cap; /* CAP_NONE: whoever may export */
    enum export_shape shape;
    const struct sql *sql;
    const char *columns; /* blanks between */
};

extern const struct export_sheet export_sheets[EXPORT_SHEETS];

#endif
