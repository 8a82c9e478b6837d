/* SPDX-License-Identifier: Apache-2.0 */
/* Credentials as tokens: made, judged, and damaged in every place. */
#include "failing.h"
#include "fixed_keys.h"
#include "world.h"

#include "vc/jwt.h"

static struct vc_view
issued(enum vc_jwt_form form)
{
    struct vc_proof_tools tools = sample_tools(&w.sample);
    struct vc_proof_terms terms = world_terms(&w);
    struct vc_error error = {0};
    struct vc_view out = {NULL, 0};

    if (vc_jwt_issue(&w.arena, &tools, VC_VIEW(sample_unsigned), NULL, &terms,
                     form, &out, &error) != VC_OK) {
        fail_msg("%s: %s", error.path, error.message);
    }
    return out;
}

/* The payload of the sample in the 1EdTech form. */
static struct vc_view
payload(void)
{
    struct vc_jws jws;

    assert_int_equal(vc_jws_read(&w.arena, issued(VC_JWT_BADGE), &jws, NULL),
                     VC_OK);
    return jws.payload;
}

/* Any payload under any header, signed by the issuer's key. */
static struct vc_view
signed_text(const char *header, struct vc_view text)
{
    struct vc_proof_terms terms = world_terms(&w);
    struct vc_view out;

    assert_int_equal(vc_jws_make(&w.arena, world_json(&w, vc_view_of(header)),
                                 text, &terms, &out, NULL),
                     VC_OK);
    return out;
}

#define KID "\"kid\":\"" SAMPLE_DID "#key\""

static void
every_kind_of_key_and_both_forms_are_verified(void **state)
{
    (void)state;
    for (enum vc_key_type type = VC_KEY_ED25519; type <= VC_KEY_P384; type++) {
        for (enum vc_jwt_form form = VC_JWT_BADGE; form <= VC_JWT_W3C; form++) {
            struct vc_verdict v;

            world_key(&w, type);
            v = world_judge(&w, issued(form));
            assert_int_equal(v.result, VC_RESULT_VERIFIED);
            world_layer(&v, VC_LAYER_PROOF, "proof_ok");
            world_layer(&v, VC_LAYER_KEY, "key_ok");
            world_layer(&v, VC_LAYER_KEY_TIME, "key_time_ok");
            assert_int_equal(v.proof_count, 1);
            assert_true(
                vc_view_equal(v.proofs[0].suite, vc_jwk_algorithm(type)));
            assert_true(vc_view_equal(v.badge.name,
                                      VC_VIEW("Generative AI: foundations")));
        }
    }
}

/* What the text of each form says, claim by claim. */
static void
the_two_forms_are_those_of_their_standards(void **state)
{
    struct vc_jwt jwt;

    (void)state;
    assert_int_equal(
        vc_jwt_read(&w.arena, issued(VC_JWT_BADGE), NULL, &jwt, NULL), VC_OK);
    assert_true(vc_json_equal(jwt.jws.header,
                              world_json(&w, VC_VIEW("{\"alg\":\"EdDSA\"," KID
                                                     ",\"typ\":\"JWT\"}"))));
    assert_true(vc_json_is_text(vc_json_get(jwt.claims, VC_VIEW("iss")),
                                VC_VIEW(SAMPLE_DID)));
    assert_true(vc_json_is_text(
        vc_json_get(jwt.claims, VC_VIEW("jti")),
        VC_VIEW(
            "https://centre.example/certificates/abcdefghijklmnopqrstuvwxyz")));
    assert_null(vc_json_get(jwt.claims, VC_VIEW("sub"))); /* it has no id */
    assert_true(vc_json_get(jwt.claims, VC_VIEW("nbf"))->u.number.value ==
                1772323200.0);
    assert_true(vc_json_get(jwt.claims, VC_VIEW("exp"))->u.number.value ==
                2087942400.0);
    assert_true(vc_json_equal(jwt.credential,
                              world_json(&w, VC_VIEW(sample_unsigned))));
    assert_int_equal(
        vc_jwt_read(&w.arena, issued(VC_JWT_W3C), NULL, &jwt, NULL), VC_OK);
    assert_true(vc_json_equal(
        jwt.jws.header,
        world_json(&w, VC_VIEW("{\"alg\":\"EdDSA\"," KID
                               ",\"typ\":\"vc+jwt\",\"cty\":\"vc\"}"))));
    assert_true(vc_view_equal(jwt.jws.payload, VC_VIEW(sample_unsigned)));
}

/* Any character, three ways. Nothing but the very same token is verified. */
static void
no_character_of_a_token_can_be_changed(void **state)
{
    static const char ways[] = {1, 0x20, 0};
    struct vc_view text = issued(VC_JWT_BADGE);
    struct vc_verdict_options options = sample_options(&w.sample);
    char *copy = vc_arena_alloc(&w.arena, text.size);
    struct vc_arena own;

    (void)state;
    assert_non_null(copy);
    options.resolver =
        (struct vc_resolver){.document = world_resolve, .user = &w};
    vc_arena_init(&own, NULL, 0);
    for (size_t i = 0; i < text.size; i++) {
        for (size_t way = 0; way < sizeof(ways); way++) {
            struct vc_verdict v;

            vc_arena_reset(&own);
            memcpy(copy, text.data, text.size);
            copy[i] = ways[way] != 0 ? (char)(copy[i] ^ ways[way]) : '.';
            if (copy[i] == text.data[i]) {
                continue;
            }
            assert_int_equal(vc_verdict_make(&own,
                                             (struct vc_view){copy, text.size},
                                             &options, &v),
                             VC_OK);
            if (v.result == VC_RESULT_VERIFIED) {
                fail_msg("character %zu can be %c", i, copy[i]);
            }
        }
    }
    vc_arena_free(&own);
}

static void
no_character_can_be_cut_or_added_but_space_around(void **state)
{
    struct vc_view text = issued(VC_JWT_W3C);
    struct vc_view end;

    (void)state;
    end = vc_arena_join(&w.arena, text, VC_VIEW("\n"));
    assert_int_equal(world_judge(&w, end).result, VC_RESULT_VERIFIED);
    for (size_t cut = 1; cut <= text.size; cut++) {
        struct vc_view shorter = {text.data, text.size - cut};

        assert_int_not_equal(world_judge(&w, shorter).result,
                             VC_RESULT_VERIFIED);
    }
    end = vc_arena_join(&w.arena, text, VC_VIEW("A"));
    assert_int_not_equal(world_judge(&w, end).result, VC_RESULT_VERIFIED);
    end = vc_arena_join(&w.arena, text, VC_VIEW("="));
    assert_int_not_equal(world_judge(&w, end).result, VC_RESULT_VERIFIED);
    end = vc_arena_join(&w.arena, text, VC_VIEW(".x"));
    assert_int_not_equal(world_judge(&w, end).result, VC_RESULT_VERIFIED);
}

/* Signed by the right key, yet a contradiction in itself. */
static void
claims_must_repeat_the_credential(void **state)
{
    static const struct {
        const char *from;
        const char *to;
    } bad[] = {
        {"\"iss\":\"did", "\"iss\":\"xid"},
        {"\"iss\":", "\"xss\":"},
        {",\"iss\":\"" SAMPLE_DID "\"", ""},
        {"\"jti\":\"https", "\"jti\":\"http"},
        {",\"jti\":\"https://centre.example/certificates/"
         "abcdefghijklmnopqrstuvwxyz\"",
         ""},
        {"\"jti\":", "\"sub\":\"did:example:somebody\",\"jti\":"},
        {"\"nbf\":1772323200", "\"nbf\":1772323201"},
        {"\"nbf\":1772323200", "\"nbf\":\"1772323200\""},
        {"\"nbf\":1772323200", "\"nbf\":1e300"},
        {",\"nbf\":1772323200", ""},
        {"\"exp\":2087942400", "\"exp\":2087942399"},
        {"\"exp\":2087942400", "\"exp\":null"},
        {"\"exp\":", "\"iat\":\"today\",\"exp\":"},
        {"\"exp\":", "\"aud\":\"https://somebody.example\",\"exp\":"},
        {"\"exp\":", "\"unheard\":\"of\",\"exp\":"},
        {"\"exp\":", "\"vc\":{},\"exp\":"},
        {"\"exp\":", "\"vc\":[],\"exp\":"},
    };
    static const char header[] = "{" KID ",\"typ\":\"JWT\"}";
    struct vc_view text = payload();

    (void)state;
    assert_int_equal(world_judge(&w, signed_text(header, text)).result,
                     VC_RESULT_VERIFIED);
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct vc_verdict v = world_judge(
            &w, signed_text(header,
                            world_changed(&w, text, bad[i].from, bad[i].to)));

        if (v.result != VC_RESULT_NOT_VERIFIED) {
            fail_msg("%s is taken", bad[i].to);
        }
    }
}

static void
claims_may_say_more_of_the_signature(void **state)
{
    struct vc_view text = payload();
    struct vc_verdict v;

    (void)state;
    v = world_judge(
        &w, signed_text("{" KID "}",
                        world_changed(&w, text, "\"exp\":",
                                      "\"iat\":1772366400,\"cnf\":{\"kid\":"
                                      "\"did:example:holder\"},\"exp\":")));
    assert_int_equal(v.result, VC_RESULT_VERIFIED);
    /* Without an end of its own the credential takes that of the token. */
    text =
        world_changed(&w, text, "\"validUntil\":\"2036-03-01T00:00:00Z\",", "");
    text = world_changed(&w, text, "\"exp\":2087942400", "\"exp\":1774000000");
    v = world_judge(&w, signed_text("{" KID "}", text));
    world_layer(&v, VC_LAYER_PROOF, "proof_expired");
}

/* Seconds have a fraction where the credential has one, or leave it out. */
static void
times_are_the_same_to_the_millisecond(void **state)
{
    static const struct {
        const char *claim;
        enum vc_result result;
    } cases[] = {
        {"\"nbf\":1772323200", VC_RESULT_VERIFIED},
        {"\"nbf\":1772323200.123", VC_RESULT_VERIFIED},
        {"\"nbf\":1.772323200123e9", VC_RESULT_VERIFIED},
        {"\"nbf\":1772323200.124", VC_RESULT_NOT_VERIFIED},
        {"\"nbf\":1772323199.123", VC_RESULT_NOT_VERIFIED},
    };
    struct vc_view text =
        world_changed(&w, payload(), "\"validFrom\":\"2026-03-01T00:00:00Z\"",
                      "\"validFrom\":\"2026-03-01T00:00:00.123Z\"");

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct vc_view changed =
            world_changed(&w, text, "\"nbf\":1772323200", cases[i].claim);

        if (world_judge(&w, signed_text("{" KID "}", changed)).result !=
            cases[i].result) {
            fail_msg("%s", cases[i].claim);
        }
    }
}

/* As in samples of 1EdTech: the holder is named as the reader. */
static void
the_subject_may_be_named_as_the_reader(void **state)
{
    static const struct {
        const char *claims;
        enum vc_result result;
    } cases[] = {
        {"", VC_RESULT_VERIFIED},
        {"\"sub\":\"did:example:a\",", VC_RESULT_VERIFIED},
        {"\"sub\":\"did:example:b\",", VC_RESULT_NOT_VERIFIED},
        {"\"aud\":\"did:example:a\",", VC_RESULT_VERIFIED},
        {"\"aud\":[\"did:example:b\",\"did:example:a\"],", VC_RESULT_VERIFIED},
        {"\"aud\":\"did:example:b\",", VC_RESULT_NOT_VERIFIED},
        {"\"aud\":[],", VC_RESULT_NOT_VERIFIED},
        {"\"aud\":null,", VC_RESULT_NOT_VERIFIED},
    };
    struct vc_view text = world_changed(
        &w, payload(), "\"type\":[\"AchievementSubject\"]",
        "\"id\":\"did:example:a\",\"type\":[\"AchievementSubject\"]");

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct vc_view claims = vc_arena_join(
            &w.arena, vc_view_of(cases[i].claims), VC_VIEW("\"exp\":\0"));

        assert_int_equal(
            world_judge(&w, signed_text("{" KID "}",
                                        world_changed(&w, text,
                                                      "\"exp\":", claims.data)))
                .result,
            cases[i].result);
    }
}

static void
times_of_the_w3c_form_are_those_of_the_signature(void **state)
{
    static const char header[] = "{" KID ",\"typ\":\"vc+jwt\"}";
    struct vc_view text = VC_VIEW(sample_unsigned);
    struct vc_verdict v;

    (void)state;
    v = world_judge(&w, signed_text(header, world_changed(&w, text, "\"name\"",
                                                          "\"exp\":1775001601,"
                                                          "\"name\"")));
    assert_int_equal(v.result, VC_RESULT_VERIFIED);
    v = world_judge(&w, signed_text(header, world_changed(&w, text, "\"name\"",
                                                          "\"exp\":1775001600,"
                                                          "\"name\"")));
    world_layer(&v, VC_LAYER_PROOF, "proof_expired");
    v = world_judge(&w, signed_text(header, world_changed(&w, text, "\"name\"",
                                                          "\"nbf\":1775001601,"
                                                          "\"name\"")));
    world_layer(&v, VC_LAYER_PROOF, "proof_not_yet");
    v = world_judge(&w,
                    signed_text(header, world_changed(&w, text, "\"name\"",
                                                      "\"iss\":\"did:web:x\","
                                                      "\"name\"")));
    world_layer(&v, VC_LAYER_PROOF, "proof_claims");
    v = world_judge(&w,
                    signed_text(header, world_changed(&w, text, "\"name\"",
                                                      "\"vc\":{},\"name\"")));
    world_layer(&v, VC_LAYER_FORM, "form_not_token");
}

static void
tokens_made_for_something_else_are_refused(void **state)
{
    static const char *const good[] = {
        "{" KID "}",
        "{" KID ",\"typ\":\"jwt\"}",
        "{" KID ",\"typ\":\"application/JWT\"}",
        "{" KID ",\"typ\":\"vc+ld+jwt\",\"cty\":\"application/vc\"}",
    };
    static const char *const bad[] = {
        "{" KID ",\"typ\":\"entity-statement+jwt\"}",
        "{" KID ",\"typ\":\"openid4vci-proof+jwt\"}",
        "{" KID ",\"typ\":\"vp+jwt\"}",
        "{" KID ",\"typ\":\"\"}",
        "{" KID ",\"typ\":1}",
        "{" KID ",\"cty\":\"JWT\"}",
        "{" KID ",\"cty\":\"vp\"}",
    };
    struct vc_view text = payload();

    (void)state;
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        assert_int_equal(world_judge(&w, signed_text(good[i], text)).result,
                         VC_RESULT_VERIFIED);
    }
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct vc_verdict v = world_judge(&w, signed_text(bad[i], text));

        assert_int_equal(v.result, VC_RESULT_NOT_VERIFIED);
        world_layer(&v, VC_LAYER_FORM, "form_not_token");
    }
}

static void
a_header_names_the_key_in_full_or_within_the_issuers_document(void **state)
{
    static const struct {
        const char *header;
        const char *key; /* code of the layer; NULL: verified */
    } cases[] = {
        {"{\"kid\":\"#key\"}", NULL},
        {"{\"kid\":\"key\"}", NULL},
        {"{\"kid\":\"" SAMPLE_DID "#other\"}", "key_unlisted"},
        {"{\"kid\":\"" SAMPLE_DID "\"}", "key_unlisted"},
        {"{\"kid\":\"did:web:other.example#key\"}", "key_not_issuers"},
        {"{\"kid\":\"https://centre.example/keys/1\"}", "key_not_issuers"},
        {"{\"kid\":\"\"}", "key_not_checked"},
        {"{}", "key_not_checked"},
    };
    struct vc_view text = payload();

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct vc_verdict v =
            world_judge(&w, signed_text(cases[i].header, text));

        if (cases[i].key == NULL) {
            assert_int_equal(v.result, VC_RESULT_VERIFIED);
        } else {
            assert_int_not_equal(v.result, VC_RESULT_VERIFIED);
            world_layer(&v, VC_LAYER_KEY, cases[i].key);
        }
    }
}

/* A header with the JWK of `key`, and `more`. */
static const char *
header_with(const struct vc_key *key, const char *more)
{
    static char out[1000];
    struct vc_json *jwk = NULL;
    struct vc_view text;

    assert_int_equal(vc_jwk_write(&w.arena, key, &jwk), VC_OK);
    assert_int_equal(vc_json_write(&w.arena, jwk, 0, &text), VC_OK);
    snprintf(out, sizeof(out), "{\"jwk\":%.*s%s}", (int)text.size, text.data,
             more);
    return out;
}

static void
a_key_in_the_header_counts_only_when_the_issuer_lists_it(void **state)
{
    struct vc_secret stranger;
    struct vc_secret own;
    struct vc_view text = payload();
    struct vc_verdict v;

    (void)state;
    v = world_judge(&w, signed_text(header_with(&w.secret.key, ""), text));
    assert_int_equal(v.result, VC_RESULT_VERIFIED);
    assert_true(vc_view_equal(v.proofs[0].method, VC_VIEW(SAMPLE_DID "#key")));
    v = world_judge(&w, signed_text(header_with(&w.secret.key, "," KID), text));
    assert_int_equal(v.result, VC_RESULT_VERIFIED);
    assert_int_equal(vc_secret_make(VC_KEY_ED25519, &stranger), VC_OK);
    v = world_judge(&w, signed_text(header_with(&stranger.key, "," KID), text));
    world_layer(&v, VC_LAYER_PROOF, "proof_form");
    /* Signed by the stranger, good in itself. */
    own = w.secret;
    w.secret = stranger;
    text = signed_text(header_with(&stranger.key, ""), text);
    w.secret = own;
    v = world_judge(&w, text);
    assert_int_equal(v.result, VC_RESULT_NOT_VERIFIED);
    world_layer(&v, VC_LAYER_PROOF, "proof_ok");
    world_layer(&v, VC_LAYER_KEY, "key_unlisted");
}

static void
a_private_key_in_the_header_is_refused(void **state)
{
    struct vc_verdict v = world_judge(
        &w, signed_text("{\"jwk\":{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":"
                        "\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\","
                        "\"d\":\"AAAA\"}}",
                        payload()));

    (void)state;
    assert_int_equal(v.result, VC_RESULT_NOT_VERIFIED);
    world_layer(&v, VC_LAYER_PROOF, "proof_form");
}

static void
the_key_decides_the_algorithm(void **state)
{
    struct vc_view text = issued(VC_JWT_BADGE);
    struct vc_verdict v;

    (void)state;
    /* The issuer's key is now of another kind, under the same id. */
    world_key(&w, VC_KEY_P256);
    v = world_judge(&w, text);
    assert_int_equal(v.result, VC_RESULT_NOT_VERIFIED);
    world_layer(&v, VC_LAYER_PROOF, "proof_suite");
    world_layer(&v, VC_LAYER_KEY, "key_ok");
}

static void
the_time_of_the_key_decides(void **state)
{
    struct vc_view text = issued(VC_JWT_BADGE); /* from 2026-03-01 */
    struct vc_verdict v;

    (void)state;
    w.times = ",\"revoked\":\"2026-03-01T00:00:01Z\"";
    assert_int_equal(world_judge(&w, text).result, VC_RESULT_VERIFIED);
    w.times = ",\"revoked\":\"2026-03-01T00:00:00Z\"";
    v = world_judge(&w, text);
    assert_int_equal(v.result, VC_RESULT_NOT_VERIFIED);
    world_layer(&v, VC_LAYER_KEY_TIME, "key_revoked");
    w.times = ",\"expires\":\"2026-02-01T00:00:00Z\"";
    v = world_judge(&w, text);
    world_layer(&v, VC_LAYER_KEY_TIME, "key_expired");
    world_layer(&v, VC_LAYER_PROOF, "proof_ok");
    /* The date of the signature comes before that of the credential. */
    text = signed_text("{" KID "}", world_changed(&w, payload(), "\"exp\":",
                                                  "\"iat\":1769000000,"
                                                  "\"exp\":"));
    assert_int_equal(world_judge(&w, text).result, VC_RESULT_VERIFIED);
}

static void
a_did_key_may_sign_for_itself(void **state)
{
    char did[VC_DID_KEY_MAX_TEXT + 1];
    char method[2 * VC_DID_KEY_MAX_TEXT];
    struct vc_proof_tools tools = sample_tools(&w.sample);
    struct vc_proof_terms terms;
    struct vc_view text;
    struct vc_view out;
    struct vc_jws jws;
    struct vc_verdict v;

    (void)state;
    did[vc_did_key_write(&w.secret.key, did)] = '\0';
    snprintf(method, sizeof(method), "%s#%s", did, did + strlen("did:key:"));
    w.method = method;
    terms = world_terms(&w);
    text = world_changed(&w, VC_VIEW(sample_unsigned), SAMPLE_DID, did);
    assert_int_equal(vc_jwt_issue(&w.arena, &tools, text, NULL, &terms,
                                  VC_JWT_BADGE, &out, NULL),
                     VC_OK);
    assert_int_equal(world_judge(&w, out).result, VC_RESULT_VERIFIED);
    assert_int_equal(vc_jws_read(&w.arena, out, &jws, NULL), VC_OK);
    out = signed_text(header_with(&w.secret.key, ""), jws.payload);
    assert_int_equal(world_judge(&w, out).result, VC_RESULT_VERIFIED);
    /* The same text by a key that is not the one of its issuer. */
    world_key(&w, VC_KEY_ED25519);
    out = signed_text(header_with(&w.secret.key, ""), jws.payload);
    v = world_judge(&w, out);
    assert_int_equal(v.result, VC_RESULT_NOT_VERIFIED);
    world_layer(&v, VC_LAYER_PROOF, "proof_ok");
    world_layer(&v, VC_LAYER_KEY, "key_unlisted");
}

/* A token is signed byte by byte: nothing that RDF would lose is lost. */
static void
a_base_direction_is_kept(void **state)
{
    static const struct vc_view text = VC_VIEW_INIT(
        "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"],"
        "\"type\":[\"VerifiableCredential\"],\"issuer\":\"" SAMPLE_DID
        "\",\"name\":{\"@value\":\"AI\",\"@language\":\"en\","
        "\"@direction\":\"ltr\"},"
        "\"credentialSubject\":{\"id\":\"did:example:learner\"}}");
    struct vc_proof_tools tools = sample_tools(&w.sample);
    struct vc_proof_terms terms = world_terms(&w);
    struct vc_view out;

    (void)state;
    assert_int_equal(vc_jwt_issue(&w.arena, &tools, text, NULL, &terms,
                                  VC_JWT_W3C, &out, NULL),
                     VC_OK);
    assert_int_equal(world_judge(&w, out).result, VC_RESULT_VERIFIED);
}

static void
an_rsa_key_signs_what_every_verifier_takes(void **state)
{
    struct vc_view text;
    struct vc_verdict v;

    (void)state;
    world_key(&w, VC_KEY_P256); /* for its form in the document */
    assert_int_equal(
        vc_secret_read_pem(VC_VIEW(fixed_rsa_pem), &w.secret, NULL), VC_OK);
    text = issued(VC_JWT_BADGE);
    v = world_judge(&w, text);
    assert_int_equal(v.result, VC_RESULT_VERIFIED);
    assert_true(vc_view_equal(v.proofs[0].suite, VC_VIEW("RS256")));
    v = world_judge(&w, issued(VC_JWT_W3C));
    assert_int_equal(v.result, VC_RESULT_VERIFIED);
}

/* A credential of the data model 1.1 sits in the claim `vc`. */
static void
the_older_form_is_read(void **state)
{
    struct vc_view inner;
    struct vc_view text;
    struct vc_verdict v;
    char claims[300];

    (void)state;
    inner = world_changed(&w, VC_VIEW(sample_unsigned),
                          "https://www.w3.org/ns/credentials/v2",
                          "https://www.w3.org/2018/credentials/v1");
    inner = world_changed(&w, inner, "validFrom", "issuanceDate");
    inner = world_changed(&w, inner, "validUntil", "expirationDate");
    inner = world_changed(&w, inner, "context-3.0.3", "context");
    snprintf(claims, sizeof(claims),
             "{\"iss\":\"" SAMPLE_DID
             "\",\"jti\":\"https://centre.example/certificates/"
             "abcdefghijklmnopqrstuvwxyz\",\"nbf\":1772323200,\"vc\":");
    text = vc_arena_join(&w.arena, vc_view_of(claims), inner);
    text = vc_arena_join(&w.arena, text, VC_VIEW("}"));
    v = world_judge(&w, signed_text("{" KID ",\"typ\":\"JWT\"}", text));
    world_layer(&v, VC_LAYER_PROOF, "proof_ok");
    world_layer(&v, VC_LAYER_KEY, "key_ok");
    world_layer(&v, VC_LAYER_DATES, "dates_ok");
    text = world_changed(&w, text, "\"nbf\":1772323200", "\"nbf\":1772323201");
    v = world_judge(&w, signed_text("{" KID "}", text));
    world_layer(&v, VC_LAYER_PROOF, "proof_claims");
}

/* Its members may stand in the claims alone. */
static void
the_older_form_may_leave_members_to_the_claims(void **state)
{
    struct vc_jwt jwt;
    struct vc_view text = VC_VIEW(
        "{\"iss\":\"did:web:a\",\"jti\":\"urn:x:1\",\"sub\":\"did:example:s\","
        "\"nbf\":1772323200.5,\"exp\":2087942400,\"vc\":{\"@context\":"
        "\"https://www.w3.org/2018/credentials/v1\",\"name\":\"n\","
        "\"credentialSubject\":{\"role\":\"r\"}}}");

    (void)state;
    assert_int_equal(
        vc_jwt_read(&w.arena, signed_text("{" KID "}", text), NULL, &jwt, NULL),
        VC_OK);
    assert_true(vc_json_equal(
        jwt.credential,
        world_json(
            &w, VC_VIEW("{\"@context\":\"https://www.w3.org/2018/credentials/"
                        "v1\",\"name\":\"n\",\"id\":\"urn:x:1\",\"issuer\":"
                        "\"did:web:a\",\"issuanceDate\":"
                        "\"2026-03-01T00:00:00.500Z\",\"expirationDate\":"
                        "\"2036-03-01T00:00:00Z\",\"credentialSubject\":"
                        "{\"role\":\"r\",\"id\":\"did:example:s\"}}"))));
    /* What stands there is not written over. */
    text = world_changed(&w, text,
                         "\"role\":", "\"id\":\"did:example:t\",\"role\":");
    text = world_changed(&w, text, "\"name\"",
                         "\"issuer\":\"did:web:b\",\"name\"");
    assert_int_equal(
        vc_jwt_read(&w.arena, signed_text("{" KID "}", text), NULL, &jwt, NULL),
        VC_OK);
    assert_true(vc_json_is_text(vc_json_get(jwt.credential, VC_VIEW("issuer")),
                                VC_VIEW("did:web:b")));
    assert_true(vc_json_is_text(
        vc_json_get(vc_json_get(jwt.credential, VC_VIEW("credentialSubject")),
                    VC_VIEW("id")),
        VC_VIEW("did:example:t")));
}

static void
a_token_in_an_envelope_or_within_a_credential_is_judged(void **state)
{
    static const char *const bad[][2] = {
        {"Enveloped", "Wrapped"},
        {"\"@context\":\"https://www.w3.org/ns/credentials/v2\",", ""},
        {"\"https://www.w3.org/ns/credentials/v2\"", "[]"},
        {"\"https://www.w3.org/ns/credentials/v2\"",
         "\"https://w3id.org/security/data-integrity/v2\""},
        {"data:application/vc+jwt,", ""},
    };
    struct vc_view token = issued(VC_JWT_W3C);
    struct vc_view text;
    struct vc_verdict v;

    (void)state;
    text = vc_arena_join(
        &w.arena,
        VC_VIEW("{\"@context\":\"https://www.w3.org/ns/credentials/v2\","
                "\"type\":\"EnvelopedVerifiableCredential\",\"id\":"
                "\"data:application/vc+jwt,"),
        token);
    text = vc_arena_join(&w.arena, text, VC_VIEW("\"}"));
    v = world_judge(&w, text);
    assert_int_equal(v.result, VC_RESULT_VERIFIED);
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        v = world_judge(&w, world_changed(&w, text, bad[i][0], bad[i][1]));
        assert_int_equal(v.result, VC_RESULT_NOT_VERIFIED);
    }
    for (int good = 0; good < 2; good++) {
        text = vc_arena_join(&w.arena, VC_VIEW("\"endorsementJwt\":[\""),
                             good ? token : VC_VIEW("a.b.c"));
        text = vc_arena_join(&w.arena, text, VC_VIEW("\"],\"name\"\0"));
        text = world_changed(&w, payload(), "\"name\"", text.data);
        v = world_judge(&w, signed_text("{" KID "}", text));
        assert_int_equal(v.endorsement_count, 1);
        assert_int_equal(v.endorsements[0].result,
                         good ? VC_RESULT_VERIFIED : VC_RESULT_NOT_VERIFIED);
        world_layer(&v, VC_LAYER_ENDORSEMENTS,
                    good ? "endorsements_ok" : "endorsements_bad");
    }
}

static void
what_is_not_a_credential_is_not_issued_as_a_token(void **state)
{
    static const struct {
        const char *from;
        const char *to;
        enum vc_status status;
    } bad[] = {
        {"\"tag\"", "\"tags\"", VC_SAFE_UNDEFINED_TERM},
        {"\"validFrom\"", "\"iss\":\"x\",\"validFrom\"", VC_FORM_MEMBER},
        {"\"validFrom\"", "\"vc\":{},\"validFrom\"", VC_FORM_MEMBER},
        {"\"validFrom\"", "\"proof\":{\"type\":\"x\"},\"validFrom\"",
         VC_FORM_MEMBER},
        {SAMPLE_DID, "did:web:other.example", VC_KEY_CONTROLLER},
    };
    struct vc_proof_tools tools = sample_tools(&w.sample);
    struct vc_proof_terms terms = world_terms(&w);

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct vc_view out = {NULL, 0};
        enum vc_status got = vc_jwt_issue(
            &w.arena, &tools,
            world_changed(&w, VC_VIEW(sample_unsigned), bad[i].from, bad[i].to),
            NULL, &terms, VC_JWT_W3C, &out, NULL);

        if (got != bad[i].status || out.data != NULL) {
            fail_msg("%s: %s", bad[i].to, vc_status_name(got));
        }
    }
}

static void
each_failing_allocation_is_reported(void **state)
{
    struct vc_view want = issued(VC_JWT_BADGE);
    struct vc_proof_tools tools = sample_tools(&w.sample);
    struct vc_proof_terms terms = world_terms(&w);
    struct vc_verdict_options options = sample_options(&w.sample);
    enum vc_status done = VC_NO_MEMORY;
    int failed = 0;

    (void)state;
    options.resolver =
        (struct vc_resolver){.document = world_resolve, .user = &w};
    w.document = "";
    for (size_t bytes = 1; done != VC_OK; bytes += 97) {
        struct vc_arena small;
        struct vc_view out = {NULL, 0};
        struct vc_verdict v;

        failing_arena(&small, bytes);
        done = vc_jwt_issue(&small, &tools, VC_VIEW(sample_unsigned), NULL,
                            &terms, VC_JWT_BADGE, &out, NULL);
        if (done == VC_OK) {
            assert_true(vc_view_equal(out, want));
            done = vc_verdict_make(&small, out, &options, &v);
        }
        assert_true(done == VC_OK || done == VC_NO_MEMORY);
        failed += done == VC_OK ? 0 : 1;
        vc_arena_free(&small);
    }
    assert_true(failed > 100);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(every_kind_of_key_and_both_forms_are_verified,
                               fresh),
        cmocka_unit_test_setup(the_two_forms_are_those_of_their_standards,
                               fresh),
        cmocka_unit_test_setup(no_character_of_a_token_can_be_changed, fresh),
        cmocka_unit_test_setup(
            no_character_can_be_cut_or_added_but_space_around, fresh),
        cmocka_unit_test_setup(claims_must_repeat_the_credential, fresh),
        cmocka_unit_test_setup(claims_may_say_more_of_the_signature, fresh),
        cmocka_unit_test_setup(times_are_the_same_to_the_millisecond, fresh),
        cmocka_unit_test_setup(the_subject_may_be_named_as_the_reader, fresh),
        cmocka_unit_test_setup(times_of_the_w3c_form_are_those_of_the_signature,
                               fresh),
        cmocka_unit_test_setup(tokens_made_for_something_else_are_refused,
                               fresh),
        cmocka_unit_test_setup(
            a_header_names_the_key_in_full_or_within_the_issuers_document,
            fresh),
        cmocka_unit_test_setup(
            a_key_in_the_header_counts_only_when_the_issuer_lists_it, fresh),
        cmocka_unit_test_setup(a_private_key_in_the_header_is_refused, fresh),
        cmocka_unit_test_setup(the_key_decides_the_algorithm, fresh),
        cmocka_unit_test_setup(the_time_of_the_key_decides, fresh),
        cmocka_unit_test_setup(a_base_direction_is_kept, fresh),
        cmocka_unit_test_setup(a_did_key_may_sign_for_itself, fresh),
        cmocka_unit_test_setup(an_rsa_key_signs_what_every_verifier_takes,
                               fresh),
        cmocka_unit_test_setup(the_older_form_is_read, fresh),
        cmocka_unit_test_setup(the_older_form_may_leave_members_to_the_claims,
                               fresh),
        cmocka_unit_test_setup(
            a_token_in_an_envelope_or_within_a_credential_is_judged, fresh),
        cmocka_unit_test_setup(
            what_is_not_a_credential_is_not_issued_as_a_token, fresh),
        cmocka_unit_test_setup(each_failing_allocation_is_reported, fresh),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
