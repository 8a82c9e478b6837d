/* SPDX-License-Identifier: Apache-2.0 */
/* dialogue_pages: policy dialogues as everybody sees them. */

#include "web/dialogue_pages.h"

#include "base/arena.h"
#include "core/access.h"
#include "formats/ical.h"
#include "handlers.h"
#include "http/req.h"
#include "network/attendance.h"
#include "web/org_crumbs.h"
#include "web/pages/dialogue.html.h"
#include "web/words.h"

#include <string.h>

enum { CALENDAR_BYTES = 4 << 20 };

/* --- lists --- */

static const char *
last_day(const struct dialogue_event *e)
{
    return strcmp(e->from_date, e->to_date) == 0 ? NULL : e->to_date;
}

const struct event_line *
event_lines(struct req *r, const struct dialogue_events *list, bool with_series)
{
    struct event_line *lines =
        ARENA_ARRAY(r->ctx->arena, list->count, struct event_line);

    for (size_t i = 0; i < list->count; i++) {
        const struct dialogue_event *e = &list->items[i];

        lines[i] = (struct event_line){
            .url = req_url(r, "/events/%s", e->number),
            .title = e->title,
            .place = e->place,
            .from_date = e->from_date,
            .to_date = last_day(e),
            .series = with_series ? e->series_title : NULL,
            .is_off = e->is_off,
        };
    }
    return lines;
}

const struct recommendation_line *
recommendation_lines(struct req *r, const struct recommendations *list)
{
    struct recommendation_line *lines =
        ARENA_ARRAY(r->ctx->arena, list->count, struct recommendation_line);

    for (size_t i = 0; i < list->count; i++) {
        const struct recommendation *x = &list->items[i];

        lines[i] = (struct recommendation_line){
            .url = req_url(r, "/recommendations/%s", x->number),
            .words = x->words,
            .position = x->position,
            .addressees = x->addressees,
            .silent = x->silent,
            .done = x->done,
            .none_silent = x->silent == 0,
        };
    }
    return lines;
}

const char *
recommendation_word(const struct lang *l, const char *status)
{
    static const struct word words[] = {{"silent", N_("no answer yet")},
                                        {"planned", N_("planned")},
                                        {"running", N_("under way")},
                                        {"done", N_("done")},
                                        {"declined", N_("not taken up")}};

    return words_of(l, words, COUNT(words), status);
}

/* "Rectorate · Faculty of Law" from one a line. */
static const char *
offices_line(struct arena *a, const char *offices)
{
    const char *out = "";

    while (*offices) {
        size_t len = strcspn(offices, "\n");

        out = arena_printf(a, "%s%s%.*s", out, *out ? " · " : "", (int)len,
                           offices);
        offices += len + strspn(offices + len, "\n");
    }
    return out;
}

/* --- all of them --- */

enum err
dialogues_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Policy dialogues"),
                        .menu = MENU_NETWORK};
    struct dialogue_series_list list;
    struct dialogue_events events;
    struct dialogue_line *lines;
    struct dialogues_view v = {0};

    TRY(dialogue_series_list(c, &list));
    TRY(dialogue_events_coming(c, &events));
    lines = ARENA_ARRAY(c->arena, list.count, struct dialogue_line);
    for (size_t i = 0; i < list.count; i++) {
        const struct dialogue_series *s = &list.items[i];

        lines[i] = (struct dialogue_line){
            req_url(r, "/dialogues/%s", s->number), s->title,
            org_crumbs_name(r, s->node_slug, s->node_name)};
    }
    v.series = lines;
    v.series_count = list.count;
    v.events = event_lines(r, &events, true);
    v.event_count = events.count;
    dialogues_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* --- a series --- */

static void
add_series_form(struct req *r, const struct dialogue_series *s,
                struct dialogue_view *v)
{
    const struct lang *l = r->ctx->lang;

    if (!access_has(r->ctx, CAP_DIALOGUE_EDIT, s->node)) {
        return;
    }
    v->edit_url = req_url(r, "/o/%s/dialogues/%s", s->node_slug, s->number);
    v->new_event_url =
        req_url(r, "/o/%s/dialogues/%s/events", s->node_slug, s->number);
    v->title_field =
        field_meanwhile(r, "title", tr(l, "What it is about"), NULL, s->title);
    v->aim_field =
        field_meanwhile(r, "aim", tr(l, "What it is for"), NULL, s->aim);
    v->aim_field.optional = true;
    v->rev = s->rev;
}

enum err
dialogue_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct dialogue_view v = {.problems = problems_of(r),
                              .token = form_token(r)};
    struct page page = {.menu = MENU_NETWORK};
    struct dialogue_series s;
    struct dialogue_events events;

    TRY(dialogue_series_by_number(c, req_param(r, "number"), &s));
    TRY(dialogue_events_of(c, s.id, &events));
    page.title = s.title;
    v.title = s.title;
    v.aim = s.aim;
    v.holder = org_crumbs_name(r, s.node_slug, s.node_name);
    v.holder_url = req_url(r, "/o/%s", s.node_slug);
    v.events = event_lines(r, &events, false);
    v.event_count = events.count;
    v.calendar_url = req_url(r, "/dialogues/%s/calendar.ics", s.number);
    add_series_form(r, &s, &v);
    dialogue_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* --- an event --- */

static enum err
add_sessions(struct req *r, const struct dialogue_event *e,
             struct event_view *v)
{
    struct dialogue_sessions list;
    struct session_line *lines;

    /* Of one that was called off they say what was planned. */
    TRY(dialogue_sessions(r->ctx, e, e->is_off, &list));
    lines = ARENA_ARRAY(r->ctx->arena, list.count, struct session_line);
    for (size_t i = 0; i < list.count; i++) {
        const struct dialogue_session *s = &list.items[i];
        bool same = i && strcmp(s->on_date, list.items[i - 1].on_date) == 0;

        lines[i] = (struct session_line){same ? NULL : s->on_date, s->from_time,
                                         s->to_time, s->title};
    }
    v->sessions = lines;
    v->session_count = list.count;
    return OK;
}

static enum err
add_delegations(struct req *r, const struct dialogue_event *e,
                struct event_view *v)
{
    struct delegations list;
    struct delegation_line *lines;

    TRY(attendance_delegations(r->ctx, e->id, &list));
    lines = ARENA_ARRAY(r->ctx->arena, list.count, struct delegation_line);
    for (size_t i = 0; i < list.count; i++) {
        const struct delegation *d = &list.items[i];

        lines[i] = (struct delegation_line){
            org_crumbs_name(r, d->slug, d->name), req_url(r, "/o/%s", d->slug),
            offices_line(r->ctx->arena, d->offices)};
    }
    v->delegations = lines;
    v->delegation_count = list.count;
    return OK;
}

static enum err
add_registering(struct req *r, const struct dialogue_event *e,
                struct event_view *v)
{
    bool mine;

    TRY(attendance_people(r->ctx, e->id, &v->people, &mine));
    if (mine) {
        v->stay_away_url = req_url(r, "/events/%s/stay-away", e->number);
    }
    if (!dialogue_is_open(r->ctx, e)) {
        return OK;
    }
    v->register_until = e->register_until;
    if (!r->ctx->person) {
        v->sign_in_url = req_url(r, "/sign-in");
    } else if (!mine) {
        v->come_url = req_url(r, "/events/%s/come", e->number);
    }
    return OK;
}

static void
add_event_forms(struct req *r, const struct dialogue_event *e,
                struct event_view *v)
{
    const struct lang *l = r->ctx->lang;

    if (!access_has(r->ctx, CAP_DIALOGUE_EDIT, e->node)) {
        return;
    }
    v->shows_people = true;
    v->edit_url = req_url(r, "/o/%s/events/%s/edit", e->node_slug, e->number);
    v->people_url =
        req_url(r, "/o/%s/events/%s/people", e->node_slug, e->number);
    v->recommend_url =
        req_url(r, "/o/%s/events/%s/recommendations", e->node_slug, e->number);
    v->words = field_of(r, "words", tr(l, "What is recommended"), NULL, NULL);
    v->addressees = field_of(r, "addressees", tr(l, "To whom"),
                             tr(l, "One a line: countries and organisations by "
                                   "their names"),
                             NULL);
}

enum err
event_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct event_view v = {.problems = problems_of(r), .token = form_token(r)};
    struct page page = {.menu = MENU_NETWORK};
    struct recommendations list;
    struct dialogue_event e;

    TRY(dialogue_event_by_number(c, req_param(r, "number"), &e));
    dialogue_foresee_sessions(c, e.id);
    attendance_foresee(c, e.id);
    recommendation_foresee_list(c, e.id);
    access_foresee(c, e.node);
    page.title = e.title;
    v.title = e.title;
    v.series = e.series_title;
    v.series_url = req_url(r, "/dialogues/%s", e.series_number);
    v.place = e.place;
    v.zone = words_zone(r->ctx->arena, e.zone);
    v.langs = words_langs(r->ctx->arena, e.langs);
    v.from_date = e.from_date;
    v.to_date = last_day(&e);
    v.off_reason = e.is_off ? e.why : NULL;
    v.calendar_url = req_url(r, "/events/%s/calendar.ics", e.number);
    TRY(add_sessions(r, &e, &v));
    TRY(add_delegations(r, &e, &v));
    TRY(recommendation_list(c, e.id, &list));
    v.recommendations = recommendation_lines(r, &list);
    v.recommendation_count = list.count;
    TRY(add_registering(r, &e, &v));
    add_event_forms(r, &e, &v);
    event_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

static enum err
back_to_event(struct req *r, const char *said)
{
    res_flash(r, tr(r->ctx->lang, said));
    return res_redirect(r, req_url(r, "/events/%s", req_param(r, "number")));
}

enum err
event_come_post(struct req *r)
{
    TRY(attendance_come(r->ctx, req_param(r, "number")));
    return back_to_event(r, N_("You are registered."));
}

enum err
event_stay_away_post(struct req *r)
{
    TRY(attendance_stay_away(r->ctx, req_param(r, "number")));
    return back_to_event(r, N_("You are no longer registered."));
}

/* --- a recommendation --- */

enum err
recommendation_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.menu = MENU_NETWORK};
    struct recommendation x;
    struct addressees list;
    struct addressee_line *lines;
    struct recommendation_view v;

    TRY(recommendation_by_number(c, req_param(r, "number"), &x));
    TRY(recommendation_addressees(c, x.id, &list));
    lines = ARENA_ARRAY(c->arena, list.count, struct addressee_line);
    for (size_t i = 0; i < list.count; i++) {
        const struct addressee *a = &list.items[i];

        lines[i] = (struct addressee_line){
            .name = org_crumbs_name(r, a->slug, a->name),
            .url = req_url(r, "/o/%s", a->slug),
            .state = recommendation_word(c->lang, a->status),
            .date = *a->on_date ? a->on_date : NULL,
            .why = a->why,
            .good = strcmp(a->status, "done") == 0,
            .now = strcmp(a->status, "running") == 0,
            .bad = strcmp(a->status, "silent") == 0,
        };
    }
    v = (struct recommendation_view){
        .words = x.words,
        .event = x.event_title,
        .event_url = req_url(r, "/events/%s", x.event_number),
        .date = x.event_date,
        .position = x.position,
        .addressees = x.addressees,
        .done = x.done,
        .silent = x.silent,
        .lines = lines,
        .line_count = list.count,
    };
    page.title = tr(c->lang, "Recommendation");
    recommendation_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* --- calendars --- */

static void
put_entry(struct req *r, struct buf *b, const struct dialogue_event *e,
          const struct dialogue_session *s)
{
    struct arena *a = r->ctx->arena;

    ical_event(b, &(struct ical_event){
                      .uid = arena_printf(a, "quipu-%s-%lld", e->number,
                                          (long long)s->key),
                      .sequence = s->sequence,
                      .modified_ms = s->changed_ms,
                      .from_ms = s->from_ms,
                      .to_ms = s->to_ms,
                      .summary = arena_printf(a, "%s \xe2\x80\x93 %s", e->title,
                                              s->title),
                      .description = e->series_title,
                      .location = e->place,
                      .url = arena_printf(a, "%s/events/%s",
                                          r->node->public_url, e->number),
                      .cancelled = s->is_off,
                  });
}

static enum err
send_calendar(struct req *r, struct buf *b)
{
    struct ctx *c = r->ctx;
    const char *bytes;
    size_t len;

    ical_end(b);
    if (!buf_ok(b)) {
        buf_free(b);
        return ERR_INTERNAL;
    }
    len = b->len;
    bytes = arena_textn(c->arena, buf_text(b), len);
    buf_free(b);
    return res_bytes(r, "text/calendar; charset=utf-8", bytes, len, NULL);
}

enum err
event_calendar_get(struct req *r)
{
    struct dialogue_event e;
    struct dialogue_sessions list;
    struct buf b;

    TRY(dialogue_event_by_number(r->ctx, req_param(r, "number"), &e));
    TRY(dialogue_sessions(r->ctx, &e, true, &list));
    buf_init(&b, CALENDAR_BYTES);
    ical_begin(&b, e.title, r->ctx->lang->tag);
    for (size_t i = 0; i < list.count; i++) {
        put_entry(r, &b, &e, &list.items[i]);
    }
    return send_calendar(r, &b);
}

enum err
dialogue_calendar_get(struct req *r)
{
    struct dialogue_series s;
    struct dialogue_events events;
    struct dialogue_entries list;
    struct buf b;

    TRY(dialogue_series_by_number(r->ctx, req_param(r, "number"), &s));
    TRY(dialogue_events_of(r->ctx, s.id, &events));
    TRY(dialogue_entries(r->ctx, s.id, &events, &list));
    buf_init(&b, CALENDAR_BYTES);
    ical_begin(&b, s.title, r->ctx->lang->tag);
    for (size_t i = 0; i < list.count; i++) {
        put_entry(r, &b, list.items[i].event, &list.items[i].session);
    }
    return send_calendar(r, &b);
}
