/* SPDX-License-Identifier: Apache-2.0 */
/* research_inside_pages: the pages inside a project of joint research: ethics
 * review, data rules, milestones, reports, outputs. */

#include "base/arena.h"
#include "handlers.h"
#include "http/req.h"
#include "web/org_crumbs.h"
#include "web/pages/research_work.html.h"
#include "web/paper.h"
#include "web/research_work_pages.h"
#include "web/words.h"

#include <string.h>

static const struct word data_kinds[] = {
    {"none", N_("None of people")},
    {"anonymous", N_("Of people, without anything that names them")},
    {"personal", N_("Of people who can be recognised")},
};

static const struct word data_ends[] = {
    {"open", N_("Published for all")},
    {"request", N_("Given on request")},
    {"closed", N_("Deleted, given to nobody")},
};

static struct field_view
as_date(struct field_view f)
{
    f.type = "date";
    f.is_short = true;
    return f;
}

static struct field_view
as_radio(struct field_view f)
{
    f.type = "radio";
    return f;
}

static enum err
back_to(struct req *r, const char *number, const char *said)
{
    res_flash(r, tr(r->ctx->lang, said));
    return res_redirect(r, req_url(r, "/research/%s", number));
}

/* For those inside only. */
static enum err
open_inside(struct req *r, struct research *x)
{
    TRY(research_by_number(r->ctx, req_param(r, "number"), x));
    return x->inside ? OK : ERR_MISSING;
}

static enum err
led_here(struct req *r, struct research *x)
{
    TRY(research_by_number(r->ctx, req_param(r, "number"), x));
    return x->node == r->org ? OK : ERR_MISSING;
}

/* --- ethics --- */

static enum err
add_reviews(struct req *r, const struct research *x, struct answer *asked,
            struct research_ethics_view *v)
{
    struct research_review_line *lines;
    struct research_reviews list;

    TRY(research_reviews_take(r->ctx, asked, &list));
    lines = ARENA_ARRAY(r->ctx->arena, list.count, struct research_review_line);
    for (size_t i = 0; i < list.count; i++) {
        const struct research_ethics *e = &list.items[i];

        lines[i] = (struct research_review_line){
            .outcome = research_outcome_word(r->ctx->lang, e->outcome),
            .date = e->on_date,
            .body = e->body,
            .org = e->org_name,
            .words = e->words,
            .paper_url = e->paper_hash ? req_url(r, "/research/%s/ethics/%lld",
                                                 x->number, (long long)e->id)
                                       : NULL,
            .kilobytes = (e->paper_bytes + 999) / 1000,
            .good = strcmp(e->outcome, "refused") != 0,
        };
    }
    v->lines = lines;
    v->line_count = list.count;
    return OK;
}

static void
add_review_form(struct req *r, const struct research *x,
                struct research_ethics_view *v)
{
    static const char *const keys[] = {"approved", "conditions", "not_needed",
                                       "refused"};
    const struct lang *l = r->ctx->lang;
    const char *chosen = req_kept(r, "outcome", "");

    v->action = req_url(r, "/research/%s/ethics", x->number);
    v->outcome =
        as_radio(field_of(r, "outcome", tr(l, "What was decided"), NULL, NULL));
    for (size_t i = 0; i < COUNT(keys); i++) {
        v->outcomes[i] =
            (struct choice){keys[i], research_outcome_word(l, keys[i]), NULL,
                            strcmp(keys[i], chosen) == 0};
    }
    v->body = field_of(r, "body", tr(l, "Which committee"),
                       tr(l, "Its name, no names of people"), x->ethics_body);
    v->on_date = as_date(
        field_of(r, "on_date", tr(l, "On which day"), NULL, ctx_today(r->ctx)));
    v->words = field_of(r, "words", tr(l, "Conditions or reason"),
                        tr(l, "Needed unless it is approved as it is"), NULL);
    v->paper = field_of(r, "paper", tr(l, "The decision on paper"),
                        tr(l, "PDF or a picture, at most 5 MB. It is seen by "
                              "those inside the project alone."),
                        NULL);
    v->paper.optional = true;
    v->rev = rev_kept(r, x->rev);
}

enum err
research_ethics_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Ethics review"),
                        .menu = MENU_WORK};
    struct research_ethics_view v = {.problems = problems_of(r),
                                     .token = form_token(r)};
    struct answer asked;
    struct research x;

    research_reviews_ask(c, req_param(r, "number"), &asked);
    TRY(open_inside(r, &x));
    TRY(add_reviews(r, &x, &asked, &v));
    if (!research_is_over(&x) && research_reviewer(&x)) {
        add_review_form(r, &x, &v);
    }
    v.project = x.title;
    v.project_url = req_url(r, "/research/%s", x.number);
    research_ethics_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* Nothing of a stranger is kept. */
static enum err
may_review(struct req *r, void *arg)
{
    struct research x;

    (void)arg;
    TRY(open_inside(r, &x));
    return research_reviewer(&x) ? OK : ERR_DENIED;
}

static enum err
enter_review(struct req *r, void *arg)
{
    return research_review(r->ctx, req_param(r, "number"),
                           req_form_i64(r, "rev"), arg);
}

enum err
research_ethics_post(struct req *r)
{
    struct research_ethics e = {.body = req_form(r, "body"),
                                .outcome = req_form(r, "outcome"),
                                .on_date = req_form(r, "on_date"),
                                .words = req_form(r, "words")};
    struct paper p;

    TRY(req_read(r, may_review, NULL));
    TRY(paper_check(r, "paper", &paper_sheet, &p));
    TRY(paper_keep(r, "paper", &p));
    e.paper_hash = p.hash;
    e.paper_type = p.type;
    e.paper_bytes = p.bytes;
    TRY(req_write(r, enter_review, &e));
    return back_to(r, req_param(r, "number"), N_("The decision is entered."));
}

/* --- data rules --- */

static void
add_choices(struct req *r, const char *name, const char *stored,
            const struct word *words, size_t count, struct choice *out)
{
    const char *chosen = req_kept(r, name, stored ? stored : "");

    for (size_t i = 0; i < count; i++) {
        out[i] = (struct choice){words[i].key, tr(r->ctx->lang, words[i].text),
                                 NULL, strcmp(words[i].key, chosen) == 0};
    }
}

static void
add_data_form(struct req *r, const struct research *x,
              struct research_data_view *v)
{
    const struct lang *l = r->ctx->lang;
    const struct research_data *d = &v->rules;

    v->action = req_url(r, "/research/%s/data", x->number);
    v->kind = as_radio(
        field_of(r, "kind", tr(l, "Data that are collected"), NULL, NULL));
    add_choices(r, "kind", d->kind, data_kinds, COUNT(data_kinds), v->kinds);
    v->kept_at = field_meanwhile(r, "kept_at", tr(l, "Where they are kept"),
                                 NULL, d->kept_at);
    v->seen_by =
        field_meanwhile(r, "seen_by", tr(l, "Who may see them"),
                        tr(l, "Offices, no names of people"), d->seen_by);
    v->kept_until = as_date(field_meanwhile(r, "kept_until",
                                            tr(l, "Until when they are kept"),
                                            NULL, d->kept_until));
    v->opened = as_radio(field_of(
        r, "opened", tr(l, "What happens to them in the end"), NULL, NULL));
    add_choices(r, "opened", d->opened, data_ends, COUNT(data_ends), v->ends);
    v->rev = rev_kept(r, x->rev);
}

enum err
research_data_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Data rules"), .menu = MENU_WORK};
    struct research_data_view v = {.problems = problems_of(r),
                                   .token = form_token(r)};
    struct answer asked;
    struct research x;
    enum err e;

    research_data_ask(c, req_param(r, "number"), &asked);
    TRY(open_inside(r, &x));
    e = research_data_take(c, &asked, &v.rules);
    v.stated = e == OK;
    if (e != OK && e != ERR_MISSING) {
        return e;
    }
    if (v.stated) {
        v.kind_word =
            words_of(c->lang, data_kinds, COUNT(data_kinds), v.rules.kind);
        v.opened_word =
            words_of(c->lang, data_ends, COUNT(data_ends), v.rules.opened);
    }
    if (x.leads && !research_is_over(&x)) {
        add_data_form(r, &x, &v);
    }
    v.project = x.title;
    v.project_url = req_url(r, "/research/%s", x.number);
    research_data_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

enum err
research_data_post(struct req *r)
{
    const char *number = req_param(r, "number");
    struct research_data d = {.kind = req_form(r, "kind"),
                              .kept_at = req_form(r, "kept_at"),
                              .seen_by = req_form(r, "seen_by"),
                              .kept_until = req_form(r, "kept_until"),
                              .opened = req_form(r, "opened")};

    TRY(research_state_data(r->ctx, number, req_form_i64(r, "rev"), &d));
    return back_to(r, number, N_("The data rules are stated."));
}

/* --- milestones --- */

static enum err
add_owners(struct req *r, struct answer *asked,
           struct research_milestone_form_view *v)
{
    const char *chosen = req_kept(r, "owner", "");
    struct research_partners list;
    struct choice *owners;

    TRY(research_partners_take(r->ctx, asked, &list));
    owners = ARENA_ARRAY(r->ctx->arena, list.count, struct choice);
    for (size_t i = 0; i < list.count; i++) {
        const struct research_partner *p = &list.items[i];

        if (strcmp(p->status, "accepted") == 0) {
            owners[v->owner_count++] =
                (struct choice){p->slug, org_crumbs_name(r, p->slug, p->name),
                                NULL, strcmp(p->slug, chosen) == 0};
        }
    }
    v->owners = owners;
    return OK;
}

enum err
research_milestones_page(struct req *r)
{
    struct ctx *c = r->ctx;
    const struct lang *l = c->lang;
    struct page page = {.title = tr(l, "Add a milestone"), .menu = MENU_WORK};
    struct research_milestone_form_view v = {.problems = problems_of(r),
                                             .token = form_token(r)};
    struct answer asked;
    struct research x;
    struct org org;

    research_partners_ask(c, req_param(r, "number"), &asked);
    TRY(led_here(r, &x));
    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    TRY(add_owners(r, &asked, &v));
    v.project = x.title;
    v.project_url = req_url(r, "/research/%s", x.number);
    v.action = req_url(r, "/o/%s/research/%s/milestones", org.slug, x.number);
    v.title = field_of(r, "title", tr(l, "What is reached"), NULL, NULL);
    v.owner = field_of(r, "owner", tr(l, "Who sees to it"), NULL, NULL);
    v.due_date =
        as_date(field_of(r, "due_date", tr(l, "Until when"), NULL, NULL));
    research_milestone_form_html(page_begin(r, &page), l, &v);
    return page_end(r);
}

enum err
research_milestones_post(struct req *r)
{
    struct research x;

    TRY(led_here(r, &x));
    TRY(research_milestone_add(r->ctx, x.number, req_form(r, "title"),
                               req_form(r, "owner"), req_form(r, "due_date")));
    return back_to(r, x.number, N_("The milestone is entered."));
}

static enum err
open_milestone(struct req *r, struct research_milestone *m, struct research *x)
{
    int64_t id;

    TRY(req_param_i64(r, "id", &id));
    TRY(research_milestone_by_id(r->ctx, id, m, x));
    return strcmp(m->number, req_param(r, "number")) == 0 ? OK : ERR_MISSING;
}

static enum err
add_milestone_steps(struct req *r, struct answer *asked,
                    struct research_milestone_view *v)
{
    struct research_milestone_steps list;
    struct step_line *lines;

    TRY(research_milestone_steps_take(r->ctx, asked, &list));
    lines = ARENA_ARRAY(r->ctx->arena, list.count, struct step_line);
    for (size_t i = 0; i < list.count; i++) {
        const struct research_milestone_step *s = &list.items[i];

        lines[i] = (struct step_line){
            s->on_date, research_milestone_word(r->ctx->lang, s->what),
            s->words, s->due_before, s->due_after};
    }
    v->steps = lines;
    v->step_count = list.count;
    return OK;
}

static void
add_what(struct research_milestone_view *v, const char *what, const char *label,
         const char *note, const char *chosen)
{
    v->whats[v->what_count++] =
        (struct choice){what, label, note, strcmp(what, chosen) == 0};
}

static void
add_tell_form(struct req *r, const struct research_milestone *m,
              struct research_milestone_view *v)
{
    const struct lang *l = r->ctx->lang;
    const char *chosen = req_kept(r, "what", "");

    v->action =
        req_url(r, "/research/%s/milestones/%lld", m->number, (long long)m->id);
    if (strcmp(m->status, "open") == 0) {
        add_what(v, "done", tr(l, "Done"), tr(l, "Write what shows it, below."),
                 chosen);
        add_what(v, "moved", tr(l, "Another day"),
                 tr(l, "With a reason; both days stay in the history."),
                 chosen);
        add_what(v, "dropped", tr(l, "Given up"), NULL, chosen);
    } else {
        add_what(v, "reopened", tr(l, "Open it again"), NULL, "reopened");
    }
    v->what =
        as_radio(field_of(r, "what", tr(l, "How does it stand?"), NULL, NULL));
    v->words = field_of(r, "words", tr(l, "Evidence or reason"), NULL, NULL);
    v->due_date = as_date(field_of(r, "due_date", tr(l, "The other day"),
                                   tr(l, "Only when it is moved"), NULL));
    v->due_date.optional = true;
    v->rev = rev_kept(r, m->rev);
}

enum err
research_milestone_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.menu = MENU_WORK};
    struct research_milestone_view v = {.problems = problems_of(r),
                                        .token = form_token(r)};
    struct research_milestone m;
    struct answer asked;
    struct research x;
    int64_t id;

    TRY(req_param_i64(r, "id", &id));
    research_milestone_steps_ask(c, id, &asked);
    TRY(open_milestone(r, &m, &x));
    TRY(add_milestone_steps(r, &asked, &v));
    page.title = m.title;
    v.project = m.project;
    v.project_url = req_url(r, "/research/%s", m.number);
    v.line = (struct research_milestone_line){
        .title = m.title,
        .owner = org_crumbs_name(r, m.owner_slug, m.owner_name),
        .due_date = m.due_date,
        .state = research_milestone_word(c->lang, m.status),
        .evidence = m.evidence,
        .closed_date = m.closed_date,
        .good = strcmp(m.status, "done") == 0,
        .late = strcmp(m.status, "open") == 0 &&
                strcmp(m.due_date, ctx_today(c)) < 0,
    };
    if (research_milestone_is_mine(c, &m, &x)) {
        add_tell_form(r, &m, &v);
    }
    research_milestone_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

enum err
research_milestone_post(struct req *r)
{
    struct research_milestone m;
    struct research x;

    TRY(open_milestone(r, &m, &x));
    TRY(research_milestone_tell(r->ctx, m.id, req_form_i64(r, "rev"),
                                req_form(r, "what"), req_form(r, "words"),
                                req_form(r, "due_date")));
    return back_to(r, m.number, N_("Saved."));
}

/* --- reports --- */

static enum err
open_report(struct req *r, struct research *x, struct research_report *out)
{
    struct research_reports list;
    struct answer asked;

    research_reports_ask(r->ctx, req_param(r, "number"), &asked);
    TRY(open_inside(r, x));
    TRY(research_reports_take(r->ctx, &asked, &list));
    for (size_t i = 0; i < list.count; i++) {
        if (strcmp(list.items[i].due_date, req_param(r, "date")) == 0) {
            *out = list.items[i];
            return OK;
        }
    }
    return ERR_MISSING;
}

enum err
research_report_page(struct req *r)
{
    struct ctx *c = r->ctx;
    const struct lang *l = c->lang;
    struct page page = {.title = tr(l, "Report"), .menu = MENU_WORK};
    struct research_report_view v = {.problems = problems_of(r),
                                     .token = form_token(r)};
    struct research_report p;
    struct research x;

    TRY(open_report(r, &x, &p));
    v.project = x.title;
    v.project_url = req_url(r, "/research/%s", x.number);
    v.line = (struct research_report_line){.due_date = p.due_date,
                                           .handed_date = p.handed_date,
                                           .late = p.late,
                                           .waits = !p.handed_date};
    v.text = text_lines(c->arena, p.words, &v.text_count);
    if (x.leads && !p.handed_date && !research_is_over(&x)) {
        v.action = req_url(r, "/research/%s/reports/%s", x.number, p.due_date);
        v.words = field_of(r, "words", tr(l, "What was done, what comes next"),
                           tr(l, "Those inside the project read it."), NULL);
    }
    research_report_html(page_begin(r, &page), l, &v);
    return page_end(r);
}

enum err
research_report_post(struct req *r)
{
    const char *number = req_param(r, "number");

    TRY(research_report_hand_in(r->ctx, number, req_param(r, "date"),
                                req_form(r, "words")));
    return back_to(r, number, N_("The report is handed in."));
}

/* --- outputs --- */

enum err
research_outputs_page(struct req *r)
{
    static const struct word kinds[] = {{"article", N_("Article")},
                                        {"dataset", N_("Data set")},
                                        {"report", N_("Report")},
                                        {"course", N_("Course")},
                                        {"software", N_("Software")}};
    struct ctx *c = r->ctx;
    const struct lang *l = c->lang;
    struct page page = {.title = tr(l, "Enter an output"), .menu = MENU_WORK};
    struct research_output_view v = {.problems = problems_of(r),
                                     .token = form_token(r)};
    struct research x;
    struct org org;

    TRY(led_here(r, &x));
    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    v.project = x.title;
    v.project_url = req_url(r, "/research/%s", x.number);
    v.action = req_url(r, "/o/%s/research/%s/outputs", org.slug, x.number);
    v.kind = as_radio(field_of(r, "kind", tr(l, "What it is"), NULL, NULL));
    add_choices(r, "kind", NULL, kinds, COUNT(kinds), v.kinds);
    v.title = field_of(r, "title", tr(l, "Title"), NULL, NULL);
    v.doi = field_of(r, "doi", "DOI",
                     tr(l, "Such as 10.1234/abc.56, or its address at "
                           "doi.org"),
                     NULL);
    v.doi.optional = true;
    v.url =
        field_of(r, "url", tr(l, "Address, where it has no DOI"), NULL, NULL);
    v.url.optional = true;
    v.on_date = as_date(
        field_of(r, "on_date", tr(l, "Published on"), NULL, ctx_today(c)));
    research_output_html(page_begin(r, &page), l, &v);
    return page_end(r);
}

enum err
research_outputs_post(struct req *r)
{
    struct research_output o = {.kind = req_form(r, "kind"),
                                .title = req_form(r, "title"),
                                .doi = req_form(r, "doi"),
                                .url = req_form(r, "url"),
                                .on_date = req_form(r, "on_date")};
    struct research x;

    TRY(led_here(r, &x));
    TRY(research_output_add(r->ctx, x.number, &o));
    return back_to(r, x.number,
                   N_("The output is entered; everybody sees it."));
}
