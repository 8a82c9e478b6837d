/* SPDX-License-Identifier: Apache-2.0 */
/* figures: what a ministry or a director may know of a place. */

#include "reports/figures.h"

#include "base/arena.h"
#include "core/access.h"
#include "core/ctx.h"
#include "db/db.h"
#include "reports/figures.sql.h"
#include "reports/small.h"

#include <string.h>

static size_t
group_of(const char *workgroup)
{
    static const char *const groups[] = {"teaching", "support"};

    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        if (strcmp(workgroup, groups[i]) == 0) {
            return i;
        }
    }
    return 2;
}

static size_t
gender_of(const char *gender)
{
    if (strcmp(gender, "woman") == 0) {
        return 0;
    }
    return strcmp(gender, "man") == 0 ? 1 : 2;
}

static enum err
add_groups(struct ctx *c, int64_t org, const char *first, struct figures *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_figures_groups, I64(org), TEXT(first),
               TEXT(ctx_today(c))));
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *row = &rows.items[i];
        size_t y = group_of(row_text(row, 0)), x = gender_of(row_text(row, 1));
        int64_t n = row_i64(row, 2);

        out->groups[y][x] += n;
        out->groups[y][FIGURES_GENDERS] += n;
        out->groups[FIGURES_GROUPS][x] += n;
        out->groups[FIGURES_GROUPS][FIGURES_GENDERS] += n;
    }
    small_table(&out->groups[0][0], FIGURES_GROUPS + 1, FIGURES_GENDERS + 1);
    return OK;
}

/* The places below and their sum are one column each. */
static void
hide_places(struct ctx *c, struct figures *f)
{
    size_t rows = f->place_count + 1;
    int64_t *cells = ARENA_ARRAY(c->arena, rows * 3, int64_t);

    for (size_t i = 0; i < f->place_count; i++) {
        cells[i * 3] = f->places[i].enrolled;
        cells[i * 3 + 1] = f->places[i].completed;
        cells[i * 3 + 2] = f->places[i].certified;
    }
    cells[f->place_count * 3] = f->enrolled;
    cells[f->place_count * 3 + 1] = f->completed;
    cells[f->place_count * 3 + 2] = f->certified;
    small_columns(cells, rows, 3);
    for (size_t i = 0; i < f->place_count; i++) {
        f->places[i].enrolled = cells[i * 3];
        f->places[i].completed = cells[i * 3 + 1];
        f->places[i].certified = cells[i * 3 + 2];
    }
    f->enrolled = cells[f->place_count * 3];
    f->completed = cells[f->place_count * 3 + 1];
    f->certified = cells[f->place_count * 3 + 2];
}

static enum err
add_places(struct ctx *c, int64_t org, const char *first, struct figures *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_figures_places, I64(org), TEXT(c->lang->tag),
               TEXT(first), TEXT(ctx_today(c)), I64(FIGURES_PLACES)));
    out->place_count = rows.count;
    out->places = ARENA_ARRAY(c->arena, rows.count, struct figures_place);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *row = &rows.items[i];

        out->places[i] = (struct figures_place){
            .org = row_i64(row, 0),
            .slug = row_text(row, 1),
            .name = row_text(row, 2),
            .members = row_i64(row, 3),
            .enrolled = row_i64(row, 4),
            .completed = row_i64(row, 5),
            .certified = row_i64(row, 6),
        };
    }
    hide_places(c, out);
    return OK;
}

enum err
figures_of(struct ctx *c, int64_t org, struct figures *out)
{
    const char *first;
    struct row row;

    *out = (struct figures){.year = arena_textn(c->arena, ctx_today(c), 4)};
    TRY(access_need(c, CAP_REPORT_READ, org));
    first = arena_printf(c->arena, "%s-01-01", out->year);
    TRY(db_one(c->db, &row, &SQL_figures_members, I64(org)));
    out->members = row_i64(&row, 0);
    TRY(db_one(c->db, &row, &SQL_figures_totals, I64(org), TEXT(first),
               TEXT(ctx_today(c))));
    out->enrolled = row_i64(&row, 0);
    out->completed = row_i64(&row, 1);
    out->certified = row_i64(&row, 2);
    TRY(add_groups(c, org, first, out));
    return add_places(c, org, first, out);
}
