/* SPDX-License-Identifier: Apache-2.0 */
/* agreement_posts: an agreement is drafted, approved, signed, renewed, ended. */

#include "base/arena.h"
#include "handlers.h"
#include "http/req.h"
#include "network/agreement.h"
#include "network/agreement_goal.h"
#include "network/org.h"
#include "web/agreement_words.h"
#include "web/paper.h"

#include <string.h>

/* The agreement of the address must be one of the place in it. */
static enum err
open_here(struct req *r, struct agreement *a, int64_t *rev)
{
    TRY(agreement_by_number(r->ctx, req_param(r, "number"), a));
    if (a->node != r->org) {
        return ERR_MISSING;
    }
    *rev = req_form_i64(r, "rev");
    return OK;
}

static enum err
back_to(struct req *r, const char *number, const char *said)
{
    res_flash(r, tr(r->ctx->lang, said));
    return res_redirect(r, req_url(r, "/agreements/%s", number));
}

enum err
agreement_new_post(struct req *r)
{
    struct ctx *c = r->ctx;
    struct agreement_slugs slugs;
    int64_t parties[AGREEMENT_PARTIES_MAX];
    struct agreement_draft d = {.kind = req_typed(r, "kind"),
                                .title = req_typed(r, "title"),
                                .node = r->org,
                                .parties = parties,
                                .from_date = req_typed(r, "from_date"),
                                .to_date = req_typed(r, "to_date"),
                                .is_public = req_form(r, "is_public") != NULL};

    agreement_slugs(c->arena, req_form(r, "with"), &slugs);
    for (size_t i = 0; i < slugs.count; i++) {
        struct org o;
        enum err e = org_by_slug(c, slugs.items[i], &o);

        if (e == OK) {
            parties[d.party_count++] = o.id;
        } else if (e != ERR_MISSING) {
            return e;
        }
    }
    TRY(agreement_draft(c, &d));
    return back_to(r, d.number,
                   N_("Drafted. It goes to whoever must approve it."));
}

enum err
agreement_approve_post(struct req *r)
{
    struct agreement a;
    int64_t rev;

    TRY(open_here(r, &a, &rev));
    TRY(agreement_approve(r->ctx, a.number, rev));
    return back_to(r, a.number, N_("Approved."));
}

enum err
agreement_refuse_post(struct req *r)
{
    struct agreement a;
    int64_t rev;

    TRY(open_here(r, &a, &rev));
    TRY(agreement_refuse(r->ctx, a.number, rev, req_form(r, "reason")));
    return back_to(r, a.number, N_("Refused. The reason stands below."));
}

enum err
agreement_renew_post(struct req *r)
{
    struct agreement a;
    int64_t rev;

    TRY(open_here(r, &a, &rev));
    TRY(agreement_renew(r->ctx, a.number, rev, req_typed(r, "to_date")));
    return back_to(r, a.number, N_("Renewed."));
}

enum err
agreement_end_post(struct req *r)
{
    struct agreement a;
    int64_t rev;

    TRY(open_here(r, &a, &rev));
    TRY(agreement_end(r->ctx, a.number, rev, req_typed(r, "on_date"),
                      req_form(r, "reason")));
    return back_to(r, a.number, N_("Noted."));
}

enum err
agreement_goal_post(struct req *r)
{
    struct ctx *c = r->ctx;
    struct goal g = {.indicator = req_typed(r, "goal_indicator"),
                     .to_date = req_typed(r, "goal_date")};
    struct org node = {0};
    struct agreement a;
    int64_t rev;
    enum err e;

    TRY(open_here(r, &a, &rev));
    e = org_by_slug(c, req_typed(r, "goal_node"), &node);
    if (e != OK && e != ERR_MISSING) {
        return e;
    }
    g.node = e == OK ? node.id : 0;
    g.amount = req_form_i64(r, "goal_amount");
    TRY(agreement_goal_set(c, a.number, req_form_i64(r, "goal_clause"), &g));
    return back_to(r, a.number, N_("The clause shows its progress now."));
}

/* --- the signature, with a sheet --- */

struct signing {
    struct agreement a;
    int64_t rev;
    struct agreement_signature sign;
};

static enum err
find(struct req *r, void *arg)
{
    struct signing *s = arg;

    return open_here(r, &s->a, &s->rev);
}

static enum err
keep_paper(struct req *r, struct agreement_signature *sign)
{
    struct paper p;

    TRY(paper_check(r, "paper", &paper_sheet, &p));
    TRY(paper_keep(r, "paper", &p));
    sign->paper_hash = p.hash;
    sign->paper_type = p.type;
    sign->paper_bytes = p.bytes;
    return OK;
}

static enum err
sign_it(struct req *r, void *arg)
{
    struct signing *s = arg;

    return agreement_sign(r->ctx, s->a.number, s->rev, &s->sign);
}

enum err
agreement_sign_post(struct req *r)
{
    struct signing s = {.sign.signed_date = req_typed(r, "signed_date")};

    TRY(req_read(r, find, &s));
    TRY(keep_paper(r, &s.sign));
    TRY(req_write(r, sign_it, &s));
    return back_to(r, s.a.number, N_("Signed: it is in force."));
}

enum err
agreement_paper_get(struct req *r)
{
    struct agreement a;
    int64_t rev;
    struct paper p;

    TRY(open_here(r, &a, &rev));
    p = (struct paper){.hash = a.paper_hash, .type = a.paper_type};
    return paper_send(r, &p,
                      arena_printf(r->ctx->arena, "agreement-%s", a.number));
}
