/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_rsa_key: whether an RSA key may be used at all, by plain arithmetic. */

#include "vc/crypto.h"

enum { MIN_MODULUS = 256 };

static unsigned
modulo(const uint8_t *number, size_t len, unsigned prime)
{
    unsigned rest = 0;

    for (size_t i = 0; i < len; i++) {
        rest = (rest << 8 | number[i]) % prime;
    }
    return rest;
}

/* Is `value` a power of `base` modulo `prime`? */
static bool
is_power(unsigned value, unsigned base, unsigned prime)
{
    unsigned power = 1;

    for (unsigned i = 0; i < prime; i++) {
        if (power == value) {
            return true;
        }
        power = power * base % prime;
    }
    return false;
}

/* Both primes of such a key are 65537^a modulo the product of the first primes,
 * hence so is the modulus. Another key has this property once in 2^27 or so
 * (Nemec and others, 2017, section 3.1). */
static bool
is_roca(const uint8_t *modulus, size_t len)
{
    static const uint8_t primes[] = {
        3,   5,   7,   11,  13,  17,  19,  23,  29,  31,  37,  41,  43,
        47,  53,  59,  61,  67,  71,  73,  79,  83,  89,  97,  101, 103,
        107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167};

    for (size_t i = 0; i < sizeof(primes); i++) {
        unsigned p = primes[i];

        if (!is_power(modulo(modulus, len, p), 65537 % p, p)) {
            return false;
        }
    }
    return true;
}

bool
vc_crypto_rsa_is_key(const uint8_t *modulus, size_t len, uint32_t exponent)
{
    return len >= MIN_MODULUS && len <= VC_CRYPTO_RSA_MODULUS &&
           modulus[0] >= (len == MIN_MODULUS ? 0x80 : 1) &&
           (modulus[len - 1] & 1) != 0 && exponent >= 3 &&
           (exponent & 1) != 0 && !is_roca(modulus, len);
}
