/* SPDX-License-Identifier: Apache-2.0 */
/* backup: a checked copy of the database while others write to it. */
#ifndef QUIPU_DB_BACKUP_H
#define QUIPU_DB_BACKUP_H

#include "base/err.h"

#include <stddef.h>

/* The file of the database in a data folder. */
#define BACKUP_DATABASE "quipu.db"

/* A file in the data folder, written by each backup: its time is that of the
 * last one, its text where that went. */
#define BACKUP_NOTE "last-backup"

/* Copy the database file `from` as it is at one moment to `to`, which must not
 * exist, readable by the owner only. The copy is opened again and read whole
 * before its name appears and endures; on failure nothing is left of it.
 * ERR_CONFLICT: `to` exists. ERR_FULL. ERR_INVALID: the copy (so, the
 * original) is damaged; `why` says what was found. */
enum err backup_copy(const char *from, const char *to, char *why,
                     size_t why_size);

/* Read a database file whole: structure, indexes, keys. ERR_INVALID with the
 * first fault in `why`. */
enum err backup_check(const char *path, char *why, size_t why_size);

/* Put `copy` (kept) in the place of the database `to`, whose log is thrown
 * away. Nobody may have `to` open. */
enum err backup_put_back(const char *copy, const char *to, char *why,
                         size_t why_size);

#endif
