/* SPDX-License-Identifier: Apache-2.0 */
/* layout: the frame of every page, and the parts forms are made of. */

#include "web/layout.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/encode.h"
#include "base/text.h"
#include "base/tr.h"
#include "http/token.h"
#include "network/country.h"
#include "web/asset.h"
#include "web/pages/layout.html.h"

#include <stdlib.h>
#include <string.h>

/* The same page in each language: /es/join beside /join. */
static void
add_langs(struct req *r, struct layout *v)
{
    struct lang_link *links =
        ARENA_ARRAY(r->ctx->arena, tr_lang_count, struct lang_link);
    struct buf query;

    buf_init(&query, 4096);
    for (size_t i = 0; i < r->query.count; i++) {
        buf_putc(&query, i ? '&' : '?');
        encode_percent(&query, r->query.items[i].name);
        buf_putc(&query, '=');
        encode_percent(&query, r->query.items[i].value);
    }
    for (size_t i = 0; i < tr_lang_count; i++) {
        const struct lang *l = &tr_langs[i];

        links[i] = (struct lang_link){
            .tag = l->tag,
            .name = l->name,
            .url = arena_join(r->ctx->arena, "/", l->tag,
                              strcmp(r->path, "/") == 0 ? "" : r->path,
                              buf_text(&query), NULL),
            .here = l == r->ctx->lang,
        };
    }
    buf_free(&query);
    v->langs = links;
    v->lang_count = tr_lang_count;
}

static void
add_menu(struct req *r, struct layout *v, enum menu_item here)
{
    v->home_url = *r->prefix ? r->prefix : "/";
    v->record_url = req_url(r, "/my");
    v->work_url = req_url(r, "/work");
    v->series_url = req_url(r, "/series");
    v->network_url = req_url(r, "/network");
    v->verify_url = req_url(r, "/verify");
    v->join_url = req_url(r, "/join");
    v->sign_in_url = req_url(r, "/sign-in");
    v->sign_out_url = req_url(r, "/sign-out");
    v->about_url = req_url(r, "/about");
    v->at_record = here == MENU_RECORD;
    v->at_work = here == MENU_WORK;
    v->at_series = here == MENU_SERIES;
    v->at_network = here == MENU_NETWORK;
    v->at_verify = here == MENU_VERIFY;
    v->at_join = here == MENU_JOIN;
    v->at_sign_in = here == MENU_SIGN_IN;
}

static const struct layout *
layout_of(struct req *r, const struct page *p)
{
    const struct ctx *c = r->ctx;
    struct layout *v = ARENA_NEW(c->arena, struct layout);

    *v = (struct layout){
        .title = c->problem_count ? arena_join(c->arena, tr(c->lang, "Error"),
                                               ": ", p->title, NULL)
                                  : p->title,
        .css_url = asset_url(r->ctx->arena, "quipu.css"),
        .icon_url = asset_url(r->ctx->arena, "icon.svg"),
        .crumbs = p->crumbs,
        .crumb_count = p->crumb_count,
        .noindex = p->noindex,
        .signed_in = r->session.id != 0,
        .may_work = r->session.has_role,
        .person_name = r->session.person_name,
        .flash = r->again ? NULL : r->flash,
        .demo = r->node->demo,
        .csrf = form_token(r),
    };

    add_menu(r, v, p->menu);
    add_langs(r, v);
    return v;
}

struct buf *
page_begin(struct req *r, const struct page *p)
{
    r->layout = layout_of(r, p);
    layout_head_html(&r->body, r->ctx->lang, r->layout);
    return &r->body;
}

enum err
page_end(struct req *r)
{
    layout_foot_html(&r->body, r->ctx->lang, r->layout);
    return OK;
}

/* --- parts of forms --- */

int64_t
rev_kept(const struct req *r, int64_t stored)
{
    return r->again && r->failed != ERR_CONFLICT ? req_form_i64(r, "rev")
                                                 : stored;
}

const char *
field_problem(const struct req *r, const char *name)
{
    for (int i = 0; i < r->ctx->problem_count; i++) {
        const struct problem *p = &r->ctx->problems[i];

        if (p->field && strcmp(p->field, name) == 0) {
            return p->text;
        }
    }
    return NULL;
}

struct sorted_choice {
    const char *key;
    struct choice choice;
};

static int
by_key(const void *a, const void *b)
{
    return strcmp(((const struct sorted_choice *)a)->key,
                  ((const struct sorted_choice *)b)->key);
}

void
choices_sort(struct req *r, struct choice *choices, size_t count)
{
    struct sorted_choice *sorted =
        ARENA_ARRAY(r->ctx->arena, count, struct sorted_choice);

    for (size_t i = 0; i < count; i++) {
        sorted[i] = (struct sorted_choice){
            text_fold(r->ctx->arena, choices[i].label), choices[i]};
    }
    qsort(sorted, count, sizeof *sorted, by_key);
    for (size_t i = 0; i < count; i++) {
        choices[i] = sorted[i].choice;
    }
}

const struct choice *
choices_with(struct arena *a, const struct choice *list, size_t count,
             const char *value)
{
    struct choice *copy = ARENA_ARRAY(a, count, struct choice);

    for (size_t i = 0; i < count; i++) {
        copy[i] = list[i];
        copy[i].chosen = strcmp(list[i].value, value) == 0;
    }
    return copy;
}

struct choice *
choices_of_countries(struct req *r, const char *first, const char *chosen)
{
    struct choice *list =
        ARENA_ARRAY(r->ctx->arena, COUNTRY_COUNT + 1, struct choice);

    list[0] = (struct choice){"", first, NULL, false};
    for (size_t i = 0; i < COUNTRY_COUNT; i++) {
        const char *code = country_table[i].code;

        list[i + 1] =
            (struct choice){code, country_name(code, r->ctx->lang->tag), NULL,
                            strcmp(code, chosen) == 0};
    }
    choices_sort(r, list + 1, COUNTRY_COUNT);
    return list;
}

struct field_view
field_of(struct req *r, const char *name, const char *label, const char *hint,
         const char *stored)
{
    struct field_view f = {
        .name = name,
        .id = arena_printf(r->ctx->arena, "f-%s", name),
        .label = label,
        .hint = hint,
        .value = req_kept(r, name, stored),
        .problem = field_problem(r, name),
        .type = "text",
    };

    if (f.hint || f.problem) {
        f.described =
            arena_printf(r->ctx->arena, "%s%s%s%s%s", f.hint ? f.id : "",
                         f.hint ? "-h" : "", f.hint && f.problem ? " " : "",
                         f.problem ? f.id : "", f.problem ? "-w" : "");
    }
    return f;
}

struct field_view
field_meanwhile(struct req *r, const char *name, const char *label,
                const char *hint, const char *stored)
{
    const char *theirs = stored ? stored : "";

    if (r->again && r->failed == ERR_CONFLICT &&
        strcmp(text_clean(r->ctx->arena, req_kept(r, name, "")), theirs) != 0) {
        hint = arena_printf(r->ctx->arena, "%s %s",
                            tr(r->ctx->lang, "The other wrote:"), theirs);
    }
    return field_of(r, name, label, hint, stored);
}

struct problems_view
problems_of(struct req *r)
{
    const struct ctx *c = r->ctx;
    struct problems_view v = {
        .items = ARENA_ARRAY(c->arena, (size_t)c->problem_count,
                             struct problem_line),
        .count = (size_t)c->problem_count,
    };

    for (size_t i = 0; i < v.count; i++) {
        const struct problem *p = &c->problems[i];

        v.items[i].text = p->text;
        if (p->field) {
            v.items[i].url = arena_printf(c->arena, "#f-%s", p->field);
        }
    }
    return v;
}

const char *
form_token(struct req *r)
{
    if (!r->token) {
        r->token = r->session.id ? token_mask(r->ctx->arena, &r->session) : "";
    }
    return r->token;
}
