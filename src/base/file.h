/* SPDX-License-Identifier: Apache-2.0 */
/* file: whole files in and out, durably. */
#ifndef QUIPU_BASE_FILE_H
#define QUIPU_BASE_FILE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct arena;

/* Read a whole file of at most `max` bytes (a NUL follows that does not
 * count). ERR_MISSING, ERR_LIMIT (larger), ERR_INTERNAL. */
enum err file_read(struct arena *a, const char *path, size_t max, char **out,
                   size_t *len);

/* Write so that after a crash either the old or the whole new content is
 * there: temporary name beside it, sync, rename, sync of the folder.
 * ERR_FULL when the disk is full. */
enum err file_write(const char *path, const void *p, size_t len, mode_t mode);

/* A file in a folder that has no name, and goes when `fd` is closed. ERR_FULL,
 * ERR_INTERNAL. */
enum err file_spool(struct arena *a, const char *folder, int *fd);

/* Make a folder and those above it; fine when it is there. */
enum err file_mkdirs(const char *path, mode_t mode);

bool file_exists(const char *path);

/* When it was last written, in ms UTC; 0 = it is not there. */
int64_t file_modified_ms(const char *path);

bool file_is_folder(const char *path);

/* Sync a folder, so that a name in it endures. */
enum err file_sync_folder(const char *path);

/* "folder/name" in the arena. */
const char *file_join(struct arena *a, const char *folder, const char *name);

#endif
