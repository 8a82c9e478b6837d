/* SPDX-License-Identifier: Apache-2.0 */
/* network/visit: entered, edited by two, read by who may. */

#include "test/world.h"

#include "network/office.h"
#include "network/visit.h"

/* A visit of a regional office to the network's seat. */
static struct visit_form
typed(void)
{
    return (struct visit_form){
        .v = {.title = "Regional office at the seat",
              .guest = "Director, Regional Office",
              .host = "Deputy Director, Headquarters",
              .place = "Headquarters",
              .from_date = "2026-06-10",
              .is_public = true,
              .public_note = "Cooperation was agreed in five areas.",
              .minutes = "Begun at nine.",
              .remarks = "The second area needs money."},
        .parts = {[VISIT_GUEST] = "Director, Regional Office\n\n Manager, a "
                                  "partner enterprise \r\n",
                  [VISIT_AGENDA] =
                      "9:30 Welcome\n25:10 is no time\n11.00 Areas",
                  [VISIT_STOP] = "12:00 AI Lab"}};
}

static const char *
entered(void **state)
{
    struct world *w = *state;
    struct visit_form f = typed();

    assert_int_equal(visit_enter(as(state, REGION), w->lac, &f), OK);
    return f.v.number;
}

static void
a_visit_keeps_its_parts_line_by_line(void **state)
{
    const char *number = entered(state);
    struct visit_lines lines[VISIT_PARTS];
    struct visit v;
    struct ctx *c = as(state, REGION);

    assert_int_equal(visit_by_number(c, number, &v), OK);
    assert_string_equal(v.to_date, "2026-06-10");
    assert_int_equal(visit_lines(c, v.id, lines), OK);
    assert_int_equal(lines[VISIT_GUEST].count, 2);
    assert_string_equal(lines[VISIT_GUEST].items[1].line,
                        "Manager, a partner enterprise");
    assert_int_equal(lines[VISIT_HOST].count, 0);
    assert_string_equal(lines[VISIT_AGENDA].items[0].at_time, "09:30");
    assert_string_equal(lines[VISIT_AGENDA].items[0].line, "Welcome");
    assert_string_equal(lines[VISIT_AGENDA].items[1].at_time, "");
    assert_string_equal(visit_lines_text(c, &lines[VISIT_AGENDA]),
                        "09:30 Welcome\n25:10 is no time\n11:00 Areas");
    assert_string_equal(lines[VISIT_STOP].items[0].line, "AI Lab");
    assert_int_equal(world_acts(state, "visit.entered"), 1);
}

static void
minutes_and_remarks_are_for_fewer_eyes_than_the_note(void **state)
{
    const char *number = entered(state);
    struct visit v;

    assert_int_equal(visit_by_number(as(state, NOBODY), number, &v), OK);
    assert_string_equal(v.public_note, "Cooperation was agreed in five areas.");
    assert_string_equal(v.minutes, "");
    assert_string_equal(v.remarks, "");
    assert_int_equal(visit_by_number(as(state, COORDINATOR), number, &v), OK);
    assert_string_equal(v.minutes, ""); /* Peru's, not the region's */
    assert_int_equal(visit_by_number(as(state, HQ), number, &v), OK);
    assert_string_equal(v.minutes, "Begun at nine.");
    assert_string_equal(v.remarks, "The second area needs money.");
}

static void
a_reader_within_sees_minutes_and_no_remarks(void **state)
{
    struct world *w = *state;
    struct visit_form f = typed();
    struct visit v;

    assert_int_equal(visit_enter(as(state, COORDINATOR), w->peru, &f), OK);
    assert_int_equal(visit_by_number(as(state, MINISTRY), f.v.number, &v), OK);
    assert_string_equal(v.minutes, "Begun at nine.");
    assert_string_equal(v.remarks, "");
}

static void
one_that_is_not_public_is_nobody_elses_business(void **state)
{
    struct world *w = *state;
    struct visit_form f = typed();
    struct visit_list list;
    struct visit v;

    f.v.is_public = false;
    assert_int_equal(visit_enter(as(state, REGION), w->lac, &f), OK);
    assert_int_equal(visit_by_number(as(state, NOBODY), f.v.number, &v),
                     ERR_MISSING);
    assert_int_equal(visit_by_number(as(state, STRANGER), f.v.number, &v),
                     ERR_MISSING);
    assert_int_equal(visit_list_public(as(state, NOBODY), "", 0, &list), OK);
    assert_int_equal(list.count, 0);
    assert_int_equal(visit_list_below(as(state, HQ), w->network, "", 0, &list),
                     OK);
    assert_int_equal(list.count, 1);
}

static void
who_may_not_enter_one_is_refused(void **state)
{
    struct world *w = *state;
    struct visit_form f = typed();
    struct visit_list list;

    assert_int_equal(visit_enter(as(state, REGION), w->network, &f),
                     ERR_DENIED);
    assert_int_equal(visit_enter(as(state, MINISTRY), w->peru, &f), ERR_DENIED);
    assert_int_equal(visit_enter(as(state, NOBODY), w->peru, &f), ERR_DENIED);
    assert_int_equal(visit_list_below(as(state, FOCAL), w->peru, "", 0, &list),
                     ERR_DENIED);
}

static void
impossible_days_are_told_at_their_field(void **state)
{
    static const struct {
        const char *from, *to, *field;
    } bad[] = {{"2026-02-30", "", "from_date"},
               {"", "", "from_date"},
               {"2099-01-01", "", "from_date"},
               {"2026-06-10", "2026-06-09", "to_date"},
               {"2026-06-10", "2026-07-11", "to_date"},
               {"2026-06-10", "soon", "to_date"}};
    struct world *w = *state;

    for (size_t i = 0; i < COUNT(bad); i++) {
        struct ctx *c = as(state, REGION);
        struct visit_form f = typed();

        f.v.from_date = bad[i].from;
        f.v.to_date = bad[i].to;
        assert_int_equal(visit_enter(c, w->lac, &f), ERR_INVALID);
        assert_int_equal(c->problem_count, 1);
        assert_string_equal(c->problems[0].field, bad[i].field);
    }
}

static void
people_are_not_named(void **state)
{
    struct world *w = *state;
    struct visit_form f = typed();
    struct ctx *c = as(state, REGION);

    f.v.guest = "Ms. Somebody, Director";
    f.parts[VISIT_HOST] = "Deputy Director\nDr. Somebody";
    assert_int_equal(visit_enter(c, w->lac, &f), ERR_INVALID);
    assert_int_equal(c->problem_count, 2);
    assert_string_equal(c->problems[0].field, "guest");
    assert_string_equal(c->problems[1].field, "hosts");
    assert_true(office_is_person("Sra. Alguien"));
    assert_true(office_is_person("prof. Anybody"));
    assert_false(office_is_person("Msc programme office"));
    assert_false(office_is_person("Director, Regional Office"));
    assert_false(office_is_person(""));
}

static void
too_many_lines_and_too_long_texts_are_told(void **state)
{
    struct world *w = *state;
    struct visit_form f = typed();
    struct ctx *c = as(state, REGION);
    char *many = arena_alloc(w->arena, 200),
         *note = arena_alloc(w->arena, 20003);

    for (int i = 0; i < 41; i++) {
        memcpy(many + 3 * i, "ab\n", 3);
    }
    memset(note, 'x', 20001);
    f.parts[VISIT_AGENDA] = many;
    f.v.minutes = note;
    assert_int_equal(visit_enter(c, w->lac, &f), ERR_INVALID);
    assert_int_equal(c->problem_count, 2);
}

static void
the_second_of_two_editors_is_told(void **state)
{
    const char *number = entered(state);
    struct visit_form first = typed(), second = typed();
    struct visit_lines lines[VISIT_PARTS];
    struct visit v;

    first.v.title = "First";
    first.parts[VISIT_STOP] = NULL;
    second.v.title = "Second";
    assert_int_equal(visit_edit(as(state, REGION), number, 1, &first), OK);
    assert_int_equal(visit_edit(as(state, HQ), number, 1, &second),
                     ERR_CONFLICT);
    assert_int_equal(visit_by_number(as(state, REGION), number, &v), OK);
    assert_string_equal(v.title, "First");
    assert_int_equal(v.rev, 2);
    assert_int_equal(visit_lines(as(state, REGION), v.id, lines), OK);
    assert_int_equal(lines[VISIT_STOP].count, 0);
    assert_int_equal(visit_edit(as(state, HQ), number, 2, &second), OK);
    assert_int_equal(visit_edit(as(state, MINISTRY), number, 3, &second),
                     ERR_DENIED);
}

static void
lists_are_read_in_slices_the_newest_first(void **state)
{
    struct world *w = *state;
    struct visit_list list;
    struct visit_form f = typed();

    entered(state);
    f.v.from_date = "2026-06-12";
    assert_int_equal(visit_enter(as(state, REGION), w->lac, &f), OK);
    assert_int_equal(visit_list_public(as(state, NOBODY), "", 0, &list), OK);
    assert_int_equal(list.count, 2);
    assert_string_equal(list.items[0].from_date, "2026-06-12");
    assert_string_equal(list.items[0].remarks, "");
    assert_int_equal(visit_list_public(as(state, NOBODY), "2026-06-12",
                                       list.items[0].id, &list),
                     OK);
    assert_int_equal(list.count, 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(a_visit_keeps_its_parts_line_by_line),
        IN_WORLD(minutes_and_remarks_are_for_fewer_eyes_than_the_note),
        IN_WORLD(a_reader_within_sees_minutes_and_no_remarks),
        IN_WORLD(one_that_is_not_public_is_nobody_elses_business),
        IN_WORLD(who_may_not_enter_one_is_refused),
        IN_WORLD(impossible_days_are_told_at_their_field),
        IN_WORLD(people_are_not_named),
        IN_WORLD(too_many_lines_and_too_long_texts_are_told),
        IN_WORLD(the_second_of_two_editors_is_told),
        IN_WORLD(lists_are_read_in_slices_the_newest_first),
    };
    return RUN_IN_WORLD(tests);
}
