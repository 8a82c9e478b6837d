/* SPDX-License-Identifier: Apache-2.0 */
/* figures: the numbers of a place and of those directly below it. */

#include "reports/figures.h"

#include "base/arena.h"
#include "core/access.h"
#include "core/ctx.h"
#include "db/db.h"
#include "reports/figures.sql.h"
#include "reports/small.h"

#include <stdlib.h>
#include <string.h>

enum { WAY_MAX = 16, YEAR_CHARS = 4, MONTH_CHARS = 7 };
enum { SIDE = FIGURES_GROUPS + 1 };

const enum indicator figures_indicators[FIGURES_KINDS] = {
    COUNT_ENROLLED, COUNT_COMPLETED, COUNT_CERTIFIED};

/* A place of a family with all that is read of it. */
struct place {
    int64_t node;
    int64_t months[FIGURES_KINDS][FIGURES_MONTHS];
    int64_t table[SIDE * SIDE];
    struct small_place of[FIGURES_KINDS];
};

/* A node and those directly below it, by id. Months are shown of countries and
 * what is above them. */
struct family {
    int64_t parent;
    bool with_months;
    bool unknown
        [FIGURES_KINDS]; /* all that count are hidden: who does not, too */
    struct place *items;
    size_t count;
};

struct reading {
    const char *first, *last; /* months */
    const char *day;          /* of whose tree */
    const char *today;        /* what was counted from here on is left out */
    int64_t way[WAY_MAX];     /* from the top to the place */
    size_t depth;
    const char *kind;                    /* of the place */
    struct family families[WAY_MAX + 1]; /* [0] has the top alone */
};

/* --- reading --- */

static enum figures_kind
kind_of(const char *indicator)
{
    enum figures_kind k = 0;

    while (k + 1 < FIGURES_KINDS &&
           figures_indicators[k] != count_by_name(indicator)) {
        k++;
    }
    return k;
}

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

static bool
is_above_countries(const char *kind)
{
    return strcmp(kind, "network") == 0 || strcmp(kind, "region") == 0;
}

/* For figures as they are, nothing above the place is needed: `alone`. */
static enum err
read_way(struct ctx *c, int64_t org, bool alone, struct reading *in,
         int64_t *members)
{
    size_t skip;
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_figures_way, I64(org), TEXT(in->day),
               TEXT(in->last)));
    if (rows.count == 0 || rows.count > WAY_MAX) {
        return ERR_MISSING;
    }
    *members = row_i64(&rows.items[0], 2);
    skip = alone ? rows.count - 1 : 0;
    in->depth = rows.count - skip;
    for (size_t i = 0; i < in->depth; i++) {
        const struct row *row = &rows.items[skip + i];

        in->way[i] = row_i64(row, 0);
        in->kind = row_text(row, 1);
        in->families[i + 1].parent = in->way[i];
        in->families[i + 1].with_months = is_above_countries(in->kind);
    }
    in->families[0].with_months = true;
    return OK;
}

/* Months that are not shown here need not be looked at: they decide about
 * months alone. */
static void
choose_months(struct reading *in, bool exact, int how)
{
    struct family *below = &in->families[in->depth];

    if (exact && how & FIGURES_BELOW_BY_MONTH) {
        below->with_months = true;
    }
    for (size_t i = 0; i <= in->depth; i++) {
        if (how & FIGURES_NO_MONTHS ||
            !in->families[in->depth - 1].with_months) {
            in->families[i].with_months = false;
        }
    }
}

static struct family *
family_of(struct reading *in, int64_t parent)
{
    size_t i = 0;

    while (i < in->depth && in->families[i].parent != parent) {
        i++;
    }
    return &in->families[i];
}

/* Rows come family by family, place by place. */
static struct place *
place_of(struct family *f, int64_t node)
{
    size_t low = 0, high = f->count;

    while (low < high) {
        size_t mid = (low + high) / 2;

        if (f->items[mid].node == node) {
            return &f->items[mid];
        }
        if (f->items[mid].node < node) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return NULL;
}

static void
make_places(struct ctx *c, struct reading *in, const struct rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        const struct row *row = &rows->items[i];
        struct family *f = family_of(in, row_i64(row, 0));

        if (!f->items) {
            f->items = ARENA_ARRAY(c->arena, rows->count - i, struct place);
        }
        if (!f->count || f->items[f->count - 1].node != row_i64(row, 1)) {
            f->items[f->count++] = (struct place){.node = row_i64(row, 1)};
        }
    }
}

static void
add_months(struct reading *in, const struct rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        const struct row *row = &rows->items[i];
        struct place *p =
            place_of(family_of(in, row_i64(row, 0)), row_i64(row, 1));
        const char *month = row_text(row, 3) + YEAR_CHARS + 1;
        int m = (month[0] - '0') * 10 + month[1] - '0' - 1;
        enum figures_kind k = kind_of(row_text(row, 2));

        if (m >= 0 && m < FIGURES_MONTHS) {
            p->months[k][m] += row_i64(row, 4);
            p->of[k].total += row_i64(row, 4);
        }
    }
}

static void
add_totals(struct reading *in, const struct rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        const struct row *row = &rows->items[i];
        struct place *p =
            place_of(family_of(in, row_i64(row, 0)), row_i64(row, 1));

        for (int k = 0; k < FIGURES_KINDS; k++) {
            p->of[k].total = row_i64(row, 2 + k);
        }
    }
}

static void
add_groups(struct reading *in, const struct rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        const struct row *row = &rows->items[i];
        struct place *p =
            place_of(family_of(in, row_i64(row, 0)), row_i64(row, 1));
        size_t y = group_of(row_text(row, 2)), x = gender_of(row_text(row, 3));
        int64_t n = row_i64(row, 4);

        if (p) {
            p->table[y * SIDE + x] += n;
            p->table[y * SIDE + SIDE - 1] += n;
            p->table[(SIDE - 1) * SIDE + x] += n;
            p->table[SIDE * SIDE - 1] += n;
        }
    }
}

/* Months where they are shown, else totals; groups of the families the place
 * is in, not of those below it. */
static enum err
read_families(struct ctx *c, struct reading *in, int how)
{
    int64_t by_month[WAY_MAX], by_year[WAY_MAX];
    int64_t top = in->way[0];
    bool months_of_top = in->families[0].with_months;
    size_t n = 0, y = 0;
    struct rows months = {0}, groups = {0}, totals = {0};
    struct answer asked[3];

    for (size_t i = 1; i <= in->depth; i++) {
        if (in->families[i].with_months) {
            by_month[n++] = in->families[i].parent;
        } else {
            by_year[y++] = in->families[i].parent;
        }
    }
    if (months_of_top) {
        db_ask(c->db, &asked[0], &SQL_figures_months, I64(top),
               I64S(by_month, n), TEXT(in->day), TEXT(in->today),
               TEXT(in->first), TEXT(in->last));
    }
    db_ask(c->db, &asked[1], &SQL_figures_totals, I64(months_of_top ? 0 : top),
           I64S(by_year, y), TEXT(in->day), TEXT(in->today), TEXT(in->first),
           TEXT(in->last));
    if (!(how & FIGURES_NO_GROUPS)) {
        db_ask(c->db, &asked[2], &SQL_figures_groups, I64(top),
               I64S(in->way, in->depth - 1), TEXT(in->day), TEXT(in->today),
               TEXT(in->first), TEXT(in->last));
        TRY(answer_all(&asked[2], &groups));
    }
    if (months_of_top) {
        TRY(answer_all(&asked[0], &months));
    }
    TRY(answer_all(&asked[1], &totals));
    make_places(c, in, &months);
    make_places(c, in, &totals);
    add_months(in, &months);
    add_totals(in, &totals);
    add_groups(in, &groups);
    return OK;
}

/* --- what may be shown --- */

/* What is not there was counted at none. */
static struct place *
need_place(struct ctx *c, struct family *f, int64_t node)
{
    struct place *p = f->count ? place_of(f, node) : NULL;

    if (!p) {
        p = ARENA_ARRAY(c->arena, 1, struct place);
        p->node = node;
        for (int k = 0; k < FIGURES_KINDS; k++) {
            p->of[k].hidden = f->unknown[k];
            p->of[k].months = p->months[k];
            p->of[k].table = p->table;
            p->of[k].months_hidden = f->unknown[k] ? ~0U : 0;
            p->of[k].table_hidden = f->unknown[k] ? ~0U : 0;
        }
    }
    return p;
}

/* The parts that are shown of a place. */
static void
lay_out(struct place *p, enum figures_kind k, bool months, bool table)
{
    p->of[k].months = months ? p->months[k] : NULL;
    p->of[k].table = table && k == FIGURES_CERTIFIED ? p->table : NULL;
}

static void
decide_family(struct ctx *c, struct family *f, const struct place *parent,
              enum figures_kind k, bool table)
{
    struct small_place **below =
        ARENA_ARRAY(c->arena, f->count, struct small_place *);
    int64_t rest = parent->of[k].total;

    for (size_t i = 0; i < f->count; i++) {
        lay_out(&f->items[i], k, f->with_months, table);
        below[i] = &f->items[i].of[k];
        rest -= below[i]->total;
    }
    small_family(&parent->of[k], below, f->count, rest);
    f->unknown[k] = f->count > 0;
    for (size_t i = 0; i < f->count; i++) {
        f->unknown[k] = f->unknown[k] && below[i]->hidden;
    }
}

/* From the top down to those directly below the place. */
static struct place *
decide(struct ctx *c, struct reading *in)
{
    struct place *here = need_place(c, &in->families[0], in->way[0]);

    for (int k = 0; k < FIGURES_KINDS; k++) {
        lay_out(here, k, in->families[0].with_months, true);
        small_top(&here->of[k]);
    }
    for (size_t i = 1; i <= in->depth; i++) {
        struct family *f = &in->families[i];

        for (int k = 0; k < FIGURES_KINDS; k++) {
            decide_family(c, f, here, k, i < in->depth);
        }
        if (i < in->depth) {
            here = need_place(c, f, in->way[i]);
            for (int k = 0; k < FIGURES_KINDS; k++) {
                lay_out(here, k, f->with_months, true);
            }
        }
    }
    return here;
}

static void
show_cells(const struct place *p, enum figures_kind k, bool exact, bool months,
           struct figures_cells *out)
{
    out->total = exact ? p->of[k].total : small_total(&p->of[k]);
    for (size_t m = 0; months && m < FIGURES_MONTHS; m++) {
        out->months[m] = exact ? p->months[k][m] : small_month(&p->of[k], m);
    }
}

static void
show_here(const struct reading *in, const struct place *here,
          struct figures *out)
{
    const struct family *below = &in->families[in->depth];

    for (int k = 0; k < FIGURES_KINDS; k++) {
        show_cells(here, k, out->exact, out->months_known, &out->of[k]);
        out->rest[k] = here->of[k].total;
        for (size_t i = 0; i < below->count; i++) {
            out->rest[k] -= below->items[i].of[k].total;
        }
        out->rest[k] = out->exact ? out->rest[k] : 0;
    }
    for (size_t y = 0; y < SIDE; y++) {
        for (size_t x = 0; x < SIDE; x++) {
            out->groups[y][x] =
                out->exact ? here->table[y * SIDE + x]
                           : small_cell(&here->of[FIGURES_CERTIFIED], y, x);
        }
    }
}

/* --- the places below --- */

static int
by_sort_key(const void *a, const void *b)
{
    const struct figures_place *x = a, *y = b;
    int d = strcmp(x->sort_key, y->sort_key);

    return d ? d : (x->org > y->org) - (x->org < y->org);
}

static enum err
add_places(struct ctx *c, struct reading *in, struct figures *out)
{
    struct family *f = &in->families[in->depth];
    struct rows rows;

    TRY(db_all(c->db, &rows, &SQL_figures_places, I64(in->way[in->depth - 1]),
               TEXT(c->lang->tag), TEXT(in->day), TEXT(in->first),
               TEXT(in->last)));
    out->place_count = rows.count;
    out->places = ARENA_ARRAY(c->arena, rows.count, struct figures_place);
    for (size_t i = 0; i < rows.count; i++) {
        const struct row *row = &rows.items[i];
        const struct place *p = need_place(c, f, row_i64(row, 0));
        struct figures_place *to = &out->places[i];

        *to = (struct figures_place){
            .org = row_i64(row, 0),
            .slug = row_text(row, 1),
            .name = row_text(row, 2),
            .kind = row_text(row, 3),
            .country = row_text(row, 4),
            .sort_key = row_text(row, 5),
            .members = row_i64(row, 6),
        };
        for (int k = 0; k < FIGURES_KINDS; k++) {
            show_cells(p, k, out->exact, out->months_below, &to->of[k]);
        }
    }
    qsort(out->places, out->place_count, sizeof *out->places, by_sort_key);
    return OK;
}

/* --- all of it --- */

bool
figures_are_exact(struct ctx *c, int64_t org)
{
    return access_has(c, CAP_PEOPLE_READ, org) &&
           access_has(c, CAP_CREDENTIAL_READ, org);
}

/* The days and months of a year; ERR_MISSING: it is none, or lies ahead. */
static enum err
read_year(struct ctx *c, const char *year, struct reading *in,
          struct figures *out)
{
    const char *today = ctx_today(c);

    out->year = arena_textn(c->arena, today, YEAR_CHARS);
    out->last_month = arena_textn(c->arena, today, MONTH_CHARS);
    in->day = today;
    if (year && strcmp(year, out->year) != 0) {
        if (strlen(year) != YEAR_CHARS ||
            strspn(year, "0123456789") != YEAR_CHARS ||
            strcmp(year, out->year) > 0) {
            return ERR_MISSING;
        }
        out->year = year;
        out->last_month = arena_printf(c->arena, "%s-12", year);
        in->day = arena_printf(c->arena, "%s-12-31", year);
    }
    in->first = arena_printf(c->arena, "%s-01", out->year);
    in->last = arena_printf(c->arena, "%s-12", out->year);
    out->day = in->day;
    in->today = out->exact ? "9999-99-99" : today;
    return OK;
}

enum err
figures_of(struct ctx *c, int64_t org, const char *year, int how,
           struct figures *out)
{
    struct reading in = {.depth = 0};

    *out = (struct figures){.exact = false};
    TRY(access_need(c, CAP_REPORT_READ, org));
    out->exact = !(how & FIGURES_FOR_ALL) && figures_are_exact(c, org);
    TRY(read_year(c, year, &in, out));
    TRY(read_way(c, org, out->exact, &in, &out->members));
    choose_months(&in, out->exact, how);
    out->months_below = in.families[in.depth].with_months;
    out->months_known = in.families[in.depth - 1].with_months;
    TRY(read_families(c, &in, how));
    show_here(&in, decide(c, &in), out);
    return add_places(c, &in, out);
}

void
figures_foresee(struct ctx *c, int64_t org, const char *year)
{
    struct reading in = {.depth = 0};
    struct figures out = {.exact = false};

    if (read_year(c, year, &in, &out) == OK) {
        db_foresee(c->db, &SQL_figures_way, I64(org), TEXT(in.day),
                   TEXT(in.last));
        db_foresee(c->db, &SQL_figures_places, I64(org), TEXT(c->lang->tag),
                   TEXT(in.day), TEXT(in.first), TEXT(in.last));
    }
}
