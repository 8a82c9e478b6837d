/* SPDX-License-Identifier: Apache-2.0 */
/* backup_remote: a copy of a database on PostgreSQL and back, made by its own
 * tools pg_dump and pg_restore. */
#ifndef QUIPU_CLI_BACKUP_REMOTE_H
#define QUIPU_CLI_BACKUP_REMOTE_H

#include "cli/cli.h"

/* Dump into the new folder of words[0], read the dump whole. Says what it did
 * or what is wrong; gives the exit status. */
int backup_remote(const struct cli *c);

/* Such a folder into an empty database. */
int backup_remote_restore(const struct cli *c);

/* One moment of a database, while it is used, into an empty one: two
 * addresses. */
int backup_remote_pour(const char *from, const char *to);

/* End the programs that these have started; for a handler of signals. */
void backup_remote_stop(void);

#endif
