/* SPDX-License-Identifier: Apache-2.0 */
/* sha2: the constants of SHA-256 are the upper halves of SHA-512's, so that one
 * table serves both. */

#include "sha2.h"

#include <string.h>

/* Fractional parts of the cube roots of the first 80 primes. */
static const uint64_t constants[80] = {
    0x428A2F98D728AE22, 0x7137449123EF65CD, 0xB5C0FBCFEC4D3B2F,
    0xE9B5DBA58189DBBC, 0x3956C25BF348B538, 0x59F111F1B605D019,
    0x923F82A4AF194F9B, 0xAB1C5ED5DA6D8118, 0xD807AA98A3030242,
    0x12835B0145706FBE, 0x243185BE4EE4B28C, 0x550C7DC3D5FFB4E2,
    0x72BE5D74F27B896F, 0x80DEB1FE3B1696B1, 0x9BDC06A725C71235,
    0xC19BF174CF692694, 0xE49B69C19EF14AD2, 0xEFBE4786384F25E3,
    0x0FC19DC68B8CD5B5, 0x240CA1CC77AC9C65, 0x2DE92C6F592B0275,
    0x4A7484AA6EA6E483, 0x5CB0A9DCBD41FBD4, 0x76F988DA831153B5,
    0x983E5152EE66DFAB, 0xA831C66D2DB43210, 0xB00327C898FB213F,
    0xBF597FC7BEEF0EE4, 0xC6E00BF33DA88FC2, 0xD5A79147930AA725,
    0x06CA6351E003826F, 0x142929670A0E6E70, 0x27B70A8546D22FFC,
    0x2E1B21385C26C926, 0x4D2C6DFC5AC42AED, 0x53380D139D95B3DF,
    0x650A73548BAF63DE, 0x766A0ABB3C77B2A8, 0x81C2C92E47EDAEE6,
    0x92722C851482353B, 0xA2BFE8A14CF10364, 0xA81A664BBC423001,
    0xC24B8B70D0F89791, 0xC76C51A30654BE30, 0xD192E819D6EF5218,
    0xD69906245565A910, 0xF40E35855771202A, 0x106AA07032BBD1B8,
    0x19A4C116B8D2D0C8, 0x1E376C085141AB53, 0x2748774CDF8EEB99,
    0x34B0BCB5E19B48A8, 0x391C0CB3C5C95A63, 0x4ED8AA4AE3418ACB,
    0x5B9CCA4F7763E373, 0x682E6FF3D6B2B8A3, 0x748F82EE5DEFB2FC,
    0x78A5636F43172F60, 0x84C87814A1F0AB72, 0x8CC702081A6439EC,
    0x90BEFFFA23631E28, 0xA4506CEBDE82BDE9, 0xBEF9A3F7B2C67915,
    0xC67178F2E372532B, 0xCA273ECEEA26619C, 0xD186B8C721C0C207,
    0xEADA7DD6CDE0EB1E, 0xF57D4F7FEE6ED178, 0x06F067AA72176FBA,
    0x0A637DC5A2C898A6, 0x113F9804BEF90DAE, 0x1B710B35131C471B,
    0x28DB77F523047D84, 0x32CAAB7B40C72493, 0x3C9EBE0A15C9BEBC,
    0x431D67C49C100D4C, 0x4CC5D4BECB3E42B6, 0x597F299CFC657E2A,
    0x5FCB6FAB3AD6FAEC, 0x6C44198C4A475817};

/* Of the square roots of the first 8 primes, and of the next 8. */
static const uint64_t first_state[8] = {0x6A09E667F3BCC908, 0xBB67AE8584CAA73B,
                                        0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1,
                                        0x510E527FADE682D1, 0x9B05688C2B3E6C1F,
                                        0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179};
static const uint64_t state_384[8] = {0xCBBB9D5DC1059ED8, 0x629A292A367CD507,
                                      0x9159015A3070DD17, 0x152FECD8F70E5939,
                                      0x67332667FFC00B31, 0x8EB44A8768581511,
                                      0xDB0C2E0D64F98FA7, 0x47B5481DBEFA4FA4};

static uint32_t
right32(uint32_t x, int n)
{
    return x >> n | x << (32 - n);
}

static uint64_t
right64(uint64_t x, int n)
{
    return x >> n | x << (64 - n);
}

static uint64_t
load(const uint8_t *bytes, int len)
{
    uint64_t word = 0;

    for (int i = 0; i < len; i++) {
        word = word << 8 | bytes[i];
    }
    return word;
}

static void
block_256(uint64_t *state, const uint8_t *block)
{
    uint32_t w[64];
    uint32_t s[8];

    for (int i = 0; i < 8; i++) {
        s[i] = (uint32_t)state[i];
    }
    for (int i = 0; i < 16; i++) {
        w[i] = (uint32_t)load(block + 4 * i, 4);
    }
    for (int i = 16; i < 64; i++) {
        uint32_t a = w[i - 15];
        uint32_t b = w[i - 2];

        w[i] = w[i - 16] + w[i - 7] +
               (right32(a, 7) ^ right32(a, 18) ^ a >> 3) +
               (right32(b, 17) ^ right32(b, 19) ^ b >> 10);
    }
    for (int i = 0; i < 64; i++) {
        uint32_t one =
            s[7] + (uint32_t)(constants[i] >> 32) + w[i] +
            (right32(s[4], 6) ^ right32(s[4], 11) ^ right32(s[4], 25)) +
            ((s[4] & s[5]) ^ (~s[4] & s[6]));
        uint32_t two =
            (right32(s[0], 2) ^ right32(s[0], 13) ^ right32(s[0], 22)) +
            ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));

        memmove(s + 1, s, 7 * sizeof(*s));
        s[4] += one;
        s[0] = one + two;
    }
    for (int i = 0; i < 8; i++) {
        state[i] = (uint32_t)(state[i] + s[i]);
    }
}

static void
block_512(uint64_t *state, const uint8_t *block)
{
    uint64_t w[80];
    uint64_t s[8];

    memcpy(s, state, sizeof(s));
    for (int i = 0; i < 16; i++) {
        w[i] = load(block + 8 * i, 8);
    }
    for (int i = 16; i < 80; i++) {
        uint64_t a = w[i - 15];
        uint64_t b = w[i - 2];

        w[i] = w[i - 16] + w[i - 7] + (right64(a, 1) ^ right64(a, 8) ^ a >> 7) +
               (right64(b, 19) ^ right64(b, 61) ^ b >> 6);
    }
    for (int i = 0; i < 80; i++) {
        uint64_t one =
            s[7] + constants[i] + w[i] +
            (right64(s[4], 14) ^ right64(s[4], 18) ^ right64(s[4], 41)) +
            ((s[4] & s[5]) ^ (~s[4] & s[6]));
        uint64_t two =
            (right64(s[0], 28) ^ right64(s[0], 34) ^ right64(s[0], 39)) +
            ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));

        memmove(s + 1, s, 7 * sizeof(*s));
        s[4] += one;
        s[0] = one + two;
    }
    for (int i = 0; i < 8; i++) {
        state[i] += s[i];
    }
}

static size_t
block_size(const struct vc_sha2 *h)
{
    return h->kind == VC_SHA2_256 ? 64 : 128;
}

static void
take_block(struct vc_sha2 *h)
{
    if (h->kind == VC_SHA2_256) {
        block_256(h->state, h->block);
    } else {
        block_512(h->state, h->block);
    }
}

void
vc_sha2_begin(struct vc_sha2 *h, enum vc_sha2_kind kind)
{
    h->kind = kind;
    h->bytes = 0;
    memcpy(h->state, kind == VC_SHA2_384 ? state_384 : first_state,
           sizeof(h->state));
    for (int i = 0; i < 8 && kind == VC_SHA2_256; i++) {
        h->state[i] >>= 32;
    }
}

void
vc_sha2_more(struct vc_sha2 *h, const void *bytes, size_t len)
{
    const uint8_t *from = bytes;
    size_t size = block_size(h);

    while (len > 0) {
        size_t at = (size_t)(h->bytes % size);
        size_t n = len < size - at ? len : size - at;

        memcpy(h->block + at, from, n);
        from += n;
        len -= n;
        h->bytes += n;
        if (at + n == size) {
            take_block(h);
        }
    }
}

void
vc_sha2_end(struct vc_sha2 *h, uint8_t *out)
{
    static const uint8_t padding[VC_SHA2_MAX_BLOCK] = {0x80};
    size_t size = block_size(h);
    size_t word = size / 16;
    uint64_t bits = h->bytes * 8;
    size_t used = (size_t)(h->bytes % size);
    size_t room = size - 2 * word; /* before the length */
    uint8_t length[16] = {0};

    for (size_t i = 0; i < 8; i++) {
        length[2 * word - 1 - i] = (uint8_t)(bits >> (8 * i));
    }
    vc_sha2_more(h, padding, used < room ? room - used : size + room - used);
    vc_sha2_more(h, length, 2 * word);
    for (size_t i = 0; i < (size_t)h->kind; i++) {
        out[i] = (uint8_t)(h->state[i / word] >> (8 * (word - 1 - i % word)));
    }
}
