/* SPDX-License-Identifier: Apache-2.0 */
/* file: whole files in and out, durably. */

#include "base/file.h"

#include "base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum err
from_errno(int code)
{
    switch (code) {
    case ENOENT:
    case ENOTDIR:
        return ERR_MISSING;
    case ENOSPC:
    case EDQUOT:
        return ERR_FULL;
    case EACCES:
    case EPERM:
        return ERR_DENIED;
    default:
        return ERR_INTERNAL;
    }
}

/* Read to the end; the size told by stat may be wrong for odd files. */
static enum err
read_all(struct arena *a, int fd, size_t max, char **out, size_t *len)
{
    struct stat st;
    size_t size, used = 0;
    char *data;

    if (fstat(fd, &st) < 0) {
        return from_errno(errno);
    }
    if (!S_ISREG(st.st_mode)) {
        return ERR_INVALID;
    }
    size = (size_t)st.st_size;
    if (size > max) {
        return ERR_LIMIT;
    }
    data = arena_alloc(a, size + 1);
    while (used < size) {
        ssize_t n = read(fd, data + used, size - used);

        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return from_errno(errno);
        }
        if (n == 0) {
            break; /* it became shorter meanwhile */
        }
        used += (size_t)n;
    }
    data[used] = '\0';
    *out = data;
    *len = used;
    return OK;
}

enum err
file_read(struct arena *a, const char *path, size_t max, char **out,
          size_t *len)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    enum err e;

    if (fd < 0) {
        return from_errno(errno);
    }
    e = read_all(a, fd, max, out, len);
    close(fd);
    return e;
}

static enum err
write_all(int fd, const char *p, size_t len)
{
    while (len) {
        ssize_t n = write(fd, p, len);

        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return from_errno(errno);
        }
        p += n;
        len -= (size_t)n;
    }
    return fsync(fd) < 0 ? from_errno(errno) : OK;
}

enum err
file_sync_folder(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum err e = OK;

    if (fd < 0) {
        return from_errno(errno);
    }
    if (fsync(fd) < 0) {
        e = from_errno(errno);
    }
    close(fd);
    return e;
}

static enum err
sync_parent(const char *path)
{
    char folder[4096];
    const char *slash = strrchr(path, '/');
    size_t len = slash ? (size_t)(slash - path) : 0;

    if (len >= sizeof folder) {
        return ERR_INVALID;
    }
    memcpy(folder, path, len);
    folder[len] = '\0';
    return file_sync_folder(!slash ? "." : len ? folder : "/");
}

enum err
file_write(const char *path, const void *p, size_t len, mode_t mode)
{
    char temporary[4096];
    int fd, n;
    enum err e;

    n = snprintf(temporary, sizeof temporary, "%s.%ld.tmp", path,
                 (long)getpid());
    if (n < 0 || (size_t)n >= sizeof temporary) {
        return ERR_INVALID;
    }
    fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    if (fd < 0) {
        return from_errno(errno);
    }
    e = write_all(fd, p, len);
    if (close(fd) < 0 && e == OK) {
        e = from_errno(errno);
    }
    if (e == OK && rename(temporary, path) < 0) {
        e = from_errno(errno);
    }
    if (e != OK) {
        unlink(temporary);
        return e;
    }
    return sync_parent(path);
}

enum err
file_spool(struct arena *a, const char *folder, int *fd)
{
    char *path = arena_printf(a, "%s/spool-XXXXXX", folder);

    *fd = mkstemp(path);
    if (*fd < 0) {
        return from_errno(errno);
    }
    (void)fcntl(*fd, F_SETFD, FD_CLOEXEC);
    (void)unlink(path);
    return OK;
}

enum err
file_mkdirs(const char *path, mode_t mode)
{
    char part[4096];
    size_t len = strlen(path);

    if (len == 0 || len >= sizeof part) {
        return ERR_INVALID;
    }
    memcpy(part, path, len + 1);
    for (char *s = part + 1;; s++) {
        if (*s == '/' || !*s) {
            char was = *s;

            *s = '\0';
            if (mkdir(part, mode) < 0 && errno != EEXIST) {
                return from_errno(errno);
            }
            *s = was;
            if (!was) {
                break;
            }
        }
    }
    return file_is_folder(path) ? OK : ERR_CONFLICT;
}

bool
file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

int64_t
file_modified_ms(const char *path)
{
    struct stat st;

    if (stat(path, &st) != 0) {
        return 0;
    }
    return (int64_t)st.st_mtim.tv_sec * 1000 + st.st_mtim.tv_nsec / 1000000;
}

bool
file_is_folder(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

const char *
file_join(struct arena *a, const char *folder, const char *name)
{
    size_t n = strlen(folder);

    return arena_printf(a, "%s%s%s", folder,
                        n && folder[n - 1] == '/' ? "" : "/", name);
}
