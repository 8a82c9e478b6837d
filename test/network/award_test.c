/* SPDX-License-Identifier: Apache-2.0 */
/* network/award: an edition from its first words to its result; reviews are
 * blind; the three counts. It is 2026-06-15. */

#include "test/world.h"

#include "base/arena.h"
#include "network/award.h"
#include "network/award_case.h"
#include "network/award_desk.h"
#include "people/role.h"

#include <string.h>

static struct award_form
typed(void)
{
    return (struct award_form){
        .lang = "en",
        .year = "2026",
        .zone = "America/Lima",
        .opens_date = "2026-06-01",
        .closes_date = "2026-06-20",
        .review_until = "2026-07-10",
        .reviews_each = "2",
        .name = " Cases of practice ",
        .categories = "Teaching: with AI.\n\nCentres",
        .criteria = "Effect: 10\nCan be done elsewhere: 5",
    };
}

static struct award_desk *
desk_of(void **state, const char *number)
{
    struct ctx *c = as(state, HQ);
    struct award_desk *d = ARENA_NEW(c->arena, struct award_desk);

    assert_int_equal(award_desk(c, number, 0, d), OK);
    return d;
}

static const char *
new_edition(void **state)
{
    struct world *w = *state;
    struct award_form f = typed();
    const char *number = NULL;

    assert_int_equal(award_enter(as(state, HQ), w->lac, &f, &number), OK);
    return number;
}

static struct award_edition
edition(void **state, const char *number)
{
    struct award_edition e;

    assert_int_equal(award_by_number(as(state, NOBODY), number, &e), OK);
    return e;
}

static struct award_case
by_uni(void **state)
{
    struct world *w = *state;

    return (struct award_case){.org = w->uni,
                               .contact_name = "Office",
                               .contact_post = "Head",
                               .contact_email = "office@example.org"};
}

static struct award_case_text
text_of_case(void)
{
    return (struct award_case_text){.category = 1,
                                    .title = "A clinic for questions",
                                    .abstract = "Staff ask, peers answer.",
                                    .words = "Every Tuesday we meet.",
                                    .link = ""};
}

static const char *
begun(void **state, const char *number)
{
    struct award_case who = by_uni(state);
    const char *secret = NULL;

    assert_int_equal(award_case_begin(as(state, NOBODY), number, &who, &secret),
                     OK);
    return secret;
}

static void
sent(void **state, const char *number)
{
    struct award_case_text t = text_of_case();

    assert_int_equal(
        award_case_send(as(state, NOBODY), begun(state, number), 1, &t, true),
        OK);
}

static void
judged(void **state, const char *number, int64_t n, bool is_valid)
{
    assert_int_equal(award_case_judge(as(state, HQ), number, n, 2, is_valid,
                                      "It lies before the period."),
                     OK);
}

static void
make_reviewers(void **state, const char *number)
{
    struct world *w = *state;
    static const enum who all[] = {ASSESSOR, STRANGER, ROSA};
    struct award_reviewers list;

    assert_int_equal(role_grant(as(state, NOBODY), w->people[STRANGER],
                                "assessor", w->chile, 0),
                     OK);
    assert_int_equal(
        role_grant(as(state, NOBODY), w->people[ROSA], "assessor", w->chile, 0),
        OK);
    list = desk_of(state, number)->candidates;
    assert_int_equal(list.count, COUNT(all));
    for (size_t i = 0; i < list.count; i++) {
        assert_int_equal(
            award_review_name(as(state, HQ), number, list.items[i].number), OK);
    }
}

/* The one review of somebody. */
static struct award_review
review_of(void **state, enum who who)
{
    struct award_reviews list;

    assert_int_equal(award_review_mine(as(state, who), &list), OK);
    assert_int_equal(list.count, 1);
    return list.items[0];
}

/* --- editions --- */

static void
an_edition_has_its_words_in_several_languages(void **state)
{
    const char *number = new_edition(state);
    struct award_form f = typed();
    struct award_edition e;
    struct ctx *c;

    f.lang = "es";
    f.name = "Casos de práctica";
    f.categories = "Docencia\nCentros: y otros";
    f.criteria = "Efecto: 10\nSe puede repetir: 5";
    assert_int_equal(award_edit(as(state, REGION), number, 1, &f), OK);
    e = edition(state, number);
    assert_string_equal(e.name, "Cases of practice");
    assert_string_equal(e.categories[0].words, "with AI.");
    assert_int_equal(e.points, 15);
    c = as(state, NOBODY);
    c->lang = lang_find("es");
    assert_int_equal(award_by_number(c, number, &e), OK);
    c->lang = lang_find("en");
    assert_string_equal(e.name, "Casos de práctica");
    assert_string_equal(award_category_title(&e, 1), "Docencia");
    assert_string_equal(award_category_title(&e, 3), "");
    assert_string_equal(e.criteria[1].title, "Se puede repetir");
    f.criteria = "Efecto: 9\nSe puede repetir: 5";
    assert_int_equal(award_edit(as(state, HQ), number, 2, &f), ERR_INVALID);
    f.criteria = "Efecto: 10\nSe puede repetir: 5";
    assert_int_equal(award_edit(as(state, HQ), number, 1, &f), ERR_CONFLICT);
}

static void
its_days_are_those_of_its_zone(void **state)
{
    const char *number = new_edition(state);

    assert_int_equal(edition(state, number).phase, AWARD_OPEN);
    world_pass_days(state, 6); /* 21 June */
    assert_int_equal(edition(state, number).phase, AWARD_REVIEW);
    assert_true(award_takes_scores(
        &(struct award_edition){.phase = edition(state, number).phase}));
    world_pass_days(state, 20); /* 11 July */
    assert_int_equal(edition(state, number).phase, AWARD_DECIDE);
    world_pass_days(state, -41);
    assert_int_equal(edition(state, number).phase, AWARD_ANNOUNCED);
}

static void
each_field_that_is_wrong_is_told(void **state)
{
    static const struct {
        size_t at;
        const char *value, *field;
    } bad[] = {
        {offsetof(struct award_form, year), "soon", "year"},
        {offsetof(struct award_form, zone), "../etc", "zone"},
        {offsetof(struct award_form, opens_date), "2026-02-30", "opens_date"},
        {offsetof(struct award_form, closes_date), "2026-05-01", "closes_date"},
        {offsetof(struct award_form, review_until), "2026-06-20",
         "review_until"},
        {offsetof(struct award_form, reviews_each), "0", "reviews_each"},
        {offsetof(struct award_form, name), " ", "name"},
        {offsetof(struct award_form, categories), "", "categories"},
        {offsetof(struct award_form, categories), ": a sentence", "categories"},
        {offsetof(struct award_form, criteria), "Effect", "criteria"},
        {offsetof(struct award_form, criteria), "Effect: 101", "criteria"},
        {offsetof(struct award_form, criteria), "Effect: -1", "criteria"},
    };
    struct world *w = *state;
    const char *number;

    for (size_t i = 0; i < COUNT(bad); i++) {
        struct ctx *c = as(state, HQ);
        struct award_form f = typed();

        *(const char **)((char *)&f + bad[i].at) = bad[i].value;
        assert_int_equal(award_enter(c, w->lac, &f, &number), ERR_INVALID);
        assert_int_equal(c->problem_count, 1);
        assert_string_equal(c->problems[0].field, bad[i].field);
    }
}

static void
who_may_not_hold_the_award_is_refused(void **state)
{
    struct world *w = *state;
    struct award_form f = typed();
    const char *number = new_edition(state), *other;
    struct award_desk desk;

    assert_int_equal(award_enter(as(state, COORDINATOR), w->peru, &f, &other),
                     ERR_DENIED);
    assert_int_equal(award_enter(as(state, NOBODY), w->lac, &f, &other),
                     ERR_DENIED);
    assert_int_equal(award_edit(as(state, MINISTRY), number, 1, &f),
                     ERR_DENIED);
    assert_int_equal(award_desk(as(state, ASSESSOR), number, 0, &desk),
                     ERR_DENIED);
    assert_int_equal(award_publish(as(state, REGION), number, 1), ERR_DENIED);
    assert_int_equal(award_desk(as(state, HQ), "nothing", 0, &desk),
                     ERR_MISSING);
}

static void
once_cases_come_in_categories_keep_their_number(void **state)
{
    const char *number = new_edition(state);
    struct award_form f = typed();
    struct ctx *c;

    f.categories = "Teaching\nCentres\nSchools";
    assert_int_equal(award_edit(as(state, HQ), number, 1, &f), OK);
    (void)begun(state, number);
    f.categories = "Teaching\nCentres";
    f.criteria = "Effect: 9";
    c = as(state, HQ);
    assert_int_equal(award_edit(c, number, 2, &f), ERR_INVALID);
    assert_int_equal(c->problem_count, 2);
    f.categories = "Teaching well\nCentres\nSchools";
    f.criteria = typed().criteria;
    assert_int_equal(award_edit(as(state, HQ), number, 2, &f), OK);
}

/* --- cases --- */

static void
a_draft_is_kept_and_gets_its_number_when_it_is_sent(void **state)
{
    const char *number = new_edition(state), *secret = begun(state, number);
    struct award_case_text t = text_of_case();
    struct award_case k;

    t.title = "";
    assert_int_equal(award_case_save(as(state, NOBODY), secret, 1, &t), OK);
    assert_int_equal(award_case_by_link(as(state, NOBODY), secret, &k), OK);
    assert_string_equal(k.words, "Every Tuesday we meet.");
    assert_string_equal(k.country, "PE");
    assert_int_equal(k.n, 0);
    assert_int_equal(award_case_save(as(state, NOBODY), secret, 1, &t),
                     ERR_CONFLICT);
    assert_int_equal(award_case_send(as(state, NOBODY), secret, 2, &t, true),
                     ERR_INVALID);
    t.title = "A clinic";
    assert_int_equal(award_case_send(as(state, NOBODY), secret, 3, &t, true),
                     OK);
    assert_int_equal(award_case_by_link(as(state, NOBODY), secret, &k), OK);
    assert_int_equal(k.n, 1);
    assert_int_equal(award_case_save(as(state, NOBODY), secret, k.rev, &t),
                     ERR_CONFLICT);
}

static void
what_is_missing_or_names_the_organisation_is_told(void **state)
{
    const char *number = new_edition(state), *secret = begun(state, number);
    struct award_case_text t = {.abstract = "Uni, or rather UNÍ: we teach.",
                                .words = "At Example University we meet.",
                                .link = "www.example.org",
                                .file_hash = "x",
                                .file_type = "application/pdf"};
    struct award_case k;
    struct ctx *c = as(state, NOBODY);

    assert_int_equal(award_case_by_link(c, secret, &k), OK);
    t.abstract = arena_printf(c->arena, "At %s we teach.", k.org_name);
    t.words = "";
    assert_int_equal(award_case_send(c, secret, 1, &t, false), ERR_INVALID);
    assert_int_equal(c->problem_count, 6);
    assert_string_equal(c->problems[0].field, "category");
    assert_string_equal(c->problems[1].field, "title");
    assert_string_equal(c->problems[2].field, "abstract");
    assert_string_equal(c->problems[3].field, "words");
    assert_string_equal(c->problems[4].field, "link");
    assert_string_equal(c->problems[5].field, "agrees");
}

static void
after_the_last_day_nothing_comes_in(void **state)
{
    const char *number = new_edition(state), *secret = begun(state, number);
    struct award_case_text t = text_of_case();
    struct award_case who = by_uni(state);

    world_pass_days(state, 6);
    assert_int_equal(award_case_send(as(state, NOBODY), secret, 1, &t, true),
                     ERR_CONFLICT);
    assert_int_equal(award_case_begin(as(state, NOBODY), number, &who, &secret),
                     ERR_CONFLICT);
}

static void
an_organisation_outside_the_directory_says_what_it_is(void **state)
{
    const char *number = new_edition(state), *secret;
    struct award_case who = by_uni(state);
    struct ctx *c = as(state, NOBODY);

    who.org = 0;
    assert_int_equal(award_case_begin(c, number, &who, &secret), ERR_INVALID);
    assert_int_equal(c->problem_count, 3);
    who.org_name = "A firm";
    who.kind = "network";
    who.country = "PE";
    assert_int_equal(award_case_begin(as(state, NOBODY), number, &who, &secret),
                     ERR_INVALID);
    who.kind = "enterprise";
    assert_int_equal(award_case_begin(as(state, NOBODY), number, &who, &secret),
                     OK);
    who.kind = "international";
    who.country = "";
    assert_int_equal(award_case_begin(as(state, NOBODY), number, &who, &secret),
                     OK);
}

static void
the_second_of_two_who_check_a_case_is_told(void **state)
{
    const char *number = new_edition(state);

    sent(state, number);
    assert_int_equal(
        award_case_judge(as(state, HQ), number, 1, 1, false, "No."),
        ERR_INVALID);
    judged(state, number, 1, true);
    assert_int_equal(award_case_judge(as(state, REGION), number, 1, 1, false,
                                      "It is too short."),
                     ERR_CONFLICT);
    assert_int_equal(award_case_place(as(state, REGION), number, 1, 2, "x"),
                     ERR_DENIED);
}

static void
drafts_nobody_goes_on_with_are_forgotten(void **state)
{
    const char *number = new_edition(state), *secret = begun(state, number);
    struct award_case k;
    bool any;
    int done;

    sent(state, number);
    assert_int_equal(award_case_old(as(state, NOBODY), &any), OK);
    assert_false(any);
    world_pass_days(state, 91);
    assert_int_equal(award_case_old(as(state, NOBODY), &any), OK);
    assert_true(any);
    assert_int_equal(award_case_sweep(as(state, NOBODY), 10, &done), OK);
    assert_int_equal(done, 1);
    assert_int_equal(award_case_by_link(as(state, NOBODY), secret, &k),
                     ERR_MISSING);
}

/* --- reviews --- */

static void
reviews_are_blind_and_nobody_reviews_their_own_place(void **state)
{
    const char *number = new_edition(state);
    struct award_edition e;
    struct award_blind b;
    struct award_review r;
    struct ctx *c;

    sent(state, number);
    make_reviewers(state, number);
    c = as(state, HQ);
    assert_int_equal(award_review_assign(c, number, 1, ""), ERR_INVALID);
    assert_string_equal(c->problems[0].field, "reviewer");
    judged(state, number, 1, true);
    assert_int_equal(award_review_assign(as(state, HQ), number, 1, ""), OK);
    /* Rosa works at the university's law faculty. */
    r = review_of(state, ASSESSOR);
    (void)review_of(state, STRANGER);
    assert_int_equal(
        award_review_mine(as(state, ROSA), &(struct award_reviews){0}), OK);
    assert_int_equal(award_review_by_id(as(state, ASSESSOR), r.id, &e, &b), OK);
    assert_string_equal(b.words, "Every Tuesday we meet.");
    assert_int_equal(award_review_by_id(as(state, STRANGER), r.id, &e, &b),
                     ERR_MISSING);
    assert_int_equal(award_review_by_id(as(state, ROSA), r.id, &e, &b),
                     ERR_MISSING);
    assert_int_equal(award_review_by_id(as(state, TEACHER), r.id, &e, &b),
                     ERR_DENIED);
}

static void
reviewers_read_what_the_office_has_put_instead(void **state)
{
    const char *number = new_edition(state);
    struct award_edition e;
    struct award_case k;
    struct award_blind b;
    struct ctx *c;

    sent(state, number);
    make_reviewers(state, number);
    judged(state, number, 1, true);
    c = as(state, HQ);
    assert_int_equal(award_case_by_n(c, number, 1, &e, &k), OK);
    assert_int_equal(
        award_case_redact(as(state, HQ), number, 1, 3, k.title,
                          arena_printf(c->arena, "At %s.", k.org_name), k.words,
                          false),
        OK);
    assert_int_equal(award_review_assign(as(state, HQ), number, 1, ""),
                     ERR_INVALID);
    assert_int_equal(award_case_redact(as(state, HQ), number, 1, 4, k.title,
                                       "Somewhere.", k.words, false),
                     OK);
    assert_int_equal(award_review_assign(as(state, HQ), number, 1, ""), OK);
    assert_int_equal(award_review_by_id(as(state, ASSESSOR),
                                        review_of(state, ASSESSOR).id, &e, &b),
                     OK);
    assert_string_equal(b.abstract, "Somewhere.");
    assert_string_equal(b.title, "A clinic for questions");
}

static void
who_reviews_has_no_part_in_the_office(void **state)
{
    struct world *w = *state;
    const char *number = new_edition(state);
    struct award_reviewers list;
    struct award_desk desk;

    make_reviewers(state, number);
    assert_int_equal(role_grant(as(state, NOBODY), w->people[ASSESSOR],
                                "hq_officer", w->network, 0),
                     OK);
    assert_int_equal(award_desk(as(state, ASSESSOR), number, 0, &desk),
                     ERR_DENIED);
    assert_int_equal(role_grant(as(state, NOBODY), w->people[REGION],
                                "assessor", w->peru, 0),
                     OK);
    list = desk_of(state, number)->candidates;
    assert_int_equal(list.count, 0);
}

static void
a_conflict_of_interest_gives_the_case_to_somebody_else(void **state)
{
    const char *number = new_edition(state);
    struct award_form f = typed();
    struct award_desk_case one;
    struct award_reviews list;
    struct award_review r;
    enum who first, second;

    f.reviews_each = "1";
    assert_int_equal(award_edit(as(state, HQ), number, 1, &f), OK);
    sent(state, number);
    make_reviewers(state, number);
    judged(state, number, 1, true);
    assert_int_equal(award_review_assign(as(state, HQ), number, 1, ""), OK);
    assert_int_equal(award_review_mine(as(state, ASSESSOR), &list), OK);
    first = list.count ? ASSESSOR : STRANGER;
    second = list.count ? STRANGER : ASSESSOR;
    r = review_of(state, first);
    assert_int_equal(award_review_decline(as(state, first), r.id, 1, "Friend"),
                     ERR_INVALID);
    assert_int_equal(
        award_review_decline(as(state, first), r.id, 1, "I advised this team."),
        OK);
    assert_int_equal(award_review_mine(as(state, first), &list), OK);
    assert_int_equal(list.count, 0);
    r = review_of(state, second);
    assert_int_equal(award_desk_case(as(state, HQ), number, 1, &one), OK);
    assert_int_equal(one.reviews.count, 2);
    assert_string_equal(one.reviews.items[0].state, "conflict");
    assert_int_equal(award_review_decline(as(state, second), r.id, 1,
                                          "I advised it as well."),
                     OK); /* nobody is left; the office sees it */
    assert_int_equal(award_review_mine(as(state, ROSA), &list), OK);
    assert_int_equal(list.count, 0); /* it is her university's case */
    assert_int_equal(award_review_assign(as(state, HQ), number, 1, ""),
                     ERR_INVALID);
    for (size_t i = 0; i < one.people.count; i++) {
        assert_int_equal(award_review_assign(as(state, HQ), number, 1,
                                             one.people.items[i].number),
                         ERR_INVALID);
    }
}

static void
who_is_taken_off_leaves_the_case_to_another(void **state)
{
    const char *number = new_edition(state);
    struct award_form f = typed();
    struct award_reviewers people;
    struct award_reviews list;

    f.reviews_each = "1";
    assert_int_equal(award_edit(as(state, HQ), number, 1, &f), OK);
    sent(state, number);
    make_reviewers(state, number);
    judged(state, number, 1, true);
    assert_int_equal(award_review_assign(as(state, HQ), number, 1, ""), OK);
    people = desk_of(state, number)->people;
    for (size_t i = 0; i < people.count; i++) {
        if (people.items[i].open) {
            assert_int_equal(award_review_dismiss(as(state, HQ), number,
                                                  people.items[i].number),
                             OK);
        }
    }
    assert_int_equal(world_acts(state, "award.review_assigned"), 2);
    people = desk_of(state, number)->people;
    assert_int_equal(people.count, 2);
    assert_int_equal(award_review_mine(as(state, ROSA), &list), OK);
    assert_int_equal(list.count, 0);
}

static void
scores_are_seen_by_others_when_all_is_given_and_over(void **state)
{
    const struct award_score good[] = {{9, "Much."}, {5, ""}},
                             bad[] = {{11, ""}, {-1, ""}},
                             fair[] = {{4, ""}, {2, ""}};
    const char *number = new_edition(state);
    struct award_review r, s;
    struct award_edition e;
    struct award_others others;
    struct award_blind b;
    struct ctx *c;

    sent(state, number);
    make_reviewers(state, number);
    judged(state, number, 1, true);
    assert_int_equal(award_review_assign(as(state, HQ), number, 1, ""), OK);
    r = review_of(state, ASSESSOR);
    s = review_of(state, STRANGER);
    c = as(state, ASSESSOR);
    assert_int_equal(award_review_give(c, r.id, 1, bad), ERR_INVALID);
    assert_int_equal(c->problem_count, 2);
    assert_string_equal(c->problems[1].field, "points_2");
    assert_int_equal(award_review_give(as(state, ASSESSOR), r.id, 1, good), OK);
    assert_int_equal(award_review_give(as(state, ASSESSOR), r.id, 1, fair),
                     ERR_CONFLICT);
    assert_int_equal(award_review_by_id(as(state, STRANGER), s.id, &e, &b), OK);
    assert_int_equal(award_review_others(as(state, STRANGER), &b, &e, &others),
                     OK);
    assert_int_equal(others.count, 0); /* has given none */
    assert_int_equal(award_review_give(as(state, STRANGER), s.id, 1, fair), OK);
    assert_int_equal(award_review_by_id(as(state, STRANGER), s.id, &e, &b), OK);
    assert_int_equal(award_review_others(as(state, STRANGER), &b, &e, &others),
                     OK);
    assert_int_equal(others.count, 0); /* can still change it */
    world_pass_days(state, 26);
    assert_int_equal(award_review_give(as(state, STRANGER), s.id, 2, good),
                     ERR_CONFLICT);
    assert_int_equal(award_review_by_id(as(state, STRANGER), s.id, &e, &b), OK);
    assert_int_equal(award_review_others(as(state, STRANGER), &b, &e, &others),
                     OK);
    assert_int_equal(others.count, 1);
    assert_int_equal(others.scores[0].points, 9);
    assert_string_equal(others.scores[0].remark, "Much.");
}

static void
the_best_stand_first(void **state)
{
    const struct award_score good[] = {{9, ""}, {5, ""}},
                             fair[] = {{4, ""}, {2, ""}};
    const char *number = new_edition(state);
    struct award_form f = typed();
    struct award_reviews list;
    struct award_ranking rank;

    f.reviews_each = "1";
    assert_int_equal(award_edit(as(state, HQ), number, 1, &f), OK);
    make_reviewers(state, number);
    for (int n = 1; n <= 3; n++) {
        sent(state, number);
        judged(state, number, n, true);
    }
    assert_int_equal(award_review_assign(as(state, HQ), number, 1, ""), OK);
    assert_int_equal(award_review_assign(as(state, HQ), number, 2, ""), OK);
    for (int i = 0; i < 2; i++) { /* one each: who had least got the second */
        enum who who = i ? ASSESSOR : STRANGER;

        assert_int_equal(award_review_mine(as(state, who), &list), OK);
        assert_int_equal(list.count, 1);
        assert_int_equal(award_review_give(as(state, who), list.items[0].id, 1,
                                           list.items[0].n == 2 ? good : fair),
                         OK);
    }
    rank = desk_of(state, number)->ranking;
    assert_int_equal(rank.count, 3);
    assert_int_equal(rank.items[0].n, 2);
    assert_int_equal(rank.items[0].permille, 933);
    assert_int_equal(rank.items[1].permille, 400);
    assert_int_equal(rank.items[2].given, 0);
}

/* --- the result --- */

static void
the_three_counts_say_what_they_count(void **state)
{
    const char *number = new_edition(state);
    struct award_edition e;
    struct award_counts counts;
    struct award_cases awarded;
    struct award_case k;
    struct ctx *c;

    (void)begun(state, number); /* a draft does not count */
    for (int n = 1; n <= 3; n++) {
        sent(state, number);
    }
    judged(state, number, 1, true);
    judged(state, number, 2, true);
    assert_int_equal(award_publish(as(state, HQ), number, 1), ERR_INVALID);
    world_pass_days(state, 30);
    c = as(state, HQ);
    assert_int_equal(award_publish(c, number, 1), ERR_INVALID); /* 3 waits */
    judged(state, number, 3, false);
    assert_int_equal(award_publish(as(state, HQ), number, 1), ERR_INVALID);
    assert_int_equal(award_case_place(as(state, HQ), number, 3, 3, "First"),
                     ERR_INVALID);
    assert_int_equal(award_case_place(as(state, HQ), number, 2, 3, "First"),
                     OK);
    e = edition(state, number);
    assert_int_equal(award_case_counts(as(state, NOBODY), &e, &counts), OK);
    assert_int_equal(counts.all.n[AWARD_RECEIVED], 3);
    assert_int_equal(counts.all.n[AWARD_VALID], 2);
    assert_int_equal(counts.all.n[AWARD_AWARDED], 0); /* not public yet */
    assert_int_equal(award_case_public(as(state, NOBODY), &e, 2, &k),
                     ERR_MISSING);
    assert_int_equal(award_publish(as(state, HQ), number, 9), ERR_CONFLICT);
    assert_int_equal(award_publish(as(state, HQ), number, 1), OK);
    e = edition(state, number);
    assert_int_equal(award_case_counts(as(state, NOBODY), &e, &counts), OK);
    assert_int_equal(counts.all.n[AWARD_AWARDED], 1);
    assert_int_equal(counts.country_count, 1);
    assert_string_equal(counts.countries[0].key, "PE");
    assert_int_equal(counts.kinds[0].n[AWARD_VALID], 2);
    assert_int_equal(award_case_awarded(as(state, NOBODY), &e, &awarded), OK);
    assert_int_equal(awarded.count, 1);
    assert_int_equal(award_case_public(as(state, NOBODY), &e, 2, &k), OK);
    assert_int_equal(award_case_public(as(state, NOBODY), &e, 1, &k),
                     ERR_MISSING);
    assert_int_equal(award_case_place(as(state, HQ), number, 1, 3, "Second"),
                     ERR_CONFLICT);
    assert_int_equal(award_case_judge(as(state, HQ), number, 2, 4, false,
                                      "We were wrong here."),
                     ERR_CONFLICT);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(an_edition_has_its_words_in_several_languages),
        IN_WORLD(its_days_are_those_of_its_zone),
        IN_WORLD(each_field_that_is_wrong_is_told),
        IN_WORLD(who_may_not_hold_the_award_is_refused),
        IN_WORLD(once_cases_come_in_categories_keep_their_number),
        IN_WORLD(a_draft_is_kept_and_gets_its_number_when_it_is_sent),
        IN_WORLD(what_is_missing_or_names_the_organisation_is_told),
        IN_WORLD(after_the_last_day_nothing_comes_in),
        IN_WORLD(an_organisation_outside_the_directory_says_what_it_is),
        IN_WORLD(the_second_of_two_who_check_a_case_is_told),
        IN_WORLD(drafts_nobody_goes_on_with_are_forgotten),
        IN_WORLD(reviews_are_blind_and_nobody_reviews_their_own_place),
        IN_WORLD(reviewers_read_what_the_office_has_put_instead),
        IN_WORLD(who_reviews_has_no_part_in_the_office),
        IN_WORLD(a_conflict_of_interest_gives_the_case_to_somebody_else),
        IN_WORLD(who_is_taken_off_leaves_the_case_to_another),
        IN_WORLD(scores_are_seen_by_others_when_all_is_given_and_over),
        IN_WORLD(the_best_stand_first),
        IN_WORLD(the_three_counts_say_what_they_count),
    };

    return RUN_IN_WORLD(tests);
}
