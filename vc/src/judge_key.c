/* SPDX-License-Identifier: Apache-2.0 */
/* judge_key: whose key it is, and whether it was good at the time. */

#include "judge.h"

#include "vc/did.h"

/* The key of a method that is not a did:key. `*found` tells whether there is
 * one; if not, `f` says why. */
static enum vc_status
look_up(struct judge *j, struct vc_view issuer, struct vc_view method,
        struct vc_key_method *out, bool *found, struct vc_finding *f)
{
    const struct vc_resolver *r = &j->options->resolver;
    struct vc_error error = {0};
    struct vc_json *document = NULL;
    struct vc_view bytes = {NULL, 0};
    struct vc_view address;
    enum vc_resolved resolved = VC_RESOLVED_UNKNOWN;
    enum vc_status s = VC_OK;

    *found = false;
    if (vc_view_starts(issuer, VC_VIEW("did:web:"))) {
        s = vc_did_web_address(j->arena, issuer, &address);
        if (s != VC_OK) {
            vc_judge_say(f, VC_FINDING_KEY_BAD_DOCUMENT);
            vc_judge_with(f, "issuer", issuer);
            return s == VC_NO_MEMORY
                       ? s
                       : vc_judge_copy(j, f, "detail", vc_status_text(s));
        }
    }
    if (r->document != NULL) {
        resolved = r->document(r->user, j->arena, issuer, &bytes);
    }
    if (resolved == VC_RESOLVED_NO_MEMORY) {
        return VC_NO_MEMORY;
    }
    if (resolved != VC_RESOLVED) {
        vc_judge_say(f, resolved == VC_RESOLVED_NOTHING
                            ? VC_FINDING_KEY_NO_DOCUMENT
                            : VC_FINDING_KEY_UNREACHABLE);
        vc_judge_with(f, "issuer", issuer);
        return VC_OK;
    }
    s = vc_did_document_read(j->arena, bytes, issuer, &document, &error);
    if (s == VC_OK) {
        s = vc_key_find(document, issuer, method, VC_VIEW("assertionMethod"),
                        out, &error);
    }
    if (s == VC_NO_MEMORY) {
        return s;
    }
    *found = s == VC_OK;
    vc_judge_say(f, s == VC_OK             ? VC_FINDING_KEY_OK
                    : s == VC_KEY_UNLISTED ? VC_FINDING_KEY_NOT_LISTED
                    : s == VC_KEY_PURPOSE  ? VC_FINDING_KEY_OTHER_PURPOSE
                    : s == VC_KEY_FORM     ? VC_FINDING_KEY_UNREADABLE
                                           : VC_FINDING_KEY_BAD_DOCUMENT);
    vc_judge_with(f, "issuer", issuer);
    return s == VC_KEY_FORM || s == VC_KEY_DOCUMENT || s == VC_KEY_CONTROLLER
               ? vc_judge_copy(j, f, "detail", error.message)
               : VC_OK;
}

enum vc_status
vc_judge_key(struct judge *j, struct vc_view issuer,
             const struct vc_proof *proof, struct vc_key_method *out,
             bool *found, struct vc_finding *f)
{
    struct vc_view controller = vc_did_without_fragment(proof->method);
    bool is_did_key = vc_view_starts(controller, VC_VIEW("did:key:"));

    *out = (struct vc_key_method){0};
    *found = is_did_key && vc_did_key_read(proof->method, &out->key);
    if (issuer.data == NULL || !vc_view_equal(controller, issuer)) {
        vc_judge_say(f, VC_FINDING_KEY_NOT_ISSUERS);
        vc_judge_with(f, "controller", controller);
        vc_judge_with(f, "issuer", issuer);
        return VC_OK;
    }
    if (!is_did_key) {
        return look_up(j, issuer, proof->method, out, found, f);
    }
    vc_judge_say(f, *found ? VC_FINDING_KEY_OK : VC_FINDING_KEY_UNREADABLE);
    vc_judge_with(f, "issuer", issuer);
    return *found
               ? VC_OK
               : vc_judge_copy(j, f, "detail", "it is not a known kind of key");
}

/* Was the key good when the proof was made? */
enum vc_status
vc_judge_key_time(struct judge *j, const struct vc_proof *proof,
                  const struct vc_key_method *method, struct vc_finding *f)
{
    int64_t when = proof->has_created ? proof->created_ms : j->options->now_ms;
    bool revoked = method->has_revoked && when >= method->revoked_ms;
    bool expired = method->has_expires && when >= method->expires_ms;

    if (!revoked && !expired) {
        vc_judge_say(f, VC_FINDING_KEY_TIME_OK);
        return VC_OK;
    }
    vc_judge_say(f, !proof->has_created ? VC_FINDING_KEY_TIME_UNDATED
                    : revoked           ? VC_FINDING_KEY_REVOKED
                                        : VC_FINDING_KEY_EXPIRED);
    return vc_judge_date(j, f,
                         revoked ? method->revoked_ms : method->expires_ms);
}
