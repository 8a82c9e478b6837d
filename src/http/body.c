/* SPDX-License-Identifier: Apache-2.0 */
/* body: the body of a request as it comes in. */

#include "http/body.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { IN_MEMORY = 256 * 1024 };

void
body_begin(struct body *b, const char *folder, size_t max)
{
    *b = (struct body){.folder = folder, .max = max};
    buf_init(&b->memory, IN_MEMORY);
}

static bool
write_all(int fd, const char *p, size_t len)
{
    while (len) {
        ssize_t n = write(fd, p, len);

        if (n < 0 && errno != EINTR) {
            return false;
        }
        if (n > 0) {
            p += n;
            len -= (size_t)n;
        }
    }
    return true;
}

/* Its name is taken away at once: nothing is left behind by a crash. */
static bool
open_file(struct body *b)
{
    char path[4096];
    int n = snprintf(path, sizeof path, "%s/upload-XXXXXX", b->folder);

    if (n < 0 || (size_t)n >= sizeof path) {
        return false;
    }
    b->fd = mkstemp(path);
    if (b->fd <= 0) {
        b->fd = 0;
        return false;
    }
    unlink(path);
    return write_all(b->fd, buf_text(&b->memory), b->memory.len);
}

int
body_put(struct body *b, const void *p, size_t len)
{
    if (len > b->max - b->len) {
        return 413;
    }
    b->len += len;
    if (!b->fd && b->len <= IN_MEMORY) {
        buf_put(&b->memory, p, len);
        return buf_ok(&b->memory) ? 0 : 507;
    }
    if (!b->fd && !open_file(b)) {
        return 507;
    }
    return write_all(b->fd, p, len) ? 0 : 507;
}

bool
body_end(struct body *b, const char **data, size_t *len)
{
    *len = b->len;
    if (!b->fd) {
        *data = buf_text(&b->memory);
        return true;
    }
    b->map = mmap(NULL, b->len, PROT_READ, MAP_PRIVATE, b->fd, 0);
    if (b->map == MAP_FAILED) {
        b->map = NULL;
        return false;
    }
    *data = b->map;
    return true;
}

void
body_free(struct body *b)
{
    buf_free(&b->memory);
    if (b->map) {
        munmap(b->map, b->len);
    }
    if (b->fd) {
        close(b->fd);
    }
    *b = (struct body){0};
}
