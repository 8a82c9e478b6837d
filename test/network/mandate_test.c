/* SPDX-License-Identifier: Apache-2.0 */
/* network/mandate: who acts for a node, and until when. */

#include "test/world.h"

#include "core/access.h"
#include "network/mandate.h"

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
    assert_int_equal(mandate_note(as(state, HQ), w->mandate, "end",
                                  "2026-06-15", "It was so agreed."),
                     OK);
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
                                      "2026-06-15", "It was so agreed."),
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

static struct mandate
look(void **state)
{
    struct world *w = *state;
    struct mandate m;

    assert_int_equal(mandate_by_id(as(state, NOBODY), w->mandate, &m), OK);
    return m;
}

static void
a_term_is_added_by_one_click_once_there_is_one(void **state)
{
    struct world *w = *state;
    struct mandate m = look(state);
    struct mandate_terms terms;
    const char *next;

    assert_int_equal(mandate_next_end(as(state, HQ), &m, &next), OK);
    assert_null(next);
    assert_int_equal(mandate_renew(as(state, HQ), m.id, m.rev, ""),
                     ERR_INVALID);
    assert_int_equal(mandate_renew(as(state, HQ), m.id, m.rev, "2027-01-09"),
                     OK);
    assert_int_equal(mandate_renew(as(state, HQ), m.id, m.rev, ""),
                     ERR_CONFLICT);
    assert_int_equal(mandate_renew(as(state, HQ), m.id, m.rev + 1, ""), OK);
    assert_int_equal(mandate_terms(as(state, HQ), m.id, &terms), OK);
    assert_int_equal(terms.count, 2);
    assert_string_equal(terms.items[0].from_date, "2026-01-10");
    assert_string_equal(terms.items[1].from_date, "2027-01-10");
    assert_string_equal(look(state).to_date, "2028-01-09");
    assert_int_equal(mandate_renew(as(state, COORDINATOR), m.id, m.rev + 2, ""),
                     ERR_DENIED);
    assert_int_equal(
        mandate_renew(as(state, HQ), w->mandate, m.rev + 2, "2027-12-31"),
        ERR_INVALID);
}

static void
its_rights_end_with_its_last_term(void **state)
{
    struct world *w = *state;
    struct mandate m = look(state), found;

    assert_int_equal(mandate_renew(as(state, HQ), m.id, m.rev, "2026-06-20"),
                     OK);
    assert_int_equal(
        access_need(as(state, COORDINATOR), CAP_CREDENTIAL_ISSUE, w->uni), OK);
    world_pass_days(state, 6);
    assert_int_equal(
        access_need(as(state, COORDINATOR), CAP_CREDENTIAL_ISSUE, w->uni),
        ERR_DENIED);
    assert_int_equal(
        access_need_here(as(state, COORDINATOR), CAP_CREDENTIAL_ISSUE, w->peru),
        ERR_DENIED);
    assert_int_equal(
        mandate_for(as(state, NOBODY), w->uni, "national_centre", &found),
        ERR_MISSING);
    m = look(state);
    assert_false(mandate_is_in_force(as(state, NOBODY), &m));
    /* renewed, they are there again */
    assert_int_equal(mandate_renew(as(state, HQ), m.id, m.rev, "2026-12-31"),
                     OK);
    assert_int_equal(
        access_need(as(state, COORDINATOR), CAP_CREDENTIAL_ISSUE, w->uni), OK);
}

static void
an_end_needs_a_reason_and_no_persons_name(void **state)
{
    struct world *w = *state;
    struct ctx *c = as(state, HQ);
    struct mandate_event e = {.event = "end", .on_date = "2026-06-15"};

    assert_int_equal(mandate_note_event(c, w->mandate, &e), ERR_INVALID);
    assert_string_equal(c->problems[0].field, "note");
    c = as(state, HQ);
    e = (struct mandate_event){
        .event = "endorsement", .on_date = "2026-06-01", .who = "Ms. Somebody"};
    assert_int_equal(mandate_note_event(c, w->mandate, &e), ERR_INVALID);
    assert_string_equal(c->problems[0].field, "who");
    e.who = "Ministry of Education";
    e.document = "Letter 17";
    assert_int_equal(mandate_note_event(as(state, HQ), w->mandate, &e), OK);
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
        IN_WORLD(a_term_is_added_by_one_click_once_there_is_one),
        IN_WORLD(its_rights_end_with_its_last_term),
        IN_WORLD(an_end_needs_a_reason_and_no_persons_name),
    };

    return RUN_IN_WORLD(tests);
}
