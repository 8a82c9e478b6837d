/* SPDX-License-Identifier: Apache-2.0 */
/* core/recount: a counter that is wrong is named and repaired. */

#include "test/core/agree.h"

#include "core/fare.h"
#include "people/person.h"
#include "world.sql.h"

static void
what_the_world_does_agrees(void **state)
{
    struct world *w = *state;

    all_agree(state);
    assert_int_equal(
        person_affiliate(as(state, NOBODY), w->people[ROSA], w->tec, "leaders"),
        OK);
    world_complete(state);
    all_agree(state);
    world_pass_days(state, 30);
    world_study(state, "e-two", NULL, NULL);
    assert_int_equal(
        person_leave(as(state, COORDINATOR), w->people[ROSA], w->law), OK);
    all_agree(state);
}

static void
a_counter_too_high_is_named_and_repaired(void **state)
{
    struct world *w = *state;
    struct ctx *c = as(state, NOBODY);
    struct recount found;
    const struct count_cell wrong = {.node = w->peru,
                                     .indicator = COUNT_ENROLLED,
                                     .month = "2026-06",
                                     .workgroup = "teaching",
                                     .gender = "",
                                     .n = 2};

    world_enrol(state);
    assert_int_equal(count_put(c, &wrong), OK);
    assert_int_equal(figures_that_differ(state), 1);
    assert_int_equal(recount_node(c, w->lac, &found), OK);
    assert_int_equal(found.count, 0);
    assert_true(found.compared > 0);
    assert_int_equal(recount_node(c, w->peru, &found), OK);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.items[0].indicator, COUNT_ENROLLED);
    assert_string_equal(found.items[0].month, "2026-06");
    assert_string_equal(found.items[0].workgroup, "teaching");
    assert_int_equal(found.items[0].counted, 3);
    assert_int_equal(found.items[0].recorded, 1);

    assert_int_equal(recount_repair(c, w->peru, &found), OK);
    assert_int_equal(found.count, 1);
    all_agree(state);
}

static void
counters_that_are_lost_are_written_anew(void **state)
{
    struct world *w = *state;
    struct recount found;

    world_complete(state);
    assert_int_equal(db_run(w->db, &SQL_world_lose_counters, I64(w->uni)), OK);
    assert_true(figures_that_differ(state) >= 4);
    assert_int_equal(recount_repair(as(state, NOBODY), w->uni, &found), OK);
    all_agree(state);
}

static void
answers_that_are_lost_are_counted_anew(void **state)
{
    struct world *w = *state;
    struct recount found;
    struct fare wrong = {.answers = 3};

    world_enrol(state);
    world_study(state, "core", "two", "false"); /* one right, one wrong */
    all_agree(state);
    assert_int_equal(db_run(w->db, &SQL_world_lose_answers, I64(w->peru)), OK);
    assert_int_equal(figures_that_differ(state), 3);
    assert_int_equal(recount_repair(as(state, NOBODY), w->peru, &found), OK);
    assert_int_equal(found.count, 3);
    all_agree(state);

    wrong.question = found.items[0].question;
    assert_int_equal(fare_put(as(state, NOBODY), w->lac, &wrong), OK);
    assert_int_equal(recount_repair(as(state, NOBODY), w->lac, &found), OK);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.items[0].question, wrong.question);
    assert_false(found.items[0].fully);
    assert_int_equal(found.items[0].counted, 4);
    assert_int_equal(found.items[0].recorded, 1);
    all_agree(state);
}

static void
a_record_nobody_counted_is_found(void **state)
{
    struct world *w = *state;

    assert_int_equal(
        db_run(w->db, &SQL_world_leave_uncounted, I64(w->people[ROSA])), OK);
    assert_int_equal(figures_that_differ(state), 5); /* law and all above */
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(what_the_world_does_agrees),
        IN_WORLD(a_counter_too_high_is_named_and_repaired),
        IN_WORLD(counters_that_are_lost_are_written_anew),
        IN_WORLD(answers_that_are_lost_are_counted_anew),
        IN_WORLD(a_record_nobody_counted_is_found),
    };

    return RUN_IN_WORLD(tests);
}
