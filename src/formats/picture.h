/* SPDX-License-Identifier: Apache-2.0 */
/* picture: foreign pictures (PNG, JPEG, WebP) decoded and encoded anew.
 *
 * Decoding is done by a child process with limits (memory, time, no files, no
 * network), so that a hostile picture meets neither the server's memory nor
 * its keys. What comes out is WebP of at most PICTURE_WIDTH_MAX columns,
 * without the metadata of the original.
 */
#ifndef QUIPU_FORMATS_PICTURE_H
#define QUIPU_FORMATS_PICTURE_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct arena;

enum { PICTURE_WIDTH_MAX = 1200 };

struct picture {
    const char *data;
    size_t len;
    const char *type; /* "image/webp" */
    int64_t width, height;
};

/* Convert. ERR_INVALID: no picture we read, broken, or more than
 * LIMIT_PICTURE_MEGAPIXELS. ERR_LIMIT: took too long or too much memory.
 * ERR_INTERNAL: no child could be started. The program must call
 * picture_worker_main when PICTURE_WORKER is its first word. */
#define PICTURE_WORKER "--picture-worker"
enum err picture_convert(struct arena *a, const void *p, size_t len,
                         struct picture *out);

/* The child: a picture on standard input, the new one on standard output.
 * Ends the process: 0, or 1 = refused. */
int picture_worker_main(void);

#endif
