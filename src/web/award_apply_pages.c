/* SPDX-License-Identifier: Apache-2.0 */
/* award_apply_pages: an organisation sends a case to the award: finds itself,
 * writes, sends, and reads what became of it. */

#include "base/arena.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/text.h"
#include "core/ctx.h"
#include "handlers.h"
#include "http/rate.h"
#include "http/req.h"
#include "network/country.h"
#include "network/directory.h"
#include "network/org.h"
#include "web/amount.h"
#include "web/award_pages.h"
#include "web/pages/award.html.h"
#include "web/paper.h"
#include "web/words.h"

#include <string.h>

enum { CASES_PER_MINUTE = 20 };

/* --- first step: which organisation --- */

static enum err
add_found(struct req *r, struct award_apply_view *v, const char *edition,
          const char *country, const char *typed)
{
    const struct directory_query q = {.typed = typed,
                                      .country = *country ? country : NULL};
    struct directory_found hit;
    struct award_found *found;

    TRY(directory_search(r->ctx, &q, &hit));
    found = ARENA_ARRAY(r->ctx->arena, hit.list.count, struct award_found);
    for (size_t i = 0; i < hit.list.count; i++) {
        const struct org *o = &hit.list.items[i];

        found[i] = (struct award_found){
            .name = o->name,
            .city = o->city,
            .url = req_url(r, "/award/%s/apply?org=%s", edition, o->slug),
        };
    }
    v->found = found;
    v->found_count = hit.list.count;
    v->more = hit.more;
    v->too_few = hit.too_few;
    v->searched = true;
    v->new_url = req_url(r, "/award/%s/apply?new=1&country=%s", edition,
                         *country ? country : "");
    return OK;
}

/* An organisation, not a place of the tree. */
static bool
is_organisation(const struct org *o)
{
    return strcmp(o->kind, "institution") == 0 ||
           strcmp(o->kind, "enterprise") == 0 ||
           strcmp(o->kind, "international") == 0;
}

static void
add_form(struct req *r, struct award_apply_view *v, const char *edition,
         const char *slug)
{
    static const char *const kinds[] = {"institution", "enterprise",
                                        "international"};
    const struct lang *l = r->ctx->lang;
    const char *kind = req_kept(r, "kind", "institution");
    struct org org;

    v->at_form = true;
    v->org_slug = "";
    if (slug && *slug && org_by_slug(r->ctx, slug, &org) == OK &&
        is_organisation(&org)) {
        v->org_slug = org.slug;
        v->org_name = org.name;
        v->org_place = award_words_country(l, text_or_empty(org.country));
    }
    v->again_url = req_url(r, "/award/%s/apply", edition);
    v->name =
        field_of(r, "org_name", tr(l, "Name of the organisation"), NULL, NULL);
    v->kind = field_of(r, "kind", tr(l, "What it is"), NULL, NULL);
    v->kind.type = "radio";
    for (size_t i = 0; i < COUNT(kinds); i++) {
        v->kinds[i] = (struct choice){kinds[i], words_kind(l, kinds[i]), NULL,
                                      strcmp(kind, kinds[i]) == 0};
    }
    v->where =
        field_of(r, "country", tr(l, "Country or territory"), NULL, NULL);
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
}

enum err
award_apply_page(struct req *r)
{
    struct ctx *c = r->ctx;
    const struct lang *l = c->lang;
    const char *slug = r->again ? req_form(r, "org") : req_query(r, "org");
    const char *typed = text_or_empty(req_query(r, "q"));
    const char *country = text_or_empty(r->again ? req_form(r, "country")
                                                 : req_query(r, "country"));
    struct award_edition *e = ARENA_NEW(c->arena, struct award_edition);
    struct award_apply_view v = {.problems = problems_of(r),
                                 .steps = {.here = {true}},
                                 .token = form_token(r)};

    TRY(award_by_number(c, req_param(r, "edition"), e));
    v.edition = e->name;
    v.edition_url = req_url(r, "/award/%s", e->number);
    v.find_action = v.action = req_url(r, "/award/%s/apply", e->number);
    v.open = e->phase == AWARD_OPEN;
    v.closes_date = e->closes_date;
    v.zone = words_zone(r->ctx->arena, e->zone);
    country = country_find(country) ? country_find(country)->code : "";
    v.countries =
        choices_of_countries(r, tr(l, "Everywhere, or international"), country);
    v.country_count = COUNTRY_COUNT + 1;
    v.country =
        field_of(r, "country", tr(l, "Country or territory"), NULL, NULL);
    v.typed = field_of(r, "q", tr(l, "Name of the organisation"), NULL, typed);
    if (r->again || slug || req_query(r, "new")) {
        add_form(r, &v, e->number, slug);
    } else if (*typed) {
        TRY(add_found(r, &v, e->number, country, typed));
    }
    award_apply_html(page_begin(r, &(struct page){.title = tr(l, "Send a case"),
                                                  .menu = MENU_NETWORK,
                                                  .noindex = true}),
                     l, &v);
    return page_end(r);
}

enum err
award_apply_post(struct req *r)
{
    struct award_case who = {
        .org_name = req_form(r, "org_name"),
        .kind = req_form(r, "kind"),
        .country = req_form(r, "country"),
        .contact_name = req_form(r, "contact_name"),
        .contact_post = req_form(r, "contact_post"),
        .contact_email = req_form(r, "contact_email"),
    };
    const char *slug = req_form(r, "org"), *secret;
    struct org org;

    TRY(rate_check(r, "award", CASES_PER_MINUTE));
    if (slug && *slug && org_by_slug(r->ctx, slug, &org) == OK) {
        who.org = org.id;
    }
    TRY(award_case_begin(r->ctx, req_param(r, "edition"), &who, &secret));
    return res_redirect(r, req_url(r, "/submissions/%s?new=1", secret));
}

/* --- second step: the case --- */

static void
add_draft_fields(struct req *r, const struct award_case *k,
                 const struct award_edition *e, struct award_draft_view *v)
{
    const struct lang *l = r->ctx->lang;
    int64_t chosen = r->again ? req_form_i64(r, "category") : k->category;

    v->categories = award_words_categories(r, e, chosen);
    v->category_count = e->category_count;
    v->category = field_of(r, "category", tr(l, "Category"), NULL, NULL);
    v->category.type = "radio";
    v->title = field_meanwhile(r, "title", tr(l, "Title"), NULL, k->title);
    v->abstract = field_meanwhile(
        r, "abstract", tr(l, "Abstract"),
        tr(l, "What was done, for whom, what came of it; at most 1,500 "
              "characters"),
        k->abstract);
    v->words = field_meanwhile(
        r, "words", tr(l, "The case"),
        tr(l, "At most 12,000 characters; an empty line begins a paragraph"),
        k->words);
    v->file = field_of(r, "file", tr(l, "File"),
                       tr(l, "PDF, JPEG, PNG or WebP, at most 5 MB"), NULL);
    v->address =
        field_of(r, "link", tr(l, "Or a link"),
                 tr(l, "Reviewers see file or link only where they do not "
                       "tell whose the case is."),
                 k->link);
    v->address.optional = true;
    v->agrees = field_of(r, "agrees", tr(l, "Consent"), NULL, NULL);
    v->agrees.type = "checkbox";
    v->agree[0] = (struct choice){
        "1", tr(l, "If the case is awarded, it may be published"),
        tr(l, "with its text and the name of the organisation; else nobody "
              "but the office and its reviewers reads it."),
        r->again && req_form(r, "agrees")};
}

static enum err
show_draft(struct req *r, const struct award_case *k,
           const struct award_edition *e, const char *secret)
{
    struct ctx *c = r->ctx;
    struct award_draft_view v = {
        .problems = problems_of(r),
        .steps = {.done = {true}, .here = {false, true}},
        .is_new = req_query(r, "new") != NULL,
        .open = e->phase == AWARD_OPEN,
        .draft_days = LIMIT_DRAFT_DAYS,
        .link = arena_printf(c->arena, "%s/submissions/%s", r->node->public_url,
                             secret),
        .edition = e->name,
        .edition_url = req_url(r, "/award/%s", e->number),
        .org = k->org_name,
        .closes_date = e->closes_date,
        .zone = words_zone(r->ctx->arena, e->zone),
        .action = req_url(r, "/submissions/%s", secret),
        .file_kilobytes = amount_kilobytes(k->file_bytes),
        .rev = k->rev,
        .token = form_token(r),
    };

    add_draft_fields(r, k, e, &v);
    award_draft_html(
        page_begin(r, &(struct page){.title = tr(c->lang, "Your case"),
                                     .menu = MENU_NETWORK,
                                     .noindex = true}),
        c->lang, &v);
    return page_end(r);
}

/* --- afterwards --- */

static enum err
show_sent(struct req *r, const struct award_case *k,
          const struct award_edition *e, const char *secret)
{
    struct ctx *c = r->ctx;
    bool published = e->phase == AWARD_PUBLISHED;
    struct award_sent_view v = {
        .problems = problems_of(r),
        .is_new = req_query(r, "sent") != NULL,
        .received = strcmp(k->state, "received") == 0,
        .valid = strcmp(k->state, "valid") == 0,
        .invalid = strcmp(k->state, "invalid") == 0,
        .published = published,
        .awarded = published && *k->place,
        .link = arena_printf(c->arena, "%s/submissions/%s", r->node->public_url,
                             secret),
        .edition = e->name,
        .edition_url = req_url(r, "/award/%s", e->number),
        .org = k->org_name,
        .title = k->title,
        .category = award_category_title(e, k->category),
        .sent_date = date_of_ms(c->arena, k->sent_ms),
        .reason = k->reason,
        .place = k->place,
        .n = k->n,
    };

    v.steps = (struct award_steps){
        .done = {true, true, !v.received, published && !v.invalid},
        .here = {false, false, v.received, v.valid && !published}};
    v.case_url = req_url(r, "/award/%s/cases/%lld", e->number, (long long)k->n);
    award_sent_html(page_begin(r, &(struct page){.title = k->title,
                                                 .menu = MENU_NETWORK,
                                                 .noindex = true}),
                    c->lang, &v);
    return page_end(r);
}

enum err
award_submission_page(struct req *r)
{
    const char *secret = req_param(r, "secret");
    struct award_edition *e = ARENA_NEW(r->ctx->arena, struct award_edition);
    struct award_case k;

    TRY(award_case_by_link(r->ctx, secret, &k));
    TRY(award_by_number(r->ctx, k.edition_number, e));
    r->no_store = true;
    return strcmp(k.state, "draft") == 0 ? show_draft(r, &k, e, secret)
                                         : show_sent(r, &k, e, secret);
}

static enum err
keep_file(struct req *r, struct award_case_text *t)
{
    static const struct paper_words words = {
        N_("This file is larger than 5 MB. Make it smaller, or give a link."),
        N_("This is neither PDF nor JPEG, PNG or WebP. Save it in one of "
           "these."),
    };
    struct paper p;

    TRY(paper_check(r, "file", &words, &p));
    TRY(paper_keep(r, "file", &p));
    t->file_hash = p.hash;
    t->file_type = p.type;
    t->file_bytes = p.bytes;
    return OK;
}

/* Is there such a draft at all? Else nobody's file is kept. */
static enum err
find_draft(struct req *r, void *arg)
{
    return award_case_by_link(r->ctx, req_param(r, "secret"), arg);
}

static enum err
write_it(struct req *r, void *arg)
{
    const char *secret = req_param(r, "secret");
    const struct award_case_text *t = arg;
    int64_t rev = req_form_i64(r, "rev");

    if (req_form(r, "send")) {
        TRY(award_case_send(r->ctx, secret, rev, t,
                            req_form(r, "agrees") != NULL));
        return res_redirect(r, req_url(r, "/submissions/%s?sent=1", secret));
    }
    TRY(award_case_save(r->ctx, secret, rev, t));
    res_flash(r, tr(r->ctx->lang, "Saved. Come back whenever you like, by the "
                                  "address of this page."));
    return res_redirect(r, req_url(r, "/submissions/%s", secret));
}

enum err
award_submission_post(struct req *r)
{
    struct award_case_text t = {
        .category = req_form_i64(r, "category"),
        .title = req_form(r, "title"),
        .abstract = req_form(r, "abstract"),
        .words = req_form(r, "words"),
        .link = req_form(r, "link"),
        .drops_file = req_form(r, "drop") != NULL,
    };
    struct award_case k;

    TRY(rate_check(r, "award", CASES_PER_MINUTE));
    TRY(req_read(r, find_draft, &k));
    TRY(keep_file(r, &t));
    return req_write(r, write_it, &t);
}
