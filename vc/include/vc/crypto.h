/* SPDX-License-Identifier: Apache-2.0 */
/* crypto: hashes, Ed25519, ECDSA, RSA and random bytes, behind one small face.
 *
 * A `struct vc_crypto` keeps fetched algorithms and reused contexts, since
 * fetching costs more than hashing a badge. Make one for each thread; it holds
 * no keys and no state between calls.
 */
#ifndef VC_CRYPTO_H
#define VC_CRYPTO_H

#include "vc/alloc.h"
#include "vc/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    VC_CRYPTO_SEED = 32,
    VC_CRYPTO_PUBLIC = 32,
    VC_CRYPTO_SECRET = 64, /* seed and public key, libsodium's form */
    VC_CRYPTO_SIGNATURE = 64,
    VC_CRYPTO_MAX_HASH = 48,
    VC_CRYPTO_EC_SECRET = 48,     /* P-384; P-256 has 32 */
    VC_CRYPTO_EC_POINT = 49,      /* compressed; P-256 has 33 */
    VC_CRYPTO_EC_WHOLE = 97,      /* not compressed; P-256 has 65 */
    VC_CRYPTO_RSA_MODULUS = 512,  /* 4096 bits at most */
    VC_CRYPTO_RSA_PRIMES = 512,   /* both, each in half of the modulus */
    VC_CRYPTO_MAX_SIGNATURE = 512 /* of any algorithm */
};

enum vc_hash { VC_SHA256 = 1, VC_SHA384 };

struct vc_crypto;

/* Make a handle; `allocator` NULL means malloc. VC_NO_MEMORY also when OpenSSL gives no context; the library
 * below allocates for itself and is freed by vc_crypto_free. */
enum vc_status vc_crypto_new(const struct vc_allocator *allocator,
                             struct vc_crypto **out);

/* Free a handle; NULL is allowed. */
void vc_crypto_free(struct vc_crypto *crypto);

/* Length of a hash in bytes: 32 or 48. */
size_t vc_crypto_hash_size(enum vc_hash hash);

/* Hash `len` bytes into `out`. */
enum vc_status vc_crypto_hash(struct vc_crypto *crypto, enum vc_hash hash,
                              const void *bytes, size_t len,
                              uint8_t out[VC_CRYPTO_MAX_HASH]);

/* The same in pieces. One hash of each kind may be open at a time. */
enum vc_status vc_crypto_hash_begin(struct vc_crypto *crypto,
                                    enum vc_hash hash);
enum vc_status vc_crypto_hash_more(struct vc_crypto *crypto, enum vc_hash hash,
                                   const void *bytes, size_t len);
enum vc_status vc_crypto_hash_end(struct vc_crypto *crypto, enum vc_hash hash,
                                  uint8_t out[VC_CRYPTO_MAX_HASH]);

/* Make the key pair of a seed. */
void vc_crypto_ed25519_pair(const uint8_t seed[VC_CRYPTO_SEED],
                            uint8_t out_public[VC_CRYPTO_PUBLIC],
                            uint8_t out_secret[VC_CRYPTO_SECRET]);

/* Sign with Ed25519 (RFC 8032, pure). */
void vc_crypto_ed25519_sign(const uint8_t secret[VC_CRYPTO_SECRET],
                            const void *bytes, size_t len,
                            uint8_t out[VC_CRYPTO_SIGNATURE]);

/* Check an Ed25519 signature. False also for S >= L, for keys and R of small
 * order, for encodings that are not canonical, and for any length but 64. */
bool vc_crypto_ed25519_verify(const uint8_t public_key[VC_CRYPTO_PUBLIC],
                              const void *bytes, size_t len,
                              const uint8_t *signature, size_t signature_len);

enum vc_curve { VC_CURVE_P256 = 1, VC_CURVE_P384 };

/* Check an ECDSA signature, r and s as fixed numbers one after the other (64 or
 * 96 bytes), over `bytes` hashed with SHA-256 (P-256) or SHA-384 (P-384). The
 * public key is a point, compressed or not. VC_PROOF_SIGNATURE: it does not
 * fit, or has another length. VC_KEY_FORM: no point of the curve. */
enum vc_status vc_crypto_ecdsa_verify(enum vc_curve curve, const uint8_t *point,
                                      size_t point_len, const void *bytes,
                                      size_t len, const uint8_t *signature,
                                      size_t signature_len);

/* Write a point, compressed or not, as 4, x and y (65 or 97 bytes).
 * VC_KEY_FORM: it does not lie on the curve. */
enum vc_status vc_crypto_ecdsa_point(enum vc_curve curve, const uint8_t *point,
                                     size_t len,
                                     uint8_t out[VC_CRYPTO_EC_WHOLE]);

/* Make a key pair: 32 or 48 bytes of secret, 33 or 49 of compressed point. */
enum vc_status vc_crypto_ecdsa_pair(enum vc_curve curve,
                                    uint8_t out_secret[VC_CRYPTO_EC_SECRET],
                                    uint8_t out_point[VC_CRYPTO_EC_POINT]);

/* The point of a secret. VC_KEY_FORM: it is no secret of that curve. */
enum vc_status vc_crypto_ecdsa_public(enum vc_curve curve,
                                      const uint8_t *secret,
                                      uint8_t out[VC_CRYPTO_EC_POINT]);

/* Sign as vc_crypto_ecdsa_verify reads it, with a fresh random nonce: two
 * signatures of the same differ. Errors: VC_KEY_FORM, VC_NO_MEMORY. */
enum vc_status vc_crypto_ecdsa_sign(enum vc_curve curve, const uint8_t *secret,
                                    const void *bytes, size_t len,
                                    uint8_t out[2 * VC_CRYPTO_EC_SECRET]);

/* May an RSA key be used at all? 2048 to 4096 bits, odd, an odd exponent of at
 * least 3, and not of the kind that a known faulty chip made (ROCA,
 * CVE-2017-15361), whose secret follows from the modulus. */
bool vc_crypto_rsa_is_key(const uint8_t *modulus, size_t len,
                          uint32_t exponent);

/* Check an RSA signature (PKCS #1 v1.5, SHA-256: RS256), which is exactly as
 * long as the modulus. VC_PROOF_SIGNATURE: it does not fit. VC_KEY_FORM: not
 * vc_crypto_rsa_is_key. */
enum vc_status vc_crypto_rsa_verify(const uint8_t *modulus, size_t modulus_len,
                                    uint32_t exponent, const void *bytes,
                                    size_t len, const uint8_t *signature,
                                    size_t signature_len);

/* Sign as vc_crypto_rsa_verify reads it, `modulus_len` bytes. `primes` are the two
 * of the key, each in half as many bytes (rounded up). The signature is checked
 * before it is given: one made by a fault would give the key away. VC_KEY_FORM:
 * not vc_crypto_rsa_is_key, or not the primes of that modulus. */
enum vc_status vc_crypto_rsa_sign(const uint8_t *primes, const uint8_t *modulus,
                                  size_t modulus_len, uint32_t exponent,
                                  const void *bytes, size_t len, uint8_t *out);

/* Fill with random bytes from the kernel. */
void vc_crypto_random(void *out, size_t len);

/* Overwrite a secret in a way the compiler keeps. */
void vc_crypto_wipe(void *secret, size_t len);

#endif
