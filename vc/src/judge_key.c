/* SPDX-License-Identifier: Apache-2.0 */
/* judge_key: whose key it is, and whether it was good at the time. */

#include "judge.h"

#include "vc/did.h"

static enum vc_status
say_document(struct judge *j, struct vc_view issuer, struct vc_finding *f,
             const char *detail)
{
    vc_judge_say(f, VC_FINDING_KEY_BAD_DOCUMENT);
    vc_judge_with(f, "issuer", issuer);
    return vc_judge_copy(j, f, "detail", detail);
}

/* The document of an issuer that is not a did:key; NULL if there is none, and
 * `f` says why. */
static enum vc_status
document_of(struct judge *j, struct vc_view issuer, struct vc_json **out,
            struct vc_finding *f)
{
    const struct vc_resolver *r = &j->options->resolver;
    struct vc_error error = {0};
    struct vc_view bytes = {NULL, 0};
    struct vc_view address;
    enum vc_resolved resolved = VC_RESOLVED_UNKNOWN;
    enum vc_status s = VC_OK;

    *out = NULL;
    if (vc_view_starts(issuer, VC_VIEW("did:web:"))) {
        s = vc_did_web_address(j->arena, issuer, &address);
        if (s != VC_OK) {
            return s == VC_NO_MEMORY
                       ? s
                       : say_document(j, issuer, f, vc_status_text(s));
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
    s = vc_did_document_read(j->arena, bytes, issuer, out, &error);
    if (s != VC_OK) {
        *out = NULL;
        return s == VC_NO_MEMORY ? s
                                 : say_document(j, issuer, f, error.message);
    }
    return VC_OK;
}

/* What came of looking for a key in the issuer's document. */
static enum vc_status
say_found(struct judge *j, struct vc_view issuer, enum vc_status s,
          const struct vc_error *error, struct vc_finding *f)
{
    if (s == VC_NO_MEMORY) {
        return s;
    }
    vc_judge_say(f, s == VC_OK             ? VC_FINDING_KEY_OK
                    : s == VC_KEY_UNLISTED ? VC_FINDING_KEY_NOT_LISTED
                    : s == VC_KEY_PURPOSE  ? VC_FINDING_KEY_OTHER_PURPOSE
                    : s == VC_KEY_FORM     ? VC_FINDING_KEY_UNREADABLE
                                           : VC_FINDING_KEY_BAD_DOCUMENT);
    vc_judge_with(f, "issuer", issuer);
    return s == VC_KEY_FORM || s == VC_KEY_DOCUMENT || s == VC_KEY_CONTROLLER
               ? vc_judge_copy(j, f, "detail", error->message)
               : VC_OK;
}

static bool
is_did_key(struct vc_view id)
{
    return vc_view_starts(id, VC_VIEW("did:key:"));
}

static enum vc_status
say_unreadable(struct judge *j, struct vc_view issuer, struct vc_finding *f)
{
    vc_judge_say(f, VC_FINDING_KEY_UNREADABLE);
    vc_judge_with(f, "issuer", issuer);
    return vc_judge_copy(j, f, "detail", "it is not a known kind of key");
}

enum vc_status
vc_judge_key(struct judge *j, struct vc_view issuer, struct vc_view method,
             struct vc_key_method *out, bool *found, struct vc_finding *f)
{
    struct vc_view controller = vc_did_without_fragment(method);
    struct vc_error error = {0};
    struct vc_json *document = NULL;
    enum vc_status s = VC_OK;

    *out = (struct vc_key_method){0};
    *found = false;
    if (is_did_key(controller)) {
        s = vc_did_key_read(method, &out->key);
        if (s == VC_NO_MEMORY) {
            return s;
        }
        *found = s == VC_OK;
    }
    if (issuer.data == NULL || !vc_view_equal(controller, issuer)) {
        vc_judge_say(f, VC_FINDING_KEY_NOT_ISSUERS);
        vc_judge_with(f, "controller", controller);
        vc_judge_with(f, "issuer", issuer);
        return VC_OK;
    }
    if (is_did_key(controller)) {
        return *found ? say_found(j, issuer, VC_OK, &error, f)
                      : say_unreadable(j, issuer, f);
    }
    VC_TRY(document_of(j, issuer, &document, f));
    if (document == NULL) {
        return VC_OK;
    }
    s = vc_key_find(document, issuer, method, VC_VIEW("assertionMethod"), out,
                    &error);
    *found = s == VC_OK;
    return say_found(j, issuer, s, &error, f);
}

enum vc_status
vc_judge_key_brought(struct judge *j, struct vc_view issuer,
                     struct vc_key_method *out, struct vc_view *out_method,
                     struct vc_finding *f)
{
    const struct vc_key key = out->key;
    struct vc_error error = {0};
    struct vc_json *document = NULL;
    struct vc_key_method listed = {0};
    enum vc_status s = VC_OK;

    if (issuer.data == NULL) {
        vc_judge_say(f, VC_FINDING_KEY_NOT_ISSUERS);
        vc_judge_with(f, "controller", issuer);
        vc_judge_with(f, "issuer", issuer);
        return VC_OK;
    }
    if (is_did_key(issuer)) {
        s = vc_did_key_read(issuer, &listed.key);
        if (s != VC_NO_MEMORY) {
            s = s == VC_OK && vc_key_equal(&listed.key, &key) ? VC_OK
                                                              : VC_KEY_UNLISTED;
        }
        *out_method = issuer;
        return say_found(j, issuer, s, &error, f);
    }
    VC_TRY(document_of(j, issuer, &document, f));
    if (document == NULL) {
        return VC_OK;
    }
    s = vc_key_find_same(document, issuer, &key, VC_VIEW("assertionMethod"),
                         &listed, out_method, &error);
    if (s == VC_OK) {
        *out = listed;
    }
    return say_found(j, issuer, s, &error, f);
}

enum vc_status
vc_judge_key_time(struct judge *j, const int64_t *when_ms,
                  const struct vc_key_method *method, struct vc_finding *f)
{
    int64_t when = when_ms != NULL ? *when_ms : j->options->now_ms;
    bool revoked = method->has_revoked && when >= method->revoked_ms;
    bool expired = method->has_expires && when >= method->expires_ms;

    if (!revoked && !expired) {
        vc_judge_say(f, VC_FINDING_KEY_TIME_OK);
        return VC_OK;
    }
    vc_judge_say(f, when_ms == NULL ? VC_FINDING_KEY_TIME_UNDATED
                    : revoked       ? VC_FINDING_KEY_REVOKED
                                    : VC_FINDING_KEY_EXPIRED);
    return vc_judge_date(j, f,
                         revoked ? method->revoked_ms : method->expires_ms);
}
