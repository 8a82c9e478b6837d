/* SPDX-License-Identifier: Apache-2.0 */
/* formats: folders of Markdown in odd forms, and what is said about them. */

#define _XOPEN_SOURCE 700 /* nftw */

#include "base/arena.h"
#include "base/file.h"
#include "base/hash.h"
#include "formats/mdcourse.h"
#include "test/unit.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char folder[] = "/tmp/quipu-mdcourse-XXXXXX";

static int
take_away(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st;
    (void)type;
    (void)at;
    return remove(path);
}

static int
begin(void **state)
{
    strcpy(folder, "/tmp/quipu-mdcourse-XXXXXX");
    return unit_arena_begin(state) || !mkdtemp(folder);
}

static int
end(void **state)
{
    nftw(folder, take_away, 8, FTW_DEPTH | FTW_PHYS);
    return unit_arena_end(state);
}

static void
put(struct arena *a, const char *name, const char *text)
{
    const char *path = file_join(a, folder, name);

    assert_int_equal(
        file_mkdirs(arena_textn(a, path, (size_t)(strrchr(path, '/') - path)),
                    0755),
        OK);
    assert_int_equal(file_write(path, text, strlen(text), 0644), OK);
}

static const char *
said(const struct mdcourse *m)
{
    return m->remarks.count ? m->remarks.items[0].text : "";
}

static void
chapters_follow_their_numbers(void **state)
{
    struct mdcourse m;

    put(*state, "10-last/README.md", "# Ten\n");
    put(*state, "2-second/README.md", "# Two\n");
    put(*state, "01-first/README.md", "# One\n");
    put(*state, "notes/README.md", "# No chapter\n");
    assert_int_equal(mdcourse_read(*state, folder, &m), OK);
    assert_int_equal(m.lesson_count, 3);
    assert_string_equal(m.lessons[0].texts[0].title, "One");
    assert_string_equal(m.lessons[1].texts[0].title, "Two");
    assert_string_equal(m.lessons[2].texts[0].title, "Ten");
}

static void
chapters_of_one_name_get_addresses_of_their_own(void **state)
{
    struct mdcourse m;

    put(*state, "01-intro/README.md", "# One\n");
    put(*state, "02-intro/README.md", "# Two\n");
    put(*state, "03-intro/README.md", "# Three\n");
    assert_int_equal(mdcourse_read(*state, folder, &m), OK);
    assert_string_equal(m.lessons[0].slug, "intro");
    assert_string_equal(m.lessons[1].slug, "intro-2");
    assert_string_equal(m.lessons[2].slug, "intro-3");
}

static void
a_language_that_stands_twice_is_read_once(void **state)
{
    struct mdcourse m;

    put(*state, "01-a/README.md", "# A\n");
    put(*state, "01-a/README.en.md", "# B\n");
    assert_int_equal(mdcourse_read(*state, folder, &m), OK);
    assert_int_equal(m.lessons[0].text_count, 1);
    assert_non_null(strstr(said(&m), "already"));
}

static void
pictures_are_the_course_s_own(void **state)
{
    struct mdcourse m;
    const char *html;

    put(*state, "images/a b.png", "x");
    put(*state, "01-a/README.md",
        "# A\n\n![one](../images/a%20b.png?WT.mc_id=x)\n\n"
        "<img src=\"../images/a%20b.png\">\n\n![two](../../etc/x.png)\n\n"
        "![three](https://x.org/t.gif)\n\n![four](none.png)\n");
    assert_int_equal(mdcourse_read(*state, folder, &m), OK);
    assert_int_equal(m.picture_count, 1);
    assert_string_equal(m.pictures[0].path, "images/a b.png");
    assert_int_equal(m.lessons[0].texts[0].picture_count, 1);
    html = m.lessons[0].texts[0].segments[1].html.html;
    assert_non_null(strstr(html, "src=\"/pictures/0\""));
    assert_string_equal(m.lessons[0].texts[0].segments[1].kind, "image");
    html = m.lessons[0].texts[0].segments[4].html.html;
    assert_null(strstr(html, "<img"));
    assert_int_equal(m.remarks.count, 2); /* two and four are not there */
}

static void
a_link_out_of_the_course_is_not_followed(void **state)
{
    struct mdcourse m;
    const char *to;

    put(*state, "01-a/README.md", "# A\n\n![p](p.png)\n");
    to = file_join(*state, folder, "01-a/p.png");
    assert_int_equal(symlink("/etc/passwd", to), 0);
    assert_int_equal(mdcourse_read(*state, folder, &m), OK);
    assert_int_equal(m.picture_count, 0);
    put(*state, "02-b/x.md", "");
    to = file_join(*state, folder, "02-b/README.md");
    assert_int_equal(symlink("/etc/passwd", to), 0);
    assert_int_equal(mdcourse_read(*state, folder, &m), ERR_INVALID);
    assert_non_null(strstr(m.remarks.items[m.remarks.count - 1].text,
                           "leads out of the course"));
}

static void
a_lesson_leaves_the_address_of_the_quiz_free(void **state)
{
    struct mdcourse m;

    put(*state, "01-quiz/README.md", "# Quiz\n\nText.\n");
    assert_int_equal(mdcourse_read(*state, folder, &m), OK);
    assert_string_equal(m.lessons[0].slug, "quiz-lesson");
    assert_non_null(strstr(said(&m), "belongs to the quiz of the course"));
    assert_string_equal(m.remarks.items[0].file, "01-quiz");
    assert_false(m.remarks.items[0].refused);
}

static void
what_is_refused_says_where_and_what_to_do(void **state)
{
    static const struct {
        const char *name, *text, *words;
        int line;
    } cases[] = {
        {"course.ini", "slug = a\nnonsense\n", "key = value", 2},
        {"course.ini", "workload_minutes = many\n", "no number", 0},
        {"01-a/README.md", "# \xff\n", "UTF-8", 0},
        {"quiz.en.gift", "A {T}\n\nB {=x\n", "closing brace", 3},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mdcourse m;

        put(*state, "01-a/README.md", "# A\n");
        put(*state, cases[i].name, cases[i].text);
        assert_int_equal(mdcourse_read(*state, folder, &m), ERR_INVALID);
        assert_non_null(strstr(said(&m), cases[i].words));
        assert_string_equal(m.remarks.items[0].file, cases[i].name);
        assert_int_equal(m.remarks.items[0].line, cases[i].line);
        assert_true(m.remarks.items[0].refused);
        assert_int_equal(unlink(file_join(*state, folder, cases[i].name)), 0);
    }
}

static void
links_between_chapters_lead_to_lessons(void **state)
{
    static const struct {
        const char *link, *html;
    } cases[] = {
        {"../02-b/README.md?WT.mc=1#fin", "<a href=\"02-b#t-fin\""},
        {"../translations/es/02-b/README.md", "<a href=\"02-b\""},
        {"../../02-b/README.md", "<p><a>x</a></p>"},
        {"guia.pdf", "<p><a>x</a></p>"},
        {"/etc", "<p><a>x</a></p>"},
        {"../03-quiz/", "<a href=\"quiz-lesson\""},
        {"https://x.org/02-b/", "<a href=\"https://x.org/02-b/\""},
        {"#nota", "<a href=\"#t-nota\""},
    };

    put(*state, "02-b/README.md", "# B\n");
    put(*state, "03-quiz/README.md", "# C\n");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mdcourse m;

        put(*state, "01-a/README.md",
            arena_printf(*state, "# A\n\n[x](%s)\n", cases[i].link));
        assert_int_equal(mdcourse_read(*state, folder, &m), OK);
        assert_non_null(
            strstr(m.lessons[0].texts[0].segments[1].html.html, cases[i].html));
    }
}

static void
what_other_programs_read_at_the_head_is_no_text(void **state)
{
    struct mdcourse m;

    put(*state, "01-a/README.md",
        "---\ntitle: \"\xc3\x89tica\"\ntags:\n  - uno\n- dos\n---\n\nTexto.\n");
    put(*state, "02-b/README.md", "---\nUna frase.\n\n---\n\n# B\n");
    assert_int_equal(mdcourse_read(*state, folder, &m), OK);
    assert_int_equal(m.lessons[0].texts[0].segment_count, 1);
    assert_string_equal(m.lessons[0].texts[0].title, "\xc3\x89tica");
    assert_string_equal(m.lessons[0].texts[0].segments[0].source, "Texto.");
    assert_int_equal(m.lessons[1].texts[0].segment_count, 4);
}

static void
a_table_of_empty_cells_is_refused_in_time(void **state)
{
    enum { ROWS = 2000, COLUMNS = 100 };
    char text[ROWS * 2 + COLUMNS * 4 + 10] = "# A\n\n";
    struct mdcourse m;

    for (int i = 0; i < COLUMNS; i++) {
        strcat(text, "|a");
    }
    strcat(text, "\n");
    for (int i = 0; i < COLUMNS; i++) {
        strcat(text, "|-");
    }
    strcat(text, "\n");
    for (int i = 0; i < 900; i++) {
        strcat(text, "b\n");
    }
    put(*state, "01-a/README.md", text);
    assert_int_equal(mdcourse_read(*state, folder, &m), OK);
    for (int i = 0; i < ROWS - 900; i++) {
        strcat(text, "b\n");
    }
    put(*state, "01-a/README.md", text);
    assert_int_equal(mdcourse_read(*state, folder, &m), ERR_INVALID);
    assert_non_null(strstr(said(&m), "100,000 cells"));
}

static void
quizzes_of_languages_must_agree(void **state)
{
    struct mdcourse m;

    put(*state, "01-a/README.md", "# A\n");
    put(*state, "quiz.en.gift", "A {=x ~y}\n\nB {T}\n");
    put(*state, "quiz.es.gift", "A {=x ~y}\n\nB {=1 ~2}\n");
    assert_int_equal(mdcourse_read(*state, folder, &m), ERR_INVALID);
    assert_non_null(strstr(said(&m), "Question 2 differs"));
    assert_string_equal(m.remarks.items[0].file, "quiz.es.gift");
    assert_int_equal(m.remarks.items[0].line, 3);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, begin, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(chapters_follow_their_numbers),
        IN_FOLDER(chapters_of_one_name_get_addresses_of_their_own),
        IN_FOLDER(a_language_that_stands_twice_is_read_once),
        IN_FOLDER(pictures_are_the_course_s_own),
        IN_FOLDER(a_link_out_of_the_course_is_not_followed),
        IN_FOLDER(a_lesson_leaves_the_address_of_the_quiz_free),
        IN_FOLDER(what_is_refused_says_where_and_what_to_do),
        IN_FOLDER(links_between_chapters_lead_to_lessons),
        IN_FOLDER(what_other_programs_read_at_the_head_is_no_text),
        IN_FOLDER(a_table_of_empty_cells_is_refused_in_time),
        IN_FOLDER(quizzes_of_languages_must_agree),
    };
    hash_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
