/* SPDX-License-Identifier: Apache-2.0 */
/* Hash of short texts for tables inside one process; never stored. */
#ifndef VC_HASH_H
#define VC_HASH_H

#include "vc/view.h"

#include <stdint.h>

/* Its address differs from run to run (ASLR), so that nobody outside knows
 * which texts fall together. */
extern const char vc_hash_seed;

static inline uint64_t
vc_hash_fold(uint64_t a, uint64_t b)
{
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t
vc_hash_word(const char *p)
{
    uint64_t word;
    memcpy(&word, p, sizeof word);
    return word;
}

/* Sixteen bytes a step; reads nothing past the end. */
static inline uint32_t
vc_hash(struct vc_view text)
{
    const uint64_t k = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t h = (uint64_t)(uintptr_t)&vc_hash_seed * k ^ text.size;
    const char *p = text.data;
    size_t n = text.size;
    for (; n > 16; p += 16, n -= 16)
        h = vc_hash_fold(vc_hash_word(p) ^ h, vc_hash_word(p + 8) ^ k);
    uint64_t a = 0;
    uint64_t b = 0;
    if (n >= 8) {
        a = vc_hash_word(p);
        b = vc_hash_word(p + n - 8);
    } else if (n > 0) {
        /* Two words of four that overlap, or three bytes that do. */
        if (n >= 4) {
            uint32_t first;
            uint32_t last;
            memcpy(&first, p, 4);
            memcpy(&last, p + n - 4, 4);
            a = first;
            b = last;
        } else {
            a = (uint64_t)(unsigned char)p[0] << 16 |
                (uint64_t)(unsigned char)p[n / 2] << 8 |
                (unsigned char)p[n - 1];
        }
    }
    h = vc_hash_fold(a ^ h, b ^ k);
    return (uint32_t)(h ^ h >> 32);
}

static inline uint32_t
vc_hash_mix(uint32_t a, uint32_t b)
{
    uint64_t h =
        vc_hash_fold((uint64_t)a << 32 | b, UINT64_C(0x9E3779B97F4A7C15));
    return (uint32_t)(h ^ h >> 32);
}

#endif
