/* SPDX-License-Identifier: Apache-2.0 */
/* tools/poc: catalogues it must refuse, what counts as missing, and plural
 * rules carried over into C. */

#include "test/tools/tool.h"

#include "base/err.h"

#define HEAD                                                                   \
    "msgid \"\"\nmsgstr \"\"\n\"Plural-Forms: nplurals=2; plural=(n != "       \
    "1);\\n\"\n\n"

static bool
translate(const char *a, const char *b)
{
    const char *argv[] = {tool, "out.c", "es", "a.po", "b.po", NULL};

    tool_write("a.po", a);
    tool_write("b.po", b);
    return tool_run(argv, "out.c");
}

static void
files_of_a_language_are_one_table(void **state)
{
    (void)state;
    assert_true(translate(HEAD "msgid \"b\"\nmsgstr \"bé\"\n",
                          HEAD "msgid \"a\"\nmsgstr \"\"\n\"uno \"\n\"dos\"\n"
                               "\nmsgid \"b\"\nmsgstr \"bé\"\n"));
    assert_said("{\"a\", {\"uno dos\", }}");
    assert_said("{\"b\", {\"b\\303\\251\", }}");
    assert_true(strstr(said, "\"a\"") < strstr(said, "\"b\""));
    assert_said("(n != 1)");
    assert_said("const size_t tr_lang_count = 2;");
}

static void
faults_are_named_with_file_and_line(void **state)
{
    static const char *const cases[][2] = {
        {"msgid \"b\"\nmsgstr \"otra\"\n", "translated otherwise in a.po"},
        {"msgid \"c %{x}\"\nmsgstr \"c\"\n",
         "%{x} stands only in the original"},
        {"msgid \"c\"\nmsgstr \"c %{x}\"\n",
         "%{x} stands only in the translation"},
        {"msgid \"c %{date}\"\nmsgstr \"c %{fecha}\"\n", "stands only in"},
        {"msgid \"one\"\nmsgid_plural \"%{n} many\"\nmsgstr[0] \"uno\"\n"
         "msgstr[1] \"%{m} muchos\"\n",
         "%{m} stands only in the translation"},
        {"msgid \"one\"\nmsgid_plural \"%{n} many\"\nmsgstr[0] \"uno\"\n",
         "has 1 of 2 plural forms"},
        {"msgid \"one\"\nmsgstr[0] \"uno\"\nmsgstr[1] \"muchos\"\n",
         "has plural forms, its original has none"},
        {"mgsid \"c\"\n", "is no line of a catalogue"},
        {"msgid c\n", "a text in quotes is missing"},
        {"msgid \"c\n", "closing quote"},
        {"msgid \"\"\nmsgstr \"Plural-Forms: nplurals=2; "
         "plural=system(n);\\n\"\n",
         "signs that are no rule"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        if (translate(HEAD "msgid \"b\"\nmsgstr \"be\"\n", cases[i][0])) {
            fprintf(stderr, "taken: %s\n", cases[i][0]);
            fail();
        }
        assert_said("b.po:");
        assert_said(cases[i][1]);
    }
}

static void
fuzzy_and_empty_translations_are_missing(void **state)
{
    const char *argv[] = {tool, "check", "es", "texts", "a.po", NULL};

    (void)state;
    tool_write("a.po", HEAD "#, fuzzy\nmsgid \"a\"\nmsgstr \"quizá\"\n\n"
                            "msgid \"b\"\nmsgstr \"\"\n\n"
                            "msgid \"c \\\"d\\\"\"\nmsgstr \"ce\"\n");
    tool_write("texts", "\"a\"\n\"b\"\n\"c \\\"d\\\"\"\n");
    assert_false(tool_run(argv, "complaint"));
    assert_said("not in es: \"a\"");
    assert_said("not in es: \"b\"");
    assert_said("es: 2 texts missing");
    tool_write("texts", "\"c \\\"d\\\"\"\n");
    assert_true(tool_run(argv, "complaint"));
}

int
main(int argc, char **argv)
{
    static const char *const left[] = {"a.po", "b.po", "texts", "out.c", NULL};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_of_a_language_are_one_table),
        cmocka_unit_test(faults_are_named_with_file_and_line),
        cmocka_unit_test(fuzzy_and_empty_translations_are_missing),
    };

    if (argc < 2) {
        return 77;
    }
    tool_begin(argv);
    return tool_end(cmocka_run_group_tests(tests, NULL, NULL), left);
}
