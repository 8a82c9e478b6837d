/* SPDX-License-Identifier: Apache-2.0 */
/* research_pages: joint research: the list, a call, a project. */

#include "web/research_pages.h"

#include "base/arena.h"
#include "core/access.h"
#include "handlers.h"
#include "http/req.h"
#include "network/country.h"
#include "web/org_crumbs.h"
#include "web/pages/research.html.h"
#include "web/paper.h"
#include "web/words.h"

#include <string.h>

/* --- words --- */

static const struct word states[] = {
    {"proposed", N_("waits for a decision")},
    {"declined", N_("not taken up")},
    {"withdrawn", N_("withdrawn")},
    {"preparing", N_("in preparation")},
    {"active", N_("under way")},
    {"finished", N_("finished")},
    {"stopped", N_("stopped")},
};

static const struct word partner_states[] = {
    {"invited", N_("invited")},
    {"accepted", N_("takes part")},
    {"declined", N_("declined")},
    {"left", N_("left")},
};

static const struct word outcomes[] = {
    {"approved", N_("approved")},
    {"conditions", N_("approved with conditions")},
    {"not_needed", N_("no review is needed")},
    {"refused", N_("refused")},
};

static const struct word milestone_words[] = {
    {"open", N_("open")},
    {"done", N_("done")},
    {"dropped", N_("given up")},
    {"moved", N_("moved")},
    {"reopened", N_("opened again")},
};

static const struct word kinds[] = {
    {"article", N_("Article")},   {"dataset", N_("Data set")},
    {"report", N_("Report")},     {"course", N_("Course")},
    {"software", N_("Software")},
};

static const struct word step_words[] = {
    {"proposed", N_("Proposed")},
    {"made", N_("Made without a call")},
    {"taken_up", N_("Taken up")},
    {"declined", N_("Not taken up")},
    {"withdrawn", N_("Withdrawn")},
    {"ethics_reviewed", N_("Ethics review decided")},
    {"data_stated", N_("Data rules stated")},
    {"started", N_("Begun")},
    {"finished", N_("Finished")},
    {"stopped", N_("Stopped")},
};

const char *
research_state_word(const struct lang *l, const char *status)
{
    return words_of(l, states, COUNT(states), status);
}

const char *
research_outcome_word(const struct lang *l, const char *outcome)
{
    return words_of(l, outcomes, COUNT(outcomes), outcome);
}

const char *
research_milestone_word(const struct lang *l, const char *what)
{
    return words_of(l, milestone_words, COUNT(milestone_words), what);
}

const char *
research_role_word(const struct lang *l, const char *role)
{
    for (size_t i = 0; i < RESEARCH_ROLES; i++) {
        if (strcmp(research_roles[i].key, role) == 0) {
            return tr(l, research_roles[i].word);
        }
    }
    return role;
}

/* --- lists --- */

const struct research_line *
research_lines(struct req *r, const struct research_list *list)
{
    struct research_line *lines =
        ARENA_ARRAY(r->ctx->arena, list->count, struct research_line);

    for (size_t i = 0; i < list->count; i++) {
        const struct research *x = &list->items[i];

        lines[i] = (struct research_line){
            .url = req_url(r, "/research/%s", x->number),
            .title = x->title,
            .lead = org_crumbs_name(r, x->node_slug, x->node_name),
            .state = research_state_word(r->ctx->lang, x->status),
            .from_date = x->from_date,
            .to_date = x->to_date,
            .good = strcmp(x->status, "finished") == 0,
            .now = strcmp(x->status, "active") == 0 ||
                   strcmp(x->status, "proposed") == 0,
            .bad = strcmp(x->status, "stopped") == 0 ||
                   strcmp(x->status, "declined") == 0,
        };
    }
    return lines;
}

static const char *
call_word(const struct lang *l, enum research_call_state state)
{
    return state == RESEARCH_OPEN   ? tr(l, "open for proposals")
           : state == RESEARCH_SOON ? tr(l, "opens soon")
                                    : tr(l, "closed to proposals");
}

static struct research_call_line
call_line(struct req *r, const struct research_call *k)
{
    enum research_call_state state = research_call_state(r->ctx, k);
    bool soon = state == RESEARCH_SOON;

    return (struct research_call_line){
        .url = req_url(r, "/research/calls/%s", k->number),
        .title = k->title,
        .holder = org_crumbs_name(r, k->node_slug, k->node_name),
        .state = call_word(r->ctx->lang, state),
        .date = soon ? k->opens_date : k->closes_date,
        .time = soon ? k->opens_time : k->closes_time,
        .zone = words_zone(r->ctx->arena, k->zone),
        .soon = soon,
        .open = state == RESEARCH_OPEN,
    };
}

const struct research_call_line *
research_call_lines(struct req *r, const struct research_calls *list)
{
    struct research_call_line *lines =
        ARENA_ARRAY(r->ctx->arena, list->count, struct research_call_line);

    for (size_t i = 0; i < list->count; i++) {
        lines[i] = call_line(r, &list->items[i]);
    }
    return lines;
}

const struct item_line *
research_follow_lines(struct req *r, const struct research_milestones *list)
{
    struct item_line *lines =
        ARENA_ARRAY(r->ctx->arena, list->count, struct item_line);

    for (size_t i = 0; i < list->count; i++) {
        const struct research_milestone *m = &list->items[i];

        lines[i] = (struct item_line){
            .url = req_url(r, "/research/%s/milestones/%lld", m->number,
                           (long long)m->id),
            .title = m->title,
            .owner = org_crumbs_name(r, m->owner_slug, m->owner_name),
            .due_date = m->due_date,
            .state = research_milestone_word(r->ctx->lang, m->status),
            .now = true,
            .late = strcmp(m->due_date, ctx_today(r->ctx)) < 0,
            .visit = m->project,
            .visit_url = req_url(r, "/research/%s", m->number),
        };
    }
    return lines;
}

/* --- all of it --- */

static void
add_countries(struct req *r, const char *chosen, struct research_home_view *v)
{
    const struct lang *l = r->ctx->lang;
    struct choice *list =
        ARENA_ARRAY(r->ctx->arena, COUNTRY_COUNT + 1, struct choice);

    list[0] = (struct choice){"", tr(l, "All countries"), NULL, !*chosen};
    for (size_t i = 0; i < COUNTRY_COUNT; i++) {
        const char *code = country_table[i].code;

        list[i + 1] = (struct choice){code, country_name(code, l->tag), NULL,
                                      strcmp(code, chosen) == 0};
    }
    choices_sort(r, list + 1, COUNTRY_COUNT);
    v->country =
        field_of(r, "country", tr(l, "Country of who takes part"), NULL, NULL);
    v->countries = list;
    v->country_count = COUNTRY_COUNT + 1;
}

enum err
research_home_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Joint research"),
                        .menu = MENU_NETWORK};
    const char *typed = req_query(r, "country");
    const struct country *country = country_find(typed);
    struct research_home_view v = {.narrowed = country != NULL};
    const struct research_call_line *lines;
    struct research_calls calls;
    struct research_list list;

    TRY(research_call_list(c, &calls));
    TRY(research_public(c, country ? country->code : "",
                        req_query_i64(r, "before"), &list));
    lines = research_call_lines(r, &calls);
    while (v.call_count < calls.count &&
           (lines[v.call_count].open || lines[v.call_count].soon)) {
        v.call_count++; /* what closes last stands first */
    }
    v.calls = lines;
    v.past = lines + v.call_count;
    v.past_count = calls.count - v.call_count;
    v.projects = research_lines(r, &list);
    v.project_count = list.count;
    v.action = req_url(r, "/research");
    if (list.more) {
        v.next_url = req_url(r, "/research?country=%s&before=%lld",
                             country ? country->code : "",
                             (long long)list.items[list.count - 1].id);
    }
    add_countries(r, country ? country->code : "", &v);
    research_home_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* --- a call --- */

/* The institution the reader would propose for: the nearest to the top. */
static enum err
find_proposer(struct req *r, const struct research_call *k,
              struct research_call_view *v)
{
    struct access_grants grants;

    if (!r->ctx->person || !r->session.has_role) {
        return OK;
    }
    TRY(access_grants(r->ctx, &grants));
    for (size_t i = 0; i < grants.count && !v->propose_url; i++) {
        const struct access_grant *g = &grants.items[i];

        if (v->open && access_role_has(g->role, CAP_RESEARCH_EDIT)) {
            v->propose_url = req_url(r, "/o/%s/research/new?call=%s",
                                     g->org_slug, k->number);
        }
    }
    return OK;
}

enum err
research_call_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.menu = MENU_NETWORK};
    struct research_call_view v = {0};
    enum research_call_state state;
    struct research_call k;
    struct research_list list;

    TRY(research_call_by_number(c, req_param(r, "number"), &k));
    state = research_call_state(c, &k);
    page.title = k.title;
    v.title = k.title;
    v.holder = org_crumbs_name(r, k.node_slug, k.node_name);
    v.holder_url = req_url(r, "/o/%s", k.node_slug);
    v.state = call_word(c->lang, state);
    v.open = state == RESEARCH_OPEN;
    v.words = text_lines(c->arena, k.words, &v.word_count);
    v.opens_date = k.opens_date;
    v.opens_time = k.opens_time;
    v.closes_date = k.closes_date;
    v.closes_time = k.closes_time;
    v.zone = words_zone(r->ctx->arena, k.zone);
    v.decides = access_has(c, CAP_RESEARCH_CALL, k.node);
    TRY(research_of_call(c, k.id, v.decides, &list));
    v.projects = research_lines(r, &list);
    v.project_count = list.count;
    if (v.decides) {
        v.edit_url =
            req_url(r, "/o/%s/research-calls/%s", k.node_slug, k.number);
    }
    TRY(find_proposer(r, &k, &v));
    research_call_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* --- a project: what all see --- */

static void
add_partners(struct req *r, const struct research *x,
             const struct research_partners *list, struct research_view *v)
{
    const struct lang *l = r->ctx->lang;
    struct research_partner_line *lines =
        ARENA_ARRAY(r->ctx->arena, list->count, struct research_partner_line);

    for (size_t i = 0; i < list->count; i++) {
        const struct research_partner *p = &list->items[i];
        bool here = strcmp(p->status, "accepted") == 0;

        if (!here && !x->inside) {
            continue;
        }
        lines[v->partner_count++] = (struct research_partner_line){
            .name = org_crumbs_name(r, p->slug, p->name),
            .url = req_url(r, "/o/%s", p->slug),
            .role = research_role_word(l, p->role),
            .task = p->task,
            .state = here ? NULL
                          : words_of(l, partner_states, COUNT(partner_states),
                                     p->status),
            .why = *p->why ? p->why : NULL,
            .bad = !here && strcmp(p->status, "invited") != 0,
        };
    }
    v->partners = lines;
}

static void
add_milestones(struct req *r, const struct research *x,
               const struct research_milestones *list, struct research_view *v)
{
    struct research_milestone_line *lines =
        ARENA_ARRAY(r->ctx->arena, list->count, struct research_milestone_line);

    for (size_t i = 0; i < list->count; i++) {
        const struct research_milestone *m = &list->items[i];
        bool done = strcmp(m->status, "done") == 0;

        if (!done && !x->inside) {
            continue;
        }
        lines[v->milestone_count++] = (struct research_milestone_line){
            .title = m->title,
            .url = x->inside ? req_url(r, "/research/%s/milestones/%lld",
                                       x->number, (long long)m->id)
                             : NULL,
            .owner = org_crumbs_name(r, m->owner_slug, m->owner_name),
            .due_date = m->due_date,
            .state = research_milestone_word(r->ctx->lang, m->status),
            .evidence = done ? m->evidence : NULL,
            .closed_date = done ? m->closed_date : NULL,
            .good = done,
            .late = strcmp(m->status, "open") == 0 &&
                    strcmp(m->due_date, ctx_today(r->ctx)) < 0,
        };
    }
    v->milestones = lines;
}

static void
add_outputs(struct req *r, const struct research_outputs *list,
            struct research_view *v)
{
    struct research_output_line *lines =
        ARENA_ARRAY(r->ctx->arena, list->count, struct research_output_line);

    for (size_t i = 0; i < list->count; i++) {
        const struct research_output *o = &list->items[i];

        lines[i] = (struct research_output_line){
            .title = o->title,
            .kind = words_of(r->ctx->lang, kinds, COUNT(kinds), o->kind),
            .on_date = o->on_date,
            .doi = *o->doi ? o->doi : NULL,
            .doi_url = *o->doi ? arena_printf(r->ctx->arena,
                                              "https://doi.org/%s", o->doi)
                               : NULL,
            .url = *o->url ? o->url : NULL,
        };
    }
    v->outputs = lines;
    v->output_count = list->count;
}

/* --- and what those inside see --- */

static void
add_reports(struct req *r, const struct research *x,
            const struct research_reports *list, struct research_view *v)
{
    struct research_report_line *lines =
        ARENA_ARRAY(r->ctx->arena, list->count, struct research_report_line);

    for (size_t i = 0; i < list->count; i++) {
        const struct research_report *p = &list->items[i];

        lines[i] = (struct research_report_line){
            .due_date = p->due_date,
            .handed_date = p->handed_date,
            .url =
                req_url(r, "/research/%s/reports/%s", x->number, p->due_date),
            .late = p->late,
            .waits = !p->handed_date,
        };
    }
    v->reports = lines;
    v->report_count = list->count;
}

static void
add_steps(struct req *r, const struct research_steps *list,
          struct research_view *v)
{
    struct research_step_line *lines =
        ARENA_ARRAY(r->ctx->arena, list->count, struct research_step_line);

    for (size_t i = 0; i < list->count; i++) {
        const struct research_step *s = &list->items[i];

        lines[i] = (struct research_step_line){
            s->on_date,
            words_of(r->ctx->lang, step_words, COUNT(step_words), s->what),
            s->words};
    }
    v->steps = lines;
    v->step_count = list->count;
}

static void
add_end(struct research_view *v, const char *what, const char *label,
        const char *note, const char *chosen)
{
    v->ends[v->end_count++] =
        (struct choice){what, label, note, strcmp(what, chosen) == 0};
}

static void
add_lead_forms(struct req *r, const struct research *x, struct research_view *v)
{
    const struct lang *l = r->ctx->lang;
    const char *chosen = req_kept(r, "what", "");

    if (!x->leads || research_is_over(x)) {
        if (x->leads && x->started_date) {
            v->output_url = req_url(r, "/o/%s/research/%s/outputs",
                                    x->node_slug, x->number);
        }
        return;
    }
    v->edit_url = req_url(r, "/o/%s/research/%s/edit", x->node_slug, x->number);
    v->invite_url =
        req_url(r, "/o/%s/research/%s/partners", x->node_slug, x->number);
    v->milestone_url =
        req_url(r, "/o/%s/research/%s/milestones", x->node_slug, x->number);
    v->move_url =
        req_url(r, "/o/%s/research/%s/state", x->node_slug, x->number);
    if (x->started_date) {
        v->output_url =
            req_url(r, "/o/%s/research/%s/outputs", x->node_slug, x->number);
    }
    v->can_start = strcmp(x->status, "preparing") == 0;
    v->missing =
        v->can_start && research_missing(x) ? tr(l, research_missing(x)) : NULL;
    if (strcmp(x->status, "active") == 0) {
        add_end(v, "finished", tr(l, "It is finished"),
                tr(l, "Write below what came of it."), chosen);
    }
    if (v->decide_url) {
        return; /* one question at a time */
    }
    if (strcmp(x->status, "proposed") == 0) {
        add_end(v, "withdrawn", tr(l, "Withdraw the proposal"), NULL, chosen);
    } else {
        add_end(v, "stopped", tr(l, "It is stopped"),
                tr(l, "Write the reason below."), chosen);
    }
    v->what = field_of(r, "what", tr(l, "How does it end?"), NULL, NULL);
    v->what.type = "radio";
    v->words = field_of(r, "words", tr(l, "Result or reason"),
                        tr(l, "In a sentence; it stays in the history."), NULL);
}

static void
add_decision(struct req *r, const struct research *x, struct research_view *v)
{
    const struct lang *l = r->ctx->lang;
    const char *chosen = req_kept(r, "what", "");

    if (!x->decides || strcmp(x->status, "proposed") != 0) {
        return;
    }
    v->decide_url =
        req_url(r, "/o/%s/research/%s/decide", x->decider_slug, x->number);
    v->decisions[0] = (struct choice){
        "taken_up", tr(l, "Take it up"),
        tr(l, "It goes into preparation; ethics review and data rules come "
              "next."),
        strcmp(chosen, "taken_up") == 0};
    v->decisions[1] = (struct choice){"declined", tr(l, "Do not take it up"),
                                      NULL, strcmp(chosen, "declined") == 0};
    v->decision = field_of(r, "what", tr(l, "Your decision"), NULL, NULL);
    v->decision.type = "radio";
    v->reason = field_of(r, "words", tr(l, "Reason"),
                         tr(l, "The institution reads it."), NULL);
}

static void
add_inside(struct req *r, const struct research *x,
           const struct research_whole *whole, struct research_view *v)
{
    v->inside = x->inside;
    if (!x->inside) {
        return;
    }
    v->ethics =
        x->ethics ? research_outcome_word(r->ctx->lang, x->ethics) : NULL;
    v->ethics_url = req_url(r, "/research/%s/ethics", x->number);
    v->data_url = req_url(r, "/research/%s/data", x->number);
    v->remarks = text_lines(r->ctx->arena, x->remarks, &v->remark_count);
    add_reports(r, x, &whole->reports, v);
    add_steps(r, &whole->steps, v);
    add_decision(r, x, v);
    add_lead_forms(r, x, v);
    v->rev = x->rev;
}

enum err
research_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.menu = MENU_NETWORK};
    struct research_view v = {.problems = problems_of(r),
                              .token = form_token(r)};
    struct research_whole_asked asked;
    struct research_whole whole;
    struct research x;

    research_whole_ask(c, req_param(r, "number"), &asked);
    TRY(research_by_number(c, req_param(r, "number"), &x));
    TRY(research_whole_take(c, &asked, &whole));
    page.title = x.title;
    v.title = x.title;
    v.lead = org_crumbs_name(r, x.node_slug, x.node_name);
    v.lead_url = req_url(r, "/o/%s", x.node_slug);
    if (x.call) {
        v.call = x.call_title;
        v.call_url = req_url(r, "/research/calls/%s", x.call_number);
    }
    v.from_date = x.from_date;
    v.to_date = x.to_date;
    v.state = research_state_word(c->lang, x.status);
    v.good = strcmp(x.status, "finished") == 0;
    v.now = strcmp(x.status, "active") == 0;
    v.bad =
        strcmp(x.status, "stopped") == 0 || strcmp(x.status, "declined") == 0;
    v.abstract = text_lines(c->arena, x.abstract, &v.abstract_count);
    v.reviewed = research_is_reviewed(&x);
    v.ethics_date = v.reviewed || x.inside ? x.ethics_date : NULL;
    v.data_date = x.data_date;
    add_partners(r, &x, &whole.partners, &v);
    add_milestones(r, &x, &whole.milestones, &v);
    add_outputs(r, &whole.outputs, &v);
    add_inside(r, &x, &whole, &v);
    research_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

enum err
research_paper_get(struct req *r)
{
    struct research_ethics e;
    struct paper p;
    int64_t id;

    TRY(req_param_i64(r, "id", &id));
    TRY(research_review_by_id(r->ctx, req_param(r, "number"), id, &e));
    p = (struct paper){.hash = e.paper_hash, .type = e.paper_type};
    return paper_send(
        r, &p, arena_printf(r->ctx->arena, "ethics-%lld", (long long)id));
}
