/* SPDX-License-Identifier: Apache-2.0 */
/* network/item: proposed, agreed, moved with a reason, done with evidence; who
 * may, who follows up, what the next visit opens with. */

#include "test/world.h"

#include "network/item.h"
#include "network/visit.h"

static const char reason[] = "The committee met later than planned.";

static struct visit
visited(void **state, const char *day)
{
    struct world *w = *state;
    struct visit_form f = {.v = {.title = "Visit",
                                 .guest = "Regional Office",
                                 .host = "Headquarters",
                                 .place = "Headquarters",
                                 .from_date = day,
                                 .is_public = true}};

    assert_int_equal(visit_enter(as(state, REGION), w->lac, &f), OK);
    return f.v;
}

static struct item_form
row_of(const char *title, const char *owner, const char *due)
{
    return (struct item_form){.keep = true,
                              .title = title,
                              .owner = owner,
                              .due_date = due,
                              .countries = "Peru, chile, PE"};
}

/* One item of a visit on 2026-05-01, owned by Peru. */
static struct item
agreed(void **state)
{
    struct visit v = visited(state, "2026-05-01");
    struct item_form row = row_of("More universities", "peru", "2026-06-01");
    struct item_list list;

    assert_int_equal(item_confirm(as(state, REGION), &v, &row, 1), OK);
    assert_int_equal(item_list_of_visit(as(state, REGION), v.id, true, &list),
                     OK);
    assert_int_equal(list.count, 1);
    return list.items[0];
}

static struct item
now(void **state, int64_t id)
{
    struct item i;

    assert_int_equal(item_by_id(as(state, HQ), id, &i), OK);
    return i;
}

static void
a_proposal_is_nothing_before_somebody_confirms_it(void **state)
{
    static const char *const titles[] = {"Joint research", "Policy dialogues",
                                         "joint  RESEARCH", "x"};
    struct visit v = visited(state, "2026-05-01");
    struct item_form rows[3];
    struct item_list list;

    assert_int_equal(item_propose(as(state, REGION), &v, titles, 2), OK);
    assert_int_equal(item_propose(as(state, REGION), &v, titles + 2, 2), OK);
    assert_int_equal(item_list_of_visit(as(state, NOBODY), v.id, false, &list),
                     OK);
    assert_int_equal(list.count, 0);
    assert_int_equal(item_follow_ups(as(state, REGION), false, &list), OK);
    assert_int_equal(list.count, 0);
    assert_int_equal(item_list_of_visit(as(state, REGION), v.id, true, &list),
                     OK);
    assert_int_equal(list.count, 2);
    rows[0] = row_of("Joint research in two countries", "lac", "2026-12-31");
    rows[0].id = list.items[0].id;
    rows[1] = (struct item_form){.id = list.items[1].id};
    rows[2] = row_of("A third one", "network", "2027-01-31");
    assert_int_equal(item_confirm(as(state, REGION), &v, rows, 3), OK);
    assert_int_equal(item_list_of_visit(as(state, NOBODY), v.id, false, &list),
                     OK);
    assert_int_equal(list.count, 2);
    assert_string_equal(list.items[0].title, "Joint research in two countries");
    assert_string_equal(list.items[0].status, "open");
    assert_int_equal(item_confirm(as(state, REGION), &v, rows, 1),
                     ERR_CONFLICT);
}

static void
one_wrong_row_keeps_none(void **state)
{
    struct visit v = visited(state, "2026-05-01");
    struct item_form rows[5] = {row_of("Fine", "lac", "2026-12-31"),
                                row_of("", "lac", "2026-02-30"),
                                row_of("Before", "lac", "2026-04-30"),
                                row_of("Nobody", "nowhere", "2026-12-31"),
                                row_of("Far", "lac", "2046-12-31")};
    struct ctx *c = as(state, REGION);
    struct item_list list;

    rows[3].countries = "Chile, Atlantis";
    assert_int_equal(item_confirm(c, &v, rows, 5), ERR_INVALID);
    assert_int_equal(c->problem_count, 6);
    assert_string_equal(c->problems[0].field, "title-1");
    assert_string_equal(c->problems[1].field, "due_date-1");
    assert_string_equal(c->problems[2].field, "due_date-2");
    assert_string_equal(c->problems[3].field, "countries-3");
    assert_string_equal(c->problems[4].field, "owner-3");
    assert_string_equal(c->problems[5].field, "due_date-4");
    assert_int_equal(item_list_of_visit(as(state, REGION), v.id, true, &list),
                     OK);
    assert_int_equal(list.count, 0);
}

static void
countries_are_understood_by_name_in_any_language(void **state)
{
    struct item i = agreed(state);
    struct item_countries list;
    struct ctx *c = as(state, REGION);

    assert_int_equal(item_countries(c, i.id, &list), OK);
    assert_int_equal(list.count, 2);
    assert_string_equal(list.codes[0], "CL");
    assert_string_equal(list.codes[1], "PE");
    assert_int_equal(
        item_read_countries(c, "México; haiti\nBrasil,,", "x", &list), OK);
    assert_int_equal(list.count, 3);
    assert_string_equal(list.codes[0], "MX");
    assert_string_equal(list.codes[2], "BR");
}

static void
moving_the_day_needs_a_reason_and_stays_in_the_history(void **state)
{
    struct item i = agreed(state);
    struct item_events events;
    struct ctx *c = as(state, COORDINATOR);

    assert_true(i.late);
    assert_int_equal(item_move(c, i.id, i.rev, "2026-08-31", "later"),
                     ERR_INVALID);
    assert_string_equal(c->problems[0].field, "why");
    c = as(state, COORDINATOR);
    assert_int_equal(item_move(c, i.id, i.rev, "2026-06-01", reason),
                     ERR_INVALID);
    assert_string_equal(c->problems[0].field, "due_date");
    c = as(state, COORDINATOR);
    assert_int_equal(item_move(c, i.id, i.rev, "2026-08-31", reason), OK);
    i = now(state, i.id);
    assert_string_equal(i.due_date, "2026-08-31");
    assert_false(i.late);
    assert_int_equal(i.moves, 1);
    assert_int_equal(item_events(c, i.id, &events), OK);
    assert_int_equal(events.count, 2);
    assert_string_equal(events.items[1].act, "moved");
    assert_string_equal(events.items[1].from_due, "2026-06-01");
    assert_string_equal(events.items[1].to_due, "2026-08-31");
    assert_string_equal(events.items[1].why, reason);
    assert_string_equal(events.items[0].to_due, "2026-06-01");
    assert_int_equal(world_acts(state, "item.moved"), 1);
}

static void
done_needs_evidence_and_can_be_taken_up_again(void **state)
{
    struct item i = agreed(state);
    struct item_list list;

    assert_int_equal(
        item_set_status(as(state, REGION), i.id, i.rev, "done", ""),
        ERR_INVALID);
    assert_int_equal(
        item_set_status(as(state, REGION), i.id, i.rev, "running", ""), OK);
    assert_int_equal(item_set_status(as(state, REGION), i.id, i.rev + 1, "done",
                                     "The signed act of opening."),
                     OK);
    i = now(state, i.id);
    assert_string_equal(i.closed_date, "2026-06-15");
    assert_string_equal(i.why, "The signed act of opening.");
    assert_int_equal(
        item_move(as(state, REGION), i.id, i.rev, "2026-09-01", reason),
        ERR_CONFLICT);
    assert_int_equal(item_follow_ups(as(state, REGION), false, &list), OK);
    assert_int_equal(list.count, 0);
    assert_int_equal(item_follow_ups(as(state, REGION), true, &list), OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(
        item_set_status(as(state, REGION), i.id, i.rev, "done", reason),
        ERR_INVALID);
    assert_int_equal(
        item_set_status(as(state, REGION), i.id, i.rev, "open", reason), OK);
    assert_null(now(state, i.id).closed_date);
}

static void
the_second_of_two_writers_is_told(void **state)
{
    struct item i = agreed(state);

    assert_int_equal(
        item_set_status(as(state, REGION), i.id, i.rev, "stuck", reason), OK);
    assert_int_equal(
        item_move(as(state, COORDINATOR), i.id, i.rev, "2026-09-01", reason),
        ERR_CONFLICT);
    assert_string_equal(now(state, i.id).due_date, "2026-06-01");
    assert_int_equal(
        item_set_status(as(state, COORDINATOR), i.id, i.rev, "running", ""),
        ERR_CONFLICT);
}

static void
owner_and_keeper_write_and_others_do_not(void **state)
{
    struct item i = agreed(state), seen;
    struct item_form f = row_of("More universities, soon", "lac", "");

    assert_int_equal(item_by_id(as(state, MINISTRY), i.id, &seen), OK);
    assert_int_equal(item_by_id(as(state, FOCAL), i.id, &seen), ERR_MISSING);
    assert_int_equal(item_by_id(as(state, NOBODY), i.id, &seen), ERR_MISSING);
    assert_int_equal(
        item_set_status(as(state, MINISTRY), i.id, i.rev, "running", ""),
        ERR_DENIED);
    assert_int_equal(item_edit(as(state, COORDINATOR), i.id, i.rev, &f), OK);
    /* it is the region's now */
    assert_int_equal(item_by_id(as(state, COORDINATOR), i.id, &seen),
                     ERR_MISSING);
    assert_string_equal(now(state, i.id).title, "More universities, soon");
}

static void
my_follow_ups_are_those_of_my_places_the_late_ones_first(void **state)
{
    struct visit v = visited(state, "2026-05-01");
    struct item_form rows[] = {row_of("For the region", "lac", "2026-12-31"),
                               row_of("For Peru", "peru", "2026-06-01"),
                               row_of("For Uni", "uni", "2026-07-01")};
    struct item_list list;

    assert_int_equal(item_confirm(as(state, REGION), &v, rows, 3), OK);
    assert_int_equal(item_follow_ups(as(state, REGION), false, &list), OK);
    assert_int_equal(list.count, 3);
    assert_string_equal(list.items[0].title, "For Peru");
    assert_int_equal(item_follow_ups(as(state, COORDINATOR), false, &list), OK);
    assert_int_equal(list.count, 2);
    assert_int_equal(item_follow_ups(as(state, FOCAL), false, &list), OK);
    assert_int_equal(list.count, 0);
    assert_int_equal(item_follow_ups(as(state, NOBODY), false, &list), OK);
    assert_int_equal(list.count, 0);
}

static void
the_next_visit_opens_with_what_is_unfinished(void **state)
{
    struct world *w = *state;
    struct item i = agreed(state);
    struct item_list list;

    assert_int_equal(
        item_list_unfinished(as(state, REGION), w->lac, "2026-06-15", &list),
        OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(
        item_list_unfinished(as(state, REGION), w->lac, "2026-05-01", &list),
        OK);
    assert_int_equal(list.count, 0);
    assert_int_equal(
        item_set_status(as(state, REGION), i.id, i.rev, "dropped", reason), OK);
    assert_int_equal(
        item_list_unfinished(as(state, REGION), w->lac, "2026-06-15", &list),
        OK);
    assert_int_equal(list.count, 0);
    assert_int_equal(
        item_list_unfinished(as(state, FOCAL), w->lac, "2026-06-15", &list),
        ERR_DENIED);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(a_proposal_is_nothing_before_somebody_confirms_it),
        IN_WORLD(one_wrong_row_keeps_none),
        IN_WORLD(countries_are_understood_by_name_in_any_language),
        IN_WORLD(moving_the_day_needs_a_reason_and_stays_in_the_history),
        IN_WORLD(done_needs_evidence_and_can_be_taken_up_again),
        IN_WORLD(the_second_of_two_writers_is_told),
        IN_WORLD(owner_and_keeper_write_and_others_do_not),
        IN_WORLD(my_follow_ups_are_those_of_my_places_the_late_ones_first),
        IN_WORLD(the_next_visit_opens_with_what_is_unfinished),
    };
    return RUN_IN_WORLD(tests);
}
