/* SPDX-License-Identifier: Apache-2.0 */
/* code_pages_test: join codes of a university, and the poster. */

#include "test/web/render.h"
#include "web/pages/code.html.h"

static void
codes_in_force_say_how_many_places_are_left(void **state)
{
    const struct code_row rows[] = {
        {"Notice board", NULL, "2026-12-31", 1, true},
        {"Faculty of law", "Teaching", "2027-01-31", -1, false},
    };
    const struct codes_view v = {
        .org_name = "PUCP",
        .rows = rows,
        .row_count = 2,
        .label = {.name = "label", .id = "f-label", .problem = "Too long"},
        .workgroup = {.name = "workgroup", .type = "radio"},
        .groups = {{"", "Everybody chooses", NULL, true}},
        .action = "/o/pucp/codes",
        .token = "abc",
    };
    struct buf b = render_buf();

    (void)state;
    codes_html(&b, lang_find("en"), &v);
    assert_shows(&b, "one place left");
    assert_shows(&b, "no limit");
    assert_shows(&b, "31 December 2026");
    assert_shows(&b, "id=\"f-label-w\">Too long");
    assert_shows(&b, "name=\"csrf\" value=\"abc\"");
    assert_shows(&b, "value=\"\" checked");
    buf_free(&b);
}

static void
above_universities_there_is_only_the_way_to_one(void **state)
{
    const struct code_place places[] = {
        {"Universidad <A>", "Lima", "/o/a/codes?series=genai-1x"}};
    const struct code_places_view v = {.org_name = "Peru",
                                       .are_universities = true,
                                       .places = places,
                                       .place_count = 1,
                                       .org_url = "/o/peru"};
    struct buf b = render_buf();

    (void)state;
    code_places_html(&b, lang_find("en"), &v);
    assert_shows(&b, "For which university?");
    assert_shows(&b, "Universidad &lt;A&gt;");
    assert_hides(&b, "<form");
    buf_free(&b);
}

static void
a_poster_speaks_each_language_under_its_own_tag(void **state)
{
    const struct poster_view v = {.org_name = "PUCP",
                                  .code = "4k7m-2t9x",
                                  .address = "quipu.example/come-in",
                                  .until = "2026-12-31"};
    struct buf b = render_buf();

    (void)state;
    poster_side_html(&b, lang_find("es"), &v);
    assert_shows(&b, "lang=\"es\"");
    assert_shows(&b, "31 de diciembre de 2026");
    assert_shows(&b, "quipu.example/come-in");
    buf_clear(&b);
    poster_other_title_html(&b, lang_find("en"), &v, NULL);
    assert_shows(&b, "lang=\"en\"");
    assert_shows(&b, "4k7m-2t9x");
    buf_free(&b);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_in_force_say_how_many_places_are_left),
        cmocka_unit_test(above_universities_there_is_only_the_way_to_one),
        cmocka_unit_test(a_poster_speaks_each_language_under_its_own_tag),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
