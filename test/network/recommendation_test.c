/* SPDX-License-Identifier: Apache-2.0 */
/* network/recommendation: what was recommended to whom, and what each
 * addressee did about it. It is 2026-06-15. */

#include "test/world.h"

#include "network/dialogue.h"
#include "network/recommendation.h"

/* An event of the region that was on 1 June. */
static const char *
held_event(void **state)
{
    struct world *w = *state;
    struct dialogue_series s = {.node = w->lac, .title = "Dialogues"};
    struct dialogue_form f = {.title = "First",
                              .place = "Lima",
                              .zone = "America/Lima",
                              .langs = "es",
                              .sessions = "2026-06-01 09:00-10:00 Opening"};
    const char *number;

    assert_int_equal(dialogue_series_put(as(state, REGION), &s), OK);
    assert_int_equal(
        dialogue_event_enter(as(state, REGION), s.number, &f, &number), OK);
    return number;
}

static const char *
added(void **state)
{
    const char *number;

    assert_int_equal(recommendation_add(as(state, REGION), held_event(state),
                                        " Train <every> teacher. ",
                                        "uni; tec\n\n uni \nPeru", &number),
                     OK);
    return number;
}

static struct recommendation
read_one(void **state, const char *number)
{
    struct recommendation r;

    assert_int_equal(recommendation_by_number(as(state, NOBODY), number, &r),
                     OK);
    return r;
}

static void
whoever_is_addressed_is_silent_at_first(void **state)
{
    struct recommendation r = read_one(state, added(state));
    struct addressees a;
    struct recommendations list;
    struct world *w = *state;

    assert_string_equal(r.words, "Train <every> teacher.");
    assert_int_equal(r.position, 1);
    assert_int_equal(r.addressees, 3);
    assert_int_equal(r.silent, 3);
    assert_int_equal(recommendation_addressees(as(state, NOBODY), r.id, &a),
                     OK);
    assert_int_equal(a.count, 3);
    assert_string_equal(a.items[0].status, "silent");
    assert_int_equal(recommendation_for(as(state, NOBODY), w->tec, &list), OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(recommendation_for(as(state, NOBODY), w->sur, &list), OK);
    assert_int_equal(list.count, 0);
    assert_int_equal(recommendation_list(as(state, NOBODY), r.event, &list),
                     OK);
    assert_int_equal(list.count, 1);
}

static void
what_cannot_be_added_is_told(void **state)
{
    const char *event = held_event(state), *number;
    struct ctx *c = as(state, REGION);
    char *words = arena_alloc(c->arena, 1002);

    assert_int_equal(recommendation_add(c, event, " ", "", &number),
                     ERR_INVALID);
    assert_int_equal(c->problem_count, 2);
    c = as(state, REGION);
    assert_int_equal(
        recommendation_add(c, event, "Do it.", "uni\nnobody", &number),
        ERR_INVALID);
    assert_string_equal(c->problems[0].field, "addressees");
    memset(words, 'x', 1001);
    words[1001] = '\0';
    assert_int_equal(
        recommendation_add(as(state, REGION), event, words, "uni", &number),
        ERR_INVALID);
    assert_int_equal(recommendation_add(as(state, COORDINATOR), event, "Do it.",
                                        "uni", &number),
                     ERR_DENIED);
    assert_int_equal(
        recommendation_add(as(state, REGION), "nothing", "x", "uni", &number),
        ERR_MISSING);
}

static enum err
answer(void **state, enum who who, const char *number, int64_t rev,
       const char *status, const char *on_date, const char *why)
{
    struct world *w = *state;
    struct answer_line a = {status, on_date, why};

    return recommendation_answer(as(state, who), number, w->uni, rev, &a);
}

static void
an_addressee_says_how_far_it_is(void **state)
{
    struct world *w = *state;
    const char *number = added(state);
    struct recommendation r;
    struct addressee a;
    struct answer_lines lines;

    assert_int_equal(
        answer(state, FOCAL, number, 1, "planned", "2026-06-10", ""), OK);
    assert_int_equal(answer(state, COORDINATOR, number, 2, "done", "2026-06-14",
                            "https://uni.example/report"),
                     OK);
    r = read_one(state, number);
    assert_int_equal(r.silent, 2);
    assert_int_equal(r.done, 1);
    assert_int_equal(
        recommendation_addressee(as(state, NOBODY), r.id, w->uni, &a), OK);
    assert_string_equal(a.status, "done");
    assert_string_equal(a.on_date, "2026-06-14");
    assert_int_equal(
        recommendation_answers(as(state, NOBODY), r.id, w->uni, &lines), OK);
    assert_int_equal(lines.count, 2);
    assert_string_equal(lines.items[0].status, "done");
    assert_string_equal(lines.items[1].status, "planned");
    assert_int_equal(world_acts(state, "recommendation.answered"), 2);
}

static void
an_answer_without_proof_reason_or_day_is_refused(void **state)
{
    static const struct {
        const char *status, *on_date, *why, *field;
    } bad[] = {{"done", "2026-06-10", "yes", "why"},
               {"declined", "2026-06-10", "", "why"},
               {"planned", "2026-06-16", "", "on_date"},
               {"planned", "2026-05-31", "", "on_date"},
               {"planned", "2026-02-30", "", "on_date"},
               {"silent", "2026-06-10", "", "status"},
               {"", "2026-06-10", "", "status"}};
    struct world *w = *state;
    const char *number = added(state);

    for (size_t i = 0; i < COUNT(bad); i++) {
        struct ctx *c = as(state, FOCAL);
        struct answer_line a = {bad[i].status, bad[i].on_date, bad[i].why};

        assert_int_equal(recommendation_answer(c, number, w->uni, 1, &a),
                         ERR_INVALID);
        assert_int_equal(c->problem_count, 1);
        assert_string_equal(c->problems[0].field, bad[i].field);
    }
}

static void
only_the_addressee_answers_and_only_once_at_a_time(void **state)
{
    struct world *w = *state;
    const char *number = added(state);
    struct answer_line a = {"planned", "2026-06-10", ""};

    assert_int_equal(
        answer(state, MINISTRY, number, 1, "planned", "2026-06-10", ""),
        ERR_DENIED);
    assert_int_equal(
        recommendation_answer(as(state, FOCAL), number, w->tec, 1, &a),
        ERR_DENIED);
    assert_int_equal(
        recommendation_answer(as(state, HQ), number, w->sur, 1, &a),
        ERR_MISSING); /* not addressed */
    assert_int_equal(
        answer(state, FOCAL, number, 1, "planned", "2026-06-10", ""), OK);
    assert_int_equal(
        answer(state, COORDINATOR, number, 1, "running", "2026-06-10", ""),
        ERR_CONFLICT);
}

/* The sentence begins with what it is about, not with all of a long text. */
static void
a_problem_names_what_was_typed(void **state)
{
    struct ctx *c = as(state, NOBODY);
    char sixty[61] = {0};

    memset(sixty, 'x', sizeof sixty - 1);
    (void)problem_about(c, "org", "Atlantis", "no.");
    (void)problem_about(c, "org", sixty, "no.");
    (void)problem_about(c, "org", arena_join(c->arena, sixty, "yz", NULL),
                        "no.");
    assert_string_equal(c->problems[0].text, "“Atlantis”: no.");
    assert_string_equal(c->problems[1].text,
                        arena_printf(c->arena, "“%s”: no.", sixty));
    assert_string_equal(c->problems[2].text,
                        arena_printf(c->arena, "“%s…”: no.", sixty));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(whoever_is_addressed_is_silent_at_first),
        IN_WORLD(what_cannot_be_added_is_told),
        IN_WORLD(a_problem_names_what_was_typed),
        IN_WORLD(an_addressee_says_how_far_it_is),
        IN_WORLD(an_answer_without_proof_reason_or_day_is_refused),
        IN_WORLD(only_the_addressee_answers_and_only_once_at_a_time),
    };
    return RUN_IN_WORLD(tests);
}
