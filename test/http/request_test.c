/* SPDX-License-Identifier: Apache-2.0 */
/* The parts that read what strangers send, each alone: forms, files, cookies,
 * addresses, languages, tokens, rates. Routes are those of served.c. */

#include "test/http/served.h"

#include "base/limits.h"
#include "base/tr.h"
#include "http/address.h"
#include "http/form.h"
#include "http/lang.h"
#include "http/rate.h"
#include "http/route.h"
#include "http/scan.h"
#include "http/token.h"
#include "people/session.h"

#include <stdio.h>
#include <stdlib.h>

/* --- where a head ends --- */

static void
a_head_ends_behind_its_empty_line(void **state)
{
    static const char head[] = "GET / HTTP/1.1\r\nA: b\r\n\r\nrest";

    (void)state;
    for (size_t len = 0; len < sizeof head; len++) {
        assert_int_equal(scan_head_end(head, len), len < 24 ? 0 : 24);
    }
}

static void
what_frames_a_body_is_read_from_the_head(void **state)
{
    static const char length[] = "POST / HTTP/1.1\r\nHost: a\r\n"
                                 "content-LENGTH:  12 \r\n\r\n";
    static const char chunked[] = "POST / HTTP/1.1\r\nHost: a\r\n"
                                  "transfer-encoding: Chunked\r\n"
                                  "Expect: 100-Continue\r\n\r\n";
    struct scan s;

    (void)state;
    assert_int_equal(scan_head(length, sizeof length - 1, &s), 0);
    assert_true(s.has_length && !s.chunked && !s.get && !s.expects_100);
    assert_int_equal(s.length, 12);
    assert_int_equal(scan_head(chunked, sizeof chunked - 1, &s), 0);
    assert_true(s.chunked && s.expects_100 && !s.has_length);
}

/* --- forms --- */

static enum err
parse(void **state, const char *text, struct pairs *out)
{
    return form_parse(*state, text, strlen(text), out);
}

static void
a_form_is_read_into_names_and_values(void **state)
{
    struct pairs f;

    assert_int_equal(parse(state, "a=1&b=x+y%26z&&c&=d&a=2&e=f=g", &f), OK);
    assert_int_equal(f.count, 6);
    assert_string_equal(form_find(&f, "a"), "1");
    assert_string_equal(form_find(&f, "b"), "x y&z");
    assert_string_equal(form_find(&f, "c"), "");
    assert_string_equal(form_find(&f, "e"), "f=g");
    assert_null(form_find(&f, "d"));
    assert_int_equal(parse(state, "", &f), OK);
    assert_int_equal(f.count, 0);
}

static void
a_form_that_is_no_text_is_refused(void **state)
{
    static const char *const bad[] = {
        "a=%", "a=%4", "a=%zz", "a=%00", "a=%ff", "%c3%28=a", "a=%ed%a0%80"};
    struct pairs f;

    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_int_equal(parse(state, bad[i], &f), ERR_INVALID);
    }
}

static void
a_form_with_too_many_fields_is_refused(void **state)
{
    char many[LIMIT_FORM_FIELDS * 4 + 8] = "";
    struct pairs f;

    for (int i = 0; i < LIMIT_FORM_FIELDS; i++) {
        strcat(many + i * 4, i ? "&a=b" : "aa=b");
    }
    assert_int_equal(parse(state, many, &f), OK);
    assert_int_equal(f.count, LIMIT_FORM_FIELDS);
    strcat(many, "&a=b");
    assert_int_equal(parse(state, many, &f), ERR_LIMIT);
}

static void
cookies_are_taken_as_far_as_they_are_cookies(void **state)
{
    struct pairs c;

    form_parse_cookies(*state, "a=1;  b=2; nonsense; =x; c=; d=e=f;", &c);
    assert_int_equal(c.count, 4);
    assert_string_equal(form_find(&c, "a"), "1");
    assert_string_equal(form_find(&c, "b"), "2");
    assert_string_equal(form_find(&c, "c"), "");
    assert_string_equal(form_find(&c, "d"), "e=f");
}

/* --- multipart --- */

#define PART(name) "Content-Disposition: form-data; name=\"" name "\"\r\n\r\n"

static enum err
parts(void **state, const char *type, const char *body, struct pairs *f,
      struct uploads *u)
{
    return form_parse_multipart(*state, type, body, strlen(body), f, u);
}

static void
a_multipart_form_gives_fields_and_files(void **state)
{
    struct pairs f;
    struct uploads u;

    assert_int_equal(
        parts(state, "multipart/form-data; boundary=\"x y\"",
              "--x y\r\n" PART(
                  "a") "1\r\n2\r\n--x y\r\n"
                       "content-disposition: form-data; name=\"f\"; "
                       "filename=\"../../etc/passwd\"\r\nContent-Type: "
                       "a/b\r\n\r\n"
                       "\r\n--x\r\n--x y\r\n"
                       "Content-Disposition: form-data; name=\"none\"; "
                       "filename=\"\"\r\n\r\n\r\n--x y--\r\nepilogue",
              &f, &u),
        OK);
    assert_int_equal(f.count, 1);
    assert_string_equal(form_find(&f, "a"), "1\r\n2");
    assert_int_equal(u.count, 1);
    assert_string_equal(u.items[0].field, "f");
    assert_string_equal(u.items[0].name, "passwd");
    assert_int_equal(u.items[0].bytes, 5);
    assert_memory_equal(u.items[0].data, "\r\n--x", 5);
}

static void
a_multipart_form_that_is_cut_off_is_refused(void **state)
{
    static const char whole[] =
        "--x\r\n" PART("a") "1\r\n--x\r\n" PART("b") "2\r\n--x--";
    struct pairs f;
    struct uploads u;

    for (size_t len = 0; len < sizeof whole - 1; len++) {
        char *cut = malloc(len + 1);

        memcpy(cut, whole, len);
        cut[len] = '\0';
        assert_int_equal(
            parts(state, "multipart/form-data; boundary=x", cut, &f, &u),
            ERR_INVALID);
        free(cut);
    }
    assert_int_equal(
        parts(state, "multipart/form-data; boundary=x", whole, &f, &u), OK);
}

static void
a_boundary_must_be_one(void **state)
{
    static const char *const types[] = {
        "multipart/form-data",
        "multipart/form-data; boundary=", "multipart/form-data; boundary=\"x",
        ("multipart/form-data; boundary=01234567890123456789012345678901234567"
         "890123456789012345678901234567890")};
    struct pairs f;
    struct uploads u;

    for (size_t i = 0; i < COUNT(types); i++) {
        assert_int_equal(
            parts(state, types[i], "--x\r\n" PART("a") "\r\n--x--", &f, &u),
            ERR_INVALID);
    }
}

/* --- routes --- */

static void
an_address_finds_its_row(void **state)
{
    struct pairs p;
    bool other;
    const struct route *r;

    r = route_find(*state, METHOD_GET, "/o/uni/figures", &p, &other);
    assert_non_null(r);
    assert_string_equal(r->pattern, "/o/{org}/figures");
    assert_string_equal(form_find(&p, "org"), "uni");
    assert_null(route_find(*state, METHOD_GET, "/o//figures", &p, &other));
    assert_null(route_find(*state, METHOD_GET, "/o/uni/figures/x", &p, &other));
    assert_false(other);
    assert_null(route_find(*state, METHOD_POST, "/hello", &p, &other));
    assert_true(other);
    assert_non_null(route_find(*state, METHOD_GET, "/", &p, &other));
    assert_null(route_find(*state, METHOD_GET, "", &p, &other));
}

/* --- languages --- */

static void
accept_language_is_read_by_its_weights(void **state)
{
    static const struct {
        const char *header, *tag;
    } table[] = {
        {"es", "es"},
        {"ES-mx", "es"},
        {"en;q=0.4, es;q=0.5", "es"},
        {"en;q=0.5, es;q=0.50", "en"},
        {"de, fr;q=0.9, en;q=0.001", "en"},
        {"es;q=0", NULL},
        {"es;q=0.000, en;q=0.1", "en"},
        {"es;q=1.5", NULL},
        {"es;q=x", NULL},
        {"es; q=0.3", "es"},
        {"*", NULL},
        {"", NULL},
        {",,,", NULL},
        {"english", NULL},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        const struct lang *l = lang_accepted(table[i].header);

        if (table[i].tag) {
            assert_non_null(l);
            assert_string_equal(l->tag, table[i].tag);
        } else {
            assert_null(l);
        }
    }
    assert_null(lang_accepted(NULL));
}

static void
a_prefix_is_a_whole_part_of_the_path(void **state)
{
    static const char *const table[][3] = {{"/es/join", "es", "/join"},
                                           {"/es", "es", "/"},
                                           {"/es/", "es", "/"},
                                           {"/essay", NULL, "/essay"},
                                           {"/", NULL, "/"},
                                           {"/xx/a", NULL, "/xx/a"}};

    (void)state;
    for (size_t i = 0; i < COUNT(table); i++) {
        const char *path = table[i][0];
        const struct lang *l = lang_prefix(&path);

        assert_true(table[i][1] ? l && strcmp(l->tag, table[i][1]) == 0 : !l);
        assert_string_equal(path, table[i][2]);
    }
}

/* --- tokens and rates --- */

static void
a_masked_token_fits_its_session_alone(void **state)
{
    struct session a = {.id = 1, .csrf = {1, 2, 3}}, b = {.id = 2};
    const char *one = token_mask(*state, &a), *two = token_mask(*state, &a);
    char bent[128];

    assert_string_not_equal(one, two);
    assert_true(token_fits(*state, &a, one));
    assert_true(token_fits(*state, &a, two));
    assert_false(token_fits(*state, &b, one));
    assert_false(token_fits(*state, &a, NULL));
    assert_false(token_fits(*state, &a, ""));
    for (size_t i = 0; i < strlen(one); i++) {
        strcpy(bent, one);
        bent[i] = bent[i] == 'A' ? 'B' : 'A';
        assert_false(token_fits(*state, &a, bent));
    }
}

static void
a_rate_ends_at_its_maximum_and_for_its_key_only(void **state)
{
    (void)state;
    for (int i = 0; i < 100; i++) {
        assert_true(rate_take("sign-in", "10.0.0.1", 100));
    }
    assert_false(rate_take("sign-in", "10.0.0.1", 100));
    assert_true(rate_take("sign-in", "10.0.0.2", 100));
    assert_true(rate_take("other", "10.0.0.1", 100));
}

static void
an_address_counts_what_it_holds(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++) {
        assert_true(address_take("2001:db8::1", 3));
    }
    assert_false(address_take("2001:db8::1", 3));
    assert_true(address_take("2001:db8::2", 3));
    address_give("2001:db8::1");
    assert_true(address_take("2001:db8::1", 3));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_ARENA(a_head_ends_behind_its_empty_line),
        IN_ARENA(what_frames_a_body_is_read_from_the_head),
        IN_ARENA(a_form_is_read_into_names_and_values),
        IN_ARENA(a_form_that_is_no_text_is_refused),
        IN_ARENA(a_form_with_too_many_fields_is_refused),
        IN_ARENA(cookies_are_taken_as_far_as_they_are_cookies),
        IN_ARENA(a_multipart_form_gives_fields_and_files),
        IN_ARENA(a_multipart_form_that_is_cut_off_is_refused),
        IN_ARENA(a_boundary_must_be_one),
        IN_ARENA(an_address_finds_its_row),
        IN_ARENA(accept_language_is_read_by_its_weights),
        IN_ARENA(a_prefix_is_a_whole_part_of_the_path),
        IN_ARENA(a_masked_token_fits_its_session_alone),
        IN_ARENA(a_rate_ends_at_its_maximum_and_for_its_key_only),
        IN_ARENA(an_address_counts_what_it_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
