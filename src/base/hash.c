/* SPDX-License-Identifier: Apache-2.0 */
/* hash: SHA-256, constant-time compare, passwords and sealing. */

#include "base/hash.h"

#include "base/log.h"
#include "base/random.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>
#include <string.h>

_Static_assert(HASH_PASSWORD_SIZE >= crypto_pwhash_STRBYTES, "room");
_Static_assert(HASH_KEY_SIZE == crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
               "key size");
_Static_assert(HASH_SEAL_EXTRA == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES +
                                      crypto_aead_xchacha20poly1305_ietf_ABYTES,
               "nonce and tag");

enum { NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES };

/* Fixed by the issue; every stored hash carries its own, so these may rise. */
enum { PASSWORD_PASSES = 3, PASSWORD_BYTES = 64 * 1024 * 1024 };

enum { SHORT = 256 };

/* Fetching a digest by name is slow in OpenSSL 3.0: once, then shared. */
static EVP_MD *sha256;

void
hash_init(void)
{
    if (sodium_init() < 0) {
        log_fatal("libsodium cannot be used", "code", -1);
    }
    if (!sha256) {
        sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
    }
    if (!sha256) {
        log_fatal("OpenSSL has no SHA-256", "code", -1);
    }
}

void
hash_sha256(const void *p, size_t len, unsigned char out[HASH_SIZE])
{
    if (len <= SHORT) {
        crypto_hash_sha256(out, p, len); /* OpenSSL allocates for each call */
    } else if (EVP_Digest(p, len, out, NULL, sha256, NULL) != 1) {
        log_fatal("SHA-256 failed", "bytes", (int64_t)len);
    }
}

/* OpenSSL's own state, under our name. */
struct hash_run *
hash_begin(void)
{
    EVP_MD_CTX *c = EVP_MD_CTX_new();

    if (!c || EVP_DigestInit_ex2(c, sha256, NULL) != 1) {
        log_fatal("SHA-256 failed", "bytes", 0);
    }
    return (struct hash_run *)c;
}

void
hash_add(struct hash_run *h, const void *p, size_t len)
{
    if (EVP_DigestUpdate((EVP_MD_CTX *)h, p, len) != 1) {
        log_fatal("SHA-256 failed", "bytes", (int64_t)len);
    }
}

void
hash_end(struct hash_run *h, unsigned char out[HASH_SIZE])
{
    if (EVP_DigestFinal_ex((EVP_MD_CTX *)h, out, NULL) != 1) {
        log_fatal("SHA-256 failed", "bytes", 0);
    }
    EVP_MD_CTX_free((EVP_MD_CTX *)h);
}

void
hash_hmac(const void *key, size_t key_len, const void *p, size_t len,
          unsigned char out[HASH_SIZE])
{
    if (!HMAC(sha256, key, (int)key_len, p, len, out, NULL)) {
        log_fatal("HMAC failed", "bytes", (int64_t)len);
    }
}

bool
hash_same(const void *a, const void *b, size_t len)
{
    return sodium_memcmp(a, b, len) == 0;
}

bool
hash_password(const char *password, char out[HASH_PASSWORD_SIZE])
{
    return crypto_pwhash_str_alg(out, password, strlen(password),
                                 PASSWORD_PASSES, PASSWORD_BYTES,
                                 crypto_pwhash_ALG_ARGON2ID13) == 0;
}

bool
hash_password_check(const char *stored, const char *password)
{
    return crypto_pwhash_str_verify(stored, password, strlen(password)) == 0;
}

void
hash_seal(const unsigned char key[HASH_KEY_SIZE], const void *p, size_t len,
          unsigned char *out)
{
    random_bytes(out, NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + NONCE, NULL, p, len, NULL,
                                               0, NULL, out, key);
}

bool
hash_open(const unsigned char key[HASH_KEY_SIZE], const void *p, size_t len,
          unsigned char *out)
{
    const unsigned char *in = p;

    if (len < HASH_SEAL_EXTRA) {
        return false;
    }
    return crypto_aead_xchacha20poly1305_ietf_decrypt(
               out, NULL, NULL, in + NONCE, len - NONCE, NULL, 0, in, key) == 0;
}

void
hash_wipe(void *p, size_t len)
{
    sodium_memzero(p, len);
}
