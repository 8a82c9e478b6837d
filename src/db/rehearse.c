/* SPDX-License-Identifier: Apache-2.0 */
/* rehearse: an upgrade tried on a copy. */

#include "db/rehearse.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/file.h"
#include "db/backup.h"
#include "db/db_sqlite.h"
#include "db/migrate.h"

#include <stdio.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* The copy, and as much again while a table is rebuilt and the log grows. */
enum { ROOM = 3 };

static enum err
count_steps(const char *path, const struct migrate_steps *steps, int *count,
            char *why, size_t why_size)
{
    struct db *db;
    enum err e;

    TRY(db_sqlite_open(&db, path, DB_SQLITE_READ, why, why_size));
    e = migrate_count(db, steps, count, why, why_size);
    db_sqlite_close(db);
    return e;
}

static enum err
look_for_room(const char *folder, const char *path, int64_t *bytes, char *why,
              size_t why_size)
{
    struct statvfs fs;
    struct stat st;

    if (stat(path, &st) != 0 || statvfs(folder, &fs) != 0) {
        snprintf(why, why_size, "there is no database in %s", folder);
        return ERR_MISSING;
    }
    *bytes = st.st_size;
    if ((double)fs.f_bavail * (double)fs.f_frsize < ROOM * (double)*bytes) {
        snprintf(why, why_size,
                 "a rehearsal needs %lld MB of room beside the database",
                 (long long)(ROOM * *bytes / 1048576 + 1));
        return ERR_FULL;
    }
    return OK;
}

static enum err
bring_forward(const char *copy, const struct migrate_steps *steps, int count,
              char *why, size_t why_size)
{
    struct db *db;
    enum err e;

    TRY(db_sqlite_open(&db, copy, DB_SQLITE_WRITE, why, why_size));
    e = migrate_run(db, steps, count, why, why_size);
    if (e == OK) {
        e = db_sqlite_check(db, why, why_size);
    }
    db_sqlite_close(db);
    return e;
}

static enum err
try_on_copy(const char *path, const char *copy,
            const struct migrate_steps *steps, struct rehearsal *out, char *why,
            size_t why_size)
{
    int64_t began = clock_steady_ms();

    TRY(backup_copy(path, copy, why, why_size));
    out->copy_ms = clock_steady_ms() - began;
    began = clock_steady_ms();
    TRY(bring_forward(copy, steps, out->before, why, why_size));
    out->steps_ms = clock_steady_ms() - began;
    out->after = steps->count;
    return OK;
}

enum err
rehearse(struct arena *a, const char *folder, const struct migrate_steps *steps,
         struct rehearsal *out, char *why, size_t why_size)
{
    const char *path = file_join(a, folder, BACKUP_DATABASE);
    const char *in =
        arena_printf(a, "%s/rehearsal.%ld", folder, (long)getpid());
    const char *copy = file_join(a, in, BACKUP_DATABASE);
    enum err e;

    *out = (struct rehearsal){0};
    TRY(look_for_room(folder, path, &out->bytes, why, why_size));
    TRY(count_steps(path, steps, &out->before, why, why_size));
    out->after = out->before;
    if (out->before == steps->count) {
        return OK;
    }
    if (file_mkdirs(in, 0700) != OK) {
        snprintf(why, why_size, "%s cannot be made", in);
        return ERR_DENIED;
    }
    e = try_on_copy(path, copy, steps, out, why, why_size);
    (void)unlink(copy);
    (void)unlink(arena_join(a, copy, "-wal", NULL));
    (void)unlink(arena_join(a, copy, "-shm", NULL));
    (void)rmdir(in);
    return e;
}
