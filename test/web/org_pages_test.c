/* SPDX-License-Identifier: Apache-2.0 */
/* org_pages_test: a node for everybody, and its people. */

#include "test/web/render.h"
#include "web/pages/org.html.h"

static void
a_country_shows_members_and_the_way_of_its_centre(void **state)
{
    const struct org_line members[] = {
        {"Universidad <A>", "/o/a", "Lima", true}};
    const struct org_line others[] = {{"Universidad B", "/o/b", NULL, false}};
    const struct centre_event events[] = {
        {"Agreement signed", "2026-03-01", NULL},
        {"Launched", "2026-04-02", "in Lima"},
    };
    const struct org_view v = {
        .org = {.name = "Peru", .country = "PE"},
        .kind_word = "Country",
        .has_centre = true,
        .centre = {.title = "National centre of Peru",
                   .holder_name = "Universidad <A>"},
        .centre_status = "in force",
        .centre_active = true,
        .holder_url = "/o/a",
        .events = events,
        .event_count = 2,
        .expects_centre = true,
        .year = "2026",
        .certified = 20,
        .certified_year = 7,
        .below_word = "Member universities",
        .below_are_members = true,
        .members = members,
        .member_count = 1,
        .others = others,
        .other_count = 1,
        .others_left = 3,
        .join_url = "/join?country=PE",
    };
    struct buf b = render_buf();

    (void)state;
    org_html(&b, lang_find("en"), &v);
    assert_shows(&b, "Universidad &lt;A&gt;");
    assert_shows(&b, "href=\"/o/b\"");
    assert_shows(&b, "3 more are found by their names");
    assert_shows(&b, "2 April 2026<br>in Lima");
    assert_shows(&b, "Certificates issued in 2026");
    assert_hides(&b, "What you may do here");
    assert_hides(&b, "no national centre yet");
    buf_free(&b);
}

static void
an_institution_shows_its_status_and_only_allowed_acts(void **state)
{
    const struct org_view v = {
        .org = {.name = "PUCP", .city = "Lima", .website = "javascript:x"},
        .website = "javascript:x",
        .kind_word = "Institución",
        .status_word = "miembro",
        .shows_status = true,
        .member = true,
        .expects_centre = true,
        .year = "2026",
        .may_work = true,
        .people_url = "/es/o/pucp/people",
    };
    struct buf b = render_buf();

    (void)state;
    org_html(&b, lang_find("es"), &v);
    assert_shows(&b, "class=\"st ok\">miembro");
    assert_shows(&b, "href=\"/es/o/pucp/people\"");
    assert_shows(&b, "todavía no tiene centro nacional");
    assert_hides(&b, "href=\"javascript:");
    assert_hides(&b, "Solicitudes de ingreso");
    buf_free(&b);
}

static void
a_sheet_of_people_leads_on_to_the_next(void **state)
{
    const struct person_row rows[] = {
        {"Office of <b>", "PUCP", "Docencia", 2, 1, 1}};
    struct people_view v = {
        .org_name = "PUCP",
        .rows = rows,
        .row_count = 1,
        .first = true,
        .next_url = "/es/o/pucp/people?after=5",
    };
    struct buf b = render_buf();

    (void)state;
    people_html(&b, lang_find("es"), &v);
    assert_shows(&b, "Office of &lt;b&gt;");
    assert_shows(&b, "href=\"/es/o/pucp/people?after=5\" rel=\"next\"");
    assert_hides(&b, "Desde el principio");
    assert_hides(&b, "data-l=\"Universidad\">PUCP");
    v.many_orgs = true;
    people_html(&b, lang_find("es"), &v);
    assert_shows(&b, "data-l=\"Universidad\">PUCP");
    buf_clear(&b);
    v = (struct people_view){.org_name = "PUCP", .first = true};
    people_html(&b, lang_find("en"), &v);
    assert_shows(&b, "Nobody belongs here yet");
    assert_hides(&b, "rel=\"next\"");
    buf_free(&b);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_country_shows_members_and_the_way_of_its_centre),
        cmocka_unit_test(an_institution_shows_its_status_and_only_allowed_acts),
        cmocka_unit_test(a_sheet_of_people_leads_on_to_the_next),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
