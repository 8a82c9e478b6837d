/* SPDX-License-Identifier: Apache-2.0 */
/* learning/series and learning/enrol: to whom a series is open, who takes
 * it. */

#include "test/world.h"

#include "learning/origin.h"
#include "network/agreement.h"
#include "people/person.h"

static enum err
open_to(void **state, enum who who, int64_t org, const char *from,
        const char *to)
{
    struct world *w = *state;

    return series_open(as(state, who), w->series, org, w->mandate, from, to,
                       NULL);
}

static void
what_is_open_to_a_country_is_open_to_its_faculties(void **state)
{
    struct world *w = *state;
    struct series_opening o;

    assert_int_equal(
        series_opening_for(as(state, NOBODY), w->series, w->law, &o), OK);
    assert_int_equal(o.org, w->peru);
    assert_int_equal(
        series_opening_for(as(state, NOBODY), w->series, w->sur, &o),
        ERR_MISSING);
}

static void
the_nearest_opening_counts(void **state)
{
    struct world *w = *state;
    struct series_opening o;

    assert_int_equal(open_to(state, COORDINATOR, w->uni, "2026-06-01", NULL),
                     OK);
    assert_int_equal(
        series_opening_for(as(state, NOBODY), w->series, w->law, &o), OK);
    assert_int_equal(o.org, w->uni);
    assert_int_equal(
        series_opening_for(as(state, NOBODY), w->series, w->tec, &o), OK);
    assert_int_equal(o.org, w->peru);
}

static void
an_opening_begins_and_ends_with_its_days(void **state)
{
    struct world *w = *state;
    struct series_opening o;

    assert_int_equal(open_to(state, HQ, w->sur, "2026-06-16", "2026-06-17"),
                     OK);
    assert_int_equal(series_opening_for(as(state, HQ), w->series, w->sur, &o),
                     ERR_MISSING);
    world_pass_days(state, 1);
    assert_int_equal(series_opening_for(as(state, HQ), w->series, w->sur, &o),
                     OK);
    world_pass_days(state, 1);
    assert_int_equal(series_opening_for(as(state, HQ), w->series, w->sur, &o),
                     OK);
    world_pass_days(state, 1);
    assert_int_equal(series_opening_for(as(state, HQ), w->series, w->sur, &o),
                     ERR_MISSING);
}

static void
two_openings_of_a_place_do_not_share_a_day(void **state)
{
    struct world *w = *state;

    assert_int_equal(open_to(state, HQ, w->sur, "2026-07-01", "2026-07-31"),
                     OK);
    assert_int_equal(open_to(state, HQ, w->sur, "2026-07-31", NULL),
                     ERR_CONFLICT);
    assert_int_equal(open_to(state, HQ, w->sur, "2026-06-01", "2026-07-01"),
                     ERR_CONFLICT);
    assert_int_equal(open_to(state, HQ, w->sur, "2026-06-01", NULL),
                     ERR_CONFLICT);
    assert_int_equal(open_to(state, HQ, w->sur, "2026-08-01", NULL), OK);
    assert_int_equal(open_to(state, HQ, w->sur, "2026-06-01", "2026-06-30"),
                     OK);
}

static void
a_closed_one_can_be_opened_again_from_tomorrow(void **state)
{
    struct world *w = *state;
    struct series_opening o;

    assert_int_equal(series_opening_for(as(state, HQ), w->series, w->peru, &o),
                     OK);
    assert_int_equal(series_close(as(state, COORDINATOR), o.id), OK);
    assert_int_equal(open_to(state, COORDINATOR, w->peru, "2026-06-15", NULL),
                     ERR_CONFLICT);
    assert_int_equal(open_to(state, COORDINATOR, w->peru, "2026-06-16", NULL),
                     OK);
}

static void
one_closed_before_it_began_stands_in_nobody_s_way(void **state)
{
    struct world *w = *state;
    struct series_openings list;
    struct ctx *c = as(state, COORDINATOR);

    assert_int_equal(
        series_open(c, w->series, w->tec, 0, "2026-07-01", NULL, NULL), OK);
    assert_int_equal(series_openings(c, w->series, &list), OK);
    assert_int_equal(list.items[0].org, w->tec);
    assert_int_equal(series_close(c, list.items[0].id), OK);
    assert_int_equal(
        series_open(c, w->series, w->tec, 0, "2026-06-15", NULL, NULL), OK);
}

static void
nobody_opens_or_closes_beyond_their_node(void **state)
{
    static const enum who others[] = {REGION, FOCAL, TEACHER, MINISTRY,
                                      STRANGER};
    struct world *w = *state;
    struct series_opening o;

    assert_int_equal(series_opening_for(as(state, HQ), w->series, w->peru, &o),
                     OK);
    for (size_t i = 0; i < COUNT(others); i++) {
        assert_int_equal(open_to(state, others[i], w->uni, "2026-06-15", NULL),
                         ERR_DENIED);
        assert_int_equal(series_close(as(state, others[i]), o.id), ERR_DENIED);
    }
    assert_int_equal(open_to(state, COORDINATOR, w->sur, "2026-06-15", NULL),
                     ERR_DENIED);
}

static void
who_belongs_nowhere_or_where_it_is_not_open_cannot_enrol(void **state)
{
    struct world *w = *state;
    struct series s;
    int64_t id;

    assert_int_equal(series_by_slug(as(state, STRANGER), "one", &s), OK);
    assert_int_equal(enrol_start(as(state, STRANGER), &s, &id), ERR_CONFLICT);
    assert_int_equal(person_affiliate(as(state, NOBODY), w->people[STRANGER],
                                      w->sur, "teaching"),
                     OK);
    assert_int_equal(enrol_start(as(state, STRANGER), &s, &id), ERR_CONFLICT);
}

static void
enrolling_twice_is_one_enrolment(void **state)
{
    int64_t first = world_enrol(state);

    assert_int_equal(world_enrol(state), first);
    assert_int_equal(world_acts(state, "enrolment.started"), 1);
}

/* --- what an opening follows from (learning/origin.h) --- */

static const char *
agreed(void **state)
{
    struct world *w = *state;
    int64_t parties[] = {w->network, w->uni};
    struct agreement_draft d = {.kind = "national_centre",
                                .title = "The centre of Peru",
                                .node = w->peru,
                                .parties = parties,
                                .party_count = 2,
                                .from_date = "2026-01-01",
                                .to_date = "",
                                .is_public = true};
    const struct agreement_signature sign = {.signed_date = "2026-01-02"};

    assert_int_equal(agreement_draft(as(state, HQ), &d), OK);
    assert_int_equal(agreement_approve(as(state, HQ), d.number, 1), OK);
    assert_int_equal(agreement_approve(as(state, HQ), d.number, 2), OK);
    assert_int_equal(agreement_sign(as(state, HQ), d.number, 3, &sign), OK);
    return d.number;
}

static void
an_opening_follows_from_a_clause_and_is_found_from_the_agreement(void **state)
{
    struct world *w = *state;
    const char *number = agreed(state);
    struct series_opening there;
    struct origins list;
    struct agreement a;
    struct origin o;

    assert_int_equal(
        series_opening_for(as(state, NOBODY), w->series, w->peru, &there), OK);
    assert_int_equal(origin_put(as(state, TEACHER), there.id, number, 2),
                     ERR_DENIED);
    assert_int_equal(origin_put(as(state, HQ), there.id, number, 9),
                     ERR_INVALID);
    assert_int_equal(origin_put(as(state, HQ), there.id, "nosuch", 0),
                     ERR_INVALID);
    assert_int_equal(origin_put(as(state, HQ), 1, number, 0), ERR_MISSING);
    assert_int_equal(origin_put(as(state, HQ), there.id, number, 2), OK);
    assert_int_equal(origin_of_opening(as(state, NOBODY), there.id, &o), OK);
    assert_string_equal(o.agreement, number);
    assert_int_equal(o.clause, 2);
    assert_int_equal(agreement_by_number(as(state, NOBODY), number, &a), OK);
    assert_int_equal(origin_list_of_agreement(as(state, NOBODY), a.id, &list),
                     OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.items[0].opening, there.id);

    /* said again, it is replaced; unsaid, it is gone */
    assert_int_equal(origin_put(as(state, HQ), there.id, number, 0), OK);
    assert_int_equal(origin_of_opening(as(state, NOBODY), there.id, &o), OK);
    assert_int_equal(o.clause, 0);
    assert_int_equal(origin_put(as(state, HQ), there.id, "", 0), OK);
    assert_int_equal(origin_of_opening(as(state, NOBODY), there.id, &o), OK);
    assert_null(o.agreement);
}

static void
what_is_offered_are_public_agreements_in_force_here_and_above(void **state)
{
    struct world *w = *state;
    const char *number = agreed(state);
    struct origin_choices list;

    assert_int_equal(origin_choices(as(state, HQ), w->law, &list), OK);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.items[0].number, number);
    assert_int_equal(origin_choices(as(state, HQ), w->chile, &list), OK);
    assert_int_equal(list.count, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(what_is_open_to_a_country_is_open_to_its_faculties),
        IN_WORLD(the_nearest_opening_counts),
        IN_WORLD(an_opening_begins_and_ends_with_its_days),
        IN_WORLD(two_openings_of_a_place_do_not_share_a_day),
        IN_WORLD(a_closed_one_can_be_opened_again_from_tomorrow),
        IN_WORLD(one_closed_before_it_began_stands_in_nobody_s_way),
        IN_WORLD(nobody_opens_or_closes_beyond_their_node),
        IN_WORLD(who_belongs_nowhere_or_where_it_is_not_open_cannot_enrol),
        IN_WORLD(enrolling_twice_is_one_enrolment),
        IN_WORLD(
            an_opening_follows_from_a_clause_and_is_found_from_the_agreement),
        IN_WORLD(what_is_offered_are_public_agreements_in_force_here_and_above),
    };

    return RUN_IN_WORLD(tests);
}
