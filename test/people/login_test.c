/* SPDX-License-Identifier: Apache-2.0 */
/* people/login and people/session: proving to be who one was. */

#include "test/world.h"

#include "base/limits.h"
#include "people/login.h"
#include "people/session.h"

static void
choose(void **state, enum who who, const char *name)
{
    struct world *w = *state;
    struct ctx *c = as(state, who);

    assert_int_equal(login_set_password(c, w->people[who], name, "secret"), OK);
}

static void
fail_often(void **state, const char *name, int times)
{
    for (int i = 0; i < times; i++) {
        struct login_password l;

        assert_int_equal(login_find(as(state, NOBODY), name, &l), OK);
        assert_int_equal(login_note(as(state, NOBODY), &l, false), OK);
    }
}

static void
an_account_is_closed_after_ten_failures_and_longer_with_each(void **state)
{
    struct login_password l;

    choose(state, ROSA, "rosa");
    fail_often(state, "rosa", LIMIT_SIGNINS_PER_ACCOUNT - 1);
    assert_int_equal(login_find(as(state, NOBODY), "rosa", &l), OK);
    fail_often(state, "rosa", 1);
    assert_int_equal(login_find(as(state, NOBODY), "rosa", &l), ERR_LIMIT);
    as(state, NOBODY)->now_ms += 61 * 1000;
    fail_often(state, "rosa", 1);
    as(state, NOBODY)->now_ms += 61 * 1000;
    assert_int_equal(login_find(as(state, NOBODY), "rosa", &l), ERR_LIMIT);
    as(state, NOBODY)->now_ms += 61 * 1000;
    assert_int_equal(login_find(as(state, NOBODY), "rosa", &l), OK);
}

static void
a_success_forgets_the_failures(void **state)
{
    struct login_password l;

    choose(state, ROSA, "rosa");
    fail_often(state, "rosa", LIMIT_SIGNINS_PER_ACCOUNT - 1);
    assert_int_equal(login_find(as(state, NOBODY), "rosa", &l), OK);
    assert_int_equal(login_note(as(state, NOBODY), &l, true), OK);
    fail_often(state, "rosa", LIMIT_SIGNINS_PER_ACCOUNT - 1);
    assert_int_equal(login_find(as(state, NOBODY), "rosa", &l), OK);
}

static void
failures_at_one_account_close_no_other(void **state)
{
    struct login_password l;

    choose(state, ROSA, "rosa");
    choose(state, STRANGER, "saul");
    fail_often(state, "rosa", LIMIT_SIGNINS_PER_ACCOUNT);
    assert_int_equal(login_find(as(state, NOBODY), "saul", &l), OK);
    fail_often(state, "nobody",
               50); /* an unknown name has no account to close */
    assert_int_equal(login_find(as(state, NOBODY), "nobody", &l), OK);
}

static void
a_name_belongs_to_one_person(void **state)
{
    struct world *w = *state;
    struct ctx *c;

    choose(state, ROSA, "Rosa@Example.org ");
    c = as(state, STRANGER);
    assert_int_equal(
        login_set_password(c, w->people[STRANGER], "rosa@example.org", "x"),
        ERR_CONFLICT);
    assert_string_equal(c->problems[0].field, "name");
}

static void
a_link_is_good_once_and_for_its_time(void **state)
{
    struct world *w = *state;
    struct ctx *c = as(state, NOBODY);
    const char *first, *second;
    int64_t person;

    assert_int_equal(login_add_link(c, w->people[ROSA], 60, &first), OK);
    assert_int_equal(login_add_link(c, w->people[ROSA], 60, &second), OK);
    assert_int_equal(login_link_person(c, first, &person), OK);
    assert_int_equal(login_link_person(c, first, &person), OK); /* uses none */
    assert_int_equal(login_use_link(c, first, &person), OK);
    assert_int_equal(person, w->people[ROSA]);
    assert_int_equal(login_use_link(c, first, &person), ERR_MISSING);
    c->now_ms += 61 * 60 * 1000;
    assert_int_equal(login_link_person(c, second, &person), ERR_MISSING);
    assert_int_equal(login_use_link(c, second, &person), ERR_MISSING);
}

static void
a_session_ends_by_time_and_by_a_new_password(void **state)
{
    struct world *w = *state;
    struct ctx *c = as(state, NOBODY);
    struct session s;
    const char *one, *two;

    assert_int_equal(session_start(c, w->people[ROSA], &one), OK);
    assert_int_equal(session_load(as(state, NOBODY), one, &s), OK);
    assert_int_equal(s.person, w->people[ROSA]);
    assert_int_equal(session_end_all(as(state, NOBODY), w->people[ROSA]), OK);
    assert_int_equal(session_load(as(state, NOBODY), one, &s), ERR_MISSING);
    assert_int_equal(session_start(c, w->people[ROSA], &two), OK);
    world_pass_days(state, LIMIT_SESSION_DAYS + 1);
    assert_int_equal(session_load(as(state, NOBODY), two, &s), ERR_MISSING);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(an_account_is_closed_after_ten_failures_and_longer_with_each),
        IN_WORLD(a_success_forgets_the_failures),
        IN_WORLD(failures_at_one_account_close_no_other),
        IN_WORLD(a_name_belongs_to_one_person),
        IN_WORLD(a_link_is_good_once_and_for_its_time),
        IN_WORLD(a_session_ends_by_time_and_by_a_new_password),
    };

    return RUN_IN_WORLD(tests);
}
