/* SPDX-License-Identifier: Apache-2.0 */
/* Hash of short texts for tables inside one process; never stored. */
#ifndef VC_HASH_H
#define VC_HASH_H

#include "vc/view.h"

#include <stdint.h>

/* Eight bytes a step, multiplied and folded; reads nothing past the end. */
static inline uint32_t
vc_hash(struct vc_view text)
{
    const uint64_t k = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t h = (uint64_t)text.size * k;
    const char *p = text.data;
    size_t n = text.size;
    while (n >= 8) {
        uint64_t w;
        memcpy(&w, p, 8);
        h = (h ^ w) * k;
        h ^= h >> 29;
        p += 8;
        n -= 8;
    }
    uint64_t w = 0;
    if (n)
        memcpy(&w, p, n);
    h = (h ^ w) * k;
    h ^= h >> 32;
    return (uint32_t)h;
}

static inline uint32_t
vc_hash_mix(uint32_t a, uint32_t b)
{
    uint64_t h = ((uint64_t)a << 32 | b) * UINT64_C(0x9E3779B97F4A7C15);
    return (uint32_t)(h >> 32) ^ (uint32_t)h;
}

#endif
