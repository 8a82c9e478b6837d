/* SPDX-License-Identifier: Apache-2.0 */
/* sql_list: every statement of the program, written by tools/sqlc for the
 * checks; the program itself uses the headers made of each .sql file. */
#ifndef QUIPU_DB_SQL_LIST_H
#define QUIPU_DB_SQL_LIST_H

#include "db/db.h"

struct sql_listed {
    const char *file; /* from the top of the repository */
    int line;
    const struct sql *sql;
};

extern const struct sql_listed sql_list[];
extern const size_t sql_list_count;

#endif
