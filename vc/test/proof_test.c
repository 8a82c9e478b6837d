/* SPDX-License-Identifier: Apache-2.0 */
/* Data Integrity proofs of our own with every suite and every kind of key, in
 * sets and in chains, and what is refused. */
#include "world.h"

#include "vc/credential.h"
#include "vc/jcs.h"
#include "vc/multibase.h"

static const struct suite {
    const char *name;
    enum vc_key_type key;
} suites[] = {
    {"eddsa-rdfc-2022", VC_KEY_ED25519}, {"eddsa-jcs-2022", VC_KEY_ED25519},
    {"ecdsa-rdfc-2019", VC_KEY_P256},    {"ecdsa-rdfc-2019", VC_KEY_P384},
    {"ecdsa-jcs-2019", VC_KEY_P256},     {"ecdsa-jcs-2019", VC_KEY_P384},
};

enum { SUITES = sizeof(suites) / sizeof(suites[0]) };

static enum vc_status
issue_text(struct vc_view text, const char *suite, struct vc_view *out)
{
    struct vc_proof_tools tools = sample_tools(&w.sample);
    struct vc_proof_terms terms = world_terms(&w);

    if (suite != NULL) {
        terms.suite = vc_view_of(suite);
    }
    return vc_credential_issue(&w.arena, &tools, text, NULL, &terms, out, NULL);
}

static enum vc_status
issue_with(const char *suite, struct vc_view *out)
{
    return issue_text(VC_VIEW(sample_unsigned), suite, out);
}

static struct vc_view
issued(const char *suite)
{
    struct vc_view out = {NULL, 0};

    assert_int_equal(issue_with(suite, &out), VC_OK);
    return out;
}

static void
every_suite_and_kind_of_key_is_verified(void **state)
{
    (void)state;
    for (size_t i = 0; i < SUITES; i++) {
        for (int as_jwk = 0; as_jwk < 2; as_jwk++) {
            struct vc_verdict v;

            world_key(&w, suites[i].key);
            w.as_jwk = as_jwk != 0;
            v = world_judge(&w, issued(suites[i].name));
            assert_int_equal(v.result, VC_RESULT_VERIFIED);
            assert_true(
                vc_view_equal(v.proofs[0].suite, vc_view_of(suites[i].name)));
        }
    }
}

static void
without_a_suite_the_one_over_rdf_is_taken(void **state)
{
    struct vc_verdict v = world_judge(&w, issued(NULL));

    (void)state;
    assert_true(vc_view_equal(v.proofs[0].suite, VC_VIEW("eddsa-rdfc-2022")));
    world_key(&w, VC_KEY_P384);
    v = world_judge(&w, issued(NULL));
    assert_true(vc_view_equal(v.proofs[0].suite, VC_VIEW("ecdsa-rdfc-2019")));
}

static void
a_suite_goes_with_its_kind_of_key_only(void **state)
{
    struct vc_view out;

    (void)state;
    assert_int_equal(issue_with("ecdsa-rdfc-2019", &out), VC_PROOF_SUITE);
    assert_int_equal(issue_with("eddsa-2099", &out), VC_PROOF_SUITE);
    assert_int_equal(issue_with("eddsa-2022", &out), VC_PROOF_SUITE);
    assert_int_equal(issue_with("Ed25519Signature2020", &out), VC_PROOF_SUITE);
    world_key(&w, VC_KEY_P256);
    assert_int_equal(issue_with("eddsa-jcs-2022", &out), VC_PROOF_SUITE);
}

/* A signature by one curve, looked at with a key of another. */
static void
a_key_of_another_curve_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < SUITES; i++) {
        struct vc_view text;

        world_key(&w, suites[i].key);
        text = issued(suites[i].name);
        for (enum vc_key_type type = VC_KEY_ED25519; type <= VC_KEY_P384;
             type++) {
            struct vc_verdict v;

            world_key(&w, type);
            v = world_judge(&w, text);
            assert_int_equal(v.result, VC_RESULT_NOT_VERIFIED);
            assert_int_equal(vc_verdict_outcome(&v.layers[VC_LAYER_PROOF]),
                             VC_OUTCOME_FAILED);
        }
    }
}

static void
what_is_changed_is_seen_by_every_suite(void **state)
{
    static const char *const pairs[][2] = {
        {"Generative AI", "Generative BI"},
        {"\"creditsEarned\":2", "\"creditsEarned\":3"},
        {"\"tag\":[\"ai\"", "\"tag\":[\"bi\""},
        {"\"proofPurpose\":\"assertionMethod\"",
         "\"proofPurpose\":\"authentication\""},
        {"\"created\":\"2026-03-01T12:00:00Z\"",
         "\"created\":\"2026-03-01T12:00:01Z\""},
        {"\"created\":\"2026-03-01T12:00:00Z\",", ""},
        {"\"cryptosuite\":\"e", "\"nonce\":\"1\",\"cryptosuite\":\"e"},
        {"-jcs-", "-rdfc-"},
        {"-rdfc-", "-jcs-"},
    };

    (void)state;
    for (size_t i = 0; i < SUITES; i++) {
        struct vc_view text;

        world_key(&w, suites[i].key);
        text = issued(suites[i].name);
        for (size_t k = 0; k < sizeof(pairs) / sizeof(pairs[0]); k++) {
            if (strstr(pairs[k][0], "-jcs-") != NULL &&
                strstr(suites[i].name, "-jcs-") == NULL) {
                continue;
            }
            if (strstr(pairs[k][0], "-rdfc-") != NULL &&
                strstr(suites[i].name, "-rdfc-") == NULL) {
                continue;
            }
            assert_int_equal(
                world_judge(&w,
                            world_changed(&w, text, pairs[k][0], pairs[k][1]))
                    .result,
                VC_RESULT_NOT_VERIFIED);
        }
    }
}

/* --- sets and chains ----------------------------------------------------- */

static void
add_hash(struct vc_json *node, uint8_t *out)
{
    struct vc_view text;

    assert_int_equal(vc_jcs(&w.arena, node, &text), VC_OK);
    assert_int_equal(
        vc_crypto_hash(w.sample.crypto, VC_SHA256, text.data, text.size, out),
        VC_OK);
}

/* A proof with eddsa-jcs-2022 over the sample and over the proofs in `before`
 * (NULL: none), made here by the words of VC Data Integrity 1.0, section 4.3. */
static struct vc_json *
chained(const char *id, const char *previous, struct vc_json *before)
{
    char text[900];
    uint8_t joined[64];
    uint8_t signature[64];
    char value[100];
    struct vc_json *document = world_json(&w, VC_VIEW(sample_unsigned));
    struct vc_json *proof = NULL;
    size_t n = 0;

    snprintf(text, sizeof(text),
             "{\"type\":\"DataIntegrityProof\",\"id\":\"%s\",%s"
             "\"created\":\"2026-03-01T12:00:00Z\",\"verificationMethod\":"
             "\"%s\",\"cryptosuite\":\"eddsa-jcs-2022\",\"proofPurpose\":"
             "\"assertionMethod\"}",
             id, previous, w.method);
    proof = world_json(&w, vc_arena_copy(&w.arena, vc_view_of(text)));
    assert_int_equal(
        vc_json_set(
            proof, VC_VIEW("@context"),
            vc_json_copy(&w.arena, vc_json_get(document, VC_VIEW("@context")))),
        VC_OK);
    add_hash(proof, joined);
    if (before != NULL) {
        assert_int_equal(vc_json_set(document, VC_VIEW("proof"), before),
                         VC_OK);
    }
    add_hash(document, joined + 32);
    assert_int_equal(vc_secret_sign(&w.secret, joined, 64, signature), VC_OK);
    n = vc_multibase_encode(signature, 64, value, sizeof(value));
    assert_int_equal(
        vc_json_set(
            proof, VC_VIEW("proofValue"),
            vc_json_string(
                &w.arena, vc_arena_copy(&w.arena, (struct vc_view){value, n}))),
        VC_OK);
    return proof;
}

static struct vc_json *
list_of(const struct vc_json *a, const struct vc_json *b)
{
    struct vc_json *list = vc_json_array(&w.arena);

    assert_int_equal(vc_json_append(list, vc_json_copy(&w.arena, a)), VC_OK);
    if (b != NULL) {
        assert_int_equal(vc_json_append(list, vc_json_copy(&w.arena, b)),
                         VC_OK);
    }
    return list;
}

static struct vc_view
sample_with(struct vc_json *proofs)
{
    struct vc_json *document = world_json(&w, VC_VIEW(sample_unsigned));
    struct vc_view text;

    assert_int_equal(vc_json_set(document, VC_VIEW("proof"), proofs), VC_OK);
    assert_int_equal(vc_json_write(&w.arena, document, 0, &text), VC_OK);
    return text;
}

static void
damage(struct vc_json *proof)
{
    assert_int_equal(
        vc_json_replace(
            proof, VC_VIEW("created"),
            vc_json_string(&w.arena, VC_VIEW("2026-03-01T12:00:01Z"))),
        VC_OK);
}

static void
one_good_proof_of_a_set_is_enough_and_each_is_told(void **state)
{
    struct vc_json *first = chained("urn:x:1", "", NULL);
    struct vc_json *second = chained("urn:x:2", "", NULL);
    struct vc_verdict v = world_judge(&w, sample_with(list_of(first, second)));

    (void)state;
    assert_int_equal(v.result, VC_RESULT_VERIFIED);
    assert_true(v.proofs[0].good && v.proofs[1].good);
    damage(first);
    v = world_judge(&w, sample_with(list_of(first, second)));
    assert_int_equal(v.result, VC_RESULT_VERIFIED);
    assert_true(!v.proofs[0].good && v.proofs[1].good);
    damage(second);
    v = world_judge(&w, sample_with(list_of(first, second)));
    assert_int_equal(v.result, VC_RESULT_NOT_VERIFIED);
    world_layer(&v, VC_LAYER_PROOF, "proof_signature");
}

static void
a_chain_is_as_good_as_its_beginning(void **state)
{
    struct vc_json *first = chained("urn:x:1", "", NULL);
    struct vc_json *second = chained(
        "urn:x:2", "\"previousProof\":\"urn:x:1\",", list_of(first, NULL));
    struct vc_verdict v = world_judge(&w, sample_with(list_of(first, second)));

    (void)state;
    assert_true(v.proofs[0].good && v.proofs[1].good);
    v = world_judge(&w, sample_with(list_of(second, first)));
    assert_true(v.proofs[0].good && v.proofs[1].good);
    /* Without the proof it names, or with another one under that name. */
    v = world_judge(&w, sample_with(list_of(second, NULL)));
    assert_int_equal(v.result, VC_RESULT_NOT_VERIFIED);
    world_layer(&v, VC_LAYER_PROOF, "proof_form");
    v = world_judge(
        &w, sample_with(
                list_of(chained("urn:x:1", "\"nonce\":\"\",", NULL), second)));
    assert_true(v.proofs[0].good && !v.proofs[1].good);
    assert_string_equal(vc_verdict_code(&v.proofs[1].proof), "proof_signature");
}

/* The second signature covers the first as it is: it is good for itself, and
 * yet vouches for something that is not. */
static void
a_chain_on_a_bad_proof_is_not_good(void **state)
{
    struct vc_json *first = chained("urn:x:1", "", NULL);
    struct vc_json *second = NULL;
    struct vc_json *third = NULL;
    struct vc_json *proofs = NULL;
    struct vc_verdict v;

    (void)state;
    damage(first);
    second = chained("urn:x:2", "\"previousProof\":[\"urn:x:1\"],",
                     list_of(first, NULL));
    third = chained("urn:x:3", "\"previousProof\":\"urn:x:2\",",
                    list_of(second, NULL));
    proofs = list_of(third, second);
    assert_int_equal(vc_json_append(proofs, first), VC_OK);
    v = world_judge(&w, sample_with(proofs));
    assert_int_equal(v.result, VC_RESULT_NOT_VERIFIED);
    assert_string_equal(vc_verdict_code(&v.proofs[0].proof), "proof_chain");
    assert_string_equal(vc_verdict_code(&v.proofs[1].proof), "proof_chain");
    assert_string_equal(vc_verdict_code(&v.proofs[2].proof), "proof_signature");
}

static void
a_name_that_two_proofs_bear_names_none(void **state)
{
    struct vc_json *first = chained("urn:x:1", "", NULL);
    struct vc_json *twin = chained("urn:x:1", "", NULL);
    struct vc_json *second = chained(
        "urn:x:2", "\"previousProof\":\"urn:x:1\",", list_of(first, NULL));
    struct vc_json *proofs = list_of(second, first);
    struct vc_verdict v;

    (void)state;
    assert_int_equal(vc_json_append(proofs, twin), VC_OK);
    v = world_judge(&w, sample_with(proofs));
    assert_false(v.proofs[0].good);
    assert_string_equal(vc_verdict_code(&v.proofs[0].proof), "proof_form");
}

static void
a_chain_names_no_more_proofs_than_there_are(void **state)
{
    struct vc_json *first = chained("urn:x:1", "", NULL);
    struct vc_json *second = chained(
        "urn:x:2", "\"previousProof\":[\"urn:x:1\",\"urn:x:1\",\"urn:x:1\"],",
        list_of(first, NULL));
    struct vc_verdict v = world_judge(&w, sample_with(list_of(first, second)));

    (void)state;
    assert_string_equal(vc_verdict_code(&v.proofs[1].proof), "proof_form");
}

/* Canonical JSON covers every byte, and yet says nothing of what it means. */
static void
what_is_not_defined_is_issued_by_no_suite(void **state)
{
    static const struct {
        const char *from;
        const char *to;
    } changes[] = {
        {"\"awardedDate\"", "\"prizeDate\""},
        {"\"OpenBadgeCredential\"", "\"OpenBadgeCredential\",\"Prize\""},
        {"\"credentialSubject\":{",
         "\"credentialSubject\":{\"id\":\"did:example:a b\","},
        {"\"name\":\"Generative AI: foundations\",\"issuer\"",
         "\"name\":{\"@value\":\"a\",\"url\":\"b\"},\"issuer\""},
    };

    (void)state;
    for (size_t i = 0; i < SUITES; i++) {
        world_key(&w, suites[i].key);
        for (size_t k = 0; k < sizeof(changes) / sizeof(changes[0]); k++) {
            struct vc_view text = world_changed(&w, VC_VIEW(sample_unsigned),
                                                changes[k].from, changes[k].to);
            struct vc_view out = {NULL, 0};

            assert_int_not_equal(issue_text(text, suites[i].name, &out), VC_OK);
            assert_null(out.data);
        }
    }
}

/* RDF has no place for it, so a proof over RDF must not lose it in silence. */
static void
a_base_direction_is_signed_by_canonical_json_only(void **state)
{
    static const struct vc_view text = VC_VIEW_INIT(
        "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"],"
        "\"type\":[\"VerifiableCredential\"],\"issuer\":\"" SAMPLE_DID
        "\",\"name\":{\"@value\":\"AI\",\"@language\":\"en\","
        "\"@direction\":\"ltr\"},"
        "\"credentialSubject\":{\"id\":\"did:example:learner\"}}");

    (void)state;
    for (size_t i = 0; i < SUITES; i++) {
        bool json = strstr(suites[i].name, "-jcs-") != NULL;
        struct vc_view out = {NULL, 0};

        world_key(&w, suites[i].key);
        assert_int_equal(issue_text(text, suites[i].name, &out),
                         json ? VC_OK : VC_SAFE_DIRECTION);
        if (json) {
            struct vc_verdict v = world_judge(&w, out);

            assert_int_equal(v.result, VC_RESULT_VERIFIED);
            v = world_judge(&w, world_changed(&w, out, "\"ltr\"", "\"rtl\""));
            world_layer(&v, VC_LAYER_PROOF, "proof_signature");
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(every_suite_and_kind_of_key_is_verified, fresh),
        cmocka_unit_test_setup(without_a_suite_the_one_over_rdf_is_taken,
                               fresh),
        cmocka_unit_test_setup(what_is_not_defined_is_issued_by_no_suite,
                               fresh),
        cmocka_unit_test_setup(
            a_base_direction_is_signed_by_canonical_json_only, fresh),
        cmocka_unit_test_setup(a_suite_goes_with_its_kind_of_key_only, fresh),
        cmocka_unit_test_setup(a_key_of_another_curve_is_refused, fresh),
        cmocka_unit_test_setup(what_is_changed_is_seen_by_every_suite, fresh),
        cmocka_unit_test_setup(
            one_good_proof_of_a_set_is_enough_and_each_is_told, fresh),
        cmocka_unit_test_setup(a_chain_is_as_good_as_its_beginning, fresh),
        cmocka_unit_test_setup(a_chain_on_a_bad_proof_is_not_good, fresh),
        cmocka_unit_test_setup(a_name_that_two_proofs_bear_names_none, fresh),
        cmocka_unit_test_setup(a_chain_names_no_more_proofs_than_there_are,
                               fresh),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
