/* SPDX-License-Identifier: Apache-2.0 */
/* agreement_pages: agreements of a place: the list, drafting one, one of them;
 * what is done to it is agreement_posts.c. */

#include "web/agreement_pages.h"

#include "base/arena.h"
#include "base/date.h"
#include "core/access.h"
#include "handlers.h"
#include "learning/origin.h"
#include "network/agreement.h"
#include "network/agreement_goal.h"
#include "network/directory.h"
#include "network/item.h"
#include "web/agreement_words.h"
#include "web/chain_pages.h"
#include "web/org_crumbs.h"
#include "web/pages/agreement.html.h"
#include "web/plan_words.h"
#include "web/words.h"

#include <stdlib.h>
#include <string.h>

/* --- the list of a place --- */

enum err
agreements_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Agreements"), .menu = MENU_WORK};
    const char *after = req_query(r, "after");
    bool past = req_query(r, "past") != NULL;
    struct agreements_view v = {.past = past};
    struct agreement_list list;
    struct org org;

    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    after = after && date_valid(after) ? after : "";
    TRY(agreement_list_below(c, r->org, past, after, req_query_i64(r, "id"),
                             &list));
    v.org_name = org.name;
    v.lines = agreement_lines(r, &list);
    v.line_count = list.count;
    v.first = !*after;
    v.past_url = req_url(r, "/o/%s/agreements?past=1", org.slug);
    v.present_url = req_url(r, "/o/%s/agreements", org.slug);
    if (access_has(c, CAP_AGREEMENT_EDIT, org.id)) {
        v.new_url = req_url(r, "/o/%s/agreements/new", org.slug);
    }
    if (list.more) {
        const struct agreement *last = &list.items[list.count - 1];

        v.next_url = req_url(r, "/o/%s/agreements?after=%s&id=%lld%s", org.slug,
                             last->until_date, (long long)last->id,
                             past ? "&past=1" : "");
    }
    agreement_list_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* --- drafting --- */

/* The slugs in `with`, without `left_out`, and `more` behind them. */
static const char *
parties_with(struct arena *a, const struct agreement_slugs *s,
             const char *left_out, const char *more)
{
    const char *out = "";

    for (size_t i = 0; i < s->count; i++) {
        if (!left_out || strcmp(s->items[i], left_out) != 0) {
            out = arena_printf(a, "%s%s%s", out, *out ? "," : "", s->items[i]);
        }
    }
    return more ? arena_printf(a, "%s%s%s", out, *out ? "," : "", more) : out;
}

/* At first the network, and the institution whose page it is. */
static enum err
first_parties(struct req *r, const struct org *org, const char **out)
{
    struct org root;

    TRY(org_root(r->ctx, &root));
    *out = strcmp(org->kind, "institution") == 0
               ? arena_printf(r->ctx->arena, "%s,%s", root.slug, org->slug)
               : root.slug;
    return OK;
}

static enum err
add_parties(struct req *r, const struct org *org, const char *with,
            struct agreement_form_view *v)
{
    struct ctx *c = r->ctx;
    struct party_line *lines =
        ARENA_ARRAY(c->arena, AGREEMENT_PARTIES_MAX, struct party_line);
    struct agreement_slugs slugs;

    agreement_slugs(c->arena, with, &slugs);
    for (size_t i = 0; i < slugs.count; i++) {
        org_foresee_slug(c, slugs.items[i]);
    }
    for (size_t i = 0; i < slugs.count; i++) {
        struct org o;

        if (org_by_slug(c, slugs.items[i], &o) == OK) {
            lines[v->party_count++] = (struct party_line){
                o.name, req_url(r, "/o/%s/agreements/new?with=%s", org->slug,
                                parties_with(c->arena, &slugs, o.slug, NULL))};
        }
    }
    v->parties = lines;
    v->with = parties_with(c->arena, &slugs, NULL, NULL);
    return OK;
}

static enum err
add_found(struct req *r, const struct org *org, struct agreement_form_view *v)
{
    struct ctx *c = r->ctx;
    const char *typed = req_query(r, "find");
    struct agreement_slugs slugs;
    struct directory_found hit;
    struct party_line *lines;

    if (!typed || !*typed) {
        return OK;
    }
    TRY(directory_search(c, &(struct directory_query){.typed = typed}, &hit));
    agreement_slugs(c->arena, v->with, &slugs);
    lines = ARENA_ARRAY(c->arena, hit.list.count, struct party_line);
    for (size_t i = 0; i < hit.list.count; i++) {
        lines[i] = (struct party_line){
            hit.list.items[i].name,
            req_url(r, "/o/%s/agreements/new?with=%s", org->slug,
                    parties_with(c->arena, &slugs, hit.list.items[i].slug,
                                 hit.list.items[i].slug))};
    }
    v->found = lines;
    v->found_count = hit.list.count;
    v->searched = true;
    return OK;
}

static void
add_form(struct req *r, struct agreement_form_view *v)
{
    static const char *const kinds[] = {"cooperation", "national_centre",
                                        "regional_office"};
    const struct lang *l = r->ctx->lang;
    const char *chosen = req_kept(r, "kind", "");

    for (size_t i = 0; i < COUNT(kinds); i++) {
        v->kinds[i] =
            (struct choice){kinds[i], agreement_kind_word(l, kinds[i]), NULL,
                            strcmp(kinds[i], chosen) == 0};
    }
    v->find = field_of(r, "find", tr(l, "A further party"),
                       tr(l, "Three letters of its name"), NULL);
    v->kind = field_of(r, "kind", tr(l, "Kind"), NULL, NULL);
    v->kind.type = "radio";
    v->title = field_of(r, "title", tr(l, "Its name"), NULL, NULL);
    v->from_date =
        field_of(r, "from_date", tr(l, "First day"), NULL, ctx_today(r->ctx));
    v->from_date.type = "date";
    v->from_date.is_short = true;
    v->to_date = field_of(r, "to_date", tr(l, "Last day"),
                          tr(l, "Leave it empty where it has no end."), NULL);
    v->to_date.type = "date";
    v->to_date.is_short = true;
    v->to_date.optional = true;
    v->is_public = field_of(r, "is_public", tr(l, "Register"), NULL, NULL);
    v->is_public.type = "checkbox";
    v->register_choice[0] = (struct choice){
        "1", tr(l, "Show it in the public register once it is signed"), NULL,
        !r->again || req_form(r, "is_public")};
}

enum err
agreement_new_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Draft an agreement"),
                        .menu = MENU_WORK};
    struct agreement_form_view v = {.problems = problems_of(r),
                                    .token = form_token(r)};
    const char *with = r->again ? req_form(r, "with") : req_query(r, "with");
    struct org org;

    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    if (!with) {
        TRY(first_parties(r, &org, &with));
    }
    v.org_name = org.name;
    v.action = req_url(r, "/o/%s/agreements/new", org.slug);
    v.find_action = v.action;
    TRY(add_parties(r, &org, with, &v));
    TRY(add_found(r, &org, &v));
    add_form(r, &v);
    agreement_form_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* --- one --- */

static void
add_terms(struct req *r, const struct agreement_parts *p,
          struct agreement_show_view *v)
{
    struct agreement_term_line *lines =
        ARENA_ARRAY(r->ctx->arena, p->term_count, struct agreement_term_line);

    for (size_t i = 0; i < p->term_count; i++) {
        lines[i] = (struct agreement_term_line){
            p->terms[i].from_date, agreement_end_day(p->terms[i].to_date),
            i + 1 == p->term_count};
    }
    v->terms = lines;
    v->term_count = p->term_count;
}

static void
add_signers(struct req *r, const struct agreement_parts *p,
            struct agreement_show_view *v)
{
    struct party_line *lines =
        ARENA_ARRAY(r->ctx->arena, p->party_count, struct party_line);

    for (size_t i = 0; i < p->party_count; i++) {
        lines[i] = (struct party_line){
            org_crumbs_name(r, p->parties[i].slug, p->parties[i].name),
            req_url(r, "/o/%s", p->parties[i].slug)};
    }
    v->parties = lines;
    v->party_count = p->party_count;
}

/* Whose turn it is gets the mark; `turn` is its node, 0 = nobody's. */
static int64_t
add_approvals(struct req *r, const struct agreement *a,
              const struct agreement_parts *p, struct agreement_show_view *v)
{
    struct approval_line *lines =
        ARENA_ARRAY(r->ctx->arena, p->approval_count, struct approval_line);
    int64_t turn = 0;

    for (size_t i = 0; i < p->approval_count; i++) {
        const struct agreement_approval *x = &p->approvals[i];
        bool waits = strcmp(x->state, "waiting") == 0;
        bool here = waits && !turn && strcmp(a->status, "waiting") == 0;

        turn = here ? x->node : turn;
        lines[i] = (struct approval_line){
            .name = org_crumbs_name(r, x->slug, x->name),
            .state = agreement_approval_word(r->ctx->lang, x->state),
            .date = x->at_ms ? date_of_ms(r->ctx->arena, x->at_ms) : NULL,
            .reason = x->reason,
            .done = strcmp(x->state, "approved") == 0,
            .here = here,
        };
    }
    v->approvals = lines;
    v->approval_count = p->approval_count;
    return turn;
}

/* They are kept in two languages. */
static const char *
clause_lang(const struct ctx *c)
{
    return strcmp(c->lang->tag, "es") == 0 ? "es" : "en";
}

/* The figure of a clause; NULL = none. */
static const struct target_line *
clause_goal(struct req *r, const struct agreement_goals *goals,
            const struct agreement_clause_line *clause)
{
    for (size_t i = 0; i < goals->count; i++) {
        if (goals->items[i].clause == clause->number) {
            struct target_line *line =
                ARENA_NEW(r->ctx->arena, struct target_line);

            *line = target_line_of(
                r,
                &(struct plan_target){.title = clause->title,
                                      .due_date = goals->items[i].goal.to_date,
                                      .goal = goals->items[i].goal});
            return line;
        }
    }
    return NULL;
}

static enum err
add_clauses(struct req *r, const struct agreement *a,
            struct agreement_show_view *v)
{
    struct ctx *c = r->ctx;
    const struct lang *other = words_other_lang(c->lang);
    const char *mine = clause_lang(c);
    struct agreement_clauses here, there;
    struct agreement_clause_line *lines;
    struct agreement_goals goals;

    TRY(agreement_clauses(c, a->id, mine, &here));
    TRY(agreement_clauses(c, a->id, other->tag, &there));
    TRY(agreement_goals(c, a->id, &goals));
    lines = ARENA_ARRAY(c->arena, here.count, struct agreement_clause_line);
    for (size_t i = 0; i < here.count && i < there.count; i++) {
        lines[i] = (struct agreement_clause_line){
            (int64_t)i + 1,       here.items[i].title, here.items[i].text,
            there.items[i].title, there.items[i].text, NULL};
        lines[i].goal = clause_goal(r, &goals, &lines[i]);
        v->clause_count++;
    }
    v->clauses = lines;
    v->other_tag = other->tag;
    v->other_dir = other->dir;
    return OK;
}

/* What visits agreed on that led to it, and the programmes it led to. */
static enum err
add_items(struct req *r, const struct agreement *a,
          struct agreement_show_view *v)
{
    struct item_list list;
    struct origins openings;
    struct party_line *lines;

    TRY(item_list_behind(r->ctx, a->id, &list));
    item_foresee_mine(r->ctx, &list);
    lines = ARENA_ARRAY(r->ctx->arena, list.count, struct party_line);
    for (size_t i = 0; i < list.count; i++) {
        if (list.items[i].visit_is_public ||
            item_is_mine(r->ctx, &list.items[i])) {
            lines[v->item_count++] = (struct party_line){
                list.items[i].title,
                req_url(r, "/items/%lld", (long long)list.items[i].id)};
        }
    }
    v->items = lines;
    TRY(origin_list_of_agreement(r->ctx, a->id, &openings));
    v->openings = chain_openings(r, &openings);
    v->opening_count = openings.count;
    return OK;
}

static struct field_view
date_field(struct req *r, const char *name, const char *label,
           const char *stored)
{
    struct field_view f = field_of(r, name, label, NULL, stored);

    f.type = "date";
    f.is_short = true;
    return f;
}

static enum err
add_goal_form(struct req *r, const struct agreement *a,
              struct agreement_show_view *v)
{
    struct ctx *c = r->ctx;
    const struct lang *l = c->lang;
    const char *clause = req_kept(r, "goal_clause", "");
    const char *node = req_kept(r, "goal_node", "");
    struct choice *clauses =
        ARENA_ARRAY(c->arena, v->clause_count, struct choice);
    struct choice *nodes = ARENA_ARRAY(c->arena, GOAL_NODES_MAX, struct choice);

    for (size_t i = 0; i < v->clause_count; i++) {
        const char *n = arena_printf(c->arena, "%zu", i + 1);

        clauses[i] = (struct choice){
            n, arena_printf(c->arena, "%s. %s", n, v->clauses[i].title), NULL,
            strcmp(n, clause) == 0};
    }
    TRY(goal_nodes(r, a->node, nodes, &v->goal_node_count));
    for (size_t i = 0; i < v->goal_node_count; i++) {
        nodes[i].chosen = strcmp(nodes[i].value, node) == 0;
    }
    v->goal_url =
        req_url(r, "/o/%s/agreements/%s/goal", a->node_slug, a->number);
    v->goal_clauses = clauses;
    v->goal_nodes = nodes;
    v->goal_indicators =
        goal_choices(r, tr(l, "No figure"), req_kept(r, "goal_indicator", ""),
                     &v->goal_indicator_count);
    v->goal_clause = field_of(r, "goal_clause", tr(l, "Clause"), NULL, NULL);
    v->goal_indicator =
        field_of(r, "goal_indicator", tr(l, "What is counted"), NULL, NULL);
    v->goal_amount = field_of(r, "goal_amount", tr(l, "How many"), NULL, NULL);
    v->goal_amount.is_short = true;
    v->goal_node = field_of(r, "goal_node", tr(l, "Where"), NULL, NULL);
    v->goal_date = date_field(r, "goal_date", tr(l, "Until when"), NULL);
    return OK;
}

/* What the reader may do now. */
static enum err
add_acts(struct req *r, const struct agreement *a, int64_t turn,
         struct agreement_show_view *v)
{
    struct ctx *c = r->ctx;
    const struct lang *l = c->lang;
    bool edits = access_has(c, CAP_AGREEMENT_EDIT, a->node);
    bool runs = strcmp(a->status, "in_force") == 0 && !a->end_reason;
    const char *base =
        req_url(r, "/o/%s/agreements/%s", a->node_slug, a->number);

    if (turn && access_has(c, CAP_AGREEMENT_APPROVE, turn)) {
        v->approve_url = arena_printf(c->arena, "%s/approve", base);
        v->refuse_url = arena_printf(c->arena, "%s/refuse", base);
    }
    if (edits && strcmp(a->status, "approved") == 0) {
        v->sign_url = arena_printf(c->arena, "%s/sign", base);
    }
    if (edits && runs && strcmp(a->until_date, AGREEMENT_OPEN) != 0) {
        v->renew_url = arena_printf(c->arena, "%s/renew", base);
        TRY(agreement_next_end(c, a, &v->renew_until));
    }
    if (edits && strcmp(a->status, "refused") != 0 &&
        strcmp(a->status, "ended") != 0) {
        TRY(add_goal_form(r, a, v));
    }
    if (edits && runs) {
        v->end_url = arena_printf(c->arena, "%s/end", base);
    }
    if (a->paper_hash && access_has(c, CAP_AGREEMENT_READ, a->node)) {
        v->paper_url = arena_printf(c->arena, "%s/paper", base);
    }
    v->reason = field_of(r, "reason", tr(l, "Reason"),
                         tr(l, "All parties read it."), NULL);
    v->signed_date_field = date_field(
        r, "signed_date", tr(l, "Day of the last signature"), ctx_today(c));
    v->paper = field_of(r, "paper", tr(l, "The signed sheet"),
                        tr(l, "PDF, JPEG, PNG or WebP, at most 5 MB"), NULL);
    v->to_date = date_field(r, "to_date", tr(l, "Last day"), NULL);
    v->on_date = date_field(r, "on_date", tr(l, "Last day"), NULL);
    return OK;
}

static void
foresee_rest(struct req *r, const struct agreement *a,
             const struct agreement_parts *p)
{
    struct ctx *c = r->ctx;

    agreement_foresee_clauses(c, a->id, clause_lang(c));
    agreement_foresee_clauses(c, a->id, words_other_lang(c->lang)->tag);
    agreement_goal_foresee(c, a->id);
    if (r->session.has_role) { /* who may tie a clause to a figure */
        org_foresee_id(c, a->node);
        org_foresee_children(c, a->node, NULL);
    }
    item_foresee_behind(c, a->id);
    origin_foresee_of_agreement(c, a->id);
    access_foresee(c, a->node);
    for (size_t i = 0; i < p->approval_count; i++) {
        if (strcmp(p->approvals[i].state, "waiting") == 0) {
            access_foresee(c, p->approvals[i].node);
            break; /* the next turns wait for this one */
        }
    }
}

enum err
agreement_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct agreement_show_view v = {.problems = problems_of(r),
                                    .token = form_token(r)};
    struct agreement_parts parts;
    struct agreement_line line;
    struct agreement a;
    struct page page = {.menu = MENU_NETWORK};
    int64_t turn;

    TRY(agreement_with_parts(c, req_param(r, "number"), &a, &parts));
    foresee_rest(r, &a, &parts);
    line = agreement_line_of(r, &a);
    page.title = a.title;
    page.noindex = !a.is_public;
    v.title = a.title;
    v.kind = line.kind;
    v.state = line.state;
    v.good = line.good;
    v.now = line.now;
    v.bad = line.bad;
    v.place = line.place;
    v.place_url = req_url(r, "/o/%s", a.node_slug);
    v.signed_date = a.signed_date;
    v.end_reason = a.end_reason;
    v.paper_hash = a.paper_hash;
    v.paper_kilobytes = (a.paper_bytes + 1023) / 1024;
    v.rev = a.rev;
    if (access_has(c, CAP_AGREEMENT_READ, a.node)) {
        v.list_url = req_url(r, "/o/%s/agreements", a.node_slug);
    }
    add_terms(r, &parts, &v);
    add_signers(r, &parts, &v);
    turn = add_approvals(r, &a, &parts, &v);
    TRY(add_clauses(r, &a, &v));
    TRY(add_items(r, &a, &v));
    TRY(add_acts(r, &a, turn, &v));
    agreement_show_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}
