/* SPDX-License-Identifier: Apache-2.0 */
/* blob_sweep: files that no row names. */

#include "core/blob_sweep.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/limits.h"
#include "core/blob.h"
#include "core/blob_sweep.sql.h"
#include "core/ctx.h"
#include "db/db.h"
#include "db/store.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { FOLDERS = 256, SLICE = 200 }; /* rows as in blob_sweep.sql */

struct sweep {
    struct arena *a;
    const struct node *node;
    int done;
};

static bool
is_old(const char *path)
{
    int64_t at = file_modified_ms(path);

    return at && clock_now_ms() - at >= BLOB_SWEEP_MS;
}

struct question {
    const char *hash;
    bool named;
};

static enum err
ask(struct db *db, void *arg)
{
    struct question *q = arg;
    struct row row;

    TRY(db_one(db, &row, &SQL_blob_sweep_named, TEXT(q->hash)));
    q->named = row_i64(&row, 0) == 1;
    return OK;
}

/* Somebody may put the same file at this very moment (it is then new again,
 * blob_put): so it is moved away first, and back when it turns out new. */
static void
take_away(struct sweep *s, const char *path)
{
    const char *aside = arena_join(s->a, path, ".gone", NULL);

    if (rename(path, aside) != 0) {
        return;
    }
    if (!is_old(aside)) {
        (void)rename(aside, path);
    } else if (unlink(aside) == 0) {
        s->done++;
    }
}

static enum err
sweep_file(struct sweep *s, const char *folder, const char *name)
{
    const char *path = file_join(s->a, folder, name);
    struct question q = {.hash = name};

    if (!is_old(path)) {
        return OK;
    }
    /* What has another name was never finished. */
    if (strlen(name) == BLOB_HASH_CHARS) {
        TRY(store_read(s->node->store, s->a, LIMIT_READ_POOL_MS, ask, &q));
    }
    if (!q.named) {
        take_away(s, path);
    }
    return OK;
}

static enum err
sweep_folder(struct sweep *s, const char *folder)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    enum err e = OK;

    while (dir && e == OK && (entry = readdir(dir))) {
        if (entry->d_name[0] != '.') {
            e = sweep_file(s, folder, entry->d_name);
        }
    }
    if (dir) {
        closedir(dir);
    }
    return e;
}

/* --- in rows --- */

struct slice {
    int64_t before_ms;
    const char *after; /* NULL: that was the last one */
    const char *lost[SLICE];
    int count;
};

static enum err
find_lost(struct db *db, void *arg)
{
    struct slice *s = arg;
    struct rows rows;

    TRY(db_all(db, &rows, &SQL_blob_sweep_old, TEXT(s->after),
               I64(s->before_ms)));
    s->count = 0;
    s->after = NULL;
    for (size_t i = 0; i < rows.count; i++) {
        struct question q = {.hash = row_text(&rows.items[i], 0)};

        TRY(ask(db, &q));
        if (!q.named) {
            s->lost[s->count++] = q.hash;
        }
        s->after = rows.count == SLICE ? q.hash : NULL;
    }
    return OK;
}

struct lost {
    struct question q;
    int64_t before_ms;
};

/* Somebody may have put or named it since. */
static enum err
drop_lost(struct db *db, void *arg)
{
    struct lost *l = arg;
    struct row row;
    enum err e = db_one(db, &row, &SQL_blob_sweep_is_old, TEXT(l->q.hash),
                        I64(l->before_ms));

    TRY(e == OK ? ask(db, &l->q) : e);
    return l->q.named ? ERR_MISSING
                      : db_run(db, &SQL_blob_sweep_drop, TEXT(l->q.hash));
}

static enum err
sweep_rows(struct sweep *s)
{
    struct slice slice = {.before_ms = clock_now_ms() - BLOB_SWEEP_MS + 1,
                          .after = ""};
    enum err e = OK;

    while (e == OK && slice.after) {
        e = store_read(s->node->store, s->a, LIMIT_READ_POOL_MS, find_lost,
                       &slice);
        for (int i = 0; e == OK && i < slice.count; i++) {
            struct lost l = {{.hash = slice.lost[i]}, slice.before_ms};

            e = store_write(s->node->store, s->a, drop_lost, &l);
            s->done += e == OK;
            e = e == ERR_MISSING ? OK : e;
        }
    }
    return e;
}

enum err
blob_sweep(struct arena *a, const struct node *node, int *done)
{
    struct sweep s = {.a = a, .node = node};
    enum err e = OK;

    if (store_is_remote(node->store)) {
        e = sweep_rows(&s);
    } else {
        for (unsigned i = 0; e == OK && i < FOLDERS; i++) {
            e = sweep_folder(&s,
                             arena_printf(a, "%s/blobs/%02x", node->folder, i));
        }
    }
    *done = s.done;
    return e;
}
