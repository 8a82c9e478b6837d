/* SPDX-License-Identifier: Apache-2.0 */
/* jwk: public keys as JSON Web Keys (RFC 7517, 7518, 8037). */
#ifndef VC_JWK_H
#define VC_JWK_H

#include "vc/key.h"

/* Read a public key: RSA of 2048 to 4096 bits, P-256, P-384 (the point on its
 * curve), Ed25519. Numbers have exactly their length. Refused with
 * VC_KEY_FORM and a sentence: other kinds, a private part ("d"), a `use` or
 * `key_ops` that does not allow to verify, an `alg` that is not the one of this
 * kind of key. */
enum vc_status vc_jwk_read(const struct vc_json *jwk, struct vc_key *out,
                           struct vc_error *error);

/* Build the JWK of a key: kty, crv, x, y or n, e, and nothing else. Errors:
 * VC_KEY_FORM (no point of its curve), VC_NO_MEMORY. */
enum vc_status vc_jwk_write(struct vc_arena *arena, const struct vc_key *key,
                            struct vc_json **out);

/* The SHA-256 thumbprint of a key (RFC 7638) in base64url: a name for keys that
 * have no Multikey text. Errors: those of vc_jwk_write. */
enum vc_status vc_jwk_thumbprint(struct vc_arena *arena,
                                 struct vc_crypto *crypto,
                                 const struct vc_key *key, struct vc_view *out);

/* The name of a key's algorithm in JOSE: "EdDSA", "ES256", "ES384", "RS256". */
struct vc_view vc_jwk_algorithm(enum vc_key_type type);

/* The kind of key that goes with a name; 0 for every other name, "none" and
 * HMAC included. "Ed25519" (RFC 9864) is read as well. */
enum vc_key_type vc_jwk_type_for(struct vc_view algorithm);

#endif
