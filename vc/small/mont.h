/* SPDX-License-Identifier: Apache-2.0 */
/* mont: arithmetic modulo an odd number of up to 4096 bits (Montgomery's form),
 * from which small/ builds ECDSA, Ed25519 and RSA verification.
 *
 * Its time depends on its input: for public numbers only, never for a key. */
#ifndef VC_MONT_H
#define VC_MONT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { VC_MONT_MAX_WORDS = 128 };

/* A number is an array of `words` words, the lowest first. */
struct vc_mont {
    size_t words;
    uint32_t inverse; /* -1 / modulus, modulo 2^32 */
    uint32_t modulus[VC_MONT_MAX_WORDS];
    uint32_t square[VC_MONT_MAX_WORDS]; /* R^2, where R is 2^(32 * words) */
};

/* Prepare for a modulus, highest byte first; leading zeros are allowed. False
 * for an even one, for less than 3 and for more than 4096 bits. */
bool vc_mont_init(struct vc_mont *m, const uint8_t *modulus, size_t len);

/* Read a number, highest byte first, into `words` words as it is. False when
 * it has no room there. */
bool vc_mont_read(uint32_t *out, size_t words, const uint8_t *bytes,
                  size_t len);

/* Write it, highest byte first, into exactly 4 * words bytes. */
void vc_mont_write(const uint32_t *a, size_t words, uint8_t *out);

/* -1, 0, 1 as `a` is less than, equal to, greater than `b`. */
int vc_mont_compare(const uint32_t *a, const uint32_t *b, size_t words);

bool vc_mont_is_zero(const uint32_t *a, size_t words);

/* Into Montgomery's form and out of it. `a` may be any number of that many
 * words, so `enter` also reduces. */
void vc_mont_enter(const struct vc_mont *m, uint32_t *out, const uint32_t *a);
void vc_mont_leave(const struct vc_mont *m, uint32_t *out, const uint32_t *a);

/* On numbers in Montgomery's form, below the modulus. `out` may be an operand. */
void vc_mont_add(const struct vc_mont *m, uint32_t *out, const uint32_t *a,
                 const uint32_t *b);
void vc_mont_sub(const struct vc_mont *m, uint32_t *out, const uint32_t *a,
                 const uint32_t *b);
void vc_mont_mul(const struct vc_mont *m, uint32_t *out, const uint32_t *a,
                 const uint32_t *b);

/* `a` to the power of `exponent` (as it is, `exponent_words` words). */
void vc_mont_power(const struct vc_mont *m, uint32_t *out, const uint32_t *a,
                   const uint32_t *exponent, size_t exponent_words);

/* 1 / a for a prime modulus; 0 gives 0. */
void vc_mont_invert(const struct vc_mont *m, uint32_t *out, const uint32_t *a);

/* Bit `i` of a number as it is. */
static inline bool
vc_mont_bit(const uint32_t *a, size_t i)
{
    return (a[i / 32] >> (i % 32) & 1) != 0;
}

#endif
