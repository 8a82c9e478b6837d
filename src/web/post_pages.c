/* SPDX-License-Identifier: Apache-2.0 */
/* post_pages: nominating for offices, and giving them. */

#include "base/arena.h"
#include "base/text.h"
#include "core/access.h"
#include "handlers.h"
#include "network/directory.h"
#include "network/org.h"
#include "people/role.h"
#include "web/org_crumbs.h"
#include "web/pages/office.html.h"
#include "web/post_words.h"

#include <string.h>

static struct field_view
day(struct field_view f)
{
    f.type = "date";
    f.is_short = true;
    return f;
}

static enum err
back_to(struct req *r, const char *page, const char *said)
{
    res_flash(r, tr(r->ctx->lang, said));
    return res_redirect(r, req_url(r, "/o/%s/%s", req_param(r, "org"), page));
}

/* Those a role could be given to at this place. */
static enum err
list_people(struct req *r, const struct choice **out, size_t *count)
{
    struct ctx *c = r->ctx;
    const char *chosen = req_kept(r, "person", "");
    struct role_people people;
    struct choice *list;

    TRY(role_people(c, r->org, &people));
    list = ARENA_ARRAY(c->arena, people.count, struct choice);
    for (size_t i = 0; i < people.count; i++) {
        const char *id =
            arena_printf(c->arena, "%lld", (long long)people.items[i].id);

        list[i] = (struct choice){id, people.items[i].name, NULL,
                                  strcmp(id, chosen) == 0};
    }
    *out = list;
    *count = people.count;
    return OK;
}

/* The chosen person must be one the page offered: nobody learns by trying
 * numbers who else is in the network. */
static enum err
find_person(struct req *r, int64_t *person)
{
    struct role_people people;
    int64_t id;

    *person = 0;
    TRY(role_people(r->ctx, r->org, &people));
    if (text_i64(req_typed(r, "person"), &id)) {
        for (size_t i = 0; i < people.count; i++) {
            *person = people.items[i].id == id ? id : *person;
        }
    }
    return OK;
}

static enum err
read_spec(struct req *r, struct post_spec *s)
{
    *s = (struct post_spec){.kind = req_typed(r, "kind"),
                            .title = req_typed(r, "title"),
                            .from_date = req_typed(r, "from_date"),
                            .to_date = req_typed(r, "to_date")};
    return find_person(r, &s->person);
}

/* --- nominations --- */

static enum err
add_candidates(struct req *r, struct nominations_view *v)
{
    struct ctx *c = r->ctx;
    struct candidates list;
    struct candidate_line *lines;
    bool mine = access_need_here(c, CAP_NOMINATE, r->org) == OK;

    TRY(presidency_candidates(c, v->year, &list));
    lines = ARENA_ARRAY(c->arena, list.count, struct candidate_line);
    for (size_t i = 0; i < list.count; i++) {
        lines[i] = candidate_line_of(r, &list.items[i]);
        if (mine && list.items[i].org == r->org && !list.items[i].answer) {
            v->answer_url =
                req_url(r, "/o/%s/nominations/answer", req_param(r, "org"));
        }
    }
    v->candidates = lines;
    v->candidate_count = list.count;
    return OK;
}

static enum err
add_nominate_form(struct req *r, struct nominations_view *v)
{
    const struct lang *l = r->ctx->lang;
    const char *slug;
    enum err e =
        presidency_nominated(r->ctx, r->org, v->year, &slug, &v->proposed);

    v->nominate_url = req_url(r, "/o/%s/nominations", req_param(r, "org"));
    v->nominee = field_of(r, "nominee", tr(l, "Which institution"),
                          tr(l, "Its whole name, as in the directory"), NULL);
    v->reason = field_of(r, "reason", tr(l, "What speaks for it"), NULL, NULL);
    return e == ERR_MISSING ? OK : e;
}

static enum err
add_coordinator_form(struct req *r, struct nominations_view *v)
{
    const struct lang *l = r->ctx->lang;
    struct posts list;

    v->coordinator_url =
        req_url(r, "/o/%s/nominations/coordinator", req_param(r, "org"));
    role_foresee_people(r->ctx, r->org);
    TRY(post_list_of(r->ctx, r->org, &list));
    v->posts = post_lines(r, &list);
    v->post_count = list.count;
    v->person = field_of(r, "person", tr(l, "Who"), NULL, NULL);
    v->title = field_of(r, "title", tr(l, "What the post is called"), NULL,
                        tr(l, "Coordinator"));
    v->from_date = day(
        field_of(r, "from_date", tr(l, "First day"), NULL, ctx_today(r->ctx)));
    v->to_date = day(field_of(r, "to_date", tr(l, "Last day"), NULL, NULL));
    return list_people(r, &v->people, &v->person_count);
}

enum err
nominations_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Nominations"), .menu = MENU_WORK};
    struct nominations_view v = {.problems = problems_of(r),
                                 .token = form_token(r),
                                 .year = presidency_year(c)};
    struct org org;

    access_foresee_here(c, r->org);
    presidency_foresee_candidates(c, v.year);
    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    v.org_name = org.name;
    TRY(add_candidates(r, &v));
    if (access_need_here(c, CAP_NOMINATE, r->org) == OK) {
        TRY(strcmp(org.kind, "institution") == 0 ? add_nominate_form(r, &v)
                                                 : add_coordinator_form(r, &v));
    }
    nominations_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

enum err
nominations_post(struct req *r)
{
    struct ctx *c = r->ctx;
    struct org nominee = {0};
    enum err e = directory_named(c, req_typed(r, "nominee"), &nominee);

    if (e != OK && e != ERR_MISSING && e != ERR_CONFLICT) {
        return e;
    }
    TRY(presidency_nominate(c, r->org, e == OK ? nominee.id : 0,
                            presidency_year(c), req_form(r, "reason")));
    return back_to(r, "nominations", N_("It is proposed. Now it answers."));
}

enum err
nomination_answer_post(struct req *r)
{
    bool accept = strcmp(req_typed(r, "answer"), "accept") == 0;

    TRY(presidency_answer(r->ctx, r->org, presidency_year(r->ctx), accept));
    return back_to(r, "nominations", N_("Your answer is kept."));
}

enum err
coordinator_post(struct req *r)
{
    struct post_spec s;

    TRY(read_spec(r, &s));
    TRY(post_nominate(r->ctx, r->org, &s));
    return back_to(r, "nominations",
                   N_("Nominated. Headquarters confirms it."));
}

/* --- giving --- */

static enum err
add_posts(struct req *r, const char *slug, struct posts_view *v)
{
    const struct lang *l = r->ctx->lang;
    const char *tried = req_kept(r, "post", "");
    struct posts list;
    struct post_line *lines;

    TRY(post_list(r->ctx, &list));
    lines = ARENA_ARRAY(r->ctx->arena, list.count, struct post_line);
    for (size_t i = 0; i < list.count; i++) {
        const struct post *p = &list.items[i];
        long long id = (long long)p->id;
        struct post_line *line = &lines[i];

        *line = post_line_of(r, p);
        if (line->now) {
            line->answer_url = req_url(r, "/o/%s/posts/%lld/answer", slug, id);
        } else if (p->now) {
            line->end_url = req_url(r, "/o/%s/posts/%lld/end", slug, id);
        }
        line->why = field_of(r, "reason", tr(l, "Why"), NULL, NULL);
        if (strcmp(tried, line->id) != 0) {
            line->why.id = arena_printf(r->ctx->arena, "f-reason-%lld", id);
            line->why.value = "";
            line->why.problem = NULL;
            line->why.described = NULL;
        }
    }
    v->posts = lines;
    v->post_count = list.count;
    return OK;
}

static enum err
add_presidency(struct req *r, const struct org *org, struct posts_view *v)
{
    const struct lang *l = r->ctx->lang;
    const char *chosen = req_kept(r, "org", "");
    struct candidates list;
    struct choice *out;

    v->year = presidency_year(r->ctx);
    TRY(presidency_candidates(r->ctx, v->year, &list));
    out = ARENA_ARRAY(r->ctx->arena, list.count, struct choice);
    for (size_t i = 0; i < list.count; i++) {
        const struct candidate *k = &list.items[i];
        struct candidate_line line = candidate_line_of(r, k);

        if (line.good) {
            out[v->candidate_count++] = (struct choice){
                k->slug, k->name,
                arena_printf(r->ctx->arena, "%s: %lld", tr(l, "Proposals"),
                             (long long)k->nominations),
                strcmp(k->slug, chosen) == 0};
        }
    }
    v->candidates = out;
    v->presidency_url = req_url(r, "/o/%s/presidency", org->slug);
    v->org = field_of(r, "org", tr(l, "Who accepted"), NULL, NULL);
    v->org.type = "radio";
    v->president_title =
        field_of(r, "president_title", tr(l, "Its name"), NULL,
                 arena_printf(r->ctx->arena, "%s %lld", tr(l, "Presidency"),
                              (long long)v->year));
    return OK;
}

static void
add_post_form(struct req *r, struct posts_view *v)
{
    static const char *const kinds[] = {"secretary_general", "deputy"};
    const struct lang *l = r->ctx->lang;
    const char *chosen = req_kept(r, "kind", "");

    for (size_t i = 0; i < COUNT(kinds); i++) {
        v->kinds[i] = (struct choice){kinds[i], post_kind_word(l, kinds[i]),
                                      NULL, strcmp(kinds[i], chosen) == 0};
    }
    v->kind = field_of(r, "kind", tr(l, "Post"), NULL, NULL);
    v->kind.type = "radio";
    v->person = field_of(r, "person", tr(l, "Who"), NULL, NULL);
    v->title =
        field_of(r, "title", tr(l, "What the post is called"), NULL, NULL);
    v->from_date = day(
        field_of(r, "from_date", tr(l, "First day"), NULL, ctx_today(r->ctx)));
    v->to_date = day(field_of(r, "to_date", tr(l, "Last day"), NULL, NULL));
}

/* Posts are given at the network itself; below it nobody gives any. */
static enum err
network_here(struct req *r, struct org *out)
{
    TRY(org_by_id(r->ctx, r->org, out));
    return strcmp(out->kind, "network") == 0 ? OK : ERR_DENIED;
}

enum err
posts_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Offices and posts"),
                        .menu = MENU_WORK};
    struct posts_view v = {.problems = problems_of(r), .token = form_token(r)};
    struct org org;

    org_foresee_way(c, r->org);
    presidency_foresee_candidates(c, presidency_year(c));
    role_foresee_people(c, r->org);
    org_foresee_root(c);
    TRY(network_here(r, &org));
    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    v.org_name = org.name;
    v.action = req_url(r, "/o/%s/posts", org.slug);
    v.offices_url = req_url(r, "/offices");
    TRY(add_posts(r, org.slug, &v));
    TRY(add_presidency(r, &org, &v));
    TRY(list_people(r, &v.people, &v.person_count));
    add_post_form(r, &v);
    posts_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

enum err
posts_post(struct req *r)
{
    struct post_spec s;
    struct org org;

    TRY(network_here(r, &org));
    TRY(read_spec(r, &s));
    TRY(post_assign(r->ctx, &s));
    return back_to(r, "posts", N_("The post is given."));
}

enum err
post_answer_post(struct req *r)
{
    struct org org;
    int64_t id;

    TRY(network_here(r, &org));
    TRY(req_param_i64(r, "post", &id));
    if (strcmp(req_typed(r, "what"), "confirm") == 0) {
        TRY(post_confirm(r->ctx, id));
        return back_to(r, "posts", N_("The nomination is confirmed."));
    }
    TRY(post_decline(r->ctx, id, req_form(r, "reason")));
    return back_to(r, "posts", N_("The nomination is declined."));
}

enum err
post_end_post(struct req *r)
{
    struct org org;
    int64_t id;

    TRY(network_here(r, &org));
    TRY(req_param_i64(r, "post", &id));
    TRY(post_end(r->ctx, id, req_form(r, "reason")));
    return back_to(r, "posts", N_("Today is the last day of the post."));
}

enum err
presidency_post(struct req *r)
{
    struct org org, chosen = {0};
    enum err e;

    TRY(network_here(r, &org));
    e = org_by_slug(r->ctx, req_typed(r, "org"), &chosen);
    if (e != OK && e != ERR_MISSING) {
        return e;
    }
    TRY(presidency_give(r->ctx, e == OK ? chosen.id : 0,
                        presidency_year(r->ctx),
                        req_typed(r, "president_title")));
    return back_to(r, "posts", N_("The presidency is entered."));
}
