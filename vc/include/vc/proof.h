/* SPDX-License-Identifier: Apache-2.0 */
/* proof: Data Integrity proofs (W3C VC Data Integrity 1.0), made and checked:
 * eddsa-rdfc-2022, eddsa-jcs-2022, ecdsa-rdfc-2019 and ecdsa-jcs-2019, the
 * latter two with P-256 and P-384. Checked only, for badges of some years ago:
 * Ed25519Signature2020, and eddsa-2022, the old name of eddsa-rdfc-2022.
 *
 * Safe mode always where RDF is signed: what the contexts do not define is an
 * error, since it would be covered by no signature.
 */
#ifndef VC_PROOF_H
#define VC_PROOF_H

#include "vc/context.h"
#include "vc/crypto.h"
#include "vc/json.h"
#include "vc/key.h"
#include "vc/rdfc.h"

/* What every step needs; one for each thread, since `crypto` is. `limits` of
 * the canonicalization may be all 0. */
struct vc_proof_tools {
    const struct vc_context_set *contexts;
    struct vc_crypto *crypto;
    struct vc_rdfc_options limits;
};

/* A document as the proof sees it, so that a second proof costs no second
 * canonicalization. */
struct vc_proof_hash {
    struct vc_view canonical; /* N-Quads */
    uint8_t hash[VC_CRYPTO_MAX_HASH];
    size_t size;
};

/* Expand, turn into quads, canonicalize and hash `document`; a member `proof`
 * at its top is left out. Errors: VC_LD_*, VC_SAFE_*, VC_RDFC_WORK, VC_LIMIT,
 * VC_NO_MEMORY. */
enum vc_status vc_proof_hash_document(struct vc_arena *arena,
                                      const struct vc_proof_tools *tools,
                                      const struct vc_json *document,
                                      enum vc_hash hash,
                                      struct vc_proof_hash *out,
                                      struct vc_error *error);

/* The same for proof options: `proof` without its proofValue, under the
 * contexts of `document`. */
enum vc_status vc_proof_hash_options(
    struct vc_arena *arena, const struct vc_proof_tools *tools,
    const struct vc_json *document, const struct vc_json *proof,
    enum vc_hash hash, struct vc_proof_hash *out, struct vc_error *error);

/* Signs `len` bytes (of a proof: hash of the options, then hash of the
 * document; of a token: its first two parts) into `out`, which has
 * vc_key_signature_size bytes: 64, or what the key of the terms needs. Anything
 * but VC_OK stops the issue. Often in another process. */
struct vc_proof_signer {
    enum vc_status (*sign)(void *user, const uint8_t *bytes, size_t len,
                           uint8_t *out);
    void *user;
};

/* What is said of the signature to be made. */
struct vc_proof_terms {
    struct vc_view method; /* verificationMethod or kid: did#key */
    int64_t created_ms;
    struct vc_proof_signer signer;
    /* The public half of the signer's key; NULL for an Ed25519 key. */
    const struct vc_key *key;
    /* Cryptosuite of a proof; absent: the one over RDF that fits the key. */
    struct vc_view suite;
};

/* Make a proof of `document` (a proof it has is not covered) for
 * assertionMethod. Errors: those of vc_proof_hash_document; VC_PROOF_FORM (no
 * method, time out of range); VC_PROOF_SUITE (not known, or not for this kind
 * of key); VC_SIGNER or what the signer gave. */
enum vc_status vc_proof_make(struct vc_arena *arena,
                             const struct vc_proof_tools *tools,
                             const struct vc_json *document,
                             const struct vc_proof_terms *terms,
                             struct vc_json **out, struct vc_error *error);

/* What stands before the hash: canonical RDF, or canonical JSON. */
enum vc_proof_form { VC_PROOF_RDFC = 1, VC_PROOF_JCS };

enum { VC_PROOF_MAX_SIGNATURE = 96 };

/* A proof taken apart. Views into the document. */
struct vc_proof {
    enum vc_proof_form form;
    bool ecdsa; /* else Ed25519 */
    const struct vc_json *node;
    struct vc_view suite;
    struct vc_view method;
    struct vc_view purpose;
    const struct vc_json *previous; /* previousProof, or NULL */
    bool has_created;
    bool has_expires;
    int64_t created_ms;
    int64_t expires_ms;
    uint8_t signature[VC_PROOF_MAX_SIGNATURE];
    size_t signature_size;
};

/* Take a proof apart and check its form: type DataIntegrityProof and the suite
 * known (or a type that is a suite of its own), purpose `assertionMethod`, one method, times well formed, signature
 * in strict multibase base58btc, 64 bytes (ECDSA: or 96). Errors: VC_PROOF_FORM,
 * VC_PROOF_SUITE, VC_PROOF_PURPOSE. */
enum vc_status vc_proof_read(const struct vc_json *node, struct vc_proof *out,
                             struct vc_error *error);

/* The hash that goes with a key: SHA-384 for P-384, else SHA-256. */
enum vc_hash vc_proof_hash_for(const struct vc_key *key);

/* Check the signature of `proof` over `document` with `key`. `whole` is the
 * hash of the document without its proofs (vc_proof_hash_document with
 * vc_proof_hash_for), where it is already there; else NULL. A chained
 * proof also covers the proof it names, which must stand in `document`.
 * Errors: VC_PROOF_SIGNATURE; VC_INVALID (`whole` is not that hash);
 * VC_KEY_FORM (the point is not on the curve); VC_PROOF_SUITE (the key is of
 * another kind);
 * VC_PROOF_FORM (previousProof is not there); those of
 * vc_proof_hash_options. */
enum vc_status vc_proof_check(struct vc_arena *arena,
                              const struct vc_proof_tools *tools,
                              const struct vc_json *document,
                              const struct vc_proof *proof,
                              const struct vc_proof_hash *whole,
                              const struct vc_key *key, struct vc_error *error);

#endif
