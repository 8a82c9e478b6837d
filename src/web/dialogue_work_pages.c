/* SPDX-License-Identifier: Apache-2.0 */
/* dialogue_work_pages: holding policy dialogues, coming to them, answering. */

#include "web/dialogue_work_pages.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "handlers.h"
#include "http/req.h"
#include "network/attendance.h"
#include "web/org_crumbs.h"
#include "web/pages/dialogue_work.html.h"

#include <string.h>

/* --- series --- */

enum err
dialogues_work_page(struct req *r)
{
    struct ctx *c = r->ctx;
    const struct lang *l = c->lang;
    struct page page = {.title = tr(l, "Policy dialogues"), .menu = MENU_WORK};
    struct dialogues_work_view v = {.problems = problems_of(r),
                                    .token = form_token(r)};
    struct dialogue_series_list list;
    struct dialogue_line *lines;
    struct org org;

    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    TRY(dialogue_series_below(c, org.id, &list));
    lines = ARENA_ARRAY(c->arena, list.count, struct dialogue_line);
    for (size_t i = 0; i < list.count; i++) {
        const struct dialogue_series *s = &list.items[i];

        lines[i] = (struct dialogue_line){
            req_url(r, "/dialogues/%s", s->number), s->title,
            org_crumbs_name(r, s->node_slug, s->node_name)};
    }
    v.org_name = org.name;
    v.action = req_url(r, "/o/%s/dialogues", org.slug);
    v.series = lines;
    v.series_count = list.count;
    v.title = field_of(r, "title", tr(l, "What it is about"), NULL, NULL);
    v.aim = field_of(r, "aim", tr(l, "What it is for"), NULL, NULL);
    v.aim.optional = true;
    dialogues_work_html(page_begin(r, &page), l, &v);
    return page_end(r);
}

static enum err
back_to_series(struct req *r, const char *number)
{
    res_flash(r, tr(r->ctx->lang, "Saved."));
    return res_redirect(r, req_url(r, "/dialogues/%s", number));
}

enum err
dialogues_work_post(struct req *r)
{
    struct dialogue_series s = {.node = r->org,
                                .title = req_typed(r, "title"),
                                .aim = req_typed(r, "aim")};

    TRY(dialogue_series_put(r->ctx, &s));
    return back_to_series(r, s.number);
}

/* The series of the address must be one of the place in it. */
static enum err
series_here(struct req *r, struct dialogue_series *s)
{
    TRY(dialogue_series_by_number(r->ctx, req_param(r, "number"), s));
    return s->node == r->org ? OK : ERR_MISSING;
}

enum err
dialogue_post(struct req *r)
{
    struct dialogue_series s;

    TRY(series_here(r, &s));
    s.title = req_typed(r, "title");
    s.aim = req_typed(r, "aim");
    s.rev = req_form_i64(r, "rev");
    TRY(dialogue_series_put(r->ctx, &s));
    return back_to_series(r, s.number);
}

/* --- who registered for an event --- */

/* "1767225600000.123": when and who the last one seen registered. */
static void
read_after(struct req *r, int64_t *at_ms, int64_t *person)
{
    const char *after = req_query(r, "after");
    const char *dot = after ? strchr(after, '.') : NULL;

    if (!dot ||
        !text_i64(arena_textn(r->ctx->arena, after, (size_t)(dot - after)),
                  at_ms) ||
        !text_i64(dot + 1, person)) {
        *at_ms = *person = 0;
    }
}

enum err
event_people_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Who is registered"),
                        .menu = MENU_WORK};
    struct event_people_view v = {0};
    struct dialogue_event e;
    struct attendees list;
    struct attendee_line *lines;
    int64_t at_ms = 0, person = 0;
    bool mine;
    struct org org;

    org_foresee_way(c, r->org);
    TRY(dialogue_event_by_number(c, req_param(r, "number"), &e));
    if (e.node != r->org) {
        return ERR_MISSING;
    }
    read_after(r, &at_ms, &person);
    TRY(attendance_names(c, &e, at_ms, person, &list));
    TRY(attendance_people(c, e.id, &v.all, &mine));
    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    lines = ARENA_ARRAY(c->arena, list.count, struct attendee_line);
    for (size_t i = 0; i < list.count; i++) {
        const struct attendee *a = &list.items[i];

        lines[i] = (struct attendee_line){a->name, a->org_name, NULL,
                                          date_of_ms(c->arena, a->at_ms)};
        if (a->org_name) {
            lines[i].org_url = req_url(r, "/o/%s", a->org_slug);
        }
    }
    v.event = e.title;
    v.event_url = req_url(r, "/events/%s", e.number);
    v.lines = lines;
    v.line_count = list.count;
    if (at_ms) {
        v.start_url = req_url(r, "/o/%s/events/%s/people", org.slug, e.number);
    }
    if (list.more) {
        const struct attendee *last = &list.items[list.count - 1];

        v.next_url =
            req_url(r, "/o/%s/events/%s/people?after=%lld.%lld", org.slug,
                    e.number, (long long)last->at_ms, (long long)last->id);
    }
    event_people_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* --- an event --- */

static void
add_fields(struct req *r, const struct dialogue_event *e, const char *sessions,
           struct event_form_view *v)
{
    const struct lang *l = r->ctx->lang;

    v->title =
        field_meanwhile(r, "title", tr(l, "What event it is"), NULL, e->title);
    v->place = field_meanwhile(r, "place", tr(l, "Where"), NULL, e->place);
    v->zone = field_meanwhile(r, "zone", tr(l, "Time zone"),
                              tr(l, "By its name, such as America/Santiago"),
                              e->zone);
    v->langs =
        field_meanwhile(r, "langs", tr(l, "Languages"),
                        tr(l, "By their codes, such as es, en, pt"), e->langs);
    v->langs.is_short = true;
    v->sessions = field_meanwhile(
        r, "sessions", tr(l, "Sessions"),
        tr(l, "One a line: 2026-12-03 09:00-10:30 Opening. A session keeps its "
              "place in calendars by its title."),
        sessions);
    v->register_until = field_meanwhile(
        r, "register_until", tr(l, "Registering until"),
        tr(l, "Empty: nobody registers here."), e->register_until);
    v->register_until.type = "date";
    v->register_until.is_short = true;
    v->register_until.optional = true;
}

enum err
event_new_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Enter an event"),
                        .menu = MENU_WORK};
    struct event_form_view v = {.problems = problems_of(r),
                                .token = form_token(r)};
    struct dialogue_event e = {.langs = c->lang->tag};
    struct dialogue_series s;
    struct org org;

    TRY(series_here(r, &s));
    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    e.zone = org.zone;
    v.series = s.title;
    v.series_url = req_url(r, "/dialogues/%s", s.number);
    v.action = req_url(r, "/o/%s/dialogues/%s/events", org.slug, s.number);
    add_fields(r, &e, NULL, &v);
    event_form_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

static struct dialogue_form
typed_event(struct req *r)
{
    return (struct dialogue_form){
        .title = req_form(r, "title"),
        .place = req_form(r, "place"),
        .zone = req_form(r, "zone"),
        .langs = req_form(r, "langs"),
        .register_until = req_form(r, "register_until"),
        .sessions = req_form(r, "sessions"),
    };
}

static enum err
back_to_event(struct req *r, const char *number, const char *said)
{
    res_flash(r, tr(r->ctx->lang, said));
    return res_redirect(r, req_url(r, "/events/%s", number));
}

enum err
event_new_post(struct req *r)
{
    struct dialogue_form f = typed_event(r);
    struct dialogue_series s;
    const char *number;

    TRY(series_here(r, &s));
    TRY(dialogue_event_enter(r->ctx, s.number, &f, &number));
    return back_to_event(r, number, N_("The event is entered."));
}

static enum err
event_here(struct req *r, struct dialogue_event *e)
{
    TRY(dialogue_event_by_number(r->ctx, req_param(r, "number"), e));
    return e->node == r->org ? OK : ERR_MISSING;
}

enum err
event_edit_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Change the event"),
                        .menu = MENU_WORK};
    struct event_form_view v = {.problems = problems_of(r),
                                .token = form_token(r)};
    struct dialogue_sessions sessions;
    struct dialogue_event e;
    struct org org;

    TRY(event_here(r, &e));
    TRY(dialogue_sessions(c, &e, false, &sessions));
    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    v.series = e.series_title;
    v.series_url = req_url(r, "/dialogues/%s", e.series_number);
    v.back_url = req_url(r, "/events/%s", e.number);
    v.action = req_url(r, "/o/%s/events/%s/edit", org.slug, e.number);
    if (!e.is_off) {
        v.off_url = req_url(r, "/o/%s/events/%s/off", org.slug, e.number);
    }
    v.rev = e.rev;
    v.why = field_of(r, "why", tr(c->lang, "Why"),
                     tr(c->lang, "Everybody reads it."), NULL);
    add_fields(r, &e, dialogue_sessions_text(c, &sessions), &v);
    event_form_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

enum err
event_edit_post(struct req *r)
{
    struct dialogue_form f = typed_event(r);
    struct dialogue_event e;

    TRY(event_here(r, &e));
    TRY(dialogue_event_edit(r->ctx, e.number, req_form_i64(r, "rev"), &f));
    return back_to_event(r, e.number, N_("Saved."));
}

enum err
event_off_post(struct req *r)
{
    struct dialogue_event e;

    TRY(event_here(r, &e));
    TRY(dialogue_event_call_off(r->ctx, e.number, req_form_i64(r, "rev"),
                                req_form(r, "why")));
    return back_to_event(r, e.number, N_("It is called off."));
}

enum err
recommendation_post(struct req *r)
{
    struct dialogue_event e;
    const char *number;

    TRY(event_here(r, &e));
    TRY(recommendation_add(r->ctx, e.number, req_form(r, "words"),
                           req_form(r, "addressees"), &number));
    return back_to_event(r, e.number, N_("Noted. Each addressee can answer."));
}

/* --- what comes to an organisation: invitations, recommendations --- */

enum err
invitations_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "What dialogues ask"),
                        .menu = MENU_WORK};
    struct invitations_view v = {0};
    struct recommendations list;
    struct dialogue_events events;
    struct event_line *lines;
    struct recommendation_line *items;
    struct org org;

    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    TRY(recommendation_for(c, org.id, &list));
    TRY(dialogue_events_coming(c, &events));
    lines = ARENA_ARRAY(c->arena, events.count, struct event_line);
    for (size_t i = 0; i < events.count; i++) {
        if (dialogue_is_open(c, &events.items[i])) {
            const struct dialogue_events one = {&events.items[i], 1};

            lines[v.event_count] = *event_lines(r, &one, true);
            lines[v.event_count++].url = req_url(
                r, "/o/%s/delegations/%s", org.slug, events.items[i].number);
        }
    }
    items = ARENA_ARRAY(c->arena, list.count, struct recommendation_line);
    if (list.count) {
        memcpy(items, recommendation_lines(r, &list),
               list.count * sizeof *items);
    }
    for (size_t i = 0; i < list.count; i++) {
        items[i].url = req_url(r, "/o/%s/recommendations/%s", org.slug,
                               list.items[i].number);
    }
    v.org_name = org.name;
    v.events = lines;
    v.items = items;
    v.item_count = list.count;
    invitations_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

enum err
delegation_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Delegation"), .menu = MENU_WORK};
    struct delegation_form_view v = {.problems = problems_of(r),
                                     .token = form_token(r)};
    struct delegations list;
    struct dialogue_event e;
    struct org org;
    const char *offices = NULL;

    TRY(dialogue_event_by_number(c, req_param(r, "number"), &e));
    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    TRY(attendance_delegations(c, e.id, &list));
    for (size_t i = 0; i < list.count; i++) {
        if (list.items[i].org == org.id) {
            offices = list.items[i].offices;
            v.rev = list.items[i].rev;
        }
    }
    v.org_name = org.name;
    v.event = e.title;
    v.event_url = req_url(r, "/events/%s", e.number);
    v.action = req_url(r, "/o/%s/delegations/%s", org.slug, e.number);
    v.date = e.from_date;
    v.register_until = e.register_until;
    v.open = dialogue_is_open(c, &e);
    v.offices = field_meanwhile(
        r, "offices", tr(c->lang, "Which offices come"),
        tr(c->lang, "One a line, no names of people. Empty: the delegation is "
                    "taken back."),
        offices);
    delegation_form_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

enum err
delegation_post(struct req *r)
{
    const char *number = req_param(r, "number");

    TRY(attendance_send(r->ctx, number, r->org, req_form_i64(r, "rev"),
                        req_form(r, "offices")));
    return back_to_event(r, number, N_("Saved."));
}

/* --- answering --- */

static enum err
add_past(struct req *r, int64_t recommendation, struct answer_form_view *v)
{
    struct answer_lines list;
    struct past_answer_line *lines;

    TRY(recommendation_answers(r->ctx, recommendation, r->org, &list));
    lines = ARENA_ARRAY(r->ctx->arena, list.count, struct past_answer_line);
    for (size_t i = 0; i < list.count; i++) {
        lines[i] = (struct past_answer_line){
            recommendation_word(r->ctx->lang, list.items[i].status),
            list.items[i].on_date, list.items[i].why};
    }
    v->past = lines;
    v->past_count = list.count;
    return OK;
}

static void
add_answer_fields(struct req *r, const struct addressee *a,
                  struct answer_form_view *v)
{
    static const char *const states[] = {"planned", "running", "done",
                                         "declined"};
    const struct lang *l = r->ctx->lang;
    const char *chosen = req_kept(r, "status", a->status);

    for (size_t i = 0; i < COUNT(states); i++) {
        v->choices[i] =
            (struct choice){states[i], recommendation_word(l, states[i]), NULL,
                            strcmp(states[i], chosen) == 0};
    }
    v->status = field_of(r, "status", tr(l, "How far is it?"), NULL, NULL);
    v->status.type = "radio";
    v->on_date = field_of(r, "on_date", tr(l, "Since which day"), NULL,
                          ctx_today(r->ctx));
    v->on_date.type = "date";
    v->on_date.is_short = true;
    v->why = field_meanwhile(r, "why", tr(l, "Evidence or reason"),
                             tr(l, "Everybody reads it. Done needs evidence, "
                                   "not taken up a reason."),
                             a->why);
    v->rev = a->rev;
}

enum err
answer_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Answer a recommendation"),
                        .menu = MENU_WORK};
    struct answer_form_view v = {.problems = problems_of(r),
                                 .token = form_token(r)};
    struct recommendation x;
    struct addressee a;
    struct org org;

    org_foresee_way(c, r->org);
    TRY(recommendation_by_number(c, req_param(r, "number"), &x));
    TRY(recommendation_addressee(c, x.id, r->org, &a));
    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    TRY(add_past(r, x.id, &v));
    add_answer_fields(r, &a, &v);
    v.org_name = org.name;
    v.words = x.words;
    v.url = req_url(r, "/recommendations/%s", x.number);
    v.action = req_url(r, "/o/%s/recommendations/%s", org.slug, x.number);
    answer_form_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

enum err
answer_post(struct req *r)
{
    const char *number = req_param(r, "number");
    struct answer_line a = {req_form(r, "status"), req_form(r, "on_date"),
                            req_form(r, "why")};

    TRY(recommendation_answer(r->ctx, number, r->org, req_form_i64(r, "rev"),
                              &a));
    res_flash(r, tr(r->ctx->lang, "Saved."));
    return res_redirect(r, req_url(r, "/recommendations/%s", number));
}
