/* SPDX-License-Identifier: Apache-2.0 */
/* RFC 8785: the texts of its author and ten thousand numbers written by V8. */
#include "outside.h"

#include "vc/jcs.h"
#include "vc/number.h"

static void
the_six_texts_become_their_canonical_bytes(void **state)
{
    static const char *const names[] = {"arrays",  "french", "structures",
                                        "unicode", "values", "weird"};
    struct vc_arena arena;
    int passed = 0;
    (void)state;
    vc_arena_init(&arena, NULL, 0);
    for (int i = 0; i < 6; i++) {
        char path[100];
        struct vc_json *root = NULL;
        struct vc_view got = {NULL, 0};
        snprintf(path, sizeof path, "jcs/input/%s.json", names[i]);
        struct vc_view input = outside_read(&arena, path);
        snprintf(path, sizeof path, "jcs/output/%s.json", names[i]);
        struct vc_view want = outside_read(&arena, path);
        if (vc_json_parse(&arena, input, NULL, &root, NULL) == VC_OK &&
            vc_jcs(&arena, root, &got) == VC_OK && vc_view_equal(got, want))
            passed++;
        else
            printf("# not ok %s\n", names[i]);
    }
    outside_result("jcs-texts", passed, 6, 6);
    vc_arena_free(&arena);
}

static void
ten_thousand_numbers_read_and_write_exactly(void **state)
{
    struct vc_arena arena;
    int passed = 0;
    int total = 0;
    (void)state;
    vc_arena_init(&arena, NULL, 0);
    struct vc_view all = outside_read(&arena, "jcs/es6-numbers.csv");
    const char *end = all.data + all.size;
    for (const char *at = all.data; at < end; total++) {
        char *comma;
        uint64_t bits = strtoull(at, &comma, 16);
        const char *line_end = memchr(comma, '\n', (size_t)(end - comma));
        struct vc_view want = {comma + 1, (size_t)(line_end - comma) - 1};
        double value;
        double back = 0;
        char text[VC_NUMBER_BYTES];
        memcpy(&value, &bits, sizeof value);
        struct vc_view got = {text, vc_number_write(value, text)};
        if (vc_view_equal(got, want) && vc_number_parse(want, &back) &&
            back == value)
            passed++;
        else
            printf("# not ok %016llx\n", (unsigned long long)bits);
        at = line_end + 1;
    }
    outside_result("jcs-numbers", passed, total, 10000);
    vc_arena_free(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_six_texts_become_their_canonical_bytes),
        cmocka_unit_test(ten_thousand_numbers_read_and_write_exactly),
    };
    outside_need("jcs-texts and jcs-numbers", 10006);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
