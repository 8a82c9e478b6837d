/* SPDX-License-Identifier: Apache-2.0 */
/* jws: signed texts of three parts, "header.payload.signature" (RFC 7515,
 * compact form). EdDSA, ES256, ES384 and RS256; nothing else is ever taken,
 * "none" and shared secrets least of all.
 *
 * The reader is strict: exactly three parts, base64url without padding or
 * unused bits, a header that is one JSON object without doubled members. */
#ifndef VC_JWS_H
#define VC_JWS_H

#include "vc/alloc.h"
#include "vc/json.h"
#include "vc/key.h"
#include "vc/proof.h"

enum { VC_JWS_MAX_HEADER = 8192 }; /* bytes of the header, decoded */

/* A token taken apart. Views into the text and the arena. */
struct vc_jws {
    struct vc_view signed_text; /* the first two parts, with their dot */
    const struct vc_json *header;
    struct vc_view algorithm; /* as the header names it; may be absent */
    struct vc_view kid;       /* data is NULL where there is none */
    const struct vc_json *jwk;
    struct vc_view payload; /* decoded */
    struct vc_view signature;
};

/* Is this, at a first look, such a text rather than JSON? */
bool vc_jws_looks_like(struct vc_view text);

/* Take `text` apart; white space around it is dropped. Says nothing of the
 * algorithm, so that the payload can be shown whatever the verdict on it.
 * Errors: VC_JWS_FORM, VC_NO_MEMORY. */
enum vc_status vc_jws_read(struct vc_arena *arena, struct vc_view text,
                           struct vc_jws *out, struct vc_error *error);

/* May the header be followed? VC_PROOF_SUITE: an algorithm that is not taken.
 * VC_PROOF_FORM: `crit` (nothing critical is understood), or a `kid` or `jwk`
 * of another form. */
enum vc_status vc_jws_check_header(const struct vc_jws *jws,
                                   struct vc_error *error);

/* Check header and signature. The key decides the algorithm: VC_PROOF_SUITE
 * when the header names another. Errors: those of vc_jws_check_header and
 * vc_key_verify. */
enum vc_status vc_jws_check(const struct vc_jws *jws, const struct vc_key *key,
                            struct vc_error *error);

/* Sign `payload` under `header`, which gets its `alg` in front. Errors:
 * VC_NO_MEMORY, VC_SIGNER or what the signer gave. */
enum vc_status vc_jws_make(struct vc_arena *arena, const struct vc_json *header,
                           struct vc_view payload,
                           const struct vc_proof_terms *terms,
                           struct vc_view *out, struct vc_error *error);

#endif
