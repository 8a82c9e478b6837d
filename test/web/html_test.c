/* SPDX-License-Identifier: Apache-2.0 */
/* web/html and what tmplc makes: values are escaped for the place where they
 * stand, whatever they hold. */

#include "test/web/render.h"

#include "base/err.h"
#include "base/tr.h"
#include "web/asset.h"
#include "web/html.h"
#include "web/probe.html.h"

#include <stdlib.h>
#include <zlib.h>

static void
text_and_attributes_are_escaped(void **state)
{
    struct buf b = render_buf();
    struct probe_view v = {
        .text = "<script>alert(\"1\")</script> ' onx='&amp;",
        .url = "/a?b=1&c=\"2\"",
        .small = -7,
        .count = SIZE_MAX / 2,
        .clean = {"<em>made by html_clean</em>", 27},
    };

    (void)state;
    probe_places_html(&b, lang_find("en"), &v);
    assert_string_equal(
        buf_text(&b),
        "<p>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &#39; "
        "onx=&#39;&amp;amp;</p>\n"
        "<p title=\"&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &#39; "
        "onx=&#39;&amp;amp;\" class='a "
        "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &#39; "
        "onx=&#39;&amp;amp;'>-7 9223372036854775807</p>\n"
        "<a href=\"/a?b=1&amp;c=&quot;2&quot;\">x</a>\n"
        "<em>made by html_clean</em>");
    buf_free(&b);
}

static void
only_local_web_and_mail_addresses_pass(void **state)
{
    static const char *const good[] = {
        "",
        "/",
        "/es/join",
        "?page=2",
        "#f-name",
        "https://example.org/x",
        "http://localhost:8080/",
        "mailto:office@example.org",
    };
    static const char *const bad[] = {
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "https:evil.example",
        "relative",
        "file:///etc/passwd",
        "blob:x",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(good); i++) {
        struct buf b = render_buf();

        html_url(&b, good[i]);
        assert_string_equal(buf_text(&b), good[i]);
        buf_free(&b);
    }
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct buf b = render_buf();

        html_url(&b, bad[i]);
        if (strcmp(buf_text(&b), "#") != 0) {
            fprintf(stderr, "passed: %s\n", bad[i]);
            fail();
        }
        buf_free(&b);
    }
}

static void
blocks_loops_and_parts_do_as_they_say(void **state)
{
    static const char *const words[] = {"uno", "<dos>"};
    struct buf b = render_buf();
    struct probe_view v = {.text = "", .words = words, .word_count = 2};

    (void)state;
    v.small = 5;
    probe_blocks_html(&b, lang_find("es"), &v);
    assert_string_equal(buf_text(&b), "\nnone,no,\nwords\n"
                                      "<ul><li>0 uno<li>1 &lt;dos&gt;</ul>\n"
                                      "<pre>\n a\n   b</pre>\n"
                                      "<b>Salir 5</b>");
    buf_clear(&b);
    v = (struct probe_view){.text = "x", .flag = true};
    probe_blocks_html(&b, lang_find("en"), &v);
    assert_shows(&b, "text,yes,");
    assert_shows(&b, "<ul></ul>");
    buf_free(&b);
}

static void
filled_texts_are_escaped_and_read_like_the_language(void **state)
{
    struct buf b = render_buf();
    struct probe_view v = {
        .text = "<Ana>", .date = "2026-11-25", .big = 1234567, .count = 1};

    (void)state;
    probe_texts_html(&b, lang_find("en"), &v);
    assert_string_equal(buf_text(&b),
                        "1\u202f234\u202f567|25 November 2026|"
                        "Signed in as &lt;Ana&gt;.|One line &lt;Ana&gt;");
    buf_clear(&b);
    v.count = 12000;
    v.big = -4321;
    v.date = "soon <b>";
    probe_texts_html(&b, lang_find("es"), &v);
    assert_shows(&b, "-4321|soon &lt;b&gt;|");
    assert_shows(&b, "|12\u202f000 lines &lt;Ana&gt;");
    buf_free(&b);
}

static void
plural_forms_follow_the_catalogue(void **state)
{
    const struct lang *es = lang_find("es"), *en = lang_find("en");
    const char *one = "One thing to look at", *many = "%{n} things to look at";

    (void)state;
    assert_null(lang_find("xx"));
    assert_null(lang_find(NULL));
    assert_string_equal(tr_n(en, 1, one, many), one);
    assert_string_equal(tr_n(en, 0, one, many), many);
    assert_string_not_equal(tr_n(es, 1, one, many), one);
    assert_string_not_equal(tr_n(es, 1, one, many), tr_n(es, 2, one, many));
    assert_string_equal(tr_n(es, 0, one, many), tr_n(es, 2, one, many));
    assert_string_equal(tr(es, "no such text"), "no such text");
}

/* The files made at build time unpack to what they were. */
static void
static_files_carry_their_content_and_its_hash(void **state)
{
    const struct asset *css = asset_find("quipu.css");
    unsigned char *plain;
    z_stream z = {0};

    assert_non_null(css);
    assert_null(asset_find("quipu.css2"));
    assert_string_equal(css->type, "text/css; charset=utf-8");
    assert_int_equal(strlen(css->hash), 16);
    assert_true(strstr(asset_url(*state, "quipu.css"), css->hash) != NULL);
    assert_true(css->brotli.len < css->gzip.len);

    plain = malloc(css->raw.len + 1);
    assert_non_null(plain);
    assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
    z.next_in = (unsigned char *)(uintptr_t)css->gzip.data;
    z.avail_in = (unsigned)css->gzip.len;
    z.next_out = plain;
    z.avail_out = (unsigned)css->raw.len + 1;
    assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
    assert_int_equal(z.total_out, css->raw.len);
    assert_memory_equal(plain, css->raw.data, css->raw.len);
    inflateEnd(&z);
    free(plain);
}

/* With a page of 8 kB the style leaves room below 14 kB. */
static void
the_style_fits_the_first_visit(void **state)
{
    const struct asset *css = asset_find("quipu.css");

    (void)state;
    printf("# quipu.css: %zu bytes, gzip %zu, brotli %zu\n", css->raw.len,
           css->gzip.len, css->brotli.len);
    assert_true(css->brotli.len <= 5500);
    assert_true(css->gzip.len <= 6300);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_and_attributes_are_escaped),
        cmocka_unit_test(only_local_web_and_mail_addresses_pass),
        cmocka_unit_test(blocks_loops_and_parts_do_as_they_say),
        cmocka_unit_test(filled_texts_are_escaped_and_read_like_the_language),
        cmocka_unit_test(plural_forms_follow_the_catalogue),
        IN_ARENA(static_files_carry_their_content_and_its_hash),
        cmocka_unit_test(the_style_fits_the_first_visit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
