/* SPDX-License-Identifier: Apache-2.0 */
/* award_work_pages: the office of the award: its editions, and one of them
 * with its cases, reviewers and ranking. */

#include "web/award_work_pages.h"

#include "base/arena.h"
#include "base/text.h"
#include "core/access.h"
#include "core/ctx.h"
#include "handlers.h"
#include "http/req.h"
#include "network/award_desk.h"
#include "web/org_crumbs.h"
#include "web/pages/award_work.html.h"

#include <string.h>

/* --- editions held here and below --- */

enum err
award_work_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Award of cases of practice"),
                        .menu = MENU_WORK};
    struct award_work_view v = {0};
    struct award_editions list;
    struct award_line *lines;
    struct org org;

    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    TRY(award_below(c, org.id, &list));
    lines = ARENA_ARRAY(c->arena, list.count, struct award_line);
    for (size_t i = 0; i < list.count; i++) {
        const struct award_edition *e = &list.items[i];

        lines[i] = (struct award_line){
            .url = req_url(r, "/o/%s/award/%s", e->node_slug, e->number),
            .name = e->name,
            .holder = org_crumbs_name(r, e->node_slug, e->node_name),
            .state = award_words_phase(c->lang, e->phase),
            .year = e->year,
            .good = e->phase == AWARD_PUBLISHED,
            .now = e->phase == AWARD_OPEN,
        };
    }
    v.org_name = org.name;
    v.new_url = req_url(r, "/o/%s/award/new", org.slug);
    v.lines = lines;
    v.line_count = list.count;
    award_work_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* --- an edition's form --- */

static void
add_days(struct req *r, const struct award_form *f, struct award_form_view *v)
{
    const struct lang *l = r->ctx->lang;

    v->year = field_meanwhile(r, "year", tr(l, "Year"), NULL, f->year);
    v->year.is_short = true;
    v->zone = field_meanwhile(r, "zone", tr(l, "Time zone"),
                              tr(l, "By its name, such as America/Santiago"),
                              f->zone);
    v->opens_date = field_meanwhile(
        r, "opens_date", tr(l, "Cases from this day on"), NULL, f->opens_date);
    v->opens_date.type = "date";
    v->opens_date.is_short = true;
    v->closes_date = field_meanwhile(
        r, "closes_date", tr(l, "Last day for cases"), NULL, f->closes_date);
    v->closes_date.type = "date";
    v->closes_date.is_short = true;
    v->review_until = field_meanwhile(
        r, "review_until", tr(l, "Last day for reviews"),
        tr(l, "Points cannot be changed afterwards."), f->review_until);
    v->review_until.type = "date";
    v->review_until.is_short = true;
    v->reviews_each =
        field_meanwhile(r, "reviews_each", tr(l, "Reviews of each case"), NULL,
                        f->reviews_each);
    v->reviews_each.is_short = true;
}

static void
add_words(struct req *r, const struct award_form *f, struct award_form_view *v)
{
    const struct lang *l = r->ctx->lang;

    v->name = field_meanwhile(r, "name", tr(l, "Name"), NULL, f->name);
    v->about =
        field_meanwhile(r, "about", tr(l, "What it is about"), NULL, f->about);
    v->who =
        field_meanwhile(r, "who", tr(l, "Who may take part"), NULL, f->who);
    v->jury = field_meanwhile(r, "jury", tr(l, "Who judges, and how"),
                              tr(l, "Offices, no names of people"), f->jury);
    v->prize = field_meanwhile(r, "prize", tr(l, "Prize"), NULL, f->prize);
    v->about.optional = v->who.optional = v->jury.optional = v->prize.optional =
        true;
    v->categories =
        field_meanwhile(r, "categories", tr(l, "Categories"),
                        tr(l, "One a line, title: sentence"), f->categories);
    v->criteria = field_meanwhile(
        r, "criteria", tr(l, "Criteria"),
        tr(l, "One a line with the most points, such as Effect: 10"),
        f->criteria);
}

static enum err
show_form(struct req *r, struct page *page, const struct award_form *f,
          struct award_form_view *v)
{
    struct ctx *c = r->ctx;

    v->problems = problems_of(r);
    v->token = form_token(r);
    v->lang = f->lang;
    v->lang_name = lang_find(f->lang)->name;
    add_days(r, f, v);
    add_words(r, f, v);
    award_form_html(page_begin(r, page), c->lang, v);
    return page_end(r);
}

enum err
award_new_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Enter an edition"),
                        .menu = MENU_WORK};
    struct award_form f = {.lang = c->lang->tag,
                           .year = arena_textn(c->arena, ctx_today(c), 4),
                           .reviews_each = "2"};
    struct award_form_view v = {0};
    struct org org;

    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    TRY(org_zone(c, org.id, &f.zone));
    v.org_name = org.name;
    v.action = req_url(r, "/o/%s/award/new", org.slug);
    return show_form(r, &page, &f, &v);
}

static struct award_form
typed_form(struct req *r)
{
    return (struct award_form){
        .lang = req_form(r, "lang"),
        .year = req_form(r, "year"),
        .zone = req_form(r, "zone"),
        .opens_date = req_form(r, "opens_date"),
        .closes_date = req_form(r, "closes_date"),
        .review_until = req_form(r, "review_until"),
        .reviews_each = req_form(r, "reviews_each"),
        .name = req_form(r, "name"),
        .about = req_form(r, "about"),
        .who = req_form(r, "who"),
        .jury = req_form(r, "jury"),
        .prize = req_form(r, "prize"),
        .categories = req_form(r, "categories"),
        .criteria = req_form(r, "criteria"),
    };
}

static enum err
back_to_office(struct req *r, const char *edition, const char *said)
{
    res_flash(r, tr(r->ctx->lang, said));
    return res_redirect(
        r, req_url(r, "/o/%s/award/%s", req_param(r, "org"), edition));
}

enum err
award_new_post(struct req *r)
{
    struct award_form f = typed_form(r);
    const char *number;

    TRY(award_enter(r->ctx, r->org, &f, &number));
    return back_to_office(r, number, N_("The edition is entered."));
}

/* The edition of the address must be one of the place in it, and the reader of
 * its office. */
static enum err
edition_here(struct req *r, struct award_edition *e)
{
    TRY(award_office(r->ctx, req_param(r, "edition"), CAP_AWARD_EDIT, e));
    return e->node == r->org ? OK : ERR_MISSING;
}

static void
add_langs(struct req *r, const struct award_edition *e, const char *lang,
          struct award_form_view *v)
{
    struct lang_link *links =
        ARENA_ARRAY(r->ctx->arena, tr_lang_count, struct lang_link);

    for (size_t i = 0; i < tr_lang_count; i++) {
        const struct lang *l = &tr_langs[i];

        links[i] = (struct lang_link){l->tag, l->name,
                                      req_url(r, "/o/%s/award/%s/edit?lang=%s",
                                              e->node_slug, e->number, l->tag),
                                      strcmp(l->tag, lang) == 0};
    }
    v->langs = links;
    v->lang_count = tr_lang_count;
}

enum err
award_edit_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Change the edition"),
                        .menu = MENU_WORK};
    struct award_edition *e = ARENA_NEW(c->arena, struct award_edition);
    const char *lang = r->again ? req_form(r, "lang") : req_query(r, "lang");
    struct award_form_view v = {0};
    struct award_form f;
    struct org org;

    TRY(edition_here(r, e));
    lang = lang && lang_find(lang) ? lang : e->lang;
    TRY(award_form_of(c, e, lang, &f));
    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    v.org_name = e->name;
    v.rev = e->rev;
    v.back_url = req_url(r, "/o/%s/award/%s", org.slug, e->number);
    v.action = req_url(r, "/o/%s/award/%s/edit", org.slug, e->number);
    add_langs(r, e, lang, &v);
    return show_form(r, &page, &f, &v);
}

enum err
award_edit_post(struct req *r)
{
    struct award_form f = typed_form(r);
    struct award_edition *e = ARENA_NEW(r->ctx->arena, struct award_edition);

    TRY(edition_here(r, e));
    TRY(award_edit(r->ctx, e->number, req_form_i64(r, "rev"), &f));
    return back_to_office(r, e->number, N_("Saved."));
}

/* --- its office --- */

static void
add_cases(struct req *r, const struct award_desk *d,
          struct award_office_view *v)
{
    struct ctx *c = r->ctx;
    struct award_work_case *lines =
        ARENA_ARRAY(c->arena, d->cases.count, struct award_work_case);

    for (size_t i = 0; i < d->cases.count; i++) {
        const struct award_case *k = &d->cases.items[i];

        lines[i] = (struct award_work_case){
            .url = req_url(r, "/o/%s/award/%s/cases/%lld", d->e.node_slug,
                           d->e.number, (long long)k->n),
            .n = k->n,
            .title = k->title,
            .org = k->org_name,
            .country = award_words_country(c->lang, k->country),
            .category = award_category_title(&d->e, k->category),
            .state = award_words_state(c->lang, k->state),
            .good = strcmp(k->state, "valid") == 0,
            .now = strcmp(k->state, "received") == 0,
            .bad = strcmp(k->state, "invalid") == 0,
        };
    }
    v->cases = lines;
    v->case_count = d->cases.count;
    if (d->cases.more) {
        v->next_url =
            req_url(r, "/o/%s/award/%s?after=%lld", d->e.node_slug, d->e.number,
                    (long long)d->cases.items[d->cases.count - 1].n);
    }
}

static void
add_ranking(struct req *r, const struct award_desk *d,
            struct award_office_view *v)
{
    struct arena *a = r->ctx->arena;
    struct award_work_case *lines =
        ARENA_ARRAY(a, d->ranking.count, struct award_work_case);

    for (size_t i = 0; i < d->ranking.count; i++) {
        const struct award_rank *k = &d->ranking.items[i];

        lines[i] = (struct award_work_case){
            .url = req_url(r, "/o/%s/award/%s/cases/%lld", d->e.node_slug,
                           d->e.number, (long long)k->n),
            .n = k->n,
            .title = k->title,
            .org = k->org_name,
            .category = award_category_title(&d->e, k->category),
            .reviews = arena_printf(a, "%lld/%lld", (long long)k->given,
                                    (long long)k->wanted),
            .points = k->given ? arena_printf(a, "%lld",
                                              (long long)(k->permille + 5) / 10)
                               : "–",
            .place = k->place,
        };
    }
    v->ranking = lines;
    v->rank_count = d->ranking.count;
}

static void
add_people(struct req *r, const struct award_desk *d,
           struct award_office_view *v)
{
    struct arena *a = r->ctx->arena;
    struct award_person *people =
        ARENA_ARRAY(a, d->people.count, struct award_person);
    struct choice *choices = ARENA_ARRAY(a, d->candidates.count, struct choice);
    const char *chosen = req_kept(r, "person", "");

    for (size_t i = 0; i < d->people.count; i++) {
        const struct award_reviewer *p = &d->people.items[i];

        people[i] =
            (struct award_person){p->number, p->name, p->open, p->given};
    }
    for (size_t i = 0; i < d->candidates.count; i++) {
        const struct award_reviewer *p = &d->candidates.items[i];

        choices[i] = (struct choice){p->number, p->name, NULL,
                                     strcmp(p->number, chosen) == 0};
    }
    v->people = people;
    v->person_count = d->people.count;
    v->candidates = choices;
    v->candidate_count = d->candidates.count;
    v->person =
        field_of(r, "person", tr(r->ctx->lang, "Who else reviews"), NULL, NULL);
}

enum err
award_office_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.menu = MENU_WORK};
    struct award_desk *d = ARENA_NEW(c->arena, struct award_desk);
    struct award_office_view v = {.problems = problems_of(r),
                                  .token = form_token(r)};
    const struct award_edition *e = &d->e;
    const char *typed = req_query(r, "after");
    int64_t after = 0;
    struct org org;

    if (!typed || !text_i64(typed, &after)) {
        after = 0;
    }
    TRY(award_desk(c, req_param(r, "edition"), after, d));
    if (e->node != r->org) {
        return ERR_MISSING;
    }
    page.title = e->name;
    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    v.name = e->name;
    v.public_url = req_url(r, "/award/%s", e->number);
    v.state = award_words_phase(c->lang, e->phase);
    v.closes_date = e->closes_date;
    v.review_until = e->review_until;
    v.published_date = e->published_date;
    v.open = e->phase == AWARD_OPEN;
    v.published = e->phase == AWARD_PUBLISHED;
    v.all = (struct award_count_line){NULL, d->counts.all.n[AWARD_RECEIVED],
                                      d->counts.all.n[AWARD_VALID],
                                      d->counts.all.n[AWARD_AWARDED]};
    v.rev = e->rev;
    add_cases(r, d, &v);
    add_ranking(r, d, &v);
    add_people(r, d, &v);
    if (!v.published) {
        v.edit_url = req_url(r, "/o/%s/award/%s/edit", org.slug, e->number);
        v.reviewers_url =
            req_url(r, "/o/%s/award/%s/reviewers", org.slug, e->number);
        if ((e->phase == AWARD_REVIEW || e->phase == AWARD_DECIDE) &&
            access_has(c, CAP_AWARD_DECIDE, e->node)) {
            v.publish_url =
                req_url(r, "/o/%s/award/%s/publish", org.slug, e->number);
        }
    }
    award_office_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

enum err
award_reviewers_post(struct req *r)
{
    struct award_edition *e = ARENA_NEW(r->ctx->arena, struct award_edition);
    const char *person = req_form(r, "person");

    TRY(edition_here(r, e));
    if (req_form(r, "off")) {
        TRY(award_review_dismiss(r->ctx, e->number, person));
        return back_to_office(r, e->number,
                              N_("Taken off; what was not given went to "
                                 "others."));
    }
    TRY(award_review_name(r->ctx, e->number, person));
    return back_to_office(r, e->number, N_("Named as reviewer."));
}

enum err
award_publish_post(struct req *r)
{
    struct award_edition *e = ARENA_NEW(r->ctx->arena, struct award_edition);

    TRY(edition_here(r, e));
    TRY(award_publish(r->ctx, e->number, req_form_i64(r, "rev")));
    return back_to_office(r, e->number, N_("The result is public."));
}
