/* SPDX-License-Identifier: Apache-2.0 */
/* network/join and people/admit: from an application to a coordinator. */

#include "test/world.h"

#include "core/access.h"
#include "network/join.h"
#include "network/org.h"
#include "network/terms.h"
#include "people/admit.h"
#include "people/login.h"

/* What a university of Peru writes. */
static struct application
wish(void)
{
    return (struct application){.country = "PE",
                                .org_name = "Universidad Nueva",
                                .contact_name = "Nora Quena",
                                .contact_post = "Head of innovation",
                                .contact_email = "nora@example.org"};
}

static const char *
begin(void **state, struct application *a)
{
    const char *secret = NULL;

    assert_int_equal(join_begin(as(state, NOBODY), a, &secret), OK);
    return secret;
}

static enum err
sign(void **state, const char *secret)
{
    const struct join_signature s = {.signer_name = "Rectorate",
                                     .signer_post = "Rector"};

    return join_sign(as(state, NOBODY), secret, &s);
}

static void
agree(void **state, const char *secret, int clauses)
{
    bool agreed[TERMS_CLAUSES] = {false};

    for (int i = 0; i < clauses; i++) {
        agreed[i] = true;
    }
    assert_int_equal(join_agree(as(state, NOBODY), secret, agreed, NULL), OK);
}

/* Begun, agreed to, signed; as who decides reads it. */
static struct application
send(void **state, struct application a)
{
    const char *secret = begin(state, &a);
    struct application sent;

    agree(state, secret, TERMS_CLAUSES);
    assert_int_equal(sign(state, secret), OK);
    assert_int_equal(join_by_id(as(state, REGION), a.id, &sent), OK);
    assert_string_equal(sent.state, "sent");
    return sent;
}

static void
every_wrong_field_is_told_at_once(void **state)
{
    struct ctx *c = as(state, NOBODY);
    struct application a = {
        .country = "DE", .contact_email = "nora@", .staff_count = -1};
    const char *secret;

    assert_int_equal(join_begin(c, &a, &secret), ERR_INVALID);
    assert_int_equal(c->problem_count, 6);
    for (int i = 0; i < c->problem_count; i++) {
        assert_non_null(c->problems[i].field);
    }
}

static void
an_institution_of_another_country_is_not_applied_for(void **state)
{
    struct world *w = *state;
    struct ctx *c = as(state, NOBODY);
    struct application a = wish();
    const char *secret;

    a.org = w->sur;
    a.org_name = "";
    assert_int_equal(join_begin(c, &a, &secret), ERR_INVALID);
    assert_string_equal(c->problems[0].field, "org_name");
    a = wish();
    a.org = w->peru; /* a country is no university */
    a.org_name = "";
    assert_int_equal(join_begin(as(state, NOBODY), &a, &secret), ERR_INVALID);
}

static void
a_member_cannot_apply_again(void **state)
{
    struct world *w = *state;
    struct application a = wish();
    const char *secret;

    a.org = w->uni;
    assert_int_equal(join_begin(as(state, NOBODY), &a, &secret), ERR_INVALID);
}

static void
nothing_is_signed_before_all_clauses_are_agreed_to(void **state)
{
    struct application a = wish();
    const char *secret = begin(state, &a);

    agree(state, secret, TERMS_CLAUSES - 1);
    assert_int_equal(sign(state, secret), ERR_INVALID);
    agree(state, secret, TERMS_CLAUSES);
    assert_int_equal(sign(state, secret), OK);
    assert_int_equal(sign(state, secret), ERR_CONFLICT);
}

static void
admission_makes_a_member_and_a_coordinator_with_rights(void **state)
{
    struct application a = send(state, wish());
    struct ctx *c = as(state, REGION);
    const char *link;
    int64_t person;
    struct org org;

    assert_int_equal(admit_application(c, a.id, a.rev, &link), OK);
    assert_int_equal(join_by_id(c, a.id, &a), OK);
    assert_int_equal(org_by_id(c, a.org, &org), OK);
    assert_string_equal(org.status, "member");
    assert_int_equal(login_use_link(c, link, &person), OK);
    c->person = person;
    assert_int_equal(access_need(c, CAP_PEOPLE_EDIT, a.org), OK);
    assert_int_equal(access_need(c, CAP_CREDENTIAL_ISSUE, a.org), ERR_DENIED);
    assert_int_equal(access_need(c, CAP_PEOPLE_READ, a.node), ERR_DENIED);
}

static void
before_admission_nobody_has_a_right_by_it(void **state)
{
    struct world *w = *state;
    struct application a = send(state, wish());

    (void)a;
    assert_int_equal(access_need(as(state, STRANGER), CAP_PEOPLE_EDIT, w->peru),
                     ERR_DENIED);
    assert_int_equal(world_acts(state, "role.granted.focal_point"),
                     1); /* FOCAL */
}

static void
it_is_decided_once(void **state)
{
    struct application a = send(state, wish());
    const char *link;

    assert_int_equal(admit_application(as(state, HQ), a.id, a.rev, &link), OK);
    assert_int_equal(admit_application(as(state, REGION), a.id, a.rev, &link),
                     ERR_CONFLICT);
    assert_int_equal(
        join_refuse(as(state, REGION), a.id, a.rev, "The papers are missing."),
        ERR_CONFLICT);
    assert_int_equal(world_acts(state, "join.accepted"), 1);
}

static void
the_centre_supports_and_the_office_above_decides(void **state)
{
    struct world *w = *state;
    struct application a = send(state, wish()), seen;
    const int64_t orgs[] = {w->peru, w->lac};
    int64_t counts[2];
    const char *link;

    assert_int_equal(
        admit_application(as(state, COORDINATOR), a.id, a.rev, &link),
        ERR_DENIED);
    assert_int_equal(join_count_waiting(as(state, REGION), orgs, 2, counts),
                     OK);
    assert_int_equal(counts[0], 1); /* the centre's turn */
    assert_int_equal(counts[1], 0);
    assert_int_equal(join_endorse(as(state, FOCAL), a.id, a.rev, ""),
                     ERR_MISSING);
    assert_int_equal(join_endorse(as(state, COORDINATOR), a.id, a.rev + 1, ""),
                     ERR_CONFLICT);
    assert_int_equal(
        join_endorse(as(state, COORDINATOR), a.id, a.rev, " We know it. "), OK);
    assert_int_equal(join_by_id(as(state, REGION), a.id, &seen), OK);
    assert_string_equal(seen.endorsement, "We know it.");
    assert_string_equal(seen.state, "sent");
    assert_int_equal(join_endorse(as(state, COORDINATOR), a.id, seen.rev, ""),
                     ERR_CONFLICT);
    assert_int_equal(join_count_waiting(as(state, REGION), orgs, 2, counts),
                     OK);
    assert_int_equal(counts[0], 0);
    assert_int_equal(counts[1], 1); /* the region's */
    assert_int_equal(
        admit_application(as(state, REGION), a.id, seen.rev, &link), OK);
}

static void
without_a_centre_it_is_the_region_s_turn_at_once(void **state)
{
    struct world *w = *state;
    struct application a = wish();
    int64_t count;

    a.country = "CL";
    a = send(state, a);
    (void)a;
    assert_int_equal(join_count_waiting(as(state, REGION), &w->lac, 1, &count),
                     OK);
    assert_int_equal(count, 1);
}

static void
who_may_not_decide_may_not_even_know(void **state)
{
    static const enum who others[] = {FOCAL,    TEACHER,  ASSESSOR,
                                      MINISTRY, STRANGER, ROSA};
    struct application a = send(state, wish()), seen;
    const char *link;

    for (size_t i = 0; i < COUNT(others); i++) {
        assert_int_equal(join_by_id(as(state, others[i]), a.id, &seen),
                         ERR_MISSING);
        assert_int_equal(
            admit_application(as(state, others[i]), a.id, a.rev, &link),
            ERR_MISSING);
        assert_int_equal(join_refuse(as(state, others[i]), a.id, a.rev,
                                     "The papers are missing."),
                         ERR_MISSING);
    }
}

static void
a_centre_does_not_decide_for_another_country(void **state)
{
    struct application a = wish(), seen;

    a.country = "CL";
    a = send(state, a);
    assert_int_equal(join_by_id(as(state, COORDINATOR), a.id, &seen),
                     ERR_MISSING);
    assert_int_equal(join_by_id(as(state, HQ), a.id, &seen), OK);
}

static void
a_refusal_needs_a_reason_and_can_be_taken_up_again(void **state)
{
    struct application a = wish(), seen;
    const char *secret = begin(state, &a);
    struct ctx *c;

    agree(state, secret, TERMS_CLAUSES);
    assert_int_equal(sign(state, secret), OK);
    assert_int_equal(join_by_id(as(state, HQ), a.id, &seen), OK);
    c = as(state, HQ);
    assert_int_equal(join_refuse(c, a.id, seen.rev, "No."), ERR_INVALID);
    assert_string_equal(c->problems[0].field, "reason");
    assert_int_equal(join_reopen(as(state, NOBODY), secret), ERR_CONFLICT);
    assert_int_equal(
        join_refuse(as(state, HQ), a.id, seen.rev, "The papers are missing."),
        OK);
    assert_int_equal(join_reopen(as(state, NOBODY), secret), OK);
    assert_int_equal(join_by_link(as(state, NOBODY), secret, &seen), OK);
    assert_string_equal(seen.state, "draft");
}

/* Break the 1st, 2nd, 3rd … statement until the admission gets through: each
 * broken one must say so; the one that says OK must be complete. */
static void
a_failing_database_admits_nobody_half(void **state)
{
    struct application a = send(state, wish());
    struct world *w = *state;
    enum err e = ERR_INTERNAL;
    const char *link;
    int n;

    for (n = 1; e != OK; n++) {
        int64_t acts = world_acts(state, "role.granted.focal_point");

        assert_true(n < 200);
        db_fail_at(w->db, n);
        e = admit_application(as(state, REGION), a.id, a.rev, &link);
        db_fail_at(w->db, 0);
        if (e == OK) {
            assert_int_equal(world_acts(state, "join.accepted"), 1);
            assert_int_equal(world_acts(state, "role.granted.focal_point"),
                             acts + 1);
            assert_int_equal(world_acts(state, "login.link_made"), 1);
        } else {
            world_end(state);
            assert_int_equal(world_begin(state), 0);
            a = send(state, wish());
        }
    }
    assert_true(n > 10);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(every_wrong_field_is_told_at_once),
        IN_WORLD(an_institution_of_another_country_is_not_applied_for),
        IN_WORLD(a_member_cannot_apply_again),
        IN_WORLD(nothing_is_signed_before_all_clauses_are_agreed_to),
        IN_WORLD(admission_makes_a_member_and_a_coordinator_with_rights),
        IN_WORLD(before_admission_nobody_has_a_right_by_it),
        IN_WORLD(it_is_decided_once),
        IN_WORLD(the_centre_supports_and_the_office_above_decides),
        IN_WORLD(without_a_centre_it_is_the_region_s_turn_at_once),
        IN_WORLD(who_may_not_decide_may_not_even_know),
        IN_WORLD(a_centre_does_not_decide_for_another_country),
        IN_WORLD(a_refusal_needs_a_reason_and_can_be_taken_up_again),
        IN_WORLD(a_failing_database_admits_nobody_half),
    };

    return RUN_IN_WORLD(tests);
}
