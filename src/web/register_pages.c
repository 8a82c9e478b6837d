/* SPDX-License-Identifier: Apache-2.0 */
/* register_pages: the public register of offices, centres and agreements in
 * force: who is not in it does not act for the network. */

#include "base/arena.h"
#include "handlers.h"
#include "network/agreement.h"
#include "network/mandate.h"
#include "web/agreement_words.h"
#include "web/org_crumbs.h"
#include "web/pages/agreement.html.h"
#include "web/words.h"

#include <string.h>

static const char *const office_kinds[] = {"regional_office", "representation",
                                           "presidency", "secretariat"};
static const char *const agreement_kinds[] = {
    "national_centre", "regional_office", "cooperation", "membership"};

/* Names of countries are compiled in, those of others are asked for. */
static void
foresee_nodes(struct ctx *c, const struct mandate_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (!list->items[i].node_country) {
            org_foresee_id(c, list->items[i].node);
        }
    }
}

static enum err
add_active(struct req *r, const struct mandate_list *list,
           struct register_office *out, size_t *count)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct mandate *m = &list->items[i];
        struct org node = {.name = m->node_slug};

        if (!m->node_country) {
            TRY(org_by_id(r->ctx, m->node, &node));
        }
        if (mandate_is_in_force(r->ctx, m)) {
            out[(*count)++] = (struct register_office){
                .url = req_url(r, "/mandates/%s", m->number),
                .title = m->title,
                .kind = words_mandate(r->ctx->lang, m->kind),
                .holder = m->holder_name,
                .holder_url = req_url(r, "/o/%s", m->holder_slug),
                .place = org_crumbs_name(r, m->node_slug, node.name),
                .place_url = req_url(r, "/o/%s", m->node_slug),
                .from_date = m->from_date,
            };
        }
    }
    return OK;
}

static enum err
add_offices(struct req *r, struct register_view *v)
{
    struct mandate_list lists[COUNT(office_kinds)], centres;
    struct register_office *offices, *national;
    size_t most = 0;

    for (size_t i = 0; i < COUNT(office_kinds); i++) {
        TRY(mandate_list(r->ctx, office_kinds[i], &lists[i]));
        most += lists[i].count;
        foresee_nodes(r->ctx, &lists[i]);
    }
    offices = ARENA_ARRAY(r->ctx->arena, most, struct register_office);
    for (size_t i = 0; i < COUNT(office_kinds); i++) {
        TRY(add_active(r, &lists[i], offices, &v->office_count));
    }
    TRY(mandate_list(r->ctx, "national_centre", &centres));
    national =
        ARENA_ARRAY(r->ctx->arena, centres.count, struct register_office);
    TRY(add_active(r, &centres, national, &v->centre_count));
    v->offices = offices;
    v->centres = national;
    return OK;
}

static const char *
chosen_kind(const struct req *r)
{
    const char *typed = req_query(r, "kind");

    for (size_t i = 0; typed && i < COUNT(agreement_kinds); i++) {
        if (strcmp(agreement_kinds[i], typed) == 0) {
            return agreement_kinds[i];
        }
    }
    return agreement_kinds[0];
}

static enum err
add_agreements(struct req *r, struct register_view *v)
{
    struct ctx *c = r->ctx;
    const char *kind = chosen_kind(r), *after = req_query(r, "after");
    struct choice *kinds =
        ARENA_ARRAY(c->arena, COUNT(agreement_kinds), struct choice);
    struct agreement_list list;
    struct agreement from = {.title = "", .id = 0};

    if (after && agreement_by_number(c, after, &from) != OK) {
        from = (struct agreement){.title = ""};
    }
    TRY(agreement_register(c, kind, from.title, from.id, &list));
    for (size_t i = 0; i < COUNT(agreement_kinds); i++) {
        kinds[i] = (struct choice){
            req_url(r, "/register?kind=%s#agreements", agreement_kinds[i]),
            agreement_kind_word(c->lang, agreement_kinds[i]), NULL,
            strcmp(agreement_kinds[i], kind) == 0};
    }
    v->kinds = kinds;
    v->kind_count = COUNT(agreement_kinds);
    v->lines = agreement_lines(r, &list);
    v->line_count = list.count;
    if (list.more) {
        v->next_url = req_url(r, "/register?kind=%s&after=%s#agreements", kind,
                              list.items[list.count - 1].number);
    }
    return OK;
}

static void
foresee_lists(struct req *r)
{
    const char *after = req_query(r, "after");

    for (size_t i = 0; i < COUNT(office_kinds); i++) {
        mandate_foresee_list(r->ctx, office_kinds[i]);
    }
    mandate_foresee_list(r->ctx, "national_centre");
    if (after) {
        agreement_foresee(r->ctx, after);
    }
}

enum err
register_page(struct req *r)
{
    struct register_view v = {.network = r->node->name,
                              .verify_url = req_url(r, "/verify"),
                              .offices_url = req_url(r, "/offices")};
    struct page page = {.title = tr(r->ctx->lang, "Register"),
                        .menu = MENU_NETWORK};

    foresee_lists(r);
    TRY(add_offices(r, &v));
    TRY(add_agreements(r, &v));
    register_html(page_begin(r, &page), r->ctx->lang, &v);
    return page_end(r);
}
