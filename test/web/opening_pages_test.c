/* SPDX-License-Identifier: Apache-2.0 */
/* opening_pages_test: where programmes are open, and who may close what. */

#include "test/web/render.h"
#include "web/pages/opening.html.h"

static void
only_one_s_own_openings_have_a_button_to_close(void **state)
{
    const struct opening_row rows[] = {
        {.org_name = "The network",
         .org_url = "/o/network",
         .from_date = "2026-01-01"},
        {.org_name = "Peru",
         .org_url = "/o/peru",
         .from_date = "2026-02-01",
         .to_date = "2026-12-31",
         .signer = "Centre of Peru",
         .close_url = "/o/peru/series/7/close"},
        {.org_name = "Chile",
         .org_url = "/o/chile",
         .from_date = "2027-03-04",
         .to_date = "2026-11-26",
         .never = true},
    };
    const struct opened_series series[] = {
        {.title = "“1+X”", .url = "/series/x", .rows = rows, .row_count = 3},
        {.title = "Other", .url = "/series/y"},
    };
    const struct choice choices[] = {{"x", "“1+X”", NULL, false},
                                     {"y", "Other", NULL, true}};
    const struct openings_view v = {
        .org_name = "Peru",
        .series = series,
        .series_count = 2,
        .signer = "Centre of Peru",
        .choices = choices,
        .chosen = {.name = "series", .id = "f-series"},
        .org = {.name = "org", .value = "peru", .problem = "No such place"},
        .action = "/o/peru/series",
        .token = "abc",
    };
    struct buf b = render_buf();
    const char *at;

    (void)state;
    openings_html(&b, lang_find("en"), &v);
    assert_shows(&b, "action=\"/o/peru/series/7/close\"");
    at = strstr(buf_text(&b), "Close after today");
    assert_non_null(at);
    assert_null(strstr(at + 1, "Close after today"));
    assert_shows(&b, "Nobody signs certificates here yet.");
    assert_shows(&b, "Certificates are signed by Centre of Peru.");
    assert_shows(&b, "31 December 2026");
    assert_shows(&b, "closed before it began</span> · ");
    assert_hides(&b, "26 November 2026");
    assert_shows(&b, "Not open here yet.");
    assert_shows(&b, "value=\"y\" selected");
    assert_shows(&b, "No such place");
    buf_free(&b);
}

static void
without_a_programme_nothing_can_be_opened(void **state)
{
    const struct openings_view v = {.org_name = "Perú"};
    struct buf b = render_buf();

    (void)state;
    openings_html(&b, lang_find("es"), &v);
    assert_shows(&b, "Todavía no hay programas publicados.");
    assert_hides(&b, "<form");
    buf_free(&b);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_one_s_own_openings_have_a_button_to_close),
        cmocka_unit_test(without_a_programme_nothing_can_be_opened),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
