/* SPDX-License-Identifier: Apache-2.0 */
/* rehearse: how an upgrade of a data folder would go, tried on a copy while the
 * old program goes on serving. */
#ifndef QUIPU_DB_REHEARSE_H
#define QUIPU_DB_REHEARSE_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct arena;
struct migrate_steps;

struct rehearsal {
    int before, after;         /* steps of the schema */
    int64_t bytes;             /* of the database */
    int64_t copy_ms, steps_ms; /* the upgrade itself makes such a copy, too */
};

/* Copy FOLDER/quipu.db into a folder beside it, bring the copy forward, check
 * it, and leave nothing of it. Nothing to bring forward (before = after):
 * nothing is copied. On failure `why` gets an English sentence: what refuses
 * an upgrade (store.h), ERR_FULL when there is not room enough for it. */
enum err rehearse(struct arena *a, const char *folder,
                  const struct migrate_steps *steps, struct rehearsal *out,
                  char *why, size_t why_size);

#endif
