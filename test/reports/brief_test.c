/* SPDX-License-Identifier: Apache-2.0 */
/* reports/brief and reports/silence: a frozen page stays as it was; who is
 * silent is named. */

#include "test/world.h"

#include "reports/brief.h"
#include "reports/silence.h"

static size_t
count_of(const struct brief *b, const char *section)
{
    size_t n = 0;

    for (size_t i = 0; i < b->count; i++) {
        n += strcmp(b->lines[i].section, section) == 0;
    }
    return n;
}

static void
who_has_nobody_enrolled_is_silent(void **state)
{
    struct world *w = *state;
    struct silence s;

    assert_int_equal(silence_of(as(state, MINISTRY), w->peru, &s), OK);
    assert_int_equal(s.count, 2); /* Uni and Tec */
    assert_int_equal(silence_of(as(state, HQ), w->lac, &s), OK);
    assert_int_equal(s.count, 3);
    world_enrol(state);
    assert_int_equal(silence_of(as(state, MINISTRY), w->peru, &s), OK);
    assert_int_equal(s.count, 1);
    assert_string_equal(s.items[0].slug, "tec");
    assert_int_equal(silence_of(as(state, TEACHER), w->peru, &s), ERR_DENIED);
}

static void
a_brief_stays_as_it_was_on_its_day(void **state)
{
    struct world *w = *state;
    struct brief then, now;
    const char *first, *second;
    struct brief_list list;

    assert_int_equal(brief_freeze(as(state, MINISTRY), w->peru, &first), OK);
    world_enrol(state);
    world_pass_days(state, 1);
    assert_int_equal(brief_freeze(as(state, MINISTRY), w->peru, &second), OK);
    assert_int_equal(brief_by_number(as(state, MINISTRY), first, &then), OK);
    assert_int_equal(brief_by_number(as(state, MINISTRY), second, &now), OK);
    assert_string_equal(brief_figure(&then, "members"), "2");
    assert_string_equal(brief_figure(&then, "enrolled"), "0");
    assert_string_equal(brief_figure(&now, "enrolled"), BRIEF_HIDDEN);
    assert_null(brief_figure(&now, "sheep"));
    assert_int_equal(count_of(&then, "silent"), 2);
    assert_int_equal(count_of(&now, "silent"), 1);
    assert_int_equal(count_of(&now, "centre"), 1);
    assert_string_equal(then.on_date, "2026-06-15");
    assert_int_equal(brief_list(as(state, MINISTRY), w->peru, &list), OK);
    assert_int_equal(list.count, 2);
    assert_string_equal(list.items[0].number, second);
}

static void
it_is_for_who_may_see_figures_there(void **state)
{
    struct world *w = *state;
    const char *number;
    struct brief b;

    assert_int_equal(brief_freeze(as(state, TEACHER), w->peru, &number),
                     ERR_DENIED);
    assert_int_equal(brief_freeze(as(state, MINISTRY), w->chile, &number),
                     ERR_DENIED);
    assert_int_equal(brief_freeze(as(state, HQ), w->chile, &number), OK);
    assert_int_equal(brief_by_number(as(state, MINISTRY), number, &b),
                     ERR_MISSING);
    assert_int_equal(brief_by_number(as(state, NOBODY), number, &b),
                     ERR_MISSING);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(who_has_nobody_enrolled_is_silent),
        IN_WORLD(a_brief_stays_as_it_was_on_its_day),
        IN_WORLD(it_is_for_who_may_see_figures_there),
    };
    return RUN_IN_WORLD(tests);
}
