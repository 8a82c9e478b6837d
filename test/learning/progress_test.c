/* SPDX-License-Identifier: Apache-2.0 */
/* learning/progress: a course is passed by all its lessons and its quiz, a
 * series completed by its core and any n of its electives. */

#include "test/world.h"

#include "core/count.h"

static bool
is_complete(void **state)
{
    struct enrolment e;

    assert_int_equal(enrol_in(as(state, ROSA), "one", &e), OK);
    return e.completed_date != NULL;
}

static bool
is_passed(void **state, const char *course)
{
    return world_take(state, course).passed_ms != 0;
}

static void
lessons_alone_do_not_pass_a_course_with_a_quiz(void **state)
{
    world_enrol(state);
    world_study(state, "core", NULL, NULL);
    assert_true(world_take(state, "core").started_ms != 0);
    assert_false(is_passed(state, "core"));
}

static void
a_failed_quiz_passes_nothing_and_a_better_one_does(void **state)
{
    world_enrol(state);
    world_study(state, "core", "three", "true");
    assert_false(is_passed(state, "core")); /* 50 of 70 */
    assert_int_equal(world_take(state, "core").best_pct, 50);
    world_study(state, "core", "two", "true");
    assert_true(is_passed(state, "core"));
}

static void
a_worse_attempt_takes_nothing_back(void **state)
{
    world_enrol(state);
    world_study(state, "core", "two", "true");
    world_study(state, "core", "three", "false");
    assert_true(is_passed(state, "core"));
    assert_int_equal(world_take(state, "core").best_pct, 100);
}

static void
the_core_and_any_two_of_three_complete_a_series(void **state)
{
    static const char *const pairs[][2] = {
        {"e-one", "e-two"}, {"e-one", "e-three"}, {"e-three", "e-two"}};

    for (size_t i = 0; i < COUNT(pairs); i++) {
        world_enrol(state);
        world_study(state, "core", "two", "true");
        assert_false(is_complete(state));
        world_study(state, pairs[i][0], NULL, NULL);
        assert_false(is_complete(state));
        world_study(state, pairs[i][1], NULL, NULL);
        assert_true(is_complete(state));
        world_end(state);
        assert_int_equal(world_begin(state), 0);
    }
}

static void
electives_do_not_stand_for_the_core(void **state)
{
    world_enrol(state);
    world_study(state, "e-one", NULL, NULL);
    world_study(state, "e-two", NULL, NULL);
    world_study(state, "e-three", NULL, NULL);
    assert_false(is_complete(state));
    world_study(state, "core", "two", "true");
    assert_true(is_complete(state));
}

static void
a_series_is_completed_and_counted_once(void **state)
{
    struct world *w = *state;
    int64_t at_uni = -1, at_top = -1, elsewhere = -1;

    world_complete(state);
    world_study(state, "e-two", NULL, NULL); /* one more than needed */
    world_study(state, "core", "two", "true");
    assert_int_equal(world_acts(state, "enrolment.completed"), 1);
    assert_int_equal(count_sum(as(state, HQ), w->uni, COUNT_COMPLETED,
                               "2026-06", "2026-06", &at_uni),
                     OK);
    assert_int_equal(count_sum(as(state, HQ), w->network, COUNT_COMPLETED, NULL,
                               NULL, &at_top),
                     OK);
    assert_int_equal(count_sum(as(state, HQ), w->tec, COUNT_COMPLETED, NULL,
                               NULL, &elsewhere),
                     OK);
    assert_int_equal(at_uni, 1);
    assert_int_equal(at_top, 1);
    assert_int_equal(elsewhere, 0);
}

static void
what_is_next_is_what_is_open(void **state)
{
    struct takes takes;
    int64_t id = world_enrol(state);

    assert_int_equal(enrol_takes(as(state, ROSA), id, &takes), OK);
    assert_string_equal(enrol_next(&takes, 2)->slug, "core");
    world_complete(state);
    assert_int_equal(enrol_takes(as(state, ROSA), id, &takes), OK);
    assert_int_equal(enrol_electives_passed(&takes), 2);
    assert_null(enrol_next(&takes, 2));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(lessons_alone_do_not_pass_a_course_with_a_quiz),
        IN_WORLD(a_failed_quiz_passes_nothing_and_a_better_one_does),
        IN_WORLD(a_worse_attempt_takes_nothing_back),
        IN_WORLD(the_core_and_any_two_of_three_complete_a_series),
        IN_WORLD(electives_do_not_stand_for_the_core),
        IN_WORLD(a_series_is_completed_and_counted_once),
        IN_WORLD(what_is_next_is_what_is_open),
    };

    return RUN_IN_WORLD(tests);
}
