/* SPDX-License-Identifier: Apache-2.0 */
/* Signed credentials with every kind of damage: documents, tokens, pictures. */
#include "contexts.h"

#include "vc/instant.h"
#include "vc/verdict.h"

static const struct vc_json *controllers;

static enum vc_resolved
document_of(void *user, struct vc_arena *arena, struct vc_view id,
            struct vc_view *out)
{
    (void)user;
    for (VC_JSON_EACH(document, controllers)) {
        if (vc_json_is_text(vc_json_get(document, VC_VIEW("id")), id)) {
            return vc_json_write(arena, document, 0, out) == VC_OK
                       ? VC_RESOLVED
                       : VC_RESOLVED_UNKNOWN;
        }
    }
    return VC_RESOLVED_NOTHING;
}

/* By the last part of the address. */
static enum vc_resolved
list_of(void *user, struct vc_arena *arena, struct vc_view address,
        struct vc_view *out)
{
    char path[200];
    size_t at = address.size;

    (void)user;
    while (at > 0 && address.data[at - 1] != '/') {
        at--;
    }
    snprintf(path, sizeof(path), "signed-cases/status-lists/%.*s.json",
             (int)(address.size - at), address.data + at);
    *out = outside_read(arena, path);
    return out->data != NULL ? VC_RESOLVED : VC_RESOLVED_UNKNOWN;
}

static bool
judge(struct vc_verdict_options *options, const struct vc_json *entry)
{
    struct vc_arena arena;
    struct vc_view file = vc_json_get_text(entry, VC_VIEW("file"));
    struct vc_view want = vc_json_get_text(entry, VC_VIEW("want"));
    struct vc_view now = vc_json_get_text(entry, VC_VIEW("now"));
    struct vc_verdict verdict;
    struct vc_view text;
    char path[200];
    bool good = false;

    vc_arena_init(&arena, NULL, 8 << 20);
    snprintf(path, sizeof(path), "signed-cases/%.*s", (int)file.size,
             file.data);
    assert_true(vc_instant_parse(now.data, now.size, &options->now_ms));
    assert_int_equal(
        vc_verdict_make(&arena, outside_read(&arena, path), options, &verdict),
        VC_OK);
    good =
        vc_view_equal(want, VC_VIEW("either")) ||
        vc_view_equal(want, vc_view_of(vc_verdict_result_name(verdict.result)));
    if (!good || getenv("SHOW_VERDICTS") != NULL) {
        assert_int_equal(vc_verdict_text(&arena, &verdict, &text), VC_OK);
        printf("# %s, wanted %.*s:\n%.*s\n", path, (int)want.size, want.data,
               (int)text.size, text.data);
    }
    assert_int_equal(vc_verdict_json(&arena, &verdict, &text), VC_OK);
    vc_arena_free(&arena);
    return good;
}

static void
every_signed_case_gets_its_verdict(void **state)
{
    struct vc_arena arena;
    struct vc_context_set *contexts = NULL;
    struct vc_verdict_options options = {
        .resolver = {.document = document_of, .status_list = list_of}};
    struct vc_json *cases = NULL;
    struct vc_json *documents = NULL;
    int passed = 0;
    int total = 0;

    (void)state;
    outside_need("signed-cases", 80);
    vc_arena_init(&arena, NULL, 0);
    contexts = outside_contexts(&arena);
    options.tools.contexts = contexts;
    assert_int_equal(vc_crypto_new(NULL, &options.tools.crypto), VC_OK);
    assert_int_equal(
        vc_json_parse(&arena, outside_read(&arena, "signed-cases/cases.json"),
                      NULL, &cases, NULL),
        VC_OK);
    assert_int_equal(
        vc_json_parse(&arena,
                      outside_read(&arena, "signed-cases/controllers.json"),
                      NULL, &documents, NULL),
        VC_OK);
    controllers = documents;
    for (VC_JSON_EACH(entry, vc_json_get(cases, VC_VIEW("cases")))) {
        total++;
        passed += judge(&options, entry);
    }
    outside_result("signed-cases", passed, total, 80);
    vc_crypto_free(options.tools.crypto);
    vc_context_set_free(contexts);
    vc_arena_free(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_signed_case_gets_its_verdict),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
