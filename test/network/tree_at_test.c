/* SPDX-License-Identifier: Apache-2.0 */
/* network/tree_at: what stood where on a day; moves and corrections. */

#include "test/world.h"

#include "network/org.h"
#include "network/carry.h"
#include "network/reparent.h"
#include "network/tree_at.h"

#include <string.h>

static void
carry(void **state)
{
    bool left;

    assert_int_equal(carry_slice(as(state, NOBODY), 1, &left), OK);
    assert_false(left); /* a unit is one slice */
}

static bool
is_below(void **state, int64_t parent, const char *date, int64_t org)
{
    struct tree_places list;

    assert_int_equal(tree_at_below(as(state, NOBODY), parent, date, 0, &list),
                     OK);
    for (size_t i = 0; i < list.count; i++) {
        if (list.items[i].org == org) {
            return true;
        }
    }
    return false;
}

static int64_t
parent_on(void **state, int64_t org, const char *date)
{
    struct tree_places way;

    assert_int_equal(tree_at_way(as(state, NOBODY), org, date, &way), OK);
    assert_int_equal(way.items[way.count - 1].org, org);
    return way.items[way.count - 2].org;
}

static void
before_a_move_it_stands_where_it_was(void **state)
{
    struct world *w = *state;
    struct tree_changes changes;

    world_pass_days(state, 60);
    assert_int_equal(reparent_move(as(state, HQ), w->law, w->tec, "2026-08-01",
                                   "Together now"),
                     OK);
    carry(state);
    assert_int_equal(parent_on(state, w->law, "2026-07-31"), w->uni);
    assert_int_equal(parent_on(state, w->law, "2026-08-01"), w->tec);
    assert_true(is_below(state, w->uni, "2026-07-31", w->law));
    assert_false(is_below(state, w->uni, "2026-08-01", w->law));
    assert_false(is_below(state, w->tec, "2026-07-31", w->law));
    assert_true(is_below(state, w->tec, "2026-08-01", w->law));
    assert_int_equal(tree_at_changes(as(state, NOBODY), w->tec, &changes), OK);
    assert_int_equal(changes.count, 1);
    assert_false(changes.items[0].corrected);
    assert_string_equal(changes.items[0].date, "2026-08-01");
    assert_string_equal(changes.items[0].reason, "Together now");
    assert_string_equal(changes.items[0].from_slug, "uni");
    assert_string_equal(changes.items[0].to_slug, "tec");
    assert_int_equal(tree_at_changes(as(state, NOBODY), w->uni, &changes), OK);
    assert_int_equal(changes.count, 1);
    assert_int_equal(tree_at_changes(as(state, NOBODY), w->chile, &changes),
                     OK);
    assert_int_equal(changes.count, 0);
}

static void
what_was_put_right_never_stood_there(void **state)
{
    struct world *w = *state;
    struct tree_changes changes;

    world_pass_days(state, 60);
    assert_int_equal(reparent_correct(as(state, HQ), w->law, w->tec, "A slip"),
                     OK);
    carry(state);
    assert_int_equal(parent_on(state, w->law, "2026-06-20"), w->tec);
    assert_false(is_below(state, w->uni, "2026-06-20", w->law));
    assert_true(is_below(state, w->tec, "2026-06-20", w->law));
    assert_int_equal(tree_at_changes(as(state, NOBODY), w->law, &changes), OK);
    assert_int_equal(changes.count, 1);
    assert_true(changes.items[0].corrected);
    assert_string_equal(changes.items[0].reason, "A slip");
}

/* As it was then: a member that left is one still on earlier days. */
static void
universities_stand_there_while_they_were_members(void **state)
{
    struct world *w = *state;
    struct org sur;

    world_pass_days(state, 60);
    assert_int_equal(org_by_id(as(state, HQ), w->sur, &sur), OK);
    assert_int_equal(
        org_set_status(as(state, HQ), w->sur, sur.rev, "left", NULL), OK);
    assert_true(is_below(state, w->chile, "2026-08-13", w->sur));
    assert_false(is_below(state, w->chile, "2026-08-14", w->sur));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(before_a_move_it_stands_where_it_was),
        IN_WORLD(what_was_put_right_never_stood_there),
        IN_WORLD(universities_stand_there_while_they_were_members),
    };

    return RUN_IN_WORLD(tests);
}
