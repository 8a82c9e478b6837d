/* SPDX-License-Identifier: Apache-2.0 */
/* backup: VACUUM INTO a temporary name, check, sync, rename. */

#include "db/backup.h"

#include "base/file.h"
#include "db/db_sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_SIZE = 4096 };

static enum err
told(char *why, size_t why_size, const char *path)
{
    int code = errno;

    snprintf(why, why_size, "%s: %s", path, strerror(code));
    return code == ENOSPC || code == EDQUOT ? ERR_FULL : ERR_INTERNAL;
}

enum err
backup_check(const char *path, char *why, size_t why_size)
{
    struct db *db;
    enum err e;

    TRY(db_sqlite_open(&db, path, DB_SQLITE_READ, why, why_size));
    e = db_sqlite_check(db, why, why_size);
    db_sqlite_close(db);
    return e;
}

static enum err
sync_file(const char *path, char *why, size_t why_size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    enum err e = OK;

    if (fd < 0 || fsync(fd) < 0) {
        e = told(why, why_size, path);
    }
    if (fd >= 0) {
        close(fd);
    }
    return e;
}

/* Give `temporary` its name; the folder is synced, so that it endures. */
static enum err
put_name(const char *temporary, const char *path, char *why, size_t why_size)
{
    char folder[PATH_SIZE];
    const char *slash = strrchr(path, '/');

    snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) + 1 : 1,
             slash ? path : ".");
    if (rename(temporary, path) < 0 || file_sync_folder(folder) != OK) {
        return told(why, why_size, path);
    }
    return OK;
}

/* A name beside `path` for the time it is being made. */
static enum err
temporary_name(char out[PATH_SIZE], const char *path, char *why,
               size_t why_size)
{
    int n = snprintf(out, PATH_SIZE, "%s.%ld.tmp", path, (long)getpid());

    if (n < 0 || n >= PATH_SIZE) {
        snprintf(why, why_size, "%s: the name is too long", path);
        return ERR_INVALID;
    }
    unlink(out);
    return OK;
}

enum err
backup_copy(const char *from, const char *to, char *why, size_t why_size)
{
    char temporary[PATH_SIZE], said[256] = "";
    struct db *db;
    enum err e;

    if (file_exists(to)) {
        snprintf(why, why_size, "%s exists already", to);
        return ERR_CONFLICT;
    }
    TRY(temporary_name(temporary, to, why, why_size));
    TRY(db_sqlite_open(&db, from, DB_SQLITE_READ, why, why_size));
    e = db_sqlite_copy_to(db, temporary, said, sizeof said);
    db_sqlite_close(db);
    if (e != OK) {
        snprintf(why, why_size, "%s cannot be copied to %s: %s", from, to,
                 e == ERR_FULL ? "no space left" : said);
    }
    if (e == OK) {
        e = backup_check(temporary, why, why_size);
    }
    if (e == OK) {
        e = sync_file(temporary, why, why_size);
    }
    if (e == OK) {
        e = put_name(temporary, to, why, why_size);
    }
    if (e != OK) {
        unlink(temporary);
    }
    return e;
}

static enum err
copy_bytes(int from, int to)
{
    static const size_t piece = 256 * 1024;
    char *bytes = malloc(piece);
    ssize_t n = bytes ? 1 : -1;

    while (n > 0) {
        n = read(from, bytes, piece);
        for (ssize_t done = 0; n > 0 && done < n;) {
            ssize_t written = write(to, bytes + done, (size_t)(n - done));

            if (written < 0) {
                n = -1;
            }
            done += written;
        }
    }
    free(bytes);
    return n == 0 ? OK : ERR_INTERNAL;
}

enum err
backup_put_back(const char *copy, const char *to, char *why, size_t why_size)
{
    char temporary[PATH_SIZE], beside[PATH_SIZE];
    int in = -1, out = -1;
    enum err e = temporary_name(temporary, to, why, why_size);

    if (e == OK) {
        in = open(copy, O_RDONLY | O_CLOEXEC);
        out = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (in < 0 || out < 0 || copy_bytes(in, out) != OK) {
            e = told(why, why_size, copy);
        }
    }
    if (out >= 0 && close(out) < 0 && e == OK) {
        e = told(why, why_size, temporary);
    }
    if (in >= 0) {
        close(in);
    }
    if (e == OK) {
        e = sync_file(temporary, why, why_size);
    }
    if (e == OK) {
        /* The log belongs to the file that goes: away with it first. */
        snprintf(beside, sizeof beside, "%s-wal", to);
        unlink(beside);
        snprintf(beside, sizeof beside, "%s-shm", to);
        unlink(beside);
        e = put_name(temporary, to, why, why_size);
    }
    if (e != OK) {
        unlink(temporary);
    }
    return e;
}
