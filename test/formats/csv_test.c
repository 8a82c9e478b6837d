/* SPDX-License-Identifier: Apache-2.0 */
/* formats: tables and `key = value` files. */

#include "base/arena.h"
#include "formats/csv.h"
#include "formats/ini.h"
#include "test/unit.h"

static enum err
read_csv(void **state, const char *text, struct csv *out, int *line)
{
    return csv_parse(*state, text, strlen(text), out, line);
}

static enum err
read_ini(void **state, const char *text, struct ini *out, int *line)
{
    return ini_parse(*state, text, strlen(text), out, line);
}

static void
cells_are_found_by_their_column(void **state)
{
    struct csv c;
    int line;

    assert_int_equal(
        read_csv(state, "name,country\r\nUNI,PE\r\nUSP,BR\r\n", &c, &line), OK);
    assert_int_equal(c.column_count, 2);
    assert_int_equal(c.row_count, 2);
    assert_string_equal(csv_cell(&c, 1, "country"), "BR");
    assert_string_equal(csv_cell(&c, 1, "city"), "");
    assert_int_equal(c.rows[1].line, 3);
}

static void
semicolons_and_a_byte_order_mark_are_taken(void **state)
{
    struct csv c;
    int line;

    assert_int_equal(read_csv(state,
                              "\xef\xbb\xbf"
                              "a;b\n1,5;2\n",
                              &c, &line),
                     OK);
    assert_string_equal(csv_cell(&c, 0, "a"), "1,5");
    assert_string_equal(csv_cell(&c, 0, "b"), "2");
}

static void
quotes_keep_separators_lines_and_quotes(void **state)
{
    struct csv c;
    int line;

    assert_int_equal(read_csv(state,
                              "a,b\n\"x,\"\"y\"\"\nz\",\"\"\nlast,\"\"\"\"", &c,
                              &line),
                     OK);
    assert_int_equal(c.row_count, 2);
    assert_string_equal(csv_cell(&c, 0, "a"), "x,\"y\"\nz");
    assert_string_equal(csv_cell(&c, 0, "b"), "");
    assert_string_equal(csv_cell(&c, 1, "b"), "\"");
    assert_int_equal(c.rows[1].line, 4); /* a cell had two lines */
}

static void
short_rows_are_filled_and_empty_lines_skipped(void **state)
{
    struct csv c;
    int line;

    assert_int_equal(read_csv(state, "a,b,c\n1\n\n2,3\n", &c, &line), OK);
    assert_int_equal(c.row_count, 2);
    assert_string_equal(csv_cell(&c, 0, "c"), "");
    assert_string_equal(csv_cell(&c, 1, "b"), "3");
}

static void
a_broken_table_is_refused_with_its_line(void **state)
{
    static const struct {
        const char *text;
        int line;
        const char *words;
    } cases[] = {
        {"a,b\n1,2\n3,4,5\n", 3, "more cells"},
        {"a,b\n1,\"2\n3,4\n", 2, "never closed"},
        {"a,b\n1,\"2\"x\n", 2, "behind a quote"},
        {"a,b\n\"1\n1\",2\n3,4,5\n", 4, "more cells"},
        {"a\xff,b\n", 1, "CSV UTF-8"},
        {"a;b\nPer\xc3\xba;1\nM\xe9xico;2\n", 3, "CSV UTF-8"},
        {"a,b\n\"\"\"", 2, "never closed"},
        {"a,A \n1,2\n", 1, "same name"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct csv c;
        int line = 0;

        assert_int_equal(read_csv(state, cases[i].text, &c, &line),
                         ERR_INVALID);
        assert_int_equal(line, cases[i].line);
        assert_non_null(strstr(c.fault, cases[i].words));
    }
}

static void
tables_as_spreadsheets_save_them_are_taken(void **state)
{
    static const char utf16[] = "\xff\xfeN\0o\0m\0\t\0b\0\r\0\n\0"
                                "\xd1\0\t\0=\xd8\0\xde\r\0\n\0";
    static const char *const same[] = {
        "sep=;\r\na;b\r\n1,5;2\r\n", "a;b\r1,5;2\r",
        " A ;\xef\xbb\xbf\x62\n1,5;2\n", "a\tb\n1,5\t2\n",
        "\"a\" ;b\n\"1,5\" ;2\n"};
    struct csv c;
    int line;

    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        assert_int_equal(read_csv(state, same[i], &c, &line), OK);
        assert_int_equal(c.row_count, 1);
        assert_string_equal(csv_cell(&c, 0, "a"), "1,5");
        assert_string_equal(csv_cell(&c, 0, "b"), "2");
    }
    assert_int_equal(csv_parse(*state, utf16, sizeof utf16 - 1, &c, &line), OK);
    assert_string_equal(csv_cell(&c, 0, "nom"), "\xc3\x91");
    assert_string_equal(csv_cell(&c, 0, "b"), "\xf0\x9f\x98\x80");
    assert_int_equal(csv_parse(*state, utf16, sizeof utf16 - 2, &c, &line),
                     ERR_INVALID);
}

static void
many_quoted_cells_take_no_more_memory_than_text(void **state)
{
    enum { CELLS = 50000 };
    char *text = arena_alloc(*state, CELLS * 4 + 3);
    struct csv c;
    int line;
    size_t before;

    memcpy(text, "a\n", 2);
    for (size_t i = 0; i < CELLS; i++) {
        memcpy(text + 2 + i * 4, "\"x\"\n", 4);
    }
    before = arena_used(*state);
    assert_int_equal(csv_parse(*state, text, 2 + CELLS * 4, &c, &line), OK);
    assert_int_equal(c.row_count, CELLS);
    assert_true(arena_used(*state) - before < (size_t)CELLS * 100);
}

static void
keys_have_values_and_comments_none(void **state)
{
    struct ini ini;
    int line;

    assert_int_equal(read_ini(state,
                              "\xef\xbb\xbfslug = genai\r\n# a comment\n\n"
                              "title.es = IA = inteligencia \n empty =\n",
                              &ini, &line),
                     OK);
    assert_int_equal(ini.count, 3);
    assert_string_equal(ini_get(&ini, "slug"), "genai");
    assert_string_equal(ini_get(&ini, "title.es"), "IA = inteligencia");
    assert_string_equal(ini_get(&ini, "empty"), "");
    assert_null(ini_get(&ini, "a"));
    assert_int_equal(ini.items[1].line, 4);
}

static void
a_line_that_is_neither_is_refused(void **state)
{
    static const struct {
        const char *text;
        int line;
    } cases[] = {
        {"a = 1\nb\n", 2},
        {"a = 1\n= 2\n", 2},
        {"a = 1\n\na = 2\n", 3},
        {"a = \xff\n", 0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ini ini;
        int line = -1;

        assert_int_equal(read_ini(state, cases[i].text, &ini, &line),
                         ERR_INVALID);
        assert_int_equal(line, cases[i].line);
    }
}

static void
an_endless_file_of_keys_is_refused(void **state)
{
    const char *text = "";
    struct ini ini;
    int line;
    char *all = arena_alloc(*state, 3000 * 12);
    size_t n = 0;

    for (int i = 0; i < 3000; i++) {
        text = arena_printf(*state, "k%d=1\n", i);
        memcpy(all + n, text, strlen(text));
        n += strlen(text);
    }
    assert_int_equal(ini_parse(*state, all, n, &ini, &line), ERR_INVALID);
    assert_int_equal(line, 2001);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_ARENA(cells_are_found_by_their_column),
        IN_ARENA(semicolons_and_a_byte_order_mark_are_taken),
        IN_ARENA(quotes_keep_separators_lines_and_quotes),
        IN_ARENA(short_rows_are_filled_and_empty_lines_skipped),
        IN_ARENA(a_broken_table_is_refused_with_its_line),
        IN_ARENA(tables_as_spreadsheets_save_them_are_taken),
        IN_ARENA(many_quoted_cells_take_no_more_memory_than_text),
        IN_ARENA(keys_have_values_and_comments_none),
        IN_ARENA(a_line_that_is_neither_is_refused),
        IN_ARENA(an_endless_file_of_keys_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
