/* SPDX-License-Identifier: Apache-2.0 */
/* assessment/attempt: goes at a quiz: how many, whose, what they were worth. */

#include "test/world.h"

#include "assessment/attempt.h"
#include "assessment/quiz.h"
#include "assessment/standing.h"

static struct quiz
load(void **state, const struct take *t)
{
    struct quiz z;

    assert_int_equal(quiz_load(as(state, ROSA), t->quiz, "en", "en", 0, &z),
                     OK);
    assert_int_equal(z.question_count, 2);
    return z;
}

static enum err
send(void **state, struct take *t, const struct quiz *z, int64_t number,
     const char *first, const char *second)
{
    return attempt_send(as(state, ROSA), t, z, number,
                        (const char *const[]){first, second});
}

static void
after_the_last_attempt_there_is_none(void **state)
{
    int64_t number;
    struct take t;
    struct quiz z;

    world_enrol(state);
    t = world_take(state, "core");
    z = load(state, &t);
    z.attempts_max = 2;
    assert_int_equal(send(state, &t, &z, 1, "", ""), OK);
    assert_int_equal(attempt_next(as(state, ROSA), &t, &z, &number), OK);
    assert_int_equal(number, 2);
    assert_int_equal(send(state, &t, &z, 2, "", ""), OK);
    assert_int_equal(attempt_next(as(state, ROSA), &t, &z, &number), ERR_LIMIT);
    assert_int_equal(send(state, &t, &z, 3, "", ""), ERR_LIMIT);
    z.attempts_max = 0;
    assert_int_equal(send(state, &t, &z, 3, "", ""), OK);
}

static void
a_form_sent_twice_is_one_attempt(void **state)
{
    struct attempts list;
    struct take t;
    struct quiz z;

    world_enrol(state);
    t = world_take(state, "core");
    z = load(state, &t);
    assert_int_equal(send(state, &t, &z, 1, "", ""), OK);
    assert_int_equal(send(state, &t, &z, 1, "", ""), ERR_CONFLICT);
    assert_int_equal(t.attempts, 1);
    assert_int_equal(attempt_list(as(state, ROSA), &t, &list), OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(world_take(state, "core").attempts, 1);
}

static void
an_answer_of_another_question_is_worth_nothing(void **state)
{
    struct attempt a;
    struct take t;
    struct quiz z;
    const char *swapped[2];

    world_enrol(state);
    t = world_take(state, "core");
    z = load(state, &t);
    for (int i = 0; i < 2; i++) {
        const struct quiz_question *q = &z.questions[1 - i];

        for (size_t k = 0; k < q->option_count; k++) {
            if (q->options[k].fraction == QUIZ_POINT) {
                swapped[i] = arena_printf(as(state, ROSA)->arena, "%lld",
                                          (long long)q->options[k].id);
            }
        }
    }
    assert_int_equal(send(state, &t, &z, 1, swapped[0], swapped[1]), OK);
    assert_int_equal(attempt_by_number(as(state, ROSA), &t, 1, &a), OK);
    assert_int_equal(a.pct, 0);
    assert_false(a.passed);
}

static void
the_mark_to_pass_is_reached_or_not(void **state)
{
    struct attempt a;
    struct take t;

    world_enrol(state);
    world_study(state, "core", "two", "false");
    t = world_take(state, "core");
    assert_int_equal(attempt_by_number(as(state, ROSA), &t, 1, &a), OK);
    assert_int_equal(a.pct, 50);
    assert_false(a.passed);
    assert_false(t.quiz_passed);
    world_study(state, "core", "two", "true");
    assert_int_equal(attempt_by_number(as(state, ROSA), &t, 2, &a), OK);
    assert_int_equal(a.pct, 100);
    assert_true(a.passed);
    t = world_take(state, "core");
    assert_true(t.quiz_passed);
    assert_int_equal(t.attempts, 2);
}

/* Of all questions at a place: answers, and those fully right. */
static void
fares(void **state, int64_t org, int64_t *answers, int64_t *right)
{
    struct question_fares list;

    assert_int_equal(standing_questions(as(state, HQ), org, &list), OK);
    *answers = 0;
    *right = 0;
    for (size_t i = 0; i < list.count; i++) {
        *answers += list.items[i].answers;
        *right += list.items[i].right;
    }
}

static void
questions_are_counted_on_the_first_attempt_alone(void **state)
{
    struct world *w = *state;
    const int64_t above[] = {w->law, w->uni, w->peru, w->network};
    int64_t answers, right;

    world_enrol(state);
    world_study(state, "core", "two", "false");
    world_study(state, "core", "two", "true");
    for (size_t i = 0; i < sizeof above / sizeof *above; i++) {
        fares(state, above[i], &answers, &right);
        assert_int_equal(answers, 2);
        assert_int_equal(right, 1);
    }
    fares(state, w->tec, &answers, &right);
    assert_int_equal(answers, 0);
}

/* A broken statement leaves no attempt that counts for a course. */
static void
a_failing_database_keeps_no_half_attempt(void **state)
{
    struct world *w = *state;
    enum err e = ERR_INTERNAL;
    int n;

    for (n = 1; e != OK; n++) {
        struct take t;
        struct quiz z;

        assert_true(n < 100);
        world_enrol(state);
        t = world_take(state, "core");
        z = load(state, &t);
        db_fail_at(w->db, n);
        e = send(state, &t, &z, 1, "", "");
        db_fail_at(w->db, 0);
        if (e == OK) {
            assert_int_equal(world_acts(state, "attempt.sent"), 1);
            assert_true(world_take(state, "core").started_ms != 0);
        } else {
            assert_int_equal(e, ERR_INTERNAL);
            world_end(state);
            assert_int_equal(world_begin(state), 0);
        }
    }
    assert_true(n > 3);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(after_the_last_attempt_there_is_none),
        IN_WORLD(a_form_sent_twice_is_one_attempt),
        IN_WORLD(an_answer_of_another_question_is_worth_nothing),
        IN_WORLD(the_mark_to_pass_is_reached_or_not),
        IN_WORLD(questions_are_counted_on_the_first_attempt_alone),
        IN_WORLD(a_failing_database_keeps_no_half_attempt),
    };

    return RUN_IN_WORLD(tests);
}
