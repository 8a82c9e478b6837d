/* SPDX-License-Identifier: Apache-2.0 */
/* network/membership: suspended and restored, left on a day, renewed; what it
 * means for who comes in and enrols. */

#include "test/world.h"

#include "core/count.h"
#include "network/agreement.h"
#include "network/membership.h"
#include "network/org.h"
#include "people/admit.h"

static const char reason[] = "The report of last year has not come.";

static struct org
uni(void **state)
{
    struct world *w = *state;
    struct org o;

    assert_int_equal(org_by_id(as(state, HQ), w->uni, &o), OK);
    return o;
}

static int64_t
members(void **state)
{
    struct world *w = *state;
    int64_t n;

    assert_int_equal(
        count_sum(as(state, HQ), w->peru, COUNT_MEMBERS, NULL, NULL, &n), OK);
    return n;
}

/* Uni has the agreement every member has: three years from today. */
static void
has_agreement(void **state)
{
    struct world *w = *state;

    assert_int_equal(agreement_of_membership(as(state, NOBODY), w->uni, NULL),
                     OK);
}

static void
who_reviews_suspends_with_a_reason_and_restores(void **state)
{
    struct world *w = *state;
    int64_t before = members(state), rev = uni(state).rev;
    struct membership_steps steps;

    assert_int_equal(membership_suspend(as(state, FOCAL), w->uni, rev, reason),
                     ERR_DENIED);
    assert_int_equal(
        membership_suspend(as(state, TEACHER), w->uni, rev, reason),
        ERR_DENIED);
    assert_int_equal(membership_suspend(as(state, REGION), w->uni, rev, "No."),
                     ERR_INVALID);
    assert_int_equal(
        membership_suspend(as(state, REGION), w->uni, rev + 1, reason),
        ERR_CONFLICT);
    assert_int_equal(membership_suspend(as(state, REGION), w->uni, rev, reason),
                     OK);
    assert_string_equal(uni(state).status, "suspended");
    assert_int_equal(members(state), before - 1);
    assert_int_equal(
        membership_suspend(as(state, REGION), w->uni, rev + 1, reason),
        ERR_CONFLICT);

    rev = uni(state).rev;
    assert_int_equal(membership_restore(as(state, FOCAL), w->uni, rev, reason),
                     ERR_DENIED);
    assert_int_equal(
        membership_restore(as(state, COORDINATOR), w->uni, rev, reason), OK);
    assert_string_equal(uni(state).status, "member");
    assert_int_equal(members(state), before);
    assert_int_equal(membership_steps(as(state, FOCAL), w->uni, &steps), OK);
    assert_int_equal(steps.count, 2);
    assert_string_equal(steps.items[0].status, "suspended");
    assert_string_equal(steps.items[0].reason, reason);
    assert_string_equal(steps.items[1].status, "member");
    assert_int_equal(membership_steps(as(state, STRANGER), w->uni, &steps),
                     ERR_DENIED);
}

static void
while_it_is_suspended_nothing_new_begins_and_who_is_enrolled_goes_on(
    void **state)
{
    struct world *w = *state;
    const struct join_code_wish wish = {.label = "Notice board", .days = 10};
    struct series s;
    const char *code;
    int64_t id;
    struct ctx *c;

    assert_int_equal(admit_add_code(as(state, FOCAL), w->uni, &wish, &code),
                     OK);
    assert_int_equal(
        membership_suspend(as(state, HQ), w->uni, uni(state).rev, reason), OK);
    assert_int_equal(admit_add_code(as(state, FOCAL), w->uni, &wish, &code),
                     ERR_CONFLICT);
    assert_int_equal(series_open(as(state, COORDINATOR), w->series, w->uni,
                                 w->mandate, "2026-06-15", NULL, NULL),
                     ERR_CONFLICT);
    c = as(state, ROSA); /* of a faculty of it */
    assert_int_equal(series_by_slug(c, "one", &s), OK);
    assert_int_equal(enrol_start(c, &s, &id), ERR_CONFLICT);
    assert_non_null(strstr(c->problems[0].text, "suspended"));

    assert_int_equal(
        membership_restore(as(state, HQ), w->uni, uni(state).rev, reason), OK);
    (void)world_enrol(state);
    assert_int_equal(
        membership_suspend(as(state, HQ), w->uni, uni(state).rev, reason), OK);
    world_study(state, "core", "two", "true");
}

static void
a_code_made_before_lets_nobody_in(void **state)
{
    struct world *w = *state;
    const struct join_code_wish wish = {
        .label = "Notice board", .days = 10, .workgroup = "teaching"};
    const struct newcomer who = {.name = "Somebody New"};
    struct join_code used;
    const char *code;
    int64_t person;

    assert_int_equal(admit_add_code(as(state, FOCAL), w->uni, &wish, &code),
                     OK);
    assert_int_equal(
        membership_suspend(as(state, HQ), w->uni, uni(state).rev, reason), OK);
    assert_int_equal(
        admit_by_code(as(state, NOBODY), code, &who, &used, &person),
        ERR_CONFLICT);
}

static void
a_leaving_is_announced_and_may_be_taken_back(void **state)
{
    struct world *w = *state;
    struct membership_term term;
    struct org o = uni(state);
    const char *day;

    has_agreement(state);
    assert_int_equal(membership_leave(as(state, TEACHER), w->uni, o.rev,
                                      "2026-12-31", reason),
                     ERR_DENIED);
    assert_int_equal(
        membership_leave(as(state, FOCAL), w->uni, o.rev, "2026-06-14", reason),
        ERR_INVALID); /* yesterday */
    assert_int_equal(
        membership_leave(as(state, FOCAL), w->uni, o.rev, "2031-01-01", "No."),
        ERR_INVALID);
    assert_int_equal(
        membership_leave(as(state, FOCAL), w->uni, o.rev, "2026-12-31", reason),
        OK);
    assert_int_equal(
        membership_leave(as(state, FOCAL), w->uni, o.rev, "2026-12-30", reason),
        ERR_CONFLICT);
    assert_int_equal(membership_leaving(as(state, FOCAL), w->uni, &day), OK);
    assert_string_equal(day, "2026-12-31");
    assert_string_equal(uni(state).status, "member");
    assert_int_equal(membership_term(as(state, HQ), &o, &term), OK);
    assert_string_equal(term.until_date, "2026-12-31");
    assert_false(term.may_renew);

    assert_int_equal(membership_stay(as(state, FOCAL), w->uni, o.rev), OK);
    assert_int_equal(membership_leaving(as(state, FOCAL), w->uni, &day), OK);
    assert_null(day);
    assert_int_equal(membership_term(as(state, HQ), &o, &term), OK);
    assert_string_equal(term.until_date, "2029-06-14");
    assert_int_equal(membership_stay(as(state, FOCAL), w->uni, o.rev),
                     ERR_CONFLICT);
}

static void
the_day_after_its_last_it_has_left(void **state)
{
    struct world *w = *state;
    int64_t before = members(state);
    int done;
    bool any;

    assert_int_equal(membership_leave(as(state, FOCAL), w->uni, uni(state).rev,
                                      "2026-06-15", reason),
                     OK);
    assert_int_equal(membership_due(as(state, NOBODY), &any), OK);
    assert_false(any); /* today is its last day */
    world_pass_days(state, 1);
    assert_int_equal(membership_due(as(state, NOBODY), &any), OK);
    assert_true(any);
    assert_int_equal(membership_sweep(as(state, NOBODY), 10, &done), OK);
    assert_int_equal(done, 1);
    assert_string_equal(uni(state).status, "left");
    assert_int_equal(members(state), before - 1);
    assert_int_equal(membership_need_open(as(state, NOBODY), w->law),
                     ERR_CONFLICT);
    assert_int_equal(membership_due(as(state, NOBODY), &any), OK);
    assert_false(any);
    assert_int_equal(
        membership_restore(as(state, HQ), w->uni, uni(state).rev, reason),
        ERR_CONFLICT); /* it applies again */
}

static void
near_its_end_it_is_renewed_by_one_click(void **state)
{
    struct world *w = *state;
    struct membership_term term;
    struct membership_endings ending;
    struct org o = uni(state);

    assert_int_equal(membership_term(as(state, FOCAL), &o, &term), ERR_MISSING);
    assert_int_equal(membership_renew(as(state, FOCAL), w->uni, 1),
                     ERR_CONFLICT);
    has_agreement(state);
    assert_int_equal(membership_term(as(state, FOCAL), &o, &term), OK);
    assert_false(term.may_renew); /* three years are far */
    assert_int_equal(membership_renew(as(state, FOCAL), w->uni, term.rev),
                     ERR_CONFLICT);
    world_pass_days(state, 3 * 365 - 170);
    assert_int_equal(membership_term(as(state, FOCAL), &o, &term), OK);
    assert_true(term.may_renew);
    assert_string_equal(term.next_date, "2032-06-14");
    assert_int_equal(membership_ending(as(state, FOCAL), &w->uni, 1, &ending),
                     OK);
    assert_int_equal(ending.count, 1);
    assert_int_equal(ending.items[0].org, w->uni);
    assert_int_equal(membership_renew(as(state, TEACHER), w->uni, term.rev),
                     ERR_DENIED);
    assert_int_equal(membership_renew(as(state, FOCAL), w->uni, term.rev + 1),
                     ERR_CONFLICT);
    assert_int_equal(membership_renew(as(state, FOCAL), w->uni, term.rev), OK);
    assert_int_equal(membership_term(as(state, FOCAL), &o, &term), OK);
    assert_string_equal(term.until_date, "2032-06-14");
    assert_false(term.may_renew);
    assert_int_equal(membership_ending(as(state, FOCAL), &w->uni, 1, &ending),
                     OK);
    assert_int_equal(ending.count, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(who_reviews_suspends_with_a_reason_and_restores),
        IN_WORLD(
            while_it_is_suspended_nothing_new_begins_and_who_is_enrolled_goes_on),
        IN_WORLD(a_code_made_before_lets_nobody_in),
        IN_WORLD(a_leaving_is_announced_and_may_be_taken_back),
        IN_WORLD(the_day_after_its_last_it_has_left),
        IN_WORLD(near_its_end_it_is_renewed_by_one_click),
    };

    return RUN_IN_WORLD(tests);
}
