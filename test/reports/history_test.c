/* SPDX-License-Identifier: Apache-2.0 */
/* reports/history: the record is searched by place, kind, day and person. */

#include "test/world.h"

#include "core/record.h"
#include "reports/history.h"

static struct history
list(void **state, enum who who, struct history_query q)
{
    struct history h;

    assert_int_equal(history_list(as(state, who), &q, &h), OK);
    return h;
}

static void
put(void **state, enum who who, const char *act, int64_t org)
{
    assert_int_equal(record_add(as(state, who), act, org, 0, "a note"), OK);
}

static void
acts_are_seen_at_their_place_and_above(void **state)
{
    struct world *w = *state;
    struct history h;

    put(state, FOCAL, "test.here", w->law);
    h = list(state, HQ, (struct history_query){.org = w->lac, .act = "test"});
    assert_int_equal(h.count, 1);
    assert_string_equal(h.items[0].act, "test.here");
    assert_string_equal(h.items[0].value, "a note");
    assert_int_equal(h.items[0].person, w->people[FOCAL]);
    assert_non_null(h.items[0].name);
    assert_string_equal(h.items[0].slug, "law");
    h = list(state, FOCAL,
             (struct history_query){.org = w->uni, .act = "test"});
    assert_int_equal(h.count, 1);
    h = list(state, HQ, (struct history_query){.org = w->chile, .act = "test"});
    assert_int_equal(h.count, 0);
    assert_int_equal(h.next, 0);
}

static void
acts_of_no_place_are_seen_at_the_root_alone(void **state)
{
    struct world *w = *state;

    put(state, NOBODY, "test.nowhere", 0);
    assert_int_equal(
        list(state, HQ,
             (struct history_query){.org = w->network, .act = "test"})
            .count,
        1);
    assert_int_equal(
        list(state, HQ, (struct history_query){.org = w->lac, .act = "test"})
            .count,
        0);
}

static void
a_room_is_no_beginning_of_another(void **state)
{
    struct world *w = *state;

    put(state, HQ, "test.one", w->peru);
    put(state, HQ, "test.once", w->peru);
    put(state, HQ, "tests.one", w->peru);
    assert_int_equal(
        list(state, HQ, (struct history_query){.org = w->peru, .act = "test"})
            .count,
        2);
    assert_int_equal(
        list(state, HQ,
             (struct history_query){.org = w->peru, .act = "test.one"})
            .count,
        1);
}

static void
only_those_of_one_person(void **state)
{
    struct world *w = *state;

    put(state, HQ, "test.one", w->uni);
    put(state, FOCAL, "test.two", w->uni);
    for (int i = 0; i < 2; i++) {
        struct history h =
            list(state, HQ,
                 (struct history_query){.org = i ? w->lac : w->uni,
                                        .act = "test",
                                        .by = w->people[FOCAL]});

        assert_int_equal(h.count, 1);
        assert_string_equal(h.items[0].act, "test.two");
    }
}

/* Lima is five hours behind: what was done at 3 in the morning of the 16th in
 * UTC was done on the 15th. */
static void
days_are_those_of_the_place(void **state)
{
    struct world *w = *state;
    struct ctx *c = as(state, HQ);
    struct history_query q = {.org = w->peru, .act = "test"};

    c->now_ms += 15 * 3600 * 1000; /* 2026-06-16 03:00 UTC */
    assert_int_equal(record_add(c, "test.late", w->peru, 0, NULL), OK);
    q.from = q.to = "2026-06-15";
    assert_int_equal(list(state, HQ, q).count, 1);
    q.from = q.to = "2026-06-16";
    assert_int_equal(list(state, HQ, q).count, 0);
    q.from = NULL;
    assert_int_equal(list(state, HQ, q).count, 1);
}

static void
pages_follow_without_a_gap(void **state)
{
    struct world *w = *state;
    int64_t places[] = {w->uni, w->lac};

    for (int i = 0; i < HISTORY_PAGE * 2 + 7; i++) {
        put(state, HQ, "test.many", w->uni);
    }
    for (size_t p = 0; p < sizeof places / sizeof *places; p++) {
        struct history_query q = {.org = places[p], .act = "test"};
        size_t seen = 0, pages = 0;
        int64_t last = INT64_MAX;

        do {
            struct history h = list(state, HQ, q);

            for (size_t i = 0; i < h.count; i++) {
                assert_true(h.items[i].id < last);
                last = h.items[i].id;
            }
            seen += h.count;
            q.before = h.next;
            pages++;
        } while (q.before);
        assert_int_equal(seen, HISTORY_PAGE * 2 + 7);
        assert_int_equal(pages, 3);
    }
}

static void
who_may_not_is_refused(void **state)
{
    struct world *w = *state;
    struct history h;
    const struct history_query q = {.org = w->uni};

    assert_int_equal(history_list(as(state, TEACHER), &q, &h), ERR_DENIED);
    assert_int_equal(history_list(as(state, MINISTRY), &q, &h), ERR_DENIED);
    assert_int_equal(history_list(as(state, NOBODY), &q, &h), ERR_DENIED);
}

static void
impossible_days_are_told(void **state)
{
    struct world *w = *state;
    const struct history_query cases[] = {
        {.org = w->uni, .from = "2026-02-30"},
        {.org = w->uni, .to = "soon"},
        {.org = w->uni, .from = "2026-03-02", .to = "2026-03-01"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ctx *c = as(state, HQ);
        struct history h;

        assert_int_equal(history_list(c, &cases[i], &h), ERR_INVALID);
        assert_string_equal(c->problems[0].field, i ? "to" : "from");
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(acts_are_seen_at_their_place_and_above),
        IN_WORLD(acts_of_no_place_are_seen_at_the_root_alone),
        IN_WORLD(a_room_is_no_beginning_of_another),
        IN_WORLD(only_those_of_one_person),
        IN_WORLD(days_are_those_of_the_place),
        IN_WORLD(pages_follow_without_a_gap),
        IN_WORLD(who_may_not_is_refused),
        IN_WORLD(impossible_days_are_told),
    };
    return RUN_IN_WORLD(tests);
}
