/* SPDX-License-Identifier: Apache-2.0 */
/* network/mandate: who acts for a node, and until when. */

#include "test/world.h"

#include "core/access.h"
#include "network/mandate.h"
#include "people/role.h"

static void
a_centre_serves_everything_below_its_country(void **state)
{
    struct world *w = *state;
    struct mandate m;

    assert_int_equal(
        mandate_for(as(state, NOBODY), w->law, "national_centre", &m), OK);
    assert_int_equal(m.id, w->mandate);
    assert_int_equal(
        mandate_for(as(state, NOBODY), w->sur, "national_centre", &m),
        ERR_MISSING);
    assert_int_equal(
        mandate_for(as(state, NOBODY), w->lac, "national_centre", &m),
        ERR_MISSING);
}

static void
an_agreed_one_is_not_in_force_before_its_launch(void **state)
{
    struct world *w = *state;
    struct mandate found, m = {.kind = "national_centre",
                               .node = w->chile,
                               .holder = w->sur,
                               .title = "Centre of Chile",
                               .status = "agreed",
                               .from_date = "2026-06-01"};

    assert_int_equal(mandate_add(as(state, HQ), &m), OK);
    assert_int_equal(
        mandate_for(as(state, HQ), w->sur, "national_centre", &found),
        ERR_MISSING);
    assert_int_equal(
        mandate_note(as(state, HQ), m.id, "launch", "2026-06-10", NULL), OK);
    assert_int_equal(
        mandate_for(as(state, HQ), w->sur, "national_centre", &found), OK);
    assert_int_equal(found.id, m.id);
}

static void
its_end_ends_the_rights_that_hang_on_it(void **state)
{
    struct world *w = *state;
    struct mandate m;

    assert_int_equal(
        access_need(as(state, COORDINATOR), CAP_CREDENTIAL_ISSUE, w->uni), OK);
    assert_int_equal(
        mandate_note(as(state, HQ), w->mandate, "end", "2026-06-15", NULL), OK);
    assert_int_equal(
        access_need(as(state, COORDINATOR), CAP_CREDENTIAL_ISSUE, w->uni),
        ERR_DENIED);
    assert_int_equal(
        access_need(as(state, COORDINATOR), CAP_PEOPLE_READ, w->peru),
        ERR_DENIED);
    assert_int_equal(
        mandate_for(as(state, NOBODY), w->uni, "national_centre", &m),
        ERR_MISSING);
    /* what hangs on no mandate stays */
    assert_int_equal(access_need(as(state, FOCAL), CAP_PEOPLE_READ, w->uni),
                     OK);
}

static void
only_who_may_edit_mandates_gives_one(void **state)
{
    static const enum who others[] = {NOBODY,  REGION,   COORDINATOR, FOCAL,
                                      TEACHER, ASSESSOR, MINISTRY,    STRANGER};
    struct world *w = *state;

    for (size_t i = 1; i < COUNT(others); i++) {
        struct mandate m = {.kind = "national_centre",
                            .node = w->chile,
                            .holder = w->sur,
                            .title = "Mine",
                            .status = "agreed",
                            .from_date = "2026-06-01"};

        assert_int_equal(mandate_add(as(state, others[i]), &m), ERR_DENIED);
        assert_int_equal(mandate_note(as(state, others[i]), w->mandate, "end",
                                      "2026-06-15", NULL),
                         ERR_DENIED);
    }
    assert_int_equal(world_acts(state, "mandate.end"), 0);
}

static void
a_day_that_is_none_is_told_at_its_field(void **state)
{
    struct world *w = *state;
    struct ctx *c = as(state, HQ);

    assert_int_equal(
        mandate_note(c, w->mandate, "endorsement", "2026-02-30", NULL),
        ERR_INVALID);
    assert_string_equal(c->problems[0].field, "on_date");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(a_centre_serves_everything_below_its_country),
        IN_WORLD(an_agreed_one_is_not_in_force_before_its_launch),
        IN_WORLD(its_end_ends_the_rights_that_hang_on_it),
        IN_WORLD(only_who_may_edit_mandates_gives_one),
        IN_WORLD(a_day_that_is_none_is_told_at_its_field),
    };

    return RUN_IN_WORLD(tests);
}
