/* SPDX-License-Identifier: Apache-2.0 */
/* item_pages: what visits agreed on: entering items, and one of them. */

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "core/access.h"
#include "handlers.h"
#include "learning/origin.h"
#include "network/country.h"
#include "network/directory.h"
#include "network/org.h"
#include "network/propose.h"
#include "network/visit.h"
#include "web/chain_pages.h"
#include "web/item_words.h"
#include "web/org_crumbs.h"
#include "web/pages/visit.html.h"
#include "web/words.h"

#include <string.h>

enum { DUE_DAYS = 182, PLACES_MAX = 80 };

/* --- who may see to it, where it may be counted --- */

/* The way down to the visit's place, its guest, what lies right below. */
static enum err
list_places(struct req *r, const struct visit *v, struct choice *out,
            size_t *count)
{
    struct ctx *c = r->ctx;
    struct org_list way, below;
    struct org guest;

    *count = 0;
    org_foresee_way(c, v->node);
    org_foresee_children(c, v->node, NULL);
    if (v->guest_slug) {
        org_foresee_slug(c, v->guest_slug);
    }
    TRY(org_way(c, v->node, &way));
    for (size_t i = way.count; i-- > 0;) {
        out[(*count)++] =
            (struct choice){way.items[i].slug, way.items[i].name, NULL, false};
    }
    if (v->guest_slug && org_by_slug(c, v->guest_slug, &guest) == OK) {
        out[(*count)++] = (struct choice){guest.slug, guest.name, NULL, false};
    }
    TRY(org_children(c, v->node, NULL, &below));
    for (size_t i = 0; i < below.count && *count < PLACES_MAX; i++) {
        out[(*count)++] = (struct choice){below.items[i].slug,
                                          below.items[i].name, NULL, false};
    }
    return OK;
}

/* --- entering several --- */

static const char *
named(struct arena *a, const char *name, int64_t number)
{
    return arena_printf(a, "%s_%lld", name, (long long)number);
}

static const char *
due_at_first(struct req *r, const struct visit *v)
{
    char *out = arena_alloc(r->ctx->arena, DATE_SIZE);
    int64_t day = 0;

    (void)date_parse(v->from_date, &day);
    date_write(day + DUE_DAYS, out);
    return out;
}

static void
add_row(struct req *r, const struct visit *visit, const char *proposed,
        const struct choice *owners, size_t owner_count,
        struct items_form_view *v)
{
    struct arena *a = r->ctx->arena;
    const struct lang *l = r->ctx->lang;
    struct item_row *row = &v->rows[v->row_count++];
    int64_t n = (int64_t)v->row_count;

    row->number = n;
    row->pick = field_of(r, named(a, "keep", n), "", NULL, NULL);
    row->title =
        field_of(r, named(a, "title", n), tr(l, "What"), NULL, proposed);
    row->owner =
        field_of(r, named(a, "owner", n), tr(l, "Who sees to it"), NULL, NULL);
    row->owners =
        choices_with(a, owners, owner_count, req_kept(r, row->owner.name, ""));
    row->owner_count = owner_count;
    row->due_date = field_of(r, named(a, "due_date", n), tr(l, "Until when"),
                             NULL, due_at_first(r, visit));
    row->due_date.type = "date";
    row->countries = field_of(r, named(a, "countries", n), tr(l, "Countries"),
                              tr(l, "Such as PE, CL; empty for all"), NULL);
    row->countries.optional = true;
    row->proposed_name = proposed ? named(a, "proposed", n) : NULL;
    row->chosen = r->again ? req_form(r, row->pick.name) != NULL
                           : proposed != NULL && *proposed;
}

enum err
items_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "What was agreed"),
                        .menu = MENU_WORK};
    struct items_form_view v = {.problems = problems_of(r),
                                .token = form_token(r)};
    struct choice owners[PLACES_MAX + 8];
    struct proposals proposals;
    size_t owner_count;
    struct visit visit;
    struct org org;

    org_foresee_way(c, r->org);
    TRY(visit_by_number(c, req_param(r, "number"), &visit));
    if (visit.node != r->org) {
        return ERR_MISSING;
    }
    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    TRY(list_places(r, &visit, owners, &owner_count));
    propose(c->arena, visit.news, &proposals);
    v.title = visit.title;
    v.visit_url = req_url(r, "/visits/%s", visit.number);
    v.action =
        req_url(r, "/o/%s/visits/%s/items", visit.node_slug, visit.number);
    v.proposed = proposals.count > 0;
    for (size_t i = 0; i < VISIT_ROWS; i++) {
        if (i < proposals.count || i < 5 || r->again) {
            add_row(r, &visit, i < proposals.count ? proposals.items[i] : NULL,
                    owners, owner_count, &v);
        }
    }
    items_form_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* "PE, Chile; cl": codes and names in the reader's language. */
static enum err
read_countries(struct req *r, const char *field, int64_t *out, size_t *count)
{
    struct ctx *c = r->ctx;
    const char *typed = req_typed(r, field);

    *count = 0;
    while (*typed && *count < ITEM_COUNTRIES_MAX) {
        size_t len = strcspn(typed, ",;");
        const char *word =
            text_clean(c->arena, arena_textn(c->arena, typed, len));
        struct org node;
        enum err e = *word ? directory_named(c, word, &node) : OK;

        if (e == ERR_MISSING || e == ERR_CONFLICT ||
            (*word && e == OK && !country_by_slug(node.slug))) {
            return problem_about(c, field, word,
                                 N_("this is no country of the network. Write "
                                    "codes such as PE, or names."));
        }
        TRY(e);
        if (*word) {
            out[(*count)++] = node.id;
        }
        typed += len + (typed[len] != '\0');
    }
    return OK;
}

/* Problems of a row are told at its own fields. */
static enum err
at_row(struct req *r, enum err e, int from, int64_t n)
{
    struct ctx *c = r->ctx;

    for (int i = from; i < c->problem_count; i++) {
        const char *field = c->problems[i].field;

        if (field && !strchr(field, '_')) {
            c->problems[i].field = named(c->arena, field, n);
        } else if (field && strcmp(field, "due_date") == 0) {
            c->problems[i].field = named(c->arena, "due_date", n);
        }
    }
    return e;
}

static enum err
add_item(struct req *r, const struct visit *v, int64_t n)
{
    struct ctx *c = r->ctx;
    int64_t countries[ITEM_COUNTRIES_MAX], id;
    struct item_draft d = {.title = req_typed(r, named(c->arena, "title", n)),
                           .due_date =
                               req_typed(r, named(c->arena, "due_date", n)),
                           .countries = countries};
    int from = c->problem_count;
    struct org owner;
    enum err e;

    TRY(read_countries(r, named(c->arena, "countries", n), countries,
                       &d.country_count));
    e = org_by_slug(c, req_typed(r, named(c->arena, "owner", n)), &owner);
    if (e != OK && e != ERR_MISSING) {
        return e;
    }
    d.owner = e == OK ? owner.id : 0;
    return at_row(r, item_add(c, v, &d, &id), from, n);
}

_Static_assert((int)VISIT_ROWS >= (int)PROPOSE_MAX,
               "what is proposed is shown, for then the text is forgotten");

/* What was proposed is kept where it is ticked; what somebody wrote, always. */
static bool
is_kept(const struct req *r, int64_t n)
{
    struct arena *a = r->ctx->arena;

    return req_form(r, named(a, "keep", n)) ||
           (!req_form(r, named(a, "proposed", n)) &&
            *req_typed(r, named(a, "title", n)));
}

enum err
items_post(struct req *r)
{
    struct ctx *c = r->ctx;
    struct visit v;
    int kept = 0;

    TRY(visit_by_number(c, req_param(r, "number"), &v));
    if (v.node != r->org) {
        return ERR_MISSING;
    }
    for (int64_t n = 1; n <= VISIT_ROWS; n++) {
        if (is_kept(r, n)) {
            TRY(add_item(r, &v, n));
            kept++;
        }
    }
    if (kept) {
        TRY(visit_forget_news(c, &v));
    }
    res_flash(r, kept ? tr(c->lang, "The items are kept.")
                      : tr(c->lang, "No item was marked to be kept."));
    return res_redirect(r, req_url(r, "/visits/%s", v.number));
}

/* --- correcting one --- */

/* The item of the address must be one of the place in it. */
static enum err
open_here(struct req *r, struct item *out)
{
    int64_t id;

    TRY(req_param_i64(r, "id", &id));
    TRY(item_by_id(r->ctx, id, out));
    return out->node == r->org ? OK : ERR_MISSING;
}

static enum err
write_countries(struct req *r, int64_t id, const char **out)
{
    struct item_places list;

    *out = "";
    TRY(item_places(r->ctx, id, &list));
    for (size_t i = 0; i < list.count; i++) {
        *out = arena_printf(
            r->ctx->arena, "%s%s%s", *out, **out ? ", " : "",
            org_crumbs_name(r, list.items[i].slug, list.items[i].name));
    }
    return OK;
}

/* Whoever sees to it now stays among those to choose from. */
static void
keep_owner(const struct item *i, struct choice *owners, size_t *count)
{
    for (size_t k = 0; k < *count; k++) {
        if (strcmp(owners[k].value, i->owner_slug) == 0) {
            return;
        }
    }
    owners[(*count)++] =
        (struct choice){i->owner_slug, i->owner_name, NULL, false};
}

enum err
item_edit_page(struct req *r)
{
    struct ctx *c = r->ctx;
    const struct lang *l = c->lang;
    struct page page = {.title = tr(l, "Correct the item"), .menu = MENU_WORK};
    struct item_edit_view v = {.problems = problems_of(r),
                               .token = form_token(r)};
    struct choice owners[PLACES_MAX + 8];
    const char *countries;
    struct visit visit;
    struct item i;
    int64_t id;

    TRY(req_param_i64(r, "id", &id));
    item_foresee(c, id);
    visit_foresee_of_item(c, id);
    TRY(open_here(r, &i));
    TRY(visit_of_item(c, i.id, &visit));
    TRY(list_places(r, &visit, owners, &v.owner_count));
    keep_owner(&i, owners, &v.owner_count);
    TRY(write_countries(r, i.id, &countries));
    v.item_url = req_url(r, "/items/%lld", (long long)i.id);
    v.action =
        req_url(r, "/o/%s/items/%lld/edit", i.node_slug, (long long)i.id);
    v.rev = rev_kept(r, i.rev);
    v.title = field_of(r, "title", tr(l, "What"), NULL, i.title);
    v.owner = field_of(r, "owner", tr(l, "Who sees to it"), NULL, NULL);
    v.owners = choices_with(c->arena, owners, v.owner_count,
                            req_kept(r, "owner", i.owner_slug));
    v.countries = field_of(r, "countries", tr(l, "Countries"),
                           tr(l, "Such as PE, CL; empty for all"), countries);
    v.countries.optional = true;
    item_edit_html(page_begin(r, &page), l, &v);
    return page_end(r);
}

enum err
item_edit_post(struct req *r)
{
    struct ctx *c = r->ctx;
    int64_t countries[ITEM_COUNTRIES_MAX];
    struct item_draft d = {.title = req_typed(r, "title"),
                           .countries = countries};
    struct org owner;
    struct item i;
    enum err e;

    TRY(open_here(r, &i));
    TRY(read_countries(r, "countries", countries, &d.country_count));
    e = org_by_slug(c, req_typed(r, "owner"), &owner);
    if (e != OK && e != ERR_MISSING) {
        return e;
    }
    d.owner = e == OK ? owner.id : 0;
    TRY(item_correct(c, i.id, req_form_i64(r, "rev"), &d));
    res_flash(r, tr(c->lang, "Saved."));
    return res_redirect(r, req_url(r, "/items/%lld", (long long)i.id));
}

/* --- one --- */

static enum err
add_history(struct req *r, const struct item *i, struct item_show_view *v)
{
    struct item_steps list;
    struct step_line *lines;

    TRY(item_steps(r->ctx, i->id, &list));
    lines = ARENA_ARRAY(r->ctx->arena, list.count, struct step_line);
    for (size_t k = 0; k < list.count; k++) {
        const struct item_step *s = &list.items[k];

        lines[k] = (struct step_line){s->on_date,
                                      item_step_word(r->ctx->lang, s->what),
                                      s->words, s->due_before, s->due_after};
    }
    v->steps = lines;
    v->step_count = list.count;
    return OK;
}

static enum err
add_places(struct req *r, const struct item *i, struct item_show_view *v)
{
    struct item_places list;
    struct item_agreements led;
    struct origins openings;
    struct choice *places, *agreements;

    TRY(item_places(r->ctx, i->id, &list));
    places = ARENA_ARRAY(r->ctx->arena, list.count, struct choice);
    for (size_t k = 0; k < list.count; k++) {
        places[k] = (struct choice){
            req_url(r, "/o/%s", list.items[k].slug),
            org_crumbs_name(r, list.items[k].slug, list.items[k].name), NULL,
            false};
    }
    v->places = places;
    v->place_count = list.count;
    TRY(item_agreements(r->ctx, i->id, &led));
    agreements = ARENA_ARRAY(r->ctx->arena, led.count, struct choice);
    for (size_t k = 0; k < led.count; k++) {
        agreements[k] = (struct choice){
            req_url(r, "/agreements/%s", led.items[k].number),
            led.items[k].title, tr(r->ctx->lang, "Agreement"), false};
    }
    v->agreements = agreements;
    v->agreement_count = led.count;
    TRY(origin_list_of_item(r->ctx, i->id, &openings));
    v->openings = chain_openings(r, &openings);
    v->opening_count = openings.count;
    return OK;
}

static void
add_tell_form(struct req *r, const struct item *i, struct item_show_view *v)
{
    const struct lang *l = r->ctx->lang;
    const char *chosen = req_kept(r, "what", "");

    v->tell_url = req_url(r, "/items/%lld", (long long)i->id);
    if (item_is_closed(i)) {
        v->whats[v->what_count++] =
            (struct choice){"reopened", tr(l, "Open it again"), NULL, true};
    } else {
        v->whats[v->what_count++] = (struct choice){
            "done", tr(l, "Done"), tr(l, "Write what shows it, below."), false};
        v->whats[v->what_count++] = (struct choice){
            "moved", tr(l, "Another day"),
            tr(l, "With a reason; both days stay in the history."), false};
        v->whats[v->what_count++] =
            (struct choice){"stalled", tr(l, "Stalled"), NULL, false};
        v->whats[v->what_count++] =
            (struct choice){"dropped", tr(l, "Given up"), NULL, false};
    }
    for (size_t k = 0; k < v->what_count; k++) {
        v->whats[k].chosen =
            v->whats[k].chosen || strcmp(v->whats[k].value, chosen) == 0;
    }
    v->what = field_of(r, "what", tr(l, "How does it stand?"), NULL, NULL);
    v->what.type = "radio";
    v->words =
        field_of(r, "words", tr(l, "Evidence or reason"),
                 tr(l, "A document, a page, a number; or why not."), NULL);
    v->due_date = field_of(r, "due_date", tr(l, "New day"),
                           tr(l, "Only where it moves"), NULL);
    v->due_date.type = "date";
    v->due_date.is_short = true;
    v->due_date.optional = true;
}

static enum err
add_office_forms(struct req *r, const struct item *i, const struct visit *visit,
                 struct item_show_view *v)
{
    static const char *const kinds[] = {"members", "centres", "enrolled",
                                        "completed", "certificates"};
    const struct lang *l = r->ctx->lang;
    struct choice nodes[PLACES_MAX + 8];

    v->goal_url =
        req_url(r, "/o/%s/items/%lld/goal", i->node_slug, (long long)i->id);
    v->tie_url = req_url(r, "/o/%s/items/%lld/agreement", i->node_slug,
                         (long long)i->id);
    if (!item_is_closed(i)) {
        v->edit_url =
            req_url(r, "/o/%s/items/%lld/edit", i->node_slug, (long long)i->id);
    }
    v->indicators[0] = (struct choice){"", tr(l, "No figure"), NULL, false};
    for (size_t k = 0; k < COUNT(kinds); k++) {
        v->indicators[k + 1] = (struct choice){
            kinds[k], item_indicator_word(l, kinds[k]), NULL,
            strcmp(kinds[k],
                   req_kept(r, "goal_indicator",
                            i->goal.indicator ? i->goal.indicator : "")) == 0};
    }
    TRY(list_places(r, visit, nodes, &v->goal_node_count));
    v->goal_nodes = choices_with(
        r->ctx->arena, nodes, v->goal_node_count,
        req_kept(r, "goal_node", i->goal.node_slug ? i->goal.node_slug : ""));
    v->indicator =
        field_of(r, "goal_indicator", tr(l, "What is counted"), NULL, NULL);
    v->goal_count = field_of(r, "goal_count", tr(l, "How many"), NULL, NULL);
    v->goal_count.is_short = true;
    v->goal_node = field_of(r, "goal_node", tr(l, "Where"), NULL, NULL);
    v->number = field_of(r, "number", tr(l, "Number of the agreement"),
                         tr(l, "It stands at the end of its address."), NULL);
    return OK;
}

enum err
item_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct item_show_view v = {.problems = problems_of(r),
                               .token = form_token(r)};
    struct page page = {.menu = MENU_NETWORK};
    struct visit visit;
    struct item i;
    int64_t id;

    TRY(req_param_i64(r, "id", &id));
    item_foresee(c, id);
    visit_foresee_of_item(c, id);
    origin_foresee_of_item(c, id);
    TRY(item_by_id(c, id, &i));
    item_foresee_since(c, i.goal.indicator ? i.goal.node : i.node,
                       i.goal.from_date);
    TRY(visit_of_item(c, id, &visit));
    page.title = i.title;
    page.noindex = !i.visit_is_public;
    v.line = item_line_of(r, &i, true);
    v.owner_url = req_url(r, "/o/%s", i.owner_slug);
    v.evidence = i.evidence;
    v.closed_date = i.closed_date;
    v.visit_date = visit.from_date;
    v.rev = rev_kept(r, i.rev);
    TRY(add_history(r, &i, &v));
    TRY(add_places(r, &i, &v));
    TRY(item_since(c, i.goal.indicator ? i.goal.node : i.node, visit.from_date,
                   &v.since));
    if (item_is_mine(c, &i)) {
        add_tell_form(r, &i, &v);
    }
    if (access_has(c, CAP_VISIT_EDIT, i.node)) {
        TRY(add_office_forms(r, &i, &visit, &v));
    }
    item_show_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

enum err
item_tell_post(struct req *r)
{
    int64_t id;

    TRY(req_param_i64(r, "id", &id));
    TRY(item_tell(r->ctx, id, req_form_i64(r, "rev"), req_typed(r, "what"),
                  req_form(r, "words"), req_typed(r, "due_date")));
    res_flash(r, tr(r->ctx->lang, "Saved."));
    return res_redirect(r, req_url(r, "/items/%lld", (long long)id));
}

enum err
item_goal_post(struct req *r)
{
    const char *indicator = req_typed(r, "goal_indicator");
    struct org node = {0};
    struct item i;
    enum err e;

    TRY(open_here(r, &i));
    e = org_by_slug(r->ctx, req_typed(r, "goal_node"), &node);
    if (e != OK && e != ERR_MISSING) {
        return e;
    }
    TRY(item_set_goal(r->ctx, i.id, req_form_i64(r, "rev"),
                      *indicator ? indicator : NULL, e == OK ? node.id : 0,
                      req_form_i64(r, "goal_count")));
    res_flash(r, tr(r->ctx->lang, "Saved."));
    return res_redirect(r, req_url(r, "/items/%lld", (long long)i.id));
}

enum err
item_tie_post(struct req *r)
{
    struct item i;

    TRY(open_here(r, &i));
    TRY(item_tie(r->ctx, i.id, req_typed(r, "number")));
    res_flash(r, tr(r->ctx->lang, "Saved."));
    return res_redirect(r, req_url(r, "/items/%lld", (long long)i.id));
}
