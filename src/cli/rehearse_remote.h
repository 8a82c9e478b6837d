/* SPDX-License-Identifier: Apache-2.0 */
/* rehearse_remote: an upgrade tried on a copy of a database on PostgreSQL. */
#ifndef QUIPU_CLI_REHEARSE_REMOTE_H
#define QUIPU_CLI_REHEARSE_REMOTE_H

#include "cli/cli.h"
#include "db/rehearse.h"

/* As rehearse() does with a folder, while servers use the database: its copy
 * goes to a database beside it that is dropped at the end, or to the empty one
 * of --scratch, which is emptied again; also when the copy or a step fails, or
 * a signal ends it. What cannot be taken away is named on standard error. */
enum err rehearse_remote(struct arena *a, const struct cli *c,
                         const struct migrate_steps *steps,
                         struct rehearsal *out, char *why, size_t why_size);

#endif
