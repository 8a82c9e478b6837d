/* SPDX-License-Identifier: Apache-2.0 */
/* scratch: a database of PostgreSQL in which an upgrade is tried: made beside
 * the node's, brought forward, and taken away again. What is copied into it
 * comes by the server's own tools (cli/backup_remote.h). */
#ifndef QUIPU_DB_SCRATCH_H
#define QUIPU_DB_SCRATCH_H

#include "db/rehearse.h"

struct scratch {
    const char *address;
    const char *name;   /* of a database we made; NULL: it was there, empty */
    const char *beside; /* the address of the node */
};

/* How far the node's database has come (before = after = its steps), and how
 * large it is. Fails as store_open does for a reader. */
enum err scratch_look(struct arena *a, const char *node,
                      const struct migrate_steps *steps, struct rehearsal *out,
                      char *why, size_t why_size);

/* Fill `out` for a database to be made beside the node's: its name tells whose
 * it is, also when nobody is left to drop it. */
void scratch_beside(struct arena *a, const char *node, struct scratch *out);

/* Make it, or, where it was there, see that it is empty (ERR_CONFLICT if not).
 * Where it was made its address becomes that of the very server: a standby that
 * stands first in the node's address does not have it yet.
 * ERR_DENIED: this user may not create databases; `why` says what helps. */
enum err scratch_make(struct arena *a, struct scratch *s, char *why,
                      size_t why_size);

/* Bring the copy in it forward from out->before and check it; sets after and
 * steps_ms, and adds to copy_ms what a copy needs to be like its original. */
enum err scratch_bring_forward(struct arena *a, const struct scratch *s,
                               const struct migrate_steps *steps,
                               struct rehearsal *out, char *why,
                               size_t why_size);

/* Drop it, or empty what was there before, whoever is still at work in it. */
enum err scratch_end(struct arena *a, const struct scratch *s, char *why,
                     size_t why_size);

#endif
