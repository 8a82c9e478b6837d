/* SPDX-License-Identifier: Apache-2.0 */
/* blob: files by the hash of their content, under FOLDER/blobs.
 *
 * A file is written under a temporary name, synced, renamed, its folder
 * synced: before the transaction whose row names it. A file no row names is
 * harmless and can be swept.
 */
#ifndef QUIPU_CORE_BLOB_H
#define QUIPU_CORE_BLOB_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct arena;

enum { BLOB_HASH_CHARS = 64 };

/* Keep the bytes; `hash` gets 64 hex digits. ERR_FULL, ERR_INTERNAL. */
enum err blob_put(struct arena *a, const char *folder, const void *p,
                  size_t len, const char **hash);

/* Read them again, at most `max` bytes. ERR_MISSING: no such file, or `hash`
 * is no hash. */
enum err blob_get(struct arena *a, const char *folder, const char *hash,
                  size_t max, char **out, size_t *len);

/* Is each file still what its name says? `count` of those looked at.
 * ERR_INVALID (or ERR_LIMIT, ERR_DENIED): `bad` is the path of the first that
 * is not. */
enum err blob_check_all(struct arena *a, const char *folder, int64_t *count,
                        const char **bad);

/* The same, and each goes to the data folder `to` as well, unless it is there.
 * ERR_FULL. */
enum err blob_copy_all(struct arena *a, const char *from, const char *to,
                       int64_t *count, const char **bad);

#endif
