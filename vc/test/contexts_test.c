/* SPDX-License-Identifier: Apache-2.0 */
/* The contexts compiled in: none can change unnoticed, and each can be
 * processed with every scoped context it has. */
#include "vc_test.h"

#include "vc/context.h"
#include "vc/crypto.h"
#include "contexts_pinned.h"

static void
no_context_changes_unnoticed(void **state)
{
    (void)state;
    struct vc_crypto *crypto = NULL;
    assert_int_equal(vc_crypto_new(NULL, &crypto), VC_OK);
    size_t count = 0;
    for (; vc_compiled_contexts[count].url; count++) {
        const struct vc_compiled_context *c = &vc_compiled_contexts[count];
        uint8_t digest[VC_CRYPTO_MAX_HASH];
        char hex[65] = "";
        assert_true(count < PINNED_COUNT);
        assert_string_equal(c->url, pinned[count].url);
        assert_int_equal(
            vc_crypto_hash(crypto, VC_SHA256, c->text, c->size, digest), VC_OK);
        for (int i = 0; i < 32; i++)
            snprintf(hex + 2 * i, 3, "%02x", digest[i]);
        assert_string_equal(hex, pinned[count].sha256);
    }
    assert_int_equal(count, PINNED_COUNT);
    vc_crypto_free(crypto);
}

static void
each_context_can_be_prepared(void **state)
{
    (void)state;
    for (size_t i = 0; i < PINNED_COUNT; i++) {
        struct vc_context_set *set = NULL;
        struct vc_error error = {0};
        assert_int_equal(vc_context_set_new(NULL, 0, &set), VC_OK);
        assert_int_equal(vc_context_set_add_compiled(set, &error), VC_OK);
        struct vc_view url = vc_view_of(pinned[i].url);
        if (vc_context_set_prepare(set, &url, 1, &error) != VC_OK)
            fail_msg("%s: %s", pinned[i].url, error.message);
        vc_context_set_free(set);
    }
}

static void
a_context_is_taken_once(void **state)
{
    (void)state;
    struct vc_context_set *set = NULL;
    struct vc_error error = {0};
    assert_int_equal(vc_context_set_new(NULL, 0, &set), VC_OK);
    struct vc_view url = VC_VIEW("https://example.org/c");
    assert_int_equal(vc_context_set_add(set, url, VC_VIEW("{}"), &error),
                     VC_LD_INVALID_REMOTE_CONTEXT);
    assert_int_equal(
        vc_context_set_add(set, url, VC_VIEW("{\"@context\":{}}"), &error),
        VC_OK);
    assert_int_equal(
        vc_context_set_add(set, url, VC_VIEW("{\"@context\":{}}"), &error),
        VC_INVALID);
    struct vc_view missing = VC_VIEW("https://example.org/missing");
    assert_int_equal(vc_context_set_prepare(set, &missing, 1, &error),
                     VC_LD_LOADING_REMOTE_CONTEXT_FAILED);
    vc_context_set_free(set);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_context_changes_unnoticed),
        cmocka_unit_test(each_context_can_be_prepared),
        cmocka_unit_test(a_context_is_taken_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
