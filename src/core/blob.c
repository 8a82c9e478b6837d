/* SPDX-License-Identifier: Apache-2.0 */
/* blob: files by the hash of their content. */

#include "core/blob.h"

#include "base/arena.h"
#include "base/encode.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"

#include <dirent.h>
#include <string.h>

static bool
is_hash(const char *s)
{
    return strlen(s) == BLOB_HASH_CHARS &&
           strspn(s, "0123456789abcdef") == BLOB_HASH_CHARS;
}

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
    if (!is_hash(hash)) {
        return ERR_MISSING;
    }
    return file_read(a, file_join(a, folder_of(a, folder, hash), hash), max,
                     out, len);
}

/* --- all of them --- */

/* Memory for one file at a time. */
struct walk {
    struct arena *file; /* emptied after each */
    struct arena *a;    /* of the caller, for `bad` */
    const char *to;     /* NULL: only check */
    int64_t count;
    const char *bad;
};

static enum err
walk_file(struct walk *w, const char *path, const char *hash)
{
    unsigned char sum[HASH_SIZE];
    const char *copy;
    char *bytes;
    size_t len;
    enum err e = file_read(w->file, path, LIMIT_UPLOAD_BYTES, &bytes, &len);

    if (e == OK) {
        hash_sha256(bytes, len, sum);
        e = strcmp(encode_hex(w->file, sum, sizeof sum), hash) == 0
                ? OK
                : ERR_INVALID;
    }
    if (e == OK && w->to) {
        e = blob_put(w->file, w->to, bytes, len, &copy);
    }
    if (e != OK) {
        w->bad = arena_text(w->a, path);
    }
    w->count++;
    return e;
}

/* One of the 256 folders. What has no hash as its name was never finished. */
static enum err
walk_folder(struct walk *w, const char *path)
{
    DIR *dir = opendir(path);
    struct dirent *entry;
    enum err e = OK;

    if (!dir) {
        return ERR_MISSING;
    }
    while (e == OK && (entry = readdir(dir))) {
        if (is_hash(entry->d_name)) {
            arena_reset(w->file);
            e = walk_file(w, file_join(w->file, path, entry->d_name),
                          entry->d_name);
        }
    }
    closedir(dir);
    return e;
}

static enum err
walk_all(struct walk *w, const char *folder)
{
    enum err e = OK;

    w->file = arena_new(LIMIT_UPLOAD_BYTES + LIMIT_RESPONSE_BYTES);
    for (unsigned i = 0; e == OK && i < 256; i++) {
        const char *path = arena_printf(w->a, "%s/blobs/%02x", folder, i);

        e = file_is_folder(path) ? walk_folder(w, path) : OK;
    }
    arena_free(w->file);
    return e;
}

enum err
blob_check_all(struct arena *a, const char *folder, int64_t *count,
               const char **bad)
{
    struct walk w = {.a = a};
    enum err e = walk_all(&w, folder);

    *count = w.count;
    *bad = w.bad;
    return e;
}

enum err
blob_copy_all(struct arena *a, const char *from, const char *to, int64_t *count,
              const char **bad)
{
    struct walk w = {.a = a, .to = to};
    enum err e = walk_all(&w, from);

    *count = w.count;
    *bad = w.bad;
    return e;
}
