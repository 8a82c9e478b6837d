/* SPDX-License-Identifier: Apache-2.0 */
/* mandate_pages: one mandate from first contact to its end. */

#include "web/mandate_pages.h"

#include "base/arena.h"
#include "core/access.h"
#include "handlers.h"
#include "learning/scope.h"
#include "learning/series.h"
#include "network/mandate.h"
#include "network/org.h"
#include "network/plan_report.h"
#include "web/mandate_words.h"
#include "web/org_crumbs.h"
#include "web/pages/mandate.html.h"
#include "web/plan_words.h"
#include "web/words.h"

#include <stdlib.h>
#include <string.h>

enum { STEPS_MAX = 320 };

static bool
is_kind(const struct mandate *m, const char *kind)
{
    return strcmp(m->kind, kind) == 0;
}

static bool
has_plans(const struct mandate *m)
{
    return is_kind(m, "national_centre") || is_kind(m, "regional_office");
}

/* --- the chain --- */

/* All that the chain is made of. */
struct chain {
    struct mandate_events events;
    struct mandate_terms terms;
    struct plans plans;
    struct plan_reports reports;
    struct chain_step *steps;
    size_t count;
};

static void
add_step(struct chain *ch, struct chain_step step)
{
    if (ch->count < STEPS_MAX) {
        ch->steps[ch->count++] = step;
    }
}

static void
add_done(struct req *r, struct chain *ch)
{
    struct arena *a = r->ctx->arena;
    const struct lang *l = r->ctx->lang;

    for (size_t i = 0; i < ch->events.count; i++) {
        const struct mandate_event *e = &ch->events.items[i];

        add_step(ch, (struct chain_step){
                         .date = e->on_date,
                         .word = words_event(l, e->event),
                         .note = words_joined(
                             a, words_joined(a, e->who, e->document), e->note),
                         .done = true});
    }
    for (size_t i = 1; i < ch->terms.count; i++) {
        add_step(
            ch, (struct chain_step){.date = ch->terms.items[i].from_date,
                                    .word = tr(l, "Renewed"),
                                    .done = strcmp(ch->terms.items[i].from_date,
                                                   ctx_today(r->ctx)) <= 0});
    }
    for (size_t i = 0; i < ch->plans.count; i++) {
        const struct plan *p = &ch->plans.items[i];
        struct plan_line line = plan_line_of(r, p);

        if (p->centre_date && p->office_date) {
            add_step(ch, (struct chain_step){
                             .date = strcmp(p->centre_date, p->office_date) > 0
                                         ? p->centre_date
                                         : p->office_date,
                             .word = line.title,
                             .url = line.url,
                             .note = line.state,
                             .done = true});
        }
    }
}

static bool
has_event(const struct chain *ch, const char *event)
{
    for (size_t i = 0; i < ch->events.count; i++) {
        if (strcmp(ch->events.items[i].event, event) == 0) {
            return true;
        }
    }
    return false;
}

/* A step that has not come; one there is no day for comes first. */
static void
add_coming_event(struct req *r, struct chain *ch, const char *event)
{
    if (!has_event(ch, event)) {
        add_step(ch,
                 (struct chain_step){.word = words_event(r->ctx->lang, event)});
    }
}

/* Is a plan agreed for today or for days to come? */
static void
add_coming_plan(struct req *r, struct chain *ch)
{
    const struct plan *draft = NULL;
    bool agreed = false;

    for (size_t i = 0; i < ch->plans.count; i++) {
        const struct plan *p = &ch->plans.items[i];

        agreed = agreed || (strcmp(p->status, "agreed") == 0 &&
                            strcmp(p->to_date, ctx_today(r->ctx)) >= 0);
        draft = strcmp(p->status, "draft") == 0 ? p : draft;
    }
    if (draft) {
        struct plan_line line = plan_line_of(r, draft);

        add_step(ch, (struct chain_step){.word = line.title,
                                         .url = line.url,
                                         .note = line.state});
    } else if (!agreed) {
        add_step(ch, (struct chain_step){
                         .word = tr(r->ctx->lang, "Joint action plan")});
    }
}

static void
add_reports(struct req *r, struct chain *ch)
{
    for (size_t i = 0; i < ch->reports.count; i++) {
        const struct plan_report *p = &ch->reports.items[i];
        struct plan_line line = plan_report_line_of(r, p, false);

        add_step(ch, (struct chain_step){.date = p->due_date,
                                         .word = line.title,
                                         .url = line.url,
                                         .note = line.state,
                                         .done = line.good});
    }
}

static int
by_date(const void *a, const void *b)
{
    const struct chain_step *x = a, *y = b;

    if (x->done != y->done) {
        return y->done - x->done;
    }
    if (!x->date || !y->date) {
        return (x->date != NULL) - (y->date != NULL);
    }
    return strcmp(x->date, y->date);
}

static enum err
add_chain(struct req *r, const struct mandate *m, struct mandate_view *v)
{
    struct ctx *c = r->ctx;
    struct chain ch = {.steps =
                           ARENA_ARRAY(c->arena, STEPS_MAX, struct chain_step)};

    TRY(mandate_events(c, m->id, &ch.events));
    TRY(mandate_terms(c, m->id, &ch.terms));
    if (has_plans(m)) {
        TRY(plan_list(c, m->id, &ch.plans));
        TRY(plan_report_list(c, m->id, m->node, &ch.reports));
    }
    add_done(r, &ch);
    add_reports(r, &ch);
    if (strcmp(m->status, "ended") != 0) {
        if (is_kind(m, "national_centre")) {
            add_coming_event(r, &ch, "agreement");
            add_coming_event(r, &ch, "launch");
            add_coming_event(r, &ch, "endorsement");
        }
        if (has_plans(m)) {
            add_coming_plan(r, &ch);
        }
        if (m->to_date) {
            add_step(&ch, (struct chain_step){
                              .date = m->to_date,
                              .word = tr(c->lang, "Renewal, or its end")});
        }
    }
    qsort(ch.steps, ch.count, sizeof *ch.steps, by_date);
    for (size_t i = 0; i < ch.count; i++) {
        if (!ch.steps[i].done) {
            ch.steps[i].here = strcmp(m->status, "ended") != 0;
            break;
        }
    }
    v->steps = ch.steps;
    v->step_count = ch.count;
    return OK;
}

/* --- what it signs for --- */

static enum err
add_scope(struct req *r, const struct mandate *m, struct mandate_view *v)
{
    struct scope scope;
    struct scope_row *rows;
    bool may = access_has(r->ctx, CAP_MANDATE_EDIT, m->node);

    v->signs = is_kind(m, "national_centre") || is_kind(m, "secretariat");
    if (!v->signs) {
        return OK;
    }
    TRY(scope_of(r->ctx, m->id, &scope));
    rows = ARENA_ARRAY(r->ctx->arena, scope.count, struct scope_row);
    for (size_t i = 0; i < scope.count; i++) {
        const struct scope_line *line = &scope.lines[i];
        bool over =
            line->to_date && strcmp(line->to_date, ctx_today(r->ctx)) < 0;

        rows[i] = (struct scope_row){line->title, line->from_date,
                                     line->to_date, line->now, NULL};
        if (may && !over) {
            rows[i].end_url =
                req_url(r, "/o/%s/mandates/%s/scope/%lld", m->node_slug,
                        m->number, (long long)line->id);
        }
    }
    v->signs_all = scope.all;
    v->scope = rows;
    v->scope_count = scope.count;
    return OK;
}

static enum err
add_scope_form(struct req *r, const struct mandate *m, struct mandate_view *v)
{
    const struct lang *l = r->ctx->lang;
    const char *chosen = req_kept(r, "series", "");
    struct series_list list;
    struct choice *choices;

    TRY(series_list(r->ctx, &list));
    choices = ARENA_ARRAY(r->ctx->arena, list.count, struct choice);
    for (size_t i = 0; i < list.count; i++) {
        choices[i] =
            (struct choice){list.items[i].slug, list.items[i].title, NULL,
                            strcmp(list.items[i].slug, chosen) == 0};
    }
    v->series_choices = choices;
    v->series_count = list.count;
    v->scope_url =
        req_url(r, "/o/%s/mandates/%s/scope", m->node_slug, m->number);
    if (!v->signs_all) {
        v->scope_all_url =
            req_url(r, "/o/%s/mandates/%s/scope/all", m->node_slug, m->number);
    }
    v->series = field_of(r, "series", tr(l, "Programme"), NULL, NULL);
    v->from =
        field_of(r, "from_date", tr(l, "First day"), NULL, ctx_today(r->ctx));
    v->from.type = "date";
    v->from.is_short = true;
    v->to = field_of(r, "until_date", tr(l, "Last day"),
                     tr(l, "Empty: as long as it is in force"), NULL);
    v->to.type = "date";
    v->to.is_short = true;
    v->to.optional = true;
    return OK;
}

/* --- what may be done --- */

static enum err
add_acts(struct req *r, const struct mandate *m, struct mandate_view *v)
{
    const struct lang *l = r->ctx->lang;
    bool over = strcmp(m->status, "ended") == 0;

    if (!r->session.has_role || over) {
        return OK;
    }
    if (has_plans(m) && access_has(r->ctx, CAP_PLAN_EDIT, m->node)) {
        v->plan_url =
            req_url(r, "/o/%s/mandates/%s/plan", m->node_slug, m->number);
    }
    if (!access_has(r->ctx, CAP_MANDATE_EDIT, m->node)) {
        return OK;
    }
    if (v->signs) {
        TRY(add_scope_form(r, m, v));
    }
    v->note_url =
        req_url(r, "/o/%s/mandates?note=%lld", m->node_slug, (long long)m->id);
    if (strcmp(m->status, "active") == 0) {
        v->renew_url =
            req_url(r, "/o/%s/mandates/%s/renew", m->node_slug, m->number);
        TRY(mandate_next_end(r->ctx, m, &v->renew_until));
    }
    v->end_url = req_url(r, "/o/%s/mandates/%s/end", m->node_slug, m->number);
    v->to_date_field = field_of(r, "to_date", tr(l, "Last day"), NULL, NULL);
    v->to_date_field.type = "date";
    v->to_date_field.is_short = true;
    v->to_date_field.optional = v->renew_until != NULL;
    v->on_date = field_of(r, "on_date", tr(l, "Day"), NULL, ctx_today(r->ctx));
    v->on_date.type = "date";
    v->on_date.is_short = true;
    v->note = field_of(r, "note", tr(l, "Why"), NULL, NULL);
    return OK;
}

static enum err
add_held(struct req *r, const struct mandate *m, struct mandate_view *v)
{
    struct mandate_list list;
    struct held_line *lines;

    TRY(mandate_held(r->ctx, m->holder, &list));
    lines = ARENA_ARRAY(r->ctx->arena, list.count, struct held_line);
    for (size_t i = 0; i < list.count; i++) {
        const struct mandate *h = &list.items[i];

        if (h->id != m->id) {
            lines[v->held_count++] = held_line_of(r, h);
        }
    }
    v->held = lines;
    return OK;
}

static void
foresee_parts(struct req *r, const struct mandate *m)
{
    struct ctx *c = r->ctx;

    mandate_foresee(c, m);
    scope_foresee(c, m->id);
    access_foresee(c, m->node);
    if (has_plans(m)) {
        plan_foresee_list(c, m->id);
    }
    if (r->session.has_role) {
        plan_report_foresee_list(c, m->id);
        series_foresee_list(c);
    }
    org_foresee_id(c, m->node);
}

enum err
mandate_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct mandate_view v = {.problems = problems_of(r),
                             .token = form_token(r)};
    struct page page = {.menu = MENU_NETWORK};
    struct mandate m;
    struct org place;

    TRY(mandate_by_number(c, req_param(r, "number"), &m));
    foresee_parts(r, &m);
    TRY(org_by_id(c, m.node, &place));
    page.title = m.title;
    v.title = m.title;
    v.kind = words_mandate(c->lang, m.kind);
    v.status = words_mandate_state(c, &m);
    v.good = mandate_is_in_force(c, &m);
    v.now = strcmp(m.status, "contact") == 0 || strcmp(m.status, "agreed") == 0;
    v.place = org_crumbs_name(r, place.slug, place.name);
    v.place_url = req_url(r, "/o/%s", place.slug);
    v.holder = m.holder_name;
    v.holder_url = req_url(r, "/o/%s", m.holder_slug);
    v.from_date = m.from_date;
    v.to_date = m.to_date;
    v.rev = rev_kept(r, m.rev);
    TRY(add_chain(r, &m, &v));
    TRY(add_scope(r, &m, &v));
    TRY(add_held(r, &m, &v));
    TRY(add_acts(r, &m, &v));
    mandate_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* --- posts --- */

/* The mandate of the address must be one of the place in it. */
static enum err
mandate_here(struct req *r, struct mandate *m)
{
    TRY(mandate_by_number(r->ctx, req_param(r, "number"), m));
    return m->node == r->org ? OK : ERR_MISSING;
}

static enum err
to_mandate(struct req *r, const struct mandate *m, const char *said)
{
    res_flash(r, tr(r->ctx->lang, said));
    return res_redirect(r, req_url(r, "/mandates/%s", m->number));
}

enum err
mandate_renew_post(struct req *r)
{
    struct mandate m;

    TRY(mandate_here(r, &m));
    TRY(mandate_renew(r->ctx, m.id, req_form_i64(r, "rev"),
                      req_typed(r, "to_date")));
    return to_mandate(r, &m, N_("A term is added."));
}

enum err
mandate_end_post(struct req *r)
{
    const struct mandate_event end = {.event = "end",
                                      .on_date = req_typed(r, "on_date"),
                                      .note = req_typed(r, "note")};
    struct mandate m;

    TRY(mandate_here(r, &m));
    if (m.rev != req_form_i64(r, "rev")) {
        return problem_as(r->ctx, ERR_CONFLICT, NULL,
                          N_("Somebody else changed this mandate a moment ago. "
                             "Look at it again, then decide."));
    }
    TRY(mandate_note_event(r->ctx, m.id, &end));
    return to_mandate(r, &m, N_("The mandate has ended."));
}

enum err
mandate_scope_post(struct req *r)
{
    struct mandate m;

    TRY(mandate_here(r, &m));
    TRY(scope_add(r->ctx, m.id, req_typed(r, "series"),
                  req_typed(r, "from_date"), req_typed(r, "until_date")));
    return to_mandate(r, &m, N_("Saved."));
}

enum err
mandate_scope_end_post(struct req *r)
{
    struct mandate m;
    int64_t line;

    TRY(mandate_here(r, &m));
    TRY(req_param_i64(r, "line", &line));
    TRY(scope_take_back(r->ctx, m.id, line));
    return to_mandate(r, &m, N_("Saved."));
}

enum err
mandate_scope_all_post(struct req *r)
{
    struct mandate m;

    TRY(mandate_here(r, &m));
    TRY(scope_all(r->ctx, m.id));
    return to_mandate(r, &m, N_("Saved."));
}
