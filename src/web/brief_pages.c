/* SPDX-License-Identifier: Apache-2.0 */
/* brief_pages: the brief of a place, and two laid side by side. */

#include "web/brief_pages.h"

#include "base/arena.h"
#include "handlers.h"
#include "reports/brief.h"
#include "web/org_crumbs.h"
#include "web/pages/brief.html.h"
#include "web/words.h"

#include <string.h>

static const struct word figures[] = {
    {"members", N_("Universities in the network")},
    {"enrolled", N_("People enrolled")},
    {"completed", N_("People who completed")},
    {"certified", N_("People certified")},
};

/* --- the list --- */

static enum err
show_list(struct req *r, void *arg)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Briefs"), .menu = MENU_WORK};
    struct briefs_view v = {.token = form_token(r)};
    struct brief_list list;
    struct choice *lines;
    struct org org;

    (void)arg;
    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    TRY(brief_list(c, r->org, &list));
    lines = ARENA_ARRAY(c->arena, list.count, struct choice);
    for (size_t i = 0; i < list.count; i++) {
        lines[i] = (struct choice){
            req_url(r, "/o/%s/briefs/%s", org.slug, list.items[i].number),
            list.items[i].on_date, list.items[i].number, false};
    }
    v.org_name = org.name;
    v.action = req_url(r, "/o/%s/briefs", org.slug);
    v.lines = lines;
    v.line_count = list.count;
    briefs_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

enum err
briefs_page(struct req *r)
{
    return req_read(r, show_list, NULL);
}

static enum err
freeze(struct req *r, void *arg)
{
    return brief_freeze(r->ctx, r->org, arg);
}

/* Figures of a region look at much: on the pool. */
enum err
briefs_post(struct req *r)
{
    const char *number = NULL;

    TRY(req_write(r, freeze, &number));
    return res_redirect(
        r, req_url(r, "/o/%s/briefs/%s", req_param(r, "org"), number));
}

/* --- one --- */

static const char *
shown(struct req *r, const char *value)
{
    return value && strcmp(value, BRIEF_HIDDEN) == 0
               ? tr(r->ctx->lang, "fewer than five")
               : value;
}

static void
add_figures(struct req *r, const struct brief *b, const struct brief *before,
            struct brief_view *v)
{
    struct brief_row *rows =
        ARENA_ARRAY(r->ctx->arena, COUNT(figures), struct brief_row);

    for (size_t i = 0; i < COUNT(figures); i++) {
        const char *value = brief_figure(b, figures[i].key);

        if (value) {
            rows[v->figure_count++] = (struct brief_row){
                tr(r->ctx->lang, figures[i].text), shown(r, value),
                before ? shown(r, brief_figure(before, figures[i].key)) : NULL};
        }
    }
    v->figures = rows;
}

static const struct brief_entry *
entries_of(struct req *r, const struct brief *b, const char *section,
           size_t *count)
{
    struct brief_entry *out =
        ARENA_ARRAY(r->ctx->arena, b->count, struct brief_entry);

    *count = 0;
    for (size_t i = 0; i < b->count; i++) {
        if (strcmp(b->lines[i].section, section) == 0) {
            out[(*count)++] = (struct brief_entry){
                b->lines[i].name,
                *b->lines[i].value ? b->lines[i].value : NULL};
        }
    }
    return out;
}

static enum err
add_others(struct req *r, const struct brief *b, const char *slug,
           struct brief_view *v)
{
    struct brief_list list;
    struct choice *others;

    TRY(brief_list(r->ctx, b->node, &list));
    others = ARENA_ARRAY(r->ctx->arena, list.count, struct choice);
    for (size_t i = 0; i < list.count; i++) {
        if (strcmp(list.items[i].number, b->number) != 0) {
            others[v->other_count++] =
                (struct choice){req_url(r, "/o/%s/briefs/%s?with=%s", slug,
                                        b->number, list.items[i].number),
                                list.items[i].on_date, NULL, false};
        }
    }
    v->others = others;
    return OK;
}

static enum err
show_one(struct req *r, void *arg)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Brief"), .menu = MENU_WORK};
    const char *with = req_query(r, "with");
    struct brief b, before;
    struct brief_view v = {0};
    struct org org;
    bool compared = false;

    (void)arg;
    org_foresee_way(c, r->org);
    brief_foresee_list(c, r->org);
    if (with) {
        brief_foresee(c, with);
    }
    TRY(brief_by_number(c, req_param(r, "number"), &b));
    if (b.node != r->org) {
        return ERR_MISSING;
    }
    if (with) {
        compared =
            brief_by_number(c, with, &before) == OK && before.node == b.node;
    }
    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    v.org_name = org.name;
    v.number = b.number;
    v.on_date = b.on_date;
    v.before_date = compared ? before.on_date : NULL;
    v.list_url = req_url(r, "/o/%s/briefs", org.slug);
    add_figures(r, &b, compared ? &before : NULL, &v);
    v.centres = entries_of(r, &b, "centre", &v.centre_count);
    v.agreements = entries_of(r, &b, "agreement", &v.agreement_count);
    v.items = entries_of(r, &b, "item", &v.item_count);
    v.silent = entries_of(r, &b, "silent", &v.silent_count);
    v.reports = entries_of(r, &b, "late_report", &v.report_count);
    TRY(add_others(r, &b, org.slug, &v));
    brief_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

enum err
brief_page(struct req *r)
{
    return req_read(r, show_one, NULL);
}
