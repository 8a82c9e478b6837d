/* SPDX-License-Identifier: Apache-2.0 */
/* tree_pages: the tree as it was on a day, around one place. */

#include "web/tree_pages.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/tr.h"
#include "handlers.h"
#include "network/tree_at.h"
#include "web/org_crumbs.h"
#include "web/pages/tree.html.h"
#include "web/words.h"

#include <string.h>

static const struct tree_line *
lines_of(struct req *r, const struct tree_places *list, const char *date)
{
    const struct lang *l = r->ctx->lang;
    struct tree_line *lines =
        ARENA_ARRAY(r->ctx->arena, list->count, struct tree_line);

    for (size_t i = 0; i < list->count; i++) {
        const struct tree_place *p = &list->items[i];

        lines[i] = (struct tree_line){
            .name = org_crumbs_name(r, p->slug, p->name),
            .url = req_url(r, "/o/%s/tree?on=%s", p->slug, date),
            .kind = words_kind(l, p->kind),
            .status = strcmp(p->kind, "institution") == 0
                          ? words_status(l, p->status)
                          : NULL,
            .until = p->to_date,
        };
    }
    return lines;
}

static enum err
add_changes(struct req *r, int64_t org, struct tree_view *v)
{
    struct tree_changes list;
    struct tree_change_line *lines;

    TRY(tree_at_changes(r->ctx, org, &list));
    lines = ARENA_ARRAY(r->ctx->arena, list.count, struct tree_change_line);
    for (size_t i = 0; i < list.count; i++) {
        const struct tree_change *t = &list.items[i];

        lines[i] = (struct tree_change_line){
            .name = org_crumbs_name(r, t->slug, t->name),
            .url = req_url(r, "/o/%s", t->slug),
            .from = org_crumbs_name(r, t->from_slug, t->from_name),
            .from_url = req_url(r, "/o/%s", t->from_slug),
            .to = org_crumbs_name(r, t->to_slug, t->to_name),
            .to_url = req_url(r, "/o/%s", t->to_slug),
            .date = t->date,
            .reason = t->reason,
            .corrected = t->corrected,
        };
    }
    v->changes = lines;
    v->change_count = list.count;
    return OK;
}

/* A day that is none, or lies ahead, is said at the field; today's tree is
 * shown. */
static const char *
read_date(struct req *r)
{
    const char *today = ctx_today(r->ctx), *on = req_query(r, "on");

    if (!on || !*on) {
        return today;
    }
    if (!date_valid(on) || strcmp(on, today) > 0) {
        (void)problem_at(r->ctx, "on", N_("Choose a day, today or earlier."));
        return today;
    }
    return on;
}

enum err
tree_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "The tree as it was"),
                        .menu = MENU_NETWORK};
    struct tree_view v = {0};
    struct tree_places way, below;
    const char *date = read_date(r);
    int64_t last = req_query_i64(r, "after");
    struct org org;
    enum err e;

    tree_at_foresee(c, r->org, date, last);
    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    e = tree_at_way(c, org.id, date, &way);
    if (e != OK && e != ERR_MISSING) {
        return e;
    }
    TRY(tree_at_below(c, org.id, date, last, &below));
    v.was_there = e == OK;
    v.way = lines_of(r, &way, date);
    v.way_count = way.count ? way.count - 1 : 0; /* without itself */
    v.below = lines_of(r, &below, date);
    v.below_count = below.count;
    TRY(add_changes(r, org.id, &v));
    v.problems = problems_of(r);
    v.org_name = org_crumbs_name(r, org.slug, org.name);
    v.org_url = req_url(r, "/o/%s", org.slug);
    v.action = req_url(r, "/o/%s/tree", org.slug);
    v.date = date;
    v.today = strcmp(date, ctx_today(c)) == 0;
    v.on = field_of(r, "on", tr(c->lang, "Day"), NULL, date);
    v.on.type = "date";
    v.start_url = last ? req_url(r, "/o/%s/tree?on=%s", org.slug, date) : NULL;
    if (below.more) {
        v.next_url = req_url(r, "/o/%s/tree?on=%s&after=%lld", org.slug, date,
                             (long long)below.items[below.count - 1].org);
    }
    tree_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}
