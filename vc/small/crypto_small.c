/* SPDX-License-Identifier: Apache-2.0 */
/* crypto_small: the crypto face for a verifier that has no library below it, as
 * in a browser. It checks and never signs: nothing here hides its time. */

#include "vc/crypto.h"

#include "edwards.h"
#include "rsa.h"
#include "sha2.h"
#include "weierstrass.h"

struct vc_crypto {
    const struct vc_allocator *allocator;
    struct vc_sha2 open[2];
};

static struct vc_sha2 *
open_of(struct vc_crypto *crypto, enum vc_hash hash)
{
    return &crypto->open[hash == VC_SHA384 ? 1 : 0];
}

static enum vc_sha2_kind
kind_of(enum vc_hash hash)
{
    return hash == VC_SHA384 ? VC_SHA2_384 : VC_SHA2_256;
}

enum vc_status
vc_crypto_new(const struct vc_allocator *allocator, struct vc_crypto **out)
{
    allocator = allocator != NULL ? allocator : &vc_allocator_malloc;
    *out = allocator->allocate(allocator->user, sizeof(**out));
    if (*out == NULL) {
        return VC_NO_MEMORY;
    }
    **out = (struct vc_crypto){.allocator = allocator};
    return VC_OK;
}

void
vc_crypto_free(struct vc_crypto *crypto)
{
    if (crypto != NULL) {
        crypto->allocator->release(crypto->allocator->user, crypto,
                                   sizeof(*crypto));
    }
}

size_t
vc_crypto_hash_size(enum vc_hash hash)
{
    return (size_t)kind_of(hash);
}

enum vc_status
vc_crypto_hash_begin(struct vc_crypto *crypto, enum vc_hash hash)
{
    vc_sha2_begin(open_of(crypto, hash), kind_of(hash));
    return VC_OK;
}

enum vc_status
vc_crypto_hash_more(struct vc_crypto *crypto, enum vc_hash hash,
                    const void *bytes, size_t len)
{
    vc_sha2_more(open_of(crypto, hash), bytes, len);
    return VC_OK;
}

enum vc_status
vc_crypto_hash_end(struct vc_crypto *crypto, enum vc_hash hash,
                   uint8_t out[VC_CRYPTO_MAX_HASH])
{
    vc_sha2_end(open_of(crypto, hash), out);
    return VC_OK;
}

enum vc_status
vc_crypto_hash(struct vc_crypto *crypto, enum vc_hash hash, const void *bytes,
               size_t len, uint8_t out[VC_CRYPTO_MAX_HASH])
{
    VC_TRY(vc_crypto_hash_begin(crypto, hash));
    VC_TRY(vc_crypto_hash_more(crypto, hash, bytes, len));
    return vc_crypto_hash_end(crypto, hash, out);
}

bool
vc_crypto_ed25519_verify(const uint8_t public_key[VC_CRYPTO_PUBLIC],
                         const void *bytes, size_t len,
                         const uint8_t *signature, size_t signature_len)
{
    return signature_len == VC_CRYPTO_SIGNATURE &&
           vc_edwards_verify(public_key, bytes, len, signature);
}

enum vc_status
vc_crypto_ecdsa_verify(enum vc_curve curve, const uint8_t *point,
                       size_t point_len, const void *bytes, size_t len,
                       const uint8_t *signature, size_t signature_len)
{
    struct vc_sha2 h;
    uint8_t hash[VC_SHA2_MAX_HASH];

    vc_sha2_begin(&h, curve == VC_CURVE_P384 ? VC_SHA2_384 : VC_SHA2_256);
    vc_sha2_more(&h, bytes, len);
    vc_sha2_end(&h, hash);
    return vc_weierstrass_verify(curve, point, point_len, hash, signature,
                                 signature_len);
}

enum vc_status
vc_crypto_ecdsa_point(enum vc_curve curve, const uint8_t *point, size_t len,
                      uint8_t out[VC_CRYPTO_EC_WHOLE])
{
    return vc_weierstrass_point(curve, point, len, out) ? VC_OK : VC_KEY_FORM;
}

enum vc_status
vc_crypto_rsa_verify(const uint8_t *modulus, size_t modulus_len,
                     uint32_t exponent, const void *bytes, size_t len,
                     const uint8_t *signature, size_t signature_len)
{
    struct vc_sha2 h;
    uint8_t hash[VC_SHA2_MAX_HASH];

    if (!vc_crypto_rsa_is_key(modulus, modulus_len, exponent)) {
        return VC_KEY_FORM;
    }
    vc_sha2_begin(&h, VC_SHA2_256);
    vc_sha2_more(&h, bytes, len);
    vc_sha2_end(&h, hash);
    return vc_rsa_verify(modulus, modulus_len, exponent, hash, signature,
                         signature_len)
               ? VC_OK
               : VC_PROOF_SIGNATURE;
}
