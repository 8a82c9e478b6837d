/* SPDX-License-Identifier: Apache-2.0 */
/* figures_pages: the numbers of a place for who answers for it. */

#include "web/figures_pages.h"

#include "base/arena.h"
#include "base/text.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/count.h"
#include "handlers.h"
#include "network/agreement.h"
#include "network/country.h"
#include "network/grouping.h"
#include "reports/silence.h"
#include "reports/small.h"
#include "web/chart.h"
#include "web/figures_parts.h"
#include "web/item_words.h"
#include "web/org_crumbs.h"
#include "web/plan_words.h"
#include "web/pages/figures.html.h"
#include "web/tile_map.h"
#include "web/words.h"

#include <stdlib.h>
#include <string.h>

enum { PLACES_SHOWN = 60, GOALS_SHOWN = 4, SILENT_SHOWN = 10 };
enum { AGREEMENTS_SHOWN = 6 };

struct dashboard {
    struct req *r;
    struct org org;
    struct figures f;
    const char *query; /* "?year=2025", or "" for this year */
    struct figures_grouping grouping;
};

static const char *
list_url(const struct dashboard *d, const char *slug, int column)
{
    return req_url(d->r, "/o/%s/figures/%s%s", slug, figures_name(column),
                   d->query);
}

/* The list behind a figure of the page itself. */
static const char *
own_list_url(const struct dashboard *d, int column)
{
    return d->grouping.name
               ? req_url(d->r, "/o/%s/figures/%s?year=%s&grouping=%s",
                         d->org.slug, figures_name(column), d->f.year,
                         d->grouping.slug)
               : list_url(d, d->org.slug, column);
}

static void
add_keys(const struct dashboard *d, struct figures_view *v)
{
    const struct figures *f = &d->f;
    struct ctx *c = d->r->ctx;
    size_t months = (size_t)figures_months_so_far(f);
    int64_t most = 1;

    for (int k = 0; k < FIGURES_KINDS; k++) {
        most = chart_most(f->of[k].months, months, most);
    }
    for (int i = 0; i < FIGURE_COLUMNS; i++) {
        struct figure_key *key = &v->keys[i];
        int64_t n = i ? f->of[i - 1].total : f->members;

        key->title = figures_title(c->lang, i);
        key->what = figures_what(c->lang, i);
        key->f = figures_shown(n, own_list_url(d, i));
        if (i && f->months_known) {
            key->months = chart_months(c->arena, f->of[i - 1].months, months,
                                       most, i == FIGURES_KINDS ? "c1" : "c2");
        }
    }
}

static void
add_months(const struct dashboard *d, struct figures_view *v)
{
    const struct figures *f = &d->f;
    struct ctx *c = d->r->ctx;
    size_t count = (size_t)figures_months_so_far(f);
    struct figures_row *rows;

    if (!f->months_known) {
        return;
    }
    rows = ARENA_ARRAY(c->arena, count, struct figures_row);
    for (size_t m = 0; m < count; m++) {
        rows[m].name = figures_month(c->lang, (int)m);
        for (int k = 0; k < FIGURES_KINDS; k++) {
            rows[m].cells[1 + k] = figures_shown(
                f->of[k].months[m],
                req_url(d->r, "/o/%s/figures/%s?month=%s-%02d%s%s", d->org.slug,
                        figures_name(1 + k), f->year, (int)m + 1,
                        d->grouping.name ? "&grouping=" : "",
                        d->grouping.name ? d->grouping.slug : ""));
        }
    }
    v->months = rows;
    v->month_count = count;
}

/* Lists of a kind of work or gender are of people, for who may see them. */
static const char *
group_url(const struct dashboard *d, size_t group, size_t gender)
{
    static const char *const genders[] = {"&gender=woman", "&gender=man",
                                          "&gender=other", ""};

    if (!d->f.exact || strcmp(d->org.kind, "institution") != 0) {
        return NULL;
    }
    return req_url(d->r, "/o/%s/figures/certified?year=%s%s%s%s", d->org.slug,
                   d->f.year, group < FIGURES_GROUPS ? "&group=" : "",
                   group < FIGURES_GROUPS ? words_workgroups[group].key : "",
                   genders[gender]);
}

static void
add_groups(const struct dashboard *d, struct figures_view *v)
{
    struct ctx *c = d->r->ctx;
    struct figures_row *rows =
        ARENA_ARRAY(c->arena, FIGURES_GROUPS + 1, struct figures_row);

    for (size_t i = 0; i <= FIGURES_GROUPS; i++) {
        rows[i].name = i < FIGURES_GROUPS
                           ? tr(c->lang, words_workgroups[i].text)
                           : tr(c->lang, "All");
        for (size_t j = 0; j <= FIGURES_GENDERS; j++) {
            rows[i].cells[j] =
                figures_shown(d->f.groups[i][j], group_url(d, i, j));
        }
    }
    v->groups = rows;
    v->group_count = FIGURES_GROUPS + 1;
}

static int
by_sort_key(const void *a, const void *b)
{
    return strcmp(((const struct figures_row *)a)->sort_key,
                  ((const struct figures_row *)b)->sort_key);
}

/* Which of the columns the map and the small drawings show. */
static int
chosen_column(const struct req *r)
{
    const char *by = req_query(r, "by");
    int i = 0;

    while (by && i < FIGURE_COLUMNS && strcmp(by, figures_name(i)) != 0) {
        i++;
    }
    return by && i < FIGURE_COLUMNS ? i : 0;
}

static void
add_places(const struct dashboard *d, struct figures_view *v)
{
    const struct figures *f = &d->f;
    struct ctx *c = d->r->ctx;
    size_t months = (size_t)figures_months_so_far(f);
    int column = chosen_column(d->r), drawn = column ? column : FIGURES_KINDS;
    struct figures_row *rows =
        ARENA_ARRAY(c->arena, f->place_count, struct figures_row);
    int64_t most = 1;

    for (size_t i = 0; f->months_below && i < f->place_count; i++) {
        most = chart_most(f->places[i].of[drawn - 1].months, months, most);
    }
    for (size_t i = 0; i < f->place_count; i++) {
        const struct figures_place *p = &f->places[i];

        rows[i] = (struct figures_row){
            .name = org_crumbs_name(d->r, p->slug, p->name),
            .url = req_url(d->r, "/o/%s/figures%s", p->slug, d->query),
            .cells = {figures_shown(p->members, list_url(d, p->slug, 0))},
        };
        for (int k = 0; k < FIGURES_KINDS; k++) {
            rows[i].cells[1 + k] =
                figures_shown(p->of[k].total, list_url(d, p->slug, 1 + k));
        }
        if (f->months_below) {
            rows[i].months =
                chart_months(c->arena, p->of[drawn - 1].months, months, most,
                             drawn == FIGURES_KINDS ? "c1" : "c2");
        }
        rows[i].sort_key = text_fold(c->arena, rows[i].name);
    }
    qsort(rows, f->place_count, sizeof *rows, by_sort_key);
    v->draws_places = f->months_below;
    v->drawn_word = figures_title(c->lang, drawn);
    v->places = rows;
    v->place_count =
        f->place_count < PLACES_SHOWN ? f->place_count : PLACES_SHOWN;
    v->more_url =
        f->place_count > PLACES_SHOWN ? own_list_url(d, FIGURES_KINDS) : NULL;
}

static void
add_map(const struct dashboard *d, struct figures_view *v)
{
    const struct figures *f = &d->f;
    struct ctx *c = d->r->ctx;
    int column = chosen_column(d->r);
    struct tile *tiles = ARENA_ARRAY(c->arena, f->place_count, struct tile);
    struct choice *maps = ARENA_ARRAY(c->arena, FIGURE_COLUMNS, struct choice);

    for (size_t i = 0; i < f->place_count; i++) {
        const struct figures_place *p = &f->places[i];
        int64_t n = column ? p->of[column - 1].total : p->members;

        v->has_map = v->has_map || p->country;
        tiles[i] = (struct tile){
            p->country, req_url(d->r, "/o/%s/figures%s", p->slug, d->query), n,
            n == SMALL_HIDDEN};
    }
    if (!v->has_map || !f->months_below) {
        v->has_map = false;
        return;
    }
    for (int i = 0; i < FIGURE_COLUMNS; i++) {
        maps[i] = (struct choice){
            .value = req_url(d->r, "/o/%s/figures?year=%s&by=%s%s%s#where",
                             d->org.slug, f->year, figures_name(i),
                             d->grouping.name ? "&grouping=" : "",
                             d->grouping.name ? d->grouping.slug : ""),
            .label = figures_title(c->lang, i),
            .chosen = i == column,
        };
    }
    v->maps = maps;
    v->map_count = FIGURE_COLUMNS;
    v->map_word = figures_title(c->lang, column);
    v->map = tile_map(c->arena, c->lang, v->map_word,
                      column ? TILE_PEOPLE : TILE_UNIVERSITIES, tiles,
                      f->place_count);
}

/* --- beside the figures --- */

static enum err
foresee_beside(const struct dashboard *d)
{
    struct ctx *c = d->r->ctx;
    struct plan plan;
    enum err e = plan_at(c, d->org.id, &plan);

    if (e == OK) {
        plan_foresee_targets(c, plan.id, plan.first);
    }
    if (d->org.country) {
        silence_foresee(c, d->org.id);
    } else {
        grouping_foresee_list(c, d->org.id);
    }
    item_foresee_goals(c, d->org.id, GOALS_SHOWN);
    if (access_has(c, CAP_AGREEMENT_READ, d->org.id)) {
        agreement_foresee_below(c, d->org.id);
    }
    return e == ERR_MISSING ? OK : e;
}

static enum err
add_goals(const struct dashboard *d, struct figures_view *v)
{
    struct item_list list;

    TRY(item_list_goals(d->r->ctx, d->org.id, GOALS_SHOWN, &list));
    v->goals = item_lines(d->r, &list, true);
    v->goal_count = list.count;
    v->has_goals = list.count > 0;
    return OK;
}

/* Targets with a figure, of the plan in force. */
static enum err
add_targets(const struct dashboard *d, struct figures_view *v)
{
    struct plan_targets list;
    struct target_line *lines;
    struct plan plan;
    enum err e = plan_at(d->r->ctx, d->org.id, &plan);

    if (e != OK) {
        return e == ERR_MISSING ? OK : e;
    }
    TRY(plan_targets(d->r->ctx, &plan, &list));
    lines = ARENA_ARRAY(d->r->ctx->arena, list.count, struct target_line);
    for (size_t i = 0; i < list.count; i++) {
        struct target_line line = target_line_of(d->r, &list.items[i]);

        if (line.amount) {
            lines[v->target_count++] = line;
        }
    }
    v->targets = lines;
    v->plan_url = req_url(d->r, "/plans/%lld", (long long)plan.id);
    v->has_goals = v->has_goals || v->target_count;
    return OK;
}

/* Of a country: a region's brief has it of all of them. */
static enum err
add_silence(const struct dashboard *d, struct figures_view *v)
{
    struct ctx *c = d->r->ctx;
    struct silence s;
    struct choice *lines;

    if (d->f.months_below || !d->org.country) {
        return OK;
    }
    TRY(silence_of(c, d->org.id, &s));
    lines = ARENA_ARRAY(c->arena, s.count, struct choice);
    v->silent_more = s.more || s.count > SILENT_SHOWN;
    v->silent_count = s.count < SILENT_SHOWN ? s.count : SILENT_SHOWN;
    for (size_t i = 0; i < v->silent_count; i++) {
        lines[i] =
            (struct choice){.value = req_url(d->r, "/o/%s", s.items[i].slug),
                            .label = s.items[i].name};
    }
    v->silent = lines;
    return OK;
}

static enum err
add_agreements(const struct dashboard *d, struct figures_view *v)
{
    struct ctx *c = d->r->ctx;
    struct agreement_list list;
    struct choice *lines;

    if (!access_has(c, CAP_AGREEMENT_READ, d->org.id)) {
        return OK;
    }
    v->agreements_url = req_url(d->r, "/o/%s/agreements", d->org.slug);
    TRY(agreement_list_below(c, d->org.id, false, "", 0, &list));
    lines = ARENA_ARRAY(c->arena, AGREEMENTS_SHOWN, struct choice);
    for (size_t i = 0; i < list.count && v->agreement_count < AGREEMENTS_SHOWN;
         i++) {
        const struct agreement *a = &list.items[i];

        if (agreement_due(c, a) != AGREEMENT_FAR) {
            lines[v->agreement_count++] = (struct choice){
                .value = req_url(d->r, "/agreements/%s", a->number),
                .label = a->title,
                .note = a->until_date};
        }
    }
    v->agreements = lines;
    return OK;
}

/* Those of the place's countries, to look at it by. */
static enum err
add_groupings(const struct dashboard *d, struct figures_view *v)
{
    struct choice *lines;
    struct groupings list;

    v->grouping = d->grouping.name;
    v->left_out = d->grouping.left_out;
    v->whole_url = req_url(d->r, "/o/%s/figures%s", d->org.slug, d->query);
    if (!d->grouping.name && !figures_are_countries(&d->f)) {
        return OK;
    }
    v->groupings_url = req_url(d->r, "/o/%s/groupings", d->org.slug);
    TRY(grouping_list(d->r->ctx, d->org.id, &list));
    lines = ARENA_ARRAY(d->r->ctx->arena, list.count, struct choice);
    for (size_t i = 0; i < list.count; i++) {
        lines[i] = (struct choice){
            .value = req_url(d->r, "/o/%s/figures?year=%s&grouping=%s",
                             d->org.slug, d->f.year, list.items[i].slug),
            .label = list.items[i].name,
            .chosen = d->grouping.name &&
                      strcmp(list.items[i].slug, d->grouping.slug) == 0,
        };
    }
    v->groupings = lines;
    v->grouping_count = list.count;
    return OK;
}

/* The year before, and the one after where this is not it. */
static void
add_years(const struct dashboard *d, struct figures_view *v)
{
    struct ctx *c = d->r->ctx;
    long year = strtol(d->f.year, NULL, 10);

    v->before = arena_printf(c->arena, "%04ld", year - 1);
    v->before_url = year > 1 ? req_url(d->r, "/o/%s/figures?year=%s",
                                       d->org.slug, v->before)
                             : NULL;
    if (*d->query) {
        v->tree_url =
            req_url(d->r, "/o/%s/tree?on=%s-12-31", d->org.slug, d->f.year);
        v->after = arena_printf(c->arena, "%04ld", year + 1);
        v->after_url =
            req_url(d->r, "/o/%s/figures?year=%s", d->org.slug, v->after);
    }
}

static enum err
show(struct req *r, void *arg)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Figures"), .menu = MENU_WORK};
    struct figures_view v = {0};
    struct dashboard d = {.r = r, .query = ""};

    (void)arg;
    figures_foresee(c, r->org, req_query(r, "year"));
    plan_foresee_at(c, r->org);
    TRY(org_crumbs(r, page.title, &page, &d.org, NULL));
    TRY(foresee_beside(&d));
    TRY(figures_of(c, r->org, req_query(r, "year"), FIGURES_FOR_READER, &d.f));
    if (strncmp(d.f.year, ctx_today(c), strlen(d.f.year)) != 0) {
        d.query = arena_printf(c->arena, "?year=%s", d.f.year);
    }
    v.org_name = org_crumbs_name(r, d.org.slug, d.org.name);
    v.org_url = req_url(r, "/o/%s", d.org.slug);
    v.briefs_url = req_url(r, "/o/%s/briefs", d.org.slug);
    v.year = d.f.year;
    v.as_of = figures_as_of(c, &d.f);
    v.exact = d.f.exact;
    v.places_are_universities = d.org.country != NULL;
    TRY(figures_group(r, &d.org, &d.f, &d.grouping));
    TRY(add_groupings(&d, &v));
    add_years(&d, &v);
    add_keys(&d, &v);
    add_months(&d, &v);
    if (!d.grouping.name) { /* kinds of work are known of a place as a whole */
        add_groups(&d, &v);
    }
    add_places(&d, &v);
    add_map(&d, &v);
    if (!d.grouping.name) {
        TRY(add_goals(&d, &v));
        TRY(add_targets(&d, &v));
    }
    TRY(add_silence(&d, &v));
    TRY(add_agreements(&d, &v));
    figures_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* A country has hundreds of places with some dozens of counters each: on the
 * pool, not on a network loop. */
enum err
figures_page(struct req *r)
{
    return req_read(r, show, NULL);
}
