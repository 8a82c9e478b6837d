/* SPDX-License-Identifier: Apache-2.0 */
/* network/research: a call, a proposal, who takes part, what must be there
 * before it begins, and what comes of it. It is 2026-06-15. Uni leads; Peru
 * calls; Rosa holds Tec's role of a coordinator here. */

#include "test/world.h"

#include "network/research.h"
#include "network/research_call.h"
#include "network/research_plan.h"
#include "people/role.h"

static const char why[] = "A reason that can be read later.";

static struct research_call
call_of(void **state)
{
    struct world *w = *state;

    return (struct research_call){.node = w->peru,
                                  .title = "Digital competence",
                                  .words = "Three projects are sought.",
                                  .zone = "America/Lima",
                                  .opens_date = "2026-06-01",
                                  .opens_time = "08:00",
                                  .closes_date = "2026-06-30",
                                  .closes_time = "18:00"};
}

static struct research
project_of(void **state, const char *call)
{
    struct world *w = *state;

    return (struct research){.node = w->uni,
                             .call_number = call,
                             .title = "How <teachers> use models",
                             .abstract = "A survey in two universities.",
                             .remarks = "Between us.",
                             .from_date = "2026-07-01",
                             .to_date = "2027-06-30",
                             .report_months = 6};
}

static const char *
called(void **state)
{
    struct research_call k = call_of(state);

    assert_int_equal(research_call_put(as(state, COORDINATOR), &k), OK);
    return k.number;
}

static const char *
proposed(void **state)
{
    struct research r = project_of(state, called(state));

    assert_int_equal(research_put(as(state, FOCAL), &r), OK);
    return r.number;
}

static const char *
made(void **state)
{
    struct research r = project_of(state, NULL);

    assert_int_equal(research_put(as(state, FOCAL), &r), OK);
    return r.number;
}

static struct research
now(void **state, const char *number)
{
    struct research r;

    assert_int_equal(research_by_number(as(state, FOCAL), number, &r), OK);
    return r;
}

/* Rosa answers for Tec. */
static void
give_tec(void **state)
{
    struct world *w = *state;

    assert_int_equal(role_grant(as(state, NOBODY), w->people[ROSA],
                                "focal_point", w->tec, 0),
                     OK);
}

static enum err
answer(void **state, enum who who, const char *number, int64_t rev,
       const char *what, const char *words)
{
    struct world *w = *state;

    return research_answer(as(state, who), number, w->tec, rev, what, words);
}

static enum err
review(void **state, enum who who, const char *number, const char *outcome)
{
    struct research_ethics e = {.body = "Ethics committee of Uni",
                                .outcome = outcome,
                                .on_date = "2026-06-10",
                                .words = why};

    return research_review(as(state, who), number, now(state, number).rev, &e);
}

static struct research_data
rules(void)
{
    return (struct research_data){.kind = "anonymous",
                                  .kept_at = "Uni's repository",
                                  .seen_by = "The project's office",
                                  .kept_until = "2030-01-01",
                                  .opened = "open"};
}

static enum err
state_rules(void **state, const char *number)
{
    struct research_data d = rules();

    return research_state_data(as(state, FOCAL), number, now(state, number).rev,
                               &d);
}

static enum err
move(void **state, const char *number, const char *what)
{
    return research_move(as(state, FOCAL), number, now(state, number).rev, what,
                         why);
}

static const char *
begun(void **state)
{
    const char *number = made(state);

    assert_int_equal(review(state, FOCAL, number, "approved"), OK);
    assert_int_equal(state_rules(state, number), OK);
    assert_int_equal(move(state, number, "started"), OK);
    return number;
}

/* --- calls --- */

static void
a_call_is_open_between_two_instants_of_its_zone(void **state)
{
    struct research_call k;
    struct ctx *c;

    assert_int_equal(
        research_call_by_number(as(state, NOBODY), called(state), &k), OK);
    assert_int_equal(k.opens_ms, 1780318800000); /* 13:00 UTC */
    c = as(state, NOBODY);
    assert_int_equal(research_call_state(c, &k), RESEARCH_OPEN);
    c->now_ms = k.opens_ms - 1;
    assert_int_equal(research_call_state(c, &k), RESEARCH_SOON);
    c->now_ms = k.closes_ms + 1;
    assert_int_equal(research_call_state(c, &k), RESEARCH_CLOSED);
}

static void
impossible_calls_are_refused_at_their_field(void **state)
{
    static const struct {
        const char *field, *opens, *opens_time, *closes, *zone, *title;
    } bad[] = {
        {"title", "2026-06-01", "08:00", "2026-06-30", "America/Lima", " "},
        {"zone", "2026-06-01", "08:00", "2026-06-30", "Lima", "x"},
        {"opens_date", "2026-02-30", "08:00", "2026-06-30", "America/Lima",
         "x"},
        {"opens_time", "2026-06-01", "25:00", "2026-06-30", "America/Lima",
         "x"},
        {"closes_date", "2026-06-01", "08:00", "2026-05-30", "America/Lima",
         "x"},
        {"closes_date", "2026-06-01", "08:00", "2036-05-30", "America/Lima",
         "x"},
        {"opens_time", "2026-09-06", "00:30", "2026-09-30", "America/Santiago",
         "x"}, /* clocks jump */
    };

    for (size_t i = 0; i < COUNT(bad); i++) {
        struct research_call k = call_of(state);
        struct ctx *c = as(state, COORDINATOR);

        k.title = bad[i].title;
        k.opens_date = bad[i].opens;
        k.opens_time = bad[i].opens_time;
        k.closes_date = bad[i].closes;
        k.zone = bad[i].zone;
        assert_int_equal(research_call_put(c, &k), ERR_INVALID);
        assert_int_equal(c->problem_count, 1);
        assert_string_equal(c->problems[0].field, bad[i].field);
    }
}

static void
institutions_do_not_call_and_two_editors_are_told(void **state)
{
    struct world *w = *state;
    struct research_call k = call_of(state), mine, theirs;

    k.node = w->uni;
    assert_int_equal(research_call_put(as(state, HQ), &k), ERR_INVALID);
    assert_int_equal(research_call_put(as(state, FOCAL), &k), ERR_DENIED);
    assert_int_equal(
        research_call_by_number(as(state, HQ), called(state), &mine), OK);
    theirs = mine;
    theirs.title = "Theirs";
    assert_int_equal(research_call_put(as(state, HQ), &theirs), OK);
    mine.title = "Mine";
    assert_int_equal(research_call_put(as(state, COORDINATOR), &mine),
                     ERR_CONFLICT);
}

/* --- proposals --- */

static void
a_proposal_is_seen_by_those_inside_until_it_is_taken_up(void **state)
{
    struct world *w = *state;
    const char *number = proposed(state);
    struct research_list list;
    struct research_desk desk;
    struct research r;

    assert_int_equal(research_by_number(as(state, NOBODY), number, &r),
                     ERR_MISSING);
    assert_int_equal(research_by_number(as(state, MINISTRY), number, &r),
                     ERR_MISSING);
    assert_int_equal(research_by_number(as(state, COORDINATOR), number, &r),
                     OK);
    assert_true(r.decides);
    assert_int_equal(research_desk(as(state, HQ), w->peru, &desk), OK);
    assert_int_equal(desk.waiting.count, 1);
    assert_int_equal(research_public(as(state, NOBODY), "", 0, &list), OK);
    assert_int_equal(list.count, 0);
    assert_int_equal(
        research_decide(as(state, COORDINATOR), number, r.rev, "taken_up", why),
        OK);
    assert_int_equal(research_by_number(as(state, NOBODY), number, &r), OK);
    assert_string_equal(r.status, "preparing");
    assert_string_equal(r.remarks, "");
    assert_false(r.inside);
    assert_string_equal(now(state, number).remarks, "Between us.");
    assert_int_equal(research_public(as(state, NOBODY), "PE", 0, &list), OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(research_public(as(state, NOBODY), "CL", 0, &list), OK);
    assert_int_equal(list.count, 0);
}

static void
who_decides_gives_a_reason_once(void **state)
{
    const char *number = proposed(state);
    struct ctx *c;

    assert_int_equal(
        research_decide(as(state, FOCAL), number, 1, "taken_up", why),
        ERR_DENIED);
    c = as(state, COORDINATOR);
    assert_int_equal(research_decide(c, number, 1, "perhaps", "no"),
                     ERR_INVALID);
    assert_int_equal(c->problem_count, 2);
    assert_int_equal(
        research_decide(as(state, COORDINATOR), number, 7, "declined", why),
        ERR_CONFLICT);
    assert_int_equal(
        research_decide(as(state, COORDINATOR), number, 1, "declined", why),
        OK);
    assert_int_equal(research_decide(as(state, HQ), number, 2, "taken_up", why),
                     ERR_CONFLICT);
    assert_int_equal(move(state, number, "started"), ERR_CONFLICT);
}

static void
a_closed_call_takes_no_proposal(void **state)
{
    struct research r = project_of(state, called(state));
    struct ctx *c;

    world_pass_days(state, 16);
    c = as(state, FOCAL);
    assert_int_equal(research_put(c, &r), ERR_INVALID);
    assert_null(c->problems[0].field);
    r.call_number = NULL;
    assert_int_equal(research_put(as(state, FOCAL), &r), OK);
    assert_string_equal(r.status, "preparing");
}

static void
impossible_projects_are_refused_at_their_field(void **state)
{
    static const char *const fields[] = {"title",     "abstract",
                                         "from_date", "to_date",
                                         "to_date",   "report_months"};
    struct research r = project_of(state, NULL);

    for (size_t i = 0; i < COUNT(fields); i++) {
        struct ctx *c = as(state, FOCAL);

        r = project_of(state, NULL);
        r.title = i == 0 ? " " : r.title;
        r.abstract = i == 1 ? "" : r.abstract;
        r.from_date = i == 2 ? "2026-02-30" : r.from_date;
        r.to_date = i == 3 ? "2026-06-30" : i == 4 ? "2038-06-30" : r.to_date;
        r.report_months = i == 5 ? 5 : r.report_months;
        assert_int_equal(research_put(c, &r), ERR_INVALID);
        assert_int_equal(c->problem_count, 1);
        assert_string_equal(c->problems[0].field, fields[i]);
    }
    assert_int_equal(research_put(as(state, TEACHER), &r), ERR_DENIED);
}

static void
the_second_of_two_editors_is_told(void **state)
{
    struct research mine = now(state, made(state)), theirs = mine;

    theirs.title = "Theirs";
    assert_int_equal(research_put(as(state, HQ), &theirs), OK);
    mine.title = "Mine";
    assert_int_equal(research_put(as(state, FOCAL), &mine), ERR_CONFLICT);
    assert_string_equal(now(state, mine.number).title, "Theirs");
}

/* --- who takes part --- */

static void
an_organisation_answers_itself(void **state)
{
    struct world *w = *state;
    const char *number = made(state);
    struct research_desk desk;
    struct research_list list;

    give_tec(state);
    assert_int_equal(research_invite(as(state, FOCAL), number, "tec", "partner",
                                     "Interviews."),
                     OK);
    assert_int_equal(research_desk(as(state, ROSA), w->tec, &desk), OK);
    assert_int_equal(desk.parts.count, 1);
    assert_string_equal(desk.parts.items[0].partner.status, "invited");
    /* neither who invited nor whoever stands above does */
    assert_int_equal(answer(state, FOCAL, number, 1, "accepted", ""),
                     ERR_DENIED);
    assert_int_equal(answer(state, HQ, number, 1, "accepted", ""), ERR_DENIED);
    assert_int_equal(answer(state, ROSA, number, 1, "declined", "no"),
                     ERR_INVALID);
    assert_int_equal(answer(state, ROSA, number, 1, "accepted", ""), OK);
    assert_int_equal(answer(state, ROSA, number, 2, "accepted", ""),
                     ERR_CONFLICT);
    assert_int_equal(research_public(as(state, NOBODY), "PE", 0, &list), OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(answer(state, ROSA, number, 2, "left", why), OK);
    /* and may be asked again */
    assert_int_equal(
        research_invite(as(state, FOCAL), number, "tec", "observer", ""), OK);
    assert_int_equal(world_acts(state, "research.invited"), 2);
}

static void
an_invitation_that_says_nothing_is_refused(void **state)
{
    const char *number = made(state);
    struct ctx *c = as(state, FOCAL);

    assert_int_equal(research_invite(c, number, "nobody", "king", ""),
                     ERR_INVALID);
    assert_int_equal(c->problem_count, 2);
    c = as(state, FOCAL);
    assert_int_equal(research_invite(c, number, "tec", "lead", ""),
                     ERR_INVALID);
    assert_string_equal(c->problems[0].field, "role");
    c = as(state, FOCAL);
    assert_int_equal(research_invite(c, number, "uni", "partner", ""),
                     ERR_INVALID); /* it leads */
    assert_string_equal(c->problems[0].field, "org");
    assert_int_equal(
        research_invite(as(state, MINISTRY), number, "tec", "partner", ""),
        ERR_DENIED);
}

/* --- before it begins --- */

static void
nothing_is_collected_before_ethics_and_data_rules(void **state)
{
    const char *number = made(state);
    struct research r = now(state, number);
    struct ctx *c = as(state, FOCAL);

    assert_int_equal(research_move(c, number, r.rev, "started", ""),
                     ERR_INVALID);
    assert_string_equal(c->problems[0].text, research_missing(&r));
    assert_int_equal(review(state, FOCAL, number, "refused"), OK);
    assert_int_equal(state_rules(state, number), OK);
    assert_int_equal(move(state, number, "started"), ERR_INVALID);
    assert_int_equal(review(state, FOCAL, number, "conditions"), OK);
    assert_int_equal(move(state, number, "started"), OK);
    assert_string_equal(now(state, number).status, "active");
    /* a later refusal stops the collecting */
    assert_int_equal(review(state, FOCAL, number, "refused"), OK);
    assert_string_equal(now(state, number).status, "preparing");
    assert_int_equal(move(state, number, "started"), ERR_INVALID);
}

static void
where_an_ethics_body_takes_part_it_alone_decides(void **state)
{
    const char *number = made(state);
    struct research_reviews list;
    struct research_ethics one;

    give_tec(state);
    assert_int_equal(
        research_invite(as(state, FOCAL), number, "tec", "ethics", ""), OK);
    assert_int_equal(answer(state, ROSA, number, 1, "accepted", ""), OK);
    assert_int_equal(
        research_invite(as(state, FOCAL), number, "sur", "ethics", ""),
        ERR_INVALID); /* a second one */
    assert_int_equal(review(state, FOCAL, number, "approved"), ERR_DENIED);
    assert_int_equal(review(state, ROSA, number, "approved"), OK);
    assert_int_equal(research_reviews(as(state, FOCAL), number, &list), OK);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.items[0].org_name, "Universidad Tec");
    assert_int_equal(research_review_by_id(as(state, NOBODY), number,
                                           list.items[0].id, &one),
                     ERR_MISSING); /* papers are not public */
}

static void
a_review_and_rules_are_complete_or_refused(void **state)
{
    const char *number = made(state);
    int64_t rev = now(state, number).rev;
    struct research_ethics e = {.body = "Sr. Somebody",
                                .outcome = "perhaps",
                                .on_date = "2026-06-16",
                                .words = "no"};
    struct research_data d = {.kind = "",
                              .kept_at = "",
                              .seen_by = "Dr. Nobody",
                              .kept_until = "2026-12-31",
                              .opened = ""};
    struct ctx *c = as(state, FOCAL);

    assert_int_equal(research_review(c, number, rev, &e), ERR_INVALID);
    assert_int_equal(c->problem_count, 4);
    c = as(state, FOCAL);
    assert_int_equal(research_state_data(c, number, rev, &d), ERR_INVALID);
    assert_int_equal(c->problem_count, 5);
    d = rules();
    assert_int_equal(research_state_data(as(state, FOCAL), number, rev + 1, &d),
                     ERR_CONFLICT);
    assert_int_equal(research_state_data(as(state, ASSESSOR), number, rev, &d),
                     ERR_DENIED);
}

/* --- milestones, reports, outputs --- */

static int64_t
milestone(void **state, const char *number, const char *due)
{
    struct research_milestones list;

    assert_int_equal(research_milestone_add(as(state, FOCAL), number,
                                            "The survey is out", "uni", due),
                     OK);
    assert_int_equal(research_milestones(as(state, FOCAL), number, &list), OK);
    return list.items[0].id;
}

static void
owned(void **state, int64_t org, bool below, struct research_milestones *out)
{
    struct ctx *c = as(state, FOCAL);
    struct answer a;

    research_milestones_ask_owned(c, &org, 1, below, &a);
    assert_int_equal(research_milestones_take_owned(c, &a, out), OK);
}

static void
a_milestone_moves_with_a_reason_and_is_done_with_evidence(void **state)
{
    struct world *w = *state;
    const char *number = made(state);
    int64_t id = milestone(state, number, "2026-09-30");
    struct research_milestones list;
    struct research_milestone_steps steps;
    struct research_milestone m;
    struct research r;
    struct answer a;

    owned(state, w->uni, false, &list);
    assert_int_equal(list.count, 1);
    owned(state, w->peru, false, &list);
    assert_int_equal(list.count, 0);
    owned(state, w->peru, true, &list);
    assert_int_equal(list.count, 1);
    assert_int_equal(research_milestone_tell(as(state, FOCAL), id, 1, "moved",
                                             "", "2026-10-31"),
                     ERR_INVALID);
    assert_int_equal(research_milestone_tell(as(state, FOCAL), id, 1, "moved",
                                             why, "2026-06-14"),
                     ERR_INVALID);
    assert_int_equal(research_milestone_tell(as(state, FOCAL), id, 1, "moved",
                                             why, "2026-10-31"),
                     OK);
    assert_int_equal(
        research_milestone_tell(as(state, HQ), id, 1, "done", why, NULL),
        ERR_CONFLICT); /* somebody wrote first */
    assert_int_equal(
        research_milestone_tell(as(state, HQ), id, 2, "done", "yes", NULL),
        ERR_INVALID);
    assert_int_equal(
        research_milestone_tell(as(state, HQ), id, 2, "done", why, NULL), OK);
    assert_int_equal(research_milestone_by_id(as(state, FOCAL), id, &m, &r),
                     OK);
    assert_string_equal(m.status, "done");
    assert_string_equal(m.evidence, why);
    research_milestone_steps_ask(as(state, FOCAL), id, &a);
    assert_int_equal(
        research_milestone_steps_take(as(state, FOCAL), &a, &steps), OK);
    assert_int_equal(steps.count, 2);
    assert_string_equal(steps.items[0].due_before, "2026-09-30");
    owned(state, w->uni, false, &list);
    assert_int_equal(list.count, 0);
    assert_int_equal(research_milestone_by_id(as(state, NOBODY), id, &m, &r),
                     ERR_MISSING);
}

static void
a_milestone_belongs_to_who_takes_part_and_to_the_projects_days(void **state)
{
    const char *number = made(state);
    struct ctx *c = as(state, FOCAL);

    assert_int_equal(
        research_milestone_add(c, number, " ", "tec", "2026-06-30"),
        ERR_INVALID);
    assert_int_equal(c->problem_count, 3);
    assert_int_equal(research_milestone_add(as(state, MINISTRY), number, "x",
                                            "uni", "2026-09-30"),
                     ERR_DENIED);
}

static void
reports_are_expected_handed_in_or_late(void **state)
{
    const char *number = begun(state);
    struct research_reports list;
    struct research r = now(state, number);

    assert_int_equal(research_reports(as(state, FOCAL), number, &list), OK);
    assert_int_equal(list.count, 3);
    assert_string_equal(list.items[0].due_date, "2026-12-15");
    assert_string_equal(list.items[2].due_date, "2027-06-30");
    assert_false(list.items[0].late);
    assert_int_equal(
        research_report_hand_in(as(state, FOCAL), number, "2026-12-16", why),
        ERR_MISSING);
    assert_int_equal(
        research_report_hand_in(as(state, FOCAL), number, "2026-12-15", "ok"),
        ERR_INVALID);
    world_pass_days(state, 184);
    assert_int_equal(research_reports(as(state, FOCAL), number, &list), OK);
    assert_true(list.items[0].late);
    assert_int_equal(
        research_report_hand_in(as(state, FOCAL), number, "2026-12-15", why),
        OK);
    assert_int_equal(
        research_report_hand_in(as(state, FOCAL), number, "2026-12-15", why),
        ERR_CONFLICT);
    /* a later end: what was handed in stays */
    r.to_date = "2027-12-31";
    assert_int_equal(research_put(as(state, FOCAL), &r), OK);
    assert_int_equal(research_reports(as(state, FOCAL), number, &list), OK);
    assert_int_equal(list.count, 4);
    assert_non_null(list.items[0].handed_date);
    assert_string_equal(list.items[3].due_date, "2027-12-31");
}

static void
an_output_has_a_doi_of_the_right_form_or_an_address(void **state)
{
    struct research_output good = {.kind = "article",
                                   .title = "What teachers do",
                                   .doi = "https://doi.org/10.1234/ABC",
                                   .url = "",
                                   .on_date = "2026-06-15"};
    struct research_output bad = {.kind = "song",
                                  .title = "",
                                  .doi = "10.12/x",
                                  .url = "javascript:alert(1)",
                                  .on_date = "2026-06-16"};
    const char *waiting = made(state), *number = begun(state);
    struct research_outputs list;
    struct ctx *c;

    assert_int_equal(research_output_add(as(state, FOCAL), waiting, &good),
                     ERR_CONFLICT); /* it has not begun */
    c = as(state, FOCAL);
    assert_int_equal(research_output_add(c, number, &bad), ERR_INVALID);
    assert_int_equal(c->problem_count, 5);
    assert_int_equal(research_output_add(as(state, FOCAL), number, &good), OK);
    assert_int_equal(research_output_add(as(state, FOCAL), number, &good),
                     ERR_CONFLICT); /* the same one */
    assert_int_equal(research_outputs(as(state, NOBODY), number, &list), OK);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.items[0].doi, "10.1234/abc");
}

static void
what_is_over_is_not_changed(void **state)
{
    const char *number = begun(state);
    int64_t id = milestone(state, number, "2026-09-30");
    struct research r;

    assert_int_equal(move(state, number, "finished"), OK);
    r = now(state, number);
    assert_int_equal(research_put(as(state, FOCAL), &r), ERR_CONFLICT);
    assert_int_equal(
        research_invite(as(state, FOCAL), number, "tec", "partner", ""),
        ERR_CONFLICT);
    assert_int_equal(state_rules(state, number), ERR_CONFLICT);
    assert_int_equal(
        research_milestone_tell(as(state, FOCAL), id, 1, "done", why, NULL),
        ERR_CONFLICT);
    assert_int_equal(move(state, number, "stopped"), ERR_CONFLICT);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(a_call_is_open_between_two_instants_of_its_zone),
        IN_WORLD(impossible_calls_are_refused_at_their_field),
        IN_WORLD(institutions_do_not_call_and_two_editors_are_told),
        IN_WORLD(a_proposal_is_seen_by_those_inside_until_it_is_taken_up),
        IN_WORLD(who_decides_gives_a_reason_once),
        IN_WORLD(a_closed_call_takes_no_proposal),
        IN_WORLD(impossible_projects_are_refused_at_their_field),
        IN_WORLD(the_second_of_two_editors_is_told),
        IN_WORLD(an_organisation_answers_itself),
        IN_WORLD(an_invitation_that_says_nothing_is_refused),
        IN_WORLD(nothing_is_collected_before_ethics_and_data_rules),
        IN_WORLD(where_an_ethics_body_takes_part_it_alone_decides),
        IN_WORLD(a_review_and_rules_are_complete_or_refused),
        IN_WORLD(a_milestone_moves_with_a_reason_and_is_done_with_evidence),
        IN_WORLD(
            a_milestone_belongs_to_who_takes_part_and_to_the_projects_days),
        IN_WORLD(reports_are_expected_handed_in_or_late),
        IN_WORLD(an_output_has_a_doi_of_the_right_form_or_an_address),
        IN_WORLD(what_is_over_is_not_changed),
    };
    return RUN_IN_WORLD(tests);
}
