/* SPDX-License-Identifier: Apache-2.0 */
/* award_review_pages: what somebody reviews for the award, blind. */

#include "web/award_review_pages.h"

#include "base/arena.h"
#include "base/text.h"
#include "core/ctx.h"
#include "handlers.h"
#include "http/req.h"
#include "network/award_review.h"
#include "web/amount.h"
#include "web/pages/award_review.html.h"

#include <string.h>

enum err
my_reviews_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct my_reviews_view v = {0};
    struct award_reviews list;
    struct my_review_line *lines;

    TRY(award_review_mine(c, &list));
    lines = ARENA_ARRAY(c->arena, list.count, struct my_review_line);
    for (size_t i = 0; i < list.count; i++) {
        const struct award_review *w = &list.items[i];
        bool given = strcmp(w->state, "given") == 0;

        lines[i] = (struct my_review_line){
            .url = req_url(r, "/my/reviews/%lld", (long long)w->id),
            .title = w->title,
            .state = award_words_review(c->lang, w->state),
            .n = w->n,
            .good = given,
            .now = !given,
        };
    }
    v.lines = lines;
    v.line_count = list.count;
    my_reviews_html(
        page_begin(r, &(struct page){.title = tr(c->lang, "My reviews"),
                                     .menu = MENU_WORK}),
        c->lang, &v);
    return page_end(r);
}

/* --- one of them --- */

static enum err
review_here(struct req *r, struct award_edition *e, struct award_blind *b)
{
    int64_t id;

    TRY(req_param_i64(r, "review", &id));
    return award_review_by_id(r->ctx, id, e, b);
}

static enum err
add_scores(struct req *r, const struct award_edition *e, int64_t id,
           struct my_review_view *v)
{
    struct ctx *c = r->ctx;
    struct arena *a = c->arena;
    struct award_score mine[AWARD_CRITERIA_MAX];
    struct score_field *fields =
        ARENA_ARRAY(a, e->criterion_count, struct score_field);

    TRY(award_review_scores(c, id, e, mine));
    for (size_t i = 0; i < e->criterion_count; i++) {
        const struct award_criterion *k = &e->criteria[i];
        struct score_field *f = &fields[i];
        const char *kept =
            mine[i].points < 0
                ? ""
                : arena_printf(a, "%lld", (long long)mine[i].points);

        f->title = k->title;
        f->most = k->points;
        f->points = field_of(
            r, arena_printf(a, "points_%d", (int)i + 1), k->title,
            arena_printf(a, "0\xe2\x80\x93%lld", (long long)k->points), kept);
        f->points.is_short = true;
        f->remark = field_of(r, arena_printf(a, "remark_%d", (int)i + 1),
                             tr(c->lang, "Remark"), NULL, mine[i].remark);
        f->remark.optional = true;
    }
    v->scores = fields;
    v->score_count = e->criterion_count;
    return OK;
}

static enum err
add_others(struct req *r, const struct award_blind *b,
           const struct award_edition *e, struct my_review_view *v)
{
    struct ctx *c = r->ctx;
    struct award_others others;
    struct other_score *lines;

    TRY(award_review_others(c, b, e, &others));
    v->other_count = others.count * e->criterion_count;
    lines = ARENA_ARRAY(c->arena, v->other_count, struct other_score);
    for (size_t i = 0; i < v->other_count; i++) {
        const struct award_score *s = &others.scores[i];
        const struct award_criterion *k = &e->criteria[i % e->criterion_count];

        lines[i] = (struct other_score){k->title,
                                        arena_printf(c->arena, "%lld/%lld",
                                                     (long long)s->points,
                                                     (long long)k->points),
                                        s->remark};
    }
    v->others = lines;
    return OK;
}

enum err
my_review_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct award_edition *e = ARENA_NEW(c->arena, struct award_edition);
    struct my_review_view v = {.problems = problems_of(r),
                               .token = form_token(r)};
    struct award_blind b;
    const char *url;

    TRY(review_here(r, e, &b));
    url = req_url(r, "/my/reviews/%lld", (long long)b.review.id);
    v.n = b.review.n;
    v.title = b.title;
    v.abstract = b.abstract;
    v.edition = e->name;
    v.category = award_category_title(e, b.category);
    v.until = e->review_until;
    v.lang = b.lang;
    v.words = award_words_paragraphs(c->arena, b.words);
    v.link = award_words_link(c->arena, b.link);
    v.kilobytes = amount_kilobytes(b.file_bytes);
    v.given = strcmp(b.review.state, "given") == 0;
    v.ended = !award_takes_scores(e);
    v.rev = b.review.rev;
    v.list_url = req_url(r, "/my/reviews");
    v.action = url;
    v.conflict_url = arena_printf(c->arena, "%s/conflict", url);
    v.conflict = field_of(r, "words", tr(c->lang, "What connects you with it"),
                          NULL, NULL);
    if (b.file_hash) {
        v.file_url = arena_printf(c->arena, "%s/file", url);
    }
    TRY(add_scores(r, e, b.review.id, &v));
    TRY(add_others(r, &b, e, &v));
    my_review_html(
        page_begin(r, &(struct page){.title = b.title, .menu = MENU_WORK}),
        c->lang, &v);
    return page_end(r);
}

enum err
my_review_file_get(struct req *r)
{
    struct award_edition *e = ARENA_NEW(r->ctx->arena, struct award_edition);
    struct award_blind b;

    TRY(review_here(r, e, &b));
    return award_words_send_file(r, b.file_hash, b.file_type, b.review.n);
}

enum err
my_review_post(struct req *r)
{
    struct award_score scores[AWARD_CRITERIA_MAX];
    struct arena *a = r->ctx->arena;
    int64_t id;

    TRY(req_param_i64(r, "review", &id));
    for (int i = 0; i < AWARD_CRITERIA_MAX; i++) {
        const char *typed = req_form(r, arena_printf(a, "points_%d", i + 1));

        scores[i].remark = req_form(r, arena_printf(a, "remark_%d", i + 1));
        if (!typed || !text_i64(text_clean(a, typed), &scores[i].points)) {
            scores[i].points = -1; /* award_review_give says what is wrong */
        }
    }
    TRY(award_review_give(r->ctx, id, req_form_i64(r, "rev"), scores));
    res_flash(r, tr(r->ctx->lang, "Your points are given."));
    return res_redirect(r, req_url(r, "/my/reviews"));
}

enum err
my_review_conflict_post(struct req *r)
{
    int64_t id;

    TRY(req_param_i64(r, "review", &id));
    TRY(award_review_decline(r->ctx, id, req_form_i64(r, "rev"),
                             req_form(r, "words")));
    res_flash(r, tr(r->ctx->lang, "The case went back to the office."));
    return res_redirect(r, req_url(r, "/my/reviews"));
}
