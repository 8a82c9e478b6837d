/* SPDX-License-Identifier: Apache-2.0 */
/* formats/ror: the dump of the Research Organization Registry, in small files
 * of our own; the numbers in them are nobody's. */

#include "formats/ror.h"
#include "test/unit.h"

#include <stdio.h>

/* One organisation; %s are id, status, types. */
#define RECORD                                                                 \
    "{\"id\":\"https://ror.org/%s\",\"status\":\"%s\",\"types\":[%s],"         \
    "\"names\":[{\"value\":\"UP\",\"types\":[\"acronym\"],\"lang\":null},"     \
    "{\"value\":\"Universidad [de] \\\"Prueba\\\" }\",\"types\":[\"label\","   \
    "\"ror_display\"],\"lang\":\"es\"},"                                       \
    "{\"value\":\"Test University\",\"types\":[\"label\"],\"lang\":\"en\"}],"  \
    "\"links\":[{\"type\":\"wikipedia\",\"value\":\"https://w.example\"},"     \
    "{\"type\":\"website\",\"value\":\"https://up.example\"}],"                \
    "\"locations\":[{\"geonames_id\":1,\"geonames_details\":"                  \
    "{\"name\":\"Lima\",\"country_code\":\"PE\",\"lat\":-12.04}}],"            \
    "\"established\":null}"

static struct ror_reader *
open_text(void **state, const char *text)
{
    struct ror_reader *r;
    FILE *file = tmpfile();

    (void)state;
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(ror_open_stream(file, &r), OK);
    return r;
}

static void
a_dump_is_read_one_after_another(void **state)
{
    struct ror_org o;
    struct ror_reader *r = open_text(
        state, arena_printf(*state, "[\n" RECORD ",\n" RECORD "\n]\n",
                            "0testab27", "active", "\"education\",\"funder\"",
                            "0testac24", "withdrawn", "\"company\""));

    assert_int_equal(ror_next(r, *state, &o), OK);
    assert_string_equal(o.id, "0testab27");
    assert_int_equal(o.name_count, 3);
    assert_true(o.names[0].is_short);
    assert_null(o.names[0].lang);
    assert_true(o.names[1].shown);
    assert_string_equal(o.names[1].value, "Universidad [de] \"Prueba\" }");
    assert_string_equal(o.names[1].lang, "es");
    assert_string_equal(o.country, "PE");
    assert_string_equal(o.city, "Lima");
    assert_string_equal(o.website, "https://up.example");
    assert_true(o.is_education && !o.is_company && !o.is_gone);
    assert_int_equal(ror_next(r, *state, &o), OK);
    assert_string_equal(o.id, "0testac24");
    assert_true(!o.is_education && o.is_company && o.is_gone);
    assert_int_equal(ror_next(r, *state, &o), ERR_MISSING);
    assert_int_equal(ror_next(r, *state, &o), ERR_MISSING);
    assert_int_equal(ror_percent(r), 100);
    ror_close(r);
}

static void
an_empty_dump_has_none(void **state)
{
    struct ror_org o;
    struct ror_reader *r = open_text(state, " [ ]\n");

    assert_int_equal(ror_next(r, *state, &o), ERR_MISSING);
    ror_close(r);
}

static void
a_damaged_dump_is_refused_with_line_and_reason(void **state)
{
    const char *good = arena_printf(*state, RECORD, "0testab27", "active", "");
    const struct {
        const char *text, *says;
        size_t line;
    } cases[] = {
        {"", "one JSON array", 1},
        {"PK\003\004", "Unpack the zip file", 1},
        {"\n{\"id\":1}", "one JSON array", 2},
        {"[\n\n7]", "An organisation is expected", 3},
        {arena_printf(*state, "[%s\n%s]", good, good), "comma is missing", 2},
        {arena_printf(*state, "[%s,\n", good), "An organisation is expected",
         2},
        {arena_printf(*state, "[%s", good), "ends before its array", 1},
        {arena_printf(*state, "[%s]\n x", good), "follows the array", 2},
        {"[\n{\"id\":", "in the middle", 2},
        {"[\n{\"id\":\n}]", "", 3},
        {"[{\"id\":\"https://ror.org/0testab27\",\"name\":\"x\"}]", "schema 2",
         1},
        {arena_printf(*state, "[" RECORD "]", "0testab28", "active", ""),
         "check digits", 1},
        {"[{\"id\":\"https://ror.org/0testab27\",\"names\":[]}]", "ror_display",
         1},
        {"[{\"id\":\"https://ror.org/0testab27\",\"names\":[{\"value\":\"x\","
         "\"types\":[\"ror_display\"]}]}]",
         "no country", 1},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ror_reader *r = open_text(state, cases[i].text);
        struct ror_org o;
        enum err e;

        do {
            e = ror_next(r, *state, &o);
        } while (e == OK);
        if (e != ERR_INVALID || !strstr(ror_problem(r)->text, cases[i].says) ||
            ror_problem(r)->line != cases[i].line) {
            fail_msg("case %zu: error %d, line %zu, %s", i, (int)e,
                     ror_problem(r)->line, ror_problem(r)->text);
        }
        assert_int_equal(ror_next(r, *state, &o), ERR_INVALID);
        ror_close(r);
    }
}

static void
an_endless_organisation_is_refused(void **state)
{
    size_t len = ROR_RECORD_BYTES + 100;
    char *text = arena_alloc(*state, len + 1);
    struct ror_reader *r;
    struct ror_org o;

    memset(text, ' ', len);
    memcpy(text, "[{", 2);
    r = open_text(state, text);
    assert_int_equal(ror_next(r, *state, &o), ERR_INVALID);
    assert_non_null(strstr(ror_problem(r)->text, "1024 kB"));
    ror_close(r);
}

static void
numbers_are_taken_as_people_paste_them(void **state)
{
    assert_string_equal(ror_id_of(*state, "0testab27"), "0testab27");
    assert_string_equal(ror_id_of(*state, "https://ror.org/0TESTAB27"),
                        "0testab27");
    assert_string_equal(ror_id_of(*state, "ror.org/0testab27"), "0testab27");
    assert_null(ror_id_of(*state, "0testab72"));
    assert_null(ror_id_of(*state, "1testab27"));
    assert_null(ror_id_of(*state, "0testil27"));
    assert_null(ror_id_of(*state, "https://example.org/0testab27"));
    assert_null(ror_id_of(*state, "0testab270"));
    assert_null(ror_id_of(*state, ""));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_ARENA(a_dump_is_read_one_after_another),
        IN_ARENA(an_empty_dump_has_none),
        IN_ARENA(a_damaged_dump_is_refused_with_line_and_reason),
        IN_ARENA(an_endless_organisation_is_refused),
        IN_ARENA(numbers_are_taken_as_people_paste_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
