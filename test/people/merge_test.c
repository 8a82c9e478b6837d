/* SPDX-License-Identifier: Apache-2.0 */
/* people/merge: two records of the same person become one, and count as one. */

#include "test/core/agree.h"

#include "people/merge.h"
#include "people/person.h"

static int64_t
people(void **state, int64_t org)
{
    int64_t n = -1;

    assert_int_equal(
        count_sum(as(state, NOBODY), org, COUNT_PEOPLE, NULL, NULL, &n), OK);
    return n;
}

static void
two_affiliations_one_ends_then_two_persons_are_merged(void **state)
{
    struct world *w = *state;
    int64_t rosa = w->people[ROSA], twin;

    assert_int_equal(
        person_affiliate(as(state, NOBODY), rosa, w->tec, "support"), OK);
    twin = world_someone_at(state, "Rosa Molle Quispe", w->sur, "leaders");
    assert_int_equal(people(state, w->peru), 1);
    assert_int_equal(people(state, w->lac), 2);
    assert_int_equal(person_leave(as(state, COORDINATOR), rosa, w->law), OK);
    assert_int_equal(people(state, w->uni), 0);
    assert_int_equal(people(state, w->peru), 1);
    all_agree(state);

    assert_int_equal(merge_persons(as(state, NOBODY), twin, rosa), OK);
    assert_int_equal(people(state, w->peru), 1);
    assert_int_equal(people(state, w->chile), 1);
    assert_int_equal(people(state, w->lac), 1);
    assert_int_equal(people(state, w->network), 1);
    all_agree(state);
    assert_int_equal(world_acts(state, "person.merged"), 1);
}

static void
the_number_of_who_went_leads_to_who_stayed(void **state)
{
    struct world *w = *state;
    struct person went;
    int64_t twin = world_someone_at(state, "Rosa Molle Quispe", w->tec,
                                    "teaching"),
            found = 0;

    assert_int_equal(person_by_id(as(state, NOBODY), twin, &went), OK);
    assert_int_equal(merge_persons(as(state, NOBODY), twin, w->people[ROSA]),
                     OK);
    assert_int_equal(person_by_number(as(state, NOBODY), went.number, &found),
                     OK);
    assert_int_equal(found, w->people[ROSA]);
    assert_int_equal(merge_persons(as(state, NOBODY), twin, w->people[ROSA]),
                     ERR_CONFLICT);
}

static void
what_was_learnt_goes_over(void **state)
{
    struct world *w = *state;
    int64_t twin =
        world_someone_at(state, "Rosa Molle Quispe", w->tec, "teaching");
    int64_t rosa = w->people[ROSA], completed = -1;

    world_complete(state);
    assert_int_equal(merge_persons(as(state, NOBODY), w->people[ROSA], twin),
                     OK);
    all_agree(state);
    assert_int_equal(count_sum(as(state, NOBODY), w->network, COUNT_COMPLETED,
                               NULL, NULL, &completed),
                     OK);
    assert_int_equal(completed, 1);
    w->people[ROSA] = twin;
    assert_int_equal(world_take(state, "core").best_pct, 100);
    w->people[ROSA] = rosa; /* of the next test */
}

static void
of_two_enrolments_in_a_series_one_is_set_aside(void **state)
{
    struct world *w = *state;
    int64_t rosa = w->people[ROSA], enrolled = -1;
    int64_t twin =
        world_someone_at(state, "Rosa Molle Quispe", w->tec, "teaching");

    world_complete(state);
    w->people[ROSA] = twin;
    world_enrol(state);
    w->people[ROSA] = rosa;
    all_agree(state);
    /* the one that was completed stays */
    assert_int_equal(merge_persons(as(state, NOBODY), rosa, twin),
                     ERR_CONFLICT);
    assert_int_equal(merge_persons(as(state, NOBODY), twin, rosa), OK);
    all_agree(state);
    assert_int_equal(count_sum(as(state, NOBODY), w->peru, COUNT_ENROLLED, NULL,
                               NULL, &enrolled),
                     OK);
    assert_int_equal(enrolled, 1);
}

static void
rights_are_needed_wherever_either_is(void **state)
{
    struct world *w = *state;
    int64_t here =
        world_someone_at(state, "Rosa Molle Quispe", w->tec, "teaching");
    int64_t far =
        world_someone_at(state, "Rosa Molle Quispe", w->sur, "teaching");

    assert_int_equal(
        merge_persons(as(state, COORDINATOR), far, w->people[ROSA]),
        ERR_DENIED);
    assert_int_equal(merge_persons(as(state, FOCAL), here, w->people[ROSA]),
                     ERR_DENIED);
    /* a focal point grants no roles, so takes over nobody who holds one */
    assert_int_equal(
        merge_persons(as(state, FOCAL), w->people[ROSA], w->people[FOCAL]),
        ERR_DENIED);
    assert_int_equal(merge_persons(as(state, STRANGER), w->people[STRANGER],
                                   w->people[STRANGER]),
                     ERR_DENIED);
    assert_int_equal(
        merge_persons(as(state, COORDINATOR), here, w->people[ROSA]), OK);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(two_affiliations_one_ends_then_two_persons_are_merged),
        IN_WORLD(the_number_of_who_went_leads_to_who_stayed),
        IN_WORLD(what_was_learnt_goes_over),
        IN_WORLD(of_two_enrolments_in_a_series_one_is_set_aside),
        IN_WORLD(rights_are_needed_wherever_either_is),
    };

    return RUN_IN_WORLD(tests);
}
