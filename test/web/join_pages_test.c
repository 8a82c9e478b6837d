/* SPDX-License-Identifier: Apache-2.0 */
/* join_pages_test: the agreement in two languages, the signature, whose turn
 * it is; and what a signed sheet may be. */

#include "test/web/render.h"
#include "web/pages/application.html.h"
#include "web/pages/join.html.h"

static void
each_clause_is_agreed_to_by_itself_in_two_languages(void **state)
{
    const struct clause_view clauses[] = {
        {1, true, "Objeto", "Las partes <cooperan>.", "Purpose", "The …"},
        {2, false, "Plazo", "Tres años.", "Term", "Three years."},
    };
    const struct agreement_view v = {
        .steps = {.done = {true}, .here = {false, true}},
        .org_name = "Universidad <A>",
        .clauses = clauses,
        .clause_count = 2,
        .agreed = 1,
        .other_tag = "en",
        .other_dir = "ltr",
        .remark = {.name = "remark", .id = "f-remark", .value = "¿Y si…?"},
        .action = "/es/join/x",
        .sheet_url = "/es/join/x/sheet",
    };
    struct buf b = render_buf();

    (void)state;
    agreement_html(&b, lang_find("es"), &v);
    assert_shows(&b, "name=\"clause\" value=\"1\" checked>");
    assert_shows(&b, "name=\"clause\" value=\"2\">");
    assert_shows(&b, "class=\"other\" lang=\"en\" dir=\"ltr\"");
    assert_shows(&b, "Las partes &lt;cooperan&gt;.");
    assert_shows(&b, "Ya aceptó una.");
    assert_shows(&b, "¿Y si…?</textarea>");
    assert_hides(&b, "La respuesta anterior");
    buf_free(&b);
}

static void
nothing_is_signed_before_all_clauses_are_agreed_to(void **state)
{
    struct sign_view v = {.org_name = "A", .back_url = "/join/x"};
    struct buf b = render_buf();

    (void)state;
    sign_html(&b, lang_find("en"), &v);
    assert_hides(&b, "Sign and send");
    assert_shows(&b, "href=\"/join/x\"");
    buf_clear(&b);
    v.ready = true;
    v.how = (struct field_view){.name = "how", .type = "radio", .id = "f-how"};
    v.ways[0] = (struct choice){"click", "Here", NULL, true};
    v.ways[1] = (struct choice){"page", "Paper", NULL, false};
    sign_html(&b, lang_find("en"), &v);
    assert_shows(&b, "enctype=\"multipart/form-data\"");
    assert_shows(&b, "value=\"click\" checked");
    buf_free(&b);
}

static void
a_draft_is_not_decided_on(void **state)
{
    struct application_view v = {.draft = true,
                                 .clause_count = 6,
                                 .a = {.org_name = "A",
                                       .clauses = 3,
                                       .contact_name = "Office",
                                       .contact_email = "a@example.org"}};
    struct buf b = render_buf();

    (void)state;
    application_html(&b, lang_find("en"), &v);
    assert_shows(&b, "3 of 6 agreed to");
    assert_shows(&b, "Whose turn it is");
    assert_hides(&b, "<button");
    buf_free(&b);
}

static void
a_sheet_is_known_by_its_first_bytes(void **state)
{
    static const char webp[] = "RIFF\x10\0\0\0WEBPVP8 ";

    (void)state;
    assert_string_equal(join_paper_type("%PDF-1.4 ", 9), "application/pdf");
    assert_string_equal(join_paper_type("\xff\xd8\xff\xe0", 4), "image/jpeg");
    assert_string_equal(join_paper_type(webp, sizeof webp), "image/webp");
    assert_null(join_paper_type("%PDF-", 5));
    assert_null(join_paper_type("<script>", 8));
    assert_null(join_paper_type("\x89PNG\n", 5));
    assert_null(join_paper_type("", 0));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_clause_is_agreed_to_by_itself_in_two_languages),
        cmocka_unit_test(nothing_is_signed_before_all_clauses_are_agreed_to),
        cmocka_unit_test(a_draft_is_not_decided_on),
        cmocka_unit_test(a_sheet_is_known_by_its_first_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
