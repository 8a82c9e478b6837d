/* SPDX-License-Identifier: Apache-2.0 */
/* An example: makes a key, issues a badge with it, judges it and a changed copy.
 *
 *   cc issue_verify.c $(pkg-config --cflags --libs quipu-vc) -o issue_verify
 */
#include <vc/credential.h>
#include <vc/did.h>
#include <vc/verdict.h>

#include <stdio.h>
#include <string.h>
#include <time.h>

/* What an issuer and a verifier hold between documents. */
struct world {
    struct vc_context_set *contexts; /* made once, shared by threads */
    struct vc_crypto *crypto;        /* one for each thread */
    struct vc_key key;
    unsigned char secret[VC_CRYPTO_SECRET];
    char did[VC_DID_KEY_MAX_TEXT + 1];
    char method[2 * VC_DID_KEY_MAX_TEXT];
};

static enum vc_status
make_world(struct world *w)
{
    unsigned char seed[VC_CRYPTO_SEED];
    size_t len;

    VC_TRY(vc_context_set_new(NULL, 0, &w->contexts));
    VC_TRY(vc_context_set_add_compiled(w->contexts, NULL));
    VC_TRY(vc_crypto_new(NULL, &w->crypto));
    vc_crypto_random(seed, sizeof(seed));
    w->key = (struct vc_key){.type = VC_KEY_ED25519, .size = VC_CRYPTO_PUBLIC};
    vc_crypto_ed25519_pair(seed, w->key.bytes, w->secret);
    vc_crypto_wipe(seed, sizeof(seed));
    len = vc_did_key_write(&w->key, w->did);
    w->did[len] = '\0';
    snprintf(w->method, sizeof(w->method), "%s#%s", w->did,
             w->did + strlen("did:key:"));
    return VC_OK;
}

static void
free_world(struct world *w)
{
    vc_crypto_wipe(w->secret, sizeof(w->secret));
    vc_crypto_free(w->crypto);
    vc_context_set_free(w->contexts);
}

/* Where the secret lives is the caller's matter: here in this process. */
static enum vc_status
sign(void *user, const uint8_t *bytes, size_t len, uint8_t *out)
{
    const struct world *w = user;

    vc_crypto_ed25519_sign(w->secret, bytes, len, out);
    return VC_OK;
}

static enum vc_status
issue(struct world *w, struct vc_arena *arena, struct vc_view *out,
      struct vc_error *error)
{
    static const char badge[] =
        "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\","
        "\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\"],"
        "\"id\":\"urn:uuid:5a2f6e0c-58a1-4e0b-9a5e-0c1f4f6f7a10\","
        "\"type\":[\"VerifiableCredential\",\"OpenBadgeCredential\"],"
        "\"name\":\"Reading knots\",\"validFrom\":\"2026-01-01T00:00:00Z\","
        "\"issuer\":{\"id\":\"%s\",\"type\":[\"Profile\"],"
        "\"name\":\"Issuing office (example)\"},"
        "\"credentialSubject\":{\"type\":[\"AchievementSubject\"],"
        "\"id\":\"urn:uuid:0d6c1f3e-2c5b-4d7e-8a7b-6d3f2b1a0c9e\","
        "\"achievement\":{\"id\":\"https://issuer.example/achievements/1\","
        "\"type\":[\"Achievement\"],\"name\":\"Reading knots\","
        "\"description\":\"Reads three kinds of knot.\","
        "\"criteria\":{\"narrative\":\"Shown to a teacher.\"}}}}";
    char text[sizeof(badge) + VC_DID_KEY_MAX_TEXT];
    struct vc_proof_tools tools = {.contexts = w->contexts,
                                   .crypto = w->crypto};
    struct vc_proof_terms terms = {.method = vc_view_of(w->method),
                                   .created_ms = (int64_t)time(NULL) * 1000,
                                   .signer = {sign, w}};

    snprintf(text, sizeof(text), badge, w->did);
    return vc_credential_issue(arena, &tools, vc_view_of(text), NULL, &terms,
                               out, error);
}

static enum vc_status
judge(struct world *w, struct vc_arena *arena, struct vc_view bytes,
      enum vc_result *out)
{
    struct vc_verdict_options options = {
        .tools = {.contexts = w->contexts, .crypto = w->crypto},
        .now_ms = (int64_t)time(NULL) * 1000};
    struct vc_verdict verdict;
    struct vc_view text;

    VC_TRY(vc_verdict_make(arena, bytes, &options, &verdict));
    VC_TRY(vc_verdict_text(arena, &verdict, &text));
    printf("%.*s\n", (int)text.size, text.data);
    *out = verdict.result;
    return VC_OK;
}

static enum vc_status
run(struct world *w, struct vc_arena *arena, struct vc_error *error)
{
    enum vc_result good = VC_RESULT_UNKNOWN;
    enum vc_result bad = VC_RESULT_UNKNOWN;
    struct vc_view signed_badge;
    char *changed;

    VC_TRY(make_world(w));
    VC_TRY(issue(w, arena, &signed_badge, error));
    VC_TRY(judge(w, arena, signed_badge, &good));

    /* One letter of the same document. */
    changed = vc_arena_alloc(arena, signed_badge.size);
    if (changed == NULL) {
        return VC_NO_MEMORY;
    }
    memcpy(changed, signed_badge.data, signed_badge.size);
    for (size_t i = 0; i + 5 < signed_badge.size; i++) {
        if (memcmp(changed + i, "knots", 5) == 0) {
            changed[i] = 'b';
        }
    }
    VC_TRY(judge(w, arena, (struct vc_view){changed, signed_badge.size}, &bad));
    return good == VC_RESULT_VERIFIED && bad == VC_RESULT_NOT_VERIFIED
               ? VC_OK
               : VC_INVALID;
}

int
main(void)
{
    struct world w = {.contexts = NULL};
    struct vc_error error = {.status = VC_OK};
    struct vc_arena arena;
    enum vc_status status;

    vc_arena_init(&arena, NULL, 0);
    status = run(&w, &arena, &error);
    if (status != VC_OK) {
        fprintf(stderr, "%s %s %s\n", vc_status_name(status), error.message,
                error.path);
    }
    free_world(&w);
    vc_arena_free(&arena);
    return status == VC_OK ? 0 : 1;
}
