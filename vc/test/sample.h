/* SPDX-License-Identifier: Apache-2.0 */
/* A micro-credential of about 1.6 kB, its issuer and key, for tests and for
 * measuring. Everything in it is made up. */
#ifndef VC_TEST_SAMPLE_H
#define VC_TEST_SAMPLE_H

#include "vc/did.h"
#include "vc/verdict.h"

#include <string.h>

#define SAMPLE_DID "did:web:centre.example:issuers:pe"

static const char sample_unsigned[] =
    "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\","
    "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"],"
    "\"id\":\"https://centre.example/certificates/abcdefghijklmnopqrstuvwxyz\","
    "\"type\":[\"VerifiableCredential\",\"OpenBadgeCredential\"],"
    "\"name\":\"Generative AI: foundations\","
    "\"issuer\":{\"id\":\"" SAMPLE_DID "\",\"type\":[\"Profile\"],"
    "\"name\":\"Centro Nacional\",\"url\":\"https://centre.example\"},"
    "\"validFrom\":\"2026-03-01T00:00:00Z\","
    "\"validUntil\":\"2036-03-01T00:00:00Z\","
    "\"awardedDate\":\"2026-02-27T00:00:00Z\","
    "\"credentialSubject\":{\"type\":[\"AchievementSubject\"],"
    "\"identifier\":[{\"type\":\"IdentityObject\",\"hashed\":true,"
    "\"identityHash\":\"sha256$0f1e2d3c4b5a69788796a5b4c3d2e1f0\","
    "\"identityType\":\"emailAddress\",\"salt\":\"c2FsdA\"}],"
    "\"creditsEarned\":2,"
    "\"result\":[{\"type\":[\"Result\"],"
    "\"resultDescription\":\"urn:uuid:a70ddc6a-4c4a-4bd8-8277-cb97c79f40c5\","
    "\"value\":\"8.5\"}],"
    "\"achievement\":{\"id\":\"https://centre.example/achievements/1\","
    "\"type\":[\"Achievement\"],\"achievementType\":\"MicroCredential\","
    "\"name\":\"Generative AI: foundations\","
    "\"description\":\"Explains what a model does, and when not to use it; "
    "2 ECTS.\",\"creditsAvailable\":2,\"inLanguage\":\"es\","
    "\"criteria\":{\"narrative\":\"Project (60 %) and exam (40 %).\"},"
    "\"tag\":[\"ai\",\"teaching\"],"
    "\"alignment\":[{\"type\":[\"Alignment\"],\"targetName\":\"Digital\","
    "\"targetUrl\":\"https://example.org/skills/digital\","
    "\"targetType\":\"ceasn:Competency\"}],"
    "\"resultDescription\":[{"
    "\"id\":\"urn:uuid:a70ddc6a-4c4a-4bd8-8277-cb97c79f40c5\","
    "\"type\":[\"ResultDescription\"],\"name\":\"Final grade\","
    "\"resultType\":\"GradePointAverage\",\"valueMin\":\"0\","
    "\"valueMax\":\"10\"}]}}}";

/* What an issuer and a verifier hold. */
struct sample {
    struct vc_context_set *contexts;
    struct vc_crypto *crypto;
    struct vc_key key;
    uint8_t secret[VC_CRYPTO_SECRET];
    char method[200];
    bool has_revoked;
    int64_t revoked_ms;
    enum vc_resolved resolved; /* what the resolver says of SAMPLE_DID */
    struct vc_view list;       /* the status list there is, or NULL data */
};

static inline enum vc_status
sample_sign(void *user, const uint8_t *bytes, size_t len,
            uint8_t out[VC_CRYPTO_SIGNATURE])
{
    const struct sample *s = user;

    vc_crypto_ed25519_sign(s->secret, bytes, len, out);
    return VC_OK;
}

static inline enum vc_status
sample_open(struct sample *s)
{
    uint8_t seed[VC_CRYPTO_SEED] = {42};
    char text[VC_KEY_MAX_TEXT];
    size_t n = 0;
    size_t did = strlen(SAMPLE_DID "#");

    *s = (struct sample){.resolved = VC_RESOLVED};
    s->key = (struct vc_key){.type = VC_KEY_ED25519, .size = 32};
    vc_crypto_ed25519_pair(seed, s->key.bytes, s->secret);
    n = vc_key_write(&s->key, text);
    memcpy(s->method, SAMPLE_DID "#", did);
    memcpy(s->method + did, text, n);
    s->method[did + n] = '\0';
    VC_TRY(vc_context_set_new(NULL, 0, &s->contexts));
    VC_TRY(vc_context_set_add_compiled(s->contexts, NULL));
    return vc_crypto_new(NULL, &s->crypto);
}

static inline void
sample_close(struct sample *s)
{
    vc_context_set_free(s->contexts);
    vc_crypto_free(s->crypto);
}

static inline struct vc_proof_tools
sample_tools(const struct sample *s)
{
    return (struct vc_proof_tools){.contexts = s->contexts,
                                   .crypto = s->crypto};
}

static inline struct vc_proof_terms
sample_terms(struct sample *s)
{
    return (struct vc_proof_terms){.method = vc_view_of(s->method),
                                   .created_ms = INT64_C(1772366400000),
                                   .signer = {sample_sign, s}};
}

static inline enum vc_resolved
sample_resolve(void *user, struct vc_arena *arena, struct vc_view id,
               struct vc_view *out)
{
    const struct sample *s = user;
    struct vc_did_method method = {.key = s->key,
                                   .has_revoked = s->has_revoked,
                                   .revoked_ms = s->revoked_ms};
    struct vc_json *document = NULL;

    if (s->resolved != VC_RESOLVED) {
        return s->resolved;
    }
    if (!vc_view_equal(id, VC_VIEW(SAMPLE_DID))) {
        return VC_RESOLVED_NOTHING;
    }
    return vc_did_document_make(arena, id, &method, 1, &document) == VC_OK &&
                   vc_json_write(arena, document, 0, out) == VC_OK
               ? VC_RESOLVED
               : VC_RESOLVED_NO_MEMORY;
}

static inline enum vc_resolved
sample_list(void *user, struct vc_arena *arena, struct vc_view address,
            struct vc_view *out)
{
    const struct sample *s = user;

    (void)arena;
    (void)address;
    *out = s->list;
    return s->list.data != NULL ? VC_RESOLVED : VC_RESOLVED_UNKNOWN;
}

static inline struct vc_verdict_options
sample_options(struct sample *s)
{
    return (struct vc_verdict_options){
        .tools = sample_tools(s),
        .resolver = {.document = sample_resolve,
                     .status_list = sample_list,
                     .user = s},
        .now_ms = INT64_C(1775001600000) /* 2026-04-01 */};
}

#endif
