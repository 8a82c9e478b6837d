/* SPDX-License-Identifier: Apache-2.0 */
/* network/visit and network/item: a visit is recorded, what it agreed on is
 * followed, and the next one begins with what is unfinished. */

#include "test/world.h"

#include "formats/picture.h"
#include "network/agreement.h"
#include "network/item.h"
#include "network/org.h"
#include "network/office.h"
#include "network/visit.h"

static const char words[] = "The report stands on page 4 of the minutes.";

static struct visit
visit_of(void **state)
{
    struct world *w = *state;

    return (struct visit){.node = w->lac,
                          .title = "Visit of Sur to the regional office",
                          .guest = "universidad  SUR",
                          .from_date = "2026-05-12",
                          .place = "Regional office",
                          .delegates = "Rectorate\nOffice of projects",
                          .agenda = "09:30 Welcome\n12:00 AI Lab",
                          .public_note = "They agreed on two things.",
                          .minutes = "Inner minutes.",
                          .remarks = "Private remarks.",
                          .is_public = true};
}

static struct visit
recorded(void **state)
{
    struct visit v = visit_of(state);

    assert_int_equal(visit_put(as(state, REGION), &v), OK);
    assert_int_equal(visit_by_number(as(state, REGION), v.number, &v), OK);
    return v;
}

static int64_t
agreed(void **state, const struct visit *v, const char *due)
{
    struct world *w = *state;
    const struct item_draft d = {.title = "More universities in Peru",
                                 .owner = w->uni,
                                 .due_date = due,
                                 .countries = &w->peru,
                                 .country_count = 1};
    int64_t id;

    assert_int_equal(item_add(as(state, REGION), v, &d, &id), OK);
    return id;
}

static struct item
now(void **state, int64_t id)
{
    struct item i;

    assert_int_equal(item_by_id(as(state, HQ), id, &i), OK);
    return i;
}

static void
a_visit_is_tied_to_its_guest_and_tells_two_things_apart(void **state)
{
    struct visit v = recorded(state), seen;

    assert_string_equal(v.guest_slug, "sur");
    assert_string_equal(v.to_date, "2026-05-12");
    assert_string_equal(v.remarks, "Private remarks.");
    assert_int_equal(visit_by_number(as(state, NOBODY), v.number, &seen), OK);
    assert_string_equal(seen.public_note, "They agreed on two things.");
    assert_string_equal(seen.remarks, "");
    assert_string_equal(seen.minutes, "");
}

static void
one_that_is_not_public_is_nobodys_business(void **state)
{
    struct world *w = *state;
    struct visit v = visit_of(state), seen;
    struct visit_list list;

    v.is_public = false;
    assert_int_equal(visit_put(as(state, REGION), &v), OK);
    assert_int_equal(visit_by_number(as(state, NOBODY), v.number, &seen),
                     ERR_MISSING);
    assert_int_equal(
        visit_list_below(as(state, NOBODY), w->network, "9999-12-31", 0, &list),
        OK);
    assert_int_equal(list.count, 0);
    assert_int_equal(
        visit_list_below(as(state, HQ), w->network, "9999-12-31", 0, &list),
        OK);
    assert_int_equal(list.count, 1);
}

static void
two_who_write_at_once_are_told(void **state)
{
    struct visit mine = recorded(state), theirs = mine;

    theirs.title = "Theirs";
    assert_int_equal(visit_put(as(state, HQ), &theirs), OK);
    mine.title = "Mine";
    assert_int_equal(visit_put(as(state, REGION), &mine), ERR_CONFLICT);
    assert_int_equal(visit_by_number(as(state, HQ), mine.number, &mine), OK);
    assert_string_equal(mine.title, "Theirs");
}

static void
impossible_visits_are_refused_at_their_field(void **state)
{
    const char *const fields[] = {"title", "guest", "from_date", "to_date"};
    struct visit v = visit_of(state);

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        struct ctx *c = as(state, REGION);

        v = visit_of(state);
        v.title = i == 0 ? " " : v.title;
        v.guest = i == 1 ? "" : v.guest;
        v.from_date = i == 2 ? "2026-02-30" : v.from_date;
        v.to_date = i == 3 ? "2026-05-11" : v.to_date;
        assert_int_equal(visit_put(c, &v), ERR_INVALID);
        assert_string_equal(c->problems[0].field, fields[i]);
    }
    assert_int_equal(visit_put(as(state, FOCAL), &v), ERR_DENIED);
}

static void
people_are_not_named(void **state)
{
    struct visit v = visit_of(state);
    struct ctx *c = as(state, REGION);

    v.guest = "Ms. Somebody, Director";
    v.delegates = "Deputy Director\n\n Prof. Anybody";
    assert_int_equal(visit_put(c, &v), ERR_INVALID);
    assert_int_equal(c->problem_count, 2);
    assert_string_equal(c->problems[0].field, "guest");
    assert_string_equal(c->problems[1].field, "delegates");
    assert_true(office_is_person("Sra. Alguien"));
    assert_false(office_is_person("Msc programme office"));
    assert_false(office_is_person("Director, Regional Office"));
    assert_false(office_is_person(""));
}

static void
the_news_is_forgotten_by_who_may(void **state)
{
    struct visit v = recorded(state);

    v.news = "They agreed to open a centre in Peru.";
    assert_int_equal(visit_put(as(state, HQ), &v), OK);
    assert_int_equal(visit_forget_news(as(state, FOCAL), &v), ERR_DENIED);
    assert_int_equal(visit_forget_news(as(state, HQ), &v), OK);
    assert_int_equal(visit_by_number(as(state, HQ), v.number, &v), OK);
    assert_string_equal(v.news, "");
}

static void
pictures_have_a_number_and_an_end(void **state)
{
    struct visit v = recorded(state);
    const struct picture p = {
        .type = "image/webp", .len = 10, .width = 4, .height = 3};
    struct visit_pictures list;

    for (int i = 0; i < VISIT_PICTURES_MAX; i++) {
        assert_int_equal(
            visit_add_picture(as(state, REGION), &v, &p, "abc", "A group"), OK);
    }
    assert_int_equal(visit_add_picture(as(state, REGION), &v, &p, "abc", ""),
                     ERR_LIMIT);
    assert_int_equal(visit_pictures(as(state, NOBODY), v.id, &list), OK);
    assert_int_equal(list.count, VISIT_PICTURES_MAX);
    assert_int_equal(list.items[1].position, 2);
}

static void
an_item_moves_with_a_reason_and_keeps_both_days(void **state)
{
    struct visit v = recorded(state);
    int64_t id = agreed(state, &v, "2026-06-30");
    struct item_steps steps;
    struct item i;

    assert_int_equal(
        item_tell(as(state, FOCAL), id, 1, "moved", "no", "2026-09-30"),
        ERR_INVALID);
    assert_int_equal(
        item_tell(as(state, FOCAL), id, 1, "moved", words, "2026-01-01"),
        ERR_INVALID);
    assert_int_equal(
        item_tell(as(state, TEACHER), id, 1, "moved", words, "2026-09-30"),
        ERR_DENIED);
    assert_int_equal(
        item_tell(as(state, FOCAL), id, 1, "moved", words, "2026-09-30"), OK);
    i = now(state, id);
    assert_string_equal(i.due_date, "2026-09-30");
    assert_int_equal(item_steps(as(state, HQ), id, &steps), OK);
    assert_int_equal(steps.count, 1);
    assert_string_equal(steps.items[0].due_before, "2026-06-30");
    assert_string_equal(steps.items[0].due_after, "2026-09-30");
    assert_string_equal(steps.items[0].words, words);
    assert_int_equal(item_tell(as(state, FOCAL), id, 1, "done", words, NULL),
                     ERR_CONFLICT);
}

static void
an_item_is_corrected_and_remembers_what_it_said(void **state)
{
    struct world *w = *state;
    struct visit v = recorded(state);
    int64_t id = agreed(state, &v, "2026-06-30");
    const char *before = now(state, id).owner_name;
    struct item_draft d = {.title = "Twenty universities in Peru",
                           .owner = w->lac};
    struct item_steps steps;
    struct item_places places;
    struct item i;

    assert_int_equal(item_correct(as(state, TEACHER), id, 1, &d), ERR_DENIED);
    assert_int_equal(item_correct(as(state, HQ), id, 1, &d), OK);
    i = now(state, id);
    assert_string_equal(i.title, d.title);
    assert_int_equal(i.owner, w->lac);
    assert_string_equal(i.due_date, "2026-06-30");
    assert_int_equal(item_places(as(state, HQ), id, &places), OK);
    assert_int_equal(places.count, 0);
    assert_int_equal(item_steps(as(state, HQ), id, &steps), OK);
    assert_int_equal(steps.count, 1);
    assert_non_null(
        strstr(steps.items[0].words, "More universities in Peru · "));
    assert_non_null(strstr(steps.items[0].words, before));
    assert_int_equal(item_correct(as(state, HQ), id, 1, &d), ERR_CONFLICT);
    d.title = "";
    assert_int_equal(item_correct(as(state, HQ), id, 2, &d), ERR_INVALID);
    d.title = "Twenty universities in Peru";
    assert_int_equal(item_tell(as(state, HQ), id, 2, "done", words, NULL), OK);
    assert_int_equal(item_correct(as(state, HQ), id, 3, &d), ERR_CONFLICT);
}

static void
done_needs_evidence_and_can_be_opened_again(void **state)
{
    struct visit v = recorded(state);
    int64_t id = agreed(state, &v, "2026-06-30");

    assert_int_equal(item_tell(as(state, HQ), id, 1, "done", "", NULL),
                     ERR_INVALID);
    assert_int_equal(item_tell(as(state, HQ), id, 1, "done", words, NULL), OK);
    assert_string_equal(now(state, id).status, "done");
    assert_string_equal(now(state, id).evidence, words);
    assert_int_equal(item_tell(as(state, HQ), id, 2, "stalled", words, NULL),
                     ERR_CONFLICT);
    assert_int_equal(item_tell(as(state, HQ), id, 2, "reopened", words, NULL),
                     OK);
    assert_string_equal(now(state, id).status, "open");
    assert_int_equal(item_tell(as(state, HQ), id, 3, "reopened", words, NULL),
                     ERR_CONFLICT);
    assert_int_equal(item_tell(as(state, HQ), id, 3, "vanished", words, NULL),
                     ERR_INVALID);
}

static void
the_next_visit_begins_with_what_is_unfinished(void **state)
{
    struct world *w = *state;
    struct visit v = recorded(state);
    int64_t late = agreed(state, &v, "2026-09-30"),
            soon = agreed(state, &v, "2026-06-20"),
            done = agreed(state, &v, "2026-06-10");
    struct item_list list;

    assert_int_equal(item_tell(as(state, HQ), done, 1, "done", words, NULL),
                     OK);
    assert_int_equal(
        item_list_unfinished(as(state, REGION), w->lac, "2026-06-15", &list),
        OK);
    assert_int_equal(list.count, 2);
    assert_int_equal(list.items[0].id, soon);
    assert_int_equal(list.items[1].id, late);
    assert_int_equal(
        item_list_unfinished(as(state, REGION), w->lac, "2026-05-12", &list),
        OK);
    assert_int_equal(list.count, 0);
}

static void
follow_ups_are_those_of_ones_places(void **state)
{
    struct world *w = *state;
    struct visit v = recorded(state);
    struct item_list list;

    agreed(state, &v, "2026-06-30");
    assert_int_equal(item_list_owned(as(state, FOCAL), &w->uni, 1, &list), OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(item_list_owned(as(state, FOCAL), &w->tec, 1, &list), OK);
    assert_int_equal(list.count, 0);
    /* And on the pages of the region and of the country it is about. */
    assert_int_equal(item_list_open(as(state, NOBODY), w->lac, 10, &list), OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(item_list_open(as(state, NOBODY), w->peru, 10, &list), OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(item_list_open(as(state, NOBODY), w->chile, 10, &list),
                     OK);
    assert_int_equal(list.count, 0);
}

static void
a_figure_counts_from_the_visit_on(void **state)
{
    struct world *w = *state;
    struct visit v = recorded(state);
    int64_t id = agreed(state, &v, "2026-06-30");
    struct org further;

    assert_int_equal(
        item_set_goal(as(state, REGION), id, 1, "sheep", w->peru, 2),
        ERR_INVALID);
    assert_int_equal(
        item_set_goal(as(state, REGION), id, 1, "members", w->peru, 0),
        ERR_INVALID);
    assert_int_equal(
        item_set_goal(as(state, FOCAL), id, 1, "members", w->peru, 2),
        ERR_DENIED);
    assert_int_equal(
        item_set_goal(as(state, REGION), id, 1, "members", w->peru, 2), OK);
    assert_int_equal(now(state, id).goal.reached, 0);
    further = (struct org){
        .kind = "institution", .name = "A further one", .country = "PE"};
    assert_int_equal(org_add(as(state, HQ), w->peru, &further), OK);
    assert_int_equal(now(state, id).goal.reached, 0);
    assert_int_equal(
        org_set_status(as(state, HQ), further.id, further.rev, "member", NULL),
        OK);
    assert_int_equal(now(state, id).goal.reached, 1);
    assert_int_equal(now(state, id).goal.count, 2);
    assert_int_equal(item_set_goal(as(state, REGION), id, 2, NULL, 0, 0), OK);
    assert_null(now(state, id).goal.indicator);
}

static void
certificates_since_the_visit_are_counted(void **state)
{
    struct world *w = *state;
    struct visit v = recorded(state);
    int64_t id = agreed(state, &v, "2026-06-30");

    assert_int_equal(
        item_set_goal(as(state, REGION), id, 1, "completed", w->lac, 10), OK);
    assert_int_equal(now(state, id).goal.reached, 0);
    world_complete(state);
    assert_int_equal(now(state, id).goal.reached, 1);
}

static void
an_item_leads_to_an_agreement_and_back(void **state)
{
    struct world *w = *state;
    struct visit v = recorded(state);
    int64_t id = agreed(state, &v, "2026-06-30");
    struct agreement_list agreements;
    struct item_agreements led;
    struct item_list behind;

    assert_int_equal(agreement_of_membership(as(state, HQ), w->uni, NULL), OK);
    assert_int_equal(agreement_list_of(as(state, HQ), w->uni, &agreements), OK);
    assert_int_equal(item_tie(as(state, REGION), id, "nosuchnumber"),
                     ERR_INVALID);
    assert_int_equal(
        item_tie(as(state, REGION), id, agreements.items[0].number), OK);
    assert_int_equal(item_agreements(as(state, HQ), id, &led), OK);
    assert_int_equal(led.count, 1);
    assert_int_equal(
        item_list_behind(as(state, HQ), agreements.items[0].id, &behind), OK);
    assert_int_equal(behind.count, 1);
    assert_int_equal(behind.items[0].id, id);
}

static void
impossible_items_are_refused_at_their_field(void **state)
{
    struct world *w = *state;
    struct visit v = recorded(state);
    const char *const fields[] = {"title", "owner", "due_date", "due_date"};

    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const struct item_draft d = {.title = i == 0 ? "" : "A thing",
                                     .owner = i == 1 ? 0 : w->uni,
                                     .due_date = i == 2   ? "soon"
                                                 : i == 3 ? "2026-05-11"
                                                          : "2026-06-30"};
        struct ctx *c = as(state, REGION);
        int64_t id;

        assert_int_equal(item_add(c, &v, &d, &id), ERR_INVALID);
        assert_string_equal(c->problems[0].field, fields[i]);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(a_visit_is_tied_to_its_guest_and_tells_two_things_apart),
        IN_WORLD(one_that_is_not_public_is_nobodys_business),
        IN_WORLD(two_who_write_at_once_are_told),
        IN_WORLD(impossible_visits_are_refused_at_their_field),
        IN_WORLD(people_are_not_named),
        IN_WORLD(the_news_is_forgotten_by_who_may),
        IN_WORLD(pictures_have_a_number_and_an_end),
        IN_WORLD(an_item_moves_with_a_reason_and_keeps_both_days),
        IN_WORLD(an_item_is_corrected_and_remembers_what_it_said),
        IN_WORLD(done_needs_evidence_and_can_be_opened_again),
        IN_WORLD(the_next_visit_begins_with_what_is_unfinished),
        IN_WORLD(follow_ups_are_those_of_ones_places),
        IN_WORLD(a_figure_counts_from_the_visit_on),
        IN_WORLD(certificates_since_the_visit_are_counted),
        IN_WORLD(an_item_leads_to_an_agreement_and_back),
        IN_WORLD(impossible_items_are_refused_at_their_field),
    };
    return RUN_IN_WORLD(tests);
}
