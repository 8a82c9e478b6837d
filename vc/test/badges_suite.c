/* SPDX-License-Identifier: Apache-2.0 */
/* Badges and records that others made: the vectors of 1EdTech byte for byte and
 * the samples of its validator, signed micro-credentials with their canonical
 * forms, the fixtures of the DCC. */
#include "contexts.h"

#include "vc/instant.h"
#include "vc/verdict.h"

#define OPEN "openbadges-3.0/"
#define OWN_CONTEXT                                                            \
    "https://raw.githubusercontent.com/educredentials/obv3-examples/refs/"     \
    "heads/main/contexts/educredential.json"

enum { PATH_SIZE = 1024 };

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
        char path[PATH_SIZE];
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
        .options = {.resolver = {.document = document_of},
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
    char path[PATH_SIZE];
    struct vc_view want;

    snprintf(path, sizeof(path), OPEN "%s/%s", folder, name);
    want = outside_read(&w->arena, path);
    assert_non_null(want.data);
    return vc_view_equal(want, text);
}

static void
published_badge(struct world *w, const char *folder)
{
    char path[PATH_SIZE];
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
        char path[PATH_SIZE];
        char quads[PATH_SIZE / 2];
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

/* The list that stands at an address, by the index of the fixtures. */
static enum vc_resolved
list_of(void *user, struct vc_arena *arena, struct vc_view address,
        struct vc_view *out)
{
    const struct vc_json *index = user;
    struct vc_view file = vc_json_get_text(index, address);
    char path[PATH_SIZE];

    if (file.data == NULL) {
        return VC_RESOLVED_UNKNOWN;
    }
    snprintf(path, sizeof(path), OPEN "dcc-fixtures/%.*s", (int)file.size,
             file.data);
    *out = outside_read(arena, path);
    return VC_RESOLVED;
}

/* Where the other verifier is content and we are not: by name and code. Lists
 * that say to be another list than the credential names, which the standard
 * forbids (Bitstring Status List 1.0, section 2.2, "id"); and an endorsement out
 * of date, at which it does not look. */
static const struct {
    const char *file;
    enum vc_layer layer;
    const char *code;
} stricter[] = {
    {"v1/bothSignatureTypes/didKey/mixedRegistry-validStatus-noExpiry.json",
     VC_LAYER_STATUS, "status_list"},
    {"v1/dataIntegrityProof/didKey/mixedRegistry-validStatus-noExpiry.json",
     VC_LAYER_STATUS, "status_list"},
    {"v1/ed25519/didKey/mixedRegistry-validStatus-noExpiry.json",
     VC_LAYER_STATUS, "status_list"},
    {"v1/ed25519/didWeb/legacy-validStatus-noExpiry.json", VC_LAYER_STATUS,
     "status_list"},
    {"v2/dataIntegrityProof/didKey/oidf-noStatus-notExpired-complexIssuer.json",
     VC_LAYER_ENDORSEMENTS, "endorsements_bad"},
};

/* Good when the result is the one stated; or the one layer says why not. */
static bool
is_as_stated(const struct vc_verdict *verdict, struct vc_view file,
             struct vc_view want)
{
    for (size_t i = 0; i < sizeof(stricter) / sizeof(stricter[0]); i++) {
        if (vc_view_equal(file, vc_view_of(stricter[i].file))) {
            return strcmp(vc_verdict_code(&verdict->layers[stricter[i].layer]),
                          stricter[i].code) == 0;
        }
    }
    return vc_view_equal(want,
                         vc_view_of(vc_verdict_result_name(verdict->result)));
}

static void
fixtures_of_the_dcc_get_their_verdicts(void **state)
{
    struct world w;

    (void)state;
    outside_need("dcc-fixtures", 61);
    open_world(&w);
    w.options.resolver = (struct vc_resolver){
        .document = document_of,
        .status_list = list_of,
        .user = read_json(&w, OPEN "dcc-fixtures/status-lists.json")};
    assert_true(
        vc_instant_parse("2026-03-01T00:00:00Z", 20, &w.options.now_ms));
    for (VC_JSON_EACH(entry,
                      read_json(&w, OPEN "dcc-fixtures/expected.json"))) {
        char path[PATH_SIZE];
        struct vc_verdict verdict;
        struct vc_arena arena;

        snprintf(path, sizeof(path), OPEN "dcc-fixtures/%.*s",
                 (int)entry->name.size, entry->name.data);
        vc_arena_init(&arena, NULL, 32 << 20);
        assert_int_equal(vc_verdict_make(&arena, outside_read(&w.arena, path),
                                         &w.options, &verdict),
                         VC_OK);
        step(&w, path, vc_verdict_result_name(verdict.result),
             is_as_stated(&verdict, entry->name,
                          vc_json_get_text(entry, VC_VIEW("verdict"))));
        vc_arena_free(&arena);
    }
    outside_result("dcc-fixtures", w.passed, w.total, 61);
    close_world(&w);
}

/* As published they name a context that is no longer what it was, and types
 * that it does not define: refused as they are, and with the repaired one. */
static void
unsigned_micro_credentials_are_refused(void **state)
{
    struct world w;

    (void)state;
    outside_need("edubadges", 20);
    open_world(&w);
    for (VC_JSON_EACH(entry, read_json(&w, OPEN "edubadges/expected.json"))) {
        char path[PATH_SIZE];
        struct vc_json *document = NULL;
        struct vc_proof_hash hash;

        snprintf(path, sizeof(path), OPEN "edubadges/%.*s",
                 (int)entry->name.size, entry->name.data);
        document = read_json(&w, path);
        step(&w, path, "safe mode",
             vc_proof_hash_document(&w.arena, &w.options.tools, document,
                                    VC_SHA256, &hash,
                                    NULL) == VC_SAFE_UNDEFINED_TYPE);
    }
    outside_result("edubadges", w.passed, w.total, 20);
    close_world(&w);
}

/* The examples of the specification are complete, but signed by nobody. */
static void
examples_of_the_specification_have_the_form(void **state)
{
    static const char *const names[] = {"achievementAlignmentCase",
                                        "achievementAlignmentCe",
                                        "basicOpenBadgeCredential",
                                        "endorsement",
                                        "fullOpenBadge",
                                        "skillAssertionCase",
                                        "skillAssertionCtdl"};
    enum { COUNT = sizeof(names) / sizeof(names[0]) };
    struct world w;

    (void)state;
    outside_need("openbadges spec-examples", COUNT);
    open_world(&w);
    for (size_t i = 0; i < COUNT; i++) {
        char path[PATH_SIZE];
        struct vc_verdict verdict;

        snprintf(path, sizeof(path), OPEN "spec-examples/%s.json", names[i]);
        assert_int_equal(vc_verdict_make(&w.arena, outside_read(&w.arena, path),
                                         &w.options, &verdict),
                         VC_OK);
        step(&w, path, "form",
             verdict.layers[VC_LAYER_FORM].code == VC_FINDING_FORM_OK &&
                 verdict.layers[VC_LAYER_PROOF].code == VC_FINDING_PROOF_NONE);
    }
    outside_result("openbadges spec-examples", w.passed, w.total, COUNT);
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

/* What the 1EdTech validator says of its own samples, "valid" and "warning" of
 * the older data model and suites being one here. Where we say no: a bare
 * did:key that is not the issuer's; keys that a token brings along and its
 * issuer does not list; a suite that is not read. */
static const struct {
    const char *file;
    const char *code; /* of the layer that says no, or NULL: verified */
    enum vc_layer layer;
} samples[] = {
    {"bit-string-list/testlist", NULL, 0},
    {"simple.json", NULL, 0},
    {"simple-context-version.json", NULL, 0},
    {"simple-did-web-method.json", NULL, 0},
    {"simple-eddsa-2022.json", NULL, 0},
    {"simple-json.png", NULL, 0},
    {"simple_v1.json", NULL, 0},
    {"simple-did-key-method.json", "key_not_issuers", VC_LAYER_KEY},
    {"simple-jwt.svg", "key_unlisted", VC_LAYER_KEY},
    {"simple-jwt_v1.svg", "key_unlisted", VC_LAYER_KEY},
    {"sd/derivedcredential.json", "proof_suite", VC_LAYER_PROOF},
    {"bit-string-list/credential-status-revoked-blank-nodes.json",
     "status_list", VC_LAYER_STATUS},
    {"bit-string-list/credential-status-revoked.json", "status_list",
     VC_LAYER_STATUS},
    {"complete.json", "endorsements_bad", VC_LAYER_ENDORSEMENTS},
    {"complete_v1.json", "form_undefined", VC_LAYER_FORM},
    {"simple.jwt", "form_context", VC_LAYER_FORM},
    {"simple-noproof.json", "form_member", VC_LAYER_FORM},
    {"simple-err-context.json", "form_context", VC_LAYER_FORM},
    {"simple-err-credential-subject-achievement-result-description-type.json",
     "form_member", VC_LAYER_FORM},
    {"simple-err-credential-subject-identifier-type.json", "form_member",
     VC_LAYER_FORM},
    {"simple-err-credential-subject-profile-type.json", "form_member",
     VC_LAYER_FORM},
    {"simple-err-credential-subject-result-type.json", "form_member",
     VC_LAYER_FORM},
    {"simple-err-credential-subject-type.json", "form_member", VC_LAYER_FORM},
    {"simple-err-issuer-otheridentifier-type.json", "form_member",
     VC_LAYER_FORM},
    {"simple-err-issuer-parentorg-type.json", "form_member", VC_LAYER_FORM},
    {"simple-err-issuer-type.json", "form_member", VC_LAYER_FORM},
    {"simple-err-issuer.json", "form_member", VC_LAYER_FORM},
    {"simple-err-proof-method-no-scheme.json", "key_not_issuers", VC_LAYER_KEY},
    {"simple-err-proof-method-unknown-scheme.json", "key_not_issuers",
     VC_LAYER_KEY},
    {"simple-err-proof-method.json", "key_unlisted", VC_LAYER_KEY},
    {"simple-err-proof-value.json", "proof_signature", VC_LAYER_PROOF},
};

static enum vc_resolved
sample_list(void *user, struct vc_arena *arena, struct vc_view address,
            struct vc_view *out)
{
    (void)user;
    (void)address;
    *out =
        outside_read(arena, OPEN "1edtech-validator/bit-string-list/testlist");
    return VC_RESOLVED;
}

static void
samples_of_the_1edtech_validator_get_their_verdicts(void **state)
{
    enum { COUNT = sizeof(samples) / sizeof(samples[0]) };
    struct world w;

    (void)state;
    outside_need("1edtech-validator", COUNT);
    open_world(&w);
    controllers = read_json(&w, OPEN "1edtech-validator/controllers.json");
    w.options.resolver = (struct vc_resolver){
        .document = controller_of, .status_list = sample_list, .user = NULL};
    w.options.rules = (struct vc_badge_rules){0};
    assert_true(
        vc_instant_parse("2025-01-01T00:00:00Z", 20, &w.options.now_ms));
    for (size_t i = 0; i < COUNT; i++) {
        char path[PATH_SIZE];
        struct vc_verdict verdict;
        const char *got = NULL;

        snprintf(path, sizeof(path), OPEN "1edtech-validator/%s",
                 samples[i].file);
        assert_int_equal(vc_verdict_make(&w.arena, outside_read(&w.arena, path),
                                         &w.options, &verdict),
                         VC_OK);
        got = vc_verdict_code(&verdict.layers[samples[i].layer]);
        step(&w, path, got,
             samples[i].code == NULL
                 ? verdict.result == VC_RESULT_VERIFIED
                 : verdict.result == VC_RESULT_NOT_VERIFIED &&
                       strcmp(got, samples[i].code) == 0);
    }
    outside_result("1edtech-validator", w.passed, w.total, COUNT);
    close_world(&w);
}

/* --- records ------------------------------------------------------------- */

#define INNER_ISSUER "https://example.com/issuers/876543"
#define INNER_KEY "z6MkvREVgsHx7Ppae68vCoByy73ZD4aMSJiPML2cryVL8JAx"

/* The issuer of the credential inside lists a key that is not in the file of
 * documents; `user` says whether it is to be known. */
static enum vc_resolved
record_controller(void *user, struct vc_arena *arena, struct vc_view id,
                  struct vc_view *out)
{
    const bool *known = user;

    if (!*known || !vc_view_equal(id, VC_VIEW(INNER_ISSUER))) {
        return controller_of(user, arena, id, out);
    }
    *out = VC_VIEW("{\"id\":\"" INNER_ISSUER
                   "\",\"verificationMethod\":[{\"id\":\"" INNER_ISSUER
                   "#" INNER_KEY "\",\"type\":\"Multikey\",\"controller\":"
                   "\"" INNER_ISSUER "\",\"publicKeyMultibase\":\"" INNER_KEY
                   "\"}],\"assertionMethod\":[\"" INNER_ISSUER "#" INNER_KEY
                   "\"]}");
    return VC_RESOLVED;
}

static enum vc_result
judge_record(struct world *w, const char *name, const char **code)
{
    char path[PATH_SIZE];
    struct vc_verdict verdict;

    snprintf(path, sizeof(path), "clr-2.0/samples/%s", name);
    assert_int_equal(vc_verdict_make(&w->arena, outside_read(&w->arena, path),
                                     &w->options, &verdict),
                     VC_OK);
    *code = vc_verdict_code(
        &verdict.layers[verdict.layers[VC_LAYER_FORM].code == VC_FINDING_FORM_OK
                            ? VC_LAYER_ENDORSEMENTS
                            : VC_LAYER_FORM]);
    return verdict.result;
}

static void
records_are_as_good_as_all_that_is_in_them(void **state)
{
    static const char *const drafts[] = {"simple-noproof.json", "simple.jwt",
                                         "simple_old_safesigned.json"};
    struct world w;
    const char *code = NULL;
    bool known = true;

    (void)state;
    outside_need("clr-2.0", 5);
    open_world(&w);
    controllers = read_json(&w, OPEN "1edtech-validator/controllers.json");
    w.options.resolver =
        (struct vc_resolver){.document = record_controller, .user = &known};
    assert_true(
        vc_instant_parse("2025-01-01T00:00:00Z", 20, &w.options.now_ms));
    step(&w, "simple.json", "both good",
         judge_record(&w, "simple.json", &code) == VC_RESULT_VERIFIED &&
             strcmp(code, "record_ok") == 0);
    known = false;
    step(&w, "simple.json", "inner key not listed",
         judge_record(&w, "simple.json", &code) == VC_RESULT_NOT_VERIFIED &&
             strcmp(code, "record_bad") == 0);
    for (size_t i = 0; i < 3; i++) { /* their contexts were never published */
        step(&w, drafts[i], "a draft",
             judge_record(&w, drafts[i], &code) == VC_RESULT_NOT_VERIFIED &&
                 strcmp(code, "form_context") == 0);
    }
    outside_result("clr-2.0", w.passed, w.total, 5);
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
        cmocka_unit_test(unsigned_micro_credentials_are_refused),
        cmocka_unit_test(examples_of_the_specification_have_the_form),
        cmocka_unit_test(records_are_as_good_as_all_that_is_in_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
