/* SPDX-License-Identifier: Apache-2.0 */
/* crypto: Ed25519 by libsodium (2.5 times faster), SHA-2 by OpenSSL (five times
 * faster with the processor's instructions). Only the files crypto*.c know
 * either library. */

#include "vc/crypto.h"

/* OpenSSL's plain SHA-2, not EVP: that takes memory three times for each hash,
 * which costs more than hashing a line. The same code below both. */
#define OPENSSL_API_COMPAT 10100
#include <openssl/sha.h>
#include <sodium.h>
#include <string.h>

struct vc_crypto {
    const struct vc_allocator *allocator;
    SHA256_CTX sha256;
    SHA512_CTX sha384;
};

enum vc_status
vc_crypto_new(const struct vc_allocator *allocator, struct vc_crypto **out)
{
    struct vc_crypto *crypto = NULL;

    *out = NULL;
    if (sodium_init() < 0) {
        return VC_NO_MEMORY;
    }
    allocator = allocator != NULL ? allocator : &vc_allocator_malloc;
    crypto = allocator->allocate(allocator->user, sizeof(*crypto));
    if (crypto == NULL) {
        return VC_NO_MEMORY;
    }
    *crypto = (struct vc_crypto){.allocator = allocator};
    *out = crypto;
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
    return hash == VC_SHA384 ? 48 : 32;
}

static enum vc_status
outcome(int done)
{
    return done == 1 ? VC_OK : VC_INVALID;
}

enum vc_status
vc_crypto_hash_begin(struct vc_crypto *crypto, enum vc_hash hash)
{
    return outcome(hash == VC_SHA384 ? SHA384_Init(&crypto->sha384)
                                     : SHA256_Init(&crypto->sha256));
}

enum vc_status
vc_crypto_hash_more(struct vc_crypto *crypto, enum vc_hash hash,
                    const void *bytes, size_t len)
{
    return outcome(hash == VC_SHA384
                       ? SHA384_Update(&crypto->sha384, bytes, len)
                       : SHA256_Update(&crypto->sha256, bytes, len));
}

enum vc_status
vc_crypto_hash_end(struct vc_crypto *crypto, enum vc_hash hash,
                   uint8_t out[VC_CRYPTO_MAX_HASH])
{
    return outcome(hash == VC_SHA384 ? SHA384_Final(out, &crypto->sha384)
                                     : SHA256_Final(out, &crypto->sha256));
}

enum vc_status
vc_crypto_hash(struct vc_crypto *crypto, enum vc_hash hash, const void *bytes,
               size_t len, uint8_t out[VC_CRYPTO_MAX_HASH])
{
    VC_TRY(vc_crypto_hash_begin(crypto, hash));
    VC_TRY(vc_crypto_hash_more(crypto, hash, bytes, len));
    return vc_crypto_hash_end(crypto, hash, out);
}

void
vc_crypto_ed25519_pair(const uint8_t seed[VC_CRYPTO_SEED],
                       uint8_t out_public[VC_CRYPTO_PUBLIC],
                       uint8_t out_secret[VC_CRYPTO_SECRET])
{
    (void)crypto_sign_seed_keypair(out_public, out_secret, seed);
}

void
vc_crypto_ed25519_sign(const uint8_t secret[VC_CRYPTO_SECRET],
                       const void *bytes, size_t len,
                       uint8_t out[VC_CRYPTO_SIGNATURE])
{
    (void)crypto_sign_detached(out, NULL, bytes, len, secret);
}

bool
vc_crypto_ed25519_verify(const uint8_t public_key[VC_CRYPTO_PUBLIC],
                         const void *bytes, size_t len,
                         const uint8_t *signature, size_t signature_len)
{
    return signature_len == VC_CRYPTO_SIGNATURE &&
           crypto_sign_verify_detached(signature, bytes, len, public_key) == 0;
}

void
vc_crypto_random(void *out, size_t len)
{
    randombytes_buf(out, len);
}

void
vc_crypto_wipe(void *secret, size_t len)
{
    sodium_memzero(secret, len);
}
