/* SPDX-License-Identifier: Apache-2.0 */
/* core/presence, core/count: a person counts once at each node. */

#include "test/world.h"

#include "core/count.h"
#include "network/org.h"
#include "people/person.h"

static int64_t
sum(void **state, enum indicator indicator, int64_t org)
{
    int64_t n = -1;

    assert_int_equal(
        count_sum(as(state, NOBODY), org, indicator, NULL, NULL, &n), OK);
    return n;
}

static int64_t
people(void **state, int64_t org)
{
    return sum(state, COUNT_PEOPLE, org);
}

static void
affiliate(void **state, enum who who, int64_t org, const char *workgroup)
{
    struct world *w = *state;

    assert_int_equal(
        person_affiliate(as(state, NOBODY), w->people[who], org, workgroup),
        OK);
}

static void
two_places_in_a_country_are_one_person_there(void **state)
{
    struct world *w = *state;

    assert_int_equal(people(state, w->law), 1); /* Rosa */
    affiliate(state, ROSA, w->tec, "teaching");
    assert_int_equal(people(state, w->uni), 1);
    assert_int_equal(people(state, w->tec), 1);
    assert_int_equal(people(state, w->peru), 1);
    assert_int_equal(people(state, w->network), 1);

    assert_int_equal(
        person_leave(as(state, COORDINATOR), w->people[ROSA], w->law), OK);
    assert_int_equal(people(state, w->law), 0);
    assert_int_equal(people(state, w->uni), 0);
    assert_int_equal(people(state, w->peru), 1);

    assert_int_equal(
        person_leave(as(state, COORDINATOR), w->people[ROSA], w->tec), OK);
    assert_int_equal(people(state, w->peru), 0);
    assert_int_equal(people(state, w->network), 0);
    assert_int_equal(
        person_leave(as(state, COORDINATOR), w->people[ROSA], w->tec),
        ERR_MISSING);
}

static void
who_may_not_edit_people_ends_nothing(void **state)
{
    struct world *w = *state;

    assert_int_equal(person_leave(as(state, TEACHER), w->people[ROSA], w->law),
                     ERR_DENIED);
    assert_int_equal(people(state, w->law), 1);
}

static void
a_programme_is_counted_by_person_and_year(void **state)
{
    struct world *w = *state;

    world_complete(state);
    assert_int_equal(sum(state, COUNT_ENROLLED, w->peru), 1);
    assert_int_equal(sum(state, COUNT_COMPLETED, w->network), 1);
    assert_int_equal(sum(state, COUNT_ACTIVE, w->law), 1);
    world_pass_days(state, 30); /* July */
    world_study(state, "e-two", NULL, NULL);
    assert_int_equal(sum(state, COUNT_ACTIVE, w->law),
                     2); /* in June and July */
    world_study(state, "core", "two", "true");
    assert_int_equal(sum(state, COUNT_ACTIVE, w->network), 2);
    assert_int_equal(sum(state, COUNT_COMPLETED, w->network), 1);
}

static void
members_are_counted_as_they_come_and_go(void **state)
{
    struct world *w = *state;
    struct ctx *c = as(state, HQ);
    struct org tec;

    assert_int_equal(sum(state, COUNT_MEMBERS, w->network), 3);
    assert_int_equal(sum(state, COUNT_MEMBERS, w->peru), 2);
    assert_int_equal(org_by_id(c, w->tec, &tec), OK);
    assert_int_equal(
        org_set_status(as(state, HQ), tec.id, tec.rev, "left", NULL), OK);
    assert_int_equal(sum(state, COUNT_MEMBERS, w->peru), 1);
    assert_int_equal(
        org_set_status(as(state, HQ), tec.id, tec.rev + 1, "suspended", NULL),
        OK);
    assert_int_equal(sum(state, COUNT_MEMBERS, w->peru), 1);
    assert_int_equal(sum(state, COUNT_MEMBERS, w->tec), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(two_places_in_a_country_are_one_person_there),
        IN_WORLD(who_may_not_edit_people_ends_nothing),
        IN_WORLD(a_programme_is_counted_by_person_and_year),
        IN_WORLD(members_are_counted_as_they_come_and_go),
    };

    return RUN_IN_WORLD(tests);
}
