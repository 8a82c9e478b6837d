/* SPDX-License-Identifier: Apache-2.0 */
/* issue_pages: who waits for a certificate, signing, who signs and the first
 * key, and what was issued. */

#include "web/issue_pages.h"

#include "base/arena.h"
#include "base/text.h"
#include "base/tr.h"
#include "core/access.h"
#include "credentials/batch.h"
#include "credentials/credential.h"
#include "credentials/issue.h"
#include "credentials/issuer.h"
#include "credentials/signer.h"
#include "db/db.h"
#include "handlers.h"
#include "keeper/keeper.h"
#include "network/accreditation.h"
#include "network/org.h"
#include "web/org_crumbs.h"
#include "web/pages/issue.html.h"

#include <string.h>

/* At a time. A sentence travels in a cookie, so it names only the first who
 * failed. */
enum { SIGN_MAX = BATCH_MAX, TOLD_MAX = 3 };

/* --- the page --- */

static bool
was_chosen(const struct req *r, const char *number)
{
    const char *chosen[SIGN_MAX];
    size_t n;

    if (!r->again) {
        return true; /* all who wait are proposed */
    }
    n = req_form_all(r, "enrolment", chosen, SIGN_MAX);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(chosen[i], number) == 0) {
            return true;
        }
    }
    return false;
}

static enum err
add_waiting(struct req *r, struct answer *waiting, struct issue_view *v)
{
    struct ctx *c = r->ctx;
    struct issue_lines list;
    struct waiting_row *rows;

    TRY(issue_take_waiting(c, waiting, &list));
    rows = ARENA_ARRAY(c->arena, list.count, struct waiting_row);
    for (size_t i = 0; i < list.count; i++) {
        const struct issue_line *line = &list.items[i];

        rows[i] = (struct waiting_row){
            .enrolment = line->enrolment,
            .name = line->holder_name,
            .org_name = line->org_name,
            .series_title = line->series_title,
            .date = line->completed_date,
            .chosen = i < SIGN_MAX &&
                      was_chosen(r, arena_printf(c->arena, "%lld",
                                                 (long long)line->enrolment)),
        };
    }
    v->waiting = rows;
    v->waiting_count = list.count;
    return OK;
}

static enum err
add_key(struct req *r, const struct org *org, const struct signer *s,
        struct issue_view *v)
{
    struct issuer issuer;
    struct issuer_key key;
    enum err e = signer_key(r->ctx, s, &issuer, &key);

    if (e == ERR_MISSING) {
        if (v->may_sign && s->mandate) {
            v->key_url = req_url(r, "/o/%s/key", org->slug);
        }
        return OK;
    }
    TRY(e);
    v->issuer_name = issuer.name;
    v->did = issuer.did;
    v->document_url = req_url(r, "/issuers/%s/did.json", issuer.number);
    v->has_key = true;
    v->key = key.multibase;
    return OK;
}

/* Until when an institution signs itself, and where more is told: to those of
 * the institution, and to those who can give that right. */
static enum err
add_accreditation(struct req *r, const struct org *org, const struct signer *s,
                  struct issue_view *v)
{
    struct accreditation a;

    v->is_institution = strcmp(org->kind, "institution") == 0;
    if (v->is_institution || access_has(r->ctx, CAP_ACCREDIT, org->id)) {
        v->accreditation_url = req_url(r, "/o/%s/accreditation", org->slug);
    }
    if (s && s->accreditation) {
        TRY(accreditation_by_id(r->ctx, s->accreditation, &a));
        v->until_date = a.to_date;
    }
    return OK;
}

/* Whose key signs here, and may the reader make it? */
static enum err
add_issuer(struct req *r, const struct org *org, struct issue_view *v)
{
    struct ctx *c = r->ctx;
    struct signer s;
    struct org node;
    enum err e = signer_for(c, org->id, 0, 0, &s);

    if (e == ERR_MISSING) {
        if (access_has(c, CAP_MANDATE_EDIT, org->id)) {
            v->mandates_url = req_url(r, "/o/%s/mandates", org->slug);
        }
        return add_accreditation(r, org, NULL, v);
    }
    TRY(e);
    signer_foresee_key(c, &s);
    if (s.node != org->id) {
        org_foresee_id(c, s.node);
    }
    TRY(add_accreditation(r, org, &s, v));
    v->signer = s.name;
    v->is_hq = s.is_hq && s.node != org->id;
    if (s.node != org->id) {
        TRY(org_by_id(c, s.node, &node));
        v->signed_at_url = req_url(r, "/o/%s", node.slug);
        v->signed_at = node.name;
    }
    e = signer_need(c, &s);
    v->may_sign = e == OK;
    return e == OK || e == ERR_DENIED ? add_key(r, org, &s, v) : e;
}

static enum err
add_issued(struct req *r, struct answer *issued, struct issue_view *v)
{
    struct credential_list list;
    struct issued_row *rows;

    TRY(credential_take_below(r->ctx, issued, &list));
    rows = ARENA_ARRAY(r->ctx->arena, list.count, struct issued_row);
    for (size_t i = 0; i < list.count; i++) {
        const struct credential *k = &list.items[i];

        rows[i] = (struct issued_row){
            .url =
                k->withdrawn ? NULL : req_url(r, "/certificates/%s", k->number),
            .name = k->holder_name,
            .org_name = k->org_name,
            .title = k->title,
            .date = k->issued_date,
            .withdrawn = k->withdrawn,
        };
    }
    v->issued = rows;
    v->issued_count = list.count;
    return OK;
}

enum err
issue_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Certificates"),
                        .menu = MENU_WORK};
    struct issue_view v = {
        .problems = problems_of(r), .most = SIGN_MAX, .token = form_token(r)};
    struct answer waiting, issued;
    struct org org;

    v.sees_waiting = issue_ask_waiting(c, r->org, &waiting) == OK;
    TRY(credential_ask_below(c, r->org, &issued));
    signer_foresee(c, r->org, 0, 0);
    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    v.org_name = org.name;
    v.sign_url = req_url(r, "/o/%s/certificates", org.slug);
    if (v.sees_waiting) {
        TRY(add_waiting(r, &waiting, &v));
    }
    TRY(add_issued(r, &issued, &v));
    TRY(add_issuer(r, &org, &v));
    issue_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* --- signing --- */

/* Those who could not be served, with the reason. */
struct failures {
    const char *lines[SIGN_MAX];
    size_t count;
};

static void
note_failure(struct req *r, const struct batch_item *item, struct failures *f)
{
    const struct ctx *c = r->ctx;
    const char *name = item->draft.holder_name;
    const char *why = item->why;

    if (item->result == ERR_INTERNAL) {
        why = tr(c->lang, "could not be signed; the log of this site says "
                          "why.");
    }
    f->lines[f->count++] =
        arena_printf(c->arena, "%s: %s", name && *name ? name : "?",
                     why ? why : tr(c->lang, "is not waiting here any more."));
}

static const char *
sentence(struct req *r, size_t signed_count, const struct failures *f)
{
    struct arena *a = r->ctx->arena;
    const struct lang *l = r->ctx->lang;
    const char *s =
        arena_printf(a, "%s %zu", tr(l, "Certificates signed:"), signed_count);

    for (size_t i = 0; i < f->count && i < TOLD_MAX; i++) {
        s = arena_printf(a, "%s · %s", s, f->lines[i]);
    }
    if (f->count > TOLD_MAX) {
        s = arena_printf(a, "%s · %s %zu", s, tr(l, "not signed besides:"),
                         f->count - TOLD_MAX);
    }
    return s;
}

enum err
issue_post(struct req *r)
{
    struct ctx *c = r->ctx;
    const char *chosen[SIGN_MAX + 1];
    struct batch_item *items;
    size_t n = req_form_all(r, "enrolment", chosen, SIGN_MAX + 1);
    size_t signed_count = 0;
    struct failures f = {.count = 0};

    if (n == 0) {
        return problem_at(c, NULL, N_("Choose at least one person."));
    }
    if (n > SIGN_MAX) {
        return problem_at(c, NULL, N_("At most 50 at a time."));
    }
    items = ARENA_ARRAY(c->arena, n, struct batch_item);
    for (size_t i = 0; i < n; i++) {
        if (!text_i64(chosen[i], &items[i].enrolment)) {
            items[i].enrolment = 0;
        }
    }
    TRY(batch_issue(c, items, n)); /* no right, no disk: of all of them */
    for (size_t i = 0; i < n; i++) {
        if (items[i].result == OK) {
            signed_count++;
        } else {
            note_failure(r, &items[i], &f);
        }
    }
    c->problem_count = 0;
    if (signed_count == 0) {
        for (size_t i = 0; i < f.count; i++) {
            (void)problem_as(c, ERR_CONFLICT, NULL, f.lines[i]);
        }
        return ERR_CONFLICT;
    }
    res_flash(r, sentence(r, signed_count, &f));
    return res_redirect(r,
                        req_url(r, "/o/%s/certificates", req_param(r, "org")));
}

/* --- the first key of a mandate --- */

static enum err
add_first_key(struct req *r, void *arg)
{
    const struct keeper_key *key = arg;
    struct signer s;
    int64_t id;
    enum err e = signer_for(r->ctx, r->org, 0, 0, &s);

    if (e == ERR_MISSING) {
        return problem_as(r->ctx, ERR_CONFLICT, NULL,
                          N_("Nobody signs certificates here now: no national "
                             "centre is in force, and headquarters has no "
                             "mandate to."));
    }
    TRY(e);
    TRY(signer_need(r->ctx, &s));
    if (!s.mandate) {
        return problem_as(r->ctx, ERR_CONFLICT, NULL,
                          N_("The institution has its key already."));
    }
    return issuer_add(r->ctx, s.mandate, s.name, key, &id);
}

enum err
issuer_key_post(struct req *r)
{
    struct keeper_key key;

    TRY(keeper_key_new(r->node->keeper, &key));
    TRY(req_write(r, add_first_key, &key));
    res_flash(r, tr(r->ctx->lang, "The key is made; from now on certificates "
                                  "can be signed with it."));
    return res_redirect(r,
                        req_url(r, "/o/%s/certificates", req_param(r, "org")));
}
