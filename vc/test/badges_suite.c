/* SPDX-License-Identifier: Apache-2.0 */
/* Badges that others signed: the vectors of 1EdTech byte for byte, signed
 * micro-credentials with their canonical forms, and the fixtures of the DCC. */
#include "contexts.h"

#include "vc/instant.h"
#include "vc/multibase.h"
#include "vc/verdict.h"

#define OPEN "openbadges-3.0/"
#define OWN_CONTEXT                                                            \
    "https://raw.githubusercontent.com/educredentials/obv3-examples/refs/"     \
    "heads/main/contexts/educredential.json"

struct world {
    struct vc_arena arena;
    struct vc_context_set *contexts;
    struct vc_verdict_options options;
    int passed;
    int total;
};

static struct vc_json *
read_json(struct world *w, const char *path)
{
    struct vc_json *out = NULL;
    struct vc_view text = outside_read(&w->arena, path);

    assert_non_null(text.data);
    assert_int_equal(vc_json_parse(&w->arena, text, NULL, &out, NULL), VC_OK);
    return out;
}

/* The documents that the fixtures name, by their did:web. */
static enum vc_resolved
document_of(void *user, struct vc_arena *arena, struct vc_view id,
            struct vc_view *out)
{
    static const char *const files[] = {"legacy.did.json", "oidf.did.json"};

    (void)user;
    for (size_t i = 0; i < 2; i++) {
        char path[200];
        struct vc_json *document = NULL;

        snprintf(path, sizeof(path), OPEN "dcc-fixtures/dids/%s", files[i]);
        *out = outside_read(arena, path);
        if (vc_json_parse(arena, *out, NULL, &document, NULL) == VC_OK &&
            vc_json_is_text(vc_json_get(document, VC_VIEW("id")), id)) {
            return VC_RESOLVED;
        }
    }
    return VC_RESOLVED_NOTHING;
}

static void
open_world(struct world *w)
{
    static const struct vc_view own = VC_VIEW_INIT(OWN_CONTEXT);

    *w = (struct world){
        .options = {.resolver = {document_of, NULL, NULL},
                    .rules = {.contexts = &own, .context_count = 1}}};
    vc_arena_init(&w->arena, NULL, 0);
    w->contexts = outside_contexts(&w->arena);
    w->options.tools.contexts = w->contexts;
    assert_int_equal(
        vc_context_set_add(
            w->contexts, own,
            outside_read(&w->arena,
                         OPEN "edubadges/educredential.repaired.context.json"),
            NULL),
        VC_OK);
    assert_int_equal(vc_crypto_new(NULL, &w->options.tools.crypto), VC_OK);
}

static void
close_world(struct world *w)
{
    vc_crypto_free(w->options.tools.crypto);
    vc_context_set_free(w->contexts);
    vc_arena_free(&w->arena);
}

static void
step(struct world *w, const char *path, const char *what, bool good)
{
    w->total++;
    w->passed += good ? 1 : 0;
    if (!good) {
        printf("# failed: %s, %s\n", path, what);
    }
}

static bool
same_as_file(struct world *w, const char *folder, const char *name,
             struct vc_view text)
{
    char path[300];
    struct vc_view want;

    snprintf(path, sizeof(path), OPEN "%s/%s", folder, name);
    want = outside_read(&w->arena, path);
    assert_non_null(want.data);
    return vc_view_equal(want, text);
}

static void
published_badge(struct world *w, const char *folder)
{
    char path[300];
    struct vc_json *document = NULL;
    struct vc_json *node = NULL;
    struct vc_json *values = NULL;
    struct vc_proof proof;
    struct vc_proof_hash hash;
    struct vc_key key = {.type = VC_KEY_ED25519, .size = 32};
    struct vc_view hex;

    snprintf(path, sizeof(path), OPEN "%s/signed-credential.json", folder);
    document = read_json(w, path);
    snprintf(path, sizeof(path), OPEN "%s/values.json", folder);
    values = read_json(w, path);
    node = vc_json_get(document, VC_VIEW("proof"));
    node = node->kind == VC_JSON_ARRAY ? node->u.list.first : node;
    hex = vc_json_get_text(values, VC_VIEW("publicKeyHex"));
    for (size_t i = 0; i < 32; i++) {
        unsigned v = 0;

        assert_int_equal(sscanf(hex.data + 2 * i, "%2x", &v), 1);
        key.bytes[i] = (uint8_t)v;
    }
    assert_int_equal(vc_proof_hash_options(&w->arena, &w->options.tools,
                                           document, node, VC_SHA256, &hash,
                                           NULL),
                     VC_OK);
    step(w, folder, "canonical options",
         same_as_file(w, folder, "proof-canon.txt", hash.canonical));
    assert_int_equal(vc_proof_hash_document(&w->arena, &w->options.tools,
                                            document, VC_SHA256, &hash, NULL),
                     VC_OK);
    step(w, folder, "canonical document",
         same_as_file(w, folder, "document-canon.txt", hash.canonical));
    step(w, folder, "signature",
         vc_proof_read(node, &proof, NULL) == VC_OK &&
             vc_proof_check(&w->arena, &w->options.tools, document, &proof,
                            &hash, &key, NULL) == VC_OK);
}

static void
vectors_of_1edtech_are_met_byte_for_byte(void **state)
{
    struct world w;

    (void)state;
    outside_need("1edtech proof vectors", 6);
    open_world(&w);
    published_badge(&w, "1edtech-proof-vectors/obv3p0");
    published_badge(&w, "1edtech-proof-vectors/clrv2p0");
    outside_result("1edtech-proof-vectors", w.passed, w.total, 6);
    close_world(&w);
}

static enum vc_result
judge(struct world *w, struct vc_view text, bool show)
{
    struct vc_arena arena;
    struct vc_verdict verdict;
    struct vc_view words;

    vc_arena_init(&arena, NULL, 16 << 20);
    assert_int_equal(vc_verdict_make(&arena, text, &w->options, &verdict),
                     VC_OK);
    if (show) {
        assert_int_equal(vc_verdict_text(&arena, &verdict, &words), VC_OK);
        printf("%.*s", (int)words.size, words.data);
    }
    vc_arena_free(&arena);
    return verdict.result;
}

static void
signed_micro_credentials_are_verified(void **state)
{
    struct world w;
    struct vc_json *expected = NULL;
    struct vc_view now;

    (void)state;
    outside_need("edubadges signed", 40);
    open_world(&w);
    expected = read_json(&w, OPEN "edubadges/signed/expected.json");
    now = vc_json_get_text(expected, VC_VIEW("now"));
    assert_true(vc_instant_parse(now.data, now.size, &w.options.now_ms));
    for (VC_JSON_EACH(entry, vc_json_get(expected, VC_VIEW("files")))) {
        char path[300];
        char quads[300];
        struct vc_view text;
        struct vc_proof_hash hash;

        snprintf(path, sizeof(path), OPEN "edubadges/signed/%.*s",
                 (int)entry->name.size, entry->name.data);
        snprintf(quads, sizeof(quads), "%.*s.nq", (int)entry->name.size - 5,
                 entry->name.data);
        text = outside_read(&w.arena, path);
        step(&w, path, "verdict", judge(&w, text, false) == VC_RESULT_VERIFIED);
        assert_int_equal(vc_proof_hash_document(&w.arena, &w.options.tools,
                                                read_json(&w, path), VC_SHA256,
                                                &hash, NULL),
                         VC_OK);
        step(&w, path, "canonical document",
             same_as_file(&w, "edubadges/signed", quads, hash.canonical));
    }
    outside_result("edubadges-signed", w.passed, w.total, 40);
    close_world(&w);
}

/* Fixtures with an eddsa-rdfc-2022 proof; the other suite, and status lists,
 * are not read yet. */
static void
fixtures_of_the_dcc_get_their_verdicts(void **state)
{
    struct world w;
    int later = 0;

    (void)state;
    outside_need("dcc-fixtures", 61);
    open_world(&w);
    assert_true(
        vc_instant_parse("2026-03-01T00:00:00Z", 20, &w.options.now_ms));
    for (VC_JSON_EACH(entry,
                      read_json(&w, OPEN "dcc-fixtures/expected.json"))) {
        char path[400];
        struct vc_view text;
        struct vc_view want = vc_json_get_text(entry, VC_VIEW("verdict"));
        struct vc_view status = vc_json_get_text(entry, VC_VIEW("status"));
        const char *got = NULL;

        snprintf(path, sizeof(path), OPEN "dcc-fixtures/%.*s",
                 (int)entry->name.size, entry->name.data);
        text = outside_read(&w.arena, path);
        assert_non_null(text.data);
        if (strstr(text.data, "eddsa-rdfc-2022") == NULL ||
            !vc_view_equal(status, VC_VIEW("none"))) {
            later++;
            continue;
        }
        /* Its endorsement is out of date: the other verifier does not look. */
        if (strstr(path, "complexIssuer") != NULL) {
            want = VC_VIEW("not verified");
        }
        got = vc_verdict_result_name(judge(&w, text, false));
        if (!vc_view_equal(want, vc_view_of(got))) {
            (void)judge(&w, text, true);
        }
        step(&w, path, got, vc_view_equal(want, vc_view_of(got)));
    }
    printf("# not yet: %d fixtures with another suite or a status list\n",
           later);
    outside_result("dcc-fixtures (eddsa-rdfc-2022 without status)", w.passed,
                   w.total, 25);
    close_world(&w);
}

static const struct vc_json *controllers;

static enum vc_resolved
controller_of(void *user, struct vc_arena *arena, struct vc_view id,
              struct vc_view *out)
{
    (void)user;
    for (VC_JSON_EACH(document, controllers)) {
        if (vc_json_is_text(vc_json_get(document, VC_VIEW("id")), id)) {
            return vc_json_write(arena, document, 0, out) == VC_OK
                       ? VC_RESOLVED
                       : VC_RESOLVED_NO_MEMORY;
        }
    }
    return VC_RESOLVED_NOTHING;
}

/* Badges of the 1EdTech validator's own tests, those with one proof of the
 * suite. One answer differs: a bare did:key that is not the issuer's. */
static void
samples_of_the_1edtech_validator_get_their_verdicts(void **state)
{
    static const char *const verified[] = {"simple", "simple-context-version",
                                           "simple-did-web-method"};
    static const char *const refused[] = {
        "simple-did-key-method",
        "simple-err-context",
        "simple-err-credential-subject-achievement-result-description-type",
        "simple-err-credential-subject-identifier-type",
        "simple-err-credential-subject-profile-type",
        "simple-err-credential-subject-result-type",
        "simple-err-credential-subject-type",
        "simple-err-issuer-otheridentifier-type",
        "simple-err-issuer-parentorg-type",
        "simple-err-issuer-type",
        "simple-err-issuer",
        "simple-err-proof-method-no-scheme",
        "simple-err-proof-method-unknown-scheme",
        "simple-err-proof-method",
        "simple-err-proof-value",
        "simple-noproof",
        "complete"};
    enum { VERIFIED = 3, REFUSED = 17 };
    struct world w;

    (void)state;
    outside_need("1edtech-validator", VERIFIED + REFUSED);
    open_world(&w);
    controllers = read_json(&w, OPEN "1edtech-validator/controllers.json");
    w.options.resolver.document = controller_of;
    assert_true(
        vc_instant_parse("2025-01-01T00:00:00Z", 20, &w.options.now_ms));
    for (size_t i = 0; i < VERIFIED + REFUSED; i++) {
        const char *name = i < VERIFIED ? verified[i] : refused[i - VERIFIED];
        char path[300];
        enum vc_result got = VC_RESULT_UNKNOWN;

        snprintf(path, sizeof(path), OPEN "1edtech-validator/%s.json", name);
        got = judge(&w, outside_read(&w.arena, path), false);
        step(&w, path, vc_verdict_result_name(got),
             got ==
                 (i < VERIFIED ? VC_RESULT_VERIFIED : VC_RESULT_NOT_VERIFIED));
    }
    outside_result("1edtech-validator (eddsa-rdfc-2022)", w.passed, w.total,
                   VERIFIED + REFUSED);
    close_world(&w);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vectors_of_1edtech_are_met_byte_for_byte),
        cmocka_unit_test(signed_micro_credentials_are_verified),
        cmocka_unit_test(samples_of_the_1edtech_validator_get_their_verdicts),
        cmocka_unit_test(fixtures_of_the_dcc_get_their_verdicts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
