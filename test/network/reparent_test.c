/* SPDX-License-Identifier: Apache-2.0 */
/* network/reparent: a move leaves earlier months where they were counted, a
 * correction does not; persons count once before and after. */

#include "test/core/agree.h"

#include "core/access.h"
#include "network/carry.h"
#include "network/org.h"
#include "network/reparent.h"
#include "people/person.h"

static int64_t
sum(void **state, enum indicator indicator, int64_t org, const char *month)
{
    int64_t n = -1;

    assert_int_equal(
        count_sum(as(state, NOBODY), org, indicator, month, month, &n), OK);
    return n;
}

/* The figures follow: a slice by itself, then child by child. */
static void
carry_all(void **state)
{
    bool left = true;

    for (int i = 0; left; i++) {
        assert_true(i < 10);
        assert_int_equal(carry_slice(as(state, NOBODY), 1, &left), OK);
        all_agree_of(state, 9);
    }
}

static void
move(void **state, enum who who, int64_t org, int64_t parent, const char *day)
{
    assert_int_equal(
        reparent_move(as(state, who), org, parent, day, "for a test"), OK);
    all_agree_of(state, 9);
    carry_all(state);
}

static int64_t
add_region(void **state)
{
    struct world *w = *state;
    struct org o = {.kind = "region", .slug = "far", .name = "Far"};

    assert_int_equal(org_add(as(state, NOBODY), w->network, &o), OK);
    return o.id;
}

/* Rosa completes in June; it is August. */
static int64_t
two_months_later(void **state)
{
    int64_t far = add_region(state);

    world_complete(state);
    world_pass_days(state, 60);
    world_study(state, "e-two", NULL, NULL);
    return far;
}

static void
a_move_leaves_earlier_months_where_they_were(void **state)
{
    struct world *w = *state;
    int64_t far = two_months_later(state);

    move(state, NOBODY, w->peru, far, "2026-08-01");
    assert_int_equal(sum(state, COUNT_COMPLETED, w->lac, "2026-06"), 1);
    assert_int_equal(sum(state, COUNT_COMPLETED, far, "2026-06"), 0);
    assert_int_equal(sum(state, COUNT_ACTIVE, w->lac, "2026-08"), 0);
    assert_int_equal(sum(state, COUNT_ACTIVE, far, "2026-08"), 1);
    assert_int_equal(sum(state, COUNT_PEOPLE, w->lac, NULL), 0);
    assert_int_equal(sum(state, COUNT_PEOPLE, far, NULL), 1);
    assert_int_equal(sum(state, COUNT_MEMBERS, far, NULL), 2);
    assert_int_equal(sum(state, COUNT_MEMBERS, w->lac, NULL), 1);
    assert_int_equal(sum(state, COUNT_PEOPLE, w->network, NULL), 1);
    all_agree_of(state, 9);
    /* and what happens then is counted there */
    (void)world_someone_at(state, "Tula Ichu", w->law, "support");
    assert_int_equal(sum(state, COUNT_PEOPLE, far, NULL), 2);
    all_agree_of(state, 9);
    assert_int_equal(world_acts(state, "org.moved"), 1);
}

static void
a_correction_replays(void **state)
{
    struct world *w = *state;
    int64_t far = two_months_later(state);
    struct reparent_lines history;

    assert_int_equal(
        reparent_correct(as(state, NOBODY), w->peru, far, "typed wrongly"), OK);
    carry_all(state);
    assert_int_equal(sum(state, COUNT_COMPLETED, w->lac, "2026-06"), 0);
    assert_int_equal(sum(state, COUNT_COMPLETED, far, "2026-06"), 1);
    assert_int_equal(sum(state, COUNT_ACTIVE, far, "2026-06"), 1);
    assert_int_equal(sum(state, COUNT_ACTIVE, far, "2026-08"), 1);
    assert_int_equal(sum(state, COUNT_PEOPLE, w->lac, NULL), 0);
    all_agree_of(state, 9);
    assert_int_equal(reparent_history(as(state, NOBODY), w->peru, &history),
                     OK);
    assert_int_equal(history.count, 2);
    assert_false(history.items[0].corrected);
    assert_null(history.items[0].to_date);
    assert_int_equal(history.items[0].parent, far);
    assert_true(history.items[1].corrected);
    assert_string_equal(history.items[1].reason, "typed wrongly");
    assert_int_equal(world_acts(state, "org.corrected"), 1);
    assert_int_equal(world_acts(state, "org.moved"), 0);
}

static void
who_also_belongs_elsewhere_still_counts_there(void **state)
{
    struct world *w = *state;
    int64_t far = two_months_later(state);

    assert_int_equal(
        person_affiliate(as(state, NOBODY), w->people[ROSA], w->sur, "leaders"),
        OK);
    (void)world_someone_at(state, "Tula Ichu", w->tec, "support");
    assert_int_equal(sum(state, COUNT_PEOPLE, w->lac, NULL), 2);
    move(state, NOBODY, w->peru, far, "2026-08-01");
    assert_int_equal(sum(state, COUNT_PEOPLE, w->lac, NULL), 1); /* by Sur */
    assert_int_equal(sum(state, COUNT_PEOPLE, far, NULL), 2);
    assert_int_equal(sum(state, COUNT_PEOPLE, w->network, NULL), 2);
    all_agree_of(state, 9);
    /* and back */
    world_pass_days(state, 10);
    move(state, NOBODY, w->peru, w->lac, "2026-08-20");
    assert_int_equal(sum(state, COUNT_PEOPLE, w->lac, NULL), 2);
    assert_int_equal(sum(state, COUNT_PEOPLE, far, NULL), 0);
    all_agree_of(state, 9);
}

/* Of the same courses. */
static void
enrol_in_another(void **state)
{
    struct world *w = *state;
    int64_t electives[] = {world_take(state, "e-one").course,
                           world_take(state, "e-two").course};
    const struct series_words words = {"en", "Two", "Another."};
    struct series_spec spec = {.slug = "two",
                               .org = w->network,
                               .core = world_take(state, "core").course,
                               .any_count = 1,
                               .electives = electives,
                               .elective_count = 2};
    struct series s;
    int64_t id;

    assert_int_equal(series_put(as(state, HQ), &spec, &words, 1, &id), OK);
    assert_int_equal(series_open(as(state, HQ), id, w->peru, w->mandate,
                                 "2026-02-01", NULL, NULL),
                     OK);
    assert_int_equal(series_by_slug(as(state, ROSA), "two", &s), OK);
    assert_int_equal(enrol_start(as(state, ROSA), &s, &id), OK);
}

static void
who_learnt_before_and_after_counts_at_both(void **state)
{
    struct world *w = *state;
    int64_t far = two_months_later(state);

    enrol_in_another(state);
    assert_int_equal(sum(state, COUNT_ENROLLED, w->peru, NULL), 1);
    move(state, NOBODY, w->peru, far, "2026-08-01");
    assert_int_equal(sum(state, COUNT_ENROLLED, w->lac, "2026-06"), 1);
    assert_int_equal(sum(state, COUNT_ENROLLED, far, "2026-08"), 1);
    all_agree_of(state, 9);
}

static void
rights_follow_at_once(void **state)
{
    struct world *w = *state;
    int64_t far = two_months_later(state);

    assert_true(access_has(as(state, REGION), CAP_REPORT_READ, w->uni));
    move(state, NOBODY, w->peru, far, "2026-08-01");
    assert_false(access_has(as(state, REGION), CAP_REPORT_READ, w->uni));
    assert_true(access_has(as(state, REGION), CAP_REPORT_READ, w->sur));
    assert_true(access_has(as(state, COORDINATOR), CAP_PEOPLE_READ, w->law));
    assert_true(access_has(as(state, HQ), CAP_ORG_EDIT, w->law));
}

static void
what_cannot_be_is_refused(void **state)
{
    struct world *w = *state;
    int64_t far = two_months_later(state);

    assert_int_equal(reparent_move(as(state, COORDINATOR), w->tec, w->chile,
                                   "2026-08-01", NULL),
                     ERR_DENIED);
    assert_int_equal(
        reparent_move(as(state, HQ), w->peru, w->uni, "2026-08-01", NULL),
        ERR_INVALID);
    assert_int_equal(
        reparent_move(as(state, HQ), w->tec, w->uni, "2026-08-01", NULL),
        ERR_INVALID);
    assert_int_equal(
        reparent_move(as(state, HQ), w->peru, w->lac, "2026-08-01", NULL),
        ERR_CONFLICT);
    assert_int_equal(
        reparent_move(as(state, HQ), w->peru, far, "2026-09-30", NULL),
        ERR_INVALID);
    assert_int_equal(
        reparent_move(as(state, HQ), w->peru, far, "2026-06-01", NULL),
        ERR_CONFLICT);
    move(state, HQ, w->tec, w->chile, "2026-08-10");
    /* Chile holds something else since */
    assert_int_equal(
        reparent_move(as(state, HQ), w->chile, far, "2026-08-01", NULL),
        ERR_CONFLICT);
    move(state, HQ, w->chile, far, "2026-08-10");
    all_agree_of(state, 9);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(a_move_leaves_earlier_months_where_they_were),
        IN_WORLD(a_correction_replays),
        IN_WORLD(who_also_belongs_elsewhere_still_counts_there),
        IN_WORLD(who_learnt_before_and_after_counts_at_both),
        IN_WORLD(rights_follow_at_once),
        IN_WORLD(what_cannot_be_is_refused),
    };

    return RUN_IN_WORLD(tests);
}
