/* SPDX-License-Identifier: Apache-2.0 */
/* asset: static files inside the program: style, icon.
 *
 * The address carries the hash of the content, so it may be kept for ever:
 * /a/<hash>/<name>.
 */
#ifndef QUIPU_WEB_ASSET_H
#define QUIPU_WEB_ASSET_H

#include <stddef.h>

struct asset_bytes {
    const unsigned char *data;
    size_t len;
};

struct asset {
    const char *name; /* "quipu.css" */
    const char *hash; /* 16 hex digits */
    const char *type;
    struct asset_bytes raw, gzip, brotli;
};

extern const struct asset asset_table[];
extern const size_t asset_count;

/* By name; NULL = none. */
const struct asset *asset_find(const char *name);

struct arena;

/* "/a/0123456789abcdef/quipu.css". An unknown name is a fault of ours. */
const char *asset_url(struct arena *a, const char *name);

#endif
