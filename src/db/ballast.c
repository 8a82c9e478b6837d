/* SPDX-License-Identifier: Apache-2.0 */
/* ballast: a file of no use, given up when the disk is full. */

#include "db/ballast.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { PATH_SIZE = 4096, KEPT_FREE = 2 };

static bool
path_of(const char *folder, char out[PATH_SIZE])
{
    int n = snprintf(out, PATH_SIZE, "%s/ballast", folder);

    return n > 0 && n < PATH_SIZE;
}

static bool
has_room(const char *folder, int64_t bytes)
{
    struct statvfs fs;

    return statvfs(folder, &fs) == 0 &&
           (int64_t)(fs.f_bavail * fs.f_frsize) >= (1 + KEPT_FREE) * bytes;
}

bool
ballast_take(const char *folder, int64_t bytes)
{
    char path[PATH_SIZE];
    struct stat st;
    int fd;
    bool good;

    if (!path_of(folder, path)) {
        return false;
    }
    if (stat(path, &st) == 0 && st.st_size >= bytes) {
        return true;
    }
    if (!has_room(folder, bytes)) {
        return false;
    }
    fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) {
        return false;
    }
    good = posix_fallocate(fd, 0, bytes) == 0;
    close(fd);
    if (!good) {
        unlink(path);
    }
    return good;
}

bool
ballast_drop(const char *folder)
{
    char path[PATH_SIZE];

    return path_of(folder, path) && unlink(path) == 0;
}
