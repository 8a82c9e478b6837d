/* SPDX-License-Identifier: Apache-2.0 */
/* network/carry: between any two slices the figures agree with the records,
 * whatever is written there; a slice is whole or not at all, and whoever comes
 * next goes on. */

#include "test/core/agree.h"

#include "core/access.h"
#include "network/carry.h"
#include "network/org.h"
#include "network/reparent.h"
#include "people/merge.h"
#include "people/person.h"

enum { MORE = 6, PLACES = 9 + 2 * MORE };

/* A region to move to, and universities in Peru, each with a unit. */
struct grown {
    int64_t far;
    int64_t universities[MORE], units[MORE];
};

static int64_t
add_place(void **state, int64_t parent, const char *kind, const char *name)
{
    struct org o = {.kind = kind, .name = name, .status = "known"};

    if (strcmp(kind, "institution") == 0) {
        o.status = "member";
    }
    assert_int_equal(org_add(as(state, NOBODY), parent, &o), OK);
    return o.id;
}

static void
also_at(void **state, int64_t person, int64_t org)
{
    assert_int_equal(
        person_affiliate(as(state, NOBODY), person, org, "leaders"), OK);
}

/* Somebody in each place; some in two of Peru, some in Chile, too, one at the
 * country itself. Rosa completes in June; it is August. */
static struct grown
grow(void **state)
{
    struct world *w = *state;
    struct grown g = {.far = add_place(state, w->network, "region", "Far")};

    world_complete(state);
    for (int i = 0; i < MORE; i++) {
        char name[] = "Uni A";

        name[4] = (char)('A' + i);
        g.universities[i] = add_place(state, w->peru, "institution", name);
        g.units[i] = add_place(state, g.universities[i], "unit", name);
        (void)world_someone_at(state, "Tula Ichu", g.units[i], "teaching");
    }
    also_at(state, world_someone_at(state, "Tula Ichu", g.units[0], "teaching"),
            g.universities[MORE - 1]);
    also_at(state, world_someone_at(state, "Tula Ichu", g.units[1], "support"),
            w->sur);
    also_at(state, world_someone_at(state, "Tula Ichu", w->peru, "support"),
            g.universities[2]);
    (void)world_someone_at(state, "Tula Ichu", w->peru, "leaders");
    world_pass_days(state, 60);
    world_study(state, "e-two", NULL, NULL);
    all_agree_of(state, PLACES);
    return g;
}

static void
begin(void **state, const struct grown *g)
{
    struct world *w = *state;

    assert_int_equal(
        reparent_move(as(state, HQ), w->peru, g->far, "2026-08-01", NULL), OK);
}

static bool
slice(void **state, int max)
{
    bool left;

    assert_int_equal(carry_slice(as(state, NOBODY), max, &left), OK);
    return left;
}

static int64_t
people_of(void **state, int64_t org)
{
    int64_t n;

    assert_int_equal(
        count_sum(as(state, NOBODY), org, COUNT_PEOPLE, NULL, NULL, &n), OK);
    return n;
}

static void
the_figures_follow_a_slice_at_a_time(void **state)
{
    struct world *w = *state;
    struct grown g = grow(state);
    int64_t before = people_of(state, w->lac), at = before;
    int slices = 1;

    begin(state, &g);
    assert_int_equal(people_of(state, w->lac), before);
    all_agree_of(state, PLACES);
    while (slice(state, 2)) {
        slices++;
        assert_true(people_of(state, w->lac) < at);
        at = people_of(state, w->lac);
        assert_int_equal(people_of(state, w->network), before);
        all_agree_of(state, PLACES);
    }
    assert_int_equal(slices, 1 + 5); /* itself, eight children, none left */
    all_agree_of(state, PLACES);
    assert_int_equal(people_of(state, w->lac), 1); /* also in Chile */
    assert_int_equal(people_of(state, g.far), before);
}

/* Rights are not in slices. */
static void
rights_change_with_the_parent(void **state)
{
    struct world *w = *state;
    struct grown g = grow(state);

    assert_true(access_has(as(state, REGION), CAP_REPORT_READ, g.units[3]));
    begin(state, &g);
    assert_false(access_has(as(state, REGION), CAP_REPORT_READ, g.units[3]));
    assert_true(access_has(as(state, REGION), CAP_REPORT_READ, w->sur));
    assert_true(
        access_has(as(state, COORDINATOR), CAP_PEOPLE_READ, g.units[3]));
    assert_true(access_has(as(state, HQ), CAP_ORG_EDIT, g.units[3]));
    (void)slice(state, 1);
    assert_false(access_has(as(state, REGION), CAP_REPORT_READ, g.units[3]));
}

/* What others write between two slices: at a place that has been carried, at one
 * that has not, at new ones, and about somebody who is in both. */
static void
others_write_between_slices(void **state)
{
    struct world *w = *state;
    struct grown g = grow(state);
    size_t places = PLACES;
    int64_t new_one = 0, one, two;

    begin(state, &g);
    for (int i = 0; i == 0 || slice(state, 1); i++) {
        int64_t early = g.universities[i % MORE];
        int64_t late = g.units[MORE - 1 - i % MORE];

        one = world_someone_at(state, "Tula Ichu", early, "teaching");
        also_at(state, one, late);
        two = world_someone_at(state, "Tula Ichu", late, "support");
        also_at(state, two, w->chile);
        assert_int_equal(merge_persons(as(state, HQ), one, two), OK);
        (void)world_someone_at(state, "Tula Ichu",
                               add_place(state, late, "unit", "Lab"),
                               "support");
        places++;
        new_one = add_place(state, w->peru, "institution", "New");
        (void)world_someone_at(state, "Tula Ichu", new_one, "support");
        places++;
        all_agree_of(state, places);
        assert_true(i < 30);
    }
    all_agree_of(state, places);
    assert_int_equal(people_of(state, new_one), 1);
}

static void
no_other_is_moved_meanwhile(void **state)
{
    struct world *w = *state;
    struct grown g = grow(state);

    begin(state, &g);
    assert_int_equal(
        reparent_move(as(state, HQ), w->chile, g.far, "2026-08-01", NULL),
        ERR_CONFLICT);
    assert_int_equal(
        reparent_correct(as(state, HQ), g.universities[0], w->chile, NULL),
        ERR_CONFLICT);
    while (slice(state, CARRY_MAX)) {
    }
    assert_int_equal(
        reparent_move(as(state, HQ), w->chile, g.far, "2026-08-02", NULL), OK);
}

/* Break the 1st, 2nd, 3rd … statement of a slice until it gets through: each
 * broken one leaves all as it was, and the next goes on from there. */
static void
a_broken_slice_is_none(void **state)
{
    struct world *w = *state;
    enum err e = ERR_INTERNAL;
    int n;

    for (n = 1; e != OK; n++) {
        struct grown g = grow(state);
        bool left;

        assert_true(n < 200);
        begin(state, &g);
        assert_true(slice(state, 1));
        db_fail_at(w->db, n);
        e = carry_slice(as(state, NOBODY), 3, &left);
        db_fail_at(w->db, 0);
        if (e == OK) {
            assert_true(left);
            while (slice(state, 3)) {
            }
            assert_int_equal(people_of(state, w->lac), 1);
            all_agree_of(state, PLACES);
        } else {
            assert_int_equal(e, ERR_INTERNAL);
            world_end(state);
            assert_int_equal(world_begin(state), 0);
        }
    }
    assert_true(n > 8);
}

/* Whoever began it is gone: the jobs wait a little, then go on. */
static void
the_jobs_go_on_with_what_was_left(void **state)
{
    struct world *w = *state;
    struct grown g = grow(state);
    struct ctx *c;
    int done = 1;
    bool any;

    assert_int_equal(carry_waits(as(state, NOBODY), &any), OK);
    assert_false(any);
    begin(state, &g);
    assert_true(slice(state, 1));
    assert_int_equal(carry_waits(as(state, NOBODY), &any), OK);
    assert_false(any); /* somebody is at it */
    c = as(state, NOBODY);
    c->now_ms += (int64_t)11 * 1000;
    assert_int_equal(carry_waits(c, &any), OK);
    assert_true(any);
    for (int i = 0; done; i++) {
        assert_true(i < 10);
        assert_int_equal(carry_on(as(state, NOBODY), 1, &done), OK);
    }
    assert_int_equal(carry_waits(c, &any), OK);
    assert_false(any);
    assert_int_equal(people_of(state, w->lac), 1);
    all_agree_of(state, PLACES);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(the_figures_follow_a_slice_at_a_time),
        IN_WORLD(rights_change_with_the_parent),
        IN_WORLD(others_write_between_slices),
        IN_WORLD(no_other_is_moved_meanwhile),
        IN_WORLD(a_broken_slice_is_none),
        IN_WORLD(the_jobs_go_on_with_what_was_left),
    };

    return RUN_IN_WORLD(tests);
}
