/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of an issuer: made, changed, packed and read again. */
#include "failing.h"

#include "vc/status_list.h"

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
what_was_set_is_read_again_in_every_size(void **state)
{
    (void)state;
    for (unsigned size = 1; size <= VC_STATUS_LIST_MAX_SIZE; size++) {
        struct vc_status_list list;
        struct vc_status_list again;
        struct vc_view packed;
        unsigned most = (1U << size) - 1;
        unsigned value = 0;

        assert_int_equal(vc_status_list_new(&arena, 1, size, &list), VC_OK);
        assert_int_equal(vc_status_list_entries(&list),
                         VC_STATUS_LIST_MIN_ENTRIES);
        assert_int_equal(vc_status_list_set(&list, 3, most), VC_OK);
        assert_int_equal(vc_status_list_set(&list, 131071, 1), VC_OK);
        assert_int_equal(vc_status_list_set(&list, 4, most), VC_OK);
        assert_int_equal(vc_status_list_set(&list, 4, 0), VC_OK);
        assert_int_equal(vc_status_list_set(&list, 131072, 1), VC_INVALID);
        assert_int_equal(vc_status_list_set(&list, 5, most + 1), VC_INVALID);
        assert_int_equal(vc_status_list_pack(&arena, &list, &packed), VC_OK);
        for (uint64_t i = 0; i < 8; i++) {
            assert_int_equal(
                vc_status_list_read(&arena, packed, size, i, &value, NULL),
                VC_OK);
            assert_int_equal(value, i == 3 ? most : 0);
        }
        assert_int_equal(
            vc_status_list_read(&arena, packed, size, 131071, &value, NULL),
            VC_OK);
        assert_int_equal(value, 1);
        assert_int_equal(
            vc_status_list_unpack(&arena, packed, size, &again, NULL), VC_OK);
        assert_int_equal(vc_status_list_get(&again, 3, &value), VC_OK);
        assert_int_equal(value, most);
        assert_int_equal(vc_status_list_get(&again, 131072, &value),
                         VC_INVALID);
        assert_int_equal(again.bytes, list.bytes);
        assert_memory_equal(again.bits, list.bits, list.bytes);
    }
}

static void
the_same_bits_give_the_same_text(void **state)
{
    struct vc_status_list list;
    struct vc_view once;
    struct vc_view again;

    (void)state;
    assert_int_equal(vc_status_list_new(&arena, 200000, 1, &list), VC_OK);
    assert_int_equal(list.bytes, 25000);
    assert_int_equal(vc_status_list_pack(&arena, &list, &once), VC_OK);
    assert_int_equal(vc_status_list_set(&list, 199999, 1), VC_OK);
    assert_int_equal(vc_status_list_pack(&arena, &list, &again), VC_OK);
    assert_false(vc_view_equal(once, again));
    assert_int_equal(vc_status_list_set(&list, 199999, 0), VC_OK);
    assert_int_equal(vc_status_list_pack(&arena, &list, &again), VC_OK);
    assert_true(vc_view_equal(once, again));
}

static void
sizes_that_cannot_be_are_refused(void **state)
{
    struct vc_status_list list;
    unsigned value = 0;
    struct vc_view packed;

    (void)state;
    assert_int_equal(vc_status_list_new(&arena, 1, 1, &list), VC_OK);
    assert_int_equal(vc_status_list_pack(&arena, &list, &packed), VC_OK);
    assert_int_equal(vc_status_list_new(&arena, 1, 0, &list), VC_INVALID);
    assert_int_equal(vc_status_list_new(&arena, 1, 9, &list), VC_INVALID);
    assert_int_equal(vc_status_list_new(&arena, UINT64_MAX, 1, &list),
                     VC_LIMIT);
    assert_int_equal(vc_status_list_read(&arena, packed, 0, 1, &value, NULL),
                     VC_INVALID);
    assert_int_equal(vc_status_list_read(&arena, packed, 9, 1, &value, NULL),
                     VC_INVALID);
    /* Half as many entries of twice the size: too few. */
    assert_int_equal(vc_status_list_read(&arena, packed, 2, 1, &value, NULL),
                     VC_INVALID);
    assert_int_equal(vc_status_list_unpack(&arena, packed, 2, &list, NULL),
                     VC_INVALID);
    assert_int_equal(
        vc_status_list_read(&arena, packed, 1, UINT64_MAX, &value, NULL),
        VC_INVALID);
}

static void
a_list_and_its_entries_are_written_as_the_standard_has_them(void **state)
{
    static const struct vc_view messages[] = {
        VC_VIEW_INIT("open"), VC_VIEW_INIT("seen"), VC_VIEW_INIT("kept"),
        VC_VIEW_INIT("done")};
    const struct vc_status_list_terms terms = {
        .id = VC_VIEW("https://a.example/status/1"),
        .issuer = VC_VIEW("did:web:a.example"),
        .purpose = VC_VIEW("revocation"),
        .from_ms = 0,
        .until_ms = 86400000,
        .ttl_ms = 300000};
    struct vc_status_list_terms bad = terms;
    struct vc_status_list list;
    struct vc_json *json = NULL;
    struct vc_view text;

    (void)state;
    assert_int_equal(vc_status_list_new(&arena, 1, 1, &list), VC_OK);
    assert_int_equal(vc_status_list_credential(&arena, &list, &terms, &json),
                     VC_OK);
    assert_int_equal(vc_json_write(&arena, json, 0, &text), VC_OK);
    assert_true(vc_view_starts(
        text,
        VC_VIEW("{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"],"
                "\"id\":\"https://a.example/status/1\",\"type\":["
                "\"VerifiableCredential\",\"BitstringStatusListCredential\"],"
                "\"issuer\":\"did:web:a.example\",\"validFrom\":"
                "\"1970-01-01T00:00:00Z\",\"validUntil\":"
                "\"1970-01-02T00:00:00Z\",\"credentialSubject\":{\"id\":"
                "\"https://a.example/status/1#list\",\"type\":"
                "\"BitstringStatusList\",\"statusPurpose\":\"revocation\","
                "\"ttl\":300000,\"encodedList\":\"uH4sI")));
    bad.until_ms = -1;
    assert_int_equal(vc_status_list_credential(&arena, &list, &bad, &json),
                     VC_INVALID);
    assert_int_equal(vc_status_list_entry(&arena, terms.id, terms.purpose, 7, 1,
                                          NULL, &json),
                     VC_OK);
    assert_int_equal(vc_json_write(&arena, json, 0, &text), VC_OK);
    assert_true(vc_view_equal(
        text, VC_VIEW("{\"id\":\"https://a.example/status/1#7\",\"type\":"
                      "\"BitstringStatusListEntry\",\"statusPurpose\":"
                      "\"revocation\",\"statusListIndex\":\"7\","
                      "\"statusListCredential\":"
                      "\"https://a.example/status/1\"}")));
    assert_int_equal(vc_status_list_entry(&arena, terms.id, VC_VIEW("message"),
                                          7, 2, messages, &json),
                     VC_OK);
    assert_int_equal(vc_json_write(&arena, json, 0, &text), VC_OK);
    text = vc_arena_join(&arena, text, (struct vc_view){"", 1});
    assert_non_null(strstr(text.data,
                           "\"statusSize\":2,\"statusMessage\":[{\"status\":"
                           "\"0x0\",\"message\":\"open\"}"));
    assert_int_equal(vc_status_list_entry(&arena, terms.id, terms.purpose, 7, 2,
                                          NULL, &json),
                     VC_INVALID);
}

static void
each_failing_allocation_of_making_is_reported(void **state)
{
    const struct vc_status_list_terms terms = {
        .id = VC_VIEW("https://a.example/1"),
        .issuer = VC_VIEW("did:web:a.example"),
        .purpose = VC_VIEW("revocation"),
        .until_ms = 1};
    enum vc_status s = VC_NO_MEMORY;
    int failed = 0;

    (void)state;
    for (size_t bytes = 1; s != VC_OK; bytes += 4000) {
        struct vc_arena small;
        struct vc_status_list list;
        struct vc_json *json = NULL;

        failing_arena(&small, bytes);
        s = vc_status_list_new(&small, 1, 1, &list);
        if (s == VC_OK) {
            s = vc_status_list_credential(&small, &list, &terms, &json);
        }
        assert_true(s == VC_OK || s == VC_NO_MEMORY);
        failed += s == VC_OK ? 0 : 1;
        vc_arena_free(&small);
    }
    assert_true(failed > 5);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_set_is_read_again_in_every_size),
        cmocka_unit_test(the_same_bits_give_the_same_text),
        cmocka_unit_test(sizes_that_cannot_be_are_refused),
        cmocka_unit_test(
            a_list_and_its_entries_are_written_as_the_standard_has_them),
        cmocka_unit_test(each_failing_allocation_of_making_is_reported),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
