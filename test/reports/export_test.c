/* SPDX-License-Identifier: Apache-2.0 */
/* reports/export: rows as CSV and JSON, and who may ask. The archive itself is
 * read back in e2e/export.mjs. It is 2026-06-15. */

#include "test/world.h"

#include "base/arena.h"
#include "base/buf.h"
#include "db/migrate.h"
#include "formats/csv.h"
#include "reports/export.h"
#include "reports/export_row.h"

#include <string.h>

static const struct export_sheet sheet = {
    .name = "things",
    .columns = "number words is_public? at@ count paper# document!",
};

static const struct value hard[] = {
    {.type = VALUE_I64, .i = 7},
    {.type = VALUE_TEXT, .p = ""},
    {.type = VALUE_TEXT, .p = "n1"},
    {.type = VALUE_TEXT, .p = "=1+1,\"x\"\r\ny\x01"},
    {.type = VALUE_I64, .i = 0},
    {.type = VALUE_I64, .i = 1781524800000},
    {.type = VALUE_I64, .i = -5},
    {.type = VALUE_TEXT, .p = "hash"},
    {.type = VALUE_TEXT, .p = "application/pdf"},
    {.type = VALUE_TEXT, .p = "n1"},
    {.type = VALUE_TEXT, .p = "{}"},
};

static const struct value bare[] = {
    {.type = VALUE_I64, .i = 8},
    {.type = VALUE_TEXT, .p = ""},
    {.type = VALUE_TEXT, .p = "n2"},
    {.type = VALUE_NULL},
    {.type = VALUE_I64, .i = 1},
    {.type = VALUE_NULL},
    {.type = VALUE_NULL},
    {.type = VALUE_NULL},
    {.type = VALUE_NULL},
    {.type = VALUE_NULL},
    {.type = VALUE_TEXT, .p = "{}"},
};

static const struct row rows[] = {{hard, 11}, {bare, 11}};

static void
our_own_reader_reads_the_csv_and_no_cell_is_a_formula(void **state)
{
    struct world *w = *state;
    struct buf b;
    struct csv csv;
    int line;

    buf_init(&b, 10000);
    export_row_head(&b, &sheet);
    for (size_t i = 0; i < 2; i++) {
        export_row_csv(&b, w->arena, &sheet, &rows[i]);
    }
    assert_int_equal(csv_parse(w->arena, buf_text(&b), b.len, &csv, &line), OK);
    assert_int_equal(csv.row_count, 2);
    assert_int_equal(csv.column_count, 7);
    assert_string_equal(csv_cell(&csv, 0, "words"), "'=1+1,\"x\"\r\ny\x01");
    assert_string_equal(csv_cell(&csv, 0, "is_public"), "false");
    assert_string_equal(csv_cell(&csv, 0, "at"), "2026-06-15T12:00:00Z");
    assert_string_equal(csv_cell(&csv, 0, "count"), "-5");
    assert_string_equal(csv_cell(&csv, 0, "paper"), "things/n1.pdf");
    assert_string_equal(csv_cell(&csv, 0, "document"), "things/n1.json");
    assert_string_equal(csv_cell(&csv, 1, "words"), "");
    assert_string_equal(csv_cell(&csv, 1, "paper"), "");
    assert_string_equal(csv_cell(&csv, 1, "document"), "things/n2.json");
    buf_free(&b);
}

static void
json_keeps_the_text_as_it_is(void **state)
{
    struct world *w = *state;
    struct buf b;

    buf_init(&b, 10000);
    export_row_json(&b, w->arena, &sheet, &rows[0]);
    assert_string_equal(
        buf_text(&b),
        "{\"number\":\"n1\",\"words\":\"=1+1,\\\"x\\\"\\u000d\\u000ay\\u0001\","
        "\"is_public\":false,\"at\":\"2026-06-15T12:00:00Z\",\"count\":-5,"
        "\"paper\":\"things/n1.pdf\",\"document\":\"things/n1.json\"}");
    buf_clear(&b);
    export_row_json(&b, w->arena, &sheet, &rows[1]);
    assert_string_equal(buf_text(&b),
                        "{\"number\":\"n2\",\"words\":null,\"is_public\":true,"
                        "\"at\":null,\"count\":null,\"paper\":null,"
                        "\"document\":\"things/n2.json\"}");
    buf_free(&b);
}

static void
each_first_sign_that_spreadsheets_run_is_guarded(void **state)
{
    static const char *const run[] = {"=a", "+a", "-a", "@a", "\ta", "\ra"};
    struct world *w = *state;
    const struct export_sheet one = {.name = "x", .columns = "words"};

    for (size_t i = 0; i < COUNT(run); i++) {
        const struct value v[] = {{.type = VALUE_I64},
                                  {.type = VALUE_TEXT, .p = ""},
                                  {.type = VALUE_TEXT, .p = run[i]}};
        const struct row r = {v, 3};
        struct buf b;

        buf_init(&b, 100);
        export_row_csv(&b, w->arena, &one, &r);
        assert_string_equal(buf_text(&b),
                            arena_printf(w->arena, "\"'%s\"\r\n", run[i]));
        buf_free(&b);
    }
}

static bool
is_left_out(const struct export_part *parts, const char *name)
{
    for (size_t i = 0; i < EXPORT_SHEETS; i++) {
        if (strcmp(parts[i].name, name) == 0) {
            return parts[i].is_left_out;
        }
    }
    fail_msg("no table %s", name);
    return false;
}

static void
each_role_gets_what_its_pages_show(void **state)
{
    struct world *w = *state;
    struct export_part parts[EXPORT_SHEETS];

    assert_int_equal(export_parts(as(state, FOCAL), w->uni, parts), OK);
    assert_false(is_left_out(parts, "people"));
    assert_true(is_left_out(parts, "applications"));
    assert_true(is_left_out(parts, "cases"));
    assert_int_equal(export_parts(as(state, REGION), w->lac, parts), OK);
    assert_true(is_left_out(parts, "people"));
    assert_true(is_left_out(parts, "certificates"));
    assert_false(is_left_out(parts, "agreements"));
    assert_int_equal(export_parts(as(state, HQ), w->network, parts), OK);
    for (size_t i = 0; i < EXPORT_SHEETS; i++) {
        assert_false(parts[i].is_left_out);
    }
}

static void
who_may_not_is_refused_and_who_may_has_to_ask(void **state)
{
    struct world *w = *state;
    struct export_part parts[EXPORT_SHEETS];
    bool asked;

    assert_int_equal(export_parts(as(state, MINISTRY), w->peru, parts),
                     ERR_DENIED);
    assert_int_equal(export_ask(as(state, TEACHER), w->uni), ERR_DENIED);
    assert_int_equal(export_ask(as(state, FOCAL), w->tec), ERR_DENIED);
    assert_int_equal(export_ask(as(state, NOBODY), w->uni), ERR_DENIED);
    assert_int_equal(export_is_asked(as(state, ROSA), w->uni, &asked),
                     ERR_DENIED);
    assert_int_equal(export_is_asked(as(state, FOCAL), w->uni, &asked), OK);
    assert_false(asked);
    assert_int_equal(export_ask(as(state, FOCAL), w->uni), OK);
    assert_int_equal(world_acts(state, "export.asked"), 1);
    assert_int_equal(export_is_asked(as(state, FOCAL), w->uni, &asked), OK);
    assert_true(asked);
    assert_int_equal(export_is_asked(as(state, HQ), w->uni, &asked), OK);
    assert_false(asked); /* it was somebody else */
}

/* Tables that are not taken out, each with its reason. */
static const char *const not_taken[] = {
    /* the program's own */
    "migration",
    "process",
    "setting",
    "session",
    "login",
    "join_code",
    "blob_piece",
    /* derived from others */
    "org_word",
    "org_find",
    "org_alias",
    "org_slug_old",
    "org_path",
    "org_path_at",
    "org_carry",
    "counter",
    "question_count",
    "activity",
    "lesson_html",
    "lesson_line",
    /* of the person, or of the learner alone */
    "address",
    "course_take",
    "lesson_done",
    "attempt",
    "attempt_answer",
    /* programmes: their source is the folder they were imported from */
    "course",
    "course_version",
    "course_text",
    "lesson",
    "lesson_text",
    "segment",
    "segment_text",
    "picture",
    "quiz",
    "question",
    "question_text",
    "question_option",
    "question_option_text",
    "series_text",
    "series_elective",
    "achievement",
    "achievement_text",
    /* keys are published by `quipu did export`, secrets never */
    "issuer_key",
    /* a draft's boxes; what was agreed to stands in the agreement */
    "application_clause",
};

static bool
is_in(const char *text, const char *name)
{
    size_t len = strlen(name);

    for (const char *s = text; (s = strstr(s, name)); s += len) {
        if ((s == text || strchr(" \n(", s[-1])) && strchr(" \n(", s[len])) {
            return true;
        }
    }
    return false;
}

static bool
is_taken(const char *table)
{
    for (size_t i = 0; i < EXPORT_SHEETS; i++) {
        if (is_in(export_sheets[i].sql->text, table)) {
            return true;
        }
    }
    return false;
}

static bool
is_not_taken(const char *table)
{
    for (size_t i = 0; i < COUNT(not_taken); i++) {
        if (strcmp(not_taken[i], table) == 0) {
            return true;
        }
    }
    return false;
}

/* Who adds a table adds it to export_sheet.c, or says here why not. */
static void
every_table_is_taken_out_or_there_is_a_reason(void **state)
{
    static const char create[] = "CREATE TABLE ";
    struct world *w = *state;
    int missing = 0, seen = 0;

    for (int i = 0; i < migrate_shipped.count; i++) {
        for (const char *s = migrate_shipped.items[i].text;
             (s = strstr(s, create)); s++) {
            const char *name = s + sizeof create - 1;
            const char *table =
                arena_textn(w->arena, name, strcspn(name, " \n("));

            seen++;
            if (strcmp(table, "attempt_answer_new") != 0 &&
                strcmp(table, "counter_by_key") != 0 && !is_taken(table) &&
                !is_not_taken(table)) {
                print_error("neither taken out nor told why: %s\n", table);
                missing++;
            }
        }
    }
    assert_true(seen > 60);
    assert_int_equal(missing, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(our_own_reader_reads_the_csv_and_no_cell_is_a_formula),
        IN_WORLD(json_keeps_the_text_as_it_is),
        IN_WORLD(each_first_sign_that_spreadsheets_run_is_guarded),
        IN_WORLD(every_table_is_taken_out_or_there_is_a_reason),
        IN_WORLD(each_role_gets_what_its_pages_show),
        IN_WORLD(who_may_not_is_refused_and_who_may_has_to_ask),
    };

    return RUN_IN_WORLD(tests);
}
