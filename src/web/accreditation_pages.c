/* SPDX-License-Identifier: Apache-2.0 */
/* accreditation_pages: which institutions issue certificates themselves;
 * giving that right and ending it. */

#include "web/accreditation_pages.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "base/tr.h"
#include "core/access.h"
#include "credentials/issuer.h"
#include "handlers.h"
#include "keeper/keeper.h"
#include "network/accreditation.h"
#include "web/org_crumbs.h"
#include "web/pages/accreditation.html.h"

#include <string.h>

/* Proposed: as long as an agreement to join runs. */
enum { PROPOSED_YEARS = 3 };

static bool
is_institution(const struct org *o)
{
    return strcmp(o->kind, "institution") == 0;
}

static bool
may_end(const struct accreditation *a)
{
    return a->state == ACCREDITATION_IN_FORCE ||
           a->state == ACCREDITATION_TO_COME;
}

/* --- the forms --- */

/* The day after what there is, or today. */
static const char *
first_day(struct ctx *c, const struct accreditations *list)
{
    const char *last = NULL;
    char *day = arena_alloc(c->arena, DATE_SIZE);
    int64_t days = 0;

    for (size_t i = 0; i < list->count; i++) {
        const struct accreditation *a = &list->items[i];

        if (may_end(a) && (!last || strcmp(a->to_date, last) > 0)) {
            last = a->to_date;
        }
    }
    if (!last) {
        return ctx_today(c);
    }
    (void)date_parse(last, &days);
    date_write(days + 1, day);
    return day;
}

/* The last day of so many years that begin on `first`. */
static const char *
years_on(struct ctx *c, const char *first)
{
    char *day = arena_alloc(c->arena, DATE_SIZE);
    int64_t days = 0;
    int y, m, d;

    (void)date_parse(first, &days);
    date_civil(days, &y, &m, &d);
    date_write(date_days(y + PROPOSED_YEARS, m, d) - 1, day);
    return day;
}

static void
add_forms(struct req *r, const struct org *org, const char *first,
          struct accreditations_view *v)
{
    const struct lang *l = r->ctx->lang;

    v->why = field_of(r, "why", tr(l, "Why it ends"),
                      tr(l, "Such as the number of a document"), NULL);
    v->action = req_url(r, "/o/%s/accreditation", org->slug);
    v->from_date = field_of(r, "from_date", tr(l, "First day"), NULL, first);
    v->from_date.type = "date";
    v->from_date.is_short = true;
    v->to_date = field_of(r, "to_date", tr(l, "Last day"),
                          tr(l, "At most five years; it can be given again "
                                "after that."),
                          years_on(r->ctx, first));
    v->to_date.type = "date";
    v->to_date.is_short = true;
    v->reason = field_of(r, "reason", tr(l, "Why"),
                         tr(l, "Such as the number of a document"), NULL);
}

/* --- the list --- */

static const char *
state_word(const struct lang *l, enum accreditation_state state)
{
    switch (state) {
    case ACCREDITATION_TO_COME:
        return tr(l, "to come");
    case ACCREDITATION_IN_FORCE:
        return tr(l, "in force");
    case ACCREDITATION_ENDED:
        return tr(l, "taken back");
    case ACCREDITATION_OVER:
        break;
    }
    return tr(l, "over");
}

/* Which one's form is open: the one that failed, the one asked for by ?end=,
 * else the newest that can be ended. */
static int64_t
chosen_one(struct req *r, const struct accreditations *list)
{
    int64_t id = 0;

    if (text_i64(req_kept(r, "accreditation", req_query(r, "end")), &id)) {
        return id;
    }
    for (size_t i = 0; i < list->count; i++) {
        if (may_end(&list->items[i])) {
            return list->items[i].id;
        }
    }
    return 0;
}

static struct accreditation_row
make_row(struct req *r, const struct org *org, const struct accreditation *a)
{
    const struct lang *l = r->ctx->lang;

    return (struct accreditation_row){
        .id = arena_printf(r->ctx->arena, "%lld", (long long)a->id),
        .org_name = a->org == org->id ? NULL : a->org_name,
        .org_url = req_url(r, "/o/%s/accreditation", a->org_slug),
        .state = state_word(l, a->state),
        .in_force = a->state == ACCREDITATION_IN_FORCE,
        .to_come = a->state == ACCREDITATION_TO_COME,
        .by_name = a->by_name ? a->by_name : tr(l, "Headquarters"),
        .from_date = a->from_date,
        .to_date = a->to_date,
        .reason = a->reason,
        .ended_date = a->ended_date,
        .ended_reason = a->ended_reason,
    };
}

/* Forms stand on the institution's own page. */
static enum err
add_rows(struct req *r, const struct org *org, bool may,
         struct accreditations_view *v)
{
    struct accreditations list;
    struct accreditation_row *rows;
    int64_t chosen;

    TRY(accreditation_below(r->ctx, org->id, &list));
    if (v->is_institution && may) {
        add_forms(r, org, first_day(r->ctx, &list), v);
    }
    chosen = chosen_one(r, &list);
    rows = ARENA_ARRAY(r->ctx->arena, list.count, struct accreditation_row);
    for (size_t i = 0; i < list.count; i++) {
        const struct accreditation *a = &list.items[i];

        rows[i] = make_row(r, org, a);
        if (!may || !v->is_institution || !may_end(a)) {
            continue;
        }
        if (a->id == chosen) {
            rows[i].end_url =
                req_url(r, "/o/%s/accreditation/%s/end", org->slug, rows[i].id);
        } else {
            rows[i].choose_url =
                req_url(r, "/o/%s/accreditation?end=%s", org->slug, rows[i].id);
        }
    }
    v->rows = rows;
    v->row_count = list.count;
    return OK;
}

static enum err
add_issuer(struct req *r, const struct org *org, struct accreditations_view *v)
{
    struct issuer issuer;
    enum err e = issuer_of_org(r->ctx, org->id, &issuer);

    if (e == OK) {
        v->did = issuer.did;
        v->document_url = req_url(r, "/issuers/%s/did.json", issuer.number);
    }
    return e == ERR_MISSING ? OK : e;
}

/* --- the page --- */

enum err
accreditations_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Issuing certificates itself"),
                        .menu = MENU_WORK};
    struct accreditations_view v = {.problems = problems_of(r),
                                    .token = form_token(r)};
    struct org org;
    bool may;

    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    v.org_name = org.name;
    v.is_institution = is_institution(&org);
    may = access_has(c, CAP_ACCREDIT, org.id);
    TRY(add_rows(r, &org, may, &v));
    if (v.is_institution) {
        TRY(add_issuer(r, &org, &v));
    }
    if (v.did && access_has(c, CAP_ROLE_GRANT, org.id)) {
        v.roles_url = req_url(r, "/o/%s/roles", org.slug);
    }
    accreditations_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* --- giving and ending --- */

static enum err
back(struct req *r)
{
    return res_redirect(r,
                        req_url(r, "/o/%s/accreditation", req_param(r, "org")));
}

static enum err
give(struct req *r, void *arg)
{
    const struct keeper_key *key = arg;
    struct accreditation a = {
        .org = r->org,
        .from_date = req_typed(r, "from_date"),
        .to_date = req_typed(r, "to_date"),
        .reason = req_typed(r, "reason"),
    };

    TRY(accreditation_give(r->ctx, &a));
    return issuer_accredit(r->ctx, a.id, key);
}

enum err
accreditations_post(struct req *r)
{
    struct keeper_key key;

    TRY(keeper_key_new(r->node->keeper, &key));
    TRY(req_write(r, give, &key));
    res_flash(r, tr(r->ctx->lang, "It is given, and the institution has its "
                                  "key. Now name who signs, under Roles."));
    return back(r);
}

enum err
accreditation_end_post(struct req *r)
{
    struct accreditation a;
    int64_t id;

    TRY(req_param_i64(r, "accreditation", &id));
    TRY(accreditation_by_id(r->ctx, id, &a));
    if (a.org != r->org) {
        return ERR_MISSING;
    }
    TRY(accreditation_end(r->ctx, id, req_typed(r, "why")));
    res_flash(r, tr(r->ctx->lang, "It has ended. What was signed until now "
                                  "stays valid."));
    return back(r);
}
