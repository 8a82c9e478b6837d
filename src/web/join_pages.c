/* SPDX-License-Identifier: Apache-2.0 */
/* join_pages: a university asks to join, sees whose turn it is, and the centre
 * decides. */

#include "web/join_pages.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/text.h"
#include "handlers.h"
#include "http/rate.h"
#include "network/country.h"
#include "network/mandate.h"
#include "network/org.h"
#include "people/admit.h"
#include "web/pages/join.html.h"

#include <string.h>

enum { APPLICATIONS_PER_MINUTE = 20 };

/* The terms an application agrees to (JOIN_TERMS): title and text. Changing a
 * word here is a new version of the terms. */
static const char *const clauses[][2] = {
    {N_("Purpose"),
     N_("The parties cooperate to train and certify the digital and AI "
        "competence of the institution's staff, under the programmes of the "
        "network.")},
    {N_("What the network provides"),
     N_("It gives access to courses and assessment at no cost to the "
        "institution, and keeps the public record of what is certified.")},
    {N_("What the institution provides"),
     N_("It names a coordinator, grants working time for learning, and "
        "invites its staff to the common course in the first year.")},
    {N_("Personal data"),
     N_("People's data belong to the people. The institution sees progress "
        "and certificates, not answers. The more protective of the two laws "
        "applies.")},
    {N_("Certificates"),
     N_("They are issued by the national centre or, failing that, by "
        "headquarters. They remain valid if this agreement ends.")},
    {N_("Term and exit"),
     N_("It runs for three years. Either party may leave with sixty days' "
        "notice, without cause or cost.")},
};

static const char *
or_empty(const char *s)
{
    return s ? s : "";
}

static const char *
day_of(struct ctx *c, int64_t ms)
{
    char *out = arena_alloc(c->arena, DATE_SIZE);

    if (ms) {
        date_write(ms / 86400000, out);
    }
    return out;
}

/* --- applying --- */

static void
add_countries(struct req *r, struct join_view *v)
{
    struct choice *list =
        ARENA_ARRAY(r->ctx->arena, COUNTRY_COUNT + 1, struct choice);
    const char *chosen = or_empty(req_query(r, "country"));

    list[0] = (struct choice){"", tr(r->ctx->lang, "Choose …"), NULL, false};
    for (size_t i = 0; i < COUNTRY_COUNT; i++) {
        const char *code = country_table[i].code;

        list[i + 1] =
            (struct choice){code, country_name(code, r->ctx->lang->tag), NULL,
                            strcmp(code, chosen) == 0};
    }
    choices_sort(r, list + 1, COUNTRY_COUNT);
    v->countries = list;
    v->country_count = COUNTRY_COUNT + 1;
}

static enum err
add_found(struct req *r, struct join_view *v, const char *country,
          const char *typed)
{
    struct org_list list;
    struct found_org *found;

    TRY(org_search(r->ctx, country, typed, &list));
    found = ARENA_ARRAY(r->ctx->arena, list.count, struct found_org);
    for (size_t i = 0; i < list.count; i++) {
        found[i] = (struct found_org){
            .name = list.items[i].name,
            .city = list.items[i].city,
            .url = req_url(r, "/join?country=%s&org=%s", country,
                           list.items[i].slug),
            .member = strcmp(list.items[i].status, "member") == 0,
        };
    }
    v->found = found;
    v->found_count = list.count;
    v->searched = true;
    return OK;
}

static void
add_clauses(struct req *r, struct join_view *v)
{
    const struct lang *l = r->ctx->lang;
    const struct lang *other =
        lang_find(strcmp(l->tag, "en") == 0 ? "es" : "en");
    struct clause_view *list =
        ARENA_ARRAY(r->ctx->arena, COUNT(clauses), struct clause_view);

    for (size_t i = 0; i < COUNT(clauses); i++) {
        list[i] = (struct clause_view){
            .number = (int)i + 1,
            .title = tr(l, clauses[i][0]),
            .text = tr(l, clauses[i][1]),
            .other_title = tr(other, clauses[i][0]),
            .other_text = tr(other, clauses[i][1]),
        };
    }
    v->clauses = list;
    v->clause_count = COUNT(clauses);
    v->other_tag = other->tag;
}

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
    v->signer_post = field_of(r, "signer_post", tr(l, "Who signs"),
                              tr(l, "The post: rector, vice-rector …"), NULL);
    v->staff_count =
        field_of(r, "staff_count", tr(l, "Number of staff"), NULL, NULL);
    v->staff_count.is_short = true;
    v->staff_count.optional = true;
    v->motive =
        field_of(r, "motive", tr(l, "What do you expect of it?"), NULL, NULL);
    v->motive.optional = true;
}

/* Step 2: the form, for a university of the directory or a new one. */
static enum err
add_form(struct req *r, struct join_view *v, const char *country,
         const char *slug)
{
    struct org node, org;
    struct mandate centre;

    v->country_code = country;
    v->country_name = country_name(country, r->ctx->lang->tag);
    v->org_slug = "";
    if (slug && *slug && org_by_slug(r->ctx, slug, &org) == OK) {
        v->org_slug = org.slug;
        v->org_name = org.name;
    }
    if (org_by_country(r->ctx, country, &node) == OK &&
        mandate_for(r->ctx, node.id, "national_centre", &centre) == OK) {
        v->centre = centre.title;
    }
    v->at_form = true;
    v->terms = JOIN_TERMS;
    v->terms_problem = field_problem(r, "terms");
    v->again_url = req_url(r, "/join?country=%s", country);
    add_fields(r, v);
    add_clauses(r, v);
    return OK;
}

enum err
join_page(struct req *r)
{
    const struct lang *l = r->ctx->lang;
    const char *country =
        r->again ? req_form(r, "country") : req_query(r, "country");
    const char *slug = r->again ? req_form(r, "org") : req_query(r, "org");
    const char *typed = or_empty(req_query(r, "q"));
    const struct country *known = country_find(or_empty(country));
    struct join_view v = {
        .problems = problems_of(r),
        .find_action = req_url(r, "/join"),
        .action = req_url(r, "/join"),
        .token = form_token(r),
    };

    add_countries(r, &v);
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
        text_clean(r->ctx->arena, or_empty(req_form(r, "staff_count")));

    *out = 0;
    if (*s && !text_i64(s, out)) {
        *out = -1; /* join_send says what is wrong with it */
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
        .signer_post = req_form(r, "signer_post"),
        .motive = req_form(r, "motive"),
    };
    const char *slug = req_form(r, "org"), *secret;
    struct org org;

    if (!rate_take("join", r->address, APPLICATIONS_PER_MINUTE)) {
        return problem_as(r->ctx, ERR_LIMIT, NULL,
                          N_("Too many attempts from this place. Wait a "
                             "minute, then try again."));
    }
    if (slug && *slug && org_by_slug(r->ctx, slug, &org) == OK) {
        a.org = org.id;
    }
    TRY(read_staff(r, &a.staff_count));
    TRY(join_send(r->ctx, &a, req_form(r, "terms"), &secret));
    return res_redirect(r, req_url(r, "/join/%s?sent=1", secret));
}

enum err
join_status_page(struct req *r)
{
    struct ctx *c = r->ctx;
    const char *secret = req_param(r, "secret");
    struct join_status_view v = {
        .is_new = req_query(r, "sent") != NULL,
        .sign_in_url = req_url(r, "/sign-in"),
        .join_url = req_url(r, "/join"),
    };
    struct mandate centre;

    TRY(join_by_link(c, secret, &v.a));
    v.country_name = country_name(v.a.country, c->lang->tag);
    v.sent = strcmp(v.a.state, "sent") == 0;
    v.accepted = strcmp(v.a.state, "accepted") == 0;
    v.refused = strcmp(v.a.state, "refused") == 0;
    v.sent_date = day_of(c, v.a.sent_ms);
    v.decided_date = day_of(c, v.a.decided_ms);
    v.link = arena_printf(c->arena, "%s/join/%s", r->node->public_url, secret);
    if (mandate_for(c, v.a.node, "national_centre", &centre) == OK) {
        v.centre = centre.title;
    }
    r->no_store = true;
    join_status_html(page_begin(r, &(struct page){.title = v.a.org_name,
                                                  .menu = MENU_JOIN,
                                                  .noindex = true}),
                     c->lang, &v);
    return page_end(r);
}

/* --- deciding --- */

enum err
applications_page(struct req *r)
{
    struct ctx *c = r->ctx;
    const char *slug = req_param(r, "org");
    struct applications_view v = {0};
    struct application_list list;
    struct application_line *lines;

    TRY(join_list_below(c, r->org, &list));
    lines = ARENA_ARRAY(c->arena, list.count, struct application_line);
    for (size_t i = 0; i < list.count; i++) {
        const struct application *a = &list.items[i];

        lines[i] = (struct application_line){
            .url =
                req_url(r, "/o/%s/applications/%lld", slug, (long long)a->id),
            .name = a->org_name,
            .country = country_name(a->country, c->lang->tag),
            .date = day_of(c, a->sent_ms),
            .waiting = strcmp(a->state, "sent") == 0,
            .accepted = strcmp(a->state, "accepted") == 0,
        };
        v.waiting += lines[i].waiting;
    }
    v.lines = lines;
    v.line_count = list.count;
    applications_html(
        page_begin(r,
                   &(struct page){.title = tr(c->lang, "Applications to join"),
                                  .menu = MENU_WORK}),
        c->lang, &v);
    return page_end(r);
}

enum err
application_page(struct req *r)
{
    struct ctx *c = r->ctx;
    const char *slug = req_param(r, "org");
    struct application_view v = {.problems = problems_of(r),
                                 .token = form_token(r)};
    int64_t id;

    TRY(req_param_i64(r, "id", &id));
    TRY(join_by_id(c, id, &v.a));
    v.country_name = country_name(v.a.country, c->lang->tag);
    v.sent_date = day_of(c, v.a.sent_ms);
    v.decided_date = day_of(c, v.a.decided_ms);
    v.waiting = strcmp(v.a.state, "sent") == 0;
    v.accepted = strcmp(v.a.state, "accepted") == 0;
    v.in_directory = v.a.org != 0;
    v.accept_url =
        req_url(r, "/o/%s/applications/%lld/accept", slug, (long long)id);
    v.refuse_url =
        req_url(r, "/o/%s/applications/%lld/refuse", slug, (long long)id);
    v.list_url = req_url(r, "/o/%s/applications", slug);
    v.reason = field_of(r, "reason", tr(c->lang, "Reason"),
                        tr(c->lang, "The university reads it. Say what would "
                                    "change the answer."),
                        NULL);
    application_html(
        page_begin(r, &(struct page){.title = v.a.org_name, .menu = MENU_WORK}),
        c->lang, &v);
    return page_end(r);
}

static enum err
read_rev(struct req *r, int64_t *id, int64_t *rev)
{
    const char *s = req_form(r, "rev");

    TRY(req_param_i64(r, "id", id));
    return s && text_i64(s, rev) ? OK : ERR_INVALID;
}

enum err
application_accept_post(struct req *r)
{
    int64_t id, rev;
    const char *link;

    TRY(read_rev(r, &id, &rev));
    TRY(admit_application(r->ctx, id, rev, &link));
    res_flash(r, arena_printf(r->ctx->arena, "%s %s/sign-in/link/%s",
                              tr(r->ctx->lang,
                                 "Accepted. Hand this link to the "
                                 "coordinator; it is good once, for seven "
                                 "days:"),
                              r->node->public_url, link));
    return res_redirect(r, req_url(r, "/o/%s/applications/%lld",
                                   req_param(r, "org"), (long long)id));
}

enum err
application_refuse_post(struct req *r)
{
    int64_t id, rev;

    TRY(read_rev(r, &id, &rev));
    TRY(join_refuse(r->ctx, id, rev, req_form(r, "reason")));
    res_flash(r, tr(r->ctx->lang, "Refused; the university sees the reason "
                                  "on its page."));
    return res_redirect(r, req_url(r, "/o/%s/applications/%lld",
                                   req_param(r, "org"), (long long)id));
}
