/* SPDX-License-Identifier: Apache-2.0 */
/* did: did:key, which carries its key, and did:web, which names an address and
 * is described by a document. */
#ifndef VC_DID_H
#define VC_DID_H

#include "vc/alloc.h"
#include "vc/json.h"
#include "vc/key.h"

enum { VC_DID_KEY_MAX_TEXT = 8 + VC_KEY_MAX_TEXT };

/* The text before the `#` of a DID URL or address; all of it without one. */
struct vc_view vc_did_without_fragment(struct vc_view url);

/* Read `did:key:z…` or `did:key:z…#z…` (both halves equal). VC_KEY_FORM: anything
 * else. VC_NO_MEMORY. */
enum vc_status vc_did_key_read(struct vc_view did, struct vc_key *out);

/* Write `did:key:z…`; returns the number of characters. */
size_t vc_did_key_write(const struct vc_key *key,
                        char out[VC_DID_KEY_MAX_TEXT]);

/* The https address of the document of a did:web identifier; a fragment is
 * dropped. VC_DID_FORM: not a did:web, or one that names no proper host: user
 * names, paths in the host, numbers and addresses instead of names, ports out
 * of range, empty or dotted parts. */
enum vc_status vc_did_web_address(struct vc_arena *arena, struct vc_view did,
                                  struct vc_view *out);

/* Read a DID or controller document: strict JSON, an object, whose id is
 * `id`. Errors: VC_KEY_DOCUMENT, VC_NO_MEMORY. */
enum vc_status vc_did_document_read(struct vc_arena *arena,
                                    struct vc_view bytes, struct vc_view id,
                                    struct vc_json **out,
                                    struct vc_error *error);

/* A key as a document shows it. Keys that were used stay in the document with
 * the time of their revocation, or of the end they were made with: credentials
 * outlive keys. */
struct vc_did_method {
    struct vc_key key;
    /* What stands behind the `#` of its id; absent: its Multikey text. RSA keys
     * have none, and need a name (vc_jwk_thumbprint). */
    struct vc_view name;
    bool has_revoked;
    bool has_expires;
    int64_t revoked_ms;
    int64_t expires_ms;
};

/* Build a document: every key as a Multikey (RSA: as a JsonWebKey) under
 * `did#<name>`, listed under assertionMethod. Errors: VC_KEY_FORM (an RSA key
 * without a name), VC_NO_MEMORY. */
enum vc_status vc_did_document_make(struct vc_arena *arena, struct vc_view did,
                                    const struct vc_did_method *methods,
                                    size_t count, struct vc_json **out);

#endif
