/* SPDX-License-Identifier: Apache-2.0 */
/* grouping_pages: countries taken together beside the tree. */

#include "web/grouping_pages.h"

#include "base/arena.h"
#include "base/tr.h"
#include "core/access.h"
#include "handlers.h"
#include "web/org_crumbs.h"
#include "web/pages/grouping.html.h"
#include "web/words.h"

#include <string.h>

enum { COUNTRIES_MAX = 64, KINDS = 4 };

static const struct word kind_words[KINDS] = {
    {"sub_region", N_("Sub-region")},
    {"language", N_("Language")},
    {"funder", N_("Funder")},
    {"other", N_("Another")},
};

static const char *
kind_word(const struct lang *l, const char *kind)
{
    return words_of(l, kind_words, KINDS, kind);
}

/* --- the form --- */

/* What both forms have. */
struct fields {
    struct field_view *name, *kind, *from_date, *country;
    struct choice *kinds;
    const struct choice **countries;
    size_t *country_count;
};

static bool
is_in(const char *const *all, size_t n, const char *s)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(all[i], s) == 0) {
            return true;
        }
    }
    return false;
}

/* Ticked: as typed after a failure, else as it stands. */
static enum err
add_countries(struct req *r, const struct grouping_members *members,
              const struct fields *f)
{
    const char *typed[COUNTRIES_MAX];
    size_t typed_count =
        r->again ? req_form_all(r, "country", typed, COUNTRIES_MAX) : 0;
    struct org_list below;
    struct choice *list;

    TRY(org_countries_below(r->ctx, r->org, &below));
    list = ARENA_ARRAY(r->ctx->arena, below.count, struct choice);
    for (size_t i = 0; i < below.count; i++) {
        const struct org *o = &below.items[i];
        bool chosen = r->again && is_in(typed, typed_count, o->slug);

        for (size_t k = 0; !r->again && k < members->count; k++) {
            chosen = chosen || members->items[k].org == o->id;
        }
        list[i] = (struct choice){o->slug, org_crumbs_name(r, o->slug, o->name),
                                  NULL, chosen};
    }
    choices_sort(r, list, below.count);
    *f->countries = list;
    *f->country_count = below.count;
    *f->country =
        field_of(r, "country", tr(r->ctx->lang, "Countries and territories"),
                 NULL, NULL);
    f->country->type = "checkbox";
    return OK;
}

static enum err
add_fields(struct req *r, const struct grouping *g,
           const struct grouping_members *members, const struct fields *f)
{
    const struct lang *l = r->ctx->lang;
    const char *kind = req_kept(r, "kind", g ? g->kind : "");

    *f->name =
        field_meanwhile(r, "name", tr(l, "Name"), NULL, g ? g->name : NULL);
    *f->kind = field_of(r, "kind", tr(l, "Grouped by"), NULL, NULL);
    f->kind->type = "radio";
    for (size_t i = 0; i < KINDS; i++) {
        f->kinds[i] =
            (struct choice){kind_words[i].key, tr(l, kind_words[i].text), NULL,
                            strcmp(kind, kind_words[i].key) == 0};
    }
    *f->from_date =
        field_of(r, "from_date", tr(l, "In force from"),
                 tr(l, "Figures of earlier years take the countries of then"),
                 ctx_today(r->ctx));
    f->from_date->type = "date";
    f->from_date->is_short = true;
    return add_countries(r, members, f);
}

/* --- the list --- */

static enum err
add_lines(struct req *r, const struct org *org, struct groupings_view *v)
{
    struct ctx *c = r->ctx;
    bool may = access_has(c, CAP_GROUPING_EDIT, org->id);
    struct grouping_line *lines;
    struct groupings list;

    TRY(grouping_list(c, org->id, &list));
    lines = ARENA_ARRAY(c->arena, list.count, struct grouping_line);
    for (size_t i = 0; i < list.count; i++) {
        const struct grouping *g = &list.items[i];

        lines[i] = (struct grouping_line){
            .name = g->name,
            .kind = kind_word(c->lang, g->kind),
            .figures_url =
                req_url(r, "/o/%s/figures?grouping=%s", org->slug, g->slug),
            .edit_url =
                may && g->node == org->id
                    ? req_url(r, "/o/%s/groupings/%s", org->slug, g->slug)
                    : NULL,
        };
    }
    v->lines = lines;
    v->line_count = list.count;
    return OK;
}

static bool
keeps_groupings(const struct org *o)
{
    return strcmp(o->kind, "network") == 0 || strcmp(o->kind, "region") == 0;
}

enum err
groupings_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Groupings of countries"),
                        .menu = MENU_WORK};
    struct groupings_view v = {.problems = problems_of(r),
                               .token = form_token(r)};
    const struct grouping_members none = {.count = 0};
    struct org org;

    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    TRY(add_lines(r, &org, &v));
    v.org_name = org_crumbs_name(r, org.slug, org.name);
    v.figures_url = req_url(r, "/o/%s/figures", org.slug);
    if (keeps_groupings(&org) && access_has(c, CAP_GROUPING_EDIT, org.id)) {
        v.action = req_url(r, "/o/%s/groupings", org.slug);
        TRY(add_fields(r, NULL, &none,
                       &(struct fields){&v.name, &v.kind, &v.from_date,
                                        &v.country, v.kinds, &v.countries,
                                        &v.country_count}));
    }
    groupings_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* --- one --- */

static enum err
add_stays(struct req *r, const struct grouping *g, struct grouping_view *v)
{
    struct grouping_members list;
    struct stay_line *lines;

    TRY(grouping_members(r->ctx, g->id, NULL, &list));
    lines = ARENA_ARRAY(r->ctx->arena, list.count, struct stay_line);
    for (size_t i = 0; i < list.count; i++) {
        const struct grouping_member *m = &list.items[i];

        lines[i] = (struct stay_line){org_crumbs_name(r, m->slug, m->name),
                                      req_url(r, "/o/%s", m->slug),
                                      m->from_date, m->to_date};
    }
    v->stays = lines;
    v->stay_count = list.count;
    return OK;
}

/* Of the address, kept at its node. */
static enum err
find(struct req *r, struct grouping *out)
{
    TRY(grouping_by_slug(r->ctx, req_param(r, "grouping"), out));
    return out->node == r->org ? OK : ERR_MISSING;
}

enum err
grouping_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.menu = MENU_WORK};
    struct grouping_view v = {.problems = problems_of(r),
                              .token = form_token(r)};
    struct grouping_members members;
    struct grouping g;
    struct org org;

    org_foresee_way(c, r->org);
    org_foresee_countries_below(c, r->org);
    TRY(find(r, &g));
    page.title = g.name;
    grouping_foresee_members(c, g.id, ctx_today(c));
    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    TRY(grouping_members(c, g.id, ctx_today(c), &members));
    TRY(add_fields(r, &g, &members,
                   &(struct fields){&v.name, &v.kind, &v.from_date, &v.country,
                                    v.kinds, &v.countries, &v.country_count}));
    TRY(add_stays(r, &g, &v));
    v.title = g.name;
    v.rev = g.rev;
    v.action = req_url(r, "/o/%s/groupings/%s", org.slug, g.slug);
    v.list_url = req_url(r, "/o/%s/groupings", org.slug);
    grouping_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* --- writing --- */

static enum err
put(struct req *r, struct grouping *g)
{
    const char *slugs[COUNTRIES_MAX];
    int64_t ids[COUNTRIES_MAX];
    size_t n = req_form_all(r, "country", slugs, COUNTRIES_MAX), count = 0;
    struct org_list below;

    TRY(org_countries_below(r->ctx, r->org, &below));
    for (size_t i = 0; i < below.count; i++) {
        if (is_in(slugs, n, below.items[i].slug)) {
            ids[count++] = below.items[i].id;
        }
    }
    if (count != n) {
        return problem_at(r->ctx, "country",
                          N_("Choose from the countries and territories "
                             "shown."));
    }
    g->name = req_form(r, "name");
    g->kind = req_form(r, "kind");
    TRY(grouping_put(r->ctx, g, ids, count, req_form(r, "from_date")));
    res_flash(r, tr(r->ctx->lang, "Saved."));
    return res_redirect(r, req_url(r, "/o/%s/groupings", req_param(r, "org")));
}

enum err
groupings_post(struct req *r)
{
    struct grouping g = {.node = r->org};
    struct org org;

    TRY(org_by_id(r->ctx, r->org, &org));
    return keeps_groupings(&org) ? put(r, &g) : ERR_MISSING;
}

enum err
grouping_post(struct req *r)
{
    struct grouping g;

    TRY(find(r, &g));
    g.rev = req_form_i64(r, "rev");
    return put(r, &g);
}
