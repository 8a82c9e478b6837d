/* SPDX-License-Identifier: Apache-2.0 */
/* db/store when the power goes: a layer below SQLite keeps a second folder in
 * which only that stands which was synced, and, of the rest, any sectors that
 * happened to reach the disk. That folder is what the next start finds. */

#include "probe.h"
#include "told.h"

#include "base/file.h"
#include "db/backup.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

enum { LOSSES = 30, SECTOR = 512, FILES = 4, PENDING = 1 << 16, PATH = 400 };

/* --- what has not been synced --- */

struct change {
    sqlite3_int64 at; /* or the new size */
    int len;          /* -1: the file was cut */
    unsigned char *bytes;
};

struct twin {
    char path[PATH]; /* as SQLite names it */
    bool made_anew;  /* since the last sync: another file of the same name */
    struct change *changes;
    int count;
};

static struct {
    pthread_mutex_t mutex;
    bool on;
    char folder[PATH]; /* of the twins */
    struct twin twins[FILES];
} disk = {.mutex = PTHREAD_MUTEX_INITIALIZER};

static sqlite3_vfs *below;

static struct twin *
twin_of(const char *path)
{
    for (int i = 0; i < FILES; i++) {
        struct twin *t = &disk.twins[i];

        if (!t->path[0]) {
            snprintf(t->path, sizeof t->path, "%s", path);
            t->changes = calloc(PENDING, sizeof *t->changes);
        }
        if (strcmp(t->path, path) == 0) {
            return t;
        }
    }
    abort();
}

static void
note(struct twin *t, sqlite3_int64 at, const void *p, int len)
{
    struct change *c = &t->changes[t->count++];

    if (t->count == PENDING) {
        abort();
    }
    *c = (struct change){.at = at, .len = len};
    if (len > 0) {
        c->bytes = malloc((size_t)len);
        memcpy(c->bytes, p, (size_t)len);
    }
}

static int
open_twin(const struct twin *t)
{
    char path[PATH * 2];
    int fd;

    snprintf(path, sizeof path, "%s/%s", disk.folder,
             strrchr(t->path, '/') + 1);
    fd = open(path, O_RDWR | O_CREAT, 0600);
    if (fd < 0 || (t->made_anew && ftruncate(fd, 0) != 0)) {
        abort();
    }
    return fd;
}

/* All of it, or (`torn`) such sectors as chance has brought there. */
static void
apply(struct twin *t, bool torn)
{
    int fd = open_twin(t);

    for (int i = 0; i < t->count; i++) {
        const struct change *c = &t->changes[i];

        if (c->len < 0) {
            if ((!torn || random() % 2) && ftruncate(fd, c->at) != 0) {
                abort();
            }
            continue;
        }
        for (int at = 0; at < c->len;) {
            /* Up to the end of the sector. */
            int n = SECTOR - (int)((c->at + at) % SECTOR);

            n = n < c->len - at ? n : c->len - at;
            if ((!torn || random() % 2) &&
                pwrite(fd, c->bytes + at, (size_t)n, c->at + at) != n) {
                abort();
            }
            at += n;
        }
    }
    close(fd);
    for (int i = 0; i < t->count; i++) {
        free(t->changes[i].bytes);
    }
    t->count = 0;
    t->made_anew = false;
}

/* The moment: nothing is written any more, nobody told anything. */
static void
lose_power(bool torn)
{
    pthread_mutex_lock(&disk.mutex);
    for (int i = 0; torn && i < FILES && disk.twins[i].path[0]; i++) {
        /* A file that is new has no name yet on the disk. */
        if (!disk.twins[i].made_anew) {
            apply(&disk.twins[i], true);
        }
    }
    _exit(0);
}

/* --- the layer --- */

struct layer {
    sqlite3_file file; /* first; the file below lies behind it */
    struct twin *twin; /* NULL: forgotten anyway */
};

static sqlite3_file *
under(sqlite3_file *f)
{
    return (sqlite3_file *)((struct layer *)f + 1);
}

static int
layer_close(sqlite3_file *f)
{
    return under(f)->pMethods->xClose(under(f));
}

static int
layer_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
    return under(f)->pMethods->xRead(under(f), p, n, at);
}

static int
layer_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
    struct twin *t = ((struct layer *)f)->twin;
    int rc;

    pthread_mutex_lock(&disk.mutex);
    if (t) {
        note(t, at, p, n);
    }
    rc = under(f)->pMethods->xWrite(under(f), p, n, at);
    pthread_mutex_unlock(&disk.mutex);
    return rc;
}

static int
layer_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    struct twin *t = ((struct layer *)f)->twin;
    int rc;

    pthread_mutex_lock(&disk.mutex);
    if (t) {
        note(t, size, NULL, -1);
    }
    rc = under(f)->pMethods->xTruncate(under(f), size);
    pthread_mutex_unlock(&disk.mutex);
    return rc;
}

static int
layer_sync(sqlite3_file *f, int flags)
{
    struct twin *t = ((struct layer *)f)->twin;

    (void)flags; /* the twin is on the disk from now on */
    pthread_mutex_lock(&disk.mutex);
    if (t) {
        apply(t, false);
    }
    pthread_mutex_unlock(&disk.mutex);
    return SQLITE_OK;
}

static int
layer_size(sqlite3_file *f, sqlite3_int64 *size)
{
    return under(f)->pMethods->xFileSize(under(f), size);
}

static int
layer_lock(sqlite3_file *f, int kind)
{
    return under(f)->pMethods->xLock(under(f), kind);
}

static int
layer_unlock(sqlite3_file *f, int kind)
{
    return under(f)->pMethods->xUnlock(under(f), kind);
}

static int
layer_is_locked(sqlite3_file *f, int *out)
{
    return under(f)->pMethods->xCheckReservedLock(under(f), out);
}

static int
layer_control(sqlite3_file *f, int op, void *arg)
{
    return under(f)->pMethods->xFileControl(under(f), op, arg);
}

static int
layer_sector(sqlite3_file *f)
{
    return under(f)->pMethods->xSectorSize(under(f));
}

static int
layer_traits(sqlite3_file *f)
{
    return under(f)->pMethods->xDeviceCharacteristics(under(f));
}

static int
layer_shm_map(sqlite3_file *f, int page, int size, int extend,
              void volatile **out)
{
    return under(f)->pMethods->xShmMap(under(f), page, size, extend, out);
}

static int
layer_shm_lock(sqlite3_file *f, int at, int n, int flags)
{
    return under(f)->pMethods->xShmLock(under(f), at, n, flags);
}

static void
layer_shm_barrier(sqlite3_file *f)
{
    under(f)->pMethods->xShmBarrier(under(f));
}

static int
layer_shm_unmap(sqlite3_file *f, int away)
{
    return under(f)->pMethods->xShmUnmap(under(f), away);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = layer_close,
    .xRead = layer_read,
    .xWrite = layer_write,
    .xTruncate = layer_truncate,
    .xSync = layer_sync,
    .xFileSize = layer_size,
    .xLock = layer_lock,
    .xUnlock = layer_unlock,
    .xCheckReservedLock = layer_is_locked,
    .xFileControl = layer_control,
    .xSectorSize = layer_sector,
    .xDeviceCharacteristics = layer_traits,
    .xShmMap = layer_shm_map,
    .xShmLock = layer_shm_lock,
    .xShmBarrier = layer_shm_barrier,
    .xShmUnmap = layer_shm_unmap,
};

static int
layer_open(sqlite3_vfs *v, const char *path, sqlite3_file *f, int flags,
           int *out_flags)
{
    struct layer *l = (struct layer *)f;
    bool known = path && access(path, F_OK) == 0;
    int rc;

    (void)v;
    l->file.pMethods = NULL;
    l->twin = NULL;
    rc = below->xOpen(below, path, under(f), flags, out_flags);
    if (rc != SQLITE_OK) {
        return rc;
    }
    l->file.pMethods = &methods;
    if (disk.on && path && (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL))) {
        pthread_mutex_lock(&disk.mutex);
        l->twin = twin_of(path);
        l->twin->made_anew = l->twin->made_anew || !known;
        pthread_mutex_unlock(&disk.mutex);
    }
    return SQLITE_OK;
}

/* Taking a name away without a sync of the folder may not last. */
static int
layer_delete(sqlite3_vfs *v, const char *path, int sync)
{
    (void)v;
    return below->xDelete(below, path, sync);
}

static void
put_layer(void)
{
    static sqlite3_vfs layer;

    below = sqlite3_vfs_find(NULL);
    layer = *below;
    layer.zName = "forgetful";
    layer.szOsFile = (int)sizeof(struct layer) + below->szOsFile;
    layer.xOpen = layer_open;
    layer.xDelete = layer_delete;
    assert_int_equal(sqlite3_vfs_register(&layer, 1), SQLITE_OK);
}

/* --- the test --- */

static void
copy_to_twin(struct probe *p, const char *name)
{
    const char *from = file_join(p->arena, p->folder, name);
    const char *to = file_join(p->arena, disk.folder, name);
    char *bytes;
    size_t len;

    unlink(to);
    if (file_exists(from)) {
        assert_int_equal(
            file_read(p->arena, from, (size_t)32 << 20, &bytes, &len), OK);
        assert_int_equal(file_write(to, bytes, len, 0600), OK);
    }
}

/* The twin takes the place of the file. */
static void
take_twin(struct probe *p, const char *name)
{
    const char *from = file_join(p->arena, disk.folder, name);
    const char *to = file_join(p->arena, p->folder, name);

    unlink(to);
    if (file_exists(from)) {
        assert_int_equal(rename(from, to), 0);
    }
}

static void
write_until_dark(struct probe *p, struct told *told, int round)
{
    struct store_options options = probe_options(p);
    char why[300] = "";

    srandom((unsigned)round);
    disk.on = true;
    put_layer();
    options.log_bytes = 64 * 1024; /* so that the log is often cut */
    if (store_open(&p->store, &options, why, sizeof why) != OK) {
        _exit(1);
    }
    told_start(p, told);
    usleep((useconds_t)(3000 + random() % 40000));
    lose_power(round % 2 == 0);
}

static void
what_was_acknowledged_survives_a_loss_of_power(void **state)
{
    struct probe *p = *state;
    struct told *told = told_new();
    const char *file = file_join(p->arena, p->folder, "quipu.db");
    const char *log = file_join(p->arena, p->folder, "quipu.db-wal");
    char why[300] = "";
    int64_t sum = 0;
    int logs = 0;

    snprintf(disk.folder, sizeof disk.folder, "%s/twin", p->folder);
    assert_int_equal(file_mkdirs(disk.folder, 0700), OK);
    for (int round = 0; round < LOSSES; round++) {
        pid_t child;
        int status;

        store_close(p->store);
        p->store = NULL;
        copy_to_twin(p, "quipu.db");
        copy_to_twin(p, "quipu.db-wal");
        child = fork();
        if (child == 0) {
            write_until_dark(p, told, round);
        }
        waitpid(child, &status, 0);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
        unlink(file_join(p->arena, p->folder, "quipu.db-shm"));
        take_twin(p, "quipu.db");
        take_twin(p, "quipu.db-wal");
        logs += file_exists(log);
        probe_open(p);
        sum = told_sum(p, told);
        assert_int_equal(probe_count(p), sum);
        store_close(p->store);
        p->store = NULL;
        assert_int_equal(backup_check(file, why, sizeof why), OK);
        arena_reset(p->arena);
        file = file_join(p->arena, p->folder, "quipu.db");
        log = file_join(p->arena, p->folder, "quipu.db-wal");
    }
    print_message("# %d losses of power, %lld rows acknowledged, 0 lost\n",
                  LOSSES, (long long)sum);
    assert_true(sum > LOSSES && logs > 0);
    munmap(told, sizeof *told);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_PROBE(what_was_acknowledged_survives_a_loss_of_power),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
