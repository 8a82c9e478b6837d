/* SPDX-License-Identifier: Apache-2.0 */
/* figures_pages: the numbers of a place for who answers for it. */

#include "web/figures_pages.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "base/tr.h"
#include "core/access.h"
#include "core/count.h"
#include "handlers.h"
#include "reports/figures.h"
#include "reports/small.h"
#include "web/org_crumbs.h"
#include "web/pages/figures.html.h"
#include "web/words.h"

#include <stdlib.h>
#include <string.h>

static struct figure
figure_of(int64_t shown)
{
    return (struct figure){.n = shown, .hidden = shown == SMALL_HIDDEN};
}

static void
add_groups(struct req *r, const struct figures *f, struct figures_view *v)
{
    struct figures_row *rows =
        ARENA_ARRAY(r->ctx->arena, FIGURES_GROUPS + 1, struct figures_row);

    for (size_t i = 0; i <= FIGURES_GROUPS; i++) {
        rows[i].name = i < FIGURES_GROUPS
                           ? tr(r->ctx->lang, words_workgroups[i].text)
                           : tr(r->ctx->lang, "All");
        for (size_t j = 0; j <= FIGURES_GENDERS; j++) {
            rows[i].cells[j] = figure_of(f->groups[i][j]);
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

static void
add_places(struct req *r, const struct figures *f, struct figures_view *v)
{
    struct figures_row *rows =
        ARENA_ARRAY(r->ctx->arena, f->place_count, struct figures_row);

    for (size_t i = 0; i < f->place_count; i++) {
        const struct figures_place *p = &f->places[i];

        rows[i] = (struct figures_row){
            .name = org_crumbs_name(r, p->slug, p->name),
            .url = v->places_are_universities
                       ? NULL
                       : req_url(r, "/o/%s/figures", p->slug),
            .cells = {{.n = p->members},
                      figure_of(p->enrolled),
                      figure_of(p->completed),
                      figure_of(p->certified)},
        };
        rows[i].sort_key = text_fold(r->ctx->arena, rows[i].name);
    }
    qsort(rows, f->place_count, sizeof *rows, by_sort_key);
    v->places = rows;
    v->place_count = f->place_count;
}

/* As the catalogue has it. */
static void
add_meanings(struct ctx *c, struct figures_view *v)
{
    static const enum indicator shown[FIGURE_COLUMNS] = {
        COUNT_MEMBERS, COUNT_ENROLLED, COUNT_COMPLETED, COUNT_CERTIFIED};

    for (size_t i = 0; i < FIGURE_COLUMNS; i++) {
        v->meanings[i] = tr(c->lang, count_indicators[shown[i]].sentence);
    }
}

/* Yesterday: figures are of last midnight. */
static const char *
yesterday(struct ctx *c)
{
    char *day = arena_alloc(c->arena, DATE_SIZE);

    date_write(c->now_ms / 86400000 - 1, day);
    return day;
}

static enum err
show(struct req *r, void *arg)
{
    struct ctx *c = r->ctx;
    struct page page = {.title = tr(c->lang, "Figures"), .menu = MENU_WORK};
    struct figures_view v = {0};
    struct figures f;
    struct org org;

    (void)arg;
    TRY(org_crumbs(r, page.title, &page, &org, NULL));
    TRY(figures_of(c, r->org, &f));
    v.org_name = org.name;
    v.org_url = req_url(r, "/o/%s", org.slug);
    v.briefs_url = req_url(r, "/o/%s/briefs", org.slug);
    v.year = f.year;
    v.as_of = yesterday(c);
    v.members = (struct figure){.n = f.members};
    v.enrolled = figure_of(f.enrolled);
    v.completed = figure_of(f.completed);
    v.certified = figure_of(f.certified);
    v.places_are_universities = org.country != NULL;
    add_meanings(c, &v);
    add_groups(r, &f, &v);
    add_places(r, &f, &v);
    figures_html(page_begin(r, &page), c->lang, &v);
    return page_end(r);
}

/* A country has hundreds of places with some hundred counters each: on the
 * pool, not on a network loop. */
enum err
figures_page(struct req *r)
{
    return req_read(r, show, NULL);
}
