/* SPDX-License-Identifier: Apache-2.0 */
/* application_pages: who asks to join, and the decision. */

#include "web/application_pages.h"

#include "base/arena.h"
#include "base/date.h"
#include "handlers.h"
#include "network/country.h"
#include "network/terms.h"
#include "people/admit.h"
#include "web/org_crumbs.h"
#include "web/pages/application.html.h"
#include "web/paper.h"

#include <string.h>

enum err
applications_page(struct req *r)
{
    struct ctx *c = r->ctx;
    const char *slug = req_param(r, "org");
    struct page page = {.title = tr(c->lang, "Applications to join"),
                        .menu = MENU_WORK};
    struct applications_view v = {0};
    struct application_list list;
    struct application_line *lines;
    struct org org;

    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    v.org_name = org.name;
    TRY(join_list_below(c, r->org, &list));
    lines = ARENA_ARRAY(c->arena, list.count, struct application_line);
    for (size_t i = 0; i < list.count; i++) {
        const struct application *a = &list.items[i];

        lines[i] = (struct application_line){
            .url =
                req_url(r, "/o/%s/applications/%lld", slug, (long long)a->id),
            .name = a->org_name,
            .country = country_name(a->country, c->lang->tag),
            .date =
                date_of_ms(c->arena, a->sent_ms ? a->sent_ms : a->created_ms),
            .waiting = strcmp(a->state, "sent") == 0,
            .endorsed = a->endorsed_ms != 0,
            .accepted = strcmp(a->state, "accepted") == 0,
            .draft = strcmp(a->state, "draft") == 0,
            .clauses = a->clauses,
        };
        v.waiting += lines[i].waiting;
    }
    v.lines = lines;
    v.line_count = list.count;
    applications_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

enum err
application_page(struct req *r)
{
    struct ctx *c = r->ctx;
    const char *slug = req_param(r, "org");
    struct application_view v = {.problems = problems_of(r),
                                 .token = form_token(r)};
    struct page page = {.menu = MENU_WORK};
    struct org org;
    int64_t id;

    TRY(req_param_i64(r, "id", &id));
    org_foresee_way(c, r->org);
    TRY(join_by_id(c, id, &v.a));
    page.title = v.a.org_name;
    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    v.country_name = country_name(v.a.country, c->lang->tag);
    v.sent_date = date_of_ms(c->arena, v.a.sent_ms);
    v.decided_date = date_of_ms(c->arena, v.a.decided_ms);
    v.waiting = strcmp(v.a.state, "sent") == 0;
    v.accepted = strcmp(v.a.state, "accepted") == 0;
    v.refused = strcmp(v.a.state, "refused") == 0;
    v.draft = strcmp(v.a.state, "draft") == 0;
    v.clause_count = TERMS_CLAUSES;
    if (v.a.paper_hash) {
        v.sheet_url =
            req_url(r, "/o/%s/applications/%lld/sheet", slug, (long long)id);
        v.sheet_kilobytes = (v.a.paper_bytes + 1023) / 1024;
    }
    v.in_directory = v.a.org != 0;
    v.accept_url =
        req_url(r, "/o/%s/applications/%lld/accept", slug, (long long)id);
    v.endorsed_date = date_of_ms(c->arena, v.a.endorsed_ms);
    v.endorsed = v.a.endorsed_ms != 0;
    v.decides = v.waiting && join_is_decider(c, &v.a);
    v.endorses = v.waiting && !v.decides && !v.endorsed;
    v.endorse_url =
        req_url(r, "/o/%s/applications/%lld/endorse", slug, (long long)id);
    v.words = field_of(r, "words", tr(c->lang, "For the office above"),
                       tr(c->lang, "Why it should be a member; the university "
                                   "does not read it."),
                       NULL);
    v.words.optional = true;
    v.refuse_url =
        req_url(r, "/o/%s/applications/%lld/refuse", slug, (long long)id);
    v.list_url = req_url(r, "/o/%s/applications", slug);
    v.reason = field_of(r, "reason", tr(c->lang, "Reason"),
                        tr(c->lang, "The university reads it. Say what would "
                                    "change the answer."),
                        NULL);
    application_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

enum err
application_sheet_get(struct req *r)
{
    struct application a;
    struct paper p;
    int64_t id;

    TRY(req_param_i64(r, "id", &id));
    TRY(join_by_id(r->ctx, id, &a));
    p = (struct paper){.hash = a.paper_hash, .type = a.paper_type};
    return paper_send(
        r, &p, arena_printf(r->ctx->arena, "agreement-%lld", (long long)id));
}

static enum err
back_to(struct req *r, int64_t id)
{
    return res_redirect(r, req_url(r, "/o/%s/applications/%lld",
                                   req_param(r, "org"), (long long)id));
}

enum err
application_endorse_post(struct req *r)
{
    int64_t id;

    TRY(req_param_i64(r, "id", &id));
    TRY(join_endorse(r->ctx, id, req_form_i64(r, "rev"), req_form(r, "words")));
    res_flash(r, tr(r->ctx->lang, "Supported. The office above the country "
                                  "decides now; the university sees it."));
    return back_to(r, id);
}

enum err
application_accept_post(struct req *r)
{
    int64_t id;
    const char *link;

    TRY(req_param_i64(r, "id", &id));
    TRY(admit_application(r->ctx, id, req_form_i64(r, "rev"), &link));
    res_flash(r, arena_printf(r->ctx->arena, "%s %s/sign-in/link/%s",
                              tr(r->ctx->lang,
                                 "Accepted. Hand this link to the "
                                 "coordinator; it is good once, for seven "
                                 "days:"),
                              r->node->public_url, link));
    return back_to(r, id);
}

enum err
application_refuse_post(struct req *r)
{
    int64_t id;

    TRY(req_param_i64(r, "id", &id));
    TRY(join_refuse(r->ctx, id, req_form_i64(r, "rev"), req_form(r, "reason")));
    res_flash(r, tr(r->ctx->lang, "Refused; the university sees the reason "
                                  "on its page."));
    return back_to(r, id);
}
