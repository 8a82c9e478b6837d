/* SPDX-License-Identifier: Apache-2.0 */
/* Signed texts and JSON Web Keys: published values, and what is refused. */
#include "world.h"

#include "vc/multibase.h"

/* RFC 8037, appendix A; RFC 7515, appendices A.3 and A.2. */
static const struct published {
    const char *jwk;
    const char *token;
} published[] = {
    {"{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":"
     "\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
     "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
     "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7"
     "sVvpAr_MuM0KAg"},
    {"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":"
     "\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\",\"y\":"
     "\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}",
     "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0"
     "dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-"
     "Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"},
    {"{\"kty\":\"RSA\",\"n\":\"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0"
     "l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_"
     "YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUs"
     "LA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5"
     "IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRW"
     "yuXpoQ\",\"e\":\"AQAB\"}",
     "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0"
     "dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB_"
     "_dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9u"
     "JdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNP"
     "vkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc"
     "6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmt"
     "VrBp0igcN_IoypGlUPQGe77Rw"},
};

enum { PUBLISHED = sizeof(published) / sizeof(published[0]) };

static enum vc_status
check(const char *jwk, struct vc_view token)
{
    struct vc_jws jws;
    struct vc_key key;

    VC_TRY(vc_jwk_read(world_json(&w, vc_view_of(jwk)), &key, NULL));
    VC_TRY(vc_jws_read(&w.arena, token, &jws, NULL));
    return vc_jws_check(&jws, &key, NULL);
}

static void
published_signatures_are_good_for_their_keys_only(void **state)
{
    (void)state;
    for (size_t i = 0; i < PUBLISHED; i++) {
        for (size_t k = 0; k < PUBLISHED; k++) {
            assert_int_equal(
                check(published[k].jwk, vc_view_of(published[i].token)),
                i == k ? VC_OK : VC_PROOF_SUITE);
        }
    }
}

static void
each_character_of_a_signed_text_counts(void **state)
{
    (void)state;
    for (size_t i = 0; i < PUBLISHED; i++) {
        struct vc_view copy =
            vc_arena_copy(&w.arena, vc_view_of(published[i].token));
        char *text = (char *)(uintptr_t)copy.data;

        for (size_t at = 0; at < copy.size; at++) {
            char kept = text[at];

            text[at] = kept == 'A' ? 'B' : 'A';
            if (check(published[i].jwk, copy) == VC_OK) {
                fail_msg("character %zu of text %zu", at, i);
            }
            text[at] = kept;
        }
        assert_int_equal(check(published[i].jwk, copy), VC_OK);
    }
}

/* RFC 8037, appendix A.1: the seed in hexadecimal
 * 9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60. */
static void
an_ed25519_text_is_the_published_one(void **state)
{
    static const uint8_t seed[32] = {
        0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a,
        0xf4, 0x92, 0xec, 0x2c, 0xc4, 0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32,
        0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60};
    struct vc_proof_terms terms;
    struct vc_json *jwk = NULL;
    struct vc_view text;

    (void)state;
    vc_crypto_ed25519_pair(seed, w.secret.key.bytes, w.secret.bytes);
    terms = world_terms(&w);
    assert_int_equal(vc_jws_make(&w.arena, NULL,
                                 VC_VIEW("Example of Ed25519 signing"), &terms,
                                 &text, NULL),
                     VC_OK);
    assert_true(vc_view_equal(text, vc_view_of(published[0].token)));
    assert_int_equal(vc_jwk_write(&w.arena, &w.secret.key, &jwk), VC_OK);
    assert_true(
        vc_json_equal(jwk, world_json(&w, vc_view_of(published[0].jwk))));
}

static void
what_each_kind_of_key_signs_is_good(void **state)
{
    (void)state;
    for (enum vc_key_type type = VC_KEY_ED25519; type <= VC_KEY_P384; type++) {
        struct vc_proof_terms terms;
        struct vc_json *header = vc_json_object(&w.arena);
        struct vc_view text;
        struct vc_jws jws;

        world_key(&w, type);
        terms = world_terms(&w);
        assert_int_equal(vc_json_set(header, VC_VIEW("kid"),
                                     vc_json_string(&w.arena, VC_VIEW("k"))),
                         VC_OK);
        assert_int_equal(vc_jws_make(&w.arena, header, VC_VIEW("payload"),
                                     &terms, &text, NULL),
                         VC_OK);
        assert_int_equal(vc_jws_read(&w.arena, text, &jws, NULL), VC_OK);
        assert_true(vc_view_equal(jws.payload, VC_VIEW("payload")));
        assert_true(vc_view_equal(jws.kid, VC_VIEW("k")));
        assert_true(vc_view_equal(jws.algorithm, vc_jwk_algorithm(type)));
        assert_int_equal(vc_jws_check(&jws, &w.secret.key, NULL), VC_OK);
    }
}

static void
texts_of_another_form_are_refused(void **state)
{
    static const char *const bad[] = {
        "",
        ".",
        "..",
        "...",
        "a.b",
        "e30.e30",
        "e30.e30.AA.",
        "e30.e30.AA.AA",
        ".e30.AA",     /* no header */
        "e30=.e30.AA", /* padding */
        "e30.e30=.AA",
        "e30.e30.AA==",
        "e31.e30.AA", /* unused bits: e30 is {} */
        "e30.e30.AB",
        "e30.e30.A",
        "e3 0.e30.AA",
        "e30.e3\n0.AA",
        "e30.e30.A/",
        "e30.e30.A+",
        "W10.e30.AA",                /* [] */
        "IiI.e30.AA",                /* "" */
        "eyJhIjoxLCJhIjoyfQ.e30.AA", /* {"a":1,"a":2} */
        "{\"payload\":\"\",\"signatures\":[]}",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct vc_jws jws;
        struct vc_error error = {0};

        if (vc_jws_read(&w.arena, vc_view_of(bad[i]), &jws, &error) !=
            VC_JWS_FORM) {
            fail_msg("\"%s\" is taken", bad[i]);
        }
    }
}

static void
headers_that_cannot_be_followed_are_refused(void **state)
{
    static const struct {
        const char *header;
        enum vc_status status;
    } bad[] = {
        {"{\"alg\":\"none\"}", VC_PROOF_SUITE},
        {"{\"alg\":\"None\"}", VC_PROOF_SUITE},
        {"{\"alg\":\"HS256\"}", VC_PROOF_SUITE},
        {"{\"alg\":\"RS512\"}", VC_PROOF_SUITE},
        {"{\"alg\":\"PS256\"}", VC_PROOF_SUITE},
        {"{\"alg\":\"ES256K\"}", VC_PROOF_SUITE},
        {"{\"alg\":\"es256\"}", VC_PROOF_SUITE},
        {"{\"alg\":1}", VC_PROOF_SUITE},
        {"{}", VC_PROOF_SUITE},
        {"{\"alg\":\"EdDSA\",\"crit\":[]}", VC_PROOF_FORM},
        {"{\"alg\":\"EdDSA\",\"crit\":[\"b64\"],\"b64\":false}", VC_PROOF_FORM},
        {"{\"alg\":\"EdDSA\",\"b64\":false}", VC_PROOF_FORM},
        {"{\"alg\":\"EdDSA\",\"kid\":1}", VC_PROOF_FORM},
        {"{\"alg\":\"EdDSA\",\"jwk\":\"x\"}", VC_PROOF_FORM},
    };
    struct vc_proof_terms terms = world_terms(&w);

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct vc_view token;
        struct vc_jws jws;

        assert_int_equal(
            vc_jws_make(&w.arena, NULL, VC_VIEW("x"), &terms, &token, NULL),
            VC_OK);
        assert_int_equal(vc_jws_read(&w.arena, token, &jws, NULL), VC_OK);
        assert_int_equal(vc_jws_check(&jws, &w.secret.key, NULL), VC_OK);
        /* The same signature under another header, were it to be believed. */
        jws.header = world_json(&w, vc_view_of(bad[i].header));
        jws.algorithm = vc_json_get_text(jws.header, VC_VIEW("alg"));
        jws.jwk = vc_json_get(jws.header, VC_VIEW("jwk"));
        if (vc_jws_check(&jws, &w.secret.key, NULL) != bad[i].status) {
            fail_msg("%s", bad[i].header);
        }
    }
}

static void
json_web_keys_come_back_as_they_were(void **state)
{
    struct vc_key key;
    struct vc_json *jwk = NULL;

    (void)state;
    for (size_t i = 0; i < PUBLISHED; i++) {
        struct vc_json *want = world_json(&w, vc_view_of(published[i].jwk));

        assert_int_equal(vc_jwk_read(want, &key, NULL), VC_OK);
        assert_int_equal(vc_jwk_write(&w.arena, &key, &jwk), VC_OK);
        assert_true(vc_json_equal(jwk, want));
    }
    for (enum vc_key_type type = VC_KEY_ED25519; type <= VC_KEY_P384; type++) {
        world_key(&w, type);
        assert_int_equal(vc_jwk_write(&w.arena, &w.secret.key, &jwk), VC_OK);
        assert_int_equal(vc_jwk_read(jwk, &key, NULL), VC_OK);
        assert_true(vc_key_equal(&key, &w.secret.key));
    }
}

#define EC                                                                     \
    "\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":"                                  \
    "\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\",\"y\":"                   \
    "\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\""
#define RSA_N                                                                  \
    "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-"    \
    "4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2j"  \
    "Z47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WT"  \
    "BEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-D"  \
    "WNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"

static void
json_web_keys_in_doubt_are_refused(void **state)
{
    static const char *const good[] = {
        "{" EC ",\"use\":\"sig\",\"alg\":\"ES256\",\"kid\":\"x\"}",
        "{" EC ",\"key_ops\":[\"sign\",\"verify\"]}",
        ("{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"alg\":\"Ed25519\",\"x\":"
         "\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}"),
    };
    static const char *const bad[] = {
        "null",
        "[]",
        "{}",
        "{\"kty\":\"oct\",\"k\":\"AAAA\"}",
        "{" EC ",\"d\":\"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI\"}",
        "{" EC ",\"use\":\"enc\"}",
        "{" EC ",\"use\":1}",
        "{" EC ",\"key_ops\":[\"sign\"]}",
        "{" EC ",\"key_ops\":\"verify\"}",
        "{" EC ",\"alg\":\"ES384\"}",
        "{" EC ",\"alg\":\"HS256\"}",
        "{" EC ",\"alg\":1}",
        /* another curve, another kind, the other half of a point */
        "{\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":"
        "\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\",\"y\":"
        "\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}",
        "{\"kty\":\"OKP\",\"crv\":\"P-256\",\"x\":"
        "\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\"}",
        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":"
        "\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\",\"y\":"
        "\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a8\"}",
        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":"
        "\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\"}",
        /* one byte too many, one too few */
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":"
        "\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURoA\"}",
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":"
        "\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHUQ\"}",
        "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":"
        "\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
        /* exponents 1, 2, 65536 and none; a leading zero; 1024 bits */
        "{\"kty\":\"RSA\",\"n\":\"" RSA_N "\",\"e\":\"AQ\"}",
        "{\"kty\":\"RSA\",\"n\":\"" RSA_N "\",\"e\":\"Ag\"}",
        "{\"kty\":\"RSA\",\"n\":\"" RSA_N "\",\"e\":\"AQAA\"}",
        "{\"kty\":\"RSA\",\"n\":\"" RSA_N "\"}",
        "{\"kty\":\"RSA\",\"crv\":\"P-256\",\"n\":\"" RSA_N
        "\",\"e\":\"AQAB\"}",
        "{\"kty\":\"RSA\",\"n\":\"rJBIp6T1YK-RtPyvYqFFlcucqewSAA_IReSFchE8qyi"
        "QrbARqRlXWkB2DR8j_pJQnIpYELbQWZC5Cd0PTGAU8rMbar2AW6zpmBbi7aQf17lUBdt8"
        "XI9M9rq7FPVQ1dDdUXm1SVH_9qqWhvMPR422SbfHBEzCAtzK0ANDRo6qz78\",\"e\":"
        "\"AQAB\"}",
    };
    struct vc_key key;

    (void)state;
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        assert_int_equal(
            vc_jwk_read(world_json(&w, vc_view_of(good[i])), &key, NULL),
            VC_OK);
    }
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        if (vc_jwk_read(world_json(&w, vc_view_of(bad[i])), &key, NULL) !=
            VC_KEY_FORM) {
            fail_msg("%s", bad[i]);
        }
    }
}

/* n = 65537^a modulo the first primes is what the faulty chip made; a product
 * of powers of 65537 of that size is as good for the test. */
static void
an_rsa_key_of_the_faulty_chip_is_refused(void **state)
{
    uint8_t modulus[260];
    uint8_t other[260];
    size_t size = 257; /* 65537^128 has 2049 bits */

    (void)state;
    memset(modulus, 0, sizeof(modulus));
    modulus[size - 1] = 1;
    for (int power = 0; power < 128; power++) {
        unsigned carry = 0;

        memcpy(other, modulus, size); /* times 65537: plus itself, two left */
        for (size_t i = size; i-- > 0;) {
            carry += modulus[i] + (i + 2 < size ? other[i + 2] : 0U);
            modulus[i] = (uint8_t)carry;
            carry >>= 8;
        }
    }
    assert_int_equal(modulus[0], 1);
    assert_false(vc_crypto_rsa_is_key(modulus, size, 65537));
    modulus[size - 1] ^= 2;
    assert_true(vc_crypto_rsa_is_key(modulus, size, 65537));
    assert_false(vc_crypto_rsa_is_key(modulus + 1, size - 1, 65537));
}

static void
secrets_come_back_as_they_were(void **state)
{
    static const char *const prefixes[] = {"z3u2", "z42t", "z2fa"};
    static const char *const bad[] = {
        "",
        "z",
        "x3u2",
        "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
        "z42tiZtBDUmfFAZUTuzo5z5KdUn3dVDmZ4SJYPFiSDDnTzrd1",
    };

    (void)state;
    for (enum vc_key_type type = VC_KEY_ED25519; type <= VC_KEY_P384; type++) {
        char text[VC_SECRET_MAX_TEXT];
        struct vc_secret read;
        size_t n = 0;

        world_key(&w, type);
        n = vc_secret_write(&w.secret, text);
        assert_memory_equal(text, prefixes[type - VC_KEY_ED25519], 3);
        assert_int_equal(vc_secret_read((struct vc_view){text, n}, &read),
                         VC_OK);
        assert_memory_equal(read.bytes, w.secret.bytes, sizeof(read.bytes));
        assert_true(vc_key_equal(&read.key, &w.secret.key));
        text[n - 1] = text[n - 1] == '2' ? '3' : '2';
        assert_true(vc_secret_read((struct vc_view){text, n - 1}, &read) !=
                    VC_OK);
    }
    for (size_t size = 2; size < 50; size++) {
        uint8_t bytes[50] = {0x80, 0x26, 1};
        char text[VC_SECRET_MAX_TEXT];
        struct vc_secret read;
        size_t n = vc_multibase_encode(bytes, size, text, sizeof(text));

        assert_int_equal(vc_secret_read((struct vc_view){text, n}, &read),
                         size == 34 ? VC_OK : VC_KEY_FORM);
    }
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct vc_secret read;

        assert_int_equal(vc_secret_read(vc_view_of(bad[i]), &read),
                         VC_KEY_FORM);
    }
    assert_int_equal(vc_secret_make(VC_KEY_RSA, &w.secret), VC_KEY_FORM);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(
            published_signatures_are_good_for_their_keys_only, fresh),
        cmocka_unit_test_setup(each_character_of_a_signed_text_counts, fresh),
        cmocka_unit_test_setup(an_ed25519_text_is_the_published_one, fresh),
        cmocka_unit_test_setup(what_each_kind_of_key_signs_is_good, fresh),
        cmocka_unit_test_setup(texts_of_another_form_are_refused, fresh),
        cmocka_unit_test_setup(headers_that_cannot_be_followed_are_refused,
                               fresh),
        cmocka_unit_test_setup(json_web_keys_come_back_as_they_were, fresh),
        cmocka_unit_test_setup(json_web_keys_in_doubt_are_refused, fresh),
        cmocka_unit_test_setup(an_rsa_key_of_the_faulty_chip_is_refused, fresh),
        cmocka_unit_test_setup(secrets_come_back_as_they_were, fresh),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
