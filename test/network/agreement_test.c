/* SPDX-License-Identifier: Apache-2.0 */
/* network/agreement: drafted, approved in order, signed, renewed by a term,
 * ended; who may, and what meets what. */

#include "test/world.h"

#include "network/agreement.h"
#include "network/agreement_goal.h"

#include <stdio.h>

static const char reason[] = "The annex on contributions is missing.";

/* Between Uni and Sur, at Uni's place. */
static struct agreement_draft
draft_of(void **state)
{
    struct world *w = *state;
    int64_t *parties = arena_alloc(w->arena, 2 * sizeof *parties);

    parties[0] = w->uni;
    parties[1] = w->sur;
    return (struct agreement_draft){.kind = "cooperation",
                                    .title = "Shared laboratory",
                                    .node = w->uni,
                                    .parties = parties,
                                    .party_count = 2,
                                    .from_date = "2026-01-01",
                                    .to_date = "2026-12-31",
                                    .is_public = true};
}

static const char *
drafted(void **state)
{
    struct agreement_draft d = draft_of(state);

    assert_int_equal(agreement_draft(as(state, COORDINATOR), &d), OK);
    return d.number;
}

static struct agreement
now(void **state, const char *number)
{
    struct agreement a;

    assert_int_equal(agreement_by_number(as(state, HQ), number, &a), OK);
    return a;
}

static const char *
in_force(void **state)
{
    const char *number = drafted(state);
    const struct agreement_signature sign = {.signed_date = "2026-01-10"};

    assert_int_equal(agreement_approve(as(state, COORDINATOR), number, 1), OK);
    assert_int_equal(agreement_approve(as(state, REGION), number, 2), OK);
    assert_int_equal(agreement_sign(as(state, COORDINATOR), number, 3, &sign),
                     OK);
    return number;
}

static void
a_draft_has_clauses_in_both_languages_with_names(void **state)
{
    struct agreement a = now(state, drafted(state));
    struct agreement_clauses en, es;
    struct agreement_parts parts;

    assert_string_equal(a.status, "waiting");
    assert_int_equal(agreement_clauses(as(state, HQ), a.id, "en", &en), OK);
    assert_int_equal(agreement_clauses(as(state, HQ), a.id, "es", &es), OK);
    assert_true(en.count >= 4);
    assert_int_equal(en.count, es.count);
    assert_non_null(strstr(en.items[0].text, "Universidad Uni and "));
    assert_non_null(strstr(es.items[0].text, "Universidad Uni y "));
    assert_null(strstr(en.items[0].text, "%{"));
    assert_int_equal(agreement_parts(as(state, HQ), a.id, &parts), OK);
    assert_int_equal(parts.party_count, 2);
    assert_int_equal(parts.term_count, 1);
    assert_int_equal(parts.approval_count, 2);
    assert_string_equal(parts.approvals[0].slug, "peru");
    assert_string_equal(parts.approvals[1].slug, "lac");
}

static void
approvals_come_in_order_by_who_may(void **state)
{
    const char *number = drafted(state);

    assert_int_equal(agreement_approve(as(state, FOCAL), number, 1),
                     ERR_DENIED);
    assert_int_equal(agreement_approve(as(state, COORDINATOR), number, 1), OK);
    /* The region's turn: the centre may not. */
    assert_int_equal(agreement_approve(as(state, COORDINATOR), number, 2),
                     ERR_DENIED);
    assert_int_equal(agreement_approve(as(state, REGION), number, 1),
                     ERR_CONFLICT);
    assert_int_equal(agreement_approve(as(state, REGION), number, 2), OK);
    assert_string_equal(now(state, number).status, "approved");
    assert_int_equal(agreement_approve(as(state, REGION), number, 3),
                     ERR_CONFLICT);
}

static void
a_refusal_has_a_reason_and_is_final(void **state)
{
    const char *number = drafted(state);
    struct agreement_parts parts;
    struct agreement a;

    assert_int_equal(agreement_refuse(as(state, COORDINATOR), number, 1, "no"),
                     ERR_INVALID);
    assert_int_equal(
        agreement_refuse(as(state, COORDINATOR), number, 1, reason), OK);
    a = now(state, number);
    assert_string_equal(a.status, "refused");
    assert_int_equal(agreement_parts(as(state, HQ), a.id, &parts), OK);
    assert_string_equal(parts.approvals[0].reason, reason);
    assert_int_equal(agreement_approve(as(state, REGION), number, 2),
                     ERR_CONFLICT);
    /* The same can be drafted again. */
    drafted(state);
}

static void
it_is_signed_once_all_approved_and_not_in_the_future(void **state)
{
    const char *number = drafted(state);
    struct agreement_signature sign = {.signed_date = "2026-06-16"};

    assert_int_equal(agreement_sign(as(state, COORDINATOR), number, 1, &sign),
                     ERR_CONFLICT);
    assert_int_equal(agreement_approve(as(state, HQ), number, 1), OK);
    assert_int_equal(agreement_approve(as(state, HQ), number, 2), OK);
    assert_int_equal(agreement_sign(as(state, COORDINATOR), number, 3, &sign),
                     ERR_INVALID);
    sign.signed_date = "2026-06-15";
    assert_int_equal(agreement_sign(as(state, FOCAL), number, 3, &sign),
                     ERR_DENIED);
    assert_int_equal(agreement_sign(as(state, COORDINATOR), number, 3, &sign),
                     OK);
    assert_string_equal(now(state, number).status, "in_force");
    assert_int_equal(agreement_sign(as(state, COORDINATOR), number, 4, &sign),
                     ERR_CONFLICT);
}

static void
only_what_is_in_force_is_public(void **state)
{
    struct agreement a;
    const char *number = drafted(state);
    struct agreement_list list;

    assert_int_equal(agreement_by_number(as(state, NOBODY), number, &a),
                     ERR_MISSING);
    assert_int_equal(
        agreement_register(as(state, NOBODY), "cooperation", "", 0, &list), OK);
    assert_int_equal(list.count, 0);
    assert_int_equal(agreement_refuse(as(state, HQ), number, 1, reason), OK);
    number = in_force(state);
    assert_int_equal(agreement_by_number(as(state, NOBODY), number, &a), OK);
    assert_int_equal(
        agreement_register(as(state, NOBODY), "cooperation", "", 0, &list), OK);
    assert_int_equal(list.count, 1);
}

static void
renewing_adds_a_term_as_long_as_the_last(void **state)
{
    const char *number = in_force(state);
    struct agreement_parts parts;
    struct agreement a = now(state, number);

    assert_int_equal(
        agreement_renew(as(state, COORDINATOR), number, a.rev + 1, ""),
        ERR_CONFLICT);
    assert_int_equal(agreement_renew(as(state, FOCAL), number, a.rev, ""),
                     ERR_DENIED);
    assert_int_equal(agreement_renew(as(state, COORDINATOR), number, a.rev, ""),
                     OK);
    a = now(state, number);
    assert_int_equal(agreement_parts(as(state, HQ), a.id, &parts), OK);
    assert_int_equal(parts.term_count, 2);
    assert_string_equal(parts.terms[0].to_date, "2026-12-31");
    assert_string_equal(parts.terms[1].from_date, "2027-01-01");
    assert_string_equal(parts.terms[1].to_date, "2027-12-31");
    assert_string_equal(a.until_date, "2027-12-31");
    assert_int_equal(
        agreement_renew(as(state, COORDINATOR), number, a.rev, "2027-12-31"),
        ERR_INVALID);
    assert_int_equal(
        agreement_renew(as(state, COORDINATOR), number, a.rev, "2028-06-30"),
        OK);
}

static void
notice_ends_it_on_its_day(void **state)
{
    const char *number = in_force(state);
    struct agreement a = now(state, number);
    struct agreement_list list;

    assert_int_equal(agreement_end(as(state, COORDINATOR), number, a.rev,
                                   "2025-12-31", reason),
                     ERR_INVALID);
    assert_int_equal(agreement_end(as(state, COORDINATOR), number, a.rev,
                                   "2026-08-14", reason),
                     OK);
    a = now(state, number);
    assert_string_equal(a.status, "in_force");
    assert_string_equal(a.until_date, "2026-08-14");
    assert_int_equal(agreement_due(as(state, HQ), &a), AGREEMENT_IN_60_DAYS);
    assert_int_equal(agreement_renew(as(state, COORDINATOR), number, a.rev, ""),
                     ERR_CONFLICT);
    world_pass_days(state, 61);
    assert_int_equal(
        agreement_register(as(state, NOBODY), "cooperation", "", 0, &list), OK);
    assert_int_equal(list.count, 0);
    assert_int_equal(agreement_due(as(state, HQ), &a), AGREEMENT_EXPIRED);
}

static void
the_same_parties_do_not_agree_twice_for_one_time(void **state)
{
    struct agreement_draft d = draft_of(state);
    int64_t turned[2] = {d.parties[1], d.parties[0]};

    drafted(state);
    d.parties = turned;
    d.from_date = "2026-12-31";
    d.to_date = "";
    assert_int_equal(agreement_draft(as(state, COORDINATOR), &d), ERR_CONFLICT);
    d.from_date = "2027-01-01";
    d.to_date = "";
    assert_int_equal(agreement_draft(as(state, COORDINATOR), &d), OK);
    d.from_date = "2031-01-01";
    assert_int_equal(agreement_draft(as(state, COORDINATOR), &d), ERR_CONFLICT);
}

static void
impossible_drafts_are_refused_at_their_field(void **state)
{
    const char *const fields[] = {"kind",      "kind",    "title",  "parties",
                                  "from_date", "to_date", "to_date"};

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        struct agreement_draft d = draft_of(state);
        struct ctx *c = as(state, COORDINATOR);

        d.kind = i == 0 ? "treaty" : i == 1 ? "membership" : d.kind;
        d.title = i == 2 ? " " : d.title;
        d.party_count = i == 3 ? 1 : 2;
        d.from_date = i == 4 ? "2026-02-30" : d.from_date;
        d.to_date = i == 5 ? "2025-12-31" : i == 6 ? "soon" : d.to_date;
        assert_int_equal(agreement_draft(c, &d), ERR_INVALID);
        assert_string_equal(c->problems[0].field, fields[i]);
    }
}

static void
who_may_not_draft_is_refused(void **state)
{
    struct agreement_draft d = draft_of(state);
    struct world *w = *state;
    struct agreement_list list;

    assert_int_equal(agreement_draft(as(state, FOCAL), &d), ERR_DENIED);
    d.node = w->sur; /* another country */
    assert_int_equal(agreement_draft(as(state, COORDINATOR), &d), ERR_DENIED);
    assert_int_equal(
        agreement_list_below(as(state, TEACHER), w->uni, false, "", 0, &list),
        ERR_DENIED);
}

static void
the_next_to_end_stand_first(void **state)
{
    struct world *w = *state;
    struct agreement_draft d = draft_of(state);
    struct agreement_list list;

    d.kind = "regional_office";
    d.node = w->peru;
    d.to_date = "";
    assert_int_equal(agreement_draft(as(state, HQ), &d), OK);
    in_force(state);
    assert_int_equal(
        agreement_list_below(as(state, HQ), w->lac, false, "", 0, &list), OK);
    assert_int_equal(list.count, 2);
    assert_string_equal(list.items[0].until_date, "2026-12-31");
    assert_string_equal(list.items[1].until_date, AGREEMENT_OPEN);
    assert_int_equal(agreement_list_below(as(state, HQ), w->lac, false,
                                          list.items[0].until_date,
                                          list.items[0].id, &list),
                     OK);
    assert_int_equal(list.count, 1);
}

static void
membership_runs_three_years(void **state)
{
    struct world *w = *state;
    struct agreement_list list;

    assert_int_equal(agreement_of_membership(as(state, HQ), w->tec, NULL), OK);
    assert_int_equal(agreement_list_of(as(state, NOBODY), w->tec, &list), OK);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.items[0].from_date, "2026-06-15");
    assert_string_equal(list.items[0].until_date, "2029-06-14");
    assert_string_equal(list.items[0].status, "in_force");
}

static void
a_clause_shows_its_own_progress(void **state)
{
    struct world *w = *state;
    int64_t parties[] = {w->network, w->uni};
    struct agreement_draft d = {.kind = "national_centre",
                                .title = "Centre",
                                .node = w->peru,
                                .parties = parties,
                                .party_count = 2,
                                .from_date = "2026-06-01",
                                .to_date = "2027-05-31"};
    struct goal g = {.indicator = "enrolled",
                     .node = w->peru,
                     .amount = 5,
                     .to_date = "2026-12-31"};
    const struct agreement_signature sign = {.signed_date = "2026-06-15"};
    struct agreement_goals list;
    struct agreement a;
    struct ctx *c;

    assert_int_equal(agreement_draft(as(state, HQ), &d), OK);
    assert_int_equal(agreement_goal_set(as(state, FOCAL), d.number, 2, &g),
                     ERR_MISSING); /* not public yet */
    c = as(state, HQ);
    assert_int_equal(agreement_goal_set(c, d.number, 99, &g), ERR_INVALID);
    assert_string_equal(c->problems[0].field, "goal_clause");
    g.to_date = "2027-06-01";
    c = as(state, HQ);
    assert_int_equal(agreement_goal_set(c, d.number, 2, &g), ERR_INVALID);
    assert_string_equal(c->problems[0].field, "goal_date");
    g.to_date = "2026-12-31";
    assert_int_equal(agreement_goal_set(as(state, HQ), d.number, 2, &g), OK);
    g.amount = 3; /* before the signature it may change */
    assert_int_equal(agreement_goal_set(as(state, HQ), d.number, 2, &g), OK);
    assert_int_equal(agreement_by_number(as(state, HQ), d.number, &a), OK);
    (void)world_enrol(state);
    assert_int_equal(agreement_goals(as(state, HQ), a.id, &list), OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.items[0].clause, 2);
    assert_int_equal(list.items[0].goal.amount, 3);
    assert_int_equal(list.items[0].goal.reached, 1);
    while (strcmp(a.status, "waiting") == 0) {
        assert_int_equal(agreement_approve(as(state, HQ), d.number, a.rev), OK);
        assert_int_equal(agreement_by_number(as(state, HQ), d.number, &a), OK);
    }
    assert_int_equal(agreement_sign(as(state, HQ), d.number, a.rev, &sign), OK);
    assert_int_equal(agreement_goal_set(as(state, HQ), d.number, 2, &g),
                     ERR_CONFLICT);
    assert_int_equal(agreement_goal_set(as(state, HQ), d.number, 3, &g), OK);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(a_draft_has_clauses_in_both_languages_with_names),
        IN_WORLD(approvals_come_in_order_by_who_may),
        IN_WORLD(a_refusal_has_a_reason_and_is_final),
        IN_WORLD(it_is_signed_once_all_approved_and_not_in_the_future),
        IN_WORLD(only_what_is_in_force_is_public),
        IN_WORLD(renewing_adds_a_term_as_long_as_the_last),
        IN_WORLD(notice_ends_it_on_its_day),
        IN_WORLD(the_same_parties_do_not_agree_twice_for_one_time),
        IN_WORLD(impossible_drafts_are_refused_at_their_field),
        IN_WORLD(who_may_not_draft_is_refused),
        IN_WORLD(the_next_to_end_stand_first),
        IN_WORLD(membership_runs_three_years),
        IN_WORLD(a_clause_shows_its_own_progress),
    };
    return RUN_IN_WORLD(tests);
}
