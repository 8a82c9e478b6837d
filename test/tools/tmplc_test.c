/* SPDX-License-Identifier: Apache-2.0 */
/* tools/tmplc: pages it must refuse, with the line and the reason, and the few
 * forms that look like them and are right. */

#include "test/tools/tool.h"

#include "base/err.h"

/* Most of it is the same in a piece, which needs no h1. */
#define PAGE "{{piece x_html(const struct x_view *v)}}\n"
#define WHOLE "{{page x_html(const struct x_view *v)}}\n"

static bool
translate(const char *html)
{
    const char *argv[] = {tool, "source", "x.html", "x.html.c", "x.h", NULL};

    tool_write("x.html", html);
    return tool_run(argv, "x.html.c");
}

static void
refuses(const char *const (*cases)[2], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (translate(cases[i][0])) {
            fprintf(stderr, "taken: %s\n", cases[i][0]);
            fail();
        }
        assert_said(cases[i][1]);
    }
}

static void
values_in_unsafe_places_stop_the_build(void **state)
{
    static const char *const cases[][2] = {
        {PAGE "<script>{{v->x}}</script>", "x.html:2: no <script>"},
        {PAGE "<style>p{}</style>", "no <style>"},
        {PAGE "<p style=\"{{v->x}}\">", "no style="},
        {PAGE "<p style='color:red'>", "no style="},
        {PAGE "<p onclick=\"{{v->x}}\">", "no onclick="},
        {PAGE "<p ONLOAD=\"x\">", "no onload="},
        {PAGE "<iframe srcdoc=\"{{v->x}}\">", "no srcdoc="},
        {PAGE "\n<p class={{v->x}}>", "x.html:3: put the value of class="},
        {PAGE "<p class=a{{v->x}}>", "put the value of class="},
        {PAGE "<{{v->x}}>", "part of a tag's"},
        {PAGE "<p {{v->x}}>", "part of a tag's"},
        {PAGE "<p data-{{v->x}}=\"1\">", "part of a tag's"},
        {PAGE "<!-- {{v->x}} -->", "may not stand here"},
    };

    (void)state;
    refuses(cases, COUNT(cases));
}

static void
only_a_whole_value_is_an_address(void **state)
{
    static const char *const cases[][2] = {
        {PAGE "<a href=\"/{{v->x}}\">", "stands first in it"},
        {PAGE "<a href=\"javascript:{{v->x}}\">", "stands first in it"},
        {PAGE "<a href=\"{{v->x}}{{v->y}}\">", "stands first in it"},
        {PAGE "<a href=\"{{if v->x}}/{{end}}{{v->y}}\">", "stands first"},
        {PAGE "<a href=\"{{if v->x}}/{{else}}{{end}}{{v->y}}\">", "stands"},
        {PAGE "<a href=\"{{for const char *x in v->x count v->n}}{{x}}{{end}}"
              "\">",
         "stands first"},
        {PAGE "<a href=\"{{t \"x\"}}\">", "only a whole address"},
        {PAGE "<form action=\"{{num v->x}}\">", "only a whole address"},
    };

    (void)state;
    refuses(cases, COUNT(cases));
    assert_true(translate(PAGE "<a href=\"{{v->x}}#part\">"));
    assert_said("html_url_put(b, v->x)");
    assert_true(translate(PAGE "<button formaction='{{v->x}}'>"));
    assert_said("html_url_put(b, v->x)");
    assert_true(translate(
        PAGE "<a href=\"{{if v->x}}{{v->x}}{{else}}{{v->y}}{{end}}\">"));
    assert_said("html_url_put(b, v->y)");
}

static void
branches_must_end_in_the_same_place(void **state)
{
    static const char *const cases[][2] = {
        {PAGE "{{if v->x}}<p class=\"{{end}}\">", "the block of line 2"},
        {PAGE "<p {{if v->x}}class=\"{{else}}title=\"{{end}}\">",
         "the block of line 2"},
        {PAGE "<p class=\"{{if v->x}}\">{{end}}", "the block of line 2"},
        {PAGE "<pre>{{if v->x}}</pre>{{end}}", "the block of line 2"},
        {PAGE "{{for const char *x in v->x count v->n}}<p {{end}}>",
         "the block of line 2"},
        {PAGE "{{if v->x}}", "{{end}} is missing"},
        {PAGE "{{end}}", "{{end}} without"},
        {PAGE "{{else}}", "{{else}} without"},
        {PAGE "{{if v->x}}{{else}}{{else}}{{end}}", "{{else}} without"},
        {PAGE "<p", "ends inside a tag"},
    };

    (void)state;
    refuses(cases, COUNT(cases));
    assert_true(translate(PAGE "<p{{if v->x}} class=\"a\"{{end}}>"));
    assert_true(translate(PAGE "<input type=\"hidden\"{{if v->x}} disabled"
                               "{{end}}>"));
}

static void
expressions_hold_names_only(void **state)
{
    static const char *const cases[][2] = {
        {PAGE "{{f(v)}}", "only names"},
        {PAGE "{{v->x + 1}}", "only names"},
        {PAGE "{{v->x; exit}}", "only names"},
        {PAGE "{{}}", "an expression is missing"},
        {PAGE "{{if v->x == 1}}{{end}}", "only names"},
        {PAGE "{{for x}}{{end}}", "a loop is written"},
        {PAGE "{{part other_html(x; y)}}", "';' may not stand"},
        {PAGE "{{part other_html}}", "a part is called"},
        {PAGE "<p title=\"{{part other_html(v)}}\">", "in text only"},
        {PAGE "{{t \"open}}", "closing quote"},
        {PAGE "{{t \"%{a}\" a}}", "name=value"},
        {PAGE "{{v->x", "{{ without }}"},
        {"<p>", "text before {{page"},
        {"{{v->x}}", "before {{page"},
        {"{{page x-y(int n)}}", "no name of a page"},
    };

    (void)state;
    refuses(cases, COUNT(cases));
}

static void
barriers_are_faults(void **state)
{
    static const char *const cases[][2] = {
        {PAGE "<img src=\"/x.png\">", "without alt"},
        {PAGE "<p tabindex=\"3\">", "no positive tabindex"},
        {PAGE "<p tabindex=3>", "no positive tabindex"},
        {PAGE "<input name=\"a\">", "<input> without label"},
        {PAGE "<input id=\"a\" name=\"a\">", "<input> without label"},
        {PAGE "<label for=\"b\">b</label><input id=\"a\">", "without label"},
        {PAGE "<label>b</label><select id=\"a\">", "<select> without label"},
        {PAGE "<input type=\"hidden-not\">", "<input> without label"},
    };

    (void)state;
    refuses(cases, COUNT(cases));
    assert_true(translate(PAGE "<img src=\"/x.png\" alt=\"\">"));
    assert_true(translate(PAGE "<p tabindex=\"-1\"><p tabindex=\"0\">"));
    assert_true(translate(PAGE "<input type=\"hidden\" name=\"a\">"));
    assert_true(translate(PAGE "<label>a <input name=\"a\"></label>"));
    assert_true(translate(PAGE "<input aria-label=\"a\" name=\"a\">"));
    assert_true(translate(PAGE "<label for=\"{{v->id}}\">a</label>"
                               "<textarea id=\"{{v->id}}\"></textarea>"));
}

static void
a_page_has_one_heading(void **state)
{
    static const char *const cases[][2] = {
        {WHOLE "<p>", "x.html:1: a page without h1"},
        {WHOLE "<h2>", "a page without h1"},
        {WHOLE "<p>\n\n{{piece y_html(int n)}}<p>", "x.html:1: a page without"},
        {WHOLE "\n<h1>a</h1><h1>b</h1>", "x.html:3: a second h1"},
        {WHOLE "{{if v->x}}<h1>a</h1>{{end}}", "only one of them has an h1"},
        {WHOLE "{{if v->x}}<h1>a</h1>{{else}}<p>{{end}}", "only one of them"},
        {WHOLE "{{if v->x}}<p>{{else}}<h1>a</h1>{{end}}", "only one of them"},
        {WHOLE "<h1>a</h1>{{if v->x}}<h1>b</h1>{{end}}", "a second h1"},
        {WHOLE "{{for const char *x in v->x count v->n}}<h1>{{end}}",
         "only one of them"},
        {PAGE "<h1>a</h1>", "an h1 in a piece"},
    };

    (void)state;
    refuses(cases, COUNT(cases));
    assert_true(translate(WHOLE "<p>{{if v->x}}<h1>a</h1>{{else}}"
                                "<H1 class=\"x\">b</H1>{{end}}<p>"));
    assert_true(translate(WHOLE "<h1>a</h1>\n" PAGE "<p>"));
}

static void
texts_are_listed_for_translators(void **state)
{
    const char *argv[] = {tool, "texts", "x.html", NULL};

    (void)state;
    tool_write("x.html",
               PAGE "<p title=\"{{t \"One\"}}\">{{tn v->n \"A thing\" "
                    "\"%{n} things\"}}"
                    "{{part field_html(v, t \"In a part\")}}");
    assert_true(tool_run(argv, "complaint"));
    assert_string_equal(
        said, "\"One\"\n\"A thing\"\t\"%{n} things\"\n\"In a part\"\n");
}

int
main(int argc, char **argv)
{
    static const char *const left[] = {"x.html", "x.html.c", NULL};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_in_unsafe_places_stop_the_build),
        cmocka_unit_test(only_a_whole_value_is_an_address),
        cmocka_unit_test(branches_must_end_in_the_same_place),
        cmocka_unit_test(expressions_hold_names_only),
        cmocka_unit_test(barriers_are_faults),
        cmocka_unit_test(a_page_has_one_heading),
        cmocka_unit_test(texts_are_listed_for_translators),
    };

    if (argc < 2) {
        return 77;
    }
    tool_begin(argv);
    return tool_end(cmocka_run_group_tests(tests, NULL, NULL), left);
}
