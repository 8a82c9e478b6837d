/* SPDX-License-Identifier: Apache-2.0 */
/* formats: questions in Moodle's GIFT, all kinds and what can be wrong. */

#include "formats/gift.h"

#include "base/arena.h"
#include "base/hash.h"
#include "test/unit.h"

static struct questions
read_gift(void **state, const char *text)
{
    struct questions out;

    assert_int_equal(gift_parse(*state, text, strlen(text), &out), OK);
    return out;
}

/* The only question of a text that nothing is said about. */
static struct question
one(void **state, const char *text)
{
    struct questions out = read_gift(state, text);

    for (size_t i = 0; i < out.remarks.count; i++) {
        print_error("%d: %s\n", out.remarks.items[i].line,
                    out.remarks.items[i].text);
    }
    assert_int_equal(out.remarks.count, 0);
    assert_int_equal(out.count, 1);
    return out.items[0];
}

static void
check_option(const struct question *q, size_t i, const char *text,
             int64_t fraction, const char *feedback)
{
    assert_true(i < q->option_count);
    assert_string_equal(q->options[i].text, text);
    assert_int_equal(q->options[i].fraction, fraction);
    if (feedback) {
        assert_non_null(q->options[i].feedback);
        assert_string_equal(q->options[i].feedback, feedback);
    } else {
        assert_null(q->options[i].feedback);
    }
}

static void
one_right_answer_makes_a_single_choice(void **state)
{
    struct question q = one(state, "::Colour:: Between orange and green?\n"
                                   "{\n =yellow # right; good!\n"
                                   " ~red # no\n ~%50%blue\n}\n");

    assert_string_equal(q.kind, "single");
    assert_string_equal(q.name, "Colour");
    assert_string_equal(q.html.html, "<p>Between orange and green?</p>");
    assert_int_equal(q.option_count, 3);
    check_option(&q, 0, "yellow", 100000, "right; good!");
    check_option(&q, 1, "red", 0, "no");
    check_option(&q, 2, "blue", 50000, NULL);
    assert_int_equal(q.line, 1);
}

static void
weights_without_a_right_one_make_several_answers(void **state)
{
    struct question q =
        one(state, "Which? {~%33.33333%a ~%33.33333%b ~%33.33333%c "
                   "~%-100%d#no}");

    assert_string_equal(q.kind, "multiple");
    check_option(&q, 0, "a", 33333, NULL);
    check_option(&q, 3, "d", -100000, "no");
    q = one(state, "Which? {~%100%a ~%0%b}");
    assert_string_equal(q.kind, "multiple");
    q = one(state, "Which? {=%50%a =%50%b ~%-50%c}");
    assert_string_equal(q.kind, "multiple");
}

static void
true_and_false_have_feedback_for_both(void **state)
{
    struct question q = one(state, "It rains. {FALSE#No, sun.#Indeed.\n"
                                   "####Look outside.}");

    assert_string_equal(q.kind, "truefalse");
    check_option(&q, 0, "true", 0, "No, sun.");
    check_option(&q, 1, "false", 100000, "Indeed.");
    assert_string_equal(q.feedback, "Look outside.");
    q = one(state, "It rains. {T}");
    check_option(&q, 0, "true", 100000, NULL);
    check_option(&q, 1, "false", 0, NULL);
}

static void
right_answers_alone_are_short_answers(void **state)
{
    struct question q =
        one(state, "Best animal? {=Frog#Good! =%50%Cat =%0%*#No}");

    assert_string_equal(q.kind, "short");
    check_option(&q, 0, "Frog", 100000, "Good!");
    check_option(&q, 1, "Cat", 50000, NULL);
    check_option(&q, 2, "*", 0, "No");
}

static void
arrows_are_pairs(void **state)
{
    struct question q = one(state, "Match. {\n=[html]<b>Peru</b> -> Lima\n"
                                   "=Chile -> Santiago\n= -> Quito\n}");

    assert_string_equal(q.kind, "match");
    assert_int_equal(q.option_count, 3);
    assert_string_equal(q.options[0].text, "Peru");
    assert_string_equal(q.options[0].match, "Lima");
    assert_string_equal(q.options[2].text, "");
    assert_string_equal(q.options[2].match, "Quito");
}

static void
numbers_are_kept_to_millionths(void **state)
{
    static const struct {
        const char *text;
        int64_t low, high;
    } cases[] = {
        {"{#3}", 3000000, 3000000},
        {"{#3:2}", 1000000, 5000000},
        {"{#1..5}", 1000000, 5000000},
        {"{#-5..-1.5}", -5000000, -1500000},
        {"{#3.1415926535:0.0005}", 3141092, 3142092},
        {"{#.5}", 500000, 500000},
        {"{# 18 : 2 }", 16000000, 20000000},
        {"{#=0.000001}", 1, 1},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct question q =
            one(state, arena_printf(*state, "How much? %s", cases[i].text));

        assert_string_equal(q.kind, "number");
        assert_int_equal(q.option_count, 1);
        assert_int_equal(q.options[0].fraction, 100000);
        assert_int_equal(q.options[0].low, cases[i].low);
        assert_int_equal(q.options[0].high, cases[i].high);
    }
}

static void
a_number_may_have_several_answers(void **state)
{
    struct question q =
        one(state, "Grant born? {#\n=1822:0#Yes\n=%50%1822:2#Close\n~#No}");

    assert_int_equal(q.option_count, 3);
    assert_int_equal(q.options[1].fraction, 50000);
    assert_int_equal(q.options[1].low, 1820000000);
    assert_string_equal(q.options[1].feedback, "Close");
    assert_int_equal(q.options[2].fraction, 0);
    assert_true(q.options[2].low < -1000000000000000000);
    assert_string_equal(q.options[2].feedback, "No");
}

static void
empty_braces_are_an_essay_and_none_a_text(void **state)
{
    struct question q = one(state, "Tell us. {}");

    assert_string_equal(q.kind, "essay");
    assert_string_equal(q.name, "Tell us.");
    q = one(state, "Read this first.");
    assert_string_equal(q.kind, "text");
}

static void
text_behind_the_braces_has_a_gap(void **state)
{
    struct question q = one(state, "Lima is in {=Peru ~Chile} since long ago.");

    assert_string_equal(q.html.html, "<p>Lima is in _____ since long ago.</p>");
    assert_string_equal(q.kind, "single");
}

static void
formats_of_the_text_are_followed(void **state)
{
    static const struct {
        const char *text, *html;
    } cases[] = {
        {"[html]<p>a<b>b</b><script>x()</script></p> {}", "<p>a<b>b</b></p>"},
        {"::n::[markdown]*a* {}", "<p><em>a</em></p>\n"},
        {"[plain]<b>a</b> {}", "<p>&lt;b&gt;a&lt;/b&gt;</p>"},
        {"[moodle]<b>a</b> {}", "<b>a</b>"},
        {"<b>a</b> {}", "<b>a</b>"}, /* none said is Moodle's own */
        {"uno <i>dos</i>,\ntres {}", "uno <i>dos</i>,<br>\ntres"},
        {"a<b or b>c {}", "<p>a&lt;b or b&gt;c</p>"},
        {"si x < 3 & y > 2 {}", "<p>si x &lt; 3 &amp; y &gt; 2</p>"},
        {"<p> {}", "<p>&lt;p&gt;</p>"},
        {"a\\n\\nb {}", "<p>a</p><p>b</p>"},
        {"[html]ma&ntilde;ana {}", "ma\xc3\xb1"
                                   "ana"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_string_equal(one(state, cases[i].text).html.html, cases[i].html);
    }
}

static void
answers_have_the_format_of_their_question(void **state)
{
    struct question q = one(state, "[html]<p>Pares</p> {=<p>pi\xc3\xb1"
                                   "a</p> -> fruta "
                                   "=[plain]<p> -> etiqueta}");

    assert_string_equal(q.options[0].text, "pi\xc3\xb1"
                                           "a");
    assert_string_equal(q.options[1].text, "<p>");
    q = one(state,
            "Un p\xc3\xa1rrafo es {=<p>#<b>S\xc3\xad</b>, as\xc3\xad ~a\\=b}");
    check_option(&q, 0, "<p>", 100000, "S\xc3\xad, as\xc3\xad");
    check_option(&q, 1, "a=b", 0, NULL);
}

static void
an_answer_may_lack_its_first_sign(void **state)
{
    struct question q = one(state, "Entre uno y cinco: {#3:2~#No, no.}");

    assert_int_equal(q.option_count, 2);
    assert_int_equal(q.options[0].low, 1000000);
    assert_int_equal(q.options[0].high, 5000000);
    assert_int_equal(q.options[0].fraction, 100000);
    assert_string_equal(q.options[1].feedback, "No, no.");
    q = one(state, "Capital de Chile {Lima#Del Per\xc3\xba ~Quito =Santiago}");
    assert_int_equal(q.option_count, 3);
    check_option(&q, 0, "Lima", 0, "Del Per\xc3\xba");
    q = one(state, "Un mar {Caribe =Caspio}");
    assert_string_equal(q.kind, "short");
    check_option(&q, 0, "Caribe", 100000, NULL);
}

static void
a_name_made_of_the_text_is_one_line(void **state)
{
    assert_string_equal(one(state, "Una\nfrase.{T}").name, "Una frase.");
}

static void
utf_16_is_read(void **state)
{
    static const char text[] = "\xff\xfe\xbf\0S\0\xed\0?\0{\0T\0}\0";
    struct questions out;

    assert_int_equal(gift_parse(*state, text, sizeof text - 1, &out), OK);
    assert_int_equal(out.count, 1);
    assert_int_equal(out.remarks.count, 0);
    assert_string_equal(out.items[0].name, "\xc2\xbfS\xc3\xad?");
}

static void
escaped_signs_are_text(void **state)
{
    struct question q =
        one(state, "::a\\:\\:b\\::: 1\\=1 \\{ \\} \\# \\~ \\: \\\\ \\frac "
                   "{=2\\=2 \\#1#\\~yes ~\\}}");

    assert_string_equal(q.name, "a::b:");
    assert_string_equal(q.html.html, "<p>1=1 { } # ~ : \\ \\frac</p>");
    check_option(&q, 0, "2=2 #1", 100000, "~yes");
    check_option(&q, 1, "}", 0, NULL);
}

static void
comments_and_categories_are_no_questions(void **state)
{
    struct questions out =
        read_gift(state, "// comment\n\n$CATEGORY: $course$/top/x\n\n"
                         "// of the first\n::a:: A {T}\n\n\n"
                         "::b:: B {\n// inside\n=1\n~2\n}\n");

    assert_int_equal(out.count, 2);
    assert_int_equal(out.remarks.count, 0);
    assert_int_equal(out.items[0].line, 6);
    assert_int_equal(out.items[1].line, 9);
    assert_int_equal(out.items[1].option_count, 2);
}

static void
all_ends_of_lines_and_a_byte_order_mark_are_taken(void **state)
{
    assert_int_equal(read_gift(state, "\xef\xbb\xbf"
                                      "A {T}\r\n\r\nB {F}\r\n")
                         .count,
                     2);
    assert_int_equal(read_gift(state, "A {T}\r\rB {F}").count, 2);
}

static void
windows_1252_is_told_and_converted(void **state)
{
    struct questions out =
        read_gift(state, "\x93Qu\xe9?\x94 5 \x80 {=s\xed ~no}");

    assert_int_equal(out.count, 1);
    assert_int_equal(out.remarks.count, 1);
    assert_false(out.remarks.items[0].refused);
    assert_non_null(strstr(out.remarks.items[0].text, "windows-1252"));
    assert_string_equal(out.items[0].html.html,
                        "<p>\xe2\x80\x9cQu\xc3\xa9?\xe2\x80\x9d 5 "
                        "\xe2\x82\xac</p>");
    assert_string_equal(out.items[0].options[0].text, "s\xc3\xad");
}

static void
an_error_has_its_line_and_reading_goes_on(void **state)
{
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"A {=1 ~2", "closing brace"},
        {"A {1 2 3}", "Begin each with"},
        {"A {~1 ~2}", "No answer of this question is right"},
        {"A {~%100%1}", "at least two answers"},
        {"A {=a -> b\n=c}", "without ->"},
        {"A {=a -> b}", "two pairs"},
        {"A {#x}", "no number"},
        {"A {#}", "no number"},
        {"A {#1:-1}", "no number"},
        {"A {#5..1}", "no number"},
        {"A {#1,5}", "a point for decimals"},
        {"A ~1 =2}", "without the {"},
        {"A {=a =b -> c}", "without ->"},
        {"A {#9999999999999}", "no number"},
        {"A {~%150%1 ~2}", "weight"},
        {"A {~%100%1 ~%-101%2}", "weight"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct questions out = read_gift(
            state, arena_printf(*state, "First {T}\n\n%s\n\nLast {F}\n",
                                cases[i].text));

        assert_int_equal(out.count, 2);
        assert_int_equal(out.remarks.count, 1);
        assert_true(out.remarks.items[0].refused);
        assert_int_equal(out.remarks.items[0].line, 3);
        assert_non_null(strstr(out.remarks.items[0].text, cases[i].words));
    }
}

static void
too_many_questions_or_answers_are_refused(void **state)
{
    enum { COUNT = 501 };
    char *text = arena_alloc(*state, COUNT * 7 + 1);
    char many[61 * 3 + 8] = "A {=x";
    struct questions out;

    for (size_t i = 0; i < COUNT; i++) {
        memcpy(text + i * 7, "A {T}\n\n", 7);
    }
    assert_int_equal(gift_parse(*state, text, COUNT * 7, &out), ERR_LIMIT);
    assert_int_equal(gift_parse(*state, text, (COUNT - 1) * 7, &out), OK);
    assert_int_equal(out.count, COUNT - 1);
    for (int i = 0; i < 60; i++) {
        strcat(many, "~x");
    }
    strcat(many, "}");
    out = read_gift(state, many);
    assert_int_equal(out.count, 0);
    assert_non_null(strstr(out.remarks.items[0].text, "60"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_ARENA(one_right_answer_makes_a_single_choice),
        IN_ARENA(weights_without_a_right_one_make_several_answers),
        IN_ARENA(true_and_false_have_feedback_for_both),
        IN_ARENA(right_answers_alone_are_short_answers),
        IN_ARENA(arrows_are_pairs),
        IN_ARENA(numbers_are_kept_to_millionths),
        IN_ARENA(a_number_may_have_several_answers),
        IN_ARENA(empty_braces_are_an_essay_and_none_a_text),
        IN_ARENA(text_behind_the_braces_has_a_gap),
        IN_ARENA(formats_of_the_text_are_followed),
        IN_ARENA(answers_have_the_format_of_their_question),
        IN_ARENA(an_answer_may_lack_its_first_sign),
        IN_ARENA(a_name_made_of_the_text_is_one_line),
        IN_ARENA(utf_16_is_read),
        IN_ARENA(escaped_signs_are_text),
        IN_ARENA(comments_and_categories_are_no_questions),
        IN_ARENA(all_ends_of_lines_and_a_byte_order_mark_are_taken),
        IN_ARENA(windows_1252_is_told_and_converted),
        IN_ARENA(an_error_has_its_line_and_reading_goes_on),
        IN_ARENA(too_many_questions_or_answers_are_refused),
    };
    hash_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
