/* SPDX-License-Identifier: Apache-2.0 */
/* Patterns of schemas: what they match, what is refused, and that none of them
 * takes longer than the text is long. */
#include "failing.h"

#include "../src/regex.h"

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

static bool
matches(const char *pattern, struct vc_view text)
{
    const struct vc_regex *regex = NULL;
    struct vc_error error = {0};
    uint32_t *scratch = NULL;

    if (vc_regex_compile(&arena, vc_view_of(pattern), &regex, &error) !=
        VC_OK) {
        fail_msg("%s: %s", pattern, error.message);
    }
    scratch = vc_arena_array(&arena, vc_regex_scratch(regex), sizeof(*scratch));
    assert_non_null(scratch);
    return vc_regex_match(regex, scratch, text);
}

static void
a_pattern_matches_what_it_says(void **state)
{
    static const struct {
        const char *pattern;
        const char *text;
        bool matches;
    } cases[] = {
        {"", "", true},
        {"", "abc", true},
        {"b", "abc", true},
        {"^b", "abc", false},
        {"b$", "abc", false},
        {"^abc$", "abc", true},
        {"^a.c$",
         "a\xC3\xA9"
         "c",
         true},
        {"^a.c$", "a\nc", false},
        {"^(ab|cd|)e$", "cde", true},
        {"^(ab|cd|)e$", "e", true},
        {"^(ab|cd|)e$", "ade", false},
        {"^(?:a|b)+$", "abba", true},
        {"^(?:a|b)+$", "", false},
        {"^a*?b??$", "aab", true},
        {"^a{2}$", "aa", true},
        {"^a{2}$", "aaa", false},
        {"^a{2,}$", "aaaa", true},
        {"^a{2,}$", "a", false},
        {"^a{1,3}$", "aaa", true},
        {"^a{1,3}$", "aaaa", false},
        {"^a{0}b$", "b", true},
        {"^a{0}b$", "ab", false},
        {"^(a{1,2}b){2}$", "abaab", true},
        {"^(a{1,2}b){2}$", "ab", false},
        {"^(a*)*$", "aaa", true},
        {"^(a|a)*$", "aaab", false},
        {"^[a-c\\d_-]+$", "b7_-", true},
        {"^[a-c\\d_-]+$", "d", false},
        {"^[^a-c]$", "d", true},
        {"^[^a-c]$", "b", false},
        {"^[]$", "", false},
        {"^[^]$", "\n", true},
        {"^[\\]\\\\]+$", "]\\", true},
        {"^\\w\\W\\d\\D\\s\\S$", "a-1b c", true},
        {"^\\w$", "\xC3\xA9", false},
        {"^\\x41\\u0042\\u{43}\\cJ\\t$", "ABC\n\t", true},
        {"^\\ud83d\\ude00$", "\xF0\x9F\x98\x80", true},
        {"^\\.\\*\\/\\-$", ".*/-", true},
        {"a$|^b", "bc", true},
        {"a$|^b", "ab", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        if (matches(cases[i].pattern, vc_view_of(cases[i].text)) !=
            cases[i].matches) {
            fail_msg("%s on %s", cases[i].pattern, cases[i].text);
        }
    }
}

static void
what_is_not_read_is_refused(void **state)
{
    static const char *const bad[] = {
        "(",     ")",       "a)",    "[a",          "*",      "a**",
        "+a",    "a{2",     "a{,2}", "a{3,2}",      "{1}",    "(?=a)",
        "(?!a)", "(?<a>b)", "\\1",   "\\b",         "\\p{L}", "\\k<a>",
        "\\",    "\\x4",    "\\u12", "\\u{110000}", "[b-a]",  "a|*"};

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        const struct vc_regex *regex = NULL;
        struct vc_error error = {0};

        if (vc_regex_compile(&arena, vc_view_of(bad[i]), &regex, &error) !=
            VC_SCHEMA_FORM) {
            fail_msg("%s was read", bad[i]);
        }
        assert_int_not_equal(error.message[0], '\0');
    }
}

static void
size_and_depth_have_limits(void **state)
{
    static char deep[200];
    static const char *const large[] = {"(a{999}){999}", "a{1001}",
                                        "((a{30}){30}){30}", deep};

    (void)state;
    memset(deep, '(', 100);
    memset(deep + 100, ')', 99);
    for (size_t i = 0; i < sizeof(large) / sizeof(large[0]); i++) {
        const struct vc_regex *regex = NULL;

        assert_int_equal(
            vc_regex_compile(&arena, vc_view_of(large[i]), &regex, NULL),
            VC_LIMIT);
    }
}

/* Such patterns keep others busy for years. */
static void
no_pattern_explodes(void **state)
{
    static const char *const slow[] = {"^(a+)+$", "^(a|a)*$", "^(a|aa)+$",
                                       "^(a*)*b$", "(.*)(.*)(.*)(.*)c$"};
    char text[4000];

    (void)state;
    memset(text, 'a', sizeof(text));
    text[sizeof(text) - 1] = '!';
    for (size_t i = 0; i < sizeof(slow) / sizeof(slow[0]); i++) {
        assert_false(matches(slow[i], (struct vc_view){text, sizeof(text)}));
    }
}

static void
each_failing_allocation_is_reported(void **state)
{
    enum vc_status s = VC_NO_MEMORY;
    int failed = 0;

    (void)state;
    for (size_t bytes = 1; s != VC_OK; bytes += 500) {
        struct vc_arena small;
        const struct vc_regex *regex = NULL;

        failing_arena(&small, bytes);
        s = vc_regex_compile(&small, VC_VIEW("^[a-z]{1,60}(b|\\d)*$"), &regex,
                             NULL);
        assert_true(s == VC_OK || s == VC_NO_MEMORY);
        failed += s == VC_OK ? 0 : 1;
        vc_arena_free(&small);
    }
    assert_true(failed > 3);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pattern_matches_what_it_says),
        cmocka_unit_test(what_is_not_read_is_refused),
        cmocka_unit_test(size_and_depth_have_limits),
        cmocka_unit_test(no_pattern_explodes),
        cmocka_unit_test(each_failing_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
