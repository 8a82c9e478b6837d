/* SPDX-License-Identifier: Apache-2.0 */
/* secret: private keys, as Multikey texts (`z3u2…`), JSON Web Keys or PEM, and
 * signing with them.
 *
 * For programs that hold keys themselves; vc/proof.h asks only for a signer,
 * which may as well be another process or a machine that never shows its key.
 * Whoever is done with a secret wipes it (vc_crypto_wipe). */
#ifndef VC_SECRET_H
#define VC_SECRET_H

#include "vc/key.h"
#include "vc/proof.h"

enum { VC_SECRET_MAX_TEXT = 80 };

struct vc_secret {
    struct vc_key key; /* the public half */
    /* Ed25519: as libsodium has it. RSA: both primes. */
    uint8_t bytes[VC_CRYPTO_RSA_PRIMES];
};

/* Make a key: Ed25519, P-256 or P-384. VC_KEY_FORM: another kind (RSA keys are
 * read only). */
enum vc_status vc_secret_make(enum vc_key_type type, struct vc_secret *out);

/* Read a secret Multikey. VC_KEY_FORM: not one, or no secret of its curve. */
enum vc_status vc_secret_read(struct vc_view text, struct vc_secret *out);

/* Read a private JSON Web Key: Ed25519, P-256, P-384, or RSA with its primes.
 * VC_KEY_FORM, with a sentence: another kind, without a private part, not for
 * signing, halves that do not belong together. VC_NO_MEMORY. */
enum vc_status vc_secret_read_jwk(const struct vc_json *jwk,
                                  struct vc_secret *out,
                                  struct vc_error *error);

/* Read a private key of the same kinds in PEM: PKCS #8, or what OpenSSL wrote
 * before ("RSA PRIVATE KEY", "EC PRIVATE KEY"). Errors as above; also for one
 * under a password. */
enum vc_status vc_secret_read_pem(struct vc_view text, struct vc_secret *out,
                                  struct vc_error *error);

/* Write a secret Multikey; returns the number of characters. RSA has none: 0. */
size_t vc_secret_write(const struct vc_secret *secret,
                       char out[VC_SECRET_MAX_TEXT]);

/* Sign; `out` has vc_key_signature_size bytes. */
enum vc_status vc_secret_sign(const struct vc_secret *secret, const void *bytes,
                              size_t len, uint8_t *out);

/* The secret as a signer; it must live as long. */
struct vc_proof_signer vc_secret_signer(const struct vc_secret *secret);

#endif
