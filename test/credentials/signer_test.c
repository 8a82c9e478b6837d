/* SPDX-License-Identifier: Apache-2.0 */
/* credentials: who signs: the institution itself, its centre or headquarters,
 * and what becomes of a certificate when the right to sign has ended. */

#include "test/world.h"

#include "credentials/check.h"
#include "credentials/issue.h"
#include "credentials/issuer.h"
#include "credentials/signer.h"
#include "keeper/keeper.h"
#include "network/accreditation.h"
#include "learning/scope.h"
#include "network/mandate.h"
#include "people/role.h"

/* Uni issues itself from today to 2026-06-30; the stranger is its officer. */
static int64_t
accredit(void **state)
{
    struct world *w = *state;
    struct accreditation a = {.org = w->uni,
                              .from_date = "2026-06-15",
                              .to_date = "2026-06-30",
                              .reason = "Resolution 12"};
    struct keeper_key key;

    assert_int_equal(accreditation_give(as(state, COORDINATOR), &a), OK);
    assert_int_equal(keeper_key_new(w->node.keeper, &key), OK);
    assert_int_equal(issuer_accredit(as(state, COORDINATOR), a.id, &key), OK);
    assert_int_equal(role_grant_by_hand(as(state, COORDINATOR),
                                        w->people[STRANGER], "certifier",
                                        w->uni),
                     OK);
    return a.id;
}

static void
give_secretariat(void **state)
{
    struct world *w = *state;
    struct mandate hq = {.kind = "secretariat",
                         .node = w->network,
                         .holder = w->network,
                         .title = "Secretariat",
                         .status = "active",
                         .from_date = "2026-01-01"};
    struct keeper_key key;
    int64_t issuer;

    assert_int_equal(mandate_add(as(state, HQ), &hq), OK);
    assert_int_equal(keeper_key_new(w->node.keeper, &key), OK);
    assert_int_equal(
        issuer_add(as(state, NOBODY), hq.id, hq.title, &key, &issuer), OK);
    assert_int_equal(role_grant_by_hand(as(state, HQ), w->people[STRANGER],
                                        "certifier", w->network),
                     OK);
}

static const char *
signer_name(void **state, int64_t org, int64_t opened_by)
{
    struct signer s;
    enum err e = signer_for(as(state, NOBODY), org, opened_by, 0, &s);

    return e == OK ? s.name : e == ERR_MISSING ? "nobody" : "?";
}

/* Signed and kept by the officer; the certificate's JSON. */
static const char *
issue(void **state, int64_t enrolment, struct issue_draft *d)
{
    assert_int_equal(issue_prepare(as(state, STRANGER), enrolment, d), OK);
    assert_int_equal(issue_sign(as(state, STRANGER), d), OK);
    assert_int_equal(issue_store(as(state, STRANGER), d), OK);
    return d->json;
}

static void
is_judged(void **state, const char *json, enum check_result result)
{
    struct check check;

    assert_int_equal(check_bytes(as(state, NOBODY), json, strlen(json), &check),
                     OK);
    assert_int_equal(check.result, result);
}

/* --- the rule --- */

static void
the_nearest_right_to_sign_counts(void **state)
{
    struct world *w = *state;

    assert_string_equal(signer_name(state, w->law, 0), "National Centre");
    assert_string_equal(signer_name(state, w->chile, 0), "nobody");
    /* the centre that opened the series, wherever the person is */
    assert_string_equal(signer_name(state, w->sur, w->mandate),
                        "National Centre");
    (void)accredit(state);
    assert_string_equal(signer_name(state, w->law, w->mandate),
                        "Universidad Uni");
    assert_string_equal(signer_name(state, w->tec, w->mandate),
                        "National Centre");
    give_secretariat(state);
    assert_string_equal(signer_name(state, w->sur, 0), "Secretariat");
    assert_string_equal(signer_name(state, w->tec, 0), "National Centre");
    assert_string_equal(signer_name(state, w->law, 0), "Universidad Uni");
    world_pass_days(state, 16); /* the first of July */
    assert_string_equal(signer_name(state, w->law, 0), "National Centre");
    assert_int_equal(mandate_note(as(state, HQ), w->mandate, "end",
                                  "2026-07-01", "It was so agreed."),
                     OK);
    assert_string_equal(signer_name(state, w->law, w->mandate), "Secretariat");
}

/* --- an institution --- */

static void
an_institution_signs_with_its_own_key(void **state)
{
    int64_t enrolment = world_complete(state);
    struct issue_draft d;
    const char *json;

    (void)accredit(state);
    json = issue(state, enrolment, &d);
    assert_int_equal(d.issuer.mandate, 0);
    assert_string_equal(d.issuer.name, "Universidad Uni");
    assert_non_null(strstr(json, d.issuer.did));
    is_judged(state, json, CHECK_TRUE);
}

static void
the_centre_does_not_sign_in_its_name(void **state)
{
    int64_t enrolment = world_complete(state);
    struct issue_draft d;
    struct ctx *c;

    (void)accredit(state);
    c = as(state, COORDINATOR);
    assert_int_equal(issue_prepare(c, enrolment, &d), ERR_CONFLICT);
    assert_non_null(strstr(c->problems[0].text, "Universidad Uni"));
}

static void
its_officer_does_not_sign_for_the_centre(void **state)
{
    struct world *w = *state;
    int64_t enrolment = world_complete(state);
    int64_t id = accredit(state);
    struct issue_draft d;
    struct ctx *c;

    assert_int_equal(accreditation_end(as(state, HQ), id, "Fraud"), OK);
    c = as(state, STRANGER);
    assert_int_equal(issue_prepare(c, enrolment, &d), ERR_CONFLICT);
    assert_non_null(strstr(c->problems[0].text, "has ended (2026-06-15)"));
    assert_non_null(strstr(c->problems[0].text, "National Centre"));
    /* and the centre takes over */
    assert_int_equal(issue_prepare(as(state, COORDINATOR), enrolment, &d), OK);
    assert_int_equal(d.issuer.mandate, w->mandate);
}

static void
nothing_is_signed_after_its_last_day(void **state)
{
    int64_t enrolment = world_complete(state);
    struct issue_draft d;
    struct ctx *c;

    (void)accredit(state);
    world_pass_days(state, 15); /* the thirtieth of June */
    assert_int_equal(issue_prepare(as(state, STRANGER), enrolment, &d), OK);
    assert_int_equal(issue_sign(as(state, STRANGER), &d), OK);
    world_pass_days(state, 1);
    assert_int_equal(issue_store(as(state, STRANGER), &d), ERR_CONFLICT);
    c = as(state, STRANGER);
    assert_int_equal(issue_prepare(c, enrolment, &d), ERR_CONFLICT);
    assert_non_null(strstr(c->problems[0].text, "has ended (2026-06-30)"));
}

static void
what_it_signed_stays_true_after_the_end(void **state)
{
    int64_t enrolment = world_complete(state);
    int64_t id = accredit(state);
    struct issue_draft d;
    const char *json = issue(state, enrolment, &d);

    world_pass_days(state, 1);
    assert_int_equal(accreditation_end(as(state, COORDINATOR), id, "Why"), OK);
    is_judged(state, json, CHECK_TRUE);
    world_pass_days(state, 400);
    is_judged(state, json, CHECK_TRUE);
}

/* With the key of somebody who kept a copy of it. */
static void
what_is_signed_after_the_end_is_not_true(void **state)
{
    struct world *w = *state;
    int64_t enrolment = world_complete(state);
    int64_t id = accredit(state);
    struct issue_draft d;
    struct keeper_paper p;

    /* taken back: revoked */
    assert_int_equal(issue_prepare(as(state, STRANGER), enrolment, &d), OK);
    d.issued_ms += 1000;
    p.text = d.text;
    assert_int_equal(keeper_sign(w->node.keeper, w->arena, d.key.sealed,
                                 d.key.sealed_len, d.key.method, d.issued_ms,
                                 &p, 1),
                     OK);
    d.json = p.json;
    is_judged(state, d.json, CHECK_TRUE);
    assert_int_equal(accreditation_end(as(state, COORDINATOR), id, "Why"), OK);
    is_judged(state, d.json, CHECK_FALSE);
}

static void
its_key_expires_with_its_last_day(void **state)
{
    struct world *w = *state;
    int64_t enrolment = world_complete(state);
    struct issue_draft d;
    const char *document;
    struct keeper_paper p;

    (void)accredit(state);
    assert_int_equal(issue_prepare(as(state, STRANGER), enrolment, &d), OK);
    assert_int_equal(issuer_document(as(state, NOBODY), &d.issuer, &document),
                     OK);
    assert_non_null(strstr(document, "\"expires\": \"2026-07-01T00:00:00"));
    assert_null(strstr(document, "revoked"));
    world_pass_days(state, 20);
    p.text = d.text;
    assert_int_equal(keeper_sign(w->node.keeper, w->arena, d.key.sealed,
                                 d.key.sealed_len, d.key.method,
                                 as(state, NOBODY)->now_ms, &p, 1),
                     OK);
    d.json = p.json;
    is_judged(state, d.json, CHECK_FALSE);
}

static void
the_next_accreditation_has_the_same_name_and_another_key(void **state)
{
    struct world *w = *state;
    int64_t first = accredit(state);
    struct accreditation next = {.org = w->uni,
                                 .from_date = "2026-06-15",
                                 .to_date = "2027-06-30",
                                 .reason = "Resolution 13"};
    struct issuer before, after;
    struct issuer_key key, other;
    struct keeper_key made;

    assert_int_equal(issuer_of_org(as(state, NOBODY), w->uni, &before), OK);
    assert_int_equal(issuer_key(as(state, NOBODY), &before, first, &key), OK);
    assert_int_equal(accreditation_end(as(state, HQ), first, "Why"), OK);
    assert_int_equal(issuer_key(as(state, NOBODY), &before, first, &key),
                     ERR_MISSING);
    assert_int_equal(accreditation_give(as(state, HQ), &next), OK);
    assert_int_equal(keeper_key_new(w->node.keeper, &made), OK);
    assert_int_equal(issuer_accredit(as(state, HQ), next.id, &made), OK);
    assert_int_equal(issuer_of_org(as(state, NOBODY), w->uni, &after), OK);
    assert_string_equal(after.did, before.did);
    assert_string_equal(after.name, "Universidad Uni");
    assert_int_equal(issuer_key(as(state, NOBODY), &after, next.id, &other),
                     OK);
    assert_string_equal(other.multibase, made.multibase);
}

static void
a_second_key_replaces_the_first(void **state)
{
    struct world *w = *state;
    int64_t id = accredit(state);
    struct issuer i;
    struct issuer_key key;
    struct keeper_key made;

    assert_int_equal(issuer_of_org(as(state, NOBODY), w->uni, &i), OK);
    assert_int_equal(keeper_key_new(w->node.keeper, &made), OK);
    /* not by the centre: the key is the institution's */
    assert_int_equal(issuer_add_key(as(state, COORDINATOR), i.id, &made),
                     ERR_DENIED);
    assert_int_equal(issuer_add_key(as(state, STRANGER), i.id, &made), OK);
    assert_int_equal(issuer_key(as(state, NOBODY), &i, id, &key), OK);
    assert_string_equal(key.multibase, made.multibase);
    assert_int_equal(accreditation_end(as(state, HQ), id, "Why"), OK);
    assert_int_equal(keeper_key_new(w->node.keeper, &made), OK);
    assert_int_equal(issuer_add_key(as(state, NOBODY), i.id, &made),
                     ERR_CONFLICT);
}

static enum err
who_waits(struct ctx *c, int64_t org, struct issue_lines *out)
{
    struct answer a;

    TRY(issue_ask_waiting(c, org, &a));
    return issue_take_waiting(c, &a, out);
}

/* Who waits stands where it is signed: not above that. */
static void
who_waits_is_seen_where_it_is_signed(void **state)
{
    struct world *w = *state;
    int64_t orgs[] = {w->network, w->peru, w->uni}, counts[3];
    struct issue_lines list;
    int64_t id;

    (void)world_complete(state); /* of the faculty of law */
    give_secretariat(state);
    assert_int_equal(issue_count_waiting(as(state, NOBODY), orgs, 3, counts),
                     OK);
    assert_int_equal(counts[0], 0); /* the centre's work */
    assert_int_equal(counts[1], 1);
    assert_int_equal(counts[2], 1);
    assert_int_equal(who_waits(as(state, STRANGER), w->network, &list), OK);
    assert_int_equal(list.count, 0);
    assert_int_equal(who_waits(as(state, COORDINATOR), w->peru, &list), OK);
    assert_int_equal(list.count, 1);

    id = accredit(state);
    assert_int_equal(issue_count_waiting(as(state, NOBODY), orgs, 3, counts),
                     OK);
    assert_int_equal(counts[0], 0);
    assert_int_equal(counts[1], 0);
    assert_int_equal(counts[2], 1);
    assert_int_equal(who_waits(as(state, COORDINATOR), w->peru, &list), OK);
    assert_int_equal(list.count, 0);
    assert_int_equal(who_waits(as(state, STRANGER), w->uni, &list), OK);
    assert_int_equal(list.count, 1);

    assert_int_equal(accreditation_end(as(state, HQ), id, "Why"), OK);
    assert_int_equal(who_waits(as(state, COORDINATOR), w->peru, &list), OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(mandate_note(as(state, HQ), w->mandate, "end",
                                  "2026-06-15", "It was so agreed."),
                     OK);
    assert_int_equal(who_waits(as(state, STRANGER), w->network, &list), OK);
    assert_int_equal(list.count, 1);
}

/* --- headquarters --- */

static void
headquarters_signs_where_no_centre_does(void **state)
{
    struct world *w = *state;
    int64_t enrolment = world_complete(state);
    struct issue_draft d;
    struct ctx *c;

    give_secretariat(state);
    /* not with the centre's key */
    c = as(state, STRANGER);
    assert_int_equal(issue_prepare(c, enrolment, &d), ERR_CONFLICT);
    assert_non_null(strstr(c->problems[0].text, "National Centre"));
    assert_int_equal(mandate_note(as(state, HQ), w->mandate, "end",
                                  "2026-06-15", "It was so agreed."),
                     OK);
    is_judged(state, issue(state, enrolment, &d), CHECK_TRUE);
    assert_string_equal(d.issuer.name, "Secretariat");
}

/* --- what a centre may sign for --- */

static void
outside_its_scope_headquarters_signs(void **state)
{
    struct world *w = *state;
    int64_t enrolment = world_complete(state);
    struct issue_lines lines;
    struct answer a;
    struct issue_draft d;
    struct scope scope;
    struct ctx *c;

    give_secretariat(state);
    assert_int_equal(
        scope_add(as(state, COORDINATOR), w->mandate, "one", "2026-06-15", ""),
        ERR_DENIED);
    assert_int_equal(
        scope_add(as(state, HQ), w->mandate, "none", "2026-06-15", ""),
        ERR_INVALID);
    /* to come: not today */
    assert_int_equal(
        scope_add(as(state, HQ), w->mandate, "one", "2026-06-20", ""), OK);
    assert_int_equal(
        scope_add(as(state, HQ), w->mandate, "one", "2026-07-20", ""),
        ERR_CONFLICT);
    c = as(state, COORDINATOR);
    assert_int_equal(issue_prepare(c, enrolment, &d), ERR_CONFLICT);
    assert_non_null(strstr(c->problems[0].text, "outside"));
    assert_non_null(strstr(c->problems[0].text, "National Centre"));
    assert_non_null(strstr(c->problems[0].text, "Secretariat"));
    c = as(state, STRANGER);
    assert_int_equal(issue_ask_waiting(c, w->network, &a), OK);
    assert_int_equal(issue_take_waiting(c, &a, &lines), OK);
    assert_int_equal(lines.count, 1);
    assert_int_equal(issue_prepare(as(state, STRANGER), enrolment, &d), OK);
    /* from its day on the centre signs, and headquarters waits for none */
    world_pass_days(state, 5);
    assert_int_equal(issue_prepare(as(state, COORDINATOR), enrolment, &d), OK);
    c = as(state, STRANGER);
    assert_int_equal(issue_ask_waiting(c, w->network, &a), OK);
    assert_int_equal(issue_take_waiting(c, &a, &lines), OK);
    assert_int_equal(lines.count, 0);
    /* taken back, it does not */
    assert_int_equal(scope_of(as(state, HQ), w->mandate, &scope), OK);
    assert_false(scope.all);
    assert_int_equal(scope.count, 1);
    assert_true(scope.lines[0].now);
    assert_int_equal(
        scope_take_back(as(state, HQ), w->mandate, scope.lines[0].id), OK);
    assert_int_equal(
        scope_take_back(as(state, HQ), w->mandate, scope.lines[0].id),
        ERR_CONFLICT);
    assert_int_equal(issue_prepare(as(state, COORDINATOR), enrolment, &d),
                     ERR_CONFLICT);
    /* and with all programmes again it does */
    assert_int_equal(scope_all(as(state, HQ), w->mandate), OK);
    assert_int_equal(issue_prepare(as(state, COORDINATOR), enrolment, &d), OK);
}

static void
nothing_is_signed_after_the_last_term(void **state)
{
    struct world *w = *state;
    int64_t enrolment = world_complete(state);
    struct issue_draft d;
    struct mandate m;

    assert_int_equal(issue_prepare(as(state, COORDINATOR), enrolment, &d), OK);
    assert_int_equal(issue_sign(as(state, COORDINATOR), &d), OK);
    assert_int_equal(mandate_by_id(as(state, HQ), w->mandate, &m), OK);
    assert_int_equal(mandate_renew(as(state, HQ), m.id, m.rev, "2026-06-20"),
                     OK);
    world_pass_days(state, 6);
    assert_string_equal(signer_name(state, w->law, w->mandate), "nobody");
    /* not even what was prepared before */
    assert_int_equal(issue_store(as(state, NOBODY), &d), ERR_CONFLICT);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(the_nearest_right_to_sign_counts),
        IN_WORLD(an_institution_signs_with_its_own_key),
        IN_WORLD(the_centre_does_not_sign_in_its_name),
        IN_WORLD(its_officer_does_not_sign_for_the_centre),
        IN_WORLD(nothing_is_signed_after_its_last_day),
        IN_WORLD(what_it_signed_stays_true_after_the_end),
        IN_WORLD(what_is_signed_after_the_end_is_not_true),
        IN_WORLD(its_key_expires_with_its_last_day),
        IN_WORLD(the_next_accreditation_has_the_same_name_and_another_key),
        IN_WORLD(a_second_key_replaces_the_first),
        IN_WORLD(who_waits_is_seen_where_it_is_signed),
        IN_WORLD(headquarters_signs_where_no_centre_does),
        IN_WORLD(outside_its_scope_headquarters_signs),
        IN_WORLD(nothing_is_signed_after_the_last_term),
    };

    return RUN_IN_WORLD(tests);
}
