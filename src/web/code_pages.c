/* SPDX-License-Identifier: Apache-2.0 */
/* code_pages: the join codes of a university, and the poster that carries one
 * to the notice board. */

#include "web/code_pages.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/text.h"
#include "base/tr.h"
#include "core/access.h"
#include "formats/qr.h"
#include "handlers.h"
#include "learning/series.h"
#include "network/org.h"
#include "people/admit.h"
#include "web/org_crumbs.h"
#include "web/pages/code.html.h"
#include "web/words.h"

#include <string.h>

enum { CODE_DAYS = 90, USES_MAX = 1000000 };

/* --- above universities: which one? --- */

static bool
is_kind(const struct org *o, const char *kind)
{
    return strcmp(o->kind, kind) == 0;
}

/* The reader's choice of a programme goes along. */
static enum err
show_places(struct req *r, const struct org *org, const struct page *page)
{
    struct code_places_view v = {
        .org_name = org->name,
        .org_url = req_url(r, "/o/%s", org->slug),
    };
    bool country = is_kind(org, "country") || is_kind(org, "territory");
    const char *slug = req_query(r, "series");
    struct series series = {0};
    struct org_list list;
    struct code_place *places;

    if (slug && series_by_slug(r->ctx, slug, &series) != OK) {
        series.slug = NULL;
    }
    TRY(org_children(r->ctx, org->id, NULL, &list));
    places = ARENA_ARRAY(r->ctx->arena, list.count, struct code_place);
    for (size_t i = 0; i < list.count; i++) {
        const struct org *o = &list.items[i];

        if (country && strcmp(o->status, "member") != 0) {
            continue;
        }
        places[v.place_count++] = (struct code_place){
            .name = org_crumbs_name(r, o->slug, o->name),
            .city = o->city,
            .url = req_url(r, "/o/%s/codes%s%s", o->slug,
                           series.slug ? "?series=" : "",
                           series.slug ? series.slug : ""),
        };
    }
    v.are_universities = country;
    v.places = places;
    code_places_html(page_begin(r, page), r->ctx->lang, &v);
    return page_end(r);
}

/* --- codes of one university --- */

static void
add_groups(const struct lang *l, const char *chosen, struct codes_view *v)
{
    v->groups[0] = (struct choice){
        "", tr(l, "Everybody chooses for themselves"), NULL, !*chosen};
    for (size_t i = 0; i < WORDS_WORKGROUPS; i++) {
        const struct word *w = &words_workgroups[i];

        v->groups[i + 1] = (struct choice){w->key, tr(l, w->text), NULL,
                                           strcmp(chosen, w->key) == 0};
    }
}

static enum err
add_programmes(struct req *r, struct codes_view *v)
{
    const char *wanted = req_query(r, "series");
    const char *chosen = req_kept(r, "series", wanted ? wanted : "");
    struct series_list list;
    struct choice *choices;
    bool found = false;

    TRY(series_list(r->ctx, &list));
    if (list.count == 0) {
        return OK;
    }
    choices = ARENA_ARRAY(r->ctx->arena, list.count + 1, struct choice);
    for (size_t i = 0; i < list.count; i++) {
        const struct series *s = &list.items[i];
        bool here = strcmp(s->slug, chosen) == 0;

        choices[i + 1] = (struct choice){s->slug, s->title, NULL, here};
        found = found || here;
    }
    choices[0] = (struct choice){
        "", tr(r->ctx->lang, "To no programme; people choose one"), NULL,
        !found};
    v->programmes = choices;
    v->programme_count = list.count + 1;
    return OK;
}

static enum err
add_form(struct req *r, struct codes_view *v)
{
    const struct lang *l = r->ctx->lang;

    v->label = field_of(r, "label", tr(l, "What is it for?"),
                        tr(l, "Such as: notice board, faculty of law"), NULL);
    v->workgroup = field_of(r, "workgroup", tr(l, "Kind of work"), NULL, NULL);
    v->workgroup.type = "radio";
    add_groups(l, req_kept(r, "workgroup", ""), v);
    v->series = field_of(r, "series", tr(l, "Where does it lead?"), NULL, NULL);
    v->series.type = "radio";
    v->days = field_of(r, "days", tr(l, "Good for how many days?"),
                       tr(l, "From 1 to 400"),
                       arena_printf(r->ctx->arena, "%d", CODE_DAYS));
    v->days.is_short = true;
    v->uses = field_of(r, "uses", tr(l, "For how many people at most?"),
                       tr(l, "Leave it empty for no limit."), NULL);
    v->uses.is_short = true;
    v->uses.optional = true;
    v->code = field_of(r, "code", tr(l, "Code"),
                       tr(l, "Eight signs, such as 4k7m-2t9x."),
                       req_query(r, "code"));
    return add_programmes(r, v);
}

static enum err
add_codes(struct req *r, struct codes_view *v)
{
    struct ctx *c = r->ctx;
    struct join_codes list;
    struct code_row *rows;

    TRY(admit_codes(c, r->org, &list));
    rows = ARENA_ARRAY(c->arena, list.count, struct code_row);
    for (size_t i = 0; i < list.count; i++) {
        const struct join_code *j = &list.items[i];

        rows[i] = (struct code_row){
            .label = j->label,
            .workgroup = words_workgroup(c->lang, j->workgroup),
            .until = date_of_ms(c->arena, j->expires_ms),
            .uses_left = j->uses_left,
            .limited = j->uses_left >= 0,
        };
    }
    v->rows = rows;
    v->row_count = list.count;
    return OK;
}

enum err
codes_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Join codes"), .menu = MENU_WORK};
    struct codes_view v = {.problems = problems_of(r), .token = form_token(r)};
    struct org org;

    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    if (!is_kind(&org, "institution") && !is_kind(&org, "unit")) {
        return show_places(r, &org, &page);
    }
    TRY(add_codes(r, &v));
    TRY(add_form(r, &v));
    v.org_name = org.name;
    v.action = req_url(r, "/o/%s/codes", org.slug);
    v.poster_url = req_url(r, "/o/%s/codes/poster", org.slug);
    if (access_has(c, CAP_PEOPLE_READ, org.id)) {
        v.people_url = req_url(r, "/o/%s/people", org.slug);
    }
    codes_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* A typed number; 0 when nothing stands there, -1 when it is none. */
static int64_t
read_number(struct req *r, const char *name)
{
    const char *typed = req_form(r, name);
    const char *clean = text_clean(r->ctx->arena, typed ? typed : "");
    int64_t n;

    if (!*clean) {
        return 0;
    }
    return text_i64(clean, &n) && n >= 0 ? n : -1;
}

/* The programme a code leads to, which must be open to the university: a
 * poster on a wall promises it. */
static enum err
read_series(struct req *r, int64_t *id)
{
    const char *slug = req_form(r, "series");
    struct series series;
    struct series_opening opening;
    enum err e;

    *id = 0;
    if (!slug || !*slug) {
        return OK;
    }
    e = series_by_slug(r->ctx, slug, &series);
    if (e == OK) {
        e = series_opening_for(r->ctx, series.id, r->org, &opening);
    }
    if (e == ERR_MISSING) {
        return problem_at(r->ctx, "series",
                          N_("This programme is not open to the university "
                             "yet. The national centre opens it."));
    }
    *id = series.id;
    return e;
}

enum err
codes_post(struct req *r)
{
    struct join_code_wish wish = {
        .label = req_form(r, "label"),
        .workgroup = req_form(r, "workgroup"),
        .uses = read_number(r, "uses"),
    };
    int64_t days = read_number(r, "days");
    const char *code;

    if (wish.uses < 0 || wish.uses > USES_MAX) {
        return problem_at(r->ctx, "uses",
                          N_("Write a whole number, or leave it empty."));
    }
    TRY(read_series(r, &wish.series));
    /* admit_add_code says what is wrong with days beyond a year and a bit */
    wish.days = days >= 0 && days < 10000 ? (int)days : 0;
    TRY(admit_add_code(r->ctx, r->org, &wish, &code));
    return res_redirect(
        r, req_url(r, "/o/%s/codes/poster?code=%s", req_param(r, "org"), code));
}

/* --- the poster --- */

/* What the code leads to, in a language; NULL = no programme. */
static enum err
title_in(const struct req *r, const struct lang *l, int64_t series,
         const char **out)
{
    struct ctx in_lang = *r->ctx;
    struct series_list list;

    *out = NULL;
    in_lang.lang = l;
    TRY(series_list(&in_lang, &list));
    for (size_t i = 0; i < list.count; i++) {
        if (list.items[i].id == series) {
            *out = list.items[i].title;
        }
    }
    return OK;
}

/* Only the university's own codes: another's says nothing but "unknown". */
static enum err
find_own_code(struct req *r, struct join_code *out)
{
    const char *typed = req_query(r, "code");

    TRY(admit_find_code(r->ctx, typed ? typed : "", out));
    if (out->org != r->org) {
        return problem_at(r->ctx, "code",
                          N_("This code belongs to another university."));
    }
    return OK;
}

/* In both languages. */
static void
foresee_titles(const struct ctx *c, const struct lang *other)
{
    struct ctx in_other = *c;

    series_foresee_list(&in_other);
    in_other.lang = other;
    series_foresee_list(&in_other);
}

enum err
poster_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {
        .title = tr(c->lang, "Poster"), .menu = MENU_WORK, .noindex = true};
    struct poster_view v = {0};
    const char *host = strstr(r->node->public_url, "://");
    const struct lang *other = words_other_lang(c->lang);
    const char *title, *other_title;
    struct join_code code;
    struct buf *b;
    struct org org;
    enum err e;

    org_foresee_way(c, r->org);
    foresee_titles(c, other);
    e = find_own_code(r, &code);

    if (e == ERR_INVALID) {
        r->status = 422;
        return codes_page(r); /* which shows the field and what is wrong */
    }
    TRY(e);
    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    v.org_name = org.name;
    v.label = code.label;
    v.code = code.text;
    v.address = arena_printf(c->arena, "%s/come-in",
                             host ? host + 3 : r->node->public_url);
    v.codes_url = req_url(r, "/o/%s/codes", org.slug);
    v.until = date_of_ms(c->arena, code.expires_ms);
    v.has_qr = qr_svg(c->arena,
                      arena_printf(c->arena, "%s/come-in?code=%s",
                                   r->node->public_url, v.code),
                      "QR", &v.qr);
    TRY(title_in(r, c->lang, code.series, &title));
    TRY(title_in(r, other, code.series, &other_title));
    b = page_begin(r, &page);
    poster_head_html(b, c->lang, &v);
    poster_title_html(b, c->lang, title);
    poster_other_title_html(b, other, &v, other_title);
    poster_side_html(b, c->lang, &v);
    poster_side_html(b, other, &v);
    poster_foot_html(b, c->lang, &v);
    return page_end(r);
}
