/* SPDX-License-Identifier: Apache-2.0 */
/* network: an institution is given the right to issue certificates itself, for
 * a time, by those who may, and loses it. */

#include "test/world.h"

#include "network/accreditation.h"
#include "network/mandate.h"
#include "network/org.h"
#include "people/role.h"

static struct accreditation
year_of(int64_t org)
{
    return (struct accreditation){.org = org,
                                  .from_date = "2026-06-15",
                                  .to_date = "2027-06-14",
                                  .reason = "Resolution 12"};
}

static int64_t
give(void **state, enum who who, int64_t org)
{
    struct accreditation a = year_of(org);

    assert_int_equal(accreditation_give(as(state, who), &a), OK);
    return a.id;
}

static void
refused_at(void **state, struct accreditation a, const char *field)
{
    struct ctx *c = as(state, COORDINATOR);

    assert_int_equal(accreditation_give(c, &a), ERR_INVALID);
    assert_string_equal(c->problems[0].field, field);
}

static void
it_counts_from_its_first_to_its_last_day(void **state)
{
    struct world *w = *state;
    struct accreditation a = year_of(w->uni), found;

    a.from_date = "2026-06-16";
    a.to_date = "2026-06-17";
    assert_int_equal(accreditation_give(as(state, COORDINATOR), &a), OK);
    for (int day = 15; day <= 18; day++) {
        /* for the institution and its parts, and nobody above it */
        assert_int_equal(accreditation_for(as(state, NOBODY), w->law, &found),
                         day == 16 || day == 17 ? OK : ERR_MISSING);
        assert_int_equal(accreditation_for(as(state, NOBODY), w->peru, &found),
                         ERR_MISSING);
        assert_int_equal(accreditation_by_id(as(state, NOBODY), a.id, &found),
                         OK);
        assert_int_equal(found.state, day == 15   ? ACCREDITATION_TO_COME
                                      : day == 18 ? ACCREDITATION_OVER
                                                  : ACCREDITATION_IN_FORCE);
        world_pass_days(state, 1);
    }
}

static void
who_gives_it_stands_in_it(void **state)
{
    struct world *w = *state;
    struct mandate hq = {.kind = "secretariat",
                         .node = w->network,
                         .holder = w->network,
                         .title = "Secretariat",
                         .status = "active",
                         .from_date = "2026-01-01"};
    struct accreditation a;

    (void)give(state, COORDINATOR, w->uni);
    assert_int_equal(accreditation_for(as(state, NOBODY), w->uni, &a), OK);
    assert_string_equal(a.by_name, "National Centre");
    /* headquarters does not speak for the centre */
    (void)give(state, HQ, w->tec);
    assert_int_equal(accreditation_for(as(state, NOBODY), w->tec, &a), OK);
    assert_null(a.by_name);
    assert_int_equal(mandate_add(as(state, HQ), &hq), OK);
    (void)give(state, HQ, w->sur);
    assert_int_equal(accreditation_for(as(state, NOBODY), w->sur, &a), OK);
    assert_string_equal(a.by_name, "Secretariat");
    assert_string_equal(a.reason, "Resolution 12");
}

static void
only_the_centre_and_headquarters_give_and_end_it(void **state)
{
    static const enum who others[] = {REGION,   FOCAL,    TEACHER, ASSESSOR,
                                      MINISTRY, STRANGER, ROSA};
    struct world *w = *state;
    int64_t id = give(state, COORDINATOR, w->uni);
    struct accreditation a = year_of(w->tec);

    for (size_t i = 0; i < COUNT(others); i++) {
        assert_int_equal(accreditation_give(as(state, others[i]), &a),
                         ERR_DENIED);
        assert_int_equal(accreditation_end(as(state, others[i]), id, "Why"),
                         ERR_DENIED);
    }
    a = year_of(w->sur); /* another country's */
    assert_int_equal(accreditation_give(as(state, COORDINATOR), &a),
                     ERR_DENIED);
    assert_int_equal(accreditation_end(as(state, HQ), id, "Why"), OK);
}

static void
days_and_reason_are_asked_for(void **state)
{
    struct world *w = *state;
    struct accreditation a = year_of(w->uni);

    a.from_date = "2026-06-31";
    refused_at(state, a, "from_date");
    a.from_date = "2026-06-14"; /* yesterday */
    refused_at(state, a, "from_date");
    a = year_of(w->uni);
    a.to_date = "";
    refused_at(state, a, "to_date");
    a.to_date = "2026-06-14";
    refused_at(state, a, "to_date");
    a.to_date = "2031-06-21";
    refused_at(state, a, "to_date");
    a = year_of(w->uni);
    a.reason = " ";
    refused_at(state, a, "reason");
    a.reason = NULL;
    refused_at(state, a, "reason");
}

static void
only_a_member_institution_gets_it_and_once_at_a_time(void **state)
{
    struct world *w = *state;
    struct accreditation law = year_of(w->law), peru = year_of(w->peru);
    struct accreditation uni = year_of(w->uni);
    int64_t id = give(state, COORDINATOR, w->uni);

    assert_int_equal(accreditation_give(as(state, COORDINATOR), &law),
                     ERR_CONFLICT);
    assert_int_equal(accreditation_give(as(state, COORDINATOR), &peru),
                     ERR_CONFLICT);
    uni.from_date = "2027-06-14"; /* meets the other's last day */
    uni.to_date = "2028-01-01";
    assert_int_equal(accreditation_give(as(state, COORDINATOR), &uni),
                     ERR_CONFLICT);
    uni.from_date = "2027-06-15";
    assert_int_equal(accreditation_give(as(state, COORDINATOR), &uni), OK);
    /* one that was taken back stands in nobody's way */
    assert_int_equal(accreditation_end(as(state, COORDINATOR), id, "Why"), OK);
    (void)give(state, COORDINATOR, w->uni);
}

static void
it_ends_when_it_is_taken_back_and_when_the_member_leaves(void **state)
{
    struct world *w = *state;
    int64_t id = give(state, COORDINATOR, w->uni);
    struct accreditation a;
    struct org tec;

    assert_int_equal(org_by_id(as(state, NOBODY), w->tec, &tec), OK);
    (void)give(state, COORDINATOR, w->tec);
    assert_int_equal(accreditation_end(as(state, COORDINATOR), id, ""),
                     ERR_INVALID);
    assert_int_equal(accreditation_end(as(state, COORDINATOR), id, "Why"), OK);
    assert_int_equal(accreditation_end(as(state, COORDINATOR), id, "Why"),
                     ERR_CONFLICT);
    assert_int_equal(accreditation_for(as(state, NOBODY), w->uni, &a),
                     ERR_MISSING);
    assert_int_equal(accreditation_last(as(state, NOBODY), w->law, &a), OK);
    assert_int_equal(a.state, ACCREDITATION_ENDED);
    assert_string_equal(a.ended_date, "2026-06-15");
    assert_string_equal(a.ended_reason, "Why");
    assert_int_equal(world_acts(state, "accreditation.ended"), 1);

    assert_int_equal(
        org_set_status(as(state, HQ), w->tec, tec.rev, "left", "asked for it"),
        OK);
    assert_int_equal(accreditation_for(as(state, NOBODY), w->tec, &a),
                     ERR_MISSING);
}

static void
the_newest_below_a_place_stand_first(void **state)
{
    struct world *w = *state;
    struct accreditations list;

    (void)give(state, COORDINATOR, w->uni);
    (void)give(state, COORDINATOR, w->tec);
    (void)give(state, HQ, w->sur);
    assert_int_equal(
        accreditation_below(as(state, COORDINATOR), w->peru, &list), OK);
    assert_int_equal(list.count, 2);
    assert_string_equal(list.items[0].org_slug, "tec");
    assert_int_equal(accreditation_below(as(state, HQ), w->network, &list), OK);
    assert_int_equal(list.count, 3);
    assert_int_equal(accreditation_below(as(state, FOCAL), w->peru, &list),
                     ERR_DENIED);
}

static void
its_officer_is_named_only_where_there_is_one(void **state)
{
    struct world *w = *state;

    assert_int_equal(role_grant_by_hand(as(state, COORDINATOR),
                                        w->people[STRANGER], "certifier",
                                        w->uni),
                     ERR_INVALID);
    (void)give(state, COORDINATOR, w->uni);
    assert_int_equal(role_grant_by_hand(as(state, COORDINATOR),
                                        w->people[STRANGER], "certifier",
                                        w->uni),
                     OK);
    /* it lets nobody coordinate a centre there */
    assert_int_equal(role_grant_by_hand(as(state, COORDINATOR),
                                        w->people[STRANGER],
                                        "centre_coordinator", w->uni),
                     ERR_INVALID);
    assert_int_equal(role_grant_by_hand(as(state, COORDINATOR),
                                        w->people[STRANGER], "certifier",
                                        w->law),
                     ERR_INVALID);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(it_counts_from_its_first_to_its_last_day),
        IN_WORLD(who_gives_it_stands_in_it),
        IN_WORLD(only_the_centre_and_headquarters_give_and_end_it),
        IN_WORLD(days_and_reason_are_asked_for),
        IN_WORLD(only_a_member_institution_gets_it_and_once_at_a_time),
        IN_WORLD(it_ends_when_it_is_taken_back_and_when_the_member_leaves),
        IN_WORLD(the_newest_below_a_place_stand_first),
        IN_WORLD(its_officer_is_named_only_where_there_is_one),
    };

    return RUN_IN_WORLD(tests);
}
