/* SPDX-License-Identifier: Apache-2.0 */
/* body: the body of a request as it comes in: in memory while it is small, in
 * a temporary file without a name when it grows. */
#ifndef QUIPU_HTTP_BODY_H
#define QUIPU_HTTP_BODY_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

struct body {
    struct buf memory;
    const char *folder;
    size_t max;
    int fd; /* 0 = none */
    size_t len;
    void *map;
};

/* At most `max` bytes; the file is made in `folder`. */
void body_begin(struct body *b, const char *folder, size_t max);

/* 0, or the status to refuse with: 413 (too large), 507 (no space). */
int body_put(struct body *b, const void *p, size_t len);

/* The whole body; lives until body_free. False: it cannot be read back. */
bool body_end(struct body *b, const char **data, size_t *len);

/* Fine for a body that never began. */
void body_free(struct body *b);

#endif
