/* SPDX-License-Identifier: Apache-2.0 */
/* db_pg_value: our values in libpq's form and back. Included inside db only. */
#ifndef QUIPU_DB_DB_PG_VALUE_H
#define QUIPU_DB_DB_PG_VALUE_H

#include "db/db.h"

#include <libpq-fe.h>

enum { DB_PG_PLACES_MAX = 512, DB_PG_DIGITS = 24 };

/* The places of one call. Numbers go as text, so that the server may take
 * them for the width it wants; bytes go as they are. */
struct db_pg_places {
    int count;
    const char *values[DB_PG_PLACES_MAX];
    int lengths[DB_PG_PLACES_MAX];
    int formats[DB_PG_PLACES_MAX];
    char digits[DB_PG_PLACES_MAX][DB_PG_DIGITS];
};

/* Valid as long as `args` are. */
void db_pg_value_places(struct db_pg_places *out, const struct sql *sql,
                        const struct value *args);

/* Copy an answer in binary form into the arena; more than `max` rows are
 * ERR_LIMIT. */
enum err db_pg_value_rows(struct arena *a, const PGresult *from, size_t max,
                          struct rows *out, const char *name);

/* Types of places and columns that this file can pass. */
bool db_pg_value_passes(Oid type);

/* The text of a statement or a step in PostgreSQL's words; to be freed. */
char *db_pg_value_text(const char *text, bool step);

#endif
