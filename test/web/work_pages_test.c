/* SPDX-License-Identifier: Apache-2.0 */
/* work_pages_test: "My work" for who has roles, and for who has none. */

#include "test/web/render.h"
#include "web/pages/work.html.h"

static void
a_coordinator_sees_what_waits_and_only_allowed_pages(void **state)
{
    const struct work_node nodes[] = {
        {.name = "Peru & sons",
         .url = "/o/peru",
         .roles = "National-centre coordinator",
         .applications_url = "/o/peru/applications",
         .applications = 3,
         .certificates_url = "/o/peru/certificates",
         .certificates = 1},
        {.name = "PUCP", .url = "/o/pucp", .people_url = "/o/pucp/people"},
    };
    const struct work_view v = {
        .nodes = nodes,
        .node_count = 2,
        .waiting = true,
        .shows_figures = true,
        .top_name = nodes[0].name,
        .year = "2026",
        .enrolled = 12345,
        .my_url = "/my",
    };
    struct buf b = render_buf();

    (void)state;
    work_html(&b, lang_find("en"), &v);
    assert_shows(&b, "Peru &amp; sons");
    assert_shows(&b, "3 applications wait for a decision.");
    assert_shows(&b, "One certificate waits for a signature.");
    assert_shows(&b, "href=\"/o/pucp/people\"");
    assert_hides(&b, "/o/pucp/codes");
    assert_shows(&b, "12\u202f345");
    assert_shows(&b, "2026 so far");
    buf_free(&b);
}

static void
somebody_without_a_role_is_led_to_their_courses(void **state)
{
    const struct work_view v = {.my_url = "/es/my"};
    struct buf b = render_buf();

    (void)state;
    work_html(&b, lang_find("es"), &v);
    assert_shows(&b, "No tiene una función en la red");
    assert_shows(&b, "href=\"/es/my\"");
    assert_hides(&b, "keys");
    buf_free(&b);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_coordinator_sees_what_waits_and_only_allowed_pages),
        cmocka_unit_test(somebody_without_a_role_is_led_to_their_courses),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
