/* SPDX-License-Identifier: Apache-2.0 */
/* rsa: the padding that must stand there is made and compared as a whole, so
 * that nothing of a forged one is ever parsed. */

#include "rsa.h"

#include "mont.h"

#include <string.h>

enum { MAX_BYTES = 4 * VC_MONT_MAX_WORDS, HASH = 32 };

/* DigestInfo of SHA-256 up to the hash. */
static const uint8_t prefix[] = {0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60,
                                 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
                                 0x01, 0x05, 0x00, 0x04, 0x20};

/* 00 01 FF … FF 00 DigestInfo */
static bool
make_block(uint8_t *out, size_t size, const uint8_t hash[HASH])
{
    size_t tail = sizeof(prefix) + HASH;

    if (size < tail + 11) {
        return false;
    }
    memset(out, 0xFF, size);
    out[0] = 0;
    out[1] = 1;
    out[size - tail - 1] = 0;
    memcpy(out + size - tail, prefix, sizeof(prefix));
    memcpy(out + size - HASH, hash, HASH);
    return true;
}

bool
vc_rsa_verify(const uint8_t *modulus, size_t modulus_len, uint32_t exponent,
              const uint8_t hash[32], const uint8_t *signature,
              size_t signature_len)
{
    struct vc_mont m;
    uint32_t number[VC_MONT_MAX_WORDS];
    uint8_t want[MAX_BYTES];
    uint8_t got[MAX_BYTES];
    size_t skip = 0;

    if (!vc_mont_init(&m, modulus, modulus_len) ||
        signature_len != modulus_len ||
        !vc_mont_read(number, m.words, signature, signature_len) ||
        vc_mont_compare(number, m.modulus, m.words) >= 0 ||
        !make_block(want, modulus_len, hash)) {
        return false;
    }
    vc_mont_enter(&m, number, number);
    vc_mont_power(&m, number, number, &exponent, 1);
    vc_mont_leave(&m, number, number);
    vc_mont_write(number, m.words, got);
    skip = 4 * m.words - modulus_len; /* zeros: the number is below m */
    return memcmp(got + skip, want, modulus_len) == 0;
}
