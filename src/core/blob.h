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

struct arena;

enum { BLOB_HASH_CHARS = 64 };

/* Keep the bytes; `hash` gets 64 hex digits. ERR_FULL, ERR_INTERNAL. */
enum err blob_put(struct arena *a, const char *folder, const void *p,
                  size_t len, const char **hash);

/* Read them again, at most `max` bytes. ERR_MISSING: no such file, or `hash`
 * is no hash. */
enum err blob_get(struct arena *a, const char *folder, const char *hash,
                  size_t max, char **out, size_t *len);

#endif
