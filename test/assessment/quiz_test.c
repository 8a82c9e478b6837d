/* SPDX-License-Identifier: Apache-2.0 */
/* assessment/quiz: what an answer is worth, also one that no form sends. */

#include "test/unit.h"

#include "assessment/quiz.h"
#include "base/tr.h"
#include "core/ctx.h"

#include <limits.h>
#include <stdio.h>

enum { HALF = QUIZ_POINT / 2, THIRD = 33333 };

static struct ctx
ctx_of(void **state)
{
    return (struct ctx){.arena = *state, .lang = &tr_langs[0]};
}

static struct quiz_question
question(const char *kind, struct quiz_option *options, size_t count)
{
    return (struct quiz_question){
        .id = 7, .kind = kind, .options = options, .option_count = count};
}

static int64_t
score(void **state, const struct quiz_question *q, const char *answer)
{
    struct ctx c = ctx_of(state);

    return quiz_score(&c, q, answer);
}

/* --- single and true or false --- */

static void
one_choice_is_worth_its_option(void **state)
{
    struct quiz_option o[] = {{.id = 11, .fraction = 0},
                              {.id = 12, .fraction = QUIZ_POINT},
                              {.id = 13, .fraction = HALF},
                              {.id = 14, .fraction = -HALF}};
    struct quiz_question q = question("single", o, 4);

    assert_int_equal(score(state, &q, "12"), QUIZ_POINT);
    assert_int_equal(score(state, &q, "13"), HALF);
    assert_int_equal(score(state, &q, "11"), 0);
    assert_int_equal(score(state, &q, "14"), 0);
    assert_int_equal(score(state, &q, ""), 0);
    assert_int_equal(score(state, &q, NULL), 0);
}

static void
two_choices_where_one_is_asked_are_worth_nothing(void **state)
{
    struct quiz_option o[] = {{.id = 1, .fraction = 0},
                              {.id = 2, .fraction = QUIZ_POINT}};
    struct quiz_question single = question("single", o, 2);
    struct quiz_question truefalse = question("truefalse", o, 2);

    assert_int_equal(score(state, &single, "1,2"), 0);
    assert_int_equal(score(state, &single, "2,1"), 0);
    assert_int_equal(score(state, &single, "2,"), 0);
    assert_int_equal(score(state, &single, "x,2"), 0);
    assert_int_equal(score(state, &truefalse, "1,2"), 0);
    assert_int_equal(score(state, &truefalse, "2"), QUIZ_POINT);
}

/* --- multiple --- */

static void
several_choices_add_up_and_never_below_nothing(void **state)
{
    struct quiz_option o[] = {{.id = 1, .fraction = HALF},
                              {.id = 2, .fraction = HALF},
                              {.id = 3, .fraction = -QUIZ_POINT}};
    struct quiz_question q = question("multiple", o, 3);

    assert_int_equal(score(state, &q, "1,2"), QUIZ_POINT);
    assert_int_equal(score(state, &q, "2,1"), QUIZ_POINT);
    assert_int_equal(score(state, &q, "1"), HALF);
    assert_int_equal(score(state, &q, "1,2,3"), 0);
    assert_int_equal(score(state, &q, "3"), 0);
}

static void
three_thirds_are_a_whole_and_two_are_not(void **state)
{
    struct quiz_option o[] = {{.id = 1, .fraction = THIRD},
                              {.id = 2, .fraction = THIRD},
                              {.id = 3, .fraction = THIRD}};
    struct quiz_question q = question("multiple", o, 3);

    assert_int_equal(score(state, &q, "1,2,3"), QUIZ_POINT);
    assert_int_equal(score(state, &q, "1,2"), 2 * THIRD);
}

static void
a_choice_sent_twice_counts_once(void **state)
{
    struct quiz_option o[] = {{.id = 1, .fraction = HALF},
                              {.id = 2, .fraction = HALF}};
    struct quiz_question q = question("multiple", o, 2);

    assert_int_equal(score(state, &q, "1,1,1,1"), HALF);
}

static void
signs_that_are_no_ids_choose_nothing(void **state)
{
    static const char *const hostile[] = {",",
                                          ",,,,",
                                          "a",
                                          "1a1",
                                          "-1",
                                          "0",
                                          "999999999999999999999999999999",
                                          "1:2",
                                          "\xc3\xa9",
                                          "' OR 1=1"};
    struct quiz_option o[] = {{.id = 2, .fraction = QUIZ_POINT}};
    struct quiz_question q = question("multiple", o, 1);

    for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++) {
        assert_int_equal(score(state, &q, hostile[i]), 0);
        assert_false(quiz_chose(hostile[i], 2));
    }
}

static void
an_id_is_found_whole_and_not_as_part_of_another(void **state)
{
    (void)state;
    assert_true(quiz_chose("12,15", 12));
    assert_true(quiz_chose("12,15", 15));
    assert_false(quiz_chose("12,15", 1));
    assert_false(quiz_chose("12,15", 5));
    assert_false(quiz_chose("", 5));
    assert_true(quiz_chose("9223372036854775807", INT64_MAX));
}

/* --- match --- */

static struct quiz_option pairs[] = {
    {.id = 1, .text = "Lima", .match = "Perú"},
    {.id = 2, .text = "Quito", .match = "Ecuador"},
    {.id = 3, .text = "Cusco", .match = "Perú"},
    {.id = 4, .text = "", .match = "Chile"}, /* without a partner */
};

static void
each_right_pair_is_worth_its_share(void **state)
{
    struct quiz_question q = question("match", pairs, 4);

    assert_int_equal(score(state, &q, "1:1,2:2,3:3"), QUIZ_POINT);
    assert_int_equal(score(state, &q, "1:1,2:4,3:2"), QUIZ_POINT / 3);
    assert_int_equal(score(state, &q, "1:4,2:4,3:4"), 0);
}

static void
right_sides_with_the_same_text_are_the_same(void **state)
{
    struct quiz_question q = question("match", pairs, 4);

    assert_int_equal(score(state, &q, "1:3,2:2,3:1"), QUIZ_POINT);
}

static void
of_two_pairs_with_one_left_side_the_first_counts(void **state)
{
    struct quiz_question q = question("match", pairs, 4);

    assert_int_equal(quiz_pair("1:4,1:1", 1), 4);
    assert_int_equal(score(state, &q, "1:4,1:1,2:2,3:3"), QUIZ_POINT * 2 / 3);
}

static void
broken_pairs_are_no_pairs(void **state)
{
    struct quiz_question q = question("match", pairs, 4);

    assert_int_equal(quiz_pair("1:4,2:3", 2), 3);
    assert_int_equal(quiz_pair("1:4,2:3", 3), 0);
    assert_int_equal(quiz_pair("1", 1), 0);
    assert_int_equal(quiz_pair("1:", 1), 0);
    assert_int_equal(quiz_pair(":::,,,:1", 1), 0);
    assert_int_equal(score(state, &q, "1:1:2:2:3:3"), QUIZ_POINT / 3);
    assert_int_equal(score(state, &q, "1,2,3"), 0);
    assert_int_equal(score(state, &q, "1:9,2:9,3:9"), 0);
}

/* --- short --- */

static void
case_accents_and_spaces_do_not_matter(void **state)
{
    struct quiz_option o[] = {
        {.id = 1, .fraction = QUIZ_POINT, .text = "Educación superior"},
        {.id = 2, .fraction = HALF, .text = "*superior"}};
    struct quiz_question q = question("short", o, 2);

    assert_int_equal(score(state, &q, "  EDUCACION   Superior "), QUIZ_POINT);
    assert_int_equal(score(state, &q, "lo superior"), HALF);
    assert_int_equal(score(state, &q, "superior, no"), 0);
}

static void
a_star_stands_for_anything_but_overlaps_nothing(void **state)
{
    struct quiz_option o[] = {
        {.id = 1, .fraction = QUIZ_POINT, .text = "ab*ba"}};
    struct quiz_question q = question("short", o, 1);

    assert_int_equal(score(state, &q, "abba"), QUIZ_POINT);
    assert_int_equal(score(state, &q, "ab, and so on, ba"), QUIZ_POINT);
    assert_int_equal(score(state, &q, "aba"), 0);
    assert_int_equal(score(state, &q, "xabba"), 0);
    assert_int_equal(score(state, &q, "abbax"), 0);
}

static void
stars_that_are_typed_match_nothing(void **state)
{
    struct quiz_option o[] = {
        {.id = 1, .fraction = QUIZ_POINT, .text = "quipu"}};
    struct quiz_question q = question("short", o, 1);

    assert_int_equal(score(state, &q, "*"), 0);
    assert_int_equal(score(state, &q, "q*"), 0);
}

static void
answers_of_signs_alone_are_compared_as_they_are(void **state)
{
    struct quiz_option o[] = {{.id = 1, .fraction = QUIZ_POINT, .text = "+"}};
    struct quiz_question q = question("short", o, 1);

    assert_int_equal(score(state, &q, " + "), QUIZ_POINT);
    assert_int_equal(score(state, &q, "-"), 0);
    assert_int_equal(score(state, &q, "?!"), 0);
}

static void
the_best_option_that_fits_counts(void **state)
{
    struct quiz_option o[] = {{.id = 1, .fraction = 0, .text = "*"},
                              {.id = 2, .fraction = QUIZ_POINT, .text = "sí"}};
    struct quiz_question q = question("short", o, 2);

    assert_int_equal(score(state, &q, "si"), QUIZ_POINT);
    assert_int_equal(score(state, &q, "no"), 0);
}

/* --- number --- */

static void
assert_number(const char *s, int64_t millionths)
{
    int64_t n = -1;

    if (!quiz_number(s, &n)) {
        fail_msg("\"%s\" is a number", s);
    }
    assert_int_equal(n, millionths);
}

static void
numbers_are_read_as_people_write_them(void **state)
{
    (void)state;
    assert_number("3", 3000000);
    assert_number("3,5", 3500000);
    assert_number("3.5", 3500000);
    assert_number("-0.25", -250000);
    assert_number("+4", 4000000);
    assert_number(" 1 000 ", 1000000000);
    assert_number("1\xe2\x80\xaf"
                  "000",
                  1000000000); /* narrow no-break space */
    assert_number("\xe2\x88\x92"
                  "3",
                  -3000000); /* minus sign */
    assert_number(".5", 500000);
    assert_number("5.", 5000000);
    assert_number("0,0000001", 0); /* below a millionth */
    assert_number("999999999999", INT64_C(999999999999000000));
}

static void
what_is_no_number_is_refused(void **state)
{
    static const char *const bad[] = {
        "",       " ",     "-",   ".",   ",",      "abc",           "1e3",
        "0x10",   "1.2.3", "--1", "1-2", "1+2",    "++1",           "+-1",
        "5 %",    "NaN",   "1/2", "-.",  "1,000,", "9999999999999", "inf",
        "3 4.5.6"};
    int64_t n;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (quiz_number(bad[i], &n)) {
            fail_msg("\"%s\" is no number", bad[i]);
        }
    }
}

static void
a_number_counts_within_its_range_and_on_its_edges(void **state)
{
    struct quiz_option o[] = {{.id = 1,
                               .fraction = QUIZ_POINT,
                               .numeric = true,
                               .low = 2900000,
                               .high = 3100000,
                               .text = ""},
                              {.id = 2,
                               .fraction = HALF,
                               .numeric = true,
                               .low = 2000000,
                               .high = 4000000,
                               .text = ""},
                              {.id = 3, .fraction = QUIZ_POINT, .text = "*"}};
    struct quiz_question q = question("number", o, 3);

    assert_int_equal(score(state, &q, "3"), QUIZ_POINT);
    assert_int_equal(score(state, &q, "2,9"), QUIZ_POINT);
    assert_int_equal(score(state, &q, "3.1"), QUIZ_POINT);
    assert_int_equal(score(state, &q, "3.100001"), HALF);
    assert_int_equal(score(state, &q, "5"), 0);
    assert_int_equal(score(state, &q, "many"), 0);
}

/* --- what does not count --- */

static void
essays_and_texts_are_worth_nothing_and_do_not_count(void **state)
{
    struct quiz_option o[] = {{.id = 1, .fraction = QUIZ_POINT, .text = "*"}};
    struct quiz_question essay = question("essay", o, 1);
    struct quiz_question text = question("text", o, 1);
    struct quiz_question single = question("single", o, 1);

    assert_false(quiz_counts(&essay));
    assert_false(quiz_counts(&text));
    assert_true(quiz_counts(&single));
    assert_int_equal(score(state, &essay, "1"), 0);
    assert_int_equal(score(state, &text, "1"), 0);
}

static void
a_question_without_options_is_worth_nothing(void **state)
{
    static const char *const kinds[] = {"single", "multiple", "truefalse",
                                        "match",  "short",    "number"};

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        struct quiz_question q = question(kinds[i], NULL, 0);

        assert_int_equal(score(state, &q, "1"), 0);
        assert_int_equal(score(state, &q, "1:1"), 0);
    }
}

static void
a_very_long_answer_is_worth_what_its_parts_say(void **state)
{
    enum { LONG = 60000 };
    struct quiz_option o[] = {
        {.id = 1, .fraction = QUIZ_POINT, .text = "a*b*c", .match = "x"}};
    static const char *const kinds[] = {"single", "multiple", "match", "short",
                                        "number"};
    char *s = arena_alloc(*state, LONG + 1);

    memset(s, ',', LONG);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        struct quiz_question q = question(kinds[i], o, 1);

        assert_int_equal(score(state, &q, s), 0);
    }
}

/* --- feedback --- */

static void
feedback_follows_the_answer_and_then_everybody(void **state)
{
    struct quiz_option o[] = {{.id = 1, .feedback = "one"},
                              {.id = 2, .feedback = "two"},
                              {.id = 3, .feedback = NULL}};
    struct quiz_question q = question("multiple", o, 3);
    struct ctx c = ctx_of(state);

    q.feedback = "all";
    assert_string_equal(quiz_feedback(&c, &q, "2"), "two\nall");
    assert_string_equal(quiz_feedback(&c, &q, "2,1"), "one\ntwo\nall");
    assert_string_equal(quiz_feedback(&c, &q, "3"), "all");
    q.feedback = NULL;
    assert_string_equal(quiz_feedback(&c, &q, ""), "");
}

static void
feedback_of_one_choice_shows_no_other_option(void **state)
{
    struct quiz_option o[] = {{.id = 1, .feedback = "one"},
                              {.id = 2, .feedback = "two"}};
    struct quiz_question q = question("single", o, 2);
    struct ctx c = ctx_of(state);

    assert_string_equal(quiz_feedback(&c, &q, "1"), "one");
    assert_string_equal(quiz_feedback(&c, &q, "1,2"), "");
}

static void
feedback_of_typed_answers_is_that_of_the_option_that_fits(void **state)
{
    struct quiz_option o[] = {
        {.id = 1, .fraction = QUIZ_POINT, .text = "yes", .feedback = "good"},
        {.id = 2, .fraction = 0, .text = "*", .feedback = "look again"}};
    struct quiz_question q = question("short", o, 2);
    struct ctx c = ctx_of(state);

    assert_string_equal(quiz_feedback(&c, &q, "Yes"), "good");
    assert_string_equal(quiz_feedback(&c, &q, "no"), "look again");
    /* A typed number is no id of an option. */
    assert_string_equal(quiz_feedback(&c, &q, "1"), "look again");
}

static void
a_typed_number_that_fits_nothing_shows_no_feedback(void **state)
{
    struct quiz_option o[] = {
        {.id = 1, .fraction = QUIZ_POINT, .text = "yes", .feedback = "good"}};
    struct quiz_question q = question("short", o, 1);
    struct ctx c = ctx_of(state);

    assert_string_equal(quiz_feedback(&c, &q, "1"), "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_ARENA(one_choice_is_worth_its_option),
        IN_ARENA(two_choices_where_one_is_asked_are_worth_nothing),
        IN_ARENA(several_choices_add_up_and_never_below_nothing),
        IN_ARENA(three_thirds_are_a_whole_and_two_are_not),
        IN_ARENA(a_choice_sent_twice_counts_once),
        IN_ARENA(signs_that_are_no_ids_choose_nothing),
        IN_ARENA(an_id_is_found_whole_and_not_as_part_of_another),
        IN_ARENA(each_right_pair_is_worth_its_share),
        IN_ARENA(right_sides_with_the_same_text_are_the_same),
        IN_ARENA(of_two_pairs_with_one_left_side_the_first_counts),
        IN_ARENA(broken_pairs_are_no_pairs),
        IN_ARENA(case_accents_and_spaces_do_not_matter),
        IN_ARENA(a_star_stands_for_anything_but_overlaps_nothing),
        IN_ARENA(stars_that_are_typed_match_nothing),
        IN_ARENA(answers_of_signs_alone_are_compared_as_they_are),
        IN_ARENA(the_best_option_that_fits_counts),
        IN_ARENA(numbers_are_read_as_people_write_them),
        IN_ARENA(what_is_no_number_is_refused),
        IN_ARENA(a_number_counts_within_its_range_and_on_its_edges),
        IN_ARENA(essays_and_texts_are_worth_nothing_and_do_not_count),
        IN_ARENA(a_question_without_options_is_worth_nothing),
        IN_ARENA(a_very_long_answer_is_worth_what_its_parts_say),
        IN_ARENA(feedback_follows_the_answer_and_then_everybody),
        IN_ARENA(feedback_of_one_choice_shows_no_other_option),
        IN_ARENA(feedback_of_typed_answers_is_that_of_the_option_that_fits),
        IN_ARENA(a_typed_number_that_fits_nothing_shows_no_feedback),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
