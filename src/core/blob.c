/* SPDX-License-Identifier: Apache-2.0 */
/* blob: files by the hash of their content. */

#include "core/blob.h"

#include "base/arena.h"
#include "base/encode.h"
#include "base/file.h"
#include "base/hash.h"

#include <string.h>

/* The first two digits part the files into 256 folders. */
static const char *
folder_of(struct arena *a, const char *folder, const char *hash)
{
    return arena_printf(a, "%s/blobs/%.2s", folder, hash);
}

enum err
blob_put(struct arena *a, const char *folder, const void *p, size_t len,
         const char **hash)
{
    unsigned char sum[HASH_SIZE];
    const char *in, *path;

    hash_sha256(p, len, sum);
    *hash = encode_hex(a, sum, sizeof sum);
    in = folder_of(a, folder, *hash);
    path = file_join(a, in, *hash);
    if (file_exists(path)) {
        return OK;
    }
    TRY(file_mkdirs(in, 0700));
    TRY(file_write(path, p, len, 0600));
    return file_sync_folder(arena_printf(a, "%s/blobs", folder));
}

enum err
blob_get(struct arena *a, const char *folder, const char *hash, size_t max,
         char **out, size_t *len)
{
    if (strlen(hash) != BLOB_HASH_CHARS ||
        strspn(hash, "0123456789abcdef") != BLOB_HASH_CHARS) {
        return ERR_MISSING;
    }
    return file_read(a, file_join(a, folder_of(a, folder, hash), hash), max,
                     out, len);
}
