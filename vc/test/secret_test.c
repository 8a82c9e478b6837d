/* SPDX-License-Identifier: Apache-2.0 */
/* Private keys as other programs write them: each kind in PEM and as a JWK is
 * the same key, signs what its public half takes, and is refused with a reason
 * when it is none. */
#include "fixed_keys.h"

#include "vc/did.h"
#include "vc/jwk.h"
#include "vc/secret.h"

static struct vc_arena arena;
static struct vc_error error;

static int
open_arena(void **state)
{
    (void)state;
    vc_arena_init(&arena, NULL, 0);
    error = (struct vc_error){0};
    return 0;
}

static int
close_arena(void **state)
{
    (void)state;
    vc_arena_free(&arena);
    return 0;
}

static const char p256_pem[] = /* as `openssl ecparam -genkey` writes it */
    "-----BEGIN EC PRIVATE KEY-----\n"
    "MHcCAQEEIIzVts5Bpi0p53IzktZe1S8oywSbuEPJHAlRNAZLvHrPoAoGCCqGSM49\n"
    "AwEHoUQDQgAEIX9x9LM8trcty399vHwOjcKJgZUUfoc6bIL1WAfgshf6pdkqPhxB\n"
    "9vlK1Zv3UiBwTzqNEuh6cHvW6JcAHQ0SFA==\n"
    "-----END EC PRIVATE KEY-----\n";
static const char p256_jwk[] =
    "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"IX9x9LM8trcty399vHwOjcKJ"
    "gZUUfoc6bIL1WAfgshc\",\"y\":\"-qXZKj4cQfb5StWb91IgcE86jRLoenB71uiX"
    "AB0NEhQ\",\"d\":\"jNW2zkGmLSnncjOS1l7VLyjLBJu4Q8kcCVE0Bku8es8\"}";
static const char p384_pem[] =
    "-----BEGIN PRIVATE KEY-----\n"
    "MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDCW9cAQQbbnBTPjxi5Y\n"
    "9ShzJB+EnxlUbuMjjQyYn++TgqNHFXsxR9iudIM4I7xVFmehZANiAATy87nfTHU4\n"
    "5aRu9UoGilgtSaUcnDMqpMkQs+h4Fj213OwQ6VWJDAsZW2WnMcmBGx0xcfdU09nD\n"
    "9ze2lkooRMLog14KuWTVfO1311sOvZLwGBoLQ46KN4J1fsAJreVZ4JQ=\n"
    "-----END PRIVATE KEY-----\n";
static const char p384_jwk[] =
    "{\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":\"8vO530x1OOWkbvVKBopYLUml"
    "HJwzKqTJELPoeBY9tdzsEOlViQwLGVtlpzHJgRsd\",\"y\":\"MXH3VNPZw_c3tpZ"
    "KKETC6INeCrlk1Xztd9dbDr2S8BgaC0OOijeCdX7ACa3lWeCU\",\"d\":\"lvXAEE"
    "G25wUz48YuWPUocyQfhJ8ZVG7jI40MmJ_vk4KjRxV7MUfYrnSDOCO8VRZn\"}";
static const char ed25519_pem[] =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIP3DlJO2AnVMBr287qtH9X4RpMlTDS9r8Omkg861z27f\n"
    "-----END PRIVATE KEY-----\n";
static const char ed25519_jwk[] =
    "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"M1aNaVCLrVxZtLbbpsE9P"
    "gMM7208PFAVFAmuXXoa9VQ\",\"d\":\"_cOUk7YCdUwGvbzuq0f1fhGkyVMNL2vw6"
    "aSDzrXPbt8\"}";
/* What is refused: under a password, of X25519, of P-521. */
static const char locked_pem[] =
    "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
    "MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAj5C1SDpMYYDgICCAAw\n"
    "DAYIKoZIhvcNAgkFADAdBglghkgBZQMEAQIEECyrDK7IQOagmRkPzM/fYocEQBH0\n"
    "Cn1LIxullmtj/9fIS4zqwMudvfiQ4wWulwVA9xYAs44/8DZ4e6pQddKP+zlAwnto\n"
    "5dspqAnmWmko91b8e6Q=\n"
    "-----END ENCRYPTED PRIVATE KEY-----\n";
static const char x25519_pem[] =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VuBCIEINgA8NEQAolSUdfnadO1xcOwJfwwzn3Cv3A+WSZl/ZRh\n"
    "-----END PRIVATE KEY-----\n";
static const char p521_pem[] =
    "-----BEGIN EC PRIVATE KEY-----\n"
    "MIHcAgEBBEIAOKPz9crC9HbAwV87kLGqa+K/mEW1QIXTtCXPZtmremdEJVwxBDbz\n"
    "5+G3NyeAYTFnvhs0Y+9S0LeT7V3tLqGG+gegBwYFK4EEACOhgYkDgYYABAEZOhFq\n"
    "xSrSLd2PPi1k90XplvhfKiqmTmozFPCEJ7aa7uv6kMadPTD6JE6KXrzXjKNBuFJp\n"
    "ZRixZAzs2azbvHQilQHAV1VFFEw55/eBpD50RurIKmg4kU74Gd92a0YjUIAORvqG\n"
    "70Y+/JmcKS/IqbSs+tPuvfUVM4R9EsjObZ46yx7rbQ==\n"
    "-----END EC PRIVATE KEY-----\n";
/* 1,024 bits. */
static const char short_rsa_pem[] =
    "-----BEGIN RSA PRIVATE KEY-----\n"
    "MIICXQIBAAKBgQDkqKD+ZRdR3jAoJksIWLvRM7918U6ihedmbcaCkos/CXJK7uU9\n"
    "i/OQ1yDfAOJ4Z5GJNjsBz5zvovQsVq5T7L2aTttWAxSwAkL1ZuF4w3NDbQ9LKR6Y\n"
    "/3DVcr8gLa5IT0drfSl9nKnkMTRQ+nKZHHTbsZQzyluMj04dnb6I4qasOwIDAQAB\n"
    "AoGBALvxKprOppNA6B4oE2Yh4QY73XPoynRlUWRseEycfN1sO0gCAeRLov/7Auap\n"
    "CHxkzEeWjnuXlOuW6dGD0bfjj5a2deuSjVCsGkEIdiA3uUn2+mQboEBhJ8PWak7K\n"
    "Jc8yKpP6Lm+GqNYfbzCyc1AXmu+OOMdbQs0K3D7qdwdTwaeRAkEA/R2BpLMqgsAs\n"
    "SScE/WgGqY0aMg2MFN5T+HfGGq+/OUidj1L56iEruW9HZmCSCFw0ihIU2iqTOKrS\n"
    "KoVGdteVcwJBAOdDxIC1WUspvQb6RQUPFWSnHguoQRYy9TfFtXsG+C3goC2ru/wj\n"
    "Yp0W0lZyBkQnJHOqJeBqzOBLvJo6LXudnBkCQQD3KeT662nLm9Si6lNZEEfRMVQv\n"
    "JENx7ViZ/Huae5uDWIFi/2fDVPjZbuyN8CcpusAjQ1zRXVm9sDDiDJquWf45AkB3\n"
    "4fxaUCfyu7c+h7wBrFkFrU/48QaUcGQHvlieZvV+KsQ+CJlRUjKLhkoQ/9jZuYS+\n"
    "5MPvus1rtDcXp/Lt8rz5AkB4G+CApvT1a2MEXp7cJ+CCcvXMC+I7DGLxomaVD5q6\n"
    "gD721+8JZ4CbwpabSpZ6pUezS5PMjYjT5inrNzo96xIK\n"
    "-----END RSA PRIVATE KEY-----\n";

static struct vc_json *
parse(const char *text)
{
    struct vc_json *out = NULL;

    assert_int_equal(vc_json_parse(&arena, vc_view_of(text), NULL, &out, NULL),
                     VC_OK);
    return out;
}

static void
every_kind_is_the_same_in_pem_and_as_jwk(void **state)
{
    static const struct {
        enum vc_key_type type;
        const char *pem;
        const char *jwk;
    } keys[] = {{VC_KEY_ED25519, ed25519_pem, ed25519_jwk},
                {VC_KEY_P256, p256_pem, p256_jwk},
                {VC_KEY_P384, p384_pem, p384_jwk},
                {VC_KEY_RSA, fixed_rsa_pem, fixed_rsa_jwk}};

    (void)state;
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        uint8_t signature[VC_CRYPTO_MAX_SIGNATURE];
        struct vc_secret pem;
        struct vc_secret jwk;
        struct vc_key public_half;
        struct vc_json *node = NULL;

        if (vc_secret_read_pem(vc_view_of(keys[i].pem), &pem, &error) !=
                VC_OK ||
            vc_secret_read_jwk(parse(keys[i].jwk), &jwk, &error) != VC_OK) {
            fail_msg("key %zu: %s", i, error.message);
        }
        assert_int_equal(pem.key.type, keys[i].type);
        assert_true(vc_key_equal(&pem.key, &jwk.key));
        assert_memory_equal(pem.bytes, jwk.bytes, sizeof(pem.bytes));
        assert_int_equal(vc_secret_sign(&pem, "text", 4, signature), VC_OK);
        assert_int_equal(vc_key_verify(&jwk.key, "text", 4, signature,
                                       vc_key_signature_size(&jwk.key)),
                         VC_OK);
        assert_int_equal(vc_key_verify(&jwk.key, "Text", 4, signature,
                                       vc_key_signature_size(&jwk.key)),
                         VC_PROOF_SIGNATURE);
        assert_int_equal(vc_jwk_write(&arena, &pem.key, &node), VC_OK);
        assert_int_equal(vc_jwk_read(node, &public_half, NULL), VC_OK);
        assert_true(vc_key_equal(&public_half, &jwk.key));
    }
}

/* PKCS #1 v1.5 has no chance in it, so the bytes are those of OpenSSL. */
static void
rs256_gives_the_signature_that_others_give(void **state)
{
    uint8_t want[256];
    uint8_t signature[VC_CRYPTO_MAX_SIGNATURE];
    struct vc_secret secret;

    (void)state;
    assert_int_equal(vc_secret_read_pem(VC_VIEW(fixed_rsa_pem), &secret, NULL),
                     VC_OK);
    assert_int_equal(vc_secret_sign(&secret, "text", 4, signature), VC_OK);
    fixed_bytes(fixed_rsa_signature, want);
    assert_memory_equal(signature, want, sizeof(want));
    secret.bytes[255] ^= 2; /* q, whose product is another modulus */
    assert_int_equal(vc_secret_sign(&secret, "text", 4, signature),
                     VC_KEY_FORM);
}

static void
what_is_no_private_key_is_refused_with_a_reason(void **state)
{
    static const struct {
        const char *text;
        const char *why;
    } pems[] = {{"", "no private key"},
                {"{}", "no private key"},
                {"-----BEGIN PRIVATE KEY-----\nMC4CAQAw\n"
                 "-----END PRIVATE KEY-----\n",
                 "cut off or damaged"},
                {"-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\n"
                 "AAAA\n-----END RSA PRIVATE KEY-----\n",
                 "under a password"},
                {locked_pem, "under a password"},
                {x25519_pem, "no kind that is understood"},
                {p521_pem, "neither P-256 nor P-384"},
                {short_rsa_pem, "too short, too long or weak"}};
    static const struct {
        const char *from;
        const char *to;
        const char *why;
    } jwks[] = {
        {"\"d\"", "\"D\"", "no private part"},
        {"\"kty\"", "\"use\":\"enc\",\"kty\"", "not meant for"},
        {"\"kty\"", "\"key_ops\":[\"verify\"],\"kty\"", "not meant for"},
        {"\"kty\"", "\"alg\":\"ES384\",\"kty\"", "another algorithm"},
        {"\"d\":\"", "\"d\":\"AA", "cannot be read"},
        {"\"P-256\"", "\"P-521\"", "no kind that is understood"}};
    struct vc_secret secret;

    (void)state;
    for (size_t i = 0; i < sizeof(pems) / sizeof(pems[0]); i++) {
        assert_int_equal(
            vc_secret_read_pem(vc_view_of(pems[i].text), &secret, &error),
            VC_KEY_FORM);
        assert_non_null(strstr(error.message, pems[i].why));
    }
    for (size_t i = 0; i < sizeof(jwks) / sizeof(jwks[0]); i++) {
        const char *at = strstr(p256_jwk, jwks[i].from);
        char text[512];

        assert_non_null(at);
        snprintf(text, sizeof(text), "%.*s%s%s", (int)(at - p256_jwk), p256_jwk,
                 jwks[i].to, at + strlen(jwks[i].from));
        assert_int_equal(vc_secret_read_jwk(parse(text), &secret, &error),
                         VC_KEY_FORM);
        if (strstr(error.message, jwks[i].why) == NULL) {
            fail_msg("%s: %s", text, error.message);
        }
    }
}

static void
halves_of_two_keys_are_refused(void **state)
{
    struct vc_json *mixed = parse(p256_jwk);
    struct vc_json *rsa = parse(fixed_rsa_jwk);
    struct vc_secret secret;

    (void)state;
    assert_true(vc_json_remove(mixed, VC_VIEW("d")));
    assert_true(vc_json_remove(rsa, VC_VIEW("p")));
    assert_int_equal(
        vc_json_set(
            mixed, VC_VIEW("d"),
            vc_json_string(&arena, VC_VIEW("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                                           "AAAAAAAAE"))),
        VC_OK);
    assert_int_equal(vc_secret_read_jwk(mixed, &secret, &error), VC_KEY_FORM);
    assert_non_null(strstr(error.message, "that of another key"));
    assert_int_equal(
        vc_json_set(rsa, VC_VIEW("p"), vc_json_string(&arena, VC_VIEW("Aw"))),
        VC_OK);
    assert_int_equal(vc_secret_read_jwk(rsa, &secret, &error), VC_KEY_FORM);
    assert_non_null(strstr(error.message, "that of another key"));
}

/* RFC 7638, section 3.1. */
static void
a_key_has_the_thumbprint_of_the_standard(void **state)
{
    static const char jwk[] =
        "{\"kty\":\"RSA\",\"n\":\"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFb"
        "WhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3okn"
        "jhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2Q"
        "vzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qN"
        "Lyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-c"
        "sFCur-kEgU8awapJzKnqDKgw\",\"e\":\"AQAB\"}";
    struct vc_crypto *crypto = NULL;
    struct vc_key key;
    struct vc_view name;

    (void)state;
    assert_int_equal(vc_crypto_new(NULL, &crypto), VC_OK);
    assert_int_equal(vc_jwk_read(parse(jwk), &key, NULL), VC_OK);
    assert_int_equal(vc_jwk_thumbprint(&arena, crypto, &key, &name), VC_OK);
    assert_true(vc_view_equal(
        name, VC_VIEW("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs")));
    vc_crypto_free(crypto);
}

#define ISSUER "did:web:uni.example"

static void
a_document_lists_rsa_keys_by_their_names(void **state)
{
    struct vc_did_method methods[2] = {{.key = {0}}, {.key = {0}}};
    struct vc_key_method found;
    struct vc_json *document = NULL;
    struct vc_secret secret;

    (void)state;
    assert_int_equal(vc_secret_read_pem(VC_VIEW(fixed_rsa_pem), &secret, NULL),
                     VC_OK);
    methods[0].key = secret.key;
    assert_int_equal(vc_secret_read_pem(VC_VIEW(ed25519_pem), &secret, NULL),
                     VC_OK);
    methods[1].key = secret.key;
    methods[1].name = VC_VIEW("second");
    assert_int_equal(
        vc_did_document_make(&arena, VC_VIEW(ISSUER), methods, 2, &document),
        VC_KEY_FORM);
    methods[0].name = VC_VIEW("first");
    assert_int_equal(
        vc_did_document_make(&arena, VC_VIEW(ISSUER), methods, 2, &document),
        VC_OK);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(vc_key_find(document, VC_VIEW(ISSUER),
                                     i == 0 ? VC_VIEW(ISSUER "#first")
                                            : VC_VIEW(ISSUER "#second"),
                                     VC_VIEW("assertionMethod"), &found, NULL),
                         VC_OK);
        assert_true(vc_key_equal(&found.key, &methods[i].key));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_is_the_same_in_pem_and_as_jwk),
        cmocka_unit_test(rs256_gives_the_signature_that_others_give),
        cmocka_unit_test(what_is_no_private_key_is_refused_with_a_reason),
        cmocka_unit_test(halves_of_two_keys_are_refused),
        cmocka_unit_test(a_key_has_the_thumbprint_of_the_standard),
        cmocka_unit_test(a_document_lists_rsa_keys_by_their_names),
    };

    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
