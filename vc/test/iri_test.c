/* SPDX-License-Identifier: Apache-2.0 */
/* IRIs: the examples of RFC 3986 section 5.4, and what counts as absolute. */
#include "failing.h"

#include "vc/iri.h"

static void
references_resolve_as_the_rfc_shows(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"g:h", "g:h"},
        {"g", "http://a/b/c/g"},
        {"./g", "http://a/b/c/g"},
        {"g/", "http://a/b/c/g/"},
        {"/g", "http://a/g"},
        {"//g", "http://g"},
        {"?y", "http://a/b/c/d;p?y"},
        {"g?y", "http://a/b/c/g?y"},
        {"#s", "http://a/b/c/d;p?q#s"},
        {"g#s", "http://a/b/c/g#s"},
        {"g?y#s", "http://a/b/c/g?y#s"},
        {";x", "http://a/b/c/;x"},
        {"g;x", "http://a/b/c/g;x"},
        {"g;x?y#s", "http://a/b/c/g;x?y#s"},
        {"", "http://a/b/c/d;p?q"},
        {".", "http://a/b/c/"},
        {"./", "http://a/b/c/"},
        {"..", "http://a/b/"},
        {"../", "http://a/b/"},
        {"../g", "http://a/b/g"},
        {"../..", "http://a/"},
        {"../../", "http://a/"},
        {"../../g", "http://a/g"},
        {"../../../g", "http://a/g"},
        {"../../../../g", "http://a/g"},
        {"/./g", "http://a/g"},
        {"/../g", "http://a/g"},
        {"g.", "http://a/b/c/g."},
        {".g", "http://a/b/c/.g"},
        {"g..", "http://a/b/c/g.."},
        {"..g", "http://a/b/c/..g"},
        {"./../g", "http://a/b/g"},
        {"./g/.", "http://a/b/c/g/"},
        {"g/./h", "http://a/b/c/g/h"},
        {"g/../h", "http://a/b/c/h"},
        {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
        {"g;x=1/../y", "http://a/b/c/y"},
        {"g?y/./x", "http://a/b/c/g?y/./x"},
        {"g#s/../x", "http://a/b/c/g#s/../x"},
        {"http:g", "http:g"},
    };
    struct vc_arena arena;
    vc_arena_init(&arena, NULL, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vc_view out = {"", 0};
        assert_int_equal(vc_iri_resolve(&arena, VC_VIEW("http://a/b/c/d;p?q"),
                                        vc_view_of(rows[i][0]), &out),
                         VC_OK);
        if (!vc_view_equal(out, vc_view_of(rows[i][1])))
            fail_msg("%s: %.*s", rows[i][0], (int)out.size, out.data);
    }
    struct vc_view out = {"", 0};
    assert_int_equal(
        vc_iri_resolve(&arena, VC_VIEW("http://a"), VC_VIEW("g"), &out), VC_OK);
    assert_true(vc_view_equal(out, VC_VIEW("http://a/g")));
    vc_arena_free(&arena);
}

static void
absolute_and_well_formed_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool absolute, well_formed;
    } rows[] = {
        {"https://uni.example/a#b", true, true},
        {"urn:x", true, true},
        {"a+b-1.c:", true, true},
        {"did:web:x", true, true},
        {"x:\xC3\xA9", true, true},
        {"", false, false},
        {"x", false, false},
        {":x", false, false},
        {"1a:x", false, false},
        {"a_b:x", false, false},
        {"/a:b", false, false},
        {"x:a b", false, false},
        {"x:a\tb", false, false},
        {"x:<a>", true, false},
        {"x:a\"", true, false},
        {"x:a\\", true, false},
        {"x:a#b#c", true, false},
        {"x:\x01", true, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vc_view text = vc_view_of(rows[i].text);
        if (vc_iri_is_absolute(text) != rows[i].absolute ||
            vc_iri_is_well_formed(text) != rows[i].well_formed)
            fail_msg("%s", rows[i].text);
    }
}

static void
a_lack_of_memory_is_returned(void **state)
{
    (void)state;
    enum vc_status status = VC_NO_MEMORY;
    int failures = 0;
    for (size_t bytes = 8; status == VC_NO_MEMORY; bytes += 8, failures++) {
        struct vc_arena arena;
        struct vc_view out;
        failing_arena(&arena, bytes);
        status = vc_iri_resolve(&arena, VC_VIEW("http://a/b/c"), VC_VIEW("d/e"),
                                &out);
        vc_arena_free(&arena);
    }
    assert_int_equal(status, VC_OK);
    assert_true(failures > 4);
}

static void
a_relative_reference_leads_back(void **state)
{
    (void)state;
    static const char *const rows[][3] = {
        {"http://a/b/c?q", "http://a/b/d", "d"},
        {"http://a/b/c?q", "http://a/b/c?q#f", "#f"},
        {"http://a/b/c?q", "http://a/b/c?r", "?r"},
        {"http://a/b/c?q", "http://a/b/c", "c"},
        {"http://a/b/c?q", "http://a/b/c#f", "c#f"},
        {"http://a/b/c/", "http://a/b/c/", "./"},
        {"http://a/b/c/", "http://a/b/", "../"},
        {"http://a/b/c", "http://a/x/y", "../x/y"},
        {"http://a/b/c", "http://a/b/x:y", "./x:y"},
        {"http://a/b/c", "http://a/b/@type", "./@type"},
        {"http://a/b/c", "http://a//x", "..//x"},
        {"http://a", "http://a/x", "x"},
        {"http://a", "http://a", "http://a"},
        {"http://a/b", "http://b/b", "http://b/b"},
        {"http://a/b", "https://a/b", "https://a/b"},
        {"http://a/b", "http://a/b/../c", "http://a/b/../c"},
        {"urn:a:b", "urn:a:c", "urn:a:c"},
        {"file:///a/b", "file:///a/c", "c"},
    };
    struct vc_arena arena;
    vc_arena_init(&arena, NULL, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct vc_view base = vc_view_of(rows[i][0]);
        struct vc_view iri = vc_view_of(rows[i][1]);
        struct vc_view out = {"", 0};
        struct vc_view back = {"", 0};
        assert_int_equal(vc_iri_relative(&arena, base, iri, &out), VC_OK);
        if (!vc_view_equal(out, vc_view_of(rows[i][2])))
            fail_msg("%s: %.*s", rows[i][1], (int)out.size, out.data);
        if (vc_view_equal(out, iri))
            continue;
        assert_int_equal(vc_iri_resolve(&arena, base, out, &back), VC_OK);
        assert_true(vc_view_equal(back, iri));
    }
    vc_arena_free(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(references_resolve_as_the_rfc_shows),
        cmocka_unit_test(a_relative_reference_leads_back),
        cmocka_unit_test(absolute_and_well_formed_are_told_apart),
        cmocka_unit_test(a_lack_of_memory_is_returned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
