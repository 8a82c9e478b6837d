/* SPDX-License-Identifier: Apache-2.0 */
/* mont: words of 32 bits with products of 64, which is what WebAssembly
 * multiplies fastest. */

#include "mont.h"

#include <string.h>

enum { WORD_BITS = 32 };

bool
vc_mont_read(uint32_t *out, size_t words, const uint8_t *bytes, size_t len)
{
    while (len > 0 && bytes[0] == 0) {
        bytes++;
        len--;
    }
    if (len > 4 * words) {
        return false;
    }
    memset(out, 0, words * sizeof(*out));
    for (size_t i = 0; i < len; i++) {
        out[i / 4] |= (uint32_t)bytes[len - 1 - i] << (8 * (i % 4));
    }
    return true;
}

void
vc_mont_write(const uint32_t *a, size_t words, uint8_t *out)
{
    for (size_t i = 0; i < 4 * words; i++) {
        out[4 * words - 1 - i] = (uint8_t)(a[i / 4] >> (8 * (i % 4)));
    }
}

int
vc_mont_compare(const uint32_t *a, const uint32_t *b, size_t words)
{
    for (size_t i = words; i-- > 0;) {
        if (a[i] != b[i]) {
            return a[i] < b[i] ? -1 : 1;
        }
    }
    return 0;
}

bool
vc_mont_is_zero(const uint32_t *a, size_t words)
{
    for (size_t i = 0; i < words; i++) {
        if (a[i] != 0) {
            return false;
        }
    }
    return true;
}

/* a - b; returns what had to be borrowed. */
static uint32_t
subtract(uint32_t *out, const uint32_t *a, const uint32_t *b, size_t words)
{
    uint64_t borrow = 0;

    for (size_t i = 0; i < words; i++) {
        uint64_t difference = (uint64_t)a[i] - b[i] - borrow;

        out[i] = (uint32_t)difference;
        borrow = difference >> 63;
    }
    return (uint32_t)borrow;
}

/* a + b; returns what was carried. */
static uint32_t
sum(uint32_t *out, const uint32_t *a, const uint32_t *b, size_t words)
{
    uint64_t carry = 0;

    for (size_t i = 0; i < words; i++) {
        carry += (uint64_t)a[i] + b[i];
        out[i] = (uint32_t)carry;
        carry >>= WORD_BITS;
    }
    return (uint32_t)carry;
}

bool
vc_mont_init(struct vc_mont *m, const uint8_t *modulus, size_t len)
{
    uint32_t x = 1;

    while (len > 0 && modulus[0] == 0) {
        modulus++;
        len--;
    }
    m->words = (len + 3) / 4;
    if (len == 0 || m->words > VC_MONT_MAX_WORDS ||
        !vc_mont_read(m->modulus, m->words, modulus, len) ||
        (m->modulus[0] & 1) == 0 || (m->words == 1 && m->modulus[0] < 3)) {
        return false;
    }
    /* Newton: each round doubles the bits that are right, beginning with 3. */
    for (int i = 0; i < 5; i++) {
        x *= 2 - m->modulus[0] * x;
    }
    m->inverse = 0 - x;
    memset(m->square, 0, sizeof(m->square));
    m->square[0] = 1;
    for (size_t i = 0; i < (size_t)2 * WORD_BITS * m->words; i++) {
        vc_mont_add(m, m->square, m->square, m->square);
    }
    return true;
}

void
vc_mont_add(const struct vc_mont *m, uint32_t *out, const uint32_t *a,
            const uint32_t *b)
{
    uint32_t carry = sum(out, a, b, m->words);

    if (carry != 0 || vc_mont_compare(out, m->modulus, m->words) >= 0) {
        (void)subtract(out, out, m->modulus, m->words);
    }
}

void
vc_mont_sub(const struct vc_mont *m, uint32_t *out, const uint32_t *a,
            const uint32_t *b)
{
    if (subtract(out, a, b, m->words) != 0) {
        (void)sum(out, out, m->modulus, m->words);
    }
}

/* t = (t + a * b_word + q * modulus) / 2^32, q such that nothing is lost. */
static void
mul_word(const struct vc_mont *m, uint32_t *t, const uint32_t *a,
         uint32_t b_word)
{
    size_t n = m->words;
    uint64_t carry = 0;
    uint32_t top = 0;
    uint32_t q = 0;

    for (size_t j = 0; j < n; j++) {
        carry += t[j] + (uint64_t)a[j] * b_word;
        t[j] = (uint32_t)carry;
        carry >>= WORD_BITS;
    }
    carry += t[n];
    t[n] = (uint32_t)carry;
    top = (uint32_t)(carry >> WORD_BITS);

    q = t[0] * m->inverse;
    carry = (t[0] + (uint64_t)q * m->modulus[0]) >> WORD_BITS;
    for (size_t j = 1; j < n; j++) {
        carry += t[j] + (uint64_t)q * m->modulus[j];
        t[j - 1] = (uint32_t)carry;
        carry >>= WORD_BITS;
    }
    carry += t[n];
    t[n - 1] = (uint32_t)carry;
    t[n] = top + (uint32_t)(carry >> WORD_BITS);
}

void
vc_mont_mul(const struct vc_mont *m, uint32_t *out, const uint32_t *a,
            const uint32_t *b)
{
    uint32_t t[VC_MONT_MAX_WORDS + 1];
    size_t n = m->words;

    memset(t, 0, (n + 1) * sizeof(*t));
    for (size_t i = 0; i < n; i++) {
        mul_word(m, t, a, b[i]);
    }
    if (t[n] != 0 || vc_mont_compare(t, m->modulus, n) >= 0) {
        (void)subtract(t, t, m->modulus, n);
    }
    memcpy(out, t, n * sizeof(*out));
}

void
vc_mont_enter(const struct vc_mont *m, uint32_t *out, const uint32_t *a)
{
    vc_mont_mul(m, out, a, m->square);
}

void
vc_mont_leave(const struct vc_mont *m, uint32_t *out, const uint32_t *a)
{
    uint32_t one[VC_MONT_MAX_WORDS] = {1};

    vc_mont_mul(m, out, a, one);
}

void
vc_mont_power(const struct vc_mont *m, uint32_t *out, const uint32_t *a,
              const uint32_t *exponent, size_t exponent_words)
{
    uint32_t one[VC_MONT_MAX_WORDS] = {1};
    uint32_t base[VC_MONT_MAX_WORDS];
    uint32_t result[VC_MONT_MAX_WORDS];
    size_t i = exponent_words * WORD_BITS;

    memcpy(base, a, m->words * sizeof(*a));
    vc_mont_enter(m, result, one);
    while (i > 0 && !vc_mont_bit(exponent, i - 1)) {
        i--;
    }
    while (i-- > 0) {
        vc_mont_mul(m, result, result, result);
        if (vc_mont_bit(exponent, i)) {
            vc_mont_mul(m, result, result, base);
        }
    }
    memcpy(out, result, m->words * sizeof(*out));
}

void
vc_mont_invert(const struct vc_mont *m, uint32_t *out, const uint32_t *a)
{
    uint32_t two[VC_MONT_MAX_WORDS] = {2};
    uint32_t exponent[VC_MONT_MAX_WORDS];

    (void)subtract(exponent, m->modulus, two, m->words); /* Fermat */
    vc_mont_power(m, out, a, exponent, m->words);
}
