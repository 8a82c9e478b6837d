/* SPDX-License-Identifier: Apache-2.0 */
/* What the status layer says: lists that were made here, issued, changed and
 * looked into, messages, and the simple list of 1EdTech. */
#include "vc_test.h"

#include "sample.h"

#include "vc/credential.h"
#include "vc/status_list.h"

#define LIST "https://centre.example/status/1"
#define SIMPLE "https://centre.example/revocations"

static struct sample s;
static struct vc_arena arena;

static int
open_all(void **state)
{
    (void)state;
    vc_arena_init(&arena, NULL, 0);
    return sample_open(&s) == VC_OK ? 0 : -1;
}

static int
close_all(void **state)
{
    (void)state;
    sample_close(&s);
    vc_arena_free(&arena);
    return 0;
}

static int
fresh(void **state)
{
    (void)state;
    s.list = (struct vc_view){NULL, 0};
    return 0;
}

static struct vc_view
issue(const struct vc_json *document)
{
    struct vc_proof_tools tools = sample_tools(&s);
    struct vc_proof_terms terms = sample_terms(&s);
    struct vc_error error = {0};
    struct vc_view text = {NULL, 0};
    struct vc_view out = {NULL, 0};

    assert_int_equal(vc_json_write(&arena, document, 0, &text), VC_OK);
    if (vc_credential_issue(&arena, &tools, text, NULL, &terms, &out, &error) !=
        VC_OK) {
        fail_msg("%s: %s", error.path, error.message);
    }
    return out;
}

static struct vc_json *
parse(struct vc_view text)
{
    struct vc_json *out = NULL;

    assert_int_equal(vc_json_parse(&arena, text, NULL, &out, NULL), VC_OK);
    return out;
}

/* The sample with that status, signed. */
static struct vc_view
badge_with(struct vc_json *status)
{
    struct vc_json *document = parse(VC_VIEW(sample_unsigned));
    struct vc_json *contexts = vc_json_get(document, VC_VIEW("@context"));

    assert_int_equal(
        vc_json_append(
            contexts,
            vc_json_string(&arena, VC_VIEW("https://purl.imsglobal.org/spec/"
                                           "ob/v3p0/extensions.json"))),
        VC_OK);
    assert_int_equal(vc_json_set(document, VC_VIEW("credentialStatus"), status),
                     VC_OK);
    return issue(document);
}

static struct vc_json *
entry_for(const char *purpose, uint64_t index, unsigned size,
          const struct vc_view *messages)
{
    struct vc_json *out = NULL;

    assert_int_equal(vc_status_list_entry(&arena, VC_VIEW(LIST),
                                          vc_view_of(purpose), index, size,
                                          messages, &out),
                     VC_OK);
    return out;
}

/* A signed list in which entry `index` has that value. */
static struct vc_view
list_with(const char *purpose, unsigned size, uint64_t index, unsigned value)
{
    const struct vc_status_list_terms terms = {
        .id = VC_VIEW(LIST),
        .issuer = VC_VIEW(SAMPLE_DID),
        .purpose = vc_view_of(purpose),
        .from_ms = INT64_C(1775001600000),
        .until_ms = INT64_C(1775088000000),
        .ttl_ms = 3600000};
    struct vc_status_list list;
    struct vc_json *credential = NULL;

    assert_int_equal(vc_status_list_new(&arena, 1, size, &list), VC_OK);
    assert_int_equal(vc_status_list_set(&list, index, value), VC_OK);
    assert_int_equal(
        vc_status_list_credential(&arena, &list, &terms, &credential), VC_OK);
    return issue(credential);
}

static struct vc_verdict
judge(struct vc_view text)
{
    struct vc_verdict_options options = sample_options(&s);
    struct vc_verdict v;

    assert_int_equal(vc_verdict_make(&arena, text, &options, &v), VC_OK);
    return v;
}

static void
status_is(struct vc_view badge, const char *code)
{
    struct vc_verdict v = judge(badge);

    assert_string_equal(vc_verdict_code(&v.layers[VC_LAYER_FORM]), "form_ok");
    assert_string_equal(vc_verdict_code(&v.layers[VC_LAYER_PROOF]), "proof_ok");
    assert_string_equal(vc_verdict_code(&v.layers[VC_LAYER_STATUS]), code);
}

static void
a_list_made_here_revokes_and_takes_back(void **state)
{
    struct vc_view badge = badge_with(entry_for("revocation", 94567, 1, NULL));

    (void)state;
    status_is(badge, "status_no_list");
    s.list = list_with("revocation", 1, 94567, 1);
    status_is(badge, "status_revoked");
    s.list = list_with("revocation", 1, 94566, 1);
    status_is(badge, "status_good");
    s.list = list_with("suspension", 1, 94567, 1);
    status_is(badge, "status_list");
    badge = badge_with(entry_for("suspension", 94567, 1, NULL));
    status_is(badge, "status_suspended");
}

static void
the_worst_of_several_entries_counts(void **state)
{
    struct vc_json *both = vc_json_array(&arena);

    (void)state;
    assert_int_equal(vc_json_append(both, entry_for("revocation", 5, 1, NULL)),
                     VC_OK);
    assert_int_equal(vc_json_append(both, entry_for("revocation", 6, 1, NULL)),
                     VC_OK);
    s.list = list_with("revocation", 1, 6, 1);
    status_is(badge_with(both), "status_revoked");
    s.list = list_with("revocation", 1, 7, 1);
    status_is(badge_with(both), "status_good");
}

static const struct vc_view messages[] = {
    VC_VIEW_INIT("open"), VC_VIEW_INIT("seen"), VC_VIEW_INIT("kept"),
    VC_VIEW_INIT("done")};

static void
a_message_is_told_by_its_value(void **state)
{
    struct vc_view badge = badge_with(entry_for("message", 9, 2, messages));
    struct vc_verdict v;
    struct vc_view text = {NULL, 0};

    (void)state;
    s.list = list_with("message", 2, 9, 2);
    status_is(badge, "status_message");
    v = judge(badge);
    assert_int_equal(v.result, VC_RESULT_VERIFIED);
    assert_int_equal(
        vc_verdict_fill(
            &arena, &v.layers[VC_LAYER_STATUS],
            vc_view_of(vc_verdict_reason(&v.layers[VC_LAYER_STATUS])), &text),
        VC_OK);
    assert_true(
        vc_view_equal(text, VC_VIEW("The issuer says of the document: kept")));
}

static void
entries_of_several_bits_revoke_by_any_value_but_zero(void **state)
{
    struct vc_view badge = badge_with(entry_for("revocation", 9, 2, messages));

    (void)state;
    s.list = list_with("revocation", 2, 9, 2);
    status_is(badge, "status_revoked");
    s.list = list_with("revocation", 2, 8, 3);
    status_is(badge, "status_good");
    /* A list of single bits has too few entries of two. */
    s.list = list_with("revocation", 1, 9, 1);
    status_is(badge, "status_list");
}

static void
an_entry_that_cannot_be_meant_is_refused(void **state)
{
    static const struct {
        const char *name;
        double number;
    } bad[] = {{"statusSize", 0},
               {"statusSize", 9},
               {"statusSize", 1.5},
               {"statusSize", -1},
               {"statusSize", 2}}; /* of four values, two have a message */

    (void)state;
    s.list = list_with("message", 1, 9, 1);
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct vc_json *entry = entry_for("message", 9, 1, messages);

        assert_int_equal(vc_json_replace(entry, vc_view_of(bad[i].name),
                                         vc_json_number(&arena, bad[i].number)),
                         VC_OK);
        status_is(badge_with(entry), "status_entry");
    }
    status_is(badge_with(entry_for("message", 9, 1, NULL)), "status_entry");
}

/* Of more values than two each needs its words, whatever the purpose. */
static void
several_bits_need_a_message_for_each_value(void **state)
{
    struct vc_json *entry = entry_for("revocation", 9, 2, messages);
    struct vc_json *words = vc_json_array(&arena);

    (void)state;
    s.list = list_with("revocation", 2, 8, 3);
    status_is(badge_with(vc_json_copy(&arena, entry)), "status_good");
    for (int i = 0; i < 4; i++) {
        struct vc_json *value = vc_json_object(&arena);

        assert_int_equal(vc_json_set(value, VC_VIEW("message"),
                                     vc_json_string(&arena, VC_VIEW("m"))),
                         VC_OK);
        assert_int_equal(vc_json_append(words, value), VC_OK);
    }
    assert_int_equal(vc_json_replace(entry, VC_VIEW("statusMessage"), words),
                     VC_OK);
    status_is(badge_with(vc_json_copy(&arena, entry)), "status_entry");
    assert_true(vc_json_remove(entry, VC_VIEW("statusMessage")));
    status_is(badge_with(entry), "status_entry");
}

/* A list may go without an id; one that it has must be its address. */
static void
a_list_without_an_id_is_the_one_at_its_address(void **state)
{
    static const char *const ids[] = {LIST, NULL,
                                      "https://centre.example/status/2"};

    (void)state;
    for (int i = 0; i < 3; i++) {
        struct vc_json *list = parse(list_with("revocation", 1, 9, 1));

        assert_true(vc_json_remove(list, VC_VIEW("proof")));
        assert_true(vc_json_remove(list, VC_VIEW("id")));
        if (ids[i] != NULL) {
            assert_int_equal(
                vc_json_set(list, VC_VIEW("id"),
                            vc_json_string(&arena, vc_view_of(ids[i]))),
                VC_OK);
        }
        s.list = issue(list);
        status_is(badge_with(entry_for("revocation", 9, 1, NULL)),
                  i < 2 ? "status_revoked" : "status_list");
        status_is(badge_with(entry_for("revocation", 8, 1, NULL)),
                  i < 2 ? "status_good" : "status_list");
    }
}

static void
the_list_of_1edtech_is_read_in_all_its_forms(void **state)
{
    static const struct {
        const char *list;
        const char *code;
    } lists[] = {
#define ID "https://centre.example/certificates/abcdefghijklmnopqrstuvwxyz"
        {"{\"revokedCredential\":[{\"id\":\"" ID "\"}]}", "status_revoked"},
        {"{\"revokedCredential\":[{\"id\":\"x\"},\"" ID "\"]}",
         "status_revoked"},
        {"{\"revokedCredentials\":[{\"id\":\"" ID "\",\"revoked\":true}]}",
         "status_revoked"},
        {"{\"revokedCredential\":[{\"id\":\"" ID "\",\"revoked\":false}]}",
         "status_good"},
        {"{\"id\":\"" SIMPLE "\",\"issuer\":\"" SAMPLE_DID
         "\",\"revokedCredential\":[{\"id\":\"" ID "2\"}]}",
         "status_good"},
        {"{\"issuer\":{\"id\":\"" SAMPLE_DID "\"}}", "status_good"},
        {"{\"issuer\":\"did:web:other.example\"}", "status_list"},
        {"{\"id\":\"https://other.example/\"}", "status_list"},
        {"{\"revokedCredential\":\"" ID "\"}", "status_list"},
        {"[]", "status_list"},
        {"no JSON", "status_list"},
#undef ID
    };
    struct vc_json *entry = parse(
        VC_VIEW("{\"id\":\"" SIMPLE "\",\"type\":\"1EdTechRevocationList\"}"));
    struct vc_view badge = badge_with(entry);

    (void)state;
    status_is(badge, "status_no_list");
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        s.list = vc_view_of(lists[i].list);
        status_is(badge, lists[i].code);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_list_made_here_revokes_and_takes_back, fresh),
        cmocka_unit_test_setup(the_worst_of_several_entries_counts, fresh),
        cmocka_unit_test_setup(a_message_is_told_by_its_value, fresh),
        cmocka_unit_test_setup(
            entries_of_several_bits_revoke_by_any_value_but_zero, fresh),
        cmocka_unit_test_setup(an_entry_that_cannot_be_meant_is_refused, fresh),
        cmocka_unit_test_setup(several_bits_need_a_message_for_each_value,
                               fresh),
        cmocka_unit_test_setup(a_list_without_an_id_is_the_one_at_its_address,
                               fresh),
        cmocka_unit_test_setup(the_list_of_1edtech_is_read_in_all_its_forms,
                               fresh),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
