/* SPDX-License-Identifier: Apache-2.0 */
/* join_pages: a university asks to join: finds itself, agrees clause by clause,
 * signs, and sees whose turn it is. */

#include "web/join_pages.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/text.h"
#include "handlers.h"
#include "http/rate.h"
#include "network/country.h"
#include "network/directory.h"
#include "network/mandate.h"
#include "network/org.h"
#include "web/pages/join.html.h"
#include "web/paper.h"
#include "web/words.h"

#include <string.h>

enum { APPLICATIONS_PER_MINUTE = 20 };

/* Ticked boxes carry the number of their clause. */
static void
read_ticks(const char *const ticked[], size_t n, bool agreed[TERMS_CLAUSES])
{
    int64_t clause;

    memset(agreed, 0, TERMS_CLAUSES * sizeof *agreed);
    for (size_t i = 0; i < n; i++) {
        if (text_i64(ticked[i], &clause) && clause >= 1 &&
            clause <= TERMS_CLAUSES) {
            agreed[clause - 1] = true;
        }
    }
}

/* --- finding oneself --- */

static enum err
add_found(struct req *r, struct join_view *v, const char *country,
          const char *typed)
{
    const struct directory_query q = {
        .typed = typed, .country = country, .kind = "institution"};
    struct directory_found hit;
    struct found_org *found;

    TRY(directory_search(r->ctx, &q, &hit));
    found = ARENA_ARRAY(r->ctx->arena, hit.list.count, struct found_org);
    for (size_t i = 0; i < hit.list.count; i++) {
        const struct org *o = &hit.list.items[i];

        found[i] = (struct found_org){
            .name = o->name,
            .city = o->city,
            .url = req_url(r, "/join?country=%s&org=%s", country, o->slug),
            .member = strcmp(o->status, "member") == 0,
        };
    }
    v->found = found;
    v->found_count = hit.list.count;
    v->more = hit.more;
    v->too_few = hit.too_few;
    v->searched = true;
    return OK;
}

/* --- first step: which university, and whom to turn to --- */

static void
add_fields(struct req *r, struct join_view *v)
{
    const struct lang *l = r->ctx->lang;

    v->name =
        field_of(r, "org_name", tr(l, "Name of the university"), NULL, NULL);
    v->city = field_of(r, "city", tr(l, "City"), NULL, NULL);
    v->city.optional = true;
    v->website = field_of(r, "website", tr(l, "Web site"),
                          tr(l, "Such as www.university.edu"), NULL);
    v->website.optional = true;
    v->contact_name =
        field_of(r, "contact_name", tr(l, "Contact person"), NULL, NULL);
    v->contact_name.autocomplete = "name";
    v->contact_post =
        field_of(r, "contact_post", tr(l, "Post"),
                 tr(l, "Such as head of teaching innovation"), NULL);
    v->contact_email =
        field_of(r, "contact_email", tr(l, "E-mail"), NULL, NULL);
    v->contact_email.type = "email";
    v->contact_email.autocomplete = "email";
    v->staff_count =
        field_of(r, "staff_count", tr(l, "Number of staff"), NULL, NULL);
    v->staff_count.is_short = true;
    v->staff_count.optional = true;
    v->motive =
        field_of(r, "motive", tr(l, "What do you expect of it?"), NULL, NULL);
    v->motive.optional = true;
}

/* Whose turn comes after the university's; NULL = the regional office. */
static enum err
find_centre(struct ctx *c, int64_t node, const char **title)
{
    struct mandate centre;
    enum err e = mandate_for(c, node, "national_centre", &centre);

    *title = e == OK ? centre.title : NULL;
    return e == ERR_MISSING ? OK : e;
}

/* The form, for a university of the directory or a new one. */
static enum err
add_form(struct req *r, struct join_view *v, const char *country,
         const char *slug)
{
    struct org node, org;

    v->country_code = country;
    v->country_name = country_name(country, r->ctx->lang->tag);
    v->org_slug = "";
    if (slug && *slug && org_by_slug(r->ctx, slug, &org) == OK &&
        org_is_institution_of(&org, country)) {
        v->org_slug = org.slug;
        v->org_name = org.name;
    }
    if (org_by_country(r->ctx, country, &node) == OK) {
        TRY(find_centre(r->ctx, node.id, &v->centre));
    }
    v->at_form = true;
    v->again_url = req_url(r, "/join?country=%s", country);
    add_fields(r, v);
    return OK;
}

enum err
join_page(struct req *r)
{
    const struct lang *l = r->ctx->lang;
    const char *country =
        r->again ? req_form(r, "country") : req_query(r, "country");
    const char *slug = r->again ? req_form(r, "org") : req_query(r, "org");
    const char *typed = text_or_empty(req_query(r, "q"));
    const struct country *known = country_find(text_or_empty(country));
    struct join_view v = {
        .problems = problems_of(r),
        .find_action = req_url(r, "/join"),
        .action = req_url(r, "/join"),
        .steps = {.here = {true}},
        .token = form_token(r),
    };

    v.countries = choices_of_countries(r, tr(l, "Choose …"),
                                       text_or_empty(req_query(r, "country")));
    v.country_count = COUNTRY_COUNT + 1;
    v.country =
        field_of(r, "country", tr(l, "Country or territory"), NULL, NULL);
    v.typed = field_of(r, "q", tr(l, "Name of the university"), NULL, typed);
    if (known && (r->again || slug || req_query(r, "new"))) {
        TRY(add_form(r, &v, known->code, slug));
    } else if (known && *typed) {
        TRY(add_found(r, &v, known->code, typed));
        v.new_url = req_url(r, "/join?country=%s&new=1", known->code);
    }
    join_html(page_begin(r, &(struct page){.title = tr(l, "Join the network"),
                                           .menu = MENU_JOIN}),
              l, &v);
    return page_end(r);
}

static enum err
read_staff(struct req *r, int64_t *out)
{
    const char *s =
        text_clean(r->ctx->arena, text_or_empty(req_form(r, "staff_count")));

    *out = 0;
    if (*s && !text_i64(s, out)) {
        *out = -1; /* join_begin says what is wrong with it */
    }
    return OK;
}

enum err
join_post(struct req *r)
{
    struct application a = {
        .country = req_form(r, "country"),
        .org_name = req_form(r, "org_name"),
        .city = req_form(r, "city"),
        .website = req_form(r, "website"),
        .contact_name = req_form(r, "contact_name"),
        .contact_post = req_form(r, "contact_post"),
        .contact_email = req_form(r, "contact_email"),
        .motive = req_form(r, "motive"),
    };
    const char *slug = req_form(r, "org"), *secret;
    struct org org;

    TRY(rate_check(r, "join", APPLICATIONS_PER_MINUTE));
    if (slug && *slug && org_by_slug(r->ctx, slug, &org) == OK) {
        a.org = org.id;
    }
    TRY(read_staff(r, &a.staff_count));
    TRY(join_begin(r->ctx, &a, &secret));
    return res_redirect(r, req_url(r, "/join/%s?new=1", secret));
}

/* --- second step: the agreement --- */

static enum err
add_clauses(struct req *r, int64_t application, struct agreement_view *v)
{
    const struct lang *l = r->ctx->lang, *other = words_other_lang(l);
    struct clause_view *list =
        ARENA_ARRAY(r->ctx->arena, TERMS_CLAUSES, struct clause_view);
    const char *ticked[TERMS_CLAUSES];
    bool agreed[TERMS_CLAUSES];
    size_t n = 0;

    TRY(join_clauses(r->ctx, application, agreed));
    if (r->again) { /* what was just ticked */
        n = req_form_all(r, "clause", ticked, TERMS_CLAUSES);
        read_ticks(ticked, n, agreed);
    }
    for (int i = 0; i < TERMS_CLAUSES; i++) {
        list[i] = (struct clause_view){
            .number = i + 1,
            .agreed = agreed[i],
            .title = tr(l, terms_clauses[i].title),
            .text = tr(l, terms_clauses[i].text),
            .other_title = tr(other, terms_clauses[i].title),
            .other_text = tr(other, terms_clauses[i].text),
        };
    }
    v->clauses = list;
    v->clause_count = TERMS_CLAUSES;
    v->other_tag = other->tag;
    v->other_dir = other->dir;
    return OK;
}

static enum err
show_agreement(struct req *r, const struct application *a, const char *secret)
{
    struct ctx *c = r->ctx;
    struct agreement_view v = {
        .problems = problems_of(r),
        .steps = {.done = {true}, .here = {false, true}},
        .is_new = req_query(r, "new") != NULL,
        .draft_days = LIMIT_DRAFT_DAYS,
        .link =
            arena_printf(c->arena, "%s/join/%s", r->node->public_url, secret),
        .org_name = a->org_name,
        .country_name = country_name(a->country, c->lang->tag),
        .agreed = a->clauses,
        .reason = a->reason,
        .action = req_url(r, "/join/%s", secret),
        .sheet_url = req_url(r, "/join/%s/sheet", secret),
        .token = form_token(r),
    };

    TRY(add_clauses(r, a->id, &v));
    TRY(find_centre(c, a->node, &v.centre));
    v.remark = field_of(r, "remark", tr(c->lang, "Question or remark"),
                        tr(c->lang, "Say which clause it is about. Whoever "
                                    "decides reads it; nothing stops."),
                        a->remark);
    v.remark.optional = true;
    agreement_html(
        page_begin(r, &(struct page){.title = tr(c->lang, "The agreement"),
                                     .menu = MENU_JOIN,
                                     .noindex = true}),
        c->lang, &v);
    return page_end(r);
}

enum err
join_agree_post(struct req *r)
{
    const char *secret = req_param(r, "secret");
    const char *ticked[TERMS_CLAUSES];
    bool agreed[TERMS_CLAUSES] = {false};
    size_t n = req_form_all(r, "clause", ticked, TERMS_CLAUSES);
    struct application a;

    read_ticks(ticked, n, agreed);
    TRY(join_agree(r->ctx, secret, agreed, req_form(r, "remark")));
    TRY(join_by_link(r->ctx, secret, &a));
    if (req_form(r, "later")) {
        res_flash(r, tr(r->ctx->lang, "Saved. Come back whenever you like, by "
                                      "the address of this page."));
    } else if (a.clauses == TERMS_CLAUSES) {
        return res_redirect(r, req_url(r, "/join/%s/sign", secret));
    } else {
        res_flash(r, tr(r->ctx->lang,
                        "Saved. Some clauses are not agreed to yet. What "
                        "holds you back can be written below them."));
    }
    return res_redirect(r, req_url(r, "/join/%s", secret));
}

enum err
join_sheet_page(struct req *r)
{
    struct ctx *c = r->ctx;
    const char *secret = req_param(r, "secret");
    struct agreement_view v = {.back_url = req_url(r, "/join/%s/sign", secret)};
    struct application a;

    TRY(join_by_link(c, secret, &a));
    TRY(add_clauses(r, a.id, &v));
    v.org_name = a.org_name;
    v.country_name = country_name(a.country, c->lang->tag);
    r->no_store = true;
    sheet_html(
        page_begin(r, &(struct page){.title = tr(c->lang, "Agreement to sign"),
                                     .menu = MENU_JOIN,
                                     .noindex = true}),
        c->lang, &v);
    return page_end(r);
}

/* --- third step: the signature --- */

enum err
join_sign_page(struct req *r)
{
    struct ctx *c = r->ctx;
    const struct lang *l = c->lang;
    const char *secret = req_param(r, "secret"), *how = req_kept(r, "how", "");
    struct sign_view v = {
        .problems = problems_of(r),
        .steps = {.done = {true, true}, .here = {false, false, true}},
        .action = req_url(r, "/join/%s/sign", secret),
        .back_url = req_url(r, "/join/%s", secret),
        .sheet_url = req_url(r, "/join/%s/sheet", secret),
        .token = form_token(r),
    };
    struct application a;

    TRY(join_by_link(c, secret, &a));
    if (strcmp(a.state, "draft") != 0) {
        return res_redirect(r, req_url(r, "/join/%s", secret));
    }
    v.org_name = a.org_name;
    v.ready = a.clauses == TERMS_CLAUSES;
    TRY(find_centre(c, a.node, &v.centre));
    v.signer_name = field_of(r, "signer_name", tr(l, "Name of who signs"), NULL,
                             a.signer_name);
    v.signer_post =
        field_of(r, "signer_post", tr(l, "Office"),
                 tr(l, "Such as rector, vice-rector, dean"), a.signer_post);
    v.how = field_of(r, "how", tr(l, "How is it signed?"), NULL, NULL);
    v.how.type = "radio";
    v.ways[0] = (struct choice){
        "click", tr(l, "Here, by click"),
        tr(l, "I approve the agreement in the name of the university."),
        strcmp(how, "click") == 0};
    v.ways[1] = (struct choice){
        "page", tr(l, "On paper"),
        tr(l, "The sheet was printed and signed; its picture or PDF is below."),
        strcmp(how, "page") == 0};
    v.sheet = field_of(r, "sheet", tr(l, "The signed sheet"),
                       tr(l, "PDF, JPEG, PNG or WebP, at most 5 MB"), NULL);
    v.sheet.optional = true;
    r->no_store = true;
    sign_html(page_begin(r, &(struct page){.title = tr(l, "Who signs"),
                                           .menu = MENU_JOIN,
                                           .noindex = true}),
              l, &v);
    return page_end(r);
}

static void
check_sheet(struct req *r, struct paper *sheet)
{
    if (paper_check(r, "sheet", &paper_sheet, sheet) == OK && !sheet->type) {
        (void)problem_at(r->ctx, "sheet",
                         N_("Choose the picture or PDF of the signed "
                            "sheet."));
    }
}

static enum err
sign_it(struct req *r, void *arg)
{
    TRY(join_sign(r->ctx, req_param(r, "secret"), arg));
    return res_redirect(r,
                        req_url(r, "/join/%s?sent=1", req_param(r, "secret")));
}

/* Is there such a draft at all? Else nobody's file is kept. */
static enum err
find_draft(struct req *r, void *arg)
{
    return join_by_link(r->ctx, req_param(r, "secret"), arg);
}

enum err
join_sign_post(struct req *r)
{
    struct join_signature sign = {
        .signer_name = req_form(r, "signer_name"),
        .signer_post = req_form(r, "signer_post"),
    };
    const char *how = text_or_empty(req_form(r, "how"));
    struct paper sheet = {0};
    struct application a;

    TRY(rate_check(r, "join", APPLICATIONS_PER_MINUTE));
    TRY(req_read(r, find_draft, &a));
    join_check_signer(r->ctx, &sign);
    if (strcmp(how, "page") == 0) {
        check_sheet(r, &sheet);
    } else if (strcmp(how, "click") != 0) {
        (void)problem_at(r->ctx, "how",
                         N_("Choose whether it is signed here or on paper."));
    }
    if (r->ctx->problem_count) {
        return ERR_INVALID;
    }
    TRY(paper_keep(r, "sheet", &sheet));
    sign.paper_hash = sheet.hash;
    sign.paper_type = sheet.type;
    sign.paper_bytes = sheet.bytes;
    return req_write(r, sign_it, &sign);
}

/* --- afterwards: whose turn it is --- */

static enum err
show_status(struct req *r, const struct application *a, const char *secret)
{
    struct ctx *c = r->ctx;
    struct join_status_view v = {
        .a = *a,
        .is_new = req_query(r, "sent") != NULL,
        .country_name = country_name(a->country, c->lang->tag),
        .sent = strcmp(a->state, "sent") == 0,
        .accepted = strcmp(a->state, "accepted") == 0,
        .refused = strcmp(a->state, "refused") == 0,
        .by_paper = text_equal(a->signed_kind, "page"),
        .sent_date = date_of_ms(c->arena, a->sent_ms),
        .decided_date = date_of_ms(c->arena, a->decided_ms),
        .endorsed = a->endorsed_ms != 0,
        .endorsed_date = date_of_ms(c->arena, a->endorsed_ms),
        .link =
            arena_printf(c->arena, "%s/join/%s", r->node->public_url, secret),
        .sign_in_url = req_url(r, "/sign-in"),
        .again_url = req_url(r, "/join/%s/again", secret),
        .token = form_token(r),
    };

    v.steps = (struct join_steps){.done = {true, true, true, v.accepted},
                                  .here = {false, false, false, v.sent}};
    TRY(find_centre(c, a->node, &v.centre));
    join_status_html(page_begin(r, &(struct page){.title = a->org_name,
                                                  .menu = MENU_JOIN,
                                                  .noindex = true}),
                     c->lang, &v);
    return page_end(r);
}

enum err
join_status_page(struct req *r)
{
    const char *secret = req_param(r, "secret");
    struct application a;

    TRY(join_by_link(r->ctx, secret, &a));
    r->no_store = true;
    return strcmp(a.state, "draft") == 0 ? show_agreement(r, &a, secret)
                                         : show_status(r, &a, secret);
}

enum err
join_again_post(struct req *r)
{
    const char *secret = req_param(r, "secret");

    TRY(join_reopen(r->ctx, secret));
    return res_redirect(r, req_url(r, "/join/%s", secret));
}
