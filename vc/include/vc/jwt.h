/* SPDX-License-Identifier: Apache-2.0 */
/* jwt: a credential as a token, in two forms that no token can have at once.
 *
 * VC_JWT_BADGE (Open Badges 3.0, section 8.2): `typ` JWT or none; the claims
 * iss, jti, sub, nbf and exp repeat issuer, id, subject, validFrom and
 * validUntil, and are checked against them; iss, jti and nbf must be there. Of
 * the VC Data Model 1.1 is the form with the credential in the claim `vc`,
 * perhaps without what the claims say already; it is read and never made.
 *
 * VC_JWT_W3C (Securing Verifiable Credentials using JOSE and COSE): `typ`
 * vc+jwt; the payload is the credential; claims that stand in it all the same
 * may not contradict it. */
#ifndef VC_JWT_H
#define VC_JWT_H

#include "vc/badge.h"
#include "vc/jws.h"

enum vc_jwt_form { VC_JWT_BADGE = 1, VC_JWT_W3C };

/* A token taken apart. */
struct vc_jwt {
    struct vc_jws jws;
    enum vc_jwt_form form;
    const struct vc_json *claims;     /* the payload */
    const struct vc_json *credential; /* the payload but its claims, or `vc` */
};

/* Take a token apart. Errors: VC_JWS_FORM (also: the payload is no strict JSON
 * object, or the token is of another type), VC_NO_MEMORY. */
enum vc_status vc_jwt_read(struct vc_arena *arena, struct vc_view text,
                           const struct vc_json_limits *limits,
                           struct vc_jwt *out, struct vc_error *error);

/* What a token says of its own time. */
struct vc_jwt_times {
    bool has_issued; /* iat, else nbf */
    bool has_from;   /* nbf */
    bool has_until;  /* exp */
    int64_t issued_ms;
    int64_t from_ms;
    int64_t until_ms;
};

/* Do the claims fit the credential, of which `badge` was read? Claims that the
 * form demands must be there. Errors: VC_JWT_CLAIM with a sentence. */
enum vc_status vc_jwt_check_claims(const struct vc_jwt *jwt,
                                   const struct vc_badge *badge,
                                   struct vc_jwt_times *out,
                                   struct vc_error *error);

/* Issue the unsigned credential in `text` as a token. As vc_credential_issue,
 * the strict form and every name in it defined; `kid` is terms->method.
 * Errors: those of vc_credential_issue. */
enum vc_status
vc_jwt_issue(struct vc_arena *arena, const struct vc_proof_tools *tools,
             struct vc_view text, const struct vc_badge_rules *rules,
             const struct vc_proof_terms *terms, enum vc_jwt_form form,
             struct vc_view *out, struct vc_error *error);

#endif
