/* SPDX-License-Identifier: Apache-2.0 */
/* db/scratch: a database for an upgrade to be tried in. */

#include "probe.h"

#include "db/scratch.h"

static char why[512];

struct made {
    struct arena *a;
    struct scratch s;
    struct store *open; /* somebody at work in it */
};

/* With the two first steps in it, as if they had been copied there. */
static int
make(void **state)
{
    struct made *m = calloc(1, sizeof *m);
    struct store_options options = {.create = true, .steps = &probe_steps};

    m->a = arena_new(1 << 20);
    scratch_beside(m->a, getenv("QUIPU_TEST_DATABASE"), &m->s);
    if (scratch_make(m->a, &m->s, why, sizeof why) != OK) {
        fail_msg("%s", why);
    }
    options.database = m->s.address;
    *state = m;
    return store_open(&m->open, &options, why, sizeof why);
}

static int
end(void **state)
{
    struct made *m = *state;

    assert_int_equal(scratch_end(m->a, &m->s, why, sizeof why), OK);
    store_close(m->open);
    arena_free(m->a);
    free(m);
    return 0;
}

static enum err
bring_forward(struct made *m, const struct migrate_steps *steps,
              struct rehearsal *r)
{
    *r = (struct rehearsal){.copy_ms = 1000};
    return scratch_bring_forward(m->a, &m->s, steps, r, why, sizeof why);
}

static void
a_copy_comes_forward(void **state)
{
    struct made *m = *state;
    struct rehearsal r;

    assert_int_equal(scratch_look(m->a, m->s.address, &probe_steps_more, &r,
                                  why, sizeof why),
                     OK);
    assert_true(r.before == 2 && r.after == 2 && r.bytes > 1000000);
    assert_int_equal(bring_forward(m, &probe_steps_more, &r), OK);
    assert_true(r.before == 2 && r.after == 3);
    assert_true(r.copy_ms >= 1000 && r.copy_ms < 20000);
    assert_true(r.steps_ms >= 0 && r.steps_ms < 20000);
    assert_int_equal(scratch_look(m->a, m->s.address, &probe_steps_more, &r,
                                  why, sizeof why),
                     OK);
    assert_true(r.before == 3 && r.after == 3);
    assert_int_equal(
        scratch_look(m->a, m->s.address, &probe_steps, &r, why, sizeof why),
        ERR_INVALID);
    assert_non_null(strstr(why, "newer than this program"));
}

static void
a_step_that_fails_is_named(void **state)
{
    struct made *m = *state;
    struct rehearsal r;

    assert_int_equal(bring_forward(m, &probe_steps_broken, &r), ERR_INTERNAL);
    assert_non_null(strstr(why, "0003_broken"));
}

static void
a_key_for_rows_to_come_only_is_found(void **state)
{
    struct made *m = *state;
    const struct migrate_step items[] = {
        probe_step[0],
        probe_step[1],
        {2, "0002_half",
         "ALTER TABLE probe_child ADD CONSTRAINT half_a_key CHECK (id > 5) "
         "NOT VALID;"},
    };
    const struct migrate_steps steps = {items, 3};
    struct rehearsal r;

    assert_int_equal(bring_forward(m, &steps, &r), ERR_INVALID);
    assert_non_null(strstr(why, "half_a_key"));
}

static void
one_that_is_there_is_not_made(void **state)
{
    struct made *m = *state;
    struct rehearsal r;

    assert_int_not_equal(scratch_make(m->a, &m->s, why, sizeof why), OK);
    assert_non_null(strstr(why, m->s.name));
    assert_int_equal(bring_forward(m, &probe_steps, &r), OK); /* still there */
}

static void
it_goes_while_somebody_is_at_work_in_it(void **state)
{
    struct made *m = *state;
    struct rehearsal r;

    assert_int_equal(scratch_end(m->a, &m->s, why, sizeof why), OK);
    assert_int_equal(
        scratch_look(m->a, m->s.address, &probe_steps, &r, why, sizeof why),
        ERR_BUSY);
    assert_non_null(strstr(why, "does not exist"));
}

static void
one_that_was_there_is_only_emptied(void **state)
{
    struct made *m = *state;
    struct scratch there = {.address = m->s.address};
    struct rehearsal r;

    assert_int_equal(scratch_make(m->a, &there, why, sizeof why), ERR_CONFLICT);
    assert_int_equal(scratch_end(m->a, &there, why, sizeof why), OK);
    assert_int_equal(scratch_make(m->a, &there, why, sizeof why), OK);
    assert_int_equal(
        scratch_look(m->a, there.address, &probe_steps, &r, why, sizeof why),
        ERR_MISSING);
}

#define WITH_MADE(test) cmocka_unit_test_setup_teardown(test, make, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_MADE(a_copy_comes_forward),
        WITH_MADE(a_step_that_fails_is_named),
        WITH_MADE(a_key_for_rows_to_come_only_is_found),
        WITH_MADE(one_that_is_there_is_not_made),
        WITH_MADE(it_goes_while_somebody_is_at_work_in_it),
        WITH_MADE(one_that_was_there_is_only_emptied),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
