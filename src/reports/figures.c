/* SPDX-License-Identifier: Apache-2.0 */
/* figures: what a ministry or a director may know of a place. */

#include "reports/figures.h"

#include "base/arena.h"
#include "core/access.h"
#include "core/count.h"
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

struct months {
    const char *first, *last;
};

static void
add_certified(struct figures *out, const struct row *row)
{
    size_t y = group_of(row_text(row, 1)), x = gender_of(row_text(row, 2));
    int64_t n = row_i64(row, 3);

    out->groups[y][x] += n;
    out->groups[y][FIGURES_GENDERS] += n;
    out->groups[FIGURES_GROUPS][x] += n;
    out->groups[FIGURES_GROUPS][FIGURES_GENDERS] += n;
    out->certified += n;
}

static enum err
add_cells(struct ctx *c, int64_t org, const struct months *m,
          struct figures *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_figures_cells, I64(org), TEXT(m->first),
               TEXT(m->last), TEXT(ctx_today(c))));
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *row = &rows.items[i];

        switch (count_by_name(row_text(row, 0))) {
        case COUNT_ENROLLED:
            out->enrolled += row_i64(row, 3);
            break;
        case COUNT_COMPLETED:
            out->completed += row_i64(row, 3);
            break;
        case COUNT_CERTIFIED:
            add_certified(out, row);
            break;
        default:
            break; /* the statement asks for these three */
        }
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
add_places(struct ctx *c, int64_t org, const struct months *m,
           struct figures *out)
{
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_figures_places, I64(org), TEXT(c->lang->tag),
               TEXT(m->first), TEXT(m->last), TEXT(ctx_today(c)),
               I64(FIGURES_PLACES)));
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
    struct months m;

    *out = (struct figures){.year = arena_textn(c->arena, ctx_today(c), 4)};
    TRY(access_need(c, CAP_REPORT_READ, org));
    m.first = arena_printf(c->arena, "%s-01", out->year);
    m.last = arena_printf(c->arena, "%s-12", out->year);
    TRY(count_sum(c, org, COUNT_MEMBERS, NULL, NULL, &out->members));
    TRY(add_cells(c, org, &m, out));
    return add_places(c, org, &m, out);
}
