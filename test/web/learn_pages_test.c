/* SPDX-License-Identifier: Apache-2.0 */
/* web/pages: learning pages from hand-made views: what stands in them, what is
 * escaped, and that one button is filled. */

#include "test/web/render.h"

#include "web/amount.h"
#include "web/pages/learn.html.h"
#include "web/pages/my.html.h"
#include "web/pages/quiz.html.h"
#include "web/pages/series.html.h"
#include "web/pendant.h"

#define EVIL "<b onclick=\"x\">&'"
#define EVIL_OUT "&lt;b onclick=&quot;x&quot;&gt;&amp;&#39;"

static const struct lang *
english(void)
{
    return lang_find("en");
}

static const struct lang *
spanish(void)
{
    return lang_find("es");
}

static size_t
times(const struct buf *b, const char *text)
{
    size_t n = 0;

    for (const char *s = buf_text(b); (s = strstr(s, text)) != NULL;
         s += strlen(text)) {
        n++;
    }
    return n;
}

/* Filled: a link of class btn, or a button without a class. */
static size_t
filled(const struct buf *b)
{
    return times(b, "class=\"btn\"") + times(b, "<button>");
}

static struct clean_html
html(const char *s)
{
    return html_clean_stored(s, strlen(s));
}

/* --- programmes --- */

static struct series_view
a_series(void)
{
    static const struct course_item items[] = {
        {.title = "Core " EVIL,
         .summary = "What it is",
         .duration = "6 h",
         .lessons = 7,
         .questions = 5,
         .kilobytes = 86},
        {.title = "Module",
         .lessons = 1,
         .kilobytes = 34,
         .only_in = "English"},
        {.title = "Other", .lessons = 2, .kilobytes = 20}};

    return (struct series_view){.title = "AI 1+X " EVIL,
                                .summary = "Summary",
                                .core = {items, 1},
                                .electives = {items + 1, 2},
                                .any_count = 1,
                                .elective_count = 2,
                                .enrol_url = "/series/ai/enrol",
                                .come_in_url = "/come-in",
                                .sign_in_url = "/sign-in",
                                .my_url = "/my",
                                .token = ""};
}

static void
a_programme_says_its_rule_in_words(void **state)
{
    struct series_view v = a_series();
    struct buf b = render_buf(), es = render_buf();

    (void)state;
    series_html(&b, english(), &v);
    assert_shows(&b, "The common course and any 1 of 2 modules");
    assert_shows(&b, "<span class=\"price\">86 kB</span>");
    assert_shows(&b, "6 h · 7 lessons · 5 questions");
    assert_shows(&b, "Only in English");
    assert_shows(&b, EVIL_OUT);
    assert_hides(&b, EVIL);
    series_html(&es, spanish(), &v);
    assert_shows(&es, "El curso común y 1 de 2 módulos");
    assert_shows(&es, "Una lección");
    buf_free(&b);
    buf_free(&es);
}

static void
strangers_are_shown_the_way_in_and_no_form(void **state)
{
    struct series_view v = a_series();
    struct buf b = render_buf();

    (void)state;
    series_html(&b, english(), &v);
    assert_shows(&b, "href=\"/come-in\"");
    assert_shows(&b, "href=\"/sign-in\"");
    assert_hides(&b, "<form");
    assert_int_equal(filled(&b), 1);
    buf_free(&b);
}

static void
who_is_signed_in_enrols_by_a_form_with_its_token(void **state)
{
    struct series_view v = a_series();
    struct problem_line problem = {NULL, "Not open " EVIL};
    struct buf b = render_buf();

    (void)state;
    v.signed_in = true;
    v.token = "secret-token";
    v.problems = (struct problems_view){&problem, 1};
    series_html(&b, english(), &v);
    assert_shows(&b, "<form method=\"post\" action=\"/series/ai/enrol\">");
    assert_shows(&b, "name=\"csrf\" value=\"secret-token\"");
    assert_shows(&b, "Not open " EVIL_OUT);
    assert_shows(&b, "role=\"alert\"");
    assert_int_equal(filled(&b), 1);
    buf_free(&b);
}

static void
the_enrolled_see_their_steps_and_the_next_course(void **state)
{
    static const struct series_step steps[] = {{"Common", true, false},
                                               {"Module 1", false, true},
                                               {"Certificate", false, false}};
    struct series_view v = a_series();
    struct buf b = render_buf();

    (void)state;
    v.signed_in = v.enrolled = true;
    v.steps = steps;
    v.step_count = 3;
    v.missing = 1;
    v.next_title = "Module";
    v.next_url = "/learn/ai/module";
    v.started_date = "2026-10-03";
    series_html(&b, english(), &v);
    assert_shows(&b, "<li class=\"y\">Common");
    assert_shows(&b, "<li aria-current=\"step\">Module 1");
    assert_shows(&b, "One course is missing.");
    assert_shows(&b, "3 October 2026");
    assert_hides(&b, "/series/ai/enrol");
    assert_int_equal(filled(&b), 1);
    buf_free(&b);
}

/* --- my quipu --- */

static void
without_a_university_the_join_code_comes_first(void **state)
{
    struct my_view v = {.name = EVIL,
                        .series_url = "/series",
                        .come_in_url = "/come-in",
                        .account_url = "/my/account"};
    struct buf b = render_buf();

    (void)state;
    my_html(&b, english(), &v);
    assert_shows(&b, "<a class=\"btn\" href=\"/come-in\">");
    assert_shows(&b, EVIL_OUT);
    assert_hides(&b, "<svg");
    assert_int_equal(filled(&b), 1);
    buf_free(&b);
}

static void
the_next_step_stands_before_all_and_the_table_says_what_the_cords_say(
    void **state)
{
    struct pendant cord = {7, 3, false};
    struct my_course course = {.number = 1,
                               .url = "/learn/ai/core",
                               .title = "Core",
                               .series = "AI 1+X",
                               .done = 3,
                               .lessons = 7,
                               .has_quiz = true};
    struct my_view v = {
        .name = "Office",
        .places = "A university",
        .next = {.url = "/learn/ai/core/four",
                 .course = "Core",
                 .part = "Part " EVIL,
                 .number = 4,
                 .lessons = 7,
                 .kilobytes = 6},
        .quipu = pendant_person(*state, english(), &cord, 1, 0, "Label " EVIL),
        .courses = &course,
        .course_count = 1,
        .series_url = "/series",
        .come_in_url = "/come-in",
        .account_url = "/my/account"};
    struct buf b = render_buf();

    my_html(&b, english(), &v);
    assert_shows(&b, "Lesson 4 of 7: Part " EVIL_OUT);
    assert_shows(&b, "aria-label=\"Label " EVIL_OUT "\"");
    assert_shows(&b, "3 of 7");
    assert_true(strstr(buf_text(&b), "/learn/ai/core/four") <
                strstr(buf_text(&b), "<svg"));
    assert_int_equal(filled(&b), 1);
    buf_free(&b);
}

static void
each_lesson_done_is_one_turn_and_one_alone_a_figure_eight(void **state)
{
    static const struct pendant cords[] = {
        {7, 3, false}, {7, 1, true}, {12, 10, false}};
    struct clean_html h =
        pendant_person(*state, english(), cords, 3, 5, "Label");
    struct buf b = render_buf();

    buf_put(&b, h.html, h.len);
    /* 3, none, and 9 turns; the tenth begins a knot of its own */
    assert_int_equal(times(&b, "href=\"#t\""), 12);
    assert_int_equal(times(&b, "href=\"#e\""), 2);
    /* one course passed, and three of the five certificates rise */
    assert_int_equal(times(&b, "href=\"#k\""), 4);
    assert_shows(&b, "role=\"img\"");
    buf_free(&b);
}

static void
a_drawing_of_wild_numbers_stays_small(void **state)
{
    struct pendant cords[40];
    struct clean_html h;

    for (size_t i = 0; i < 40; i++) {
        cords[i] = (struct pendant){INT64_MAX, INT64_MAX, true};
    }
    cords[0] = (struct pendant){INT64_MIN, INT64_MIN, false};
    h = pendant_person(*state, english(), cords, 40, INT64_MAX, "");
    assert_true(h.len < 200000);
    h = pendant_person(*state, english(), NULL, 0, 0, "");
    assert_non_null(strstr(h.html, "</svg>"));
}

/* --- lesson --- */

static void
a_lesson_keeps_its_html_and_escapes_what_was_typed(void **state)
{
    static const struct learn_part parts[] = {
        {.url = "/l/one", .title = "One", .done = true},
        {.url = "/l/two", .title = EVIL, .here = true}};
    struct lesson_view v = {.title = "Title",
                            .lang = "es",
                            .lang_name = "Español",
                            .number = 2,
                            .lessons = 2,
                            .duration = "4 min",
                            .kilobytes = 6,
                            .body = {"<p>One <em>word</em></p>", 24},
                            .parts = {parts, 2},
                            .note = {.name = "note",
                                     .id = "f-note",
                                     .label = "Your answer",
                                     .value = "</textarea>" EVIL,
                                     .optional = true},
                            .action = "/l/two",
                            .token = "secret-token",
                            .skip_url = "/l"};
    struct buf b = render_buf();

    (void)state;
    lesson_html(&b, english(), &v);
    assert_shows(&b, "<p>One <em>word</em></p>");
    assert_shows(&b, "<article class=\"text\" lang=\"es\">");
    assert_shows(&b, "It is shown in: Español.");
    assert_shows(&b, "&lt;/textarea&gt;" EVIL_OUT);
    assert_shows(&b, "<li class=\"y\"><a href=\"/l/one\"><span>One");
    assert_shows(&b, "<li aria-current=\"step\">");
    assert_shows(&b, "value=\"secret-token\"");
    assert_int_equal(filled(&b), 1);
    buf_free(&b);
}

static void
a_finished_course_leads_back_to_its_programme(void **state)
{
    struct course_view v = {.title = "Core",
                            .passed = true,
                            .done = 7,
                            .lessons = 7,
                            .series_title = "AI",
                            .series_url = "/series/ai"};
    struct buf b = render_buf();

    (void)state;
    course_html(&b, english(), &v);
    assert_shows(&b, "<a class=\"btn\" href=\"/series/ai\">");
    assert_shows(&b, "Finished");
    assert_int_equal(filled(&b), 1);
    buf_free(&b);
}

/* --- quiz --- */

static struct choice choices[] = {{"11", EVIL, NULL, false},
                                  {"12", "Two", NULL, true}};

static void
a_quiz_is_one_form_of_plain_controls(void **state)
{
    static const struct quiz_row row = {"q4_8", "f-q4_8", EVIL, choices, 2};
    struct quiz_item items[] = {
        {.number = 0, .html = html("<p>Read this first</p>")},
        {.number = 1,
         .html = html("<p>Which?</p>"),
         .name = "q1",
         .id = "f-q1",
         .label_id = "t-q1",
         .input_type = "radio",
         .is_choice = true,
         .choices = choices,
         .choice_count = 2},
        {.number = 2,
         .html = html("<p>Which all?</p>"),
         .name = "q2",
         .id = "f-q2",
         .label_id = "t-q2",
         .input_type = "checkbox",
         .is_multiple = true,
         .choices = choices,
         .choice_count = 2},
        {.number = 3,
         .html = html("<p>How many?</p>"),
         .name = "q3",
         .id = "f-q3",
         .label_id = "t-q3",
         .inputmode = "decimal",
         .value = EVIL,
         .problem = "No answer yet",
         .is_typed = true},
        {.number = 4,
         .html = html("<p>Match</p>"),
         .name = "q4",
         .id = "f-q4",
         .label_id = "t-q4",
         .is_match = true,
         .rows = &row,
         .row_count = 1}};
    static const struct quiz_gap gap = {"#f-q3", 3};
    struct quiz_view v = {.course = "Core",
                          .action = "/learn/ai/core/quiz",
                          .token = "secret-token",
                          .number = 2,
                          .open = true,
                          .pass_pct = 80,
                          .count = 4,
                          .gaps = &gap,
                          .gap_count = 1,
                          .items = items,
                          .item_count = 5};
    struct buf b = render_buf();

    (void)state;
    quiz_html(&b, english(), &v);
    assert_shows(&b, "<input type=\"hidden\" name=\"number\" value=\"2\">");
    assert_shows(&b, "<input type=\"radio\" name=\"q1\" value=\"12\" checked>");
    assert_shows(&b, "<input type=\"checkbox\" name=\"q2\" value=\"11\">");
    assert_shows(&b, "inputmode=\"decimal\"");
    assert_shows(&b, "value=\"" EVIL_OUT "\"");
    assert_shows(&b, "<option value=\"12\" selected>Two</option>");
    assert_shows(&b, "<a href=\"#f-q3\">Question 3</a>");
    assert_shows(&b, "name=\"incomplete\" value=\"1\"");
    assert_shows(&b, "You pass with 80 % of the points.");
    assert_int_equal(times(&b, "<form"), 1);
    assert_int_equal(times(&b, "<fieldset"), 4);
    assert_int_equal(filled(&b), 1);
    assert_hides(&b, EVIL);
    buf_free(&b);
}

static void
without_an_attempt_left_there_is_no_form(void **state)
{
    struct quiz_view v = {.course = "Core", .course_url = "/learn/ai/core"};
    struct buf b = render_buf();

    (void)state;
    quiz_html(&b, english(), &v);
    assert_hides(&b, "<form");
    assert_shows(&b, "No attempt is left");
    assert_int_equal(filled(&b), 1);
    buf_free(&b);
}

static void
a_result_says_not_yet_and_never_failed(void **state)
{
    static const char *const mine[] = {EVIL};
    static const char *const hints[] = {"Look at lesson 2"};
    struct quiz_answer answers[] = {{.id = "a1",
                                     .number = 1,
                                     .html = html("<p>Which?</p>"),
                                     .lines = mine,
                                     .line_count = 1,
                                     .counts = true,
                                     .feedback = hints,
                                     .feedback_count = 1},
                                    {.id = "a2",
                                     .number = 2,
                                     .html = html("<p>Why?</p>"),
                                     .right = true,
                                     .counts = true}};
    struct quiz_result_view v = {.course = "Core",
                                 .number = 1,
                                 .right = 1,
                                 .count = 2,
                                 .pct = 50,
                                 .pass_pct = 80,
                                 .answers = answers,
                                 .answer_count = 2,
                                 .again_url = "/learn/ai/core/quiz",
                                 .course_url = "/learn/ai/core",
                                 .my_url = "/my"};
    struct buf b = render_buf();

    (void)state;
    quiz_result_html(&b, english(), &v);
    assert_shows(&b, "<h1>Not yet</h1>");
    assert_shows(&b, "1 of 2 questions right: 50 % of the points.");
    assert_shows(&b, "<span class=\"st warn\">to look at again</span>");
    assert_shows(&b, "<span class=\"st ok\">right</span>");
    assert_shows(&b, EVIL_OUT);
    assert_shows(&b, "Look at lesson 2");
    assert_shows(&b, "No answer");
    assert_hides(&b, "ailed");
    assert_int_equal(filled(&b), 1);
    buf_free(&b);
}

static void
a_completed_programme_says_who_signs_now(void **state)
{
    struct quiz_result_view v = {.course = "Core",
                                 .passed = true,
                                 .series_done = true,
                                 .course_done = true,
                                 .course_url = "/c",
                                 .my_url = "/my"};
    struct buf b = render_buf();

    (void)state;
    quiz_result_html(&b, spanish(), &v);
    assert_shows(&b, "<h1>Aprobado</h1>");
    assert_shows(&b, "ahora su centro firma el certificado");
    assert_shows(&b, "<a class=\"btn\" href=\"/my\">");
    assert_int_equal(filled(&b), 1);
    buf_free(&b);
}

/* --- amounts --- */

static void
minutes_and_bytes_are_written_short(void **state)
{
    assert_null(amount_duration(*state, 0));
    assert_string_equal(amount_duration(*state, 45), "45 min");
    assert_string_equal(amount_duration(*state, 120), "2 h");
    assert_string_equal(amount_duration(*state, 90), "1 h 30 min");
    assert_int_equal(amount_kilobytes(0), 0);
    assert_int_equal(amount_kilobytes(1), 1);
    assert_int_equal(amount_kilobytes(1000), 1);
    assert_int_equal(amount_kilobytes(1001), 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_ARENA(a_programme_says_its_rule_in_words),
        IN_ARENA(strangers_are_shown_the_way_in_and_no_form),
        IN_ARENA(who_is_signed_in_enrols_by_a_form_with_its_token),
        IN_ARENA(the_enrolled_see_their_steps_and_the_next_course),
        IN_ARENA(without_a_university_the_join_code_comes_first),
        IN_ARENA(
            the_next_step_stands_before_all_and_the_table_says_what_the_cords_say),
        IN_ARENA(each_lesson_done_is_one_turn_and_one_alone_a_figure_eight),
        IN_ARENA(a_drawing_of_wild_numbers_stays_small),
        IN_ARENA(a_lesson_keeps_its_html_and_escapes_what_was_typed),
        IN_ARENA(a_finished_course_leads_back_to_its_programme),
        IN_ARENA(a_quiz_is_one_form_of_plain_controls),
        IN_ARENA(without_an_attempt_left_there_is_no_form),
        IN_ARENA(a_result_says_not_yet_and_never_failed),
        IN_ARENA(a_completed_programme_says_who_signs_now),
        IN_ARENA(minutes_and_bytes_are_written_short),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
