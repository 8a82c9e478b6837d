/* SPDX-License-Identifier: Apache-2.0 */
/* crypto: Ed25519 by libsodium (2.5 times faster), SHA-2 by OpenSSL (five times
 * faster with the processor's instructions). Only the files crypto*.c know
 * either library. */

#include "vc/crypto.h"

#include <openssl/evp.h>
#include <sodium.h>
#include <string.h>

struct hasher {
    EVP_MD *md;
    EVP_MD_CTX *context;
};

struct vc_crypto {
    const struct vc_allocator *allocator;
    struct hasher hashers[2];
};

static struct hasher *
hasher_of(struct vc_crypto *crypto, enum vc_hash hash)
{
    return &crypto->hashers[hash == VC_SHA384 ? 1 : 0];
}

static bool
hasher_open(struct hasher *h, const char *name)
{
    h->md = EVP_MD_fetch(NULL, name, NULL);
    h->context = EVP_MD_CTX_new();
    return h->md != NULL && h->context != NULL &&
           EVP_DigestInit_ex2(h->context, h->md, NULL) == 1;
}

enum vc_status
vc_crypto_new(const struct vc_allocator *allocator, struct vc_crypto **out)
{
    struct vc_crypto *crypto = NULL;

    *out = NULL;
    allocator = allocator != NULL ? allocator : &vc_allocator_malloc;
    crypto = allocator->allocate(allocator->user, sizeof(*crypto));
    if (crypto == NULL) {
        return VC_NO_MEMORY;
    }
    *crypto = (struct vc_crypto){.allocator = allocator};
    if (sodium_init() < 0 || !hasher_open(&crypto->hashers[0], "SHA2-256") ||
        !hasher_open(&crypto->hashers[1], "SHA2-384")) {
        vc_crypto_free(crypto);
        return VC_NO_MEMORY;
    }
    *out = crypto;
    return VC_OK;
}

void
vc_crypto_free(struct vc_crypto *crypto)
{
    if (crypto == NULL) {
        return;
    }
    for (size_t i = 0; i < 2; i++) {
        EVP_MD_CTX_free(crypto->hashers[i].context);
        EVP_MD_free(crypto->hashers[i].md);
    }
    crypto->allocator->release(crypto->allocator->user, crypto,
                               sizeof(*crypto));
}

size_t
vc_crypto_hash_size(enum vc_hash hash)
{
    return hash == VC_SHA384 ? 48 : 32;
}

enum vc_status
vc_crypto_hash_begin(struct vc_crypto *crypto, enum vc_hash hash)
{
    struct hasher *h = hasher_of(crypto, hash);

    /* No algorithm named: the context keeps what it has fetched. */
    return EVP_DigestInit_ex2(h->context, NULL, NULL) == 1 ? VC_OK
                                                           : VC_NO_MEMORY;
}

enum vc_status
vc_crypto_hash_more(struct vc_crypto *crypto, enum vc_hash hash,
                    const void *bytes, size_t len)
{
    struct hasher *h = hasher_of(crypto, hash);

    return EVP_DigestUpdate(h->context, bytes, len) == 1 ? VC_OK : VC_NO_MEMORY;
}

enum vc_status
vc_crypto_hash_end(struct vc_crypto *crypto, enum vc_hash hash,
                   uint8_t out[VC_CRYPTO_MAX_HASH])
{
    struct hasher *h = hasher_of(crypto, hash);

    return EVP_DigestFinal_ex(h->context, out, NULL) == 1 ? VC_OK
                                                          : VC_NO_MEMORY;
}

enum vc_status
vc_crypto_hash(struct vc_crypto *crypto, enum vc_hash hash, const void *bytes,
               size_t len, uint8_t out[VC_CRYPTO_MAX_HASH])
{
    enum vc_status s = vc_crypto_hash_begin(crypto, hash);

    if (s == VC_OK) {
        s = vc_crypto_hash_more(crypto, hash, bytes, len);
    }
    return s == VC_OK ? vc_crypto_hash_end(crypto, hash, out) : s;
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
