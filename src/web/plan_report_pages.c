/* SPDX-License-Identifier: Apache-2.0 */
/* plan_report_pages: a report on a plan: written, handed in, answered. */

#include "base/arena.h"
#include "handlers.h"
#include "web/org_crumbs.h"
#include "web/pages/plan.html.h"
#include "web/plan_words.h"

#include <string.h>

/* The report of the address must be one of the place in it. */
static enum err
report_here(struct req *r, struct plan_report *out)
{
    int64_t id;

    TRY(req_param_i64(r, "id", &id));
    TRY(plan_report_by_id(r->ctx, id, out));
    return out->node == r->org ? OK : ERR_MISSING;
}

static void
add_papers(struct req *r, const struct plan_papers *list,
           struct plan_report_view *v)
{
    struct paper_line *lines =
        ARENA_ARRAY(r->ctx->arena, list->count, struct paper_line);

    for (size_t i = 0; i < list->count; i++) {
        const struct plan_paper *p = &list->items[i];

        lines[i] = (struct paper_line){
            .on_date = p->on_date,
            .done = p->done,
            .hard = p->hard,
            .next = p->next,
            .answer = plan_report_status_word(r->ctx->lang, p->answer),
            .answer_date = p->answer_date,
            .reason = p->reason,
            .good = p->answer && strcmp(p->answer, "accepted") == 0,
        };
    }
    v->papers = lines;
    v->paper_count = list->count;
}

/* What was sent back is corrected, not written anew. */
static void
add_form(struct req *r, const struct plan_report *p,
         const struct plan_paper *last, struct plan_report_view *v)
{
    const struct lang *l = r->ctx->lang;

    v->hand_in_url =
        req_url(r, "/o/%s/reports/%lld", p->node_slug, (long long)p->id);
    v->done = field_of(r, "done", tr(l, "What was done"),
                       tr(l, "In this time, for these targets."),
                       last ? last->done : NULL);
    v->hard = field_of(r, "hard", tr(l, "What was hard"), NULL,
                       last ? last->hard : NULL);
    v->hard.optional = true;
    v->next = field_of(r, "next", tr(l, "What comes next"), NULL,
                       last ? last->next : NULL);
    v->next.optional = true;
}

static enum err
add_targets(struct req *r, const struct plan_report *p,
            const struct plan_papers *papers, struct plan_report_view *v)
{
    struct plan_targets list;

    if (v->is_open || !papers->count) {
        TRY(plan_report_now(r->ctx, p, &list));
    } else {
        v->frozen_date = papers->items[0].on_date;
        TRY(plan_report_figures(r->ctx, papers->items[0].id, &list));
    }
    v->targets = target_lines(r, &list);
    v->target_count = list.count;
    return OK;
}

static void
add_acts(struct req *r, const struct plan_report *p,
         const struct plan_papers *papers, struct plan_report_view *v)
{
    enum plan_side side = plan_side(r->ctx, p->node);
    long long id = (long long)p->id;

    if (side == PLAN_CENTRE && v->is_open) {
        add_form(r, p, papers->count ? &papers->items[0] : NULL, v);
    } else if (side == PLAN_OFFICE && v->now) {
        v->accept_url =
            req_url(r, "/o/%s/reports/%lld/accept", p->node_slug, id);
        v->back_url = req_url(r, "/o/%s/reports/%lld/back", p->node_slug, id);
        v->reason = field_of(r, "reason", tr(r->ctx->lang, "What is missing"),
                             NULL, NULL);
    }
}

enum err
plan_report_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Report on the plan"),
                        .menu = MENU_WORK};
    struct plan_report_view v = {.problems = problems_of(r),
                                 .token = form_token(r)};
    struct plan_line line;
    struct plan_papers papers;
    struct plan_report p;
    struct org org;
    int64_t id;

    TRY(req_param_i64(r, "id", &id));
    plan_report_foresee_papers(c, id);
    org_foresee_way(c, r->org);
    TRY(report_here(r, &p));
    plan_report_foresee_now(c, &p);
    plan_foresee_side(c, p.node);
    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    TRY(plan_report_papers(c, p.id, &papers));
    line = plan_report_line_of(r, &p, false);
    v.mandate_title = p.mandate_title;
    v.mandate_url = req_url(r, "/mandates/%s", p.mandate_number);
    v.plan_url = req_url(r, "/plans/%lld", (long long)p.plan);
    v.from_date = p.from_date;
    v.to_date = p.to_date;
    v.due_date = p.due_date;
    v.state = line.state;
    v.good = line.good;
    v.now = line.now;
    v.bad = line.bad;
    v.late = line.late;
    v.is_open = line.due_date != NULL;
    v.rev = rev_kept(r, p.rev);
    add_papers(r, &papers, &v);
    TRY(add_targets(r, &p, &papers, &v));
    add_acts(r, &p, &papers, &v);
    plan_report_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

static enum err
back_to_report(struct req *r, const struct plan_report *p, const char *said)
{
    res_flash(r, tr(r->ctx->lang, said));
    return res_redirect(
        r, req_url(r, "/o/%s/reports/%lld", p->node_slug, (long long)p->id));
}

enum err
plan_report_post(struct req *r)
{
    struct plan_paper paper = {.done = req_typed(r, "done"),
                               .hard = req_typed(r, "hard"),
                               .next = req_typed(r, "next")};
    struct plan_report p;

    TRY(report_here(r, &p));
    TRY(plan_report_hand_in(r->ctx, p.id, req_form_i64(r, "rev"), &paper));
    return back_to_report(r, &p,
                          N_("The report is handed in, with the "
                             "figures as they stand now."));
}

enum err
plan_report_accept_post(struct req *r)
{
    struct plan_report p;

    TRY(report_here(r, &p));
    TRY(plan_report_accept(r->ctx, p.id, req_form_i64(r, "rev")));
    return back_to_report(r, &p, N_("The report is accepted."));
}

enum err
plan_report_back_post(struct req *r)
{
    struct plan_report p;

    TRY(report_here(r, &p));
    TRY(plan_report_send_back(r->ctx, p.id, req_form_i64(r, "rev"),
                              req_form(r, "reason")));
    return back_to_report(r, &p, N_("The report is sent back."));
}
