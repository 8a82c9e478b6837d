/* SPDX-License-Identifier: Apache-2.0 */
/* issue_pages_test: who waits, who signs, what was issued. */

#include "test/web/render.h"
#include "web/pages/issue.html.h"

static const struct waiting_row waiting[] = {
    {41, "Office of <b>", "PUCP", "“1+X”", "2026-10-01", true},
    {42, "Office two", "UNI", "“1+X”", "2026-10-02", false},
};

static void
a_centre_with_a_key_offers_who_waits_to_be_signed(void **state)
{
    const struct issued_row issued[] = {
        {"/certificates/abc", "Office three", "PUCP", "“1+X”", "2026-09-01",
         false},
        {NULL, "Office four", "PUCP", "“1+X”", "2026-09-01", true},
    };
    const struct issue_view v = {
        .org_name = "Peru",
        .sees_waiting = true,
        .may_sign = true,
        .waiting = waiting,
        .waiting_count = 2,
        .most = 50,
        .sign_url = "/o/peru/certificates",
        .signer = "Centre of Peru",
        .has_key = true,
        .issuer_name = "Centre of Peru (demonstration)",
        .did = "did:web:localhost:issuers:abc",
        .key = "zDna",
        .document_url = "/issuers/abc/did.json",
        .issued = issued,
        .issued_count = 2,
        .token = "tok",
    };
    struct buf b = render_buf();

    (void)state;
    issue_html(&b, lang_find("en"), &v);
    assert_shows(&b, "value=\"41\" checked");
    assert_hides(&b, "value=\"42\" checked");
    assert_shows(&b, "Office of &lt;b&gt;");
    assert_shows(&b, "2 people have completed a series.");
    assert_shows(&b, "did:web:localhost:issuers:abc");
    assert_shows(&b, "href=\"/certificates/abc\">Office three</a>");
    assert_shows(&b, "hidden by its holder");
    assert_hides(&b, "Make the key");
    buf_free(&b);
}

static void
without_a_key_nothing_can_be_chosen_but_the_key_be_made(void **state)
{
    const struct issue_view v = {
        .org_name = "Perú",
        .sees_waiting = true,
        .may_sign = true,
        .waiting = waiting,
        .waiting_count = 2,
        .signer = "Centro nacional",
        .key_url = "/es/o/peru/key",
    };
    struct buf b = render_buf();

    (void)state;
    issue_html(&b, lang_find("es"), &v);
    assert_shows(&b, "Crear la clave");
    assert_shows(&b, "action=\"/es/o/peru/key\"");
    assert_shows(&b, "Office two");
    assert_hides(&b, "checkbox");
    buf_free(&b);
}

static void
who_only_reads_sees_what_was_issued_and_nothing_to_sign(void **state)
{
    const struct issue_view v = {.org_name = "PUCP"};
    struct buf b = render_buf();

    (void)state;
    issue_html(&b, lang_find("en"), &v);
    assert_shows(&b, "No certificate has been issued here yet.");
    assert_hides(&b, "Who waits");
    assert_hides(&b, "<form");
    buf_free(&b);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_centre_with_a_key_offers_who_waits_to_be_signed),
        cmocka_unit_test(
            without_a_key_nothing_can_be_chosen_but_the_key_be_made),
        cmocka_unit_test(
            who_only_reads_sees_what_was_issued_and_nothing_to_sign),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
