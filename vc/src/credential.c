/* SPDX-License-Identifier: Apache-2.0 */
/* credential: from unsigned text to signed text. */

#include "vc/credential.h"

#include "proof_hash.h"

#include "vc/did.h"

enum { MAX_BYTES = 1 << 20, MAX_DEPTH = 64 };

enum vc_status
vc_credential_read(struct vc_arena *arena, struct vc_view text,
                   const struct vc_badge_rules *rules,
                   const struct vc_proof_terms *terms, struct vc_json **out,
                   struct vc_badge *out_badge, struct vc_error *error)
{
    const struct vc_json_limits limits = {.max_bytes = MAX_BYTES,
                                          .max_depth = MAX_DEPTH};
    struct vc_badge_rules strict = {0};

    if (rules != NULL) {
        strict = *rules;
    }
    strict.strict = true;
    VC_TRY(vc_json_parse(arena, text, &limits, out, error));
    VC_TRY(vc_badge_check(*out, &strict, out_badge, error));
    if (vc_json_get(*out, VC_VIEW("proof")) != NULL) {
        return vc_error_set(error, VC_FORM_MEMBER,
                            "the document is already signed");
    }
    if (!vc_view_equal(vc_did_without_fragment(terms->method),
                       out_badge->issuer)) {
        return vc_error_set(error, VC_KEY_CONTROLLER,
                            "the key is not the issuer's");
    }
    return VC_OK;
}

enum vc_status
vc_credential_issue(struct vc_arena *arena, const struct vc_proof_tools *tools,
                    struct vc_view text, const struct vc_badge_rules *rules,
                    const struct vc_proof_terms *terms, struct vc_view *out,
                    struct vc_error *error)
{
    struct vc_badge badge;
    struct vc_json *document = NULL;
    struct vc_json *proof = NULL;

    VC_TRY(vc_credential_read(arena, text, rules, terms, &document, &badge,
                              error));
    /* Over RDF the proof itself stops at what nobody has defined. */
    if (vc_proof_signs_json(terms)) {
        VC_TRY(vc_proof_defined(arena, tools, document, error));
    }
    VC_TRY(vc_proof_make(arena, tools, document, terms, &proof, error));
    VC_TRY(vc_json_set(document, VC_VIEW("proof"), proof));
    return vc_json_write(arena, document, 0, out);
}
