/* SPDX-License-Identifier: Apache-2.0 */
/* blob: files by the hash of their content, under FOLDER/blobs; with a remote
 * store in rows of 256 kB.
 *
 * A file is written under a temporary name, synced, renamed, its folder
 * synced (or its rows are committed): before the transaction whose row names
 * it. A file no row names is harmless and can be swept.
 */
#ifndef QUIPU_CORE_BLOB_H
#define QUIPU_CORE_BLOB_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct arena;
struct ctx;
struct node;

enum { BLOB_HASH_CHARS = 64 };

/* Files no row names are kept so long: whoever puts one names it soon. */
enum { BLOB_SWEEP_MS = 24 * 60 * 60 * 1000 };

/* Keep the bytes; `hash` gets 64 hex digits. Outside a transaction. ERR_FULL,
 * ERR_BUSY, ERR_INTERNAL. */
enum err blob_put(struct arena *a, const struct node *node, const void *p,
                  size_t len, const char **hash);

/* Read them again, at most `max` bytes; inside a transaction. ERR_MISSING: no
 * such file, or `hash` is no hash. */
enum err blob_get(struct ctx *c, const char *hash, size_t max, char **out,
                  size_t *len);

/* The file after this hash ("" = the first) in a remote store, and its bytes.
 * ERR_INVALID: it is not what its name says. ERR_MISSING: no more. */
enum err blob_next(struct ctx *c, const char *after, const char **hash,
                   char **out, size_t *len);

/* --- in a folder --- */

/* Keep the bytes in this data folder. */
enum err blob_put_file(struct arena *a, const char *folder, const void *p,
                       size_t len, const char **hash);

/* Called with each file; its memory goes with the call. */
typedef enum err (*blob_fn)(void *arg, const char *hash, const void *p,
                            size_t len);

/* Hand over each file of the folder. ERR_INVALID: `bad` is the path of the
 * first that is not what its name says, or where `fn` failed. */
enum err blob_each_file(struct arena *a, const char *folder, blob_fn fn,
                        void *arg, const char **bad);

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
