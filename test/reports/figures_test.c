/* SPDX-License-Identifier: Apache-2.0 */
/* reports/figures: counters as of last midnight, through the small-number
 * rule. */

#include "test/world.h"

#include "core/count.h"
#include "network/org.h"
#include "reports/figures.h"
#include "reports/small.h"

static struct figures
figures_at(void **state, enum who who, int64_t org)
{
    struct figures f;

    assert_int_equal(
        figures_of(as(state, who), org, NULL, FIGURES_FOR_READER, &f), OK);
    return f;
}

static void
count(void **state, int64_t org, enum indicator indicator,
      const char *workgroup, const char *gender, int64_t n)
{
    assert_int_equal(count_add(as(state, NOBODY), org, indicator,
                               (struct count_who){workgroup, gender},
                               ctx_today(as(state, NOBODY)), n),
                     OK);
}

static void
todays_events_show_tomorrow(void **state)
{
    struct world *w = *state;

    count(state, w->law, COUNT_ENROLLED, "teaching", "woman", 120);
    assert_int_equal(
        figures_at(state, MINISTRY, w->peru).of[FIGURES_ENROLLED].total, 0);
    world_pass_days(state, 1);
    assert_int_equal(
        figures_at(state, MINISTRY, w->peru).of[FIGURES_ENROLLED].total, 120);
    count(state, w->law, COUNT_ENROLLED, "teaching", "woman", 30);
    assert_int_equal(
        figures_at(state, MINISTRY, w->peru).of[FIGURES_ENROLLED].total, 120);
    world_pass_days(state, 1);
    assert_int_equal(
        figures_at(state, MINISTRY, w->peru).of[FIGURES_ENROLLED].total, 150);
    assert_int_equal(
        figures_at(state, REGION, w->chile).of[FIGURES_ENROLLED].total, 0);
    assert_int_equal(figures_at(state, MINISTRY, w->peru).members, 2);
}

static void
groups_below_five_are_hidden_and_do_not_follow(void **state)
{
    struct world *w = *state;
    struct figures f;

    count(state, w->uni, COUNT_CERTIFIED, "teaching", "woman", 200);
    count(state, w->uni, COUNT_CERTIFIED, "teaching", "man", 3);
    count(state, w->tec, COUNT_CERTIFIED, "support", "man", 110);
    count(state, w->tec, COUNT_CERTIFIED, "leaders", NULL, 130);
    world_pass_days(state, 1);
    f = figures_at(state, MINISTRY, w->peru);
    assert_int_equal(f.groups[0][1], SMALL_HIDDEN);
    /* 3 would follow from any of these */
    assert_int_equal(f.groups[0][0], SMALL_HIDDEN);
    assert_int_equal(f.groups[1][1], SMALL_HIDDEN);
    assert_int_equal(f.groups[2][2], SMALL_HIDDEN); /* by its row */
    assert_int_equal(f.of[FIGURES_CERTIFIED].total, 443);
    assert_int_equal(f.groups[3][3], 443);
    assert_int_equal(f.place_count, 2);
    assert_int_equal(f.places[0].of[FIGURES_CERTIFIED].total +
                         f.places[1].of[FIGURES_CERTIFIED].total,
                     443);
    assert_int_equal(f.places[0].members + f.places[1].members, 2);
}

static void
last_year_is_another(void **state)
{
    struct world *w = *state;

    count(state, w->uni, COUNT_CERTIFIED, "teaching", "woman", 200);
    world_pass_days(state, 300);
    assert_int_equal(
        figures_at(state, MINISTRY, w->peru).of[FIGURES_CERTIFIED].total, 0);
}

static void
countries_with_members_are_counted(void **state)
{
    struct world *w = *state;
    struct org_country_counts list;
    struct org_figures f;
    struct org sur;

    assert_int_equal(org_figures(as(state, NOBODY), &f), OK);
    assert_int_equal(f.members, 3);
    assert_int_equal(f.countries, 2);
    assert_int_equal(org_by_id(as(state, HQ), w->sur, &sur), OK);
    assert_int_equal(
        org_set_status(as(state, HQ), w->sur, sur.rev, "left", NULL), OK);
    assert_int_equal(org_figures(as(state, NOBODY), &f), OK);
    assert_int_equal(f.members, 2);
    assert_int_equal(f.countries, 1);
    assert_int_equal(org_country_counts(as(state, NOBODY), w->lac, &list), OK);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.items[0].members, 0); /* CL */
    assert_int_equal(list.items[1].members, 2);
}

static void
who_may_not_see_figures_is_refused(void **state)
{
    struct world *w = *state;
    struct figures f;

    assert_int_equal(
        figures_of(as(state, MINISTRY), w->lac, NULL, FIGURES_FOR_READER, &f),
        ERR_DENIED);
}

/* Who may see the people sees what is counted, at once. */
static void
who_may_see_the_people_sees_them_all(void **state)
{
    struct world *w = *state;
    struct figures f;

    count(state, w->law, COUNT_ENROLLED, "teaching", "woman", 3);
    f = figures_at(state, HQ, w->peru);
    assert_true(f.exact);
    assert_int_equal(f.of[FIGURES_ENROLLED].total, 3);
    assert_int_equal(f.of[FIGURES_ENROLLED].months[5], 3); /* it is June */
    assert_int_equal(f.rest[FIGURES_ENROLLED], 0);
    f = figures_at(state, MINISTRY, w->peru);
    assert_false(f.exact);
    assert_int_equal(f.of[FIGURES_ENROLLED].total, 0);
    assert_int_equal(
        figures_of(as(state, HQ), w->peru, NULL, FIGURES_FOR_ALL, &f), OK);
    assert_false(f.exact);
    assert_int_equal(f.of[FIGURES_ENROLLED].total, 0);
    world_pass_days(state, 1);
    assert_int_equal(
        figures_at(state, MINISTRY, w->peru).of[FIGURES_ENROLLED].total,
        SMALL_HIDDEN);
}

/* Chile is hidden since Peru is, on its own page too; and below it Sur is. */
static void
what_is_hidden_on_one_page_is_hidden_on_the_other(void **state)
{
    struct world *w = *state;
    struct figures f;

    count(state, w->uni, COUNT_ENROLLED, "teaching", "woman", 3);
    count(state, w->sur, COUNT_ENROLLED, "teaching", "woman", 700);
    world_pass_days(state, 1);
    f = figures_at(state, REGION, w->lac);
    assert_int_equal(f.of[FIGURES_ENROLLED].total, 703);
    assert_int_equal(f.place_count, 2);
    assert_int_equal(f.places[0].of[FIGURES_ENROLLED].total, SMALL_HIDDEN);
    assert_int_equal(f.places[1].of[FIGURES_ENROLLED].total, SMALL_HIDDEN);
    f = figures_at(state, REGION, w->chile);
    assert_int_equal(f.of[FIGURES_ENROLLED].total, SMALL_HIDDEN);
    assert_int_equal(f.places[0].of[FIGURES_ENROLLED].total, SMALL_HIDDEN);
    f = figures_at(state, REGION, w->sur);
    assert_int_equal(f.of[FIGURES_ENROLLED].total, SMALL_HIDDEN);
}

static void
months_are_shown_of_countries_and_above(void **state)
{
    struct world *w = *state;
    struct figures f;

    count(state, w->uni, COUNT_ENROLLED, "teaching", "woman", 300);
    world_pass_days(state, 30);
    count(state, w->uni, COUNT_ENROLLED, "teaching", "woman", 200);
    world_pass_days(state, 1);
    f = figures_at(state, REGION, w->lac);
    assert_true(f.months_known && f.months_below);
    assert_int_equal(f.of[FIGURES_ENROLLED].months[5], 300);
    assert_int_equal(f.places[1].of[FIGURES_ENROLLED].months[6], 200);
    f = figures_at(state, MINISTRY, w->peru);
    assert_true(f.months_known && !f.months_below);
    assert_int_equal(f.of[FIGURES_ENROLLED].months[6], 200);
    f = figures_at(state, REGION, w->uni);
    assert_false(f.months_known);
    assert_int_equal(f.of[FIGURES_ENROLLED].total, 500);
    assert_int_equal(f.of[FIGURES_ENROLLED].months[6], 0);
}

static void
a_year_is_a_year_and_none_lies_ahead(void **state)
{
    struct world *w = *state;
    struct ctx *c;
    struct figures f;

    count(state, w->uni, COUNT_ENROLLED, "teaching", "woman", 300);
    world_pass_days(state, 300);
    c = as(state, REGION);
    assert_int_equal(figures_of(c, w->peru, "2026", FIGURES_FOR_READER, &f),
                     OK);
    assert_int_equal(f.of[FIGURES_ENROLLED].total, 300);
    assert_string_equal(f.last_month, "2026-12");
    assert_int_equal(figures_of(c, w->peru, "2028", FIGURES_FOR_READER, &f),
                     ERR_MISSING);
    assert_int_equal(figures_of(c, w->peru, "26", FIGURES_FOR_READER, &f),
                     ERR_MISSING);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(todays_events_show_tomorrow),
        IN_WORLD(groups_below_five_are_hidden_and_do_not_follow),
        IN_WORLD(last_year_is_another),
        IN_WORLD(countries_with_members_are_counted),
        IN_WORLD(who_may_not_see_figures_is_refused),
        IN_WORLD(who_may_see_the_people_sees_them_all),
        IN_WORLD(what_is_hidden_on_one_page_is_hidden_on_the_other),
        IN_WORLD(months_are_shown_of_countries_and_above),
        IN_WORLD(a_year_is_a_year_and_none_lies_ahead),
    };

    return RUN_IN_WORLD(tests);
}
