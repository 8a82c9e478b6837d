/* SPDX-License-Identifier: Apache-2.0 */
/* office_pages: the offices of the network for everybody, and what an
 * organisation holds. */

#include "web/office_pages.h"

#include "base/arena.h"
#include "handlers.h"
#include "network/mandate.h"
#include "network/org.h"
#include "web/mandate_words.h"
#include "web/org_crumbs.h"
#include "web/pages/office.html.h"
#include "web/post_words.h"

#include <string.h>

static enum err
add_presidencies(struct req *r, struct offices_view *v)
{
    struct mandate_list list;
    struct held_line *lines;

    TRY(mandate_list(r->ctx, "presidency", &list));
    lines = ARENA_ARRAY(r->ctx->arena, list.count, struct held_line);
    /* by the first day, the newest first; there is one a year */
    for (size_t i = 0; i < list.count; i++) {
        struct held_line line = held_line_of(r, &list.items[i]);
        size_t at = v->presidency_count++;

        line.kind = list.items[i].holder_name;
        for (; at > 0 && strcmp(lines[at - 1].from_date, line.from_date) < 0;
             at--) {
            lines[at] = lines[at - 1];
        }
        lines[at] = line;
    }
    v->presidencies = lines;
    return OK;
}

static enum err
add_posts(struct req *r, struct offices_view *v)
{
    struct posts list;
    struct post_line *now, *past;

    TRY(post_list(r->ctx, &list));
    now = ARENA_ARRAY(r->ctx->arena, list.count, struct post_line);
    past = ARENA_ARRAY(r->ctx->arena, list.count, struct post_line);
    for (size_t i = 0; i < list.count; i++) {
        struct post_line line = post_line_of(r, &list.items[i]);

        line.person = NULL; /* this page is the same for everybody */
        if (list.items[i].now) {
            now[v->post_count++] = line;
        } else if (strcmp(list.items[i].status, "held") == 0) {
            past[v->past_count++] = line;
        }
    }
    v->posts = now;
    v->past = past;
    return OK;
}

/* Who holds more than one mandate in force. */
static enum err
add_several(struct req *r, struct offices_view *v)
{
    struct mandate_list list;
    struct choice *out;

    TRY(mandate_several(r->ctx, &list));
    out = ARENA_ARRAY(r->ctx->arena, list.count, struct choice);
    for (size_t i = 0; i < list.count; i++) {
        const struct mandate *m = &list.items[i];
        struct choice *last =
            v->several_count ? &out[v->several_count - 1] : NULL;

        if (i && list.items[i - 1].holder == m->holder) {
            last->note =
                arena_printf(r->ctx->arena, "%s · %s", last->note, m->title);
        } else {
            out[v->several_count++] = (struct choice){
                req_url(r, "/o/%s/held", m->holder_slug),
                org_crumbs_name(r, m->holder_slug, m->holder_name), m->title,
                false};
        }
    }
    v->several = out;
    return OK;
}

enum err
offices_page(struct req *r)
{
    struct offices_view v = {.register_url = req_url(r, "/register")};
    struct page page = {.title = tr(r->ctx->lang, "Offices of the network"),
                        .menu = MENU_NETWORK};

    mandate_foresee_list(r->ctx, "presidency");
    mandate_foresee_several(r->ctx);
    org_foresee_root(r->ctx);
    TRY(add_presidencies(r, &v));
    TRY(add_posts(r, &v));
    TRY(add_several(r, &v));
    offices_html(page_begin(r, &page), r->ctx->lang, &v);
    return page_end(r);
}

enum err
held_page(struct req *r)
{
    struct page page = {.title = tr(r->ctx->lang, "Mandates it holds"),
                        .menu = MENU_NETWORK};
    struct held_view v = {0};
    struct mandate_list list;
    struct held_line *lines;
    struct org org;

    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    TRY(mandate_held(r->ctx, org.id, &list));
    lines = ARENA_ARRAY(r->ctx->arena, list.count, struct held_line);
    for (size_t i = 0; i < list.count; i++) {
        lines[i] = held_line_of(r, &list.items[i]);
    }
    v.org_name = org.name;
    v.org_url = req_url(r, "/o/%s", org.slug);
    v.lines = lines;
    v.line_count = list.count;
    held_html(page_begin(r, &page), r->ctx->lang, &v);
    return page_end(r);
}
