/* SPDX-License-Identifier: Apache-2.0 */
/* award_work_case_pages: one case as the office of the award works on it. */

#include "base/arena.h"
#include "base/date.h"
#include "core/access.h"
#include "core/ctx.h"
#include "handlers.h"
#include "http/req.h"
#include "network/award_desk.h"
#include "web/amount.h"
#include "web/award_work_pages.h"
#include "web/org_crumbs.h"
#include "web/pages/award_work.html.h"
#include "web/words.h"

#include <string.h>

/* The case of the address, at the place in it. */
static enum err
case_here(struct req *r, struct award_edition *e, struct award_case *k)
{
    int64_t n;

    TRY(req_param_i64(r, "n", &n));
    TRY(award_case_by_n(r->ctx, req_param(r, "edition"), n, e, k));
    return e->node == r->org ? OK : ERR_MISSING;
}

static const char *
case_url(struct req *r, const struct award_edition *e, int64_t n,
         const char *part)
{
    return req_url(r, "/o/%s/award/%s/cases/%lld%s", e->node_slug, e->number,
                   (long long)n, part);
}

/* --- the page --- */

static void
add_reviews(struct req *r, const struct award_desk_case *d,
            struct award_work_case_view *v)
{
    struct ctx *c = r->ctx;
    struct award_work_review *lines =
        ARENA_ARRAY(c->arena, d->reviews.count, struct award_work_review);

    for (size_t i = 0; i < d->reviews.count; i++) {
        const struct award_review *w = &d->reviews.items[i];
        bool given = strcmp(w->state, "given") == 0;

        lines[i] = (struct award_work_review){
            .reviewer = w->reviewer,
            .state = award_words_review(c->lang, w->state),
            .words = w->words,
            .points = given ? arena_printf(c->arena, "%lld/%lld",
                                           (long long)w->points,
                                           (long long)d->e.points)
                            : NULL,
            .good = given,
            .bad = strcmp(w->state, "conflict") == 0,
        };
    }
    v->reviews = lines;
    v->review_count = d->reviews.count;
}

static void
add_reviewers(struct req *r, const struct award_desk_case *d,
              struct award_work_case_view *v)
{
    struct ctx *c = r->ctx;
    struct choice *list =
        ARENA_ARRAY(c->arena, d->people.count + 1, struct choice);
    const char *chosen = req_kept(r, "reviewer", "");

    list[0] = (struct choice){
        "", tr(c->lang, "Whoever has the least to do, as many as are missing"),
        NULL, false};
    for (size_t i = 0; i < d->people.count; i++) {
        const struct award_reviewer *p = &d->people.items[i];

        list[i + 1] = (struct choice){p->number, p->name, NULL,
                                      strcmp(p->number, chosen) == 0};
    }
    v->reviewer =
        field_of(r, "reviewer", tr(c->lang, "Who reviews it"), NULL, NULL);
    v->reviewers = list;
    v->reviewer_count = d->people.count + 1;
}

static const char *
or_sent(const char *blind, const char *sent)
{
    return blind ? blind : sent;
}

static void
add_forms(struct req *r, const struct award_desk_case *d,
          struct award_work_case_view *v)
{
    const struct lang *l = r->ctx->lang;
    const struct award_case *k = &d->k;

    v->reason =
        field_meanwhile(r, "reason", tr(l, "Reason"),
                        tr(l, "Whoever sent the case reads it; not valid needs "
                              "one."),
                        k->reason);
    v->blind_title = field_meanwhile(r, "blind_title", tr(l, "Title"), NULL,
                                     or_sent(k->blind_title, k->title));
    v->blind_abstract =
        field_meanwhile(r, "blind_abstract", tr(l, "Abstract"), NULL,
                        or_sent(k->blind_abstract, k->abstract));
    v->blind_words = field_meanwhile(r, "blind_words", tr(l, "The case"), NULL,
                                     or_sent(k->blind_words, k->words));
    v->shows = field_of(r, "shows_file", tr(l, "File or link"), NULL, NULL);
    v->shows.type = "checkbox";
    v->shows_choice[0] = (struct choice){
        "1", tr(l, "Reviewers may see it"),
        tr(l, "It does not tell whose case "
              "it is."),
        r->again ? req_form(r, "shows_file") != NULL : k->shows_file};
    v->place = field_meanwhile(r, "place", tr(l, "Place"),
                               tr(l, "Such as First place; empty: it is not "
                                     "awarded. Public with the result."),
                               k->place);
}

static void
add_urls(struct req *r, const struct award_desk_case *d,
         struct award_work_case_view *v)
{
    const struct award_edition *e = &d->e;
    int64_t n = d->k.n;

    if (d->k.file_hash) {
        v->file_url = case_url(r, e, n, "/file");
    }
    if (e->phase == AWARD_PUBLISHED) {
        return;
    }
    v->check_url = case_url(r, e, n, "/check");
    v->blind_url = case_url(r, e, n, "/blind");
    if (v->valid && award_takes_scores(e)) {
        v->assign_url = case_url(r, e, n, "/assign");
    }
    if (v->valid && access_has(r->ctx, CAP_AWARD_DECIDE, e->node)) {
        v->place_url = case_url(r, e, n, "/place");
    }
}

enum err
award_work_case_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct award_desk_case *d = ARENA_NEW(c->arena, struct award_desk_case);
    struct award_work_case_view v = {.problems = problems_of(r),
                                     .token = form_token(r)};
    struct page page = {.menu = MENU_WORK};
    const struct award_case *k = &d->k;
    struct org org;
    char day[DATE_SIZE];
    int64_t n;

    TRY(req_param_i64(r, "n", &n));
    TRY(award_desk_case(c, req_param(r, "edition"), n, d));
    if (d->e.node != r->org) {
        return ERR_MISSING;
    }
    page.title = k->title;
    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    date_write(k->sent_ms / DATE_DAY_MS, day);
    v.k = *k;
    v.edition = d->e.name;
    v.office_url = req_url(r, "/o/%s/award/%s", org.slug, d->e.number);
    v.country = award_words_country(c->lang, k->country);
    v.kind = words_kind(c->lang, k->kind);
    v.category = award_category_title(&d->e, k->category);
    v.state = award_words_state(c->lang, k->state);
    v.sent_date = arena_text(c->arena, day);
    v.link = award_words_link(c->arena, k->link);
    v.kilobytes = amount_kilobytes(k->file_bytes);
    v.received = strcmp(k->state, "received") == 0;
    v.valid = strcmp(k->state, "valid") == 0;
    v.invalid = strcmp(k->state, "invalid") == 0;
    v.names = d->names;
    v.words = award_words_paragraphs(c->arena, k->words);
    add_reviews(r, d, &v);
    add_reviewers(r, d, &v);
    add_forms(r, d, &v);
    add_urls(r, d, &v);
    award_work_case_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

enum err
award_work_file_get(struct req *r)
{
    struct award_edition *e = ARENA_NEW(r->ctx->arena, struct award_edition);
    struct award_case k;

    TRY(case_here(r, e, &k));
    return award_words_send_file(r, k.file_hash, k.file_type, k.n);
}

/* --- what is done with it --- */

static enum err
back_to_case(struct req *r, const struct award_edition *e, int64_t n,
             const char *said)
{
    res_flash(r, tr(r->ctx->lang, said));
    return res_redirect(r, case_url(r, e, n, ""));
}

enum err
award_check_post(struct req *r)
{
    struct award_edition *e = ARENA_NEW(r->ctx->arena, struct award_edition);
    const char *valid = req_form(r, "valid");
    struct award_case k;

    TRY(case_here(r, e, &k));
    TRY(award_case_judge(r->ctx, e->number, k.n, req_form_i64(r, "rev"),
                         valid && strcmp(valid, "1") == 0,
                         req_form(r, "reason")));
    return back_to_case(r, e, k.n, N_("Saved."));
}

enum err
award_blind_post(struct req *r)
{
    struct award_edition *e = ARENA_NEW(r->ctx->arena, struct award_edition);
    struct award_case k;

    TRY(case_here(r, e, &k));
    TRY(award_case_redact(
        r->ctx, e->number, k.n, req_form_i64(r, "rev"),
        req_form(r, "blind_title"), req_form(r, "blind_abstract"),
        req_form(r, "blind_words"), req_form(r, "shows_file") != NULL));
    return back_to_case(r, e, k.n, N_("Saved."));
}

enum err
award_assign_post(struct req *r)
{
    struct award_edition *e = ARENA_NEW(r->ctx->arena, struct award_edition);
    struct award_case k;

    TRY(case_here(r, e, &k));
    TRY(award_review_assign(r->ctx, e->number, k.n, req_form(r, "reviewer")));
    return back_to_case(r, e, k.n, N_("Assigned."));
}

enum err
award_place_post(struct req *r)
{
    struct award_edition *e = ARENA_NEW(r->ctx->arena, struct award_edition);
    struct award_case k;

    TRY(case_here(r, e, &k));
    TRY(award_case_place(r->ctx, e->number, k.n, req_form_i64(r, "rev"),
                         req_form(r, "place")));
    return back_to_case(r, e, k.n, N_("Saved."));
}
