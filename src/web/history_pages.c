/* SPDX-License-Identifier: Apache-2.0 */
/* history_pages: the record of acts of a place. */

#include "web/history_pages.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "base/zone.h"
#include "core/act.h"
#include "handlers.h"
#include "reports/history.h"
#include "web/org_crumbs.h"
#include "web/pages/history.html.h"
#include "web/words.h"

#include <string.h>

/* The rooms of acts, as people look for them. */
static const struct word rooms[] = {
    {"", N_("Everything")},
    {"join", N_("Joining")},
    {"org", N_("Organisations")},
    {"mandate", N_("Mandates")},
    {"person", N_("People")},
    {"role", N_("Roles")},
    {"login", N_("Signing in")},
    {"course", N_("Courses")},
    {"series", N_("Programmes")},
    {"enrolment", N_("Enrolments")},
    {"attempt", N_("Quizzes")},
    {"credential", N_("Certificates")},
    {"issuer", N_("Keys of issuers")},
};

static const char *
text_or_null(const char *s)
{
    return s && *s ? s : NULL;
}

/* What the form holds, as the end of an address. */
static const char *
query_text(struct req *r, const struct history_query *q)
{
    struct arena *a = r->ctx->arena;
    const char *act = q->act && text_is_slug(q->act) ? q->act : "";
    int64_t day;

    return arena_printf(a, "act=%s&from=%s&to=%s", act,
                        q->from && date_parse(q->from, &day) ? q->from : "",
                        q->to && date_parse(q->to, &day) ? q->to : "");
}

static void
add_form(struct req *r, const struct history_query *q, struct history_view *v)
{
    const struct lang *l = r->ctx->lang;
    struct choice *acts =
        ARENA_ARRAY(r->ctx->arena, COUNT(rooms), struct choice);

    for (size_t i = 0; i < COUNT(rooms); i++) {
        acts[i] =
            (struct choice){rooms[i].key, tr(l, rooms[i].text), NULL,
                            strcmp(q->act ? q->act : "", rooms[i].key) == 0};
    }
    v->acts = acts;
    v->act_count = COUNT(rooms);
    v->act = field_of(r, "act", tr(l, "What"), NULL, NULL);
    v->from = field_of(r, "from", tr(l, "From"), NULL, q->from);
    v->from.type = "date";
    v->from.optional = true;
    v->to = field_of(r, "to", tr(l, "To"), NULL, q->to);
    v->to.type = "date";
    v->to.optional = true;
}

static struct history_act
act_of(struct req *r, const struct history_line *line, const char *zone,
       const char *base)
{
    const struct lang *l = r->ctx->lang;
    const char *sentence = act_sentence(line->act);
    char stamp[ZONE_STAMP_SIZE];
    struct history_act act = {
        .what = sentence ? tr(l, sentence) : line->act,
        .who = line->name          ? line->name
               : line->person != 0 ? tr(l, "a person who was erased")
                                   : NULL,
        .value = line->value,
        .number = line->number,
    };

    zone_stamp(zone, line->at_ms, stamp);
    act.date = arena_textn(r->ctx->arena, stamp, DATE_SIZE - 1);
    act.time = arena_textn(r->ctx->arena, stamp + DATE_SIZE, strlen("20:27"));
    if (line->name) {
        act.who_url = req_url(r, "%s?by=%lld", base, (long long)line->person);
    }
    if (line->slug) {
        act.place = org_crumbs_name(r, line->slug, line->place);
        act.place_url = req_url(r, "/o/%s", line->slug);
    }
    return act;
}

static void
add_lines(struct req *r, const struct history_query *q, const struct history *h,
          const char *zone, const char *base, struct history_view *v)
{
    struct history_act *lines =
        ARENA_ARRAY(r->ctx->arena, h->count, struct history_act);

    for (size_t i = 0; i < h->count; i++) {
        lines[i] = act_of(r, &h->items[i], zone, base);
        if (q->by && h->items[i].name) {
            v->by = h->items[i].name;
        }
    }
    v->lines = lines;
    v->line_count = h->count;
    if (h->next) {
        v->next_url =
            req_url(r, "%s?%s&by=%lld&before=%lld", base, query_text(r, q),
                    (long long)q->by, (long long)h->next);
    }
}

static enum err
show(struct req *r, void *arg)
{
    struct ctx *c = r->ctx;
    const char *title = tr(c->lang, "Who did what");
    struct page page = {.title = title, .menu = MENU_WORK};
    const struct history_query q = {.org = r->org,
                                    .act = req_query(r, "act"),
                                    .from = text_or_null(req_query(r, "from")),
                                    .to = text_or_null(req_query(r, "to")),
                                    .by = req_query_i64(r, "by"),
                                    .before = req_query_i64(r, "before")};
    struct history_view v = {.first = q.before == 0};
    struct history list = {0};
    struct org org;
    const char *zone, *base;
    enum err e;

    (void)arg;
    org_foresee_zone(c, r->org);
    org_foresee_id(c, r->org);
    TRY(org_crumbs(r, title, &page, &org, NULL));
    TRY(org_zone(c, r->org, &zone));
    e = history_list(c, &q, &list);
    if (e == ERR_INVALID) {
        r->status = 422;
        v.problems = problems_of(r);
    } else {
        TRY(e);
    }
    base = arena_printf(c->arena, "/o/%s/record", org.slug);
    v.org_name = org.name;
    v.action = req_url(r, "%s", base);
    v.all_url = req_url(r, "%s?%s", base, query_text(r, &q));
    v.by_id = arena_printf(c->arena, "%lld", (long long)q.by);
    add_form(r, &q, &v);
    add_lines(r, &q, &list, zone, base, &v);
    history_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* A walk through a large record is for the pool, not for a network loop. */
enum err
history_page(struct req *r)
{
    return req_read(r, show, NULL);
}
