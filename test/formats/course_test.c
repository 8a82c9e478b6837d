/* SPDX-License-Identifier: Apache-2.0 */
/* formats: the demonstration's series reads in both languages. */

#include "base/arena.h"
#include "base/hash.h"
#include "formats/mdcourse.h"
#include "test/unit.h"

#include <stdlib.h>

static void
check_course(struct arena *a, const char *name, size_t lessons,
             size_t questions)
{
    struct mdcourse m;
    const char *folder =
        arena_printf(a, "%s/demo/series/%s", getenv("QUIPU_SOURCE"), name);
    enum err e = mdcourse_read(a, folder, &m);

    for (size_t i = 0; i < m.remarks.count; i++) {
        print_error("%s:%d: %s\n", m.remarks.items[i].file,
                    m.remarks.items[i].line, m.remarks.items[i].text);
    }
    assert_int_equal(e, OK);
    assert_int_equal(m.remarks.count, 0);
    assert_int_equal(m.lesson_count, lessons);
    assert_int_equal(m.word_count, 2);
    for (size_t i = 0; i < m.lesson_count; i++) {
        assert_int_equal(m.lessons[i].text_count, 2);
        assert_string_equal(m.lessons[i].texts[0].lang, "es");
    }
    assert_int_equal(m.quiz_count, 2);
    for (size_t i = 0; i < m.quiz_count; i++) {
        assert_int_equal(m.quizzes[i].questions.count, questions);
    }
}

static void
the_core_course_reads_in_both_languages(void **state)
{
    check_course(*state, "genai-foundations", 4, 10);
}

static void
the_electives_read_in_both_languages(void **state)
{
    check_course(*state, "genai-pedagogy", 2, 5);
    check_course(*state, "genai-governance", 2, 5);
    check_course(*state, "genai-operations", 2, 5);
    check_course(*state, "genai-industry", 2, 5);
}

static void
a_folder_without_lessons_is_refused_with_what_to_do(void **state)
{
    struct mdcourse m;
    const char *folder =
        arena_printf(*state, "%s/demo/network", getenv("QUIPU_SOURCE"));

    assert_int_equal(mdcourse_read(*state, folder, &m), ERR_INVALID);
    assert_true(m.remarks.count > 0);
    assert_non_null(strstr(m.remarks.items[0].text, "01-name"));
    assert_int_equal(mdcourse_read(*state, "/nowhere", &m), ERR_MISSING);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_ARENA(the_core_course_reads_in_both_languages),
        IN_ARENA(the_electives_read_in_both_languages),
        IN_ARENA(a_folder_without_lessons_is_refused_with_what_to_do),
    };
    hash_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
