/* SPDX-License-Identifier: Apache-2.0 */
/* agreement_posts: an agreement is drafted, approved, signed, renewed, ended. */

#include "base/arena.h"
#include "base/limits.h"
#include "core/blob.h"
#include "handlers.h"
#include "http/req.h"
#include "network/agreement.h"
#include "network/join.h"
#include "network/org.h"
#include "web/agreement_words.h"

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

/* Looked at by its first bytes alone, and kept as it is. */
static enum err
keep_paper(struct req *r, struct agreement_signature *sign)
{
    const struct upload *file = req_upload(r, "paper");

    if (!file || !file->bytes) {
        return OK;
    }
    if (file->bytes > LIMIT_SIGNED_SHEET_BYTES) {
        return problem_at(r->ctx, "paper",
                          N_("This file is larger than 5 MB. Photograph the "
                             "sheet again, or scan it in grey."));
    }
    sign->paper_type = join_paper_type(file->data, file->bytes);
    if (!sign->paper_type) {
        return problem_at(r->ctx, "paper",
                          N_("This is neither PDF nor JPEG, PNG or WebP. "
                             "Save the sheet in one of these."));
    }
    sign->paper_bytes = (int64_t)file->bytes;
    return blob_put(r->ctx->arena, r->node, file->data, file->bytes,
                    &sign->paper_hash);
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

/* As somebody handed it in: to keep, never to be shown as a page of ours. */
enum err
agreement_paper_get(struct req *r)
{
    struct agreement a;
    int64_t rev;
    char *data;
    size_t len;

    TRY(open_here(r, &a, &rev));
    if (!a.paper_hash) {
        return ERR_MISSING;
    }
    TRY(blob_get(r->ctx, a.paper_hash, LIMIT_SIGNED_SHEET_BYTES, &data, &len));
    res_header(r, "Content-Security-Policy", "sandbox; default-src 'none'");
    return res_bytes(r, a.paper_type, data, len,
                     arena_printf(r->ctx->arena, "agreement-%s.%s", a.number,
                                  strchr(a.paper_type, '/') + 1));
}
