/* SPDX-License-Identifier: Apache-2.0 */
/* migrate: brings the schema forward, step by step, each in one transaction.
 *
 * Steps are the files migrations/NNNN_what.sql in order, compiled in. A step
 * that was applied is known by the hash of its text: a changed one, and one
 * this program does not have, are refused before anything is written.
 */
#ifndef QUIPU_DB_MIGRATE_H
#define QUIPU_DB_MIGRATE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct db;

struct migrate_step {
    int number;       /* 0, 1, 2 … */
    const char *name; /* "0001_network" */
    const char *text; /* with the words {i64} {text} {blob} {strict} {by_key} */
};

struct migrate_steps {
    const struct migrate_step *items;
    int count;
};

/* The steps of this program. */
extern const struct migrate_steps migrate_shipped;

/* How many steps the database has had (0 = it is empty). ERR_INVALID: it is
 * not ours, or newer than these steps, or has had others under the same
 * number; `why` says which. */
enum err migrate_count(struct db *db, const struct migrate_steps *steps,
                       int *count, char *why, size_t why_size);

/* Apply the steps from `count` on. On failure the steps before the failed one
 * stay; `why` names it. */
enum err migrate_run(struct db *db, const struct migrate_steps *steps,
                     int count, char *why, size_t why_size);

#endif
