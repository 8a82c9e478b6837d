/* SPDX-License-Identifier: Apache-2.0 */
/* move: all rows of one store into another, and the proof that they are the
 * same there.
 *
 * Rows go table by table in the order of their keys, some hundred in a
 * transaction, so that a move that was broken off goes on after the last row
 * that arrived. The table `setting` is the last, and only after all others
 * have been compared: without it a database is no node, so nobody serves half
 * a one. One of the stores is a folder: its catalogue says what tables there
 * are, in the order their keys need.
 */
#ifndef QUIPU_DB_MOVE_H
#define QUIPU_DB_MOVE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct store;

struct move {
    struct store *from, *to; /* both of this program's schema, to be written */
    struct arena *keep;      /* freed after both stores are closed */
    /* How far it is: rows of the table so far. May be NULL. */
    void (*progress)(void *arg, const char *table, int64_t rows, bool checking);
    void *arg;

    /* out */
    int64_t tables, rows; /* moved and compared */
    const char *why;      /* what differs or failed, an English sentence */
};

/* Is something in the target that is not the beginning of this move: a whole
 * node? ERR_CONFLICT. */
enum err move_check_target(struct move *m);

/* Move and compare all tables but `setting`. ERR_INVALID: they differ. */
enum err move_rows(struct move *m);

/* Move and compare `setting`: from now on the target is a node. */
enum err move_finish(struct move *m);

#endif
