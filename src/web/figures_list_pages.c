/* SPDX-License-Identifier: Apache-2.0 */
/* figures_list_pages: the list behind one figure: months, the places below it,
 * and of an institution the people, for who may see them. */

#include "web/figures_parts.h"

#include "base/arena.h"
#include "base/text.h"
#include "base/tr.h"
#include "handlers.h"
#include "network/grouping.h"
#include "reports/behind.h"
#include "web/chart.h"
#include "web/org_crumbs.h"
#include "web/pages/figures.html.h"
#include "web/words.h"

#include <stdlib.h>
#include <string.h>

enum { PAGE = 50, YEAR_CHARS = 4 };

struct listing {
    struct req *r;
    struct org org;
    struct figures f;
    int column;
    int month;                  /* from 0; -1 = the year */
    const char *group, *gender; /* NULL = all */
    struct figures_grouping grouping;
};

static bool
is_word(const char *s, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(s, words[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* What the address asks; ERR_MISSING: nothing that there is. */
static enum err
read_ask(struct listing *l, const char **year)
{
    static const char *const genders[] = {"woman", "man", "other"};
    static const char *const groups[] = {"teaching", "support", "leaders"};
    const char *what = req_param(l->r, "what");
    const char *month = req_query(l->r, "month");

    l->column = 0;
    while (l->column < FIGURE_COLUMNS &&
           strcmp(what, figures_name(l->column)) != 0) {
        l->column++;
    }
    l->month = -1;
    *year = req_query(l->r, "year");
    if (month) {
        if (strlen(month) != strlen("2026-03") || month[YEAR_CHARS] != '-' ||
            strspn(month + YEAR_CHARS + 1, "0123456789") != 2) {
            return ERR_MISSING;
        }
        *year = arena_textn(l->r->ctx->arena, month, YEAR_CHARS);
        l->month = (month[5] - '0') * 10 + month[6] - '0' - 1;
    }
    l->group = req_query(l->r, "group");
    l->gender = req_query(l->r, "gender");
    if (l->column == FIGURE_COLUMNS || l->month < -1 ||
        l->month >= FIGURES_MONTHS || (month && !l->column) ||
        (l->group && !is_word(l->group, groups, COUNT(groups))) ||
        (l->gender && !is_word(l->gender, genders, COUNT(genders)))) {
        return ERR_MISSING;
    }
    return OK;
}

/* What the list counts, of a place. */
static int64_t
amount_of(const struct listing *l, const struct figures_cells *of,
          int64_t members)
{
    if (!l->column) {
        return members;
    }
    return l->month < 0 ? of[l->column - 1].total
                        : of[l->column - 1].months[l->month];
}

static const char *
page_url(const struct listing *l, const char *slug, const char *more)
{
    const char *url =
        l->month < 0
            ? req_url(l->r, "/o/%s/figures/%s?year=%s%s", slug,
                      figures_name(l->column), l->f.year, more)
            : req_url(l->r, "/o/%s/figures/%s?month=%s-%02d%s", slug,
                      figures_name(l->column), l->f.year, l->month + 1, more);

    if (l->group) {
        url = arena_printf(l->r->ctx->arena, "%s&group=%s", url, l->group);
    }
    if (l->grouping.name && strcmp(slug, l->org.slug) == 0) {
        url = arena_printf(l->r->ctx->arena, "%s&grouping=%s", url,
                           l->grouping.slug);
    }
    if (l->gender) {
        url = arena_printf(l->r->ctx->arena, "%s&gender=%s", url, l->gender);
    }
    return url;
}

static void
add_months(const struct listing *l, struct figures_list_view *v)
{
    struct ctx *c = l->r->ctx;
    size_t count = (size_t)figures_months_so_far(&l->f);
    const struct figures_cells *of;
    struct figures_row *rows;

    if (!l->column || !l->f.months_known || l->month >= 0) {
        return;
    }
    of = &l->f.of[l->column - 1];
    rows = ARENA_ARRAY(c->arena, count, struct figures_row);
    for (size_t m = 0; m < count; m++) {
        rows[m].name = figures_month(c->lang, (int)m);
        rows[m].cells[0] = figures_shown(
            of->months[m],
            req_url(l->r, "/o/%s/figures/%s?month=%s-%02d", l->org.slug,
                    figures_name(l->column), l->f.year, (int)m + 1));
    }
    v->months = rows;
    v->month_count = count;
    v->drawn = chart_months(c->arena, of->months, count,
                            chart_most(of->months, count, 1), "c1");
}

/* --- places --- */

/* The largest first; what is not shown after those, by name. */
static int
by_amount(const void *a, const void *b)
{
    const struct figures_row *x = a, *y = b;

    if (x->cells[0].n != y->cells[0].n) {
        return x->cells[0].n < y->cells[0].n ? 1 : -1;
    }
    return strcmp(x->sort_key, y->sort_key);
}

static size_t
make_rows(const struct listing *l, struct figures_row *rows)
{
    size_t count = 0;

    for (size_t i = 0; i < l->f.place_count; i++) {
        const struct figures_place *p = &l->f.places[i];
        int64_t n = amount_of(l, p->of, p->members);

        if (n) {
            rows[count] = (struct figures_row){
                .name = org_crumbs_name(l->r, p->slug, p->name),
                .sort_key = p->slug,
                .url = page_url(l, p->slug, ""),
            };
            rows[count++].cells[0] = figures_shown(n, NULL);
        }
    }
    qsort(rows, count, sizeof *rows, by_amount);
    return count;
}

/* From the one after `after`, a slug. */
static void
add_places(const struct listing *l, struct figures_list_view *v)
{
    struct figures_row *rows =
        ARENA_ARRAY(l->r->ctx->arena, l->f.place_count, struct figures_row);
    size_t count = make_rows(l, rows), first = 0;
    const char *after = req_query(l->r, "after");

    for (size_t i = 0; after && i < count; i++) {
        if (strcmp(rows[i].sort_key, after) == 0) {
            first = i + 1;
        }
    }
    v->places = rows + first;
    v->place_count = count - first < PAGE ? count - first : PAGE;
    v->places_word = !l->org.country ? tr(l->r->ctx->lang, "Place by place")
                     : strcmp(l->org.kind, "institution") == 0
                         ? tr(l->r->ctx->lang, "Part by part")
                         : tr(l->r->ctx->lang, "University by university");
    if (first) {
        v->start_url = page_url(l, l->org.slug, "");
    }
    if (first + PAGE < count) {
        v->next_url = page_url(l, l->org.slug,
                               arena_printf(l->r->ctx->arena, "&after=%s",
                                            rows[first + PAGE - 1].sort_key));
    }
    if (l->column && l->month < 0 && l->f.exact) {
        int64_t rest = l->f.rest[l->column - 1];

        v->rest = rest < 0 ? -rest : rest;
        v->rest_here = rest > 0;
        v->rest_of_several = rest < 0;
    }
}

/* --- people --- */

/* "2026-03-04.123": the day and the person of the last line seen. */
static void
read_after(const struct req *r, struct behind_ask *ask)
{
    const char *after = req_query(r, "after");
    const size_t day = strlen("2026-03-04");

    if (after && strlen(after) > day + 1 && after[day] == '.' &&
        text_i64(after + day + 1, &ask->after)) {
        ask->after_date = arena_textn(r->ctx->arena, after, day);
    }
}

static enum err
add_people(const struct listing *l, struct figures_list_view *v)
{
    struct ctx *c = l->r->ctx;
    struct behind_ask ask = {
        .kind = l->column - 1,
        .year = l->f.year,
        .month = l->month < 0 ? NULL
                              : arena_printf(c->arena, "%s-%02d", l->f.year,
                                             l->month + 1),
        .group = l->group,
        .gender = l->gender,
    };
    struct figures_person *lines;
    struct behind list;

    read_after(l->r, &ask);
    TRY(behind_people(c, l->org.id, &ask, &list));
    lines = ARENA_ARRAY(c->arena, list.count, struct figures_person);
    for (size_t i = 0; i < list.count; i++) {
        const struct behind_person *p = &list.items[i];

        lines[i] = (struct figures_person){
            .name = p->name,
            .date = p->date,
            .group = words_workgroup(c->lang, p->group),
            .url =
                p->number ? req_url(l->r, "/certificates/%s", p->number) : NULL,
        };
    }
    v->lists_people = true;
    v->people = lines;
    v->person_count = list.count;
    v->person_all = list.all;
    v->certificates = ask.kind == FIGURES_CERTIFIED;
    v->start_url = ask.after_date ? page_url(l, l->org.slug, "") : NULL;
    if (list.more) {
        const struct behind_person *last = &list.items[list.count - 1];

        v->next_url = page_url(l, l->org.slug,
                               arena_printf(c->arena, "&after=%s.%lld",
                                            last->date, (long long)last->id));
    }
    return OK;
}

/* --- the page --- */

static const char *
filter_word(const struct listing *l)
{
    static const struct word genders[] = {{"woman", N_("Women")},
                                          {"man", N_("Men")},
                                          {"other", N_("Other or not said")}};
    struct ctx *c = l->r->ctx;
    const char *group = words_workgroup(c->lang, l->group);
    const char *gender = words_of(c->lang, genders, COUNT(genders), l->gender);

    if (group && gender) {
        return arena_printf(c->arena, "%s, %s", group, gender);
    }
    return group ? group : gender;
}

/* Months of places that have none shown, and kinds of work or gender of those
 * where people are not listed, are no list. */
static bool
is_list(const struct listing *l, bool people)
{
    if (l->month >= figures_months_so_far(&l->f)) {
        return false;
    }
    return (l->month < 0 || l->f.months_known) &&
           ((!l->group && !l->gender) || people);
}

static enum err
show(struct req *r, void *arg)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Figures"), .menu = MENU_WORK};
    struct figures_list_view v = {0};
    struct listing l = {.r = r};
    const char *year;
    bool people;

    (void)arg;
    TRY(read_ask(&l, &year));
    page.title = figures_title(c->lang, l.column);
    figures_foresee(c, r->org, year);
    if (req_query(r, "grouping")) {
        grouping_foresee_list(c, r->org);
    }
    TRY(org_crumbs(r, page.title, &page, &l.org, NULL));
    TRY(figures_of(c, r->org, year, FIGURES_BELOW_BY_MONTH | FIGURES_NO_GROUPS,
                   &l.f));
    TRY(figures_group(r, &l.org, &l.f, &l.grouping));
    people = l.column && l.f.exact &&
             (strcmp(l.org.kind, "institution") == 0 ||
              strcmp(l.org.kind, "unit") == 0);
    if (!is_list(&l, people)) {
        return ERR_MISSING;
    }
    v.title = page.title;
    v.org_name = org_crumbs_name(r, l.org.slug, l.org.name);
    v.year = l.f.year;
    v.month = l.month < 0 ? NULL : figures_month(c->lang, l.month);
    v.what = figures_what(c->lang, l.column);
    v.as_of = figures_as_of(c, &l.f);
    v.exact = l.f.exact;
    v.filter = filter_word(&l);
    v.grouping = l.grouping.name;
    v.left_out = l.grouping.left_out;
    v.figures_url = req_url(r, "/o/%s/figures?year=%s%s%s", l.org.slug,
                            l.f.year, l.grouping.name ? "&grouping=" : "",
                            l.grouping.name ? l.grouping.slug : "");
    v.all_url = v.month || v.filter
                    ? req_url(r, "/o/%s/figures/%s?year=%s%s%s", l.org.slug,
                              figures_name(l.column), l.f.year,
                              l.grouping.name ? "&grouping=" : "",
                              l.grouping.name ? l.grouping.slug : "")
                    : NULL;
    v.f = figures_shown(amount_of(&l, l.f.of, l.f.members), NULL);
    if (!v.filter) {
        add_months(&l, &v);
    }
    if (people) {
        TRY(add_people(&l, &v));
    } else if (l.month < 0 || l.f.months_below) {
        add_places(&l, &v);
    }
    if (v.filter) {
        v.f = figures_shown(v.person_all, NULL);
    }
    figures_list_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

enum err
figures_list_page(struct req *r)
{
    return req_read(r, show, NULL);
}
