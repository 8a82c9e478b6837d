/* SPDX-License-Identifier: Apache-2.0 */
/* small: the small-number rule. */

#include "reports/small.h"

enum { ROUND_BELOW = 100, ROUND_TO = 5, CELLS = SMALL_SIDE * SMALL_SIDE };
enum { GRAND = CELLS - 1, AMPLE = 2 * SMALL_LEAST };

static const unsigned all_months = (1U << SMALL_MONTHS) - 1;
static const unsigned all_cells = (1U << CELLS) - 1;

int64_t
small_shown(int64_t n)
{
    if (n > 0 && n < SMALL_LEAST) {
        return SMALL_HIDDEN;
    }
    return n < ROUND_BELOW ? (n + ROUND_TO / 2) / ROUND_TO * ROUND_TO : n;
}

int64_t
small_public(int64_t n)
{
    return n > 0 && n < SMALL_LEAST ? SMALL_HIDDEN
                                    : (n + ROUND_TO / 2) / ROUND_TO * ROUND_TO;
}

static bool
is_small(int64_t n)
{
    return n > 0 && n < SMALL_LEAST;
}

/* Hidden parts of a sum: who knows it and the rest knows theirs together. Each
 * is at least 1, so the sum must leave every one of them some room. */
static bool
has_room(size_t count, int64_t sum)
{
    return sum >= (int64_t)count + SMALL_LEAST - 1;
}

/* --- months: the parts of one sum --- */

static unsigned
hide_months(const int64_t *months)
{
    unsigned hidden = 0;
    int64_t sum = 0;
    size_t count = 0;

    for (size_t i = 0; i < SMALL_MONTHS; i++) {
        if (is_small(months[i])) {
            hidden |= 1U << i;
            sum += months[i];
            count++;
        }
    }
    while (count && (count < 2 || !has_room(count, sum))) {
        size_t least = SMALL_MONTHS;

        for (size_t i = 0; i < SMALL_MONTHS; i++) {
            if (!(hidden & 1U << i) && months[i] &&
                (least == SMALL_MONTHS || months[i] < months[least])) {
                least = i;
            }
        }
        if (least == SMALL_MONTHS) {
            return all_months; /* nor is it known where there were none */
        }
        hidden |= 1U << least;
        sum += months[least];
        count++;
    }
    return hidden;
}

/* --- a table: four rows and four columns, each with its sum at the end --- */

/* The cells of a line: rows 0 to 3, columns 4 to 7. */
static size_t
cell_of(size_t line, size_t i)
{
    return line < SMALL_SIDE ? line * SMALL_SIDE + i
                             : i * SMALL_SIDE + line - SMALL_SIDE;
}

/* Hide the least of a line's cells that is shown and no zero, parts before the
 * sum; a zero only where nothing else is left; never the sum of all. */
static bool
hide_one(const int64_t *table, unsigned *hidden, size_t line)
{
    size_t best = CELLS;

    for (size_t i = 0; i < SMALL_SIDE; i++) {
        size_t cell = cell_of(line, i);

        if (cell == GRAND || *hidden & 1U << cell) {
            continue;
        }
        if (best == CELLS || !table[best] ||
            (table[cell] && table[cell] < table[best])) {
            best = cell;
        }
    }
    if (best == CELLS) {
        return false;
    }
    *hidden |= 1U << best;
    return true;
}

static bool
line_is_safe(const int64_t *table, unsigned hidden, size_t line)
{
    bool sum_hidden = hidden & 1U << cell_of(line, SMALL_SIDE - 1);
    size_t count = 0;
    int64_t sum = 0;

    for (size_t i = 0; i + 1 < SMALL_SIDE; i++) {
        size_t cell = cell_of(line, i);

        if (hidden & 1U << cell) {
            count++;
            sum += table[cell];
        }
    }
    if (sum_hidden) {
        return count > 0;
    }
    return count == 0 || (count > 1 && has_room(count, sum));
}

/* Can one be shifted round through this cell: is there another way through
 * hidden cells from its row to its column? */
static bool
is_in_circle(unsigned hidden, size_t cell)
{
    size_t from = cell / SMALL_SIDE, to = SMALL_SIDE + cell % SMALL_SIDE;
    unsigned reached = 1U << from, before = 0;

    while (reached != before) {
        before = reached;
        for (size_t i = 0; i < CELLS; i++) {
            unsigned ends =
                1U << i / SMALL_SIDE | 1U << (SMALL_SIDE + i % SMALL_SIDE);

            if (i != cell && hidden & 1U << i && reached & ends) {
                reached |= ends;
            }
        }
    }
    return reached & 1U << to;
}

static unsigned
hide_cells(const int64_t *table)
{
    unsigned hidden = 0;
    bool again = true;

    for (size_t i = 0; i < GRAND; i++) {
        if (is_small(table[i])) {
            hidden |= 1U << i;
        }
    }
    while (again) { /* each turn hides a cell, so it ends */
        again = false;
        for (size_t line = 0; line < 2 * SMALL_SIDE; line++) {
            if (!line_is_safe(table, hidden, line)) {
                again = hide_one(table, &hidden, line) || again;
            }
        }
        for (size_t i = 0; i < GRAND && !again; i++) {
            if (hidden & 1U << i && !is_in_circle(hidden, i)) {
                again = hide_one(table, &hidden, i / SMALL_SIDE) ||
                        hide_one(table, &hidden, SMALL_SIDE + i % SMALL_SIDE);
            }
        }
    }
    return hidden;
}

/* --- families --- */

static void
hide_parts(struct small_place *p)
{
    if (p->hidden) {
        p->months_hidden = p->months ? all_months : 0;
        p->table_hidden = p->table ? all_cells : 0;
        return;
    }
    p->months_hidden = p->months ? hide_months(p->months) : 0;
    p->table_hidden = p->table ? hide_cells(p->table) : 0;
}

void
small_top(struct small_place *top)
{
    top->hidden = is_small(top->total);
    hide_parts(top);
}

static struct small_place *
least_shown(struct small_place **below, size_t n)
{
    struct small_place *least = NULL;

    for (size_t i = 0; i < n; i++) {
        struct small_place *p = below[i];

        if (!p->hidden && p->total && (!least || p->total < least->total)) {
            least = p;
        }
    }
    return least;
}

static void
hide_all(struct small_place **below, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        below[i]->hidden = true;
    }
}

static void
hide_totals(const struct small_place *parent, struct small_place **below,
            size_t n, int64_t rest)
{
    size_t count = is_small(rest) ? 1 : 0;
    int64_t sum = count ? rest : 0;

    for (size_t i = 0; i < n; i++) {
        below[i]->hidden = is_small(below[i]->total);
        if (below[i]->hidden) {
            count++;
            sum += below[i]->total;
        }
    }
    while ((count || parent->hidden) &&
           (count + (parent->hidden ? 1 : 0) < 2 || !has_room(count, sum))) {
        struct small_place *least = least_shown(below, n);

        if (!least) { /* then it is not known either where there were none */
            hide_all(below, n);
            return;
        }
        least->hidden = true;
        count++;
        sum += least->total;
    }
}

/* The parts of a total, months or table alike. */
struct parts {
    bool table;
    size_t count;
    unsigned all; /* that can be hidden of a total that is shown */
};
static const struct parts kinds[] = {{false, SMALL_MONTHS, all_months},
                                     {true, CELLS, all_cells & ~(1U << GRAND)}};

static unsigned *
hidden_of(struct small_place *p, const struct parts *k)
{
    return k->table ? &p->table_hidden : &p->months_hidden;
}

/* How many are in these cells, sums left out. */
static int64_t
people_in(const struct small_place *p, const struct parts *k, unsigned cells)
{
    const int64_t *parts = k->table ? p->table : p->months;
    int64_t n = 0;

    for (size_t i = 0; i < k->count; i++) {
        bool is_sum = k->table && (i % SMALL_SIDE == SMALL_SIDE - 1 ||
                                   i / SMALL_SIDE == SMALL_SIDE - 1);

        n += cells & 1U << i && !is_sum ? parts[i] : 0;
    }
    return n;
}

struct family {
    struct small_place **below;
    size_t n;
    const struct parts *kind;
    unsigned all; /* what any of them hides, the parent too */
};

/* Let the smallest beside `p` hide as much as any that has somebody in `cells`
 * which it still shows. */
static bool
hide_in_another(const struct family *f, const struct small_place *p,
                unsigned cells)
{
    struct small_place *least = NULL;

    for (size_t i = 0; i < f->n; i++) {
        struct small_place *d = f->below[i];

        if (d != p && people_in(d, f->kind, cells & ~*hidden_of(d, f->kind)) &&
            (!least || d->total < least->total)) {
            least = d;
        }
    }
    if (least) {
        *hidden_of(least, f->kind) |= f->all;
    }
    return least;
}

/* How many beside `p` (NULL: all) are in these cells and hide them. */
static int64_t
people_beside(const struct family *f, const struct small_place *p,
              unsigned cells)
{
    int64_t n = 0;

    for (size_t i = 0; i < f->n; i++) {
        struct small_place *d = f->below[i];

        if (d != p) {
            n += people_in(d, f->kind, cells & *hidden_of(d, f->kind));
        }
    }
    return n;
}

/* Of the cells that `p` hides, those in which too few beside it are hidden for
 * one to be shifted to them or from them: of a table in each of its lines. */
static unsigned
cells_alone(const struct family *f, const struct small_place *p, unsigned cells)
{
    unsigned alone = people_beside(f, p, cells) < AMPLE ? cells : 0;

    for (size_t line = 0; f->kind->table && line < 2 * SMALL_SIDE; line++) {
        unsigned of_line = 0;

        for (size_t i = 0; i + 1 < SMALL_SIDE; i++) {
            of_line |= 1U << cell_of(line, i);
        }
        of_line &= cells;
        if (line % SMALL_SIDE != SMALL_SIDE - 1 && of_line &&
            people_beside(f, p, of_line) < SMALL_LEAST) {
            alone |= of_line;
        }
    }
    return alone;
}

/* Is nobody in the places beside it? Then its parent hides what it does. */
static bool
is_alone(const struct family *f, const struct small_place *p)
{
    for (size_t i = 0; i < f->n; i++) {
        if (f->below[i] != p && f->below[i]->total) {
            return false;
        }
    }
    return true;
}

/* The two smallest hide whatever any hides. */
static void
hide_in_two(const struct family *f)
{
    struct small_place *first = NULL, *second = NULL;

    for (size_t i = 0; i < f->n; i++) {
        struct small_place *p = f->below[i];

        if (p->total && (!first || p->total < first->total)) {
            second = first;
            first = p;
        } else if (p->total && (!second || p->total < second->total)) {
            second = p;
        }
    }
    if (first) {
        *hidden_of(first, f->kind) |= f->all;
    }
    if (second) {
        *hidden_of(second, f->kind) |= f->all;
    }
}

/* What one hides others hide with it; where nobody else has anybody in those
 * cells, all of its cells are hidden. */
static void
hide_beside(struct family *f, unsigned of_parent)
{
    bool again = true;

    while (again) { /* each turn hides more, so it ends */
        hide_in_two(f);
        again = hide_in_another(f, NULL, cells_alone(f, NULL, of_parent));
        for (size_t i = 0; i < f->n; i++) {
            struct small_place *p = f->below[i];
            unsigned *hidden = hidden_of(p, f->kind);
            unsigned alone = p->hidden ? 0 : cells_alone(f, p, *hidden);

            if (!alone) {
                continue;
            }
            if (hide_in_another(f, p, alone)) {
                again = true;
            } else if (*hidden != f->kind->all && !is_alone(f, p)) {
                *hidden = f->all = f->kind->all;
                again = true;
            }
        }
    }
}

void
small_family(const struct small_place *parent, struct small_place **below,
             size_t n, int64_t rest)
{
    hide_totals(parent, below, n, rest);
    for (size_t i = 0; i < n; i++) {
        hide_parts(below[i]);
    }
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        struct family f = {below, n, &kinds[k], 0};
        unsigned of_parent = k ? parent->table_hidden : parent->months_hidden;

        if (n == 0 || !(k ? below[0]->table : below[0]->months)) {
            continue; /* not shown of anybody here */
        }
        /* where a total is hidden all is, and somebody's with it */
        of_parent = parent->hidden ? 0 : of_parent;
        f.all = of_parent;
        for (size_t i = 0; i < n; i++) {
            f.all |= below[i]->hidden ? 0 : *hidden_of(below[i], &kinds[k]);
        }
        hide_beside(&f, of_parent);
    }
}

/* --- what may be shown --- */

int64_t
small_total(const struct small_place *p)
{
    return p->hidden ? SMALL_HIDDEN : small_shown(p->total);
}

int64_t
small_month(const struct small_place *p, size_t month)
{
    return p->months_hidden & 1U << month ? SMALL_HIDDEN
                                          : small_shown(p->months[month]);
}

int64_t
small_cell(const struct small_place *p, size_t row, size_t column)
{
    size_t cell = row * SMALL_SIDE + column;

    return p->table_hidden & 1U << cell ? SMALL_HIDDEN
                                        : small_shown(p->table[cell]);
}
