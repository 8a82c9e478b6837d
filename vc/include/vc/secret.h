/* SPDX-License-Identifier: Apache-2.0 */
/* secret: private keys, as Multikey texts (`z3u2…`), and signing with them.
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
    struct vc_key key;               /* the public half */
    uint8_t bytes[VC_CRYPTO_SECRET]; /* Ed25519: as libsodium has it */
};

/* Make a key: Ed25519, P-256 or P-384. VC_KEY_FORM: another kind. */
enum vc_status vc_secret_make(enum vc_key_type type, struct vc_secret *out);

/* Read a secret Multikey. VC_KEY_FORM: not one, or no secret of its curve. */
enum vc_status vc_secret_read(struct vc_view text, struct vc_secret *out);

/* Write a secret Multikey; returns the number of characters. */
size_t vc_secret_write(const struct vc_secret *secret,
                       char out[VC_SECRET_MAX_TEXT]);

/* Sign; `out` has vc_key_signature_size bytes. */
enum vc_status vc_secret_sign(const struct vc_secret *secret, const void *bytes,
                              size_t len, uint8_t *out);

/* The secret as a signer; it must live as long. */
struct vc_proof_signer vc_secret_signer(const struct vc_secret *secret);

#endif
