/* SPDX-License-Identifier: Apache-2.0 */
/* N-Quads: what is read, what is refused, and the canonical escapes. */
#include "failing.h"

#include "vc/quads.h"

static enum vc_status
read_text(struct vc_arena *arena, const char *text, struct vc_dataset *out,
          struct vc_error *error)
{
    return vc_quads_read(arena, vc_view_of(text), 0, out, error);
}

/* Reads `in` and expects `want` back. */
static void
gives(const char *in, const char *want)
{
    struct vc_arena arena;
    struct vc_dataset dataset;
    struct vc_view out;
    struct vc_error error = {0};

    vc_arena_init(&arena, NULL, 0);
    if (read_text(&arena, in, &dataset, &error) != VC_OK) {
        fail_msg("%s: %s", in, error.message);
    }
    assert_int_equal(vc_quads_write(&arena, &dataset, &out), VC_OK);
    assert_int_equal(out.size, strlen(want));
    assert_memory_equal(out.data, want, out.size);
    vc_arena_free(&arena);
}

static void
statements_come_back_in_canonical_form(void **state)
{
    (void)state;
    gives("", "");
    gives("\n# nothing\r\n\r\n", "");
    gives("<a:b><a:c><a:d>.", "<a:b> <a:c> <a:d> .\n");
    gives("_:x\t<a:c>  \"t\"  <a:g>  . # end\n<a:b> <a:c> _:x _:g .",
          "_:x <a:c> \"t\" <a:g> .\n<a:b> <a:c> _:x _:g .\n");
    gives("_:a.b<a:c>_:a.b.\n", "_:a.b <a:c> _:a.b .\n");
    gives("<a:b> <a:c> \"t\"@es-PE .", "<a:b> <a:c> \"t\"@es-PE .\n");
    gives("<a:b> <a:c> \"1\"^^<x:int> .", "<a:b> <a:c> \"1\"^^<x:int> .\n");
    gives("<a:b> <a:c> \"t\"^^<http://www.w3.org/2001/XMLSchema#string> .",
          "<a:b> <a:c> \"t\" .\n");
    gives("<a:b> <a:c> <a:d> .\n<a:b> <a:c> <a:d> .\n",
          "<a:b> <a:c> <a:d> .\n");
    gives("<a:\\u00e9> <a:c> \"\\U0001F600\\u0041\" .",
          "<a:\xC3\xA9> <a:c> \"\xF0\x9F\x98\x80"
          "A\" .\n");
}

static void
only_the_canonical_escapes_are_written(void **state)
{
    (void)state;
    gives("<a:b> <a:c> \"\\b\\t\\n\\f\\r\\\"\\\\\\'\" .",
          "<a:b> <a:c> \"\\b\\t\\n\\f\\r\\\"\\\\'\" .\n");
    gives("<a:b> <a:c> \"\\u0000\\u0001\\u000b\\u001f\\u007f\\u0080\" .",
          "<a:b> <a:c> \"\\u0000\\u0001\\u000B\\u001F\\u007F\xC2\x80\" .\n");
    gives("<a:b> <a:c> \"\\uFFFD\\uFFFE\\uFFFF\\uF000\" .",
          "<a:b> <a:c> \"\xEF\xBF\xBD\\uFFFE\\uFFFF\xEF\x80\x80\" .\n");
    gives("<a:b> <a:c> \"\\uFFFE\" .", "<a:b> <a:c> \"\\uFFFE\" .\n");
    /* at every place of the eight bytes that are looked at together */
    for (size_t before = 0; before < 10; before++) {
        char in[100];
        char want[100];

        snprintf(in, sizeof(in), "<a:b> <a:c> \"%.*s\\u0007%s\" .", (int)before,
                 "xxxxxxxxxx", "yyyyyyyyyyyy");
        snprintf(want, sizeof(want), "<a:b> <a:c> \"%.*s\\u0007%s\" .\n",
                 (int)before, "xxxxxxxxxx", "yyyyyyyyyyyy");
        gives(in, want);
    }
}

static void
what_is_not_n_quads_is_refused_with_its_place(void **state)
{
    static const char *const bad[] = {
        "<a:b> <a:c> <a:d>",
        "<a:b> <a:c> .",
        "<a:b> _:p <a:d> .",
        "\"x\" <a:c> <a:d> .",
        "<a:b> \"x\" <a:d> .",
        "<a:b> <a:c> <a:d> \"g\" .",
        "<a:b> <a:c> <a:d> <a:g> <a:h> .",
        "<a:b> <a:c> <a:d> . <a:b> <a:c> <a:d> .",
        "<b> <a:c> <a:d> .",
        "<> <a:c> <a:d> .",
        "<1a:b> <a:c> <a:d> .",
        "<a:b c> <a:c> <a:d> .",
        "<a:b\\u0020c> <a:c> <a:d> .",
        "<a:b\\tc> <a:c> <a:d> .",
        "<a:{b}> <a:c> <a:d> .",
        "<a:b> <a:c> \"x .",
        "<a:b> <a:c> \"x\ny\" .",
        "<a:b> <a:c> \"\\x\" .",
        "<a:b> <a:c> \"\\u00g0\" .",
        "<a:b> <a:c> \"\\u00",
        "<a:b> <a:c> \"\\uD800\" .",
        "<a:b> <a:c> \"\\U00110000\" .",
        "<a:b> <a:c> \"x\"@ .",
        "<a:b> <a:c> \"x\"@e1 .",
        "<a:b> <a:c> \"x\"@en- .",
        "<a:b> <a:c> \"x\"^<a:b> .",
        "<a:b> <a:c> \"x\"^^ .",
        "_: <a:c> <a:d> .",
        "_:-a <a:c> <a:d> .",
        "_ <a:c> <a:d> .",
        "a:b <a:c> <a:d> .",
        "@prefix a: <a:b> .",
    };
    static const char *const bad_utf8[] = {
        "<a:b> <a:c> \"\xC0\x80\" .",
        "<a:b> <a:c> \"\xED\xA0\x80\" .",
        "<a:b> <a:c> \"\xF5\x80\x80\x80\" .",
        "<a:b> <a:c> \"\x80\" .",
        "<a:b> <a:c> \"\xE2\x82\" .",
        "# \xFF\n",
        "<a:\xFF> <a:c> \"x\" .",
        "<a:b> <a:c> \"\xF0\x80\x80\x80\" .",
    };
    struct vc_arena arena;
    struct vc_dataset dataset;

    (void)state;
    vc_arena_init(&arena, NULL, 0);
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        if (read_text(&arena, bad[i], &dataset, NULL) != VC_QUADS_SYNTAX) {
            fail_msg("%s was read", bad[i]);
        }
    }
    for (size_t i = 0; i < sizeof(bad_utf8) / sizeof(bad_utf8[0]); i++) {
        if (read_text(&arena, bad_utf8[i], &dataset, NULL) != VC_JSON_UTF8) {
            fail_msg("bad UTF-8 number %zu was read", i);
        }
    }
    struct vc_error error = {0};
    assert_int_equal(
        read_text(&arena, "<a:b> <a:c> <a:d> .\n <a:b> x", &dataset, &error),
        VC_QUADS_SYNTAX);
    assert_int_equal(error.line, 2);
    assert_int_equal(error.column, 8);
    vc_arena_free(&arena);
}

static void
one_label_is_one_node_however_many_there_are(void **state)
{
    struct vc_arena arena;
    struct vc_dataset dataset;
    struct vc_buf buf;
    struct vc_view text;

    (void)state;
    vc_arena_init(&arena, NULL, 0);
    vc_buf_init(&buf, &arena, 0, 0);
    for (int i = 0; i < 1000; i++) {
        char line[80];

        snprintf(line, sizeof(line), "_:n%d <a:p> _:n%d .\n", i % 500,
                 (i + 1) % 500);
        vc_buf_add(&buf, vc_view_of(line));
    }
    assert_int_equal(vc_buf_finish(&buf, &text), VC_OK);
    assert_int_equal(vc_quads_read(&arena, text, 0, &dataset, NULL), VC_OK);
    assert_int_equal(dataset.blank_count, 500);
    assert_int_equal(dataset.count, 500);
    assert_int_equal(dataset.quads[499].object->number, 0);
    assert_int_equal(vc_quads_read(&arena, text, 499, &dataset, NULL),
                     VC_LIMIT);
    vc_arena_free(&arena);
}

static void
each_failing_allocation_is_reported(void **state)
{
    static const char text[] = "_:a <a:p> \"x\\ty\" .\n_:b <a:p> _:a _:g .\n";
    int n = 0;
    enum vc_status s = VC_NO_MEMORY;

    (void)state;
    for (size_t bytes = 1; s != VC_OK; bytes += 64) {
        struct vc_arena arena;
        struct vc_dataset dataset;
        struct vc_view out;

        failing_arena(&arena, bytes);
        s = read_text(&arena, text, &dataset, NULL);
        if (s == VC_OK) {
            s = vc_quads_write(&arena, &dataset, &out);
        }
        assert_true(s == VC_OK || s == VC_NO_MEMORY);
        vc_arena_free(&arena);
        n++;
        assert_true(bytes < 200000);
    }
    assert_true(n > 3);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statements_come_back_in_canonical_form),
        cmocka_unit_test(only_the_canonical_escapes_are_written),
        cmocka_unit_test(what_is_not_n_quads_is_refused_with_its_place),
        cmocka_unit_test(one_label_is_one_node_however_many_there_are),
        cmocka_unit_test(each_failing_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
