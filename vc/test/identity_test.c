/* SPDX-License-Identifier: Apache-2.0 */
/* Recipients by name and by hash. */
#include "vc_test.h"

#include "vc/identity.h"

static struct vc_arena arena;
static struct vc_crypto *crypto;

static int
open_all(void **state)
{
    (void)state;
    vc_arena_init(&arena, NULL, 0);
    return vc_crypto_new(NULL, &crypto) == VC_OK ? 0 : -1;
}

static int
close_all(void **state)
{
    (void)state;
    vc_crypto_free(crypto);
    vc_arena_free(&arena);
    return 0;
}

static enum vc_identity
check(const char *identifier, const char *type, const char *text)
{
    char credential[1000];
    struct vc_json *document = NULL;
    struct vc_view absent = {NULL, 0};
    enum vc_identity out = VC_IDENTITY_NONE;

    snprintf(credential, sizeof(credential),
             "{\"credentialSubject\":{\"identifier\":%s}}", identifier);
    assert_int_equal(
        vc_json_parse(&arena, vc_view_of(credential), NULL, &document, NULL),
        VC_OK);
    assert_int_equal(vc_identity_check(&arena, crypto, document,
                                       type != NULL ? vc_view_of(type) : absent,
                                       vc_view_of(text), &out),
                     VC_OK);
    return out;
}

/* printf 'learner@uni.exampledeadsea' | sha256sum */
#define HASHED                                                                 \
    "{\"type\":\"IdentityObject\",\"hashed\":true,\"identityHash\":"           \
    "\"sha256$" HASH                                                           \
    "\",\"identityType\":\"emailAddress\",\"salt\":\"deadsea\"}"
#define HASH "5c4bbc70408375f490875f9362eee995928807e36d1b9e59cc25522fee68a35e"
#define OPEN                                                                   \
    "{\"type\":\"IdentityObject\",\"hashed\":false,\"identityHash\":"          \
    "\"A-17\",\"identityType\":\"accountId\"}"

static void
a_hash_is_of_the_identifier_and_then_the_salt(void **state)
{
    (void)state;
    assert_int_equal(check(HASHED, "emailAddress", "learner@uni.example"),
                     VC_IDENTITY_SAME);
    assert_int_equal(check(HASHED, "emailAddress", "Learner@Uni.Example"),
                     VC_IDENTITY_SAME);
    assert_int_equal(check(HASHED, "emailAddress", "learner2@uni.example"),
                     VC_IDENTITY_OTHER);
    assert_int_equal(check(HASHED, "accountId", "learner@uni.example"),
                     VC_IDENTITY_NONE);
    assert_int_equal(check(HASHED, NULL, "learner@uni.example"),
                     VC_IDENTITY_SAME);
}

static void
an_open_identifier_is_compared_as_it_is(void **state)
{
    (void)state;
    assert_int_equal(check(OPEN, "accountId", "A-17"), VC_IDENTITY_SAME);
    assert_int_equal(check(OPEN, "accountId", "a-17"), VC_IDENTITY_OTHER);
}

static void
of_several_one_that_fits_is_enough(void **state)
{
    (void)state;
    assert_int_equal(
        check("[" OPEN "," HASHED "]", NULL, "learner@uni.example"),
        VC_IDENTITY_SAME);
    assert_int_equal(check("[" HASHED "," OPEN "]", NULL, "A-17"),
                     VC_IDENTITY_SAME);
    assert_int_equal(check("[" HASHED "," OPEN "]", NULL, "B-17"),
                     VC_IDENTITY_OTHER);
}

static void
what_cannot_be_read_is_said_so(void **state)
{
    (void)state;
    assert_int_equal(check("{\"hashed\":true,\"identityHash\":\"md5$00\","
                           "\"identityType\":\"emailAddress\"}",
                           NULL, "a@b"),
                     VC_IDENTITY_NOT_READ);
    assert_int_equal(
        check("{\"hashed\":\"true\",\"identityHash\":\"a@b\"}", NULL, "a@b"),
        VC_IDENTITY_NOT_READ);
    assert_int_equal(check("{\"hashed\":true}", NULL, "a@b"),
                     VC_IDENTITY_NOT_READ);
    assert_int_equal(check("[1,null,[]]", NULL, "a@b"), VC_IDENTITY_NONE);
    assert_int_equal(check("\"a@b\"", NULL, "a@b"), VC_IDENTITY_NONE);
}

static void
what_is_made_is_recognized_and_never_the_same(void **state)
{
    struct vc_json *one = NULL;
    struct vc_json *two = NULL;
    struct vc_view text;
    struct vc_view other;

    (void)state;
    assert_int_equal(vc_identity_make(&arena, crypto, VC_VIEW("emailAddress"),
                                      VC_VIEW("a@b.example"), true, &one),
                     VC_OK);
    assert_int_equal(vc_identity_make(&arena, crypto, VC_VIEW("emailAddress"),
                                      VC_VIEW("a@b.example"), true, &two),
                     VC_OK);
    assert_int_equal(vc_json_write(&arena, one, 0, &text), VC_OK);
    assert_int_equal(vc_json_write(&arena, two, 0, &other), VC_OK);
    assert_false(vc_view_equal(text, other));
    text = vc_arena_join(&arena, text, (struct vc_view){"", 1});
    assert_int_equal(check(text.data, "emailAddress", "a@b.example"),
                     VC_IDENTITY_SAME);
    assert_null(strstr(text.data, "a@b"));
    assert_int_equal(vc_identity_make(&arena, crypto, VC_VIEW("accountId"),
                                      VC_VIEW("7"), false, &one),
                     VC_OK);
    assert_int_equal(vc_json_write(&arena, one, 0, &text), VC_OK);
    assert_true(vc_view_equal(
        text, VC_VIEW("{\"type\":\"IdentityObject\",\"hashed\":false,"
                      "\"identityType\":\"accountId\",\"identityHash\":"
                      "\"7\"}")));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hash_is_of_the_identifier_and_then_the_salt),
        cmocka_unit_test(an_open_identifier_is_compared_as_it_is),
        cmocka_unit_test(of_several_one_that_fits_is_enough),
        cmocka_unit_test(what_cannot_be_read_is_said_so),
        cmocka_unit_test(what_is_made_is_recognized_and_never_the_same),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
