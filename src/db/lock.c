/* SPDX-License-Identifier: Apache-2.0 */
/* lock: flock on FOLDER/lock; its text is the process id of the holder. */

#include "db/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

enum { TRIES = 10, TRY_NS = 20 * 1000 * 1000 };

/* The process id in the file, 0 when there is none (yet). */
static long
read_pid(int fd)
{
    char text[32];
    ssize_t n = pread(fd, text, sizeof text - 1, 0);

    if (n <= 0) {
        return 0;
    }
    text[n] = '\0';
    return strtol(text, NULL, 10);
}

static enum err
write_pid(int fd)
{
    char text[32];
    int n = snprintf(text, sizeof text, "%ld\n", (long)getpid());

    if (ftruncate(fd, 0) < 0 || pwrite(fd, text, (size_t)n, 0) != n) {
        return errno == ENOSPC || errno == EDQUOT ? ERR_FULL : ERR_INTERNAL;
    }
    return OK;
}

enum err
lock_take(int *fd, const char *folder, char *why, size_t why_size)
{
    const struct timespec pause = {.tv_nsec = TRY_NS};
    char path[4096];
    int rc = -1, n = snprintf(path, sizeof path, "%s/lock", folder);
    enum err e;

    *fd = n > 0 && (size_t)n < sizeof path
              ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600)
              : -1;
    if (*fd < 0) {
        snprintf(why, why_size, "%s: %s", path, strerror(errno));
        return errno == ENOSPC ? ERR_FULL : ERR_DENIED;
    }
    /* A few tries: the holder may be about to end, or not have written its
     * number yet. */
    for (int i = 0; i < TRIES && rc < 0; i++) {
        if (i) {
            nanosleep(&pause, NULL);
        }
        rc = flock(*fd, LOCK_EX | LOCK_NB);
    }
    if (rc < 0) {
        snprintf(why, why_size, "%s is in use by process %ld", folder,
                 read_pid(*fd));
        e = ERR_CONFLICT;
    } else {
        e = write_pid(*fd);
        if (e != OK) {
            snprintf(why, why_size, "%s: %s", path, strerror(errno));
        }
    }
    if (e != OK) {
        close(*fd);
        *fd = -1;
    }
    return e;
}

void
lock_drop(int fd)
{
    if (fd >= 0) {
        /* The file stays: removing it would let two processes hold "the" lock,
         * one on the old file. */
        close(fd);
    }
}
