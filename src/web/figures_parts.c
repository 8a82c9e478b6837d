/* SPDX-License-Identifier: Apache-2.0 */
/* figures_parts: what the page of figures and the lists behind it share. */

#include "web/figures_parts.h"

#include "base/date.h"
#include "base/tr.h"
#include "core/count.h"
#include "core/ctx.h"
#include "network/grouping.h"
#include "reports/small.h"

#include <string.h>

static const struct {
    const char *name, *title;
    enum indicator indicator;
} columns[FIGURE_COLUMNS] = {
    {"members", N_("Universities in the network"), COUNT_MEMBERS},
    {"enrolled", N_("People enrolled"), COUNT_ENROLLED},
    {"completed", N_("People who completed"), COUNT_COMPLETED},
    {"certified", N_("People certified"), COUNT_CERTIFIED},
};

const char *
figures_title(const struct lang *l, int column)
{
    return tr(l, columns[column].title);
}

const char *
figures_what(const struct lang *l, int column)
{
    return tr(l, count_indicators[columns[column].indicator].sentence);
}

const char *
figures_name(int column)
{
    return columns[column].name;
}

struct figure
figures_shown(int64_t n, const char *url)
{
    bool hidden = n == SMALL_HIDDEN;

    return (struct figure){n, hidden, n > 0 ? url : NULL};
}

const char *
figures_month(const struct lang *l, int month)
{
    static const char *const names[] = {
        N_("January"),   N_("February"), N_("March"),    N_("April"),
        N_("May"),       N_("June"),     N_("July"),     N_("August"),
        N_("September"), N_("October"),  N_("November"), N_("December")};

    return tr(l, names[month]);
}

int
figures_months_so_far(const struct figures *f)
{
    const char *month = f->last_month + strlen("2026-");

    return (month[0] - '0') * 10 + month[1] - '0';
}

const char *
figures_as_of(struct ctx *c, const struct figures *f)
{
    return f->exact ? NULL : date_of_ms(c->arena, c->now_ms - DATE_DAY_MS);
}

/* --- groupings --- */

static void
add_cells(struct figures_cells *sum, const struct figures_cells *of)
{
    sum->total += of->total > 0 ? of->total : 0;
    for (int m = 0; m < FIGURES_MONTHS; m++) {
        sum->months[m] += of->months[m] > 0 ? of->months[m] : 0;
    }
}

static bool
is_member(const struct grouping_members *list, int64_t org)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].org == org) {
            return true;
        }
    }
    return false;
}

/* Keep the members' lines alone; the sums are theirs. */
static void
take_members(const struct grouping_members *list, struct figures *f,
             struct figures_grouping *out)
{
    size_t kept = 0;

    f->members = 0;
    memset(f->of, 0, sizeof f->of);
    memset(f->rest, 0, sizeof f->rest);
    for (size_t i = 0; i < f->place_count; i++) {
        bool hides = false;

        if (!is_member(list, f->places[i].org)) {
            continue;
        }
        f->members += f->places[i].members;
        for (int k = 0; k < FIGURES_KINDS; k++) {
            add_cells(&f->of[k], &f->places[i].of[k]);
            hides = hides || f->places[i].of[k].total == SMALL_HIDDEN;
        }
        out->left_out += hides ? 1 : 0;
        f->places[kept++] = f->places[i];
    }
    f->place_count = kept;
}

bool
figures_are_countries(const struct figures *f)
{
    return f->months_below && f->place_count > 0 && f->places[0].country;
}

enum err
figures_group(struct req *r, const struct org *org, struct figures *f,
              struct figures_grouping *out)
{
    const char *slug = req_query(r, "grouping");
    struct grouping_members members;
    struct groupings list;

    *out = (struct figures_grouping){.name = NULL};
    if (!slug) {
        return OK;
    }
    TRY(grouping_list(r->ctx, org->id, &list));
    for (size_t i = 0; i < list.count; i++) {
        if (strcmp(list.items[i].slug, slug) == 0 && figures_are_countries(f)) {
            out->name = list.items[i].name;
            out->slug = list.items[i].slug;
            TRY(grouping_members(r->ctx, list.items[i].id, f->day, &members));
            take_members(&members, f, out);
            return OK;
        }
    }
    return ERR_MISSING;
}
