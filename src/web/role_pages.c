/* SPDX-License-Identifier: Apache-2.0 */
/* role_pages: who holds a role at a node, giving and ending one. */

#include "web/role_pages.h"

#include "base/arena.h"
#include "base/text.h"
#include "base/tr.h"
#include "core/access.h"
#include "handlers.h"
#include "people/login.h"
#include "people/person.h"
#include "people/role.h"
#include "web/org_crumbs.h"
#include "web/pages/role.html.h"

#include <string.h>

enum { LINK_DAYS = 7 };

static enum err
back(struct req *r)
{
    return res_redirect(r, req_url(r, "/o/%s/roles", req_param(r, "org")));
}

static enum err
add_role_rows(struct req *r, const struct org *org, struct roles_view *v)
{
    const struct lang *l = r->ctx->lang;
    struct role_holders list;
    struct holder_row *rows;

    TRY(role_holders(r->ctx, org->id, &list));
    rows = ARENA_ARRAY(r->ctx->arena, list.count, struct holder_row);
    for (size_t i = 0; i < list.count; i++) {
        const struct role_holder *h = &list.items[i];
        const char *word = access_role_word(h->role);

        rows[i] = (struct holder_row){
            .name = h->name,
            .role = word ? tr(l, word) : h->role,
            .from_date = h->from_date,
            .mandate = h->mandate_title,
        };
        if (role_may_give(r->ctx, h->role, org->id)) {
            rows[i].end_url = req_url(r, "/o/%s/roles/%lld/end", org->slug,
                                      (long long)h->grant);
        }
    }
    v->rows = rows;
    v->row_count = list.count;
    return OK;
}

/* What the role allows, in one line. */
static const char *
deeds_of(struct req *r, const char *role)
{
    const char *line = "";

    for (int cap = CAP_NONE + 1; cap < CAP_COUNT; cap++) {
        if (access_role_has(role, cap)) {
            line =
                arena_printf(r->ctx->arena, "%s%s%s", line, *line ? "; " : "",
                             tr(r->ctx->lang, access_cap_sentence(cap)));
        }
    }
    return line;
}

/* Only what the reader may give. */
static void
add_role_choices(struct req *r, const struct org *org, struct roles_view *v)
{
    const char *chosen = req_kept(r, "role", "");
    size_t most = (size_t)access_role_count();
    struct choice *list = ARENA_ARRAY(r->ctx->arena, most, struct choice);
    struct choice *deeds = ARENA_ARRAY(r->ctx->arena, most, struct choice);

    for (int i = 0; i < access_role_count(); i++) {
        const char *name = access_role_name(i);

        if (role_may_give(r->ctx, name, org->id)) {
            const char *word = tr(r->ctx->lang, access_role_word(name));

            deeds[v->role_count] =
                (struct choice){name, word, deeds_of(r, name), false};
            list[v->role_count++] =
                (struct choice){name, word, NULL, strcmp(name, chosen) == 0};
        }
    }
    v->roles = list;
    v->deeds = deeds;
    v->role = field_of(r, "role", tr(r->ctx->lang, "Role"), NULL, NULL);
    v->role.type = "radio";
}

static enum err
add_role_people(struct req *r, const struct org *org, struct roles_view *v)
{
    struct ctx *c = r->ctx;
    const char *chosen = req_kept(r, "person", "");
    struct role_people people;
    struct choice *list;

    TRY(role_people(c, org->id, &people));
    list = ARENA_ARRAY(c->arena, people.count + 1, struct choice);
    list[v->person_count++] =
        (struct choice){"", tr(c->lang, "Somebody new"), NULL, !*chosen};
    for (size_t i = 0; i < people.count; i++) {
        const char *id =
            arena_printf(c->arena, "%lld", (long long)people.items[i].id);

        list[v->person_count++] = (struct choice){
            id, people.items[i].name, NULL, strcmp(id, chosen) == 0};
    }
    v->people = list;
    v->person = field_of(r, "person", tr(c->lang, "Who"), NULL, NULL);
    v->name = field_of(r, "name", tr(c->lang, "Name of somebody new"),
                       tr(c->lang, "They get a sign-in link good for seven "
                                   "days; it is shown once, to be handed "
                                   "over."),
                       NULL);
    v->name.optional = true;
    return OK;
}

enum err
roles_page(struct req *r)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Roles"), .menu = MENU_WORK};
    struct roles_view v = {.problems = problems_of(r), .token = form_token(r)};
    struct org org;

    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    v.org_name = org.name;
    v.action = req_url(r, "/o/%s/roles", org.slug);
    TRY(add_role_rows(r, &org, &v));
    add_role_choices(r, &org, &v);
    TRY(add_role_people(r, &org, &v));
    roles_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* The chosen person must be one the page offered: nobody learns by trying
 * numbers who else is in the network. */
static enum err
find_person(struct req *r, const char *chosen, int64_t *person)
{
    struct role_people people;
    int64_t id;

    TRY(role_people(r->ctx, r->org, &people));
    if (text_i64(chosen, &id)) {
        for (size_t i = 0; i < people.count; i++) {
            if (people.items[i].id == id) {
                *person = id;
                return OK;
            }
        }
    }
    return problem_at(r->ctx, "person", N_("Choose one of the people shown."));
}

/* Somebody new belongs to the institution where the role is. */
static enum err
add_new_person(struct req *r, int64_t *person, const char **secret)
{
    struct ctx *c = r->ctx;
    struct person p = {.name = req_typed(r, "name")};
    struct org org;

    TRY(org_by_id(c, r->org, &org));
    TRY(person_add(c, &p));
    *person = p.id;
    if (strcmp(org.kind, "institution") == 0 || strcmp(org.kind, "unit") == 0) {
        TRY(person_affiliate(c, p.id, org.id, "leaders"));
    }
    return login_add_link(c, p.id, LINK_DAYS * 24 * 60, secret);
}

enum err
roles_post(struct req *r)
{
    struct ctx *c = r->ctx;
    const char *chosen = req_typed(r, "person"), *secret = NULL;
    int64_t person = 0;

    TRY(*chosen ? find_person(r, chosen, &person)
                : add_new_person(r, &person, &secret));
    TRY(role_grant_by_hand(c, person, req_typed(r, "role"), r->org));
    res_flash(r, secret
                     ? arena_printf(c->arena, "%s %s/sign-in/link/%s",
                                    tr(c->lang,
                                       "The role is given. This is the sign-in "
                                       "link, good once within seven days; it "
                                       "is shown only now:"),
                                    r->node->public_url, secret)
                     : tr(c->lang, "The role is given."));
    return back(r);
}

enum err
role_end_post(struct req *r)
{
    int64_t grant, org;

    TRY(req_param_i64(r, "grant", &grant));
    TRY(role_org(r->ctx, grant, &org));
    if (org != r->org) {
        return ERR_MISSING;
    }
    TRY(role_end(r->ctx, grant));
    res_flash(r, tr(r->ctx->lang, "The role has ended."));
    return back(r);
}
