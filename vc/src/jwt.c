/* SPDX-License-Identifier: Apache-2.0 */
/* jwt: credentials as tokens, and what the claims of a token may say. */

#include "vc/jwt.h"

#include "proof_hash.h"

#include "vc/credential.h"
#include "vc/instant.h"

#include <math.h>

static const struct vc_view claim_issuer = VC_VIEW_INIT("iss");
static const struct vc_view claim_id = VC_VIEW_INIT("jti");
static const struct vc_view claim_subject = VC_VIEW_INIT("sub");
static const struct vc_view claim_readers = VC_VIEW_INIT("aud");
static const struct vc_view claim_from = VC_VIEW_INIT("nbf");
static const struct vc_view claim_until = VC_VIEW_INIT("exp");
static const struct vc_view claim_issued = VC_VIEW_INIT("iat");
static const struct vc_view claim_credential = VC_VIEW_INIT("vc");

/* --- reading ------------------------------------------------------------- */

static bool
is_like(struct vc_view text, const char *name)
{
    if (text.size != strlen(name)) {
        return false;
    }
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];

        if ((c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c) != name[i]) {
            return false;
        }
    }
    return true;
}

/* Media types are read in any case and with or without "application/" (RFC
 * 7515, section 4.1.9). */
static bool
is_type(struct vc_view text, const char *const *names, size_t count)
{
    static const char prefix[] = "application/";
    size_t skip = sizeof(prefix) - 1;

    if (text.size > skip &&
        is_like((struct vc_view){text.data, skip}, prefix)) {
        text.data += skip;
        text.size -= skip;
    }
    for (size_t i = 0; i < count; i++) {
        if (is_like(text, names[i])) {
            return true;
        }
    }
    return false;
}

#define IS_TYPE(text, names)                                                   \
    is_type((text), (names), sizeof(names) / sizeof((names)[0]))

/* The form by `typ`; without one by what stands in the payload. A token made
 * for something else (a key proof, a statement of a federation) is none of
 * ours, whoever signed it. */
static enum vc_status
read_form(struct vc_jwt *out, struct vc_error *error)
{
    static const char *const plain[] = {"jwt"};
    static const char *const w3c[] = {"vc+jwt", "vc-ld+jwt", "vc+ld+jwt",
                                      "vc+ld+json+jwt"};
    static const char *const contents[] = {"vc", "vc+ld+json", "ld+json",
                                           "json"};
    const struct vc_json *typ = vc_json_get(out->jws.header, VC_VIEW("typ"));
    const struct vc_json *cty = vc_json_get(out->jws.header, VC_VIEW("cty"));

    if (cty != NULL &&
        (cty->kind != VC_JSON_STRING || !IS_TYPE(cty->u.text, contents))) {
        return vc_error_set(error, VC_JWS_FORM,
                            "the token does not contain a credential");
    }
    if (typ == NULL) {
        bool claims = vc_json_get(out->claims, claim_issuer) != NULL ||
                      vc_json_get(out->claims, claim_id) != NULL ||
                      vc_json_get(out->claims, claim_credential) != NULL;

        out->form = claims ? VC_JWT_BADGE : VC_JWT_W3C;
        return VC_OK;
    }
    if (typ->kind == VC_JSON_STRING && IS_TYPE(typ->u.text, plain)) {
        out->form = VC_JWT_BADGE;
        return VC_OK;
    }
    if (typ->kind == VC_JSON_STRING && IS_TYPE(typ->u.text, w3c)) {
        out->form = VC_JWT_W3C;
        return VC_OK;
    }
    return vc_error_set(error, VC_JWS_FORM,
                        "the token is of a type that is no credential");
}

/* Claims with a meaning of their own (RFC 7519, section 4.1; RFC 7800), which
 * are no part of the credential. */
static bool
is_claim(struct vc_view name)
{
    static const struct vc_view names[] = {
        VC_VIEW_INIT("iss"), VC_VIEW_INIT("sub"), VC_VIEW_INIT("exp"),
        VC_VIEW_INIT("nbf"), VC_VIEW_INIT("iat"), VC_VIEW_INIT("jti"),
        VC_VIEW_INIT("aud"), VC_VIEW_INIT("cnf")};

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (vc_view_equal(name, names[i])) {
            return true;
        }
    }
    return false;
}

/* Is `value` that text, or a list with it? */
static bool
names(const struct vc_json *value, struct vc_view text)
{
    if (!vc_json_is(value, VC_JSON_ARRAY)) {
        return vc_json_is_text(value, text);
    }
    for (VC_JSON_EACH(item, value)) {
        if (vc_json_is_text(item, text)) {
            return true;
        }
    }
    return false;
}

/* NumericDate: seconds since 1970, perhaps with a fraction. */
static bool
read_seconds(const struct vc_json *claim, int64_t *out_ms)
{
    if (!vc_json_is(claim, VC_JSON_NUMBER) ||
        fabs(claim->u.number.value) > 1e12) {
        return false;
    }
    *out_ms = (int64_t)llround(claim->u.number.value * 1000);
    return true;
}

static enum vc_status
fill_text(struct vc_arena *arena, struct vc_json *credential,
          struct vc_view name, const struct vc_json *claim)
{
    return vc_json_is(claim, VC_JSON_STRING) &&
                   vc_json_get(credential, name) == NULL
               ? vc_json_set(credential, name, vc_json_share(arena, claim))
               : VC_OK;
}

static enum vc_status
fill_time(struct vc_arena *arena, struct vc_json *credential,
          struct vc_view name, const struct vc_json *claim)
{
    char text[VC_INSTANT_TEXT];
    int64_t ms = 0;
    size_t n = 0;

    if (vc_json_get(credential, name) != NULL || !read_seconds(claim, &ms)) {
        return VC_OK;
    }
    n = vc_instant_write(ms, text);
    if (n == 0) {
        return VC_OK; /* no year of ours; the claims are checked later */
    }
    return vc_json_set_text(arena, credential, name, (struct vc_view){text, n});
}

static enum vc_status
add_members(struct vc_arena *arena, struct vc_json *to,
            const struct vc_json *from)
{
    for (VC_JSON_EACH(member, from)) {
        VC_TRY(vc_json_set(to, member->name, vc_json_share(arena, member)));
    }
    return VC_OK;
}

static enum vc_status
fill_subject(struct vc_arena *arena, struct vc_json *credential,
             const struct vc_json *claim)
{
    struct vc_view name = VC_VIEW("credentialSubject");
    const struct vc_json *subject = vc_json_get(credential, name);
    struct vc_json *filled = NULL;

    if (!vc_json_is(subject, VC_JSON_OBJECT) ||
        !vc_json_is(claim, VC_JSON_STRING) ||
        vc_json_get(subject, VC_VIEW("id")) != NULL) {
        return VC_OK;
    }
    filled = vc_json_object(arena);
    if (filled == NULL) {
        return VC_NO_MEMORY;
    }
    VC_TRY(add_members(arena, filled, subject));
    VC_TRY(vc_json_set(filled, VC_VIEW("id"), vc_json_share(arena, claim)));
    return vc_json_replace(credential, name, filled);
}

/* The credential in the claim `vc`. What its issuer left to the claims (VC Data
 * Model 1.1, section 6.3.1) is put back; the signature covers both. */
static enum vc_status
read_inner(struct vc_arena *arena, const struct vc_json *claims,
           const struct vc_json *inner, struct vc_json *out)
{
    VC_TRY(add_members(arena, out, inner));
    if (!names(vc_json_get(inner, VC_VIEW("@context")),
               VC_VIEW("https://www.w3.org/2018/credentials/v1"))) {
        return VC_OK;
    }
    VC_TRY(fill_text(arena, out, VC_VIEW("id"), vc_json_get(claims, claim_id)));
    VC_TRY(fill_text(arena, out, VC_VIEW("issuer"),
                     vc_json_get(claims, claim_issuer)));
    VC_TRY(fill_time(arena, out, VC_VIEW("issuanceDate"),
                     vc_json_get(claims, claim_from)));
    VC_TRY(fill_time(arena, out, VC_VIEW("expirationDate"),
                     vc_json_get(claims, claim_until)));
    return fill_subject(arena, out, vc_json_get(claims, claim_subject));
}

static enum vc_status
read_credential(struct vc_arena *arena, struct vc_jwt *out,
                struct vc_error *error)
{
    const struct vc_json *inner = vc_json_get(out->claims, claim_credential);
    struct vc_json *credential = vc_json_object(arena);

    if (credential == NULL) {
        return VC_NO_MEMORY;
    }
    out->credential = credential;
    if (inner != NULL) {
        return out->form == VC_JWT_BADGE && inner->kind == VC_JSON_OBJECT
                   ? read_inner(arena, out->claims, inner, credential)
                   : vc_error_set(error, VC_JWS_FORM,
                                  "the claim \"vc\" has no place in the token");
    }
    for (VC_JSON_EACH(member, out->claims)) {
        if (!is_claim(member->name)) {
            VC_TRY(vc_json_set(credential, member->name,
                               vc_json_share(arena, member)));
        }
    }
    return VC_OK;
}

enum vc_status
vc_jwt_read(struct vc_arena *arena, struct vc_view text,
            const struct vc_json_limits *limits, struct vc_jwt *out,
            struct vc_error *error)
{
    struct vc_json *claims = NULL;
    enum vc_status s = VC_OK;

    *out = (struct vc_jwt){0};
    VC_TRY(vc_jws_read(arena, text, &out->jws, error));
    s = vc_json_parse(arena, out->jws.payload, limits, &claims, NULL);
    if (s == VC_NO_MEMORY) {
        return s;
    }
    if (s != VC_OK || !vc_json_is(claims, VC_JSON_OBJECT)) {
        return vc_error_set(error, VC_JWS_FORM,
                            "the payload cannot be read: %s",
                            s != VC_OK ? vc_status_text(s) : "no object");
    }
    out->claims = claims;
    VC_TRY(read_form(out, error));
    return read_credential(arena, out, error);
}

/* --- claims -------------------------------------------------------------- */

static enum vc_status
wrong_claim(struct vc_error *error, struct vc_view name, const char *what)
{
    return vc_error_set(error, VC_JWT_CLAIM, "the claim \"%.*s\" %s",
                        (int)name.size, name.data, what);
}

/* `value` is what the credential says, or absent. */
static enum vc_status
check_text(const struct vc_jwt *jwt, struct vc_view name, struct vc_view value,
           struct vc_error *error)
{
    const struct vc_json *claim = vc_json_get(jwt->claims, name);

    if (claim == NULL) {
        return jwt->form == VC_JWT_W3C || value.data == NULL
                   ? VC_OK
                   : wrong_claim(error, name, "is missing");
    }
    return value.data != NULL && vc_json_is_text(claim, value)
               ? VC_OK
               : wrong_claim(error, name, "differs from the credential");
}

static enum vc_status
read_time(const struct vc_jwt *jwt, struct vc_view name, bool *has,
          int64_t *out_ms, struct vc_error *error)
{
    const struct vc_json *claim = vc_json_get(jwt->claims, name);

    *has = claim != NULL;
    return claim == NULL || read_seconds(claim, out_ms)
               ? VC_OK
               : wrong_claim(error, name, "is not a number of seconds");
}

/* A claim has whole seconds as a rule, the credential perhaps more. */
static bool
is_same_time(int64_t claim_ms, int64_t credential_ms)
{
    int64_t fraction = credential_ms % 1000;

    fraction += fraction < 0 ? 1000 : 0;
    return claim_ms == credential_ms || claim_ms == credential_ms - fraction;
}

static struct vc_view
subject_id(const struct vc_json *credential)
{
    const struct vc_json *subject =
        vc_json_get(credential, VC_VIEW("credentialSubject"));

    if (vc_json_is(subject, VC_JSON_ARRAY) && subject->count == 1) {
        subject = vc_json_first(subject);
    }
    return vc_json_get_text(subject, VC_VIEW("id"));
}

/* `sub` may be missing: 1EdTech's own samples do without it. They name the
 * subject as the reader instead; whoever else is named there, everybody but
 * that one has to turn the token down (RFC 7519, section 4.1.3). */
static enum vc_status
check_readers(const struct vc_jwt *jwt, struct vc_view subject,
              struct vc_error *error)
{
    const struct vc_json *readers = vc_json_get(jwt->claims, claim_readers);

    if (readers != NULL && (subject.data == NULL || !names(readers, subject))) {
        return wrong_claim(error, claim_readers, "means another reader");
    }
    return vc_json_get(jwt->claims, claim_subject) == NULL
               ? VC_OK
               : check_text(jwt, claim_subject, subject, error);
}

enum vc_status
vc_jwt_check_claims(const struct vc_jwt *jwt, const struct vc_badge *badge,
                    struct vc_jwt_times *out, struct vc_error *error)
{
    bool mirrored = jwt->form == VC_JWT_BADGE;
    struct vc_view subject = subject_id(jwt->credential);

    *out = (struct vc_jwt_times){.has_issued = false};
    VC_TRY(check_text(jwt, claim_issuer, badge->issuer, error));
    VC_TRY(check_text(jwt, claim_id, badge->id, error));
    VC_TRY(check_readers(jwt, subject, error));
    VC_TRY(read_time(jwt, claim_from, &out->has_from, &out->from_ms, error));
    VC_TRY(read_time(jwt, claim_until, &out->has_until, &out->until_ms, error));
    VC_TRY(
        read_time(jwt, claim_issued, &out->has_issued, &out->issued_ms, error));
    if (mirrored && !out->has_from && badge->has_from) {
        return wrong_claim(error, claim_from, "is missing");
    }
    if (mirrored && out->has_from && badge->has_from &&
        !is_same_time(out->from_ms, badge->from_ms)) {
        return wrong_claim(error, claim_from, "differs from the credential");
    }
    if (mirrored && out->has_until && badge->has_until &&
        !is_same_time(out->until_ms, badge->until_ms)) {
        return wrong_claim(error, claim_until, "differs from the credential");
    }
    if (!out->has_issued && out->has_from) {
        out->has_issued = true;
        out->issued_ms = out->from_ms;
    }
    return VC_OK;
}

/* --- issuing ------------------------------------------------------------- */

static enum vc_status
set_seconds(struct vc_arena *arena, struct vc_json *object, struct vc_view name,
            int64_t ms)
{
    return vc_json_set(object, name,
                       vc_json_number(arena, floor((double)ms / 1000)));
}

static enum vc_status
add_claims(struct vc_arena *arena, struct vc_json *payload,
           const struct vc_badge *badge)
{
    struct vc_view subject = subject_id(payload);

    VC_TRY(vc_json_set_text(arena, payload, claim_issuer, badge->issuer));
    if (badge->id.data != NULL) {
        VC_TRY(vc_json_set_text(arena, payload, claim_id, badge->id));
    }
    if (subject.data != NULL) {
        VC_TRY(vc_json_set_text(arena, payload, claim_subject, subject));
    }
    if (badge->has_from) {
        VC_TRY(set_seconds(arena, payload, claim_from, badge->from_ms));
    }
    return badge->has_until
               ? set_seconds(arena, payload, claim_until, badge->until_ms)
               : VC_OK;
}

static enum vc_status
make_header(struct vc_arena *arena, enum vc_jwt_form form, struct vc_view kid,
            struct vc_json **out)
{
    struct vc_json *header = vc_json_object(arena);

    if (header == NULL) {
        return VC_NO_MEMORY;
    }
    *out = header;
    VC_TRY(vc_json_set_text(arena, header, VC_VIEW("kid"), kid));
    VC_TRY(vc_json_set_text(arena, header, VC_VIEW("typ"),
                            form == VC_JWT_W3C ? VC_VIEW("vc+jwt")
                                               : VC_VIEW("JWT")));
    return form == VC_JWT_W3C
               ? vc_json_set_text(arena, header, VC_VIEW("cty"), VC_VIEW("vc"))
               : VC_OK;
}

/* A member of the credential under the name of a claim would be taken for it. */
static enum vc_status
refuse_claims(const struct vc_json *document, struct vc_error *error)
{
    for (VC_JSON_EACH(member, document)) {
        if (is_claim(member->name) ||
            vc_view_equal(member->name, claim_credential)) {
            return vc_error_set(error, VC_FORM_MEMBER,
                                "\"%.*s\" is a claim of tokens, no member of a "
                                "credential",
                                (int)member->name.size, member->name.data);
        }
    }
    return VC_OK;
}

enum vc_status
vc_jwt_issue(struct vc_arena *arena, const struct vc_proof_tools *tools,
             struct vc_view text, const struct vc_badge_rules *rules,
             const struct vc_proof_terms *terms, enum vc_jwt_form form,
             struct vc_view *out, struct vc_error *error)
{
    struct vc_json *document = NULL;
    struct vc_json *header = NULL;
    struct vc_badge badge;
    struct vc_view payload;

    VC_TRY(vc_credential_read(arena, text, rules, terms, &document, &badge,
                              error));
    VC_TRY(refuse_claims(document, error));
    VC_TRY(vc_proof_defined(arena, tools, document, error));
    if (form == VC_JWT_BADGE) {
        VC_TRY(add_claims(arena, document, &badge));
    }
    VC_TRY(vc_json_write(arena, document, 0, &payload));
    VC_TRY(make_header(arena, form, terms->method, &header));
    return vc_jws_make(arena, header, payload, terms, out, error);
}
