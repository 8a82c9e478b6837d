/* SPDX-License-Identifier: Apache-2.0 */
/* network/presidency, people/post: offices held for a time, by nomination. */

#include "test/world.h"

#include "network/mandate.h"
#include "network/presidency.h"
#include "people/post.h"
#include "people/role.h"

#include <string.h>

/* The stranger speaks for Tec. */
static void
give_tec_a_voice(void **state)
{
    struct world *w = *state;

    assert_int_equal(role_grant(as(state, NOBODY), w->people[STRANGER],
                                "focal_point", w->tec, 0),
                     OK);
}

static const char reason[] = "They taught us how to begin.";

/* --- the presidency --- */

static void
an_institution_proposes_another_and_that_one_answers(void **state)
{
    struct world *w = *state;
    struct candidates list;
    const char *slug, *name;

    give_tec_a_voice(state);
    assert_int_equal(presidency_year(as(state, FOCAL)), 2027);
    assert_int_equal(presidency_answer(as(state, STRANGER), w->tec, 2027, true),
                     ERR_MISSING);
    assert_int_equal(
        presidency_nominate(as(state, FOCAL), w->uni, w->tec, 2027, reason),
        OK);
    /* once more replaces it */
    assert_int_equal(
        presidency_nominate(as(state, FOCAL), w->uni, w->sur, 2027, reason),
        OK);
    assert_int_equal(
        presidency_nominate(as(state, FOCAL), w->uni, w->tec, 2027, reason),
        OK);
    assert_int_equal(
        presidency_nominated(as(state, FOCAL), w->uni, 2027, &slug, &name), OK);
    assert_string_equal(slug, "tec");
    /* nobody answers for it */
    assert_int_equal(presidency_answer(as(state, FOCAL), w->tec, 2027, true),
                     ERR_DENIED);
    assert_int_equal(
        presidency_answer(as(state, COORDINATOR), w->tec, 2027, true),
        ERR_DENIED);
    assert_int_equal(presidency_answer(as(state, STRANGER), w->tec, 2027, true),
                     OK);
    assert_int_equal(
        presidency_answer(as(state, STRANGER), w->tec, 2027, false),
        ERR_CONFLICT);
    assert_int_equal(presidency_candidates(as(state, NOBODY), 2027, &list), OK);
    assert_int_equal(list.count, 2);
    assert_string_equal(list.items[0].slug, "tec");
    assert_string_equal(list.items[0].answer, "accepted");
    assert_int_equal(list.items[0].nominations, 1);
    assert_int_equal(list.items[1].nominations, 0);
}

static void
impossible_proposals_are_refused(void **state)
{
    struct world *w = *state;
    struct ctx *c = as(state, FOCAL);

    assert_int_equal(presidency_nominate(c, w->uni, w->uni, 2027, reason),
                     ERR_INVALID);
    assert_string_equal(c->problems[0].field, "nominee");
    c = as(state, FOCAL);
    assert_int_equal(presidency_nominate(c, w->uni, w->peru, 2030, "no"),
                     ERR_INVALID);
    assert_int_equal(c->problem_count, 3);
    /* in the name of another, or of none */
    assert_int_equal(
        presidency_nominate(as(state, FOCAL), w->tec, w->sur, 2027, reason),
        ERR_DENIED);
    assert_int_equal(presidency_nominate(as(state, COORDINATOR), w->peru,
                                         w->sur, 2027, reason),
                     ERR_CONFLICT);
    assert_int_equal(
        presidency_nominate(as(state, MINISTRY), w->uni, w->sur, 2027, reason),
        ERR_DENIED);
}

static void
it_is_a_mandate_for_the_year(void **state)
{
    struct world *w = *state;
    struct mandate m;
    struct ctx *c;

    give_tec_a_voice(state);
    assert_int_equal(
        presidency_nominate(as(state, FOCAL), w->uni, w->tec, 2027, reason),
        OK);
    c = as(state, HQ);
    assert_int_equal(presidency_give(c, w->tec, 2027, "Presidency 2027"),
                     ERR_INVALID); /* it has not accepted */
    assert_string_equal(c->problems[0].field, "org");
    assert_int_equal(presidency_answer(as(state, STRANGER), w->tec, 2027, true),
                     OK);
    assert_int_equal(
        presidency_give(as(state, REGION), w->tec, 2027, "Presidency 2027"),
        ERR_DENIED);
    assert_int_equal(
        presidency_give(as(state, HQ), w->tec, 2027, "Presidency 2027"), OK);
    assert_int_equal(
        presidency_give(as(state, HQ), w->tec, 2027, "Presidency 2027"),
        ERR_CONFLICT);
    assert_int_equal(
        presidency_nominate(as(state, FOCAL), w->uni, w->sur, 2027, reason),
        ERR_CONFLICT);
    /* not before its first day, not after its last */
    assert_int_equal(
        mandate_for(as(state, NOBODY), w->network, "presidency", &m),
        ERR_MISSING);
    world_pass_days(state, 200);
    assert_int_equal(
        mandate_for(as(state, NOBODY), w->network, "presidency", &m), OK);
    assert_int_equal(m.holder, w->tec);
    assert_string_equal(m.to_date, "2027-12-31");
    world_pass_days(state, 365);
    assert_int_equal(
        mandate_for(as(state, NOBODY), w->network, "presidency", &m),
        ERR_MISSING);
}

/* --- posts --- */

static void
add_secretariat(void **state)
{
    struct world *w = *state;
    struct mandate m = {.kind = "secretariat",
                        .node = w->network,
                        .holder = w->network,
                        .title = "Secretariat",
                        .status = "active",
                        .from_date = "2026-01-01"};

    assert_int_equal(mandate_add(as(state, HQ), &m), OK);
}

static struct post_spec
spec(struct world *w)
{
    return (struct post_spec){.kind = "secretary_general",
                              .title = "Secretary-General",
                              .person = w->people[ROSA],
                              .from_date = "2026-06-01",
                              .to_date = "2027-05-31"};
}

static void
a_post_is_held_for_a_time_by_one_person(void **state)
{
    struct world *w = *state;
    struct post_spec s = spec(w);
    struct posts list;
    struct ctx *c;

    assert_int_equal(post_assign(as(state, HQ), &s), ERR_CONFLICT);
    add_secretariat(state);
    assert_int_equal(post_assign(as(state, REGION), &s), ERR_DENIED);
    assert_int_equal(post_assign(as(state, HQ), &s), OK);
    assert_int_equal(post_assign(as(state, HQ), &s), ERR_CONFLICT);
    s.kind = "deputy";
    s.to_date = "2036-01-01";
    s.title = "Dr. Somebody";
    c = as(state, HQ);
    assert_int_equal(post_assign(c, &s), ERR_INVALID);
    assert_int_equal(c->problem_count, 2);
    assert_int_equal(post_list(as(state, HQ), &list), OK);
    assert_int_equal(list.count, 1);
    assert_true(list.items[0].now);
    assert_string_equal(list.items[0].person_name, "Rosa Molle");
    /* the public sees the post, not the person */
    assert_int_equal(post_list(as(state, NOBODY), &list), OK);
    assert_int_equal(list.count, 1);
    assert_null(list.items[0].person_name);
    assert_int_equal(post_end(as(state, HQ), list.items[0].id, "no"),
                     ERR_INVALID);
    assert_int_equal(
        post_end(as(state, HQ), list.items[0].id, "Went to another office."),
        OK);
    world_pass_days(state, 1);
    assert_int_equal(post_list(as(state, NOBODY), &list), OK);
    assert_false(list.items[0].now);
    assert_int_equal(
        post_end(as(state, HQ), list.items[0].id, "Went to another office."),
        ERR_CONFLICT);
}

static void
a_centre_nominates_its_coordinator(void **state)
{
    struct world *w = *state;
    struct post_spec s = spec(w);
    struct posts list;

    s.title = "Coordinator";
    assert_int_equal(post_nominate(as(state, HQ), w->peru, &s), ERR_DENIED);
    assert_int_equal(post_nominate(as(state, FOCAL), w->uni, &s),
                     ERR_CONFLICT); /* no centre */
    assert_int_equal(post_nominate(as(state, COORDINATOR), w->peru, &s), OK);
    /* what waits is nobody's to see but theirs who answer or nominated */
    assert_int_equal(post_list(as(state, NOBODY), &list), OK);
    assert_int_equal(list.count, 0);
    assert_int_equal(post_list_of(as(state, COORDINATOR), w->peru, &list), OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(post_list_of(as(state, MINISTRY), w->peru, &list),
                     ERR_DENIED);
    assert_int_equal(post_list(as(state, HQ), &list), OK);
    assert_string_equal(list.items[0].status, "nominated");
    assert_int_equal(post_confirm(as(state, COORDINATOR), list.items[0].id),
                     ERR_DENIED);
    assert_int_equal(post_decline(as(state, HQ), list.items[0].id, "no"),
                     ERR_INVALID);
    assert_int_equal(post_confirm(as(state, HQ), list.items[0].id), OK);
    assert_int_equal(post_confirm(as(state, HQ), list.items[0].id),
                     ERR_CONFLICT);
    assert_int_equal(post_list(as(state, NOBODY), &list), OK);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.items[0].nominator_slug, "peru");
}

static void
an_office_holds_several_mandates(void **state)
{
    struct world *w = *state;
    struct mandate office = {.kind = "regional_office",
                             .holder = w->lac,
                             .title = "Regional office",
                             .node = w->lac,
                             .from_date = "2026-01-01"};
    struct mandate represents = {.kind = "representation",
                                 .holder = w->lac,
                                 .title = "Representation in Chile",
                                 .node = w->chile,
                                 .from_date = "2026-01-01"};
    struct mandate_list list;

    assert_int_equal(mandate_give(as(state, HQ), "region", &office), OK);
    assert_int_equal(mandate_give(as(state, HQ), "country", &represents), OK);
    assert_int_equal(mandate_several(as(state, NOBODY), &list), OK);
    assert_int_equal(list.count, 0); /* not in force yet */
    assert_int_equal(
        mandate_note(as(state, HQ), office.id, "launch", "2026-06-01", NULL),
        OK);
    assert_int_equal(mandate_note(as(state, HQ), represents.id, "launch",
                                  "2026-06-01", NULL),
                     OK);
    assert_int_equal(mandate_several(as(state, NOBODY), &list), OK);
    assert_int_equal(list.count, 2);
    assert_int_equal(mandate_held(as(state, NOBODY), w->lac, &list), OK);
    assert_int_equal(list.count, 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(an_institution_proposes_another_and_that_one_answers),
        IN_WORLD(impossible_proposals_are_refused),
        IN_WORLD(it_is_a_mandate_for_the_year),
        IN_WORLD(a_post_is_held_for_a_time_by_one_person),
        IN_WORLD(a_centre_nominates_its_coordinator),
        IN_WORLD(an_office_holds_several_mandates),
    };

    return RUN_IN_WORLD(tests);
}
