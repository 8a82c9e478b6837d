/* SPDX-License-Identifier: Apache-2.0 */
/* research_work_pages: an organisation's joint research: what waits there,
 * calls, proposals, invitations. */

#include "web/research_work_pages.h"

#include "base/arena.h"
#include "handlers.h"
#include "http/req.h"
#include "web/org_crumbs.h"
#include "web/pages/research_work.html.h"

#include <string.h>

static struct field_view
as_type(struct field_view f, const char *type)
{
    f.type = type;
    f.is_short = true;
    return f;
}

static struct field_view
optional(struct field_view f)
{
    f.optional = true;
    return f;
}

static enum err
back_to(struct req *r, const char *number, const char *said)
{
    res_flash(r, tr(r->ctx->lang, said));
    return res_redirect(r, req_url(r, "/research/%s", number));
}

/* --- what waits at a place --- */

static void
add_parts(struct req *r, const struct org *org,
          const struct research_parts *list, struct research_work_view *v)
{
    struct research_part_line *lines =
        ARENA_ARRAY(r->ctx->arena, list->count, struct research_part_line);

    for (size_t i = 0; i < list->count; i++) {
        const struct research_part *p = &list->items[i];

        lines[i] = (struct research_part_line){
            .url = req_url(r, "/research/%s", p->number),
            .answer_url =
                req_url(r, "/o/%s/research/%s/answer", org->slug, p->number),
            .title = p->title,
            .lead = p->lead,
            .role = research_role_word(r->ctx->lang, p->partner.role),
            .task = p->partner.task,
            .invited = strcmp(p->partner.status, "invited") == 0,
        };
        v->asked = v->asked || lines[i].invited;
    }
    v->parts = lines;
    v->part_count = list->count;
}

static enum err
add_calls(struct req *r, const struct org *org,
          const struct research_desk *desk, struct research_work_view *v)
{
    struct research_calls calls;

    if (!desk->decides || strcmp(org->kind, "institution") == 0 ||
        strcmp(org->kind, "unit") == 0) {
        return OK;
    }
    v->call_url = req_url(r, "/o/%s/research-calls", org->slug);
    v->waiting = research_lines(r, &desk->waiting);
    v->waiting_count = desk->waiting.count;
    TRY(research_call_below(r->ctx, org->id, &calls));
    v->calls = research_call_lines(r, &calls);
    v->call_count = calls.count;
    return OK;
}

enum err
research_work_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Joint research"),
                        .menu = MENU_WORK};
    struct research_work_view v = {0};
    struct research_desk desk;
    struct org org;

    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    TRY(research_desk(c, org.id, &desk));
    add_parts(r, &org, &desk.parts, &v);
    TRY(add_calls(r, &org, &desk, &v));
    v.org_name = org.name;
    v.led = research_lines(r, &desk.led);
    v.led_count = desk.led.count;
    v.new_url = req_url(r, "/o/%s/research/new", org.slug);
    research_work_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* --- calls --- */

static void
add_call_fields(struct req *r, const struct research_call *k,
                struct research_call_form_view *v)
{
    const struct lang *l = r->ctx->lang;

    v->title = field_meanwhile(r, "title", tr(l, "What is called for"), NULL,
                               k->title);
    v->words = field_meanwhile(r, "words",
                               tr(l, "What is sought, and who may propose"),
                               tr(l, "Everybody reads it."), k->words);
    v->zone = field_meanwhile(r, "zone", tr(l, "Time zone"),
                              tr(l, "By its name, such as America/Santiago"),
                              k->zone);
    v->opens_date = as_type(field_meanwhile(r, "opens_date", tr(l, "Opens on"),
                                            NULL, k->opens_date),
                            "date");
    v->opens_time = as_type(
        field_meanwhile(r, "opens_time", tr(l, "at"), NULL, k->opens_time),
        "time");
    v->closes_date =
        as_type(field_meanwhile(r, "closes_date", tr(l, "Closes on"), NULL,
                                k->closes_date),
                "date");
    v->closes_time = as_type(
        field_meanwhile(r, "closes_time", tr(l, "at"), NULL, k->closes_time),
        "time");
}

static enum err
show_call_form(struct req *r, struct research_call *k,
               struct research_call_form_view *v)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = v->back_url ? tr(c->lang, "Change the call")
                                             : tr(c->lang, "A new call"),
                        .menu = MENU_WORK};
    struct org org;

    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    if (!k->zone) {
        TRY(org_zone(c, org.id, &k->zone));
    }
    v->problems = problems_of(r);
    v->token = form_token(r);
    v->org_name = org.name;
    v->rev = rev_kept(r, k->rev);
    add_call_fields(r, k, v);
    research_call_form_html(page_begin(r, &page), c->lang, v);
    return page_end(r);
}

enum err
research_call_new_page(struct req *r)
{
    struct research_call k = {.opens_date = ctx_today(r->ctx),
                              .opens_time = "08:00",
                              .closes_time = "18:00"};
    struct research_call_form_view v = {
        .action = req_url(r, "/o/%s/research-calls", req_param(r, "org"))};

    return show_call_form(r, &k, &v);
}

static enum err
call_here(struct req *r, struct research_call *k)
{
    TRY(research_call_by_number(r->ctx, req_param(r, "number"), k));
    return k->node == r->org ? OK : ERR_MISSING;
}

enum err
research_call_edit_page(struct req *r)
{
    struct research_call_form_view v = {0};
    struct research_call k;

    TRY(call_here(r, &k));
    v.action = req_url(r, "/o/%s/research-calls/%s", k.node_slug, k.number);
    v.back_url = req_url(r, "/research/calls/%s", k.number);
    return show_call_form(r, &k, &v);
}

static enum err
put_call(struct req *r, struct research_call *k)
{
    k->title = req_form(r, "title");
    k->words = req_form(r, "words");
    k->zone = req_form(r, "zone");
    k->opens_date = req_form(r, "opens_date");
    k->opens_time = req_form(r, "opens_time");
    k->closes_date = req_form(r, "closes_date");
    k->closes_time = req_form(r, "closes_time");
    k->rev = req_form_i64(r, "rev");
    TRY(research_call_put(r->ctx, k));
    res_flash(r, tr(r->ctx->lang, "Saved."));
    return res_redirect(r, req_url(r, "/research/calls/%s", k->number));
}

enum err
research_call_new_post(struct req *r)
{
    struct research_call k = {.node = r->org};

    return put_call(r, &k);
}

enum err
research_call_edit_post(struct req *r)
{
    struct research_call k;

    TRY(call_here(r, &k));
    return put_call(r, &k);
}

/* --- projects --- */

static void
add_project_fields(struct req *r, const struct research *x,
                   struct research_form_view *v)
{
    const struct lang *l = r->ctx->lang;
    static const char *const values[] = {"3", "6", "12"};
    const char *const labels[] = {tr(l, "every three months"),
                                  tr(l, "every six months"),
                                  tr(l, "once a year")};
    const char *chosen = req_kept(
        r, "report_months",
        arena_printf(r->ctx->arena, "%lld", (long long)x->report_months));

    v->title =
        field_meanwhile(r, "title", tr(l, "What it is called"), NULL, x->title);
    v->abstract = field_meanwhile(
        r, "abstract", tr(l, "What is to be found out, and how"),
        tr(l, "Everybody reads it once the project is taken up."), x->abstract);
    v->from_date = as_type(
        field_meanwhile(r, "from_date", tr(l, "First day"), NULL, x->from_date),
        "date");
    v->to_date = as_type(
        field_meanwhile(r, "to_date", tr(l, "Last day"), NULL, x->to_date),
        "date");
    v->remarks = optional(field_meanwhile(
        r, "remarks", tr(l, "Private remarks"),
        tr(l, "Not public: for the lead and the offices above it"),
        x->remarks));
    v->every =
        field_of(r, "report_months", tr(l, "A report is expected"), NULL, NULL);
    v->every.type = "radio";
    for (size_t i = 0; i < COUNT(v->months); i++) {
        v->months[i] = (struct choice){values[i], labels[i], NULL,
                                       strcmp(values[i], chosen) == 0};
    }
}

static enum err
show_project_form(struct req *r, const struct research *x,
                  struct research_form_view *v)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = v->back_url ? tr(c->lang, "Change the project")
                                             : tr(c->lang, "Propose a project"),
                        .menu = MENU_WORK};
    struct org org;

    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    v->problems = problems_of(r);
    v->token = form_token(r);
    v->org_name = org.name;
    v->rev = rev_kept(r, x->rev);
    add_project_fields(r, x, v);
    research_form_html(page_begin(r, &page), c->lang, v);
    return page_end(r);
}

/* The number of a call, from the link that led here or from the form. */
static const char *
call_number(const struct req *r)
{
    const char *number =
        r->method == METHOD_POST ? req_form(r, "call") : req_query(r, "call");

    return number && *number ? number : NULL;
}

enum err
research_new_page(struct req *r)
{
    struct research x = {.report_months = 6, .from_date = ctx_today(r->ctx)};
    struct research_form_view v = {
        .action = req_url(r, "/o/%s/research/new", req_param(r, "org"))};
    struct research_call k;

    v.call_number = call_number(r);
    if (v.call_number) {
        TRY(research_call_by_number(r->ctx, v.call_number, &k));
        v.call = k.title;
        v.call_url = req_url(r, "/research/calls/%s", k.number);
    }
    return show_project_form(r, &x, &v);
}

/* The project of the address must be led by the place in it. */
static enum err
led_here(struct req *r, struct research *x)
{
    TRY(research_by_number(r->ctx, req_param(r, "number"), x));
    return x->node == r->org ? OK : ERR_MISSING;
}

enum err
research_edit_page(struct req *r)
{
    struct research_form_view v = {0};
    struct research x;

    TRY(led_here(r, &x));
    v.action = req_url(r, "/o/%s/research/%s/edit", x.node_slug, x.number);
    v.back_url = req_url(r, "/research/%s", x.number);
    return show_project_form(r, &x, &v);
}

static enum err
put_project(struct req *r, struct research *x)
{
    x->title = req_form(r, "title");
    x->abstract = req_form(r, "abstract");
    x->remarks = req_form(r, "remarks");
    x->from_date = req_form(r, "from_date");
    x->to_date = req_form(r, "to_date");
    x->report_months = req_form_i64(r, "report_months");
    x->rev = req_form_i64(r, "rev");
    return research_put(r->ctx, x);
}

enum err
research_new_post(struct req *r)
{
    struct research x = {.node = r->org, .call_number = call_number(r)};

    TRY(put_project(r, &x));
    return back_to(r, x.number,
                   x.call ? N_("It is proposed. Who called decides; you can "
                               "invite others meanwhile.")
                          : N_("The project is made. Ethics review and data "
                               "rules come next."));
}

enum err
research_edit_post(struct req *r)
{
    struct research x;

    TRY(led_here(r, &x));
    TRY(put_project(r, &x));
    return back_to(r, x.number, N_("Saved."));
}

enum err
research_decide_post(struct req *r)
{
    struct research x;

    TRY(research_by_number(r->ctx, req_param(r, "number"), &x));
    if (x.decider != r->org) {
        return ERR_MISSING;
    }
    TRY(research_decide(r->ctx, x.number, req_form_i64(r, "rev"),
                        req_form(r, "what"), req_form(r, "words")));
    return back_to(r, x.number, N_("Decided."));
}

enum err
research_state_post(struct req *r)
{
    struct research x;

    TRY(led_here(r, &x));
    TRY(research_move(r->ctx, x.number, req_form_i64(r, "rev"),
                      req_form(r, "what"), req_form(r, "words")));
    return back_to(r, x.number, N_("Saved."));
}

/* --- inviting, answering --- */

enum err
research_invite_page(struct req *r)
{
    struct ctx *c = r->ctx;
    const struct lang *l = c->lang;
    struct page page = {.title = tr(l, "Invite an organisation"),
                        .menu = MENU_WORK};
    struct research_invite_view v = {.problems = problems_of(r),
                                     .token = form_token(r)};
    const char *chosen = req_kept(r, "role", "");
    struct research x;
    struct org org;

    TRY(led_here(r, &x));
    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    v.project = x.title;
    v.project_url = req_url(r, "/research/%s", x.number);
    v.action = req_url(r, "/o/%s/research/%s/partners", org.slug, x.number);
    v.org = field_of(r, "org", tr(l, "Whom"),
                     tr(l, "By its name, as it stands on its page"), NULL);
    v.role = field_of(r, "role", tr(l, "As what"), NULL, NULL);
    v.role.type = "radio";
    for (size_t i = 1; i < RESEARCH_ROLES; i++) {
        const struct research_role *role = &research_roles[i];

        v.roles[i - 1] =
            (struct choice){role->key, tr(l, role->word), tr(l, role->sentence),
                            strcmp(role->key, chosen) == 0};
    }
    v.task = optional(field_of(r, "task", tr(l, "What it is asked for"),
                               tr(l, "Everybody reads it once it has "
                                     "accepted."),
                               NULL));
    research_invite_html(page_begin(r, &page), l, &v);
    return page_end(r);
}

enum err
research_invite_post(struct req *r)
{
    struct research x;

    TRY(led_here(r, &x));
    TRY(research_invite(r->ctx, x.number, req_form(r, "org"),
                        req_form(r, "role"), req_form(r, "task")));
    return back_to(r, x.number, N_("It is invited; it answers itself."));
}

static void
add_answer_form(struct req *r, const struct research_partner *p,
                struct research_answer_view *v)
{
    const struct lang *l = r->ctx->lang;
    const char *chosen = req_kept(r, "what", "");

    if (v->invited) {
        v->choices[v->choice_count++] =
            (struct choice){"accepted", tr(l, "We take part"), NULL, false};
        v->choices[v->choice_count++] =
            (struct choice){"declined", tr(l, "We do not take part"),
                            tr(l, "Write below why."), false};
    } else {
        v->choices[v->choice_count++] =
            (struct choice){"left", tr(l, "We leave the project"), NULL, true};
    }
    for (size_t i = 0; i < v->choice_count; i++) {
        v->choices[i].chosen =
            v->choices[i].chosen || strcmp(v->choices[i].value, chosen) == 0;
    }
    v->what = field_of(r, "what", tr(l, "Your answer"), NULL, NULL);
    v->what.type = "radio";
    v->words = field_of(r, "words", tr(l, "Reason"),
                        tr(l, "The lead reads it."), NULL);
    v->words.optional = v->invited;
    v->rev = rev_kept(r, p->rev);
}

enum err
research_answer_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Take part in research"),
                        .menu = MENU_WORK};
    struct research_answer_view v = {.problems = problems_of(r),
                                     .token = form_token(r)};
    const struct research_partner *p = NULL;
    struct research_partners list;
    struct answer asked;
    struct research x;
    struct org org;

    research_partners_ask(c, req_param(r, "number"), &asked);
    TRY(research_by_number(c, req_param(r, "number"), &x));
    TRY(research_partners_take(c, &asked, &list));
    for (size_t i = 0; i < list.count; i++) {
        if (list.items[i].org == r->org && x.node != r->org) {
            p = &list.items[i];
        }
    }
    if (!p) {
        return ERR_MISSING;
    }
    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    v.project = x.title;
    v.project_url = req_url(r, "/research/%s", x.number);
    v.action = req_url(r, "/o/%s/research/%s/answer", org.slug, x.number);
    v.org_name = org.name;
    for (size_t i = 0; i < RESEARCH_ROLES; i++) {
        if (strcmp(research_roles[i].key, p->role) == 0) {
            v.role = tr(c->lang, research_roles[i].word);
            v.sentence = tr(c->lang, research_roles[i].sentence);
        }
    }
    v.task = p->task;
    v.invited = strcmp(p->status, "invited") == 0;
    v.may_answer = (v.invited || strcmp(p->status, "accepted") == 0) &&
                   research_answers_for(&x, org.id);
    add_answer_form(r, p, &v);
    research_answer_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

enum err
research_answer_post(struct req *r)
{
    const char *number = req_param(r, "number");

    TRY(research_answer(r->ctx, number, r->org, req_form_i64(r, "rev"),
                        req_form(r, "what"), req_form(r, "words")));
    res_flash(r, tr(r->ctx->lang, "Your answer is kept."));
    return res_redirect(r, req_url(r, "/o/%s/research", req_param(r, "org")));
}
