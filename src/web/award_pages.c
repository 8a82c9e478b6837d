/* SPDX-License-Identifier: Apache-2.0 */
/* award_pages: the award of cases of practice as everybody sees it. */

#include "web/award_pages.h"

#include "base/arena.h"
#include "core/access.h"
#include "core/ctx.h"
#include "handlers.h"
#include "http/req.h"
#include "web/amount.h"
#include "web/org_crumbs.h"
#include "web/pages/award.html.h"
#include "web/words.h"

#include <string.h>

/* --- all of them --- */

enum err
award_list_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Award of cases of practice"),
                        .menu = MENU_NETWORK};
    struct award_editions list;
    struct award_list_view v = {0};
    struct award_line *lines;

    TRY(award_list(c, &list));
    lines = ARENA_ARRAY(c->arena, list.count, struct award_line);
    for (size_t i = 0; i < list.count; i++) {
        const struct award_edition *e = &list.items[i];

        lines[i] = (struct award_line){
            .url = req_url(r, "/award/%s", e->number),
            .name = e->name,
            .holder = org_crumbs_name(r, e->node_slug, e->node_name),
            .state = award_words_phase(c->lang, e->phase),
            .year = e->year,
            .good = e->phase == AWARD_PUBLISHED,
            .now = e->phase == AWARD_OPEN,
        };
    }
    v.lines = lines;
    v.line_count = list.count;
    award_list_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* --- one edition --- */

static const struct award_count_line *
count_lines(struct req *r, const struct award_count *counts, size_t n,
            const char *(*name)(const struct lang *l, const char *key))
{
    struct award_count_line *lines =
        ARENA_ARRAY(r->ctx->arena, n, struct award_count_line);

    for (size_t i = 0; i < n; i++) {
        const int64_t *k = counts[i].n;

        lines[i] = (struct award_count_line){name(r->ctx->lang, counts[i].key),
                                             k[AWARD_RECEIVED], k[AWARD_VALID],
                                             k[AWARD_AWARDED]};
    }
    return lines;
}

static enum err
add_counts(struct req *r, struct award_view *v)
{
    struct award_counts *n = ARENA_NEW(r->ctx->arena, struct award_counts);

    TRY(award_case_counts(r->ctx, &v->e, n));
    v->all = (struct award_count_line){NULL, n->all.n[AWARD_RECEIVED],
                                       n->all.n[AWARD_VALID],
                                       n->all.n[AWARD_AWARDED]};
    v->countries =
        count_lines(r, n->countries, n->country_count, award_words_country);
    v->country_count = n->country_count;
    v->kinds = count_lines(r, n->kinds, n->kind_count, words_kind);
    v->kind_count = n->kind_count;
    return OK;
}

static enum err
add_awarded(struct req *r, struct award_view *v)
{
    struct ctx *c = r->ctx;
    struct award_cases list;
    struct awarded_line *lines;

    TRY(award_case_awarded(c, &v->e, &list));
    lines = ARENA_ARRAY(c->arena, list.count, struct awarded_line);
    for (size_t i = 0; i < list.count; i++) {
        const struct award_case *k = &list.items[i];

        lines[i] = (struct awarded_line){
            .url = req_url(r, "/award/%s/cases/%lld", v->e.number,
                           (long long)k->n),
            .title = k->title,
            .org = k->org_name,
            .country = award_words_country(c->lang, k->country),
            .place = k->place,
            .category = award_category_title(&v->e, k->category),
        };
    }
    v->awarded = lines;
    v->awarded_count = list.count;
    return OK;
}

enum err
award_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct award_view *v = ARENA_NEW(c->arena, struct award_view);
    struct page page = {.menu = MENU_NETWORK};
    const struct award_edition *e = &v->e;

    TRY(award_by_number(c, req_param(r, "edition"), &v->e));
    TRY(add_counts(r, v));
    TRY(add_awarded(r, v));
    page.title = e->name;
    v->holder = org_crumbs_name(r, e->node_slug, e->node_name);
    v->holder_url = req_url(r, "/o/%s", e->node_slug);
    v->state = award_words_phase(c->lang, e->phase);
    v->open = e->phase == AWARD_OPEN;
    v->published = e->phase == AWARD_PUBLISHED;
    v->words_lang = amount_other_lang(c, e->words_lang);
    v->about = award_words_paragraphs(c->arena, e->about);
    v->who = award_words_paragraphs(c->arena, e->who);
    v->jury = award_words_paragraphs(c->arena, e->jury);
    v->prize = award_words_paragraphs(c->arena, e->prize);
    if (v->open) {
        v->apply_url = req_url(r, "/award/%s/apply", e->number);
    }
    if (access_has(c, CAP_AWARD_EDIT, e->node)) {
        v->office_url = req_url(r, "/o/%s/award/%s", e->node_slug, e->number);
    }
    v->e.zone = words_zone(c->arena, v->e.zone);
    award_html(page_begin(r, &page), c->lang, v);
    return page_end(r);
}

/* --- an awarded case --- */

static enum err
find_case(struct req *r, struct award_edition *e, struct award_case *k)
{
    int64_t n;

    TRY(req_param_i64(r, "n", &n));
    TRY(award_by_number(r->ctx, req_param(r, "edition"), e));
    return award_case_public(r->ctx, e, n, k);
}

enum err
award_case_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct award_edition *e = ARENA_NEW(c->arena, struct award_edition);
    struct page page = {.menu = MENU_NETWORK};
    struct award_case k;
    struct award_case_view v;

    TRY(find_case(r, e, &k));
    v = (struct award_case_view){
        .title = k.title,
        .edition = e->name,
        .edition_url = req_url(r, "/award/%s", e->number),
        .place = k.place,
        .category = award_category_title(e, k.category),
        .org = k.org_name,
        .country = award_words_country(c->lang, k.country),
        .abstract = k.abstract,
        .lang = amount_other_lang(c, k.lang),
        .words = award_words_paragraphs(c->arena, k.words),
        .link = award_words_link(c->arena, k.link),
        .kilobytes = amount_kilobytes(k.file_bytes),
    };
    if (k.file_hash) {
        v.file_url =
            req_url(r, "/award/%s/cases/%lld/file", e->number, (long long)k.n);
    }
    page.title = k.title;
    award_case_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

enum err
award_case_file_get(struct req *r)
{
    struct award_edition *e = ARENA_NEW(r->ctx->arena, struct award_edition);
    struct award_case k;

    TRY(find_case(r, e, &k));
    return award_words_send_file(r, k.file_hash, k.file_type, k.n);
}
