/* SPDX-License-Identifier: Apache-2.0 */
/* network/plan, plan_report, goal: a joint action plan from its draft to the
 * report on it. */

#include "test/world.h"

#include "network/goal.h"
#include "network/mandate.h"
#include "network/org.h"
#include "network/plan.h"
#include "network/plan_report.h"

#include <string.h>

static const struct plan_aim aims[] = {
    {"es", "Formar a quienes enseñan."},
    {"en", "To train those who teach."},
};

static struct plan_draft
draft(struct world *w, struct plan_target targets[2])
{
    targets[0] = (struct plan_target){
        .title = "More universities",
        .due_date = "2026-12-31",
        .goal = {.indicator = "members", .node = w->peru, .amount = 2}};
    targets[1] = (struct plan_target){.title = "A handbook in Quechua",
                                      .due_date = "2026-09-30"};
    return (struct plan_draft){.from_date = "2026-01-01",
                               .to_date = "2026-12-31",
                               .every_months = 6,
                               .aims = aims,
                               .aim_count = COUNT(aims),
                               .targets = targets,
                               .target_count = 2};
}

static int64_t
begin(void **state)
{
    struct world *w = *state;
    struct plan_target targets[2];
    struct plan_draft d = draft(w, targets);
    int64_t id = 0;

    assert_int_equal(plan_begin(as(state, COORDINATOR), w->mandate, &d, &id),
                     OK);
    return id;
}

static int64_t
begin_agreed(void **state)
{
    int64_t id = begin(state);

    assert_int_equal(plan_agree(as(state, COORDINATOR), id, 1), OK);
    assert_int_equal(plan_agree(as(state, REGION), id, 2), OK);
    return id;
}

static struct plan
look(void **state, int64_t id)
{
    struct plan p;

    assert_int_equal(plan_by_id(as(state, REGION), id, &p), OK);
    return p;
}

static void
it_is_agreed_when_both_sides_have_said_yes(void **state)
{
    int64_t id = begin(state);
    struct plan p = look(state, id);

    assert_string_equal(p.status, "draft");
    assert_int_equal(plan_agree(as(state, COORDINATOR), id, 1), OK);
    p = look(state, id);
    assert_string_equal(p.status, "draft");
    assert_non_null(p.centre_date);
    assert_null(p.office_date);
    /* the same side does not say it twice */
    assert_int_equal(plan_agree(as(state, COORDINATOR), id, 2), ERR_CONFLICT);
    assert_int_equal(plan_agree(as(state, REGION), id, 2), OK);
    p = look(state, id);
    assert_string_equal(p.status, "agreed");
    assert_int_equal(world_acts(state, "plan.agreed"), 1);
}

static void
a_change_of_the_draft_takes_every_yes_back(void **state)
{
    struct world *w = *state;
    struct plan_target targets[2];
    struct plan_draft d = draft(w, targets);
    int64_t id = begin(state);

    assert_int_equal(plan_agree(as(state, COORDINATOR), id, 1), OK);
    d.target_count = 1;
    assert_int_equal(plan_change(as(state, REGION), id, 1, &d), ERR_CONFLICT);
    assert_int_equal(plan_change(as(state, REGION), id, 2, &d), OK);
    assert_null(look(state, id).centre_date);
    /* whoever says yes to what it was is told */
    assert_int_equal(plan_agree(as(state, REGION), id, 2), ERR_CONFLICT);
}

static void
strangers_know_nothing_of_a_draft_and_all_of_a_plan(void **state)
{
    int64_t id = begin(state);
    struct plan p;

    assert_int_equal(plan_by_id(as(state, NOBODY), id, &p), ERR_MISSING);
    assert_int_equal(plan_by_id(as(state, MINISTRY), id, &p), ERR_MISSING);
    assert_int_equal(plan_by_id(as(state, FOCAL), id, &p), ERR_MISSING);
    assert_int_equal(plan_agree(as(state, MINISTRY), id, 1), ERR_MISSING);
    assert_int_equal(plan_agree(as(state, COORDINATOR), id, 1), OK);
    assert_int_equal(plan_agree(as(state, HQ), id, 2), OK);
    assert_int_equal(plan_by_id(as(state, MINISTRY), id, &p), OK);
}

static void
impossible_plans_are_refused_at_their_field(void **state)
{
    struct world *w = *state;
    struct plan_target targets[2];
    const struct {
        const char *from, *to, *due, *indicator, *field;
        int64_t every, amount;
    } cases[] = {
        {"2026-02-30", "2026-12-31", "2026-09-30", "members", "from_date", 6,
         2},
        {"2026-01-01", "2025-12-31", "2026-09-30", "members", "to_date", 6, 2},
        {"2026-01-01", "2036-12-31", "2026-09-30", "members", "to_date", 6, 2},
        {"2026-01-01", "2026-12-31", "2026-09-30", "members", "every_months", 5,
         2},
        {"2026-01-01", "2026-12-31", "2027-01-01", "members", "due_date_2", 6,
         2},
        {"2026-01-01", "2026-12-31", "2026-09-30", "heads", "indicator_1", 6,
         2},
        {"2026-01-01", "2026-12-31", "2026-09-30", "members", "amount_1", 6, 0},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct plan_draft d = draft(w, targets);
        struct ctx *c = as(state, COORDINATOR);
        bool told = false;
        int64_t id;

        d.from_date = cases[i].from;
        d.to_date = cases[i].to;
        d.every_months = cases[i].every;
        targets[0].goal.indicator = cases[i].indicator;
        targets[0].goal.amount = cases[i].amount;
        targets[1].due_date = cases[i].due;
        assert_int_equal(plan_begin(c, w->mandate, &d, &id), ERR_INVALID);
        for (int k = 0; k < c->problem_count; k++) {
            told = told || strcmp(c->problems[k].field, cases[i].field) == 0;
        }
        assert_true(told);
    }
}

static void
two_plans_of_a_mandate_share_no_day(void **state)
{
    struct world *w = *state;
    struct plan_target targets[2];
    struct plan_draft d = draft(w, targets);
    int64_t id;

    (void)begin(state);
    assert_int_equal(plan_begin(as(state, HQ), w->mandate, &d, &id),
                     ERR_CONFLICT);
    d.from_date = "2027-01-01";
    d.to_date = "2027-12-31";
    targets[0].due_date = targets[1].due_date = "2027-06-30";
    assert_int_equal(plan_begin(as(state, HQ), w->mandate, &d, &id), OK);
}

static void
only_the_two_sides_write(void **state)
{
    static const enum who others[] = {FOCAL, TEACHER, MINISTRY, STRANGER};
    struct world *w = *state;
    struct plan_target targets[2];
    struct plan_draft d = draft(w, targets);
    int64_t id;

    for (size_t i = 0; i < COUNT(others); i++) {
        assert_int_equal(plan_begin(as(state, others[i]), w->mandate, &d, &id),
                         ERR_DENIED);
    }
}

static struct goal
goal_of(void **state, int64_t id)
{
    struct plan_targets list;
    struct plan p = look(state, id);

    assert_int_equal(plan_targets(as(state, REGION), &p, &list), OK);
    assert_int_equal(list.count, 2);
    return list.items[0].goal;
}

/* A university of Peru becomes a member today. */
static void
join_new(void **state)
{
    struct world *w = *state;
    struct org read;
    struct org added = {.kind = "institution",
                        .slug = "new",
                        .name = "Universidad Nueva",
                        .country = "PE",
                        .status = "known"};

    assert_int_equal(org_add(as(state, NOBODY), w->peru, &added), OK);
    assert_int_equal(org_by_id(as(state, NOBODY), added.id, &read), OK);
    assert_int_equal(
        org_set_status(as(state, HQ), added.id, read.rev, "member", NULL), OK);
}

/* What is reached of a further goal like this one. */
static int64_t
reached_of(void **state, struct goal g)
{
    struct goals list;

    assert_int_equal(goal_add(as(state, NOBODY), &g), OK);
    assert_int_equal(goal_list(as(state, NOBODY), &g.id, 1, &list), OK);
    assert_int_equal(list.count, 1);
    return list.items[0].reached;
}

static void
a_target_moves_when_a_member_joins(void **state)
{
    int64_t id = begin_agreed(state);
    struct goal before = goal_of(state, id), after;

    join_new(state);
    after = goal_of(state, id);
    assert_int_equal(after.reached, before.reached + 1);
    assert_int_equal(reached_of(state, after), after.reached);
    /* and a day before them counts none of them */
    after.from_date = "2027-01-01";
    assert_int_equal(reached_of(state, after), 0);
}

static void
people_are_counted_within_the_days(void **state)
{
    struct world *w = *state;
    struct goal g = {.indicator = "enrolled",
                     .node = w->peru,
                     .amount = 5,
                     .from_date = "2026-06-01",
                     .to_date = "2026-12-31"};

    assert_int_equal(reached_of(state, g), 0);
    (void)world_enrol(state);
    assert_int_equal(reached_of(state, g), 1);
    g.to_date = "2026-05-31";
    assert_int_equal(reached_of(state, g), 0);
}

static void
what_was_agreed_changes_by_a_further_version(void **state)
{
    struct world *w = *state;
    struct plan_target targets[2];
    struct plan_draft d = draft(w, targets);
    int64_t id = begin_agreed(state), next = 0, again;
    struct plan_targets list;
    struct plan p;

    assert_int_equal(plan_change(as(state, REGION), id, 3, &d), ERR_CONFLICT);
    assert_int_equal(plan_revise(as(state, REGION), id, "short", &next),
                     ERR_INVALID);
    assert_int_equal(plan_deliver(as(state, COORDINATOR), id, 2,
                                  "The handbook is on our page."),
                     OK);
    assert_int_equal(
        plan_revise(as(state, REGION), id, "The ministry asked for it.", &next),
        OK);
    assert_int_equal(
        plan_revise(as(state, HQ), id, "The ministry asked for it.", &again),
        ERR_CONFLICT);
    p = look(state, next);
    assert_int_equal(p.version, 2);
    assert_string_equal(p.reason, "The ministry asked for it.");
    targets[0].key = 1;
    targets[0].goal.amount = 9;
    targets[1].key = 2;
    assert_int_equal(plan_change(as(state, REGION), next, 1, &d), OK);
    assert_int_equal(plan_agree(as(state, COORDINATOR), next, 2), OK);
    assert_string_equal(look(state, id).status, "agreed");
    assert_int_equal(plan_agree(as(state, REGION), next, 3), OK);
    /* the one before stays as it was */
    assert_string_equal(look(state, id).status, "replaced");
    assert_int_equal(goal_of(state, id).amount, 2);
    assert_int_equal(goal_of(state, next).amount, 9);
    /* and what was delivered stays delivered */
    p = look(state, next);
    assert_int_equal(plan_targets(as(state, REGION), &p, &list), OK);
    assert_string_equal(list.items[1].done_evidence,
                        "The handbook is on our page.");
}

static void
a_figure_is_not_noted_as_done_by_hand(void **state)
{
    int64_t id = begin_agreed(state);

    assert_int_equal(
        plan_deliver(as(state, COORDINATOR), id, 1, "Two of them joined."),
        ERR_CONFLICT);
    assert_int_equal(plan_deliver(as(state, COORDINATOR), id, 2, "no"),
                     ERR_INVALID);
    assert_int_equal(
        plan_deliver(as(state, COORDINATOR), id, 7, "Two of them joined."),
        ERR_MISSING);
}

static struct plan_report
report(void **state, size_t i)
{
    struct world *w = *state;
    struct plan_reports list;

    assert_int_equal(
        plan_report_list(as(state, REGION), w->mandate, w->peru, &list), OK);
    assert_true(list.count > i);
    return list.items[i];
}

static void
reports_are_expected_by_the_plan(void **state)
{
    struct world *w = *state;
    struct plan_reports list;

    (void)begin_agreed(state);
    assert_int_equal(
        plan_report_list(as(state, MINISTRY), w->mandate, w->peru, &list), OK);
    assert_int_equal(list.count, 2);
    assert_string_equal(list.items[0].from_date, "2026-01-01");
    assert_string_equal(list.items[0].to_date, "2026-06-30");
    assert_string_equal(list.items[0].due_date, "2026-07-31");
    assert_string_equal(list.items[1].to_date, "2026-12-31");
    assert_int_equal(
        plan_report_list(as(state, STRANGER), w->mandate, w->peru, &list), OK);
    assert_int_equal(list.count, 0);
}

static void
a_report_is_handed_in_sent_back_and_accepted(void **state)
{
    const struct plan_paper p = {
        .done = "Two workshops were held.", .hard = "", .next = "More."};
    struct plan_report r;
    struct plan_papers papers;
    struct plan_targets frozen;

    (void)begin_agreed(state);
    r = report(state, 0);
    /* the office does not report for the centre, nor the centre accept it */
    assert_int_equal(plan_report_hand_in(as(state, REGION), r.id, r.rev, &p),
                     ERR_DENIED);
    assert_int_equal(plan_report_accept(as(state, REGION), r.id, r.rev),
                     ERR_CONFLICT);
    assert_int_equal(
        plan_report_hand_in(as(state, COORDINATOR), r.id, r.rev, &p), OK);
    assert_int_equal(
        plan_report_hand_in(as(state, COORDINATOR), r.id, r.rev + 1, &p),
        ERR_CONFLICT);
    assert_int_equal(
        plan_report_accept(as(state, COORDINATOR), r.id, r.rev + 1),
        ERR_DENIED);
    assert_int_equal(
        plan_report_send_back(as(state, REGION), r.id, r.rev + 1, "no"),
        ERR_INVALID);
    assert_int_equal(plan_report_send_back(as(state, REGION), r.id, r.rev + 1,
                                           "Say who took part."),
                     OK);
    assert_int_equal(
        plan_report_hand_in(as(state, COORDINATOR), r.id, r.rev + 2, &p), OK);
    assert_int_equal(plan_report_accept(as(state, REGION), r.id, r.rev + 2),
                     ERR_CONFLICT); /* looked at another state */
    assert_int_equal(plan_report_accept(as(state, REGION), r.id, r.rev + 3),
                     OK);
    assert_int_equal(plan_report_papers(as(state, REGION), r.id, &papers), OK);
    assert_int_equal(papers.count, 2);
    assert_string_equal(papers.items[1].reason, "Say who took part.");
    assert_string_equal(papers.items[0].answer, "accepted");
    assert_int_equal(
        plan_report_figures(as(state, REGION), papers.items[0].id, &frozen),
        OK);
    assert_int_equal(frozen.count, 2);
    assert_string_equal(frozen.items[0].goal.indicator, "members");
}

static void
frozen_figures_stay_when_life_goes_on(void **state)
{
    const struct plan_paper p = {
        .done = "Two workshops were held.", .hard = "", .next = ""};
    int64_t id = begin_agreed(state), before = goal_of(state, id).reached;
    struct plan_report r = report(state, 0);
    struct plan_papers papers;
    struct plan_targets frozen;

    assert_int_equal(
        plan_report_hand_in(as(state, COORDINATOR), r.id, r.rev, &p), OK);
    join_new(state);
    assert_int_equal(goal_of(state, id).reached, before + 1);
    assert_int_equal(plan_report_papers(as(state, REGION), r.id, &papers), OK);
    assert_int_equal(
        plan_report_figures(as(state, REGION), papers.items[0].id, &frozen),
        OK);
    assert_int_equal(frozen.items[0].goal.reached, before);
}

static void
what_waits_is_found_by_its_side(void **state)
{
    struct world *w = *state;
    const struct plan_paper p = {
        .done = "Two workshops were held.", .hard = "", .next = ""};
    struct plan_reports list;
    struct plans plans;
    struct plan_report r;
    int64_t id = begin(state);

    assert_int_equal(plan_waiting(as(state, REGION), &w->lac, 1, &plans), OK);
    assert_int_equal(plans.count, 1);
    assert_int_equal(plan_agree(as(state, COORDINATOR), id, 1), OK);
    assert_int_equal(plan_waiting(as(state, COORDINATOR), &w->peru, 1, &plans),
                     OK);
    assert_int_equal(plans.count, 0);
    assert_int_equal(plan_agree(as(state, REGION), id, 2), OK);
    assert_int_equal(
        plan_report_due(as(state, COORDINATOR), &w->peru, 1, 10, &list), OK);
    assert_int_equal(list.count, 0);
    assert_int_equal(
        plan_report_due(as(state, COORDINATOR), &w->peru, 1, 60, &list), OK);
    assert_int_equal(list.count, 1);
    r = list.items[0];
    assert_int_equal(
        plan_report_hand_in(as(state, COORDINATOR), r.id, r.rev, &p), OK);
    assert_int_equal(
        plan_report_due(as(state, COORDINATOR), &w->peru, 1, 60, &list), OK);
    assert_int_equal(list.count, 0);
    assert_int_equal(plan_report_waiting(as(state, REGION), &w->lac, 1, &list),
                     OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(
        plan_report_waiting(as(state, COORDINATOR), &w->peru, 1, &list), OK);
    assert_int_equal(list.count, 0);
}

static void
an_ended_mandate_begins_no_plan(void **state)
{
    struct world *w = *state;
    struct plan_target targets[2];
    struct plan_draft d = draft(w, targets);
    int64_t id;

    assert_int_equal(mandate_note(as(state, HQ), w->mandate, "end",
                                  "2026-06-15", "It was so agreed."),
                     OK);
    assert_int_equal(plan_begin(as(state, HQ), w->mandate, &d, &id),
                     ERR_CONFLICT);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(it_is_agreed_when_both_sides_have_said_yes),
        IN_WORLD(a_change_of_the_draft_takes_every_yes_back),
        IN_WORLD(strangers_know_nothing_of_a_draft_and_all_of_a_plan),
        IN_WORLD(impossible_plans_are_refused_at_their_field),
        IN_WORLD(two_plans_of_a_mandate_share_no_day),
        IN_WORLD(only_the_two_sides_write),
        IN_WORLD(a_target_moves_when_a_member_joins),
        IN_WORLD(people_are_counted_within_the_days),
        IN_WORLD(what_was_agreed_changes_by_a_further_version),
        IN_WORLD(a_figure_is_not_noted_as_done_by_hand),
        IN_WORLD(reports_are_expected_by_the_plan),
        IN_WORLD(a_report_is_handed_in_sent_back_and_accepted),
        IN_WORLD(frozen_figures_stay_when_life_goes_on),
        IN_WORLD(what_waits_is_found_by_its_side),
        IN_WORLD(an_ended_mandate_begins_no_plan),
    };

    return RUN_IN_WORLD(tests);
}
