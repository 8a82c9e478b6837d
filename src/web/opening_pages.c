/* SPDX-License-Identifier: Apache-2.0 */
/* opening_pages: to whom the programmes are open, opening and closing them. */

#include "web/opening_pages.h"

#include "base/arena.h"
#include "base/tr.h"
#include "core/access.h"
#include "credentials/signer.h"
#include "handlers.h"
#include "learning/series.h"
#include "network/mandate.h"
#include "network/directory.h"
#include "web/org_crumbs.h"
#include "web/pages/opening.html.h"

#include <string.h>

/* What the page reads before it shows anything. */
struct place {
    struct org org;
    struct series_openings openings;
    const char **signers; /* of each opening; NULL = nobody signs */
};

static enum err
read_openings(struct ctx *c, struct place *p)
{
    int64_t *ids;

    TRY(series_openings_near(c, p->org.id, &p->openings));
    ids = ARENA_ARRAY(c->arena, p->openings.count, int64_t);
    for (size_t i = 0; i < p->openings.count; i++) {
        ids[i] = p->openings.items[i].id;
    }
    p->signers = ARENA_ARRAY(c->arena, p->openings.count, const char *);
    return signer_names(c, ids, p->openings.count, p->signers);
}

/* Openings of a series that concern this node; those of other countries are not
 * its work. */
static void
add_rows(struct req *r, const struct place *p, const struct series *series,
         struct opened_series *out)
{
    const char *today = ctx_today(r->ctx);
    struct opening_row *rows =
        ARENA_ARRAY(r->ctx->arena, p->openings.count, struct opening_row);
    bool codes = access_has(r->ctx, CAP_PEOPLE_EDIT, p->org.id);

    for (size_t i = 0; i < p->openings.count; i++) {
        const struct series_opening *o = &p->openings.items[i];
        struct opening_row row = {
            .org_name = org_crumbs_name(r, o->org_slug, o->org_name),
            .org_url = req_url(r, "/o/%s", o->org_slug),
            .chain_url = req_url(r, "/chain/%lld", (long long)o->id),
            .signer = p->signers[i],
            .from_date = o->from_date,
            .to_date = o->to_date,
            .over = o->to_date && strcmp(o->to_date, today) < 0,
            .never = o->to_date && strcmp(o->to_date, o->from_date) < 0,
        };

        if (o->series != series->id) {
            continue;
        }
        /* one that ends today already is closed as far as can be */
        if (o->is_below && (!o->to_date || strcmp(o->to_date, today) > 0)) {
            row.close_url = req_url(r, "/o/%s/series/%lld/close", p->org.slug,
                                    (long long)o->id);
        }
        if (codes && o->is_below && !row.over && !row.never) {
            row.codes_url =
                req_url(r, "/o/%s/codes?series=%s", o->org_slug, series->slug);
        }
        rows[out->row_count++] = row;
    }
    out->rows = rows;
}

static enum err
add_series(struct req *r, const struct place *p, struct openings_view *v)
{
    const char *chosen = req_kept(r, "series", "");
    struct series_list list;
    struct opened_series *opened;
    struct choice *choices;

    TRY(series_list(r->ctx, &list));
    opened = ARENA_ARRAY(r->ctx->arena, list.count, struct opened_series);
    choices = ARENA_ARRAY(r->ctx->arena, list.count, struct choice);
    for (size_t i = 0; i < list.count; i++) {
        const struct series *s = &list.items[i];

        opened[i] = (struct opened_series){
            .title = s->title,
            .url = req_url(r, "/series/%s", s->slug),
        };
        choices[i] = (struct choice){s->slug, s->title, NULL,
                                     strcmp(s->slug, chosen) == 0};
        add_rows(r, p, s, &opened[i]);
    }
    v->series = opened;
    v->choices = choices;
    v->series_count = list.count;
    return OK;
}

/* Whose name certificates of this place bear. */
static enum err
add_signer(struct ctx *c, int64_t org, struct openings_view *v)
{
    struct signer s;
    enum err e = signer_for(c, org, 0, 0, &s);

    v->signer = e == OK ? s.name : NULL;
    return e == ERR_MISSING ? OK : e;
}

static void
add_form(struct req *r, const struct place *p, struct openings_view *v)
{
    const struct lang *l = r->ctx->lang;

    v->chosen = field_of(r, "series", tr(l, "Programme"), NULL, NULL);
    v->org = field_of(r, "org", tr(l, "Open it to"),
                      tr(l, "This place and everything below it. For another "
                            "one write its name."),
                      p->org.name);
    v->from_date =
        field_of(r, "from_date", tr(l, "First day"), NULL, ctx_today(r->ctx));
    v->from_date.type = "date";
    v->from_date.is_short = true;
    v->to_date = field_of(r, "to_date", tr(l, "Last day"),
                          tr(l, "Leave it empty to keep it open."), NULL);
    v->to_date.type = "date";
    v->to_date.is_short = true;
    v->to_date.optional = true;
}

enum err
openings_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Programmes"), .menu = MENU_WORK};
    struct openings_view v = {.problems = problems_of(r),
                              .token = form_token(r)};
    struct place p;

    signer_foresee(c, r->org, 0, 0);
    series_foresee_list(c);
    series_foresee_openings_near(c, r->org);
    TRY(org_crumbs(r, page.title, &page, &p.org, NULL));
    TRY(read_openings(c, &p));
    TRY(add_signer(c, r->org, &v));
    v.org_name = p.org.name;
    v.action = req_url(r, "/o/%s/series", p.org.slug);
    TRY(add_series(r, &p, &v));
    add_form(r, &p, &v);
    openings_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* --- opening and closing --- */

/* The node to open to, which must be the reader's to open: this one, as the
 * form names it though others may be called the same, or another. */
static enum err
read_node(struct req *r, struct org *node)
{
    const char *typed = req_typed(r, "org");
    enum err e = org_by_id(r->ctx, r->org, node);

    if (e == OK && strcmp(node->name, typed) != 0) {
        e = directory_named(r->ctx, typed, node);
    }
    if (e == ERR_MISSING || e == ERR_CONFLICT) {
        return problem_at(r->ctx, "org",
                          N_("No one place is meant by this. Write its whole "
                             "name, or the end of its page's address."));
    }
    TRY(e);
    if (!access_has(r->ctx, CAP_SERIES_OPEN, node->id)) {
        return problem_at(r->ctx, "org",
                          N_("This place is not yours to open to. Choose one "
                             "at or below your own."));
    }
    return OK;
}

enum err
openings_post(struct req *r)
{
    struct ctx *c = r->ctx;
    const char *to_date = req_typed(r, "to_date");
    struct series series;
    struct mandate centre = {0};
    struct org node;
    int64_t opening;
    enum err e = series_by_slug(c, req_typed(r, "series"), &series);

    if (e == ERR_MISSING) {
        return problem_at(c, "series", N_("Choose a programme."));
    }
    TRY(e);
    TRY(read_node(r, &node));
    e = mandate_for(c, node.id, "national_centre", &centre);
    if (e != OK && e != ERR_MISSING) {
        return e;
    }
    TRY(series_open(c, series.id, node.id, e == OK ? centre.id : 0,
                    req_typed(r, "from_date"), *to_date ? to_date : NULL,
                    &opening));
    res_flash(r, arena_printf(c->arena, "%s %s", tr(c->lang, "Opened to"),
                              node.name));
    return res_redirect(r, req_url(r, "/chain/%lld", (long long)opening));
}

enum err
opening_close_post(struct req *r)
{
    int64_t id;

    TRY(req_param_i64(r, "opening", &id));
    TRY(series_close(r->ctx, id));
    res_flash(r, tr(r->ctx->lang, "Closed after today. Whoever is enrolled "
                                  "goes on to the end."));
    return res_redirect(r, req_url(r, "/o/%s/series", req_param(r, "org")));
}
