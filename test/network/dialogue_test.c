/* SPDX-License-Identifier: Apache-2.0 */
/* network/dialogue, attendance: events are entered, moved, called off, and
 * attended. It is 2026-06-15. */

#include "test/world.h"

#include "network/attendance.h"
#include "network/dialogue.h"
#include "network/office.h"

static const char *
new_series(void **state)
{
    struct world *w = *state;
    struct dialogue_series s = {
        .node = w->lac, .title = " Dialogues on AI ", .aim = "To agree."};

    assert_int_equal(dialogue_series_put(as(state, REGION), &s), OK);
    return s.number;
}

static struct dialogue_form
typed(void)
{
    return (struct dialogue_form){
        .title = "First dialogue",
        .place = "Santiago",
        .zone = "America/Santiago",
        .langs = "es, en",
        .register_until = "2026-07-12",
        .sessions = "2026-07-13 9:00-10:30 Opening\n\n"
                    " 2026-07-14 11.00 \xe2\x80\x93 12.00 Closing words \r\n"
                    "2026-07-13 11:00-12:00 Ethics"};
}

static const char *
new_event(void **state)
{
    struct dialogue_form f = typed();
    const char *number = NULL;

    assert_int_equal(
        dialogue_event_enter(as(state, REGION), new_series(state), &f, &number),
        OK);
    return number;
}

static struct dialogue_event
read_event(void **state, const char *number)
{
    struct dialogue_event e;

    assert_int_equal(dialogue_event_by_number(as(state, NOBODY), number, &e),
                     OK);
    return e;
}

static void
an_event_is_its_sessions_on_the_clocks_of_its_place(void **state)
{
    struct dialogue_event e = read_event(state, new_event(state));
    struct dialogue_sessions s;
    struct ctx *c = as(state, NOBODY);

    assert_string_equal(e.from_date, "2026-07-13");
    assert_string_equal(e.to_date, "2026-07-14");
    assert_string_equal(e.langs, "es en");
    assert_string_equal(e.series_title, "Dialogues on AI");
    assert_int_equal(dialogue_sessions(c, &e, false, &s), OK);
    assert_int_equal(s.count, 3);
    assert_string_equal(s.items[0].from_time, "09:00");
    assert_string_equal(s.items[2].title, "Closing words");
    /* Chile's winter: four hours behind. 2026-07-13T13:00:00Z. */
    assert_int_equal(s.items[0].from_ms, 1783947600000);
    assert_int_equal(s.items[0].to_ms - s.items[0].from_ms, 90 * 60000);
    assert_string_equal(dialogue_sessions_text(c, &s),
                        "2026-07-13 09:00-10:30 Opening\n"
                        "2026-07-13 11:00-12:00 Ethics\n"
                        "2026-07-14 11:00-12:00 Closing words");
}

static void
who_may_not_hold_dialogues_is_refused(void **state)
{
    struct world *w = *state;
    struct dialogue_series s = {.node = w->network, .title = "x"};
    struct dialogue_form f = typed();
    const char *event = new_event(state), *number;
    struct dialogue_event e = read_event(state, event);

    assert_int_equal(dialogue_series_put(as(state, REGION), &s), ERR_DENIED);
    s.node = w->peru;
    assert_int_equal(dialogue_series_put(as(state, MINISTRY), &s), ERR_DENIED);
    assert_int_equal(dialogue_series_put(as(state, NOBODY), &s), ERR_DENIED);
    assert_int_equal(dialogue_event_enter(as(state, COORDINATOR),
                                          e.series_number, &f, &number),
                     ERR_DENIED);
    assert_int_equal(dialogue_event_edit(as(state, FOCAL), event, 1, &f),
                     ERR_DENIED);
    assert_int_equal(
        dialogue_event_call_off(as(state, FOCAL), event, 1, "No money."),
        ERR_DENIED);
    assert_int_equal(
        dialogue_event_enter(as(state, REGION), "nothing", &f, &number),
        ERR_MISSING);
}

static void
each_field_that_is_wrong_is_told(void **state)
{
    static const struct {
        const char *sessions, *until, *zone, *langs, *field;
    } bad[] = {
        {"2026-02-30 09:00-10:00 A", "", "UTC", "es", "sessions"},
        {"2026-07-13 10:00-09:00 A", "", "UTC", "es", "sessions"},
        {"2026-07-13 10:00-10:00 A", "", "UTC", "es", "sessions"},
        {"2026-07-13 24:00-24:30 A", "", "UTC", "es", "sessions"},
        {"2026-07-13 09:00-10:00", "", "UTC", "es", "sessions"},
        {"2026-07-13 09:00 A", "", "UTC", "es", "sessions"},
        {"tomorrow", "", "UTC", "es", "sessions"},
        {"", "", "UTC", "es", "sessions"},
        {"2099-07-13 09:00-10:00 A", "", "UTC", "es", "sessions"},
        {"2026-07-13 09:00-10:00 A\n2026-07-14 09:00-10:00 A", "", "UTC", "es",
         "sessions"},
        {"2026-07-13 09:00-10:00 A\n2026-08-13 09:00-10:00 B", "", "UTC", "es",
         "sessions"},
        /* clocks go from midnight to one on 6 September */
        {"2026-09-06 00:30-03:00 A", "", "America/Santiago", "es", "sessions"},
        {"2026-07-13 09:00-10:00 A", "2026-07-14", "UTC", "es",
         "register_until"},
        {"2026-07-13 09:00-10:00 A", "soon", "UTC", "es", "register_until"},
        {"2026-07-13 09:00-10:00 A", "", "Moon/Sea", "es", "zone"},
        {"2026-07-13 09:00-10:00 A", "", "../etc", "es", "zone"},
        {"2026-07-13 09:00-10:00 A", "", "UTC", "", "langs"},
        {"2026-07-13 09:00-10:00 A", "", "UTC", "es, <b>", "langs"},
        {"2026-07-13 09:00-10:00 A", "", "UTC", "a", "langs"},
    };
    const char *series = new_series(state), *number;

    for (size_t i = 0; i < COUNT(bad); i++) {
        struct ctx *c = as(state, REGION);
        struct dialogue_form f = {.title = "t",
                                  .place = "p",
                                  .zone = bad[i].zone,
                                  .langs = bad[i].langs,
                                  .register_until = bad[i].until,
                                  .sessions = bad[i].sessions};
        enum err e = dialogue_event_enter(c, series, &f, &number);

        assert_int_equal(e, ERR_INVALID);
        assert_int_equal(c->problem_count, 1);
        assert_string_equal(c->problems[0].field, bad[i].field);
    }
}

static struct dialogue_session
by_key(const struct dialogue_sessions *s, int64_t key)
{
    for (size_t i = 0; i < s->count; i++) {
        if (s->items[i].key == key) {
            return s->items[i];
        }
    }
    fail();
    return (struct dialogue_session){0};
}

static void
a_session_keeps_its_key_however_it_is_moved(void **state)
{
    const char *number = new_event(state);
    struct dialogue_form f = typed();
    struct dialogue_event e;
    struct dialogue_sessions s;

    f.sessions = "2026-07-13 08:00-09:00 Breakfast\n"
                 "2026-07-13 09:30-10:30 Opening\n"
                 "2026-07-13 11:00-12:00 Ethics";
    assert_int_equal(dialogue_event_edit(as(state, REGION), number, 1, &f), OK);
    e = read_event(state, number);
    assert_string_equal(e.to_date, "2026-07-13");
    assert_int_equal(dialogue_sessions(as(state, NOBODY), &e, true, &s), OK);
    assert_int_equal(s.count, 4);
    assert_string_equal(by_key(&s, 1).title, "Opening"); /* moved */
    assert_string_equal(by_key(&s, 1).from_time, "09:30");
    assert_int_equal(by_key(&s, 1).sequence, 1);
    assert_string_equal(by_key(&s, 2).title, "Closing words"); /* left out */
    assert_true(by_key(&s, 2).is_off);
    assert_int_equal(by_key(&s, 2).sequence, 1);
    assert_string_equal(by_key(&s, 3).title, "Ethics"); /* as it was */
    assert_int_equal(by_key(&s, 3).sequence, 0);
    assert_string_equal(by_key(&s, 4).title, "Breakfast"); /* new */
    assert_int_equal(dialogue_sessions(as(state, NOBODY), &e, false, &s), OK);
    assert_int_equal(s.count, 3);

    f.place = "Valdivia"; /* all calendars must learn of it */
    assert_int_equal(dialogue_event_edit(as(state, REGION), number, 2, &f), OK);
    assert_int_equal(dialogue_sessions(as(state, NOBODY), &e, true, &s), OK);
    assert_int_equal(by_key(&s, 3).sequence, 1);
    assert_true(by_key(&s, 2).is_off);
    f.title = "Renamed";
    assert_int_equal(dialogue_event_edit(as(state, REGION), number, 3, &f), OK);
    f.zone = "America/Punta_Arenas";
    assert_int_equal(dialogue_event_edit(as(state, REGION), number, 4, &f), OK);
    assert_int_equal(dialogue_sessions(as(state, NOBODY), &e, true, &s), OK);
    assert_int_equal(by_key(&s, 3).sequence, 3);
}

static void
the_second_of_two_editors_is_told(void **state)
{
    const char *number = new_event(state);
    struct dialogue_event e = read_event(state, number);
    struct dialogue_form f = typed();
    struct dialogue_series s = {
        .number = e.series_number, .title = "New", .rev = 1};

    f.title = "Mine";
    assert_int_equal(dialogue_event_edit(as(state, HQ), number, 1, &f), OK);
    f.title = "Yours";
    assert_int_equal(dialogue_event_edit(as(state, REGION), number, 1, &f),
                     ERR_CONFLICT);
    assert_string_equal(read_event(state, number).title, "Mine");
    assert_int_equal(dialogue_series_put(as(state, HQ), &s), OK);
    s.rev = 1;
    assert_int_equal(dialogue_series_put(as(state, REGION), &s), ERR_CONFLICT);
}

static void
what_is_called_off_stays_so_with_its_reason(void **state)
{
    const char *number = new_event(state);
    struct dialogue_form f = typed();
    struct dialogue_event e;
    struct dialogue_sessions s;

    assert_int_equal(dialogue_event_call_off(as(state, REGION), number, 1, " "),
                     ERR_INVALID);
    assert_int_equal(
        dialogue_event_call_off(as(state, REGION), number, 1, "A storm."), OK);
    e = read_event(state, number);
    assert_true(e.is_off);
    assert_string_equal(e.why, "A storm.");
    assert_false(dialogue_is_open(as(state, NOBODY), &e));
    assert_int_equal(dialogue_sessions(as(state, NOBODY), &e, true, &s), OK);
    assert_int_equal(s.count, 3);
    assert_true(s.items[0].is_off && s.items[1].is_off && s.items[2].is_off);
    assert_int_equal(s.items[0].sequence, 1);
    assert_int_equal(dialogue_event_edit(as(state, REGION), number, 2, &f),
                     ERR_CONFLICT);
    assert_int_equal(
        dialogue_event_call_off(as(state, REGION), number, 2, "Again."),
        ERR_CONFLICT);
    assert_int_equal(attendance_come(as(state, ROSA), number), ERR_CONFLICT);
}

static void
lists_have_what_comes_next_first(void **state)
{
    struct world *w = *state;
    const char *series = new_series(state), *number;
    struct dialogue_form f = typed();
    struct dialogue_series_list list;
    struct dialogue_events events;

    assert_int_equal(
        dialogue_event_enter(as(state, REGION), series, &f, &number), OK);
    f.sessions = "2026-06-15 09:00-10:00 A";
    f.register_until = "";
    assert_int_equal(
        dialogue_event_enter(as(state, REGION), series, &f, &number), OK);
    f.sessions = "2026-06-14 09:00-10:00 A";
    assert_int_equal(
        dialogue_event_enter(as(state, REGION), series, &f, &number), OK);
    assert_int_equal(dialogue_events_coming(as(state, NOBODY), &events), OK);
    assert_int_equal(events.count, 2);
    assert_string_equal(events.items[0].from_date, "2026-06-15");
    assert_int_equal(
        dialogue_events_of(as(state, NOBODY), events.items[0].series, &events),
        OK);
    assert_int_equal(events.count, 3);
    assert_string_equal(events.items[0].from_date, "2026-07-13");
    assert_int_equal(dialogue_series_list(as(state, NOBODY), &list), OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(
        dialogue_series_below(as(state, NOBODY), w->network, &list), OK);
    assert_int_equal(list.count, 1);
    assert_int_equal(dialogue_series_below(as(state, NOBODY), w->peru, &list),
                     OK);
    assert_int_equal(list.count, 0);
}

static void
a_series_has_the_sessions_of_all_its_events(void **state)
{
    const char *series = new_series(state), *first, *second;
    struct dialogue_form f = typed();
    struct dialogue_events events;
    struct dialogue_entries entries;
    int64_t id;

    assert_int_equal(
        dialogue_event_enter(as(state, REGION), series, &f, &first), OK);
    f.zone = "America/Lima";
    f.sessions = "2026-06-20 09:00-10:00 A";
    f.register_until = "";
    assert_int_equal(
        dialogue_event_enter(as(state, REGION), series, &f, &second), OK);
    assert_int_equal(
        dialogue_event_call_off(as(state, REGION), second, 1, "A strike."), OK);
    (void)new_event(state); /* of another series */
    id = read_event(state, first).series;
    assert_int_equal(dialogue_events_of(as(state, NOBODY), id, &events), OK);
    assert_int_equal(dialogue_entries(as(state, NOBODY), id, &events, &entries),
                     OK);
    assert_int_equal(entries.count, 4);
    assert_string_equal(entries.items[0].event->number, first);
    assert_string_equal(entries.items[0].session.title, "Closing words");
    assert_string_equal(entries.items[3].event->number, second);
    assert_true(entries.items[3].session.is_off);
    /* 09:00 in Lima is 2026-06-20T14:00:00Z. */
    assert_int_equal(entries.items[3].session.from_ms, 1781964000000);
}

static void
people_register_themselves_until_a_day(void **state)
{
    const char *number = new_event(state);
    struct dialogue_event e = read_event(state, number);
    int64_t count;
    bool mine;

    assert_int_equal(attendance_come(as(state, NOBODY), number), ERR_DENIED);
    assert_int_equal(attendance_come(as(state, ROSA), number), OK);
    assert_int_equal(attendance_come(as(state, ROSA), number), OK);
    assert_int_equal(attendance_come(as(state, STRANGER), number), OK);
    assert_int_equal(attendance_people(as(state, ROSA), e.id, &count, &mine),
                     OK);
    assert_int_equal(count, 2);
    assert_true(mine);
    assert_int_equal(world_acts(state, "dialogue.registered"), 2);
    assert_int_equal(attendance_stay_away(as(state, ROSA), number), OK);
    assert_int_equal(attendance_people(as(state, ROSA), e.id, &count, &mine),
                     OK);
    assert_int_equal(count, 1);
    assert_false(mine);
    world_pass_days(state, 28); /* 13 July */
    assert_int_equal(attendance_come(as(state, ROSA), number), ERR_CONFLICT);
}

static void
a_form_of_address_gives_a_person_away(void **state)
{
    (void)state;
    assert_true(office_is_person("Sra. Alguien"));
    assert_true(office_is_person("prof. Anybody"));
    assert_false(office_is_person("Msc programme office"));
    assert_false(office_is_person("Director, Regional Office"));
    assert_false(office_is_person(""));
}

static void
an_organisation_sends_offices_and_no_names(void **state)
{
    struct world *w = *state;
    const char *number = new_event(state);
    struct dialogue_event e = read_event(state, number);
    struct delegations d;

    assert_int_equal(
        attendance_send(as(state, FOCAL), number, w->tec, 0, "Rectorate"),
        ERR_DENIED);
    assert_int_equal(attendance_send(as(state, FOCAL), number, w->uni, 0,
                                     "Rectorate\nDr. Somebody"),
                     ERR_INVALID);
    assert_int_equal(attendance_send(as(state, FOCAL), number, w->uni, 0, ""),
                     ERR_INVALID);
    assert_int_equal(attendance_send(as(state, FOCAL), number, w->uni, 0,
                                     "Rectorate\n\n Faculty of Law "),
                     OK);
    assert_int_equal(
        attendance_send(as(state, FOCAL), number, w->uni, 0, "Rectorate"),
        ERR_CONFLICT);
    assert_int_equal(attendance_delegations(as(state, NOBODY), e.id, &d), OK);
    assert_int_equal(d.count, 1);
    assert_string_equal(d.items[0].offices, "Rectorate\nFaculty of Law");
    assert_int_equal(
        attendance_send(as(state, FOCAL), number, w->uni, 1, "Rectorate"), OK);
    assert_int_equal(
        attendance_send(as(state, FOCAL), number, w->uni, 1, "Library"),
        ERR_CONFLICT);
    assert_int_equal(attendance_send(as(state, FOCAL), number, w->uni, 2, ""),
                     OK);
    assert_int_equal(attendance_delegations(as(state, NOBODY), e.id, &d), OK);
    assert_int_equal(d.count, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(an_event_is_its_sessions_on_the_clocks_of_its_place),
        IN_WORLD(who_may_not_hold_dialogues_is_refused),
        IN_WORLD(each_field_that_is_wrong_is_told),
        IN_WORLD(a_session_keeps_its_key_however_it_is_moved),
        IN_WORLD(the_second_of_two_editors_is_told),
        IN_WORLD(what_is_called_off_stays_so_with_its_reason),
        IN_WORLD(lists_have_what_comes_next_first),
        IN_WORLD(a_series_has_the_sessions_of_all_its_events),
        IN_WORLD(people_register_themselves_until_a_day),
        cmocka_unit_test(a_form_of_address_gives_a_person_away),
        IN_WORLD(an_organisation_sends_offices_and_no_names),
    };
    return RUN_IN_WORLD(tests);
}
