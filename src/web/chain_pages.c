/* SPDX-License-Identifier: Apache-2.0 */
/* chain_pages: from handshake to certificate, on one page. */

#include "web/chain_pages.h"

#include "base/arena.h"
#include "base/text.h"
#include "core/access.h"
#include "core/count.h"
#include "credentials/credential.h"
#include "handlers.h"
#include "learning/origin.h"
#include "network/agreement.h"
#include "network/item.h"
#include "network/org.h"
#include "reports/small.h"
#include "web/org_crumbs.h"
#include "web/pages/chain.html.h"

#include <string.h>

const struct choice *
chain_openings(struct req *r, const struct origins *list)
{
    struct choice *out = ARENA_ARRAY(r->ctx->arena, list->count, struct choice);

    for (size_t i = 0; i < list->count; i++) {
        const struct origin *o = &list->items[i];

        out[i] = (struct choice){
            req_url(r, "/chain/%lld", (long long)o->opening),
            arena_printf(r->ctx->arena, "%s · %s", o->series_title,
                         org_crumbs_name(r, o->org_slug, o->org_name)),
            o->from_date, false};
    }
    return out;
}

/* --- what was before --- */

static enum err
add_clause(struct req *r, const struct agreement *a, int64_t position,
           struct chain_view *v)
{
    struct agreement_clauses list;

    if (!position) {
        return OK;
    }
    TRY(agreement_clauses(r->ctx, a->id, r->ctx->lang->tag, &list));
    if (position <= (int64_t)list.count) {
        v->clause = arena_printf(r->ctx->arena, "%lld. %s", (long long)position,
                                 list.items[position - 1].title);
    }
    return OK;
}

static enum err
add_items(struct req *r, const struct agreement *a, struct chain_view *v)
{
    struct chain_item *items;
    struct item_list list;

    TRY(item_list_behind(r->ctx, a->id, &list));
    item_foresee_mine(r->ctx, &list);
    items = ARENA_ARRAY(r->ctx->arena, list.count, struct chain_item);
    for (size_t i = 0; i < list.count; i++) {
        const struct item *k = &list.items[i];

        if (k->visit_is_public || item_is_mine(r->ctx, k)) {
            items[v->item_count++] = (struct chain_item){
                req_url(r, "/items/%lld", (long long)k->id), k->title,
                k->visit_title, req_url(r, "/visits/%s", k->visit_number)};
        }
    }
    v->items = items;
    return OK;
}

static enum err
add_before(struct req *r, const struct origin *o, struct chain_view *v)
{
    struct agreement a;
    enum err e;

    if (!o->agreement) {
        return OK;
    }
    e = agreement_by_number(r->ctx, o->agreement, &a);
    if (e == ERR_MISSING) {
        v->unknown = true;
        return OK;
    }
    TRY(e);
    v->agreement = a.title;
    v->agreement_url = req_url(r, "/agreements/%s", a.number);
    TRY(add_clause(r, &a, o->clause, v));
    return add_items(r, &a, v);
}

/* --- what came after --- */

static const struct {
    enum indicator indicator;
    const char *what;
    enum cap cap;
    const char *page;
} figure_kinds[] = {
    {COUNT_ENROLLED, N_("people enrolled since, each once a year"),
     CAP_PEOPLE_READ, "people"},
    {COUNT_COMPLETED,
     N_("people who completed a programme since, each once a year"),
     CAP_COHORT_RUN, "progress"},
    {COUNT_CERTIFICATES, N_("certificates since"), CAP_CREDENTIAL_READ,
     "certificates"},
};

static const char *
first_month(struct ctx *c, const struct origin *o)
{
    return arena_textn(c->arena, o->from_date, strlen("2026-03"));
}

static enum err
add_figures(struct req *r, const struct origin *o, struct chain_view *v)
{
    struct ctx *c = r->ctx;
    const char *month = first_month(c, o);
    struct answer answers[COUNT(figure_kinds)];

    _Static_assert(COUNT(figure_kinds) == COUNT(v->figures), "one line each");
    for (size_t i = 0; i < COUNT(figure_kinds); i++) {
        count_ask(c, o->org, figure_kinds[i].indicator, month, NULL,
                  &answers[i]);
    }
    for (size_t i = 0; i < COUNT(figure_kinds); i++) {
        struct chain_figure *f = &v->figures[i];

        TRY(count_take(&answers[i], &f->n));
        f->what = tr(c->lang, figure_kinds[i].what);
        f->n = small_public(f->n);
        f->few = f->n == SMALL_HIDDEN;
        if (f->n && access_has(c, figure_kinds[i].cap, o->org)) {
            f->list_url =
                req_url(r, "/o/%s/%s", o->org_slug, figure_kinds[i].page);
        }
    }
    return OK;
}

/* --- saying so --- */

static enum err
add_form(struct req *r, const struct origin *o, struct chain_view *v)
{
    struct ctx *c = r->ctx;
    const struct lang *l = c->lang;
    const char *chosen =
        req_kept(r, "agreement", o->agreement ? o->agreement : "");
    struct origin_choices list;
    struct choice *choices;

    TRY(origin_choices(c, o->org, &list));
    choices = ARENA_ARRAY(c->arena, list.count + 1, struct choice);
    choices[v->choice_count++] =
        (struct choice){"", tr(l, "Nothing that is said"), NULL, !*chosen};
    for (size_t i = 0; i < list.count; i++) {
        choices[v->choice_count++] =
            (struct choice){list.items[i].number, list.items[i].title, NULL,
                            strcmp(list.items[i].number, chosen) == 0};
    }
    v->choices = choices;
    v->action = req_url(r, "/o/%s/series/%lld/agreement", o->org_slug,
                        (long long)o->opening);
    v->chosen = field_of(r, "agreement", tr(l, "Agreement"),
                         tr(l, "Public ones in force, of this place and those "
                               "above it."),
                         NULL);
    v->clause_number = field_of(
        r, "clause", tr(l, "Number of the clause"),
        tr(l, "Leave it empty for the agreement as a whole."),
        o->clause ? arena_printf(c->arena, "%lld", (long long)o->clause) : "");
    v->clause_number.is_short = true;
    v->clause_number.optional = true;
    return OK;
}

/* All that can be asked once the opening is known. */
static void
foresee_parts(struct req *r, const struct origin *o)
{
    struct ctx *c = r->ctx;

    for (size_t i = 0; i < COUNT(figure_kinds); i++) {
        count_foresee(c, o->org, figure_kinds[i].indicator, first_month(c, o),
                      NULL);
    }
    if (o->agreement) {
        agreement_foresee(c, o->agreement);
        agreement_foresee_clauses(c, o->agreement_id, c->lang->tag);
        item_foresee_behind(c, o->agreement_id);
    }
    access_foresee(c, o->org);
    if (r->session.has_role) {
        origin_foresee_choices(c, o->org);
    }
}

static enum err
show_chain(struct req *r, const struct origin *o)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "From handshake to certificate"),
                        .menu = MENU_NETWORK};
    struct chain_view v = {.problems = problems_of(r), .token = form_token(r)};

    foresee_parts(r, o);
    v.series = o->series_title;
    v.series_url = req_url(r, "/series/%s", o->series_slug);
    v.place = org_crumbs_name(r, o->org_slug, o->org_name);
    v.place_url = req_url(r, "/o/%s", o->org_slug);
    v.from_date = o->from_date;
    v.to_date = o->to_date;
    TRY(add_before(r, o, &v));
    TRY(add_figures(r, o, &v));
    if (access_has(c, CAP_SERIES_OPEN, o->org)) {
        TRY(add_form(r, o, &v));
    }
    chain_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

enum err
chain_page(struct req *r)
{
    struct origin o;
    int64_t id;

    TRY(req_param_i64(r, "opening", &id));
    TRY(origin_of_opening(r->ctx, id, &o));
    return show_chain(r, &o);
}

enum err
chain_post(struct req *r)
{
    struct ctx *c = r->ctx;
    const char *clause = req_typed(r, "clause");
    int64_t id, position = 0;
    struct origin o;

    TRY(req_param_i64(r, "opening", &id));
    TRY(origin_of_opening(c, id, &o));
    if (o.org != r->org) {
        return ERR_MISSING;
    }
    if (*clause && !text_i64(clause, &position)) {
        position = -1; /* no clause has it */
    }
    TRY(origin_put(c, id, req_typed(r, "agreement"), position));
    res_flash(r, tr(c->lang, "Saved."));
    return res_redirect(r, req_url(r, "/chain/%lld", (long long)id));
}

/* From a certificate: the opening its holder enrolled under. */
enum err
certificate_chain_page(struct req *r)
{
    const char *number = req_param(r, "number");
    struct credential k;
    struct origin o;

    origin_foresee_of_certificate(r->ctx, number);
    TRY(credential_by_number(r->ctx, number, &k));
    TRY(origin_of_certificate(r->ctx, k.number, &o));
    return show_chain(r, &o);
}
