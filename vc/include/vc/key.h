/* SPDX-License-Identifier: Apache-2.0 */
/* key: public keys, as Multikey texts and in controller documents.
 *
 * Each kind of key goes with one algorithm, so that nobody can choose another
 * one for it: Ed25519 with EdDSA, P-256 with ECDSA and SHA-256, P-384 with
 * ECDSA and SHA-384, RSA with PKCS #1 v1.5 and SHA-256.
 */
#ifndef VC_KEY_H
#define VC_KEY_H

#include "vc/crypto.h"
#include "vc/json.h"
#include "vc/status.h"
#include "vc/view.h"

#include <stdint.h>

enum vc_key_type { VC_KEY_ED25519 = 1, VC_KEY_P256, VC_KEY_P384, VC_KEY_RSA };

enum {
    VC_KEY_MAX_BYTES = VC_CRYPTO_RSA_MODULUS,
    VC_KEY_MAX_TEXT = 80 /* z and the base58 of a P-384 point */
};

struct vc_key {
    enum vc_key_type type;
    uint32_t size;                   /* 32, 33 or 49; RSA: of the modulus */
    uint32_t exponent;               /* RSA only */
    uint8_t bytes[VC_KEY_MAX_BYTES]; /* key, compressed point, or modulus */
};

bool vc_key_equal(const struct vc_key *a, const struct vc_key *b);

/* The number of bytes of a signature by this key. */
size_t vc_key_signature_size(const struct vc_key *key);

/* Check a signature over `bytes`. Errors: VC_PROOF_SIGNATURE, VC_KEY_FORM (no
 * point of its curve, or an RSA key that must not be used), VC_NO_MEMORY. */
enum vc_status vc_key_verify(const struct vc_key *key, const void *bytes,
                             size_t len, const uint8_t *signature,
                             size_t signature_size);

/* Read a Multikey (`z6Mk…`): base58btc, a known multicodec, the exact length,
 * points on their curve. VC_KEY_FORM: anything else. VC_NO_MEMORY. */
enum vc_status vc_key_read(struct vc_view text, struct vc_key *out);

/* Write a Multikey; returns the number of characters. RSA has none: 0. */
size_t vc_key_write(const struct vc_key *key, char out[VC_KEY_MAX_TEXT]);

/* A verification method as a controller document lists it. */
struct vc_key_method {
    struct vc_key key;
    bool has_revoked;
    bool has_expires;
    int64_t revoked_ms;
    int64_t expires_ms;
};

/* Find the method `id` in a controller document, as a key for `purpose`
 * ("assertionMethod"). The document must be that of `controller`, and so must
 * the method. Read are Multikey (publicKeyMultibase), JsonWebKey
 * (publicKeyJwk), and their forerunners Ed25519VerificationKey2020 and
 * JsonWebKey2020. Errors, with a sentence in `error`: VC_KEY_DOCUMENT (not the
 * document of `controller`, or not of the needed form), VC_KEY_UNLISTED,
 * VC_KEY_PURPOSE (listed, but not for this), VC_KEY_CONTROLLER (belongs to
 * somebody else), VC_KEY_FORM (no key that is understood), VC_NO_MEMORY. */
enum vc_status vc_key_find(const struct vc_json *document,
                           struct vc_view controller, struct vc_view id,
                           struct vc_view purpose, struct vc_key_method *out,
                           struct vc_error *error);

/* The same by the key itself, for signatures that bring their key along: such a
 * key proves nothing until its issuer lists it. `*out_id` is the id of the
 * method, as it stands in the document. */
enum vc_status vc_key_find_same(const struct vc_json *document,
                                struct vc_view controller,
                                const struct vc_key *key,
                                struct vc_view purpose,
                                struct vc_key_method *out,
                                struct vc_view *out_id, struct vc_error *error);

#endif
