/* SPDX-License-Identifier: Apache-2.0 */
/* blob: files by the hash of their content. */

#include "core/blob.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/encode.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "core/blob.sql.h"
#include "core/ctx.h"
#include "db/db.h"
#include "db/store.h"

#include <dirent.h>
#include <string.h>

static bool
is_hash(const char *s)
{
    return strlen(s) == BLOB_HASH_CHARS &&
           strspn(s, "0123456789abcdef") == BLOB_HASH_CHARS;
}

enum { PIECE_BYTES = 256 * 1024, FRESH_MS = BLOB_SWEEP_MS / 2 };

static const char *
hash_of(struct arena *a, const void *p, size_t len)
{
    unsigned char sum[HASH_SIZE];

    hash_sha256(p, len, sum);
    return encode_hex(a, sum, sizeof sum);
}

/* --- files --- */

/* The first two digits part the files into 256 folders. */
static const char *
folder_of(struct arena *a, const char *folder, const char *hash)
{
    return arena_printf(a, "%s/blobs/%.2s", folder, hash);
}

enum err
blob_put_file(struct arena *a, const char *folder, const void *p, size_t len,
              const char **hash)
{
    const char *in, *path;

    *hash = hash_of(a, p, len);
    in = folder_of(a, folder, *hash);
    path = file_join(a, in, *hash);
    /* An old file nobody names may be swept at any moment: written anew. */
    if (clock_now_ms() - file_modified_ms(path) < FRESH_MS) {
        return OK;
    }
    TRY(file_mkdirs(in, 0700));
    TRY(file_write(path, p, len, 0600));
    return file_sync_folder(arena_printf(a, "%s/blobs", folder));
}

/* --- rows --- */

struct put {
    const char *hash;
    const char *p;
    size_t len;
};

/* An empty file is one empty piece. */
static enum err
put_rows(struct db *db, void *arg)
{
    const struct put *put = arg;
    int64_t now = clock_now_ms();
    struct row row;
    size_t at = 0;
    enum err e = db_one(db, &row, &SQL_blob_touch, I64(now), TEXT(put->hash));

    if (e != ERR_MISSING) {
        return e;
    }
    do {
        size_t left = put->len - at;
        size_t n = left < PIECE_BYTES ? left : PIECE_BYTES;

        TRY(db_run(db, &SQL_blob_insert, TEXT(put->hash),
                   I64((int64_t)(at / PIECE_BYTES)), BLOB(put->p + at, n),
                   I64(now)));
        at += n;
    } while (at < put->len);
    return OK;
}

static enum err
get_rows(struct ctx *c, const char *hash, size_t max, char **out, size_t *len)
{
    struct rows rows;
    size_t sum = 0, n;
    const void *p;

    TRY(db_all(c->db, &rows, &SQL_blob_pieces, TEXT(hash)));
    if (!rows.count) {
        return ERR_MISSING;
    }
    for (size_t i = 0; i < rows.count; i++) {
        (void)row_blob(&rows.items[i], 0, &n);
        sum += n;
    }
    if (sum > max) {
        return ERR_LIMIT;
    }
    *out = arena_alloc(c->arena, sum + 1);
    *len = 0;
    for (size_t i = 0; i < rows.count; i++) {
        p = row_blob(&rows.items[i], 0, &n);
        memcpy(*out + *len, p, n);
        *len += n;
    }
    return OK;
}

enum err
blob_next(struct ctx *c, const char *after, const char **hash, char **out,
          size_t *len)
{
    struct row row;

    TRY(db_one(c->db, &row, &SQL_blob_after, TEXT(after)));
    *hash = row_text(&row, 0);
    TRY(get_rows(c, *hash, LIMIT_UPLOAD_BYTES, out, len));
    return strcmp(hash_of(c->arena, *out, *len), *hash) == 0 ? OK : ERR_INVALID;
}

/* --- either --- */

enum err
blob_put(struct arena *a, const struct node *node, const void *p, size_t len,
         const char **hash)
{
    struct put put = {.p = p, .len = len};

    if (!store_is_remote(node->store)) {
        return blob_put_file(a, node->folder, p, len, hash);
    }
    *hash = put.hash = hash_of(a, p, len);
    return store_write(node->store, a, put_rows, &put);
}

enum err
blob_get(struct ctx *c, const char *hash, size_t max, char **out, size_t *len)
{
    if (!is_hash(hash)) {
        return ERR_MISSING;
    }
    if (store_is_remote(c->node->store)) {
        return get_rows(c, hash, max, out, len);
    }
    return file_read(
        c->arena,
        file_join(c->arena, folder_of(c->arena, c->node->folder, hash), hash),
        max, out, len);
}

/* --- all files of a folder --- */

/* Memory for one file at a time. */
struct walk {
    struct arena *file; /* emptied after each */
    struct arena *a;    /* of the caller, for `bad` */
    blob_fn fn;         /* NULL: only check */
    void *arg;
    int64_t count;
    const char *bad;
};

static enum err
walk_file(struct walk *w, const char *path, const char *hash)
{
    char *bytes;
    size_t len;
    enum err e = file_read(w->file, path, LIMIT_UPLOAD_BYTES, &bytes, &len);

    if (e == OK && strcmp(hash_of(w->file, bytes, len), hash) != 0) {
        e = ERR_INVALID;
    }
    if (e == OK && w->fn) {
        e = w->fn(w->arg, hash, bytes, len);
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
blob_each_file(struct arena *a, const char *folder, blob_fn fn, void *arg,
               const char **bad)
{
    struct walk w = {.a = a, .fn = fn, .arg = arg};
    enum err e = walk_all(&w, folder);

    *bad = w.bad;
    return e;
}

struct copy {
    struct walk *walk;
    const char *to;
};

static enum err
copy_file(void *arg, const char *hash, const void *p, size_t len)
{
    const struct copy *copy = arg;

    return blob_put_file(copy->walk->file, copy->to, p, len, &hash);
}

enum err
blob_copy_all(struct arena *a, const char *from, const char *to, int64_t *count,
              const char **bad)
{
    struct walk w = {.a = a, .fn = copy_file};
    struct copy copy = {&w, to};
    enum err e;

    w.arg = &copy;
    e = walk_all(&w, from);
    *count = w.count;
    *bad = w.bad;
    return e;
}
