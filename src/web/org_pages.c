/* SPDX-License-Identifier: Apache-2.0 */
/* org_pages: a node of the network for everybody; its people for those
 * who may see them. */

#include "web/org_pages.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/count.h"
#include "db/db.h"
#include "handlers.h"
#include "network/accreditation.h"
#include "reports/small.h"
#include "web/item_words.h"
#include "web/org_crumbs.h"
#include "web/pages/org.html.h"
#include "web/words.h"

#include <string.h>

enum { OTHERS_MAX = 100 };
enum { ITEMS_SHOWN = 5, EVENTS_SHOWN = 3, EVENTS_DAYS = 365 };

/* --- a node for everybody --- */

static bool
is_kind(const struct org *o, const char *kind)
{
    return strcmp(o->kind, kind) == 0;
}

static bool
is_country(const struct org *o)
{
    return is_kind(o, "country") || is_kind(o, "territory");
}

/* What can be asked before anything else is known: in one flight. */
struct node_answers {
    const char *year;
    struct answer certified_year, certified, below, centres, held, countries,
        events;
};

static void
ask_node(struct req *r, struct node_answers *n)
{
    struct ctx *c = r->ctx;

    n->year = arena_textn(c->arena, ctx_today(c), 4);
    count_ask(c, r->org, COUNT_CERTIFICATES,
              arena_printf(c->arena, "%s-01", n->year),
              arena_printf(c->arena, "%s-12", n->year), &n->certified_year);
    count_ask(c, r->org, COUNT_CERTIFICATES, NULL, NULL, &n->certified);
    org_ask_children(c, r->org, NULL, &n->below);
    mandate_ask_list(c, "national_centre", &n->centres);
    mandate_ask_held(c, r->org, &n->held);
    dialogue_ask_events_at(
        c, r->org, date_of_ms(c->arena, c->now_ms - EVENTS_DAYS * DATE_DAY_MS),
        EVENTS_SHOWN, &n->events);
}

/* A country's own centre in whatever state; elsewhere the one that serves. */
static enum err
find_centre(struct ctx *c, struct node_answers *n, struct org_view *v)
{
    struct mandate_list list;
    enum err e;

    if (!is_country(&v->org)) {
        e = mandate_for(c, v->org.id, "national_centre", &v->centre);
        v->has_centre = e == OK;
        return e == ERR_MISSING ? OK : e;
    }
    TRY(mandate_take_list(c, &n->centres, &list));
    for (size_t i = 0; i < list.count && !v->has_centre; i++) {
        if (list.items[i].node == v->org.id) {
            v->centre = list.items[i];
            v->has_centre = true;
        }
    }
    return OK;
}

static enum err
add_centre(struct req *r, struct node_answers *n, struct org_view *v)
{
    struct ctx *c = r->ctx;
    struct mandate_events list;
    struct centre_event *events;

    v->expects_centre = v->org.country != NULL;
    if (!v->expects_centre) {
        return OK;
    }
    TRY(find_centre(c, n, v));
    if (!v->has_centre) {
        return OK;
    }
    v->centre_status = words_mandate_state(c, &v->centre);
    v->centre_active = mandate_is_in_force(c, &v->centre);
    v->holder_url = req_url(r, "/o/%s", v->centre.holder_slug);
    v->centre_url = req_url(r, "/mandates/%s", v->centre.number);
    if (!is_country(&v->org)) {
        return OK;
    }
    TRY(mandate_events(c, v->centre.id, &list));
    events = ARENA_ARRAY(c->arena, list.count, struct centre_event);
    for (size_t i = 0; i < list.count; i++) {
        events[i] = (struct centre_event){
            .word = words_event(c->lang, list.items[i].event),
            .date = list.items[i].on_date,
            .note = list.items[i].note,
        };
    }
    v->events = events;
    v->event_count = list.count;
    return OK;
}

static enum err
add_figures(struct ctx *c, struct node_answers *n, struct org_view *v)
{
    v->year = n->year;
    TRY(count_take(&n->certified_year, &v->certified_year));
    TRY(count_take(&n->certified, &v->certified));
    if (!access_has(c, CAP_CREDENTIAL_READ, v->org.id)) {
        /* everybody reads this page: nobody is to be guessed from it */
        v->certified = small_public(v->certified);
        v->certified_year = small_public(v->certified_year);
        v->certified_few = v->certified == SMALL_HIDDEN;
        v->certified_year_few = v->certified_year == SMALL_HIDDEN;
    }
    return OK;
}

/* All members; of the rest, which may be thousands, the first by name. */
static enum err
add_below(struct req *r, struct node_answers *n, struct org_view *v)
{
    struct org_list list;
    struct org_line *members, *others;
    bool split = is_country(&v->org);

    TRY(org_take_children(r->ctx, &n->below, &list));
    members = ARENA_ARRAY(r->ctx->arena, list.count, struct org_line);
    others = ARENA_ARRAY(r->ctx->arena, OTHERS_MAX, struct org_line);
    for (size_t i = 0; i < list.count; i++) {
        const struct org *o = &list.items[i];
        struct org_line line = {
            .name = o->name,
            .url = req_url(r, "/o/%s", o->slug),
            .city = o->city,
            .member = strcmp(o->status, "member") == 0,
        };

        if (!split || line.member) {
            members[v->member_count++] = line;
        } else if (v->other_count < OTHERS_MAX) {
            others[v->other_count++] = line;
        } else {
            v->others_left++;
        }
    }
    v->members = members;
    v->others = others;
    v->below_are_members = split;
    v->shows_members = split;
    v->members_in_all = (int64_t)v->member_count;
    v->below_word = split ? tr(r->ctx->lang, "Member universities")
                    : is_kind(&v->org, "region")
                        ? tr(r->ctx->lang, "Countries and territories")
                        : tr(r->ctx->lang, "Parts");
    return OK;
}

/* A region's countries in the order of their names, one line each: how many
 * members, whose centre. */
static enum err
add_countries(struct req *r, struct node_answers *n, struct org_view *v)
{
    struct org_country_counts counts;
    struct mandate_list centres;
    struct country_line *lines;

    TRY(org_take_country_counts(r->ctx, &n->countries, &counts));
    TRY(mandate_take_list(r->ctx, &n->centres, &centres));
    lines = ARENA_ARRAY(r->ctx->arena, counts.count, struct country_line);
    v->members_in_all = 0;
    for (size_t i = 0; i < counts.count; i++) {
        lines[i] = site_country_line(r, &counts.items[i], &centres);
        v->members_in_all += counts.items[i].members;
    }
    site_sort_countries(lines, counts.count);
    v->countries = lines;
    v->country_count = counts.count;
    v->shows_members = true;
    return OK;
}

static const char *
link_if(struct req *r, const struct org *o, enum cap cap, const char *page)
{
    return access_has(r->ctx, cap, o->id)
               ? req_url(r, "/o/%s/%s", o->slug, page)
               : NULL;
}

static void
add_acts(struct req *r, struct org_view *v)
{
    const struct org *o = &v->org;

    if (!r->session.has_role) {
        return;
    }
    if (is_kind(o, "institution") && strcmp(o->status, "known") != 0) {
        v->membership_url = link_if(r, o, CAP_ORG_READ, "membership");
    }
    v->applications_url = link_if(r, o, CAP_MEMBER_REVIEW, "applications");
    v->people_url = link_if(r, o, CAP_PEOPLE_READ, "people");
    v->codes_url = link_if(r, o, CAP_PEOPLE_EDIT, "codes");
    v->series_url = link_if(r, o, CAP_SERIES_OPEN, "series");
    v->certificates_url = link_if(r, o, CAP_CREDENTIAL_READ, "certificates");
    v->progress_url = link_if(r, o, CAP_COHORT_RUN, "progress");
    v->questions_url = link_if(r, o, CAP_QUESTION_READ, "questions");
    v->figures_url = link_if(r, o, CAP_REPORT_READ, "figures");
    v->agreements_url = link_if(r, o, CAP_AGREEMENT_READ, "agreements");
    v->dialogues_url = link_if(r, o, CAP_DIALOGUE_EDIT, "dialogues");
    v->asked_url = link_if(r, o, CAP_DIALOGUE_ANSWER, "recommendations");
    v->research_url = link_if(r, o, CAP_RESEARCH_EDIT, "research");
    v->record_url = link_if(r, o, CAP_RECORD_READ, "record");
    v->places_url = link_if(r, o, CAP_ORG_EDIT, "places");
    v->mandates_url = link_if(r, o, CAP_MANDATE_EDIT, "mandates");
    v->nominations_url = link_if(r, o, CAP_NOMINATE, "nominations");
    if (is_kind(o, "network")) {
        v->posts_url = link_if(r, o, CAP_MANDATE_EDIT, "posts");
    }
    v->roles_url = link_if(r, o, CAP_ROLE_GRANT, "roles");
    v->may_work = v->places_url || v->applications_url || v->people_url ||
                  v->codes_url || v->series_url || v->certificates_url ||
                  v->progress_url || v->questions_url || v->figures_url ||
                  v->record_url || v->agreements_url || v->dialogues_url ||
                  v->asked_url || v->research_url || v->membership_url;
}

/* The directory keeps web sites as people write them. */
static const char *
web_address(struct arena *a, const char *site)
{
    if (!site || !*site || text_starts(site, "http://") ||
        text_starts(site, "https://")) {
        return site;
    }
    return arena_printf(a, "https://%s", site);
}

/* Does the institution issue certificates itself? */
static enum err
add_accreditation(struct req *r, struct org_view *v)
{
    struct accreditation a;
    enum err e = is_kind(&v->org, "institution")
                     ? accreditation_for(r->ctx, v->org.id, &a)
                     : ERR_MISSING;

    if (e == OK) {
        v->issues_until = a.to_date;
    }
    return e == ERR_MISSING ? OK : e;
}

/* What it holds or held, on a page of its own. */
static enum err
add_held(struct req *r, struct node_answers *n, struct org_view *v)
{
    struct mandate_list list;

    TRY(mandate_take_list(r->ctx, &n->held, &list));
    if (list.count) {
        v->held_url = req_url(r, "/o/%s/held", v->org.slug);
    }
    return OK;
}

/* The next few that are due. */
static enum err
add_items(struct req *r, struct org_view *v)
{
    struct item_list list;

    if (is_kind(&v->org, "institution") || is_kind(&v->org, "unit")) {
        return OK;
    }
    v->visits_url = req_url(r, "/o/%s/visits", v->org.slug);
    TRY(item_list_open(r->ctx, v->org.id, ITEMS_SHOWN, &list));
    v->items = item_lines(r, &list, true);
    v->item_count = list.count;
    return OK;
}

/* Policy dialogues of the last year and those to come. */
static enum err
add_events(struct req *r, struct node_answers *n, struct org_view *v)
{
    struct dialogue_events list;

    TRY(dialogue_take_events(r->ctx, &n->events, &list));
    v->events_near = event_lines(r, &list, false);
    v->event_near_count = list.count;
    return OK;
}

/* Who serves an institution, and does it sign itself? */
static void
foresee_signing(struct ctx *c, const struct org *o)
{
    if (!is_country(o)) {
        mandate_foresee_for(c, o->id, "national_centre");
    }
    if (is_kind(o, "institution")) {
        accreditation_foresee_for(c, o->id);
    }
}

enum err
org_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.menu = MENU_NETWORK};
    struct org_view v = {0};
    struct node_answers node;

    ask_node(r, &node);
    TRY(org_crumbs(r, NULL, &page, &v.org, NULL));
    foresee_signing(c, &v.org);
    if (is_kind(&v.org, "region")) {
        org_ask_country_counts(c, r->org, &node.countries);
    }
    page.title = v.org.name;
    v.tree_url = req_url(r, "/o/%s/tree", v.org.slug);
    v.kind_word = words_kind(c->lang, v.org.kind);
    v.status_word = words_status(c->lang, v.org.status);
    v.shows_status = is_kind(&v.org, "institution");
    v.member = strcmp(v.org.status, "member") == 0;
    v.website = web_address(c->arena, v.org.website);
    TRY(add_centre(r, &node, &v));
    TRY(add_figures(c, &node, &v));
    TRY(add_below(r, &node, &v));
    TRY(add_items(r, &v));
    TRY(add_held(r, &node, &v));
    TRY(add_events(r, &node, &v));
    if (is_kind(&v.org, "region")) {
        TRY(add_countries(r, &node, &v));
    }
    if (v.org.country && !v.member && is_kind(&v.org, "institution")) {
        v.join_url =
            req_url(r, "/join?country=%s&org=%s", v.org.country, v.org.slug);
    } else if (is_country(&v.org)) {
        v.join_url = req_url(r, "/join?country=%s", v.org.country);
    }
    TRY(add_accreditation(r, &v));
    add_acts(r, &v);
    org_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* --- people --- */

enum err
people_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "People"), .menu = MENU_WORK};
    struct people_view v = {0};
    struct person_lines list;
    struct person_row *rows;
    struct org org;
    int64_t after = req_query_i64(r, "after"), in = req_query_i64(r, "in");

    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    in = after && !in ? r->org : in;
    TRY(person_list_below(c, r->org, in, after, &list));
    rows = ARENA_ARRAY(c->arena, list.count, struct person_row);
    for (size_t i = 0; i < list.count; i++) {
        const struct person_line *p = &list.items[i];

        rows[i] = (struct person_row){
            .name = p->name,
            .org_name = p->org_name,
            .workgroup = words_workgroup(c->lang, p->workgroup),
            .started = p->started,
            .completed = p->completed,
            .certified = p->certified,
        };
    }
    v.org_name = org.name;
    v.rows = rows;
    v.row_count = list.count;
    v.first = after == 0;
    v.many_orgs = !is_kind(&org, "institution");
    v.start_url = req_url(r, "/o/%s/people", org.slug);
    if (list.more) {
        const struct person_line *last = &list.items[list.count - 1];

        v.next_url = req_url(r, "/o/%s/people?in=%lld&after=%lld", org.slug,
                             (long long)last->org, (long long)last->id);
    }
    v.codes_url = link_if(r, &org, CAP_PEOPLE_EDIT, "codes");
    people_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}
