/* SPDX-License-Identifier: Apache-2.0 */
/* setup_pages: building the network: places below a node, the mandates of a
 * node. */

#include "web/setup_pages.h"

#include "base/arena.h"
#include "base/text.h"
#include "base/tr.h"
#include "handlers.h"
#include "network/country.h"
#include "network/directory.h"
#include "network/mandate.h"
#include "network/place.h"
#include "web/org_crumbs.h"
#include "web/pages/setup.html.h"
#include "web/words.h"

#include <string.h>

static enum err
back_to(struct req *r, const char *page)
{
    return res_redirect(r, req_url(r, "/o/%s/%s", req_param(r, "org"), page));
}

/* --- places --- */

static bool
takes_countries(const struct org *o)
{
    return strcmp(o->kind, "region") == 0;
}

static enum err
add_places(struct req *r, const struct org *org, struct places_view *v)
{
    struct org_list list;
    struct place_row *rows;

    TRY(org_children(r->ctx, org->id, NULL, &list));
    rows = ARENA_ARRAY(r->ctx->arena, list.count, struct place_row);
    for (size_t i = 0; i < list.count; i++) {
        rows[i] = (struct place_row){
            .name = list.items[i].name,
            .url = req_url(r, "/o/%s", list.items[i].slug),
            .kind = words_kind(r->ctx->lang, list.items[i].kind),
        };
    }
    v->rows = rows;
    v->row_count = list.count;
    return OK;
}

static bool
was_ticked(struct req *r, const char *field, const char *value)
{
    const char *all[COUNTRY_COUNT];
    size_t n = r->again ? req_form_all(r, field, all, COUNTRY_COUNT) : 0;

    for (size_t i = 0; i < n; i++) {
        if (strcmp(all[i], value) == 0) {
            return true;
        }
    }
    return false;
}

/* Those of the table that are not in the network yet. */
static enum err
add_countries(struct req *r, struct places_view *v)
{
    struct ctx *c = r->ctx;
    struct choice *list = ARENA_ARRAY(c->arena, COUNTRY_COUNT, struct choice);

    for (size_t i = 0; i < COUNTRY_COUNT; i++) {
        const char *code = country_table[i].code;
        struct org there;
        enum err e = org_by_country(c, code, &there);

        if (e == ERR_MISSING) {
            list[v->country_count++] =
                (struct choice){code, country_name(code, c->lang->tag), NULL,
                                was_ticked(r, "country", code)};
        } else if (e != OK) {
            return e;
        }
    }
    choices_sort(r, list, v->country_count);
    v->countries = list;
    v->country = field_of(r, "country",
                          tr(c->lang, "Countries and territories"), NULL, NULL);
    v->country.type = "checkbox";
    return OK;
}

static void
add_place_form(struct req *r, const char *kind, struct places_view *v)
{
    const struct lang *l = r->ctx->lang;

    v->title = strcmp(kind, "region") == 0 ? tr(l, "Add a region")
               : strcmp(kind, "unit") == 0 ? tr(l, "Add a unit")
                                           : tr(l, "Add an institution");
    v->with_address = strcmp(kind, "institution") == 0;
    v->name = field_of(r, "name", tr(l, "Name"), NULL, NULL);
    v->city = field_of(r, "city", tr(l, "City"), NULL, NULL);
    v->city.optional = true;
    v->website = field_of(r, "website", tr(l, "Web site"),
                          tr(l, "Such as www.university.edu"), NULL);
    v->website.optional = true;
}

enum err
places_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Places"), .menu = MENU_WORK};
    struct places_view v = {.problems = problems_of(r), .token = form_token(r)};
    struct org org;
    const char *kind;

    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    TRY(add_places(r, &org, &v));
    kind = place_kind_below(org.kind);
    v.org_name = org.name;
    v.action = req_url(r, "/o/%s/places", org.slug);
    v.by_list = takes_countries(&org);
    if (v.by_list) {
        v.title = tr(c->lang, "Add countries and territories");
        TRY(add_countries(r, &v));
    } else if (kind) {
        add_place_form(r, kind, &v);
    }
    places_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

static enum err
post_countries(struct req *r, const struct org *region)
{
    const char *codes[COUNTRY_COUNT];
    size_t n = req_form_all(r, "country", codes, COUNTRY_COUNT), added;

    TRY(place_add_countries(r->ctx, region, codes, n, &added));
    res_flash(r,
              arena_printf(r->ctx->arena, "%s %zu",
                           tr(r->ctx->lang, "Added to the network:"), added));
    return back_to(r, "places");
}

enum err
places_post(struct req *r)
{
    struct org parent;
    struct org made = {
        .name = req_typed(r, "name"),
        .city = req_typed(r, "city"),
        .website = req_typed(r, "website"),
    };

    TRY(org_by_id(r->ctx, r->org, &parent));
    if (takes_countries(&parent)) {
        return post_countries(r, &parent);
    }
    TRY(place_add(r->ctx, &parent, &made));
    res_flash(r, arena_printf(r->ctx->arena, "%s %s",
                              tr(r->ctx->lang, "Added to the network:"),
                              made.name));
    return back_to(r, "places");
}

/* --- mandates --- */

static enum err
add_steps(struct req *r, int64_t mandate, struct mandate_row *row)
{
    struct mandate_events list;
    struct mandate_step *steps;

    TRY(mandate_events(r->ctx, mandate, &list));
    steps = ARENA_ARRAY(r->ctx->arena, list.count, struct mandate_step);
    for (size_t i = 0; i < list.count; i++) {
        steps[i] = (struct mandate_step){
            .word = words_event(r->ctx->lang, list.items[i].event),
            .date = list.items[i].on_date,
            .note = words_joined(r->ctx->arena,
                                 words_joined(r->ctx->arena, list.items[i].who,
                                              list.items[i].document),
                                 list.items[i].note),
        };
    }
    row->steps = steps;
    row->step_count = list.count;
    return OK;
}

/* Whose form for events is open: the one that failed, the one asked for by
 * ?note=, else the newest that has not ended. */
static int64_t
chosen_mandate(struct req *r, const struct mandate_list *list)
{
    int64_t id = 0;

    if (text_i64(req_kept(r, "mandate", req_query(r, "note")), &id)) {
        return id;
    }
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->items[i].status, "ended") != 0) {
            return list->items[i].id;
        }
    }
    return 0;
}

static enum err
add_mandates(struct req *r, const struct org *org, struct mandates_view *v)
{
    const struct lang *l = r->ctx->lang;
    struct mandate_list list;
    struct mandate_row *rows;
    int64_t chosen;

    TRY(mandate_at(r->ctx, org->id, &list));
    mandate_foresee_events(r->ctx, &list);
    chosen = chosen_mandate(r, &list);
    rows = ARENA_ARRAY(r->ctx->arena, list.count, struct mandate_row);
    for (size_t i = 0; i < list.count; i++) {
        const struct mandate *m = &list.items[i];
        long long id = (long long)m->id;
        struct mandate_row *row = &rows[i];

        *row = (struct mandate_row){
            .id = arena_printf(r->ctx->arena, "%lld", id),
            .url = req_url(r, "/mandates/%s", m->number),
            .title = m->title,
            .kind = words_mandate(l, m->kind),
            .status = words_mandate_state(r->ctx, m),
            .active = strcmp(m->status, "active") == 0,
            .over = strcmp(m->status, "ended") == 0,
            .holder_name = m->holder_name,
            .holder_url = req_url(r, "/o/%s", m->holder_slug),
        };
        if (m->id == chosen) {
            row->note_url = req_url(r, "/o/%s/mandates/%lld", org->slug, id);
        } else if (!row->over) {
            row->choose_url =
                req_url(r, "/o/%s/mandates?note=%lld", org->slug, id);
        }
        TRY(add_steps(r, m->id, row));
    }
    v->rows = rows;
    v->row_count = list.count;
    return OK;
}

/* What may hold it without being looked for: headquarters its secretariat, the
 * region its office, and the representation in one of its countries. */
static enum err
own_holder(struct ctx *c, const struct org *org, struct org *out, bool *own)
{
    struct org_list way;

    *own = strcmp(org->kind, "network") == 0;
    *out = *org;
    if (*own || strcmp(org->kind, "institution") == 0) {
        return OK;
    }
    TRY(org_way(c, org->id, &way));
    for (size_t i = 0; i < way.count; i++) {
        if (strcmp(way.items[i].kind, "region") == 0) {
            *out = way.items[i];
            *own = true;
        }
    }
    return OK;
}

/* Who may hold it: what three letters find. After a form that failed the one
 * chosen stays. */
static enum err
add_holders(struct req *r, const struct org *org, struct mandates_view *v)
{
    struct ctx *c = r->ctx;
    const char *letters = req_query(r, "find");
    const char *chosen = req_kept(r, "holder", "");
    struct org_list list = {0};
    struct choice *found;
    struct org self;
    bool own;

    TRY(own_holder(c, org, &self, &own));

    if (letters) {
        const struct directory_query q = {.typed = letters};
        struct directory_found hit;

        TRY(directory_search(c, &q, &hit));
        list = hit.list;
        v->searched = true;
    } else if (*chosen && !(own && strcmp(chosen, self.slug) == 0)) {
        list.items = ARENA_NEW(c->arena, struct org);
        list.count = org_by_slug(c, chosen, list.items) == OK ? 1 : 0;
    }
    found = ARENA_ARRAY(c->arena, list.count + own, struct choice);
    for (size_t i = 0; i < list.count; i++) {
        found[v->holder_count++] = (struct choice){
            list.items[i].slug, list.items[i].name, list.items[i].city,
            list.count == 1 || strcmp(list.items[i].slug, chosen) == 0};
    }
    if (own) {
        found[v->holder_count++] =
            (struct choice){self.slug, self.name, NULL,
                            (list.count == 0 && self.id == org->id) ||
                                strcmp(self.slug, chosen) == 0};
    }
    v->holders = found;
    return OK;
}

static void
add_mandate_form(struct req *r, const struct org *org, struct mandates_view *v)
{
    const struct lang *l = r->ctx->lang;
    const char *kinds[2], *chosen;
    struct choice *list = ARENA_ARRAY(r->ctx->arena, 2, struct choice);

    v->kind_count = mandate_kinds_of(org->kind, kinds);
    chosen = req_kept(r, "kind", v->kind_count ? kinds[0] : "");
    for (size_t i = 0; i < v->kind_count; i++) {
        list[i] = (struct choice){kinds[i], words_mandate(l, kinds[i]), NULL,
                                  strcmp(kinds[i], chosen) == 0};
    }
    v->kinds = list;
    v->find = field_of(r, "find", tr(l, "Who holds it"),
                       tr(l, "Three letters of the institution's name"), NULL);
    v->find.value = req_query(r, "find");
    v->find_action = req_url(r, "/o/%s/mandates", org->slug);
    v->kind = field_of(r, "kind", tr(l, "Mandate"), NULL, NULL);
    v->kind.type = "radio";
    v->holder = field_of(r, "holder", tr(l, "Held by"), NULL, NULL);
    v->holder.type = "radio";
    v->title = field_of(r, "title", tr(l, "Its name"),
                        tr(l, "It stands in every certificate, such as "
                              "National Centre of Peru."),
                        NULL);
    v->from_date =
        field_of(r, "from_date", tr(l, "First day"), NULL, ctx_today(r->ctx));
    v->from_date.type = "date";
    v->from_date.is_short = true;
}

static void
add_event_form(struct req *r, struct mandates_view *v)
{
    static const char *const events[] = {"contact", "agreement", "launch",
                                         "endorsement", "end"};
    const struct lang *l = r->ctx->lang;
    const char *chosen = req_kept(r, "event", "");
    struct choice *list =
        ARENA_ARRAY(r->ctx->arena, COUNT(events), struct choice);

    for (size_t i = 0; i < COUNT(events); i++) {
        list[i] = (struct choice){events[i], words_event(l, events[i]), NULL,
                                  strcmp(events[i], chosen) == 0};
    }
    list[2].note = tr(l, "The mandate is in force from then on.");
    list[4].note = tr(l, "Roles that hang on it end, and nothing is signed "
                         "any more.");
    v->events = list;
    v->event_count = COUNT(events);
    v->event = field_of(r, "event", tr(l, "What happened"), NULL, NULL);
    v->event.type = "radio";
    v->on_date = field_of(r, "on_date", tr(l, "Day"), NULL, ctx_today(r->ctx));
    v->on_date.type = "date";
    v->on_date.is_short = true;
    v->who = field_of(r, "who", tr(l, "With whom"),
                      tr(l, "The office, such as Ministry of Education; no "
                            "names of people"),
                      NULL);
    v->who.optional = true;
    v->document = field_of(r, "document", tr(l, "Document"),
                           tr(l, "Its number or address"), NULL);
    v->document.optional = true;
    v->note = field_of(r, "note", tr(l, "Note"),
                       tr(l, "Of an end: why, in a sentence"), NULL);
    v->note.optional = true;
}

enum err
mandates_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Mandates"), .menu = MENU_WORK};
    struct mandates_view v = {.problems = problems_of(r),
                              .token = form_token(r)};
    struct org org;

    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    v.org_name = org.name;
    v.action = req_url(r, "/o/%s/mandates", org.slug);
    TRY(add_mandates(r, &org, &v));
    add_mandate_form(r, &org, &v);
    TRY(add_holders(r, &org, &v));
    add_event_form(r, &v);
    mandates_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

enum err
mandates_post(struct req *r)
{
    struct ctx *c = r->ctx;
    struct org node, holder = {0};
    struct mandate m = {
        .kind = req_typed(r, "kind"),
        .node = r->org,
        .title = req_typed(r, "title"),
        .from_date = req_typed(r, "from_date"),
    };
    enum err e = org_by_slug(c, req_typed(r, "holder"), &holder);

    if (e != OK && e != ERR_MISSING) {
        return e;
    }
    m.holder = e == OK ? holder.id : 0;
    TRY(org_by_id(c, r->org, &node));
    TRY(mandate_give(c, node.kind, &m));
    res_flash(r, tr(c->lang, "The mandate is noted. It is in force once its "
                             "launch is."));
    return back_to(r, "mandates");
}

static const char *
text_or_null(const char *s)
{
    return *s ? s : NULL;
}

enum err
mandate_note_post(struct req *r)
{
    struct ctx *c = r->ctx;
    const struct mandate_event e = {.event = req_typed(r, "event"),
                                    .on_date = req_typed(r, "on_date"),
                                    .note = text_or_null(req_typed(r, "note")),
                                    .who = text_or_null(req_typed(r, "who")),
                                    .document =
                                        text_or_null(req_typed(r, "document"))};
    struct mandate m;
    int64_t id;

    TRY(req_param_i64(r, "mandate", &id));
    TRY(mandate_by_id(c, id, &m));
    if (m.node != r->org) {
        return ERR_MISSING;
    }
    TRY(mandate_note_event(c, id, &e));
    res_flash(r, tr(c->lang, "Noted."));
    return back_to(r, "mandates");
}
