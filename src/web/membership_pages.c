/* SPDX-License-Identifier: Apache-2.0 */
/* membership_pages: a university's membership, its history, what may be done. */

#include "web/membership_pages.h"

#include "base/arena.h"
#include "core/access.h"
#include "handlers.h"
#include "network/agreement.h"
#include "network/membership.h"
#include "network/org.h"
#include "web/org_crumbs.h"
#include "web/pages/membership.html.h"
#include "web/words.h"

#include <string.h>

static enum err
add_history(struct req *r, struct membership_view *v)
{
    struct membership_steps list;
    struct membership_line *lines;

    TRY(membership_steps(r->ctx, r->org, &list));
    lines = ARENA_ARRAY(r->ctx->arena, list.count, struct membership_line);
    for (size_t i = 0; i < list.count; i++) {
        lines[i] = (struct membership_line){
            words_status(r->ctx->lang, list.items[i].status),
            list.items[i].from_date, list.items[i].reason};
    }
    v->lines = lines;
    v->line_count = list.count;
    return OK;
}

static enum err
add_agreement(struct req *r, const struct org *o, bool may,
              struct membership_view *v)
{
    struct membership_term term;
    enum err e = membership_term(r->ctx, o, &term);

    if (e == ERR_MISSING) {
        return OK;
    }
    TRY(e);
    v->agreement_url = req_url(r, "/agreements/%s", term.number);
    v->without_end = strcmp(term.until_date, AGREEMENT_OPEN) == 0;
    v->until = term.until_date;
    v->expired = strcmp(term.until_date, ctx_today(r->ctx)) < 0;
    v->next = term.next_date;
    v->agreement_rev = term.rev;
    if (may && term.may_renew) {
        v->renew_url = req_url(r, "/o/%s/membership/renew", o->slug);
    }
    return OK;
}

static void
add_forms(struct req *r, const struct org *o, bool may,
          struct membership_view *v)
{
    const struct lang *l = r->ctx->lang;
    bool reviews = access_has(r->ctx, CAP_MEMBER_REVIEW, o->id);

    if (reviews && v->member) {
        v->suspend_url = req_url(r, "/o/%s/membership/suspend", o->slug);
    }
    if (reviews && v->suspended) {
        v->restore_url = req_url(r, "/o/%s/membership/restore", o->slug);
    }
    if (may && (v->member || v->suspended)) {
        v->stay_url =
            v->leaving ? req_url(r, "/o/%s/membership/stay", o->slug) : NULL;
        v->leave_url =
            v->leaving ? NULL : req_url(r, "/o/%s/membership/leave", o->slug);
    }
    if (v->left) {
        v->join_url =
            req_url(r, "/join?country=%s&org=%s", o->country, o->slug);
    }
    v->reason = field_of(r, "reason", tr(l, "Reason"),
                         tr(l, "The university reads it."), NULL);
    v->on_date = field_of(r, "on_date", tr(l, "Its last day"), NULL, NULL);
    v->on_date.type = "date";
    v->on_date.is_short = true;
    v->why =
        field_of(r, "why", tr(l, "Reason"),
                 tr(l, "The university and the offices above read it."), NULL);
}

enum err
membership_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Membership"), .menu = MENU_WORK};
    struct membership_view v = {.problems = problems_of(r),
                                .token = form_token(r)};
    struct org o;
    bool may;

    membership_foresee(c, r->org);
    TRY(org_crumbs(r, page.title, &page, &o, NULL));
    if (strcmp(o.kind, "institution") != 0) {
        return ERR_MISSING; /* countries and parts are no members */
    }
    may = access_has(c, CAP_ORG_EDIT, o.id) ||
          access_has(c, CAP_MEMBER_REVIEW, o.id);
    v.name = o.name;
    v.status = words_status(c->lang, o.status);
    v.member = strcmp(o.status, "member") == 0;
    v.suspended = strcmp(o.status, "suspended") == 0;
    v.left = strcmp(o.status, "left") == 0;
    v.rev = o.rev;
    TRY(membership_leaving(c, o.id, &v.leaving));
    TRY(add_history(r, &v));
    TRY(add_agreement(r, &o, may, &v));
    add_forms(r, &o, may, &v);
    membership_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* --- what is done --- */

static enum err
done(struct req *r, const char *words)
{
    res_flash(r, words);
    return res_redirect(r, req_url(r, "/o/%s/membership", req_param(r, "org")));
}

enum err
membership_suspend_post(struct req *r)
{
    TRY(membership_suspend(r->ctx, r->org, req_form_i64(r, "rev"),
                           req_form(r, "reason")));
    return done(r, tr(r->ctx->lang, "Suspended. The university reads why."));
}

enum err
membership_restore_post(struct req *r)
{
    TRY(membership_restore(r->ctx, r->org, req_form_i64(r, "rev"),
                           req_form(r, "reason")));
    return done(r, tr(r->ctx->lang, "Restored: it is a member again."));
}

enum err
membership_leave_post(struct req *r)
{
    TRY(membership_leave(r->ctx, r->org, req_form_i64(r, "rev"),
                         req_typed(r, "on_date"), req_form(r, "why")));
    return done(r, tr(r->ctx->lang, "Announced. Until its last day it may "
                                    "change its mind."));
}

enum err
membership_stay_post(struct req *r)
{
    TRY(membership_stay(r->ctx, r->org, req_form_i64(r, "rev")));
    return done(r, tr(r->ctx->lang, "It stays."));
}

enum err
membership_renew_post(struct req *r)
{
    TRY(membership_renew(r->ctx, r->org, req_form_i64(r, "rev")));
    return done(r, tr(r->ctx->lang, "Renewed for a further term."));
}
