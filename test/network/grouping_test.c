/* SPDX-License-Identifier: Apache-2.0 */
/* network/grouping: countries come and go by days; who may keep them. */

#include "test/world.h"

#include "network/grouping.h"

#include <string.h>

static struct grouping
made(void **state, const int64_t *countries, size_t n)
{
    struct world *w = *state;
    struct grouping g = {
        .node = w->lac, .kind = "language", .name = "Spanish spoken"};

    assert_int_equal(
        grouping_put(as(state, REGION), &g, countries, n, "2026-06-15"), OK);
    return g;
}

static size_t
members_on(void **state, const struct grouping *g, const char *date)
{
    struct grouping_members list;

    assert_int_equal(grouping_members(as(state, NOBODY), g->id, date, &list),
                     OK);
    return list.count;
}

static void
who_leaves_was_in_it_until_that_day(void **state)
{
    struct world *w = *state;
    int64_t both[] = {w->peru, w->chile};
    struct grouping g = made(state, both, 2);

    world_pass_days(state, 30);
    g.rev = 1;
    assert_int_equal(grouping_put(as(state, REGION), &g, both, 1, "2026-07-01"),
                     OK);
    assert_int_equal(members_on(state, &g, "2026-06-14"), 0);
    assert_int_equal(members_on(state, &g, "2026-06-30"), 2);
    assert_int_equal(members_on(state, &g, "2026-07-01"), 1);
    g.rev = 2;
    assert_int_equal(grouping_put(as(state, REGION), &g, both, 2, "2026-07-10"),
                     OK);
    assert_int_equal(members_on(state, &g, "2026-07-09"), 1);
    assert_int_equal(members_on(state, &g, "2026-07-10"), 2);
    assert_int_equal(members_on(state, &g, NULL), 3); /* stays */
}

static void
a_slip_of_the_same_day_leaves_no_stay(void **state)
{
    struct world *w = *state;
    int64_t both[] = {w->peru, w->chile};
    struct grouping g = made(state, both, 2);

    g.rev = 1;
    assert_int_equal(grouping_put(as(state, REGION), &g, both, 1, "2026-06-15"),
                     OK);
    assert_int_equal(members_on(state, &g, NULL), 1);
}

static void
the_second_of_two_is_told(void **state)
{
    struct world *w = *state;
    struct grouping g = made(state, &w->peru, 1);

    g.rev = 1;
    assert_int_equal(grouping_put(as(state, HQ), &g, &w->peru, 1, "2026-06-15"),
                     OK);
    assert_int_equal(
        grouping_put(as(state, REGION), &g, &w->chile, 1, "2026-06-15"),
        ERR_CONFLICT);
}

static void
refused(void **state, enum who who, struct grouping g, int64_t country,
        const char *date, enum err e, const char *field)
{
    struct ctx *c = as(state, who);

    assert_int_equal(grouping_put(c, &g, &country, country ? 1 : 0, date), e);
    if (field) {
        assert_string_equal(c->problems[0].field, field);
    }
}

static void
what_is_wrong_is_said_at_its_field(void **state)
{
    struct world *w = *state;
    struct grouping g = {.node = w->lac, .kind = "funder", .name = "A fund"};
    struct grouping nameless = g, kindless = g;

    nameless.name = " ";
    kindless.kind = "size";
    refused(state, REGION, nameless, w->peru, "2026-06-15", ERR_INVALID,
            "name");
    refused(state, REGION, kindless, w->peru, "2026-06-15", ERR_INVALID,
            "kind");
    refused(state, REGION, g, w->peru, "2026-06-31", ERR_INVALID, "from_date");
    refused(state, REGION, g, w->peru, "2026-06-16", ERR_INVALID, "from_date");
    refused(state, REGION, g, 0, "2026-06-15", ERR_INVALID, "country");
    refused(state, REGION, g, w->uni, "2026-06-15", ERR_INVALID, "country");
    refused(state, COORDINATOR, g, w->peru, "2026-06-15", ERR_DENIED, NULL);
    refused(state, NOBODY, g, w->peru, "2026-06-15", ERR_DENIED, NULL);
    (void)made(state, &w->peru, 1);
    g.name = "Spanish  Spoken";
    refused(state, REGION, g, w->peru, "2026-06-15", ERR_CONFLICT, "name");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(who_leaves_was_in_it_until_that_day),
        IN_WORLD(a_slip_of_the_same_day_leaves_no_stay),
        IN_WORLD(the_second_of_two_is_told),
        IN_WORLD(what_is_wrong_is_said_at_its_field),
    };

    return RUN_IN_WORLD(tests);
}
