/* SPDX-License-Identifier: Apache-2.0 */
/* credentials: from a completed series to a certificate that its holder may
 * hide, signed once and by whom the mandate lets. */

#include "test/world.h"

#include "credentials/check.h"
#include "credentials/credential.h"
#include "credentials/issue.h"
#include "credentials/issuer.h"
#include "keeper/keeper.h"
#include "network/mandate.h"
#include "people/role.h"
#include "world.sql.h"

static const char *
issue(void **state, int64_t enrolment)
{
    struct issue_draft d;

    assert_int_equal(issue_prepare(as(state, COORDINATOR), enrolment, &d), OK);
    assert_int_equal(issue_sign(as(state, COORDINATOR), &d), OK);
    assert_int_equal(issue_store(as(state, COORDINATOR), &d), OK);
    return d.number;
}

static int64_t
certificates(void **state)
{
    struct world *w = *state;
    struct row row;

    assert_int_equal(
        db_one(w->db, &row, &SQL_world_credentials, I64(w->people[ROSA])), OK);
    return row_i64(&row, 0);
}

static void
a_completed_series_becomes_a_certificate_that_is_true(void **state)
{
    const char *number = issue(state, world_complete(state));
    struct credential k;
    struct check check;
    struct ctx *c = as(state, NOBODY);

    assert_int_equal(credential_by_number(c, number, &k), OK);
    assert_string_equal(k.holder_name, "Rosa Molle");
    assert_int_equal(check_bytes(c, k.json, strlen(k.json), &check), OK);
    assert_int_equal(check.result, CHECK_TRUE);
}

static void
what_is_not_completed_is_not_certified(void **state)
{
    struct issue_draft d;
    int64_t enrolment = world_enrol(state);

    world_study(state, "core", "two", "true");
    assert_int_equal(issue_prepare(as(state, COORDINATOR), enrolment, &d),
                     ERR_CONFLICT);
}

static void
a_certificate_is_made_once(void **state)
{
    int64_t enrolment = world_complete(state);
    struct issue_draft first, second;

    /* two coordinators at the same moment */
    assert_int_equal(issue_prepare(as(state, COORDINATOR), enrolment, &first),
                     OK);
    assert_int_equal(issue_prepare(as(state, COORDINATOR), enrolment, &second),
                     OK);
    assert_int_equal(issue_sign(as(state, COORDINATOR), &first), OK);
    assert_int_equal(issue_sign(as(state, COORDINATOR), &second), OK);
    assert_int_equal(issue_store(as(state, COORDINATOR), &first), OK);
    assert_int_equal(issue_store(as(state, COORDINATOR), &second),
                     ERR_CONFLICT);
    assert_int_equal(issue_prepare(as(state, COORDINATOR), enrolment, &second),
                     ERR_CONFLICT);
    assert_int_equal(certificates(state), 1);
}

static void
only_who_may_issue_there_signs(void **state)
{
    static const enum who others[] = {HQ,       REGION,   FOCAL,    TEACHER,
                                      ASSESSOR, MINISTRY, STRANGER, ROSA};
    int64_t enrolment = world_complete(state);
    struct issue_draft d;

    for (size_t i = 0; i < COUNT(others); i++) {
        assert_int_equal(issue_prepare(as(state, others[i]), enrolment, &d),
                         ERR_DENIED);
    }
}

static void
the_end_of_a_mandate_ends_signing(void **state)
{
    struct world *w = *state;
    int64_t enrolment = world_complete(state);
    struct issue_draft d;

    /* a coordinator whose right does not hang on the mandate: its key still
     * must not sign when it is over */
    assert_int_equal(role_grant(as(state, NOBODY), w->people[FOCAL],
                                "centre_coordinator", w->peru, 0),
                     OK);
    assert_int_equal(issue_prepare(as(state, FOCAL), enrolment, &d), OK);
    assert_int_equal(issue_sign(as(state, FOCAL), &d), OK);
    assert_int_equal(mandate_note(as(state, HQ), w->mandate, "end",
                                  "2026-06-15", "It was so agreed."),
                     OK);
    assert_int_equal(issue_prepare(as(state, COORDINATOR), enrolment, &d),
                     ERR_DENIED);
    assert_int_equal(issue_prepare(as(state, FOCAL), enrolment, &d),
                     ERR_CONFLICT);
}

static void
the_centre_that_follows_signs_for_who_had_begun_before(void **state)
{
    struct world *w = *state;
    int64_t enrolment = world_complete(state);
    struct mandate next = {.kind = "national_centre",
                           .node = w->peru,
                           .holder = w->tec,
                           .title = "The next centre",
                           .status = "agreed",
                           .from_date = "2026-06-15"};
    struct keeper_key key;
    struct issue_draft d;
    int64_t issuer;

    assert_int_equal(mandate_note(as(state, HQ), w->mandate, "end",
                                  "2026-06-15", "It was so agreed."),
                     OK);
    assert_int_equal(mandate_add(as(state, HQ), &next), OK);
    assert_int_equal(
        mandate_note(as(state, HQ), next.id, "launch", "2026-06-15", NULL), OK);
    assert_int_equal(keeper_key_new(w->node.keeper, &key), OK);
    assert_int_equal(
        issuer_add(as(state, NOBODY), next.id, next.title, &key, &issuer), OK);
    assert_int_equal(role_grant(as(state, NOBODY), w->people[STRANGER],
                                "centre_coordinator", w->peru, next.id),
                     OK);
    assert_int_equal(issue_prepare(as(state, STRANGER), enrolment, &d), OK);
    assert_int_equal(d.issuer.id, issuer);
    assert_int_equal(issue_sign(as(state, STRANGER), &d), OK);
    assert_int_equal(issue_store(as(state, STRANGER), &d), OK);
}

static void
what_was_prepared_before_the_end_is_not_kept_after_it(void **state)
{
    struct world *w = *state;
    int64_t enrolment = world_complete(state);
    struct issue_draft d;

    assert_int_equal(issue_prepare(as(state, COORDINATOR), enrolment, &d), OK);
    assert_int_equal(issue_sign(as(state, COORDINATOR), &d), OK);
    assert_int_equal(mandate_note(as(state, HQ), w->mandate, "end",
                                  "2026-06-15", "It was so agreed."),
                     OK);
    assert_int_equal(issue_store(as(state, COORDINATOR), &d), ERR_CONFLICT);
    assert_int_equal(certificates(state), 0);
}

static void
what_was_signed_before_the_end_stays_true(void **state)
{
    struct world *w = *state;
    const char *number = issue(state, world_complete(state));
    struct credential k;
    struct check check;
    struct ctx *c;

    assert_int_equal(mandate_note(as(state, HQ), w->mandate, "end",
                                  "2026-06-15", "It was so agreed."),
                     OK);
    c = as(state, NOBODY);
    assert_int_equal(credential_by_number(c, number, &k), OK);
    assert_int_equal(check_bytes(c, k.json, strlen(k.json), &check), OK);
    assert_int_equal(check.result, CHECK_TRUE);
}

static void
a_key_replaced_meanwhile_signs_nothing_any_more(void **state)
{
    struct world *w = *state;
    int64_t enrolment = world_complete(state);
    struct issue_draft d;
    struct keeper_key key;

    assert_int_equal(issue_prepare(as(state, COORDINATOR), enrolment, &d), OK);
    assert_int_equal(issue_sign(as(state, COORDINATOR), &d), OK);
    assert_int_equal(keeper_key_new(w->node.keeper, &key), OK);
    world_pass_days(state, 1);
    assert_int_equal(issuer_add_key(as(state, COORDINATOR), d.issuer.id, &key),
                     OK);
    assert_int_equal(issue_store(as(state, COORDINATOR), &d), ERR_CONFLICT);
    assert_non_null(issue(state, enrolment)); /* with the new one */
}

static void
a_withdrawn_certificate_is_missing_for_all_but_its_holder(void **state)
{
    const char *number = issue(state, world_complete(state));
    struct credential k;

    assert_int_equal(credential_withdraw(as(state, STRANGER), number, true),
                     ERR_MISSING);
    assert_int_equal(credential_withdraw(as(state, COORDINATOR), number, true),
                     ERR_MISSING);
    assert_int_equal(credential_withdraw(as(state, ROSA), number, true), OK);
    assert_int_equal(credential_by_number(as(state, NOBODY), number, &k),
                     ERR_MISSING);
    assert_int_equal(credential_by_number(as(state, HQ), number, &k),
                     ERR_MISSING);
    assert_int_equal(credential_by_number(as(state, ROSA), number, &k), OK);
    assert_true(k.withdrawn);
    assert_int_equal(credential_withdraw(as(state, ROSA), number, false), OK);
    assert_int_equal(credential_by_number(as(state, NOBODY), number, &k), OK);
}

static void
a_number_is_read_as_people_type_it(void **state)
{
    const char *number = issue(state, world_complete(state));
    struct ctx *c = as(state, NOBODY);
    char typed[64];
    struct credential k;
    size_t n = 0;

    for (const char *s = credential_grouped(c, number); *s; s++) {
        typed[n++] = (char)(*s >= 'a' && *s <= 'z' ? *s - 32 : *s);
    }
    typed[n] = '\0';
    assert_int_equal(credential_by_number(c, typed, &k), OK);
    typed[0] = typed[0] == '7' ? '8' : '7';
    assert_int_equal(credential_by_number(c, typed, &k), ERR_MISSING);
    assert_int_equal(credential_by_number(c, "", &k), ERR_MISSING);
}

static void
a_failing_database_keeps_no_half_certificate(void **state)
{
    struct world *w = *state;
    int64_t enrolment = world_complete(state);
    struct issue_draft d;
    enum err e = ERR_INTERNAL;
    int n;

    for (n = 1; e != OK; n++) {
        assert_true(n < 100);
        assert_int_equal(issue_prepare(as(state, COORDINATOR), enrolment, &d),
                         OK);
        assert_int_equal(issue_sign(as(state, COORDINATOR), &d), OK);
        db_fail_at(w->db, n);
        e = issue_store(as(state, COORDINATOR), &d);
        db_fail_at(w->db, 0);
        if (e == OK) {
            assert_int_equal(certificates(state), 1);
            assert_int_equal(world_acts(state, "credential.issued"), 1);
        } else {
            assert_int_equal(e, ERR_INTERNAL);
            world_end(state);
            assert_int_equal(world_begin(state), 0);
            enrolment = world_complete(state);
        }
    }
    assert_true(n > 3);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(a_completed_series_becomes_a_certificate_that_is_true),
        IN_WORLD(what_is_not_completed_is_not_certified),
        IN_WORLD(a_certificate_is_made_once),
        IN_WORLD(only_who_may_issue_there_signs),
        IN_WORLD(the_end_of_a_mandate_ends_signing),
        IN_WORLD(the_centre_that_follows_signs_for_who_had_begun_before),
        IN_WORLD(what_was_prepared_before_the_end_is_not_kept_after_it),
        IN_WORLD(what_was_signed_before_the_end_stays_true),
        IN_WORLD(a_key_replaced_meanwhile_signs_nothing_any_more),
        IN_WORLD(a_withdrawn_certificate_is_missing_for_all_but_its_holder),
        IN_WORLD(a_number_is_read_as_people_type_it),
        IN_WORLD(a_failing_database_keeps_no_half_certificate),
    };

    return RUN_IN_WORLD(tests);
}
