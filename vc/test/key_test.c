/* SPDX-License-Identifier: Apache-2.0 */
/* Multikey texts, did:key, did:web, and the tie between key and controller. */
#include "failing.h"

#include "vc/did.h"

#define KEY "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
#define OTHER "z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"
#define P256 "zDnaen1eGdtfLsw6RySwCG16fZMyiaMe2NemFW94VYZt8hJa4"
#define P384                                                                   \
    "z82Lm1yFuW5u6Sd4gDYxWTiu1P7LWr25wteYxtTa1PxvUouMvtZtk7V4FRjbU8b4FxxCGzi"
#define DID "did:web:uni.example"

static struct vc_arena arena;

static int
open_arena(void **state)
{
    (void)state;
    vc_arena_init(&arena, NULL, 0);
    return 0;
}

static int
close_arena(void **state)
{
    (void)state;
    vc_arena_free(&arena);
    return 0;
}

static void
multikeys_come_back_as_they_were(void **state)
{
    static const struct {
        const char *text;
        enum vc_key_type type;
        uint32_t size;
    } known[] = {{KEY, VC_KEY_ED25519, 32},
                 {OTHER, VC_KEY_ED25519, 32},
                 {P256, VC_KEY_P256, 33},
                 {P384, VC_KEY_P384, 49}};

    (void)state;
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        struct vc_key key;
        char text[VC_KEY_MAX_TEXT];
        size_t n = 0;

        assert_int_equal(vc_key_read(vc_view_of(known[i].text), &key), VC_OK);
        assert_int_equal(key.type, known[i].type);
        assert_int_equal(key.size, known[i].size);
        n = vc_key_write(&key, text);
        assert_int_equal(n, strlen(known[i].text));
        assert_memory_equal(text, known[i].text, n);
    }
}

static void
what_is_no_multikey_is_refused(void **state)
{
    static const char *const bad[] = {
        "",
        "z",
        "6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
        KEY "1",
        KEY " ",
        "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ",
        "z6LShs9GGnqk85isEBzzshkuVWrVKsRp24GnDuHk8QWkARMW", /* X25519 */
        "u7QGwq9gX4zNzbQKZ9Z9Z9Z9Z9Z9Z9Z9Z9Z9Z9Z9Z9Z9Z9Z9",
        "z6DtjAcZ9Z9Z9Z9Z9Z9Z9Z9Z9Z9Z9Z9Z9Z9Z9Z9Z9Z9Z9Z9Z9",
    };
    struct vc_key key;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_int_equal(vc_key_read(vc_view_of(bad[i]), &key), VC_KEY_FORM);
    }
}

static void
a_did_key_carries_its_key(void **state)
{
    struct vc_key key;
    char text[VC_DID_KEY_MAX_TEXT];
    size_t n = 0;

    (void)state;
    assert_int_equal(vc_did_key_read(VC_VIEW("did:key:" KEY), &key), VC_OK);
    n = vc_did_key_write(&key, text);
    assert_true(
        vc_view_equal((struct vc_view){text, n}, VC_VIEW("did:key:" KEY)));
    assert_int_equal(vc_did_key_read(VC_VIEW("did:key:" KEY "#" KEY), &key),
                     VC_OK);
    assert_int_equal(vc_did_key_read(VC_VIEW("did:key:" KEY "#" OTHER), &key),
                     VC_KEY_FORM);
    assert_int_equal(vc_did_key_read(VC_VIEW("did:key:" KEY "#"), &key),
                     VC_KEY_FORM);
    assert_int_equal(vc_did_key_read(VC_VIEW("did:key:"), &key), VC_KEY_FORM);
    assert_int_equal(vc_did_key_read(VC_VIEW("did:web:" KEY), &key),
                     VC_KEY_FORM);
    assert_int_equal(vc_did_key_read(VC_VIEW("did:key:" KEY "x"), &key),
                     VC_KEY_FORM);
}

static void
a_did_web_names_an_https_address(void **state)
{
    static const char *const good[][2] = {
        {"did:web:uni.example", "https://uni.example/.well-known/did.json"},
        {"did:web:localhost%3A8080:c:pe",
         "https://localhost:8080/c/pe/did.json"},
        {"did:web:uni.example:a#k", "https://uni.example/a/did.json"},
    };
    static const char *const bad[] = {
        "did:web:",
        "did:web:uni.example:",
        "did:web:uni.example::a",
        "did:web:uni.example:..",
        "did:web:uni.example:%2e%2e",
        "did:web:uni.example:a%2Fb",
        "did:web:uni.example%3A0",
        "did:web:uni.example%3A65536",
        "did:web:uni.example%3A80x",
        "did:web:10.0.0.1",
        "did:web:0x7f.1",
        "did:web:2130706433",
        "did:web:-uni.example",
        "did:web:uni-.example",
        "did:web:uni.example-",
        "did:web:uni..example",
        "did:web:.example",
        "did:web:uni.example.",
        "did:web:uni.example/a",
        "did:web:uni.example?a",
        "did:web:us@uni.example",
        "did:web:uni.example:a b",
        "did:web:uni.example:a%0",
        "did:web:uni.example:a%00",
        "did:web:uni.example:a%1F",
        "did:web:uni.example:a%7f",
        "did:web:uni.example:a%zz",
        ("did:key:" KEY),
    };

    (void)state;
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        struct vc_view out;

        assert_int_equal(
            vc_did_web_address(&arena, vc_view_of(good[i][0]), &out), VC_OK);
        assert_true(vc_view_equal(out, vc_view_of(good[i][1])));
    }
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct vc_view out;

        if (vc_did_web_address(&arena, vc_view_of(bad[i]), &out) !=
            VC_DID_FORM) {
            fail_msg("%s has an address", bad[i]);
        }
    }
}

#define METHOD(id, controller, key, more)                                      \
    "{\"id\":\"" id "\",\"type\":\"Multikey\",\"controller\":\"" controller    \
    "\",\"publicKeyMultibase\":\"" key "\"" more "}"

/* Look for DID#KEY in a document with those two lists. */
static enum vc_status
find(const char *methods, const char *assertion, struct vc_key_method *out)
{
    char text[2000];
    struct vc_json *document = NULL;

    snprintf(text, sizeof(text),
             "{\"id\":\"" DID "\",\"verificationMethod\":%s,"
             "\"assertionMethod\":%s}",
             methods, assertion);
    assert_int_equal(
        vc_did_document_read(&arena, vc_arena_copy(&arena, vc_view_of(text)),
                             VC_VIEW(DID), &document, NULL),
        VC_OK);
    return vc_key_find(document, VC_VIEW(DID), VC_VIEW(DID "#" KEY),
                       VC_VIEW("assertionMethod"), out, NULL);
}

static void
a_key_counts_only_as_the_document_lists_it(void **state)
{
    struct vc_key_method m;
    const char *good = "[" METHOD(DID "#" KEY, DID, KEY, "") "]";

    (void)state;
    assert_int_equal(find(good, "[\"" DID "#" KEY "\"]", &m), VC_OK);
    assert_int_equal(m.key.type, VC_KEY_ED25519);
    assert_false(m.has_revoked || m.has_expires);
    assert_int_equal(find(good, "[\"#" KEY "\"]", &m), VC_OK);
    assert_int_equal(find("[]", "[" METHOD(DID "#" KEY, DID, KEY, "") "]", &m),
                     VC_OK);

    assert_int_equal(find(good, "[]", &m), VC_KEY_PURPOSE);
    assert_int_equal(find(good, "[\"" DID "#" OTHER "\"]", &m), VC_KEY_PURPOSE);
    assert_int_equal(find("[]", "[\"" DID "#" KEY "\"]", &m), VC_KEY_UNLISTED);
    assert_int_equal(find("[]", "[]", &m), VC_KEY_UNLISTED);
    assert_int_equal(find("[" METHOD(DID "#" OTHER, DID, KEY, "") "]",
                          "[\"" DID "#" KEY "\"]", &m),
                     VC_KEY_UNLISTED);
    assert_int_equal(
        find("[" METHOD(DID "#" KEY, "did:web:x.example", KEY, "") "]",
             "[\"" DID "#" KEY "\"]", &m),
        VC_KEY_CONTROLLER);
    assert_int_equal(find("[" METHOD(DID "#" KEY, DID, "zzz", "") "]",
                          "[\"" DID "#" KEY "\"]", &m),
                     VC_KEY_FORM);
    assert_int_equal(
        find("[" METHOD(DID "#" KEY, DID, KEY, ",\"revoked\":\"yes\"") "]",
             "[\"" DID "#" KEY "\"]", &m),
        VC_KEY_FORM);
}

static void
the_times_of_a_key_are_read(void **state)
{
    struct vc_key_method m;

    (void)state;
    assert_int_equal(
        find("[" METHOD(DID "#" KEY, DID, KEY,
                        ",\"revoked\":\"1970-01-01T00:00:01Z\","
                        "\"expires\":\"1970-01-01T00:00:02Z\"") "]",
             "[\"" DID "#" KEY "\"]", &m),
        VC_OK);
    assert_true(m.has_revoked && m.has_expires);
    assert_int_equal(m.revoked_ms, 1000);
    assert_int_equal(m.expires_ms, 2000);
}

#define EC_JWK                                                                 \
    "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":"                                 \
    "\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\",\"y\":"                   \
    "\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}"
#define JWK_METHOD(type, more)                                                 \
    "[{\"id\":\"" DID "#" KEY "\",\"type\":\"" type "\",\"controller\":\"" DID \
    "\",\"publicKeyJwk\":" EC_JWK more "}]"

static void
json_web_keys_stand_in_documents(void **state)
{
    static const char purpose[] = "[\"" DID "#" KEY "\"]";
    struct vc_key_method m;

    (void)state;
    assert_int_equal(find(JWK_METHOD("JsonWebKey", ""), purpose, &m), VC_OK);
    assert_int_equal(m.key.type, VC_KEY_P256);
    assert_int_equal(find(JWK_METHOD("JsonWebKey2020",
                                     ",\"expires\":\"1970-01-01T00:00:02Z\""),
                          purpose, &m),
                     VC_OK);
    assert_int_equal(m.expires_ms, 2000);
    /* A type says where its key stands; two keys would be one too many. */
    assert_int_equal(find(JWK_METHOD("Multikey", ""), purpose, &m),
                     VC_KEY_FORM);
    assert_int_equal(
        find(JWK_METHOD("Multikey", ",\"publicKeyMultibase\":\"" KEY "\""),
             purpose, &m),
        VC_KEY_FORM);
    assert_int_equal(
        find(JWK_METHOD("RsaVerificationKey2018", ""), purpose, &m),
        VC_KEY_FORM);
    assert_int_equal(
        find("[" METHOD(DID "#" KEY, DID, KEY, "") "]", purpose, &m), VC_OK);
}

/* Found by the key itself, wherever ids are shortened. */
static void
a_key_is_found_by_itself(void **state)
{
    static const struct {
        const char *methods;
        const char *purpose;
        enum vc_status status;
    } cases[] = {
        {"[" METHOD(DID "#a", DID, KEY, "") "]", "[\"" DID "#a\"]", VC_OK},
        {"[" METHOD("#a", DID, KEY, "") "]", "[\"" DID "#a\"]", VC_OK},
        {"[" METHOD(DID "#a", DID, KEY, "") "]", "[\"#a\"]", VC_OK},
        {"[" METHOD("#a", DID, KEY, "") "]", "[\"#a\"]", VC_OK},
        {"[]", "[" METHOD(DID "#a", DID, KEY, "") "]", VC_OK},
        {"[" METHOD(DID "#a", DID, KEY, "") "]", "[\"#b\"]", VC_KEY_PURPOSE},
        {"[" METHOD(DID "#a", DID, OTHER, "") "]", "[\"#a\"]", VC_KEY_UNLISTED},
        {"[" METHOD(DID "#a", "did:web:x.example", KEY, "") "]", "[\"#a\"]",
         VC_KEY_UNLISTED},
        {"[" METHOD(DID "#a", DID, KEY, ",\"revoked\":1") "]", "[\"#a\"]",
         VC_KEY_UNLISTED},
    };
    struct vc_key key;

    (void)state;
    assert_int_equal(vc_key_read(VC_VIEW(KEY), &key), VC_OK);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char text[2000];
        struct vc_key_method m;
        struct vc_json *document = NULL;
        struct vc_view id;

        snprintf(text, sizeof(text),
                 "{\"id\":\"" DID "\",\"verificationMethod\":%s,"
                 "\"assertionMethod\":%s}",
                 cases[i].methods, cases[i].purpose);
        assert_int_equal(vc_did_document_read(
                             &arena, vc_arena_copy(&arena, vc_view_of(text)),
                             VC_VIEW(DID), &document, NULL),
                         VC_OK);
        assert_int_equal(vc_key_find_same(document, VC_VIEW(DID), &key,
                                          VC_VIEW("assertionMethod"), &m, &id,
                                          NULL),
                         cases[i].status);
        assert_int_equal(
            vc_key_find_same(document, VC_VIEW("did:web:x.example"), &key,
                             VC_VIEW("assertionMethod"), &m, &id, NULL),
            VC_KEY_DOCUMENT);
    }
}

static void
the_document_of_somebody_else_is_refused(void **state)
{
    struct vc_json *document = NULL;

    (void)state;
    assert_int_equal(vc_did_document_read(&arena, VC_VIEW("{\"id\":\"a:b\"}"),
                                          VC_VIEW(DID), &document, NULL),
                     VC_KEY_DOCUMENT);
    assert_int_equal(vc_did_document_read(&arena, VC_VIEW("{"), VC_VIEW(DID),
                                          &document, NULL),
                     VC_KEY_DOCUMENT);
    assert_int_equal(
        vc_did_document_read(&arena,
                             VC_VIEW("{\"id\":\"" DID "\",\"id\":\"" DID "\"}"),
                             VC_VIEW(DID), &document, NULL),
        VC_KEY_DOCUMENT);
    assert_int_equal(vc_did_document_read(&arena, VC_VIEW("[]"), VC_VIEW(DID),
                                          &document, NULL),
                     VC_KEY_DOCUMENT);
}

static void
a_document_that_was_made_lists_its_keys(void **state)
{
    struct vc_did_method methods[2] = {
        {.has_expires = true, .expires_ms = 7000},
        {.has_revoked = true, .revoked_ms = 5000}};
    struct vc_json *document = NULL;
    struct vc_view text;
    struct vc_key_method found;

    (void)state;
    assert_int_equal(vc_key_read(VC_VIEW(KEY), &methods[0].key), VC_OK);
    assert_int_equal(vc_key_read(VC_VIEW(OTHER), &methods[1].key), VC_OK);
    assert_int_equal(
        vc_did_document_make(&arena, VC_VIEW(DID), methods, 2, &document),
        VC_OK);
    assert_int_equal(vc_json_write(&arena, document, 0, &text), VC_OK);
    assert_int_equal(
        vc_did_document_read(&arena, text, VC_VIEW(DID), &document, NULL),
        VC_OK);
    assert_int_equal(vc_key_find(document, VC_VIEW(DID), VC_VIEW(DID "#" KEY),
                                 VC_VIEW("assertionMethod"), &found, NULL),
                     VC_OK);
    assert_false(found.has_revoked);
    assert_int_equal(found.expires_ms, 7000);
    assert_int_equal(vc_key_find(document, VC_VIEW(DID), VC_VIEW(DID "#" OTHER),
                                 VC_VIEW("assertionMethod"), &found, NULL),
                     VC_OK);
    assert_true(found.has_revoked);
    assert_int_equal(found.revoked_ms, 5000);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(multikeys_come_back_as_they_were),
        cmocka_unit_test(what_is_no_multikey_is_refused),
        cmocka_unit_test(a_did_key_carries_its_key),
        cmocka_unit_test(a_did_web_names_an_https_address),
        cmocka_unit_test(a_key_counts_only_as_the_document_lists_it),
        cmocka_unit_test(the_times_of_a_key_are_read),
        cmocka_unit_test(json_web_keys_stand_in_documents),
        cmocka_unit_test(a_key_is_found_by_itself),
        cmocka_unit_test(the_document_of_somebody_else_is_refused),
        cmocka_unit_test(a_document_that_was_made_lists_its_keys),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
