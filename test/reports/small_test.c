/* SPDX-License-Identifier: Apache-2.0 */
/* small_test: no figure shows what one person did, and none that is hidden
 * follows from those that are shown: random networks are published, and
 * somebody who adds and subtracts everything finds none out. */

#include "reports/small.h"
#include "test/unit.h"

#include <stdbool.h>
#include <string.h>

static void
figures_below_five_are_hidden_and_others_rounded(void **state)
{
    (void)state;
    assert_int_equal(small_shown(0), 0);
    assert_int_equal(small_shown(1), SMALL_HIDDEN);
    assert_int_equal(small_shown(4), SMALL_HIDDEN);
    assert_int_equal(small_shown(5), 5);
    assert_int_equal(small_shown(12), 10);
    assert_int_equal(small_shown(13), 15);
    assert_int_equal(small_shown(99), 100);
    assert_int_equal(small_shown(101), 101);
    assert_int_equal(small_public(4), SMALL_HIDDEN);
    assert_int_equal(small_public(0), 0);
    assert_int_equal(small_public(1003), 1005);
}

/* --- a network --- */

enum { NODES = 40, PARTS = 12 + 16, VARS = NODES * (1 + PARTS), EQS = 2400 };
enum { DEPTH = 3, TREES = 300 };

static struct net {
    int count, parent[NODES], level[NODES];
    int64_t months[NODES][12], table[NODES][16];
    struct small_place place[NODES];
} net;

/* The same numbers on every run. */
static uint64_t seed;

static int
below(int n)
{
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    return (int)((seed >> 33) % (uint64_t)n);
}

static void
add_person(int node, int month, int row, int column)
{
    for (; node >= 0; node = net.parent[node]) {
        int64_t *t = net.table[node];

        net.place[node].total++;
        net.months[node][month]++;
        t[row * 4 + column]++;
        t[row * 4 + 3]++;
        t[12 + column]++;
        t[15]++;
    }
}

/* Three generations; some places large, many small, some empty. */
static void
grow(uint64_t s)
{
    static const int sizes[] = {0, 1, 2, 4, 6, 12, 40, 300};

    memset(&net, 0, sizeof net);
    seed = s;
    net.parent[0] = -1;
    net.count = 1;
    for (int i = 0; i < net.count; i++) {
        int n = net.level[i] + 1 < DEPTH ? 1 + below(i ? 7 : 5) : 0;

        for (int k = 0; k < n && net.count < NODES; k++) {
            net.parent[net.count] = i;
            net.level[net.count++] = net.level[i] + 1;
        }
    }
    for (int i = 0; i < net.count; i++) {
        net.place[i].months = net.months[i];
        net.place[i].table = net.table[i];
        if (net.level[i] + 1 == DEPTH) {
            int n = sizes[below(8)], months = 1 + below(12);

            n = n ? n + below(n) : 0;
            while (n--) {
                add_person(i, below(months), below(1 + below(3)),
                           below(1 + below(3)));
            }
        }
    }
}

static void
publish(void)
{
    small_top(&net.place[0]);
    for (int p = 0; p < net.count; p++) {
        struct small_place *list[NODES];
        size_t n = 0;

        for (int i = 1; i < net.count; i++) {
            if (net.parent[i] == p) {
                list[n++] = &net.place[i];
            }
        }
        small_family(&net.place[p], list, n, 0);
    }
}

/* --- who adds and subtracts --- */

static int
total_of(int node)
{
    return node * (1 + PARTS);
}
static int
month_of(int node, int month)
{
    return total_of(node) + 1 + month;
}
static int
cell_of(int node, int cell)
{
    return cell == 15 ? total_of(node) : total_of(node) + 13 + cell;
}

static struct attack {
    int64_t value[VARS];
    bool hidden[VARS];
    int64_t low[VARS], high[VARS]; /* what it may be */
    int eqs;
    struct equation {
        int sum, count, part[NODES];
    } eq[EQS];
} attack;

static struct equation *
equation(int sum)
{
    struct equation *e = &attack.eq[attack.eqs++];

    assert_true(attack.eqs <= EQS);
    *e = (struct equation){.sum = sum};
    return e;
}

static void
part(struct equation *e, int var)
{
    e->part[e->count++] = var;
}

static void
know(int node)
{
    const struct small_place *p = &net.place[node];

    attack.value[total_of(node)] = p->total;
    attack.hidden[total_of(node)] = p->hidden;
    for (int m = 0; m < 12; m++) {
        attack.value[month_of(node, m)] = p->months[m];
        attack.hidden[month_of(node, m)] = p->months_hidden >> m & 1;
    }
    for (int i = 0; i < 15; i++) {
        attack.value[cell_of(node, i)] = p->table[i];
        attack.hidden[cell_of(node, i)] = p->table_hidden >> i & 1;
    }
}

static void
add_parts(int node)
{
    struct equation *e = equation(total_of(node));

    for (int m = 0; m < 12; m++) {
        part(e, month_of(node, m));
    }
    for (int line = 0; line < 4; line++) {
        struct equation *row = equation(cell_of(node, line * 4 + 3));
        struct equation *column = equation(cell_of(node, 12 + line));

        for (int i = 0; i < 3; i++) {
            part(row, cell_of(node, line * 4 + i));
            part(column, cell_of(node, i * 4 + line));
        }
    }
}

static void
add_below(int node)
{
    for (int i = 0; i <= PARTS; i++) {
        struct equation e = {.sum = total_of(node) + i};

        for (int k = 1; k < net.count; k++) {
            if (net.parent[k] == node) {
                part(&e, total_of(k) + i);
            }
        }
        if (e.count && i != PARTS) {
            *equation(e.sum) = e;
        }
    }
}

/* Unless the whole family is hidden, a total of none is shown: then one that is
 * hidden is of somebody. */
static bool
some_are_shown_beside(int total)
{
    int node = total / (1 + PARTS);

    for (int i = 0; i < net.count; i++) {
        if (net.parent[i] == net.parent[node] && !net.place[i].hidden) {
            return true;
        }
    }
    return false;
}

static void
look(void)
{
    memset(&attack, 0, sizeof attack);
    for (int i = 0; i < net.count; i++) {
        know(i);
        add_parts(i);
        add_below(i);
    }
    for (int i = 0; i < VARS; i++) {
        bool is_total = i % (1 + PARTS) == 0;
        int64_t shown = small_shown(attack.value[i]);

        if (attack.hidden[i]) {
            attack.low[i] = is_total && some_are_shown_beside(i);
            attack.high[i] = 1000000;
        } else if (shown == 0 || attack.value[i] >= 100) {
            attack.low[i] = attack.high[i] = attack.value[i];
        } else { /* rounded to fives */
            attack.low[i] = shown == SMALL_LEAST ? shown : shown - 2;
            attack.high[i] = shown + 2;
        }
    }
}

static bool
narrow(int var, int64_t low, int64_t high)
{
    bool changed = false;

    if (low > attack.low[var]) {
        attack.low[var] = low;
        changed = true;
    }
    if (high < attack.high[var]) {
        attack.high[var] = high;
        changed = true;
    }
    return changed;
}

/* Each figure lies between what the others of its sum leave it. */
static void
reckon_bounds(void)
{
    bool again = true;

    for (int turn = 0; again && turn < 1000; turn++) {
        again = false;
        for (int k = 0; k < attack.eqs; k++) {
            const struct equation *e = &attack.eq[k];
            int64_t low = 0, high = 0;

            for (int i = 0; i < e->count; i++) {
                low += attack.low[e->part[i]];
                high += attack.high[e->part[i]];
            }
            again = narrow(e->sum, low, high) || again;
            for (int i = 0; i < e->count; i++) {
                int v = e->part[i];

                again = narrow(v, attack.low[e->sum] - (high - attack.high[v]),
                               attack.high[e->sum] - (low - attack.low[v])) ||
                        again;
            }
        }
    }
}

/* --- all sums together: elimination over the numbers modulo a prime --- */

enum { PRIME = 1000003 };

static int64_t matrix[EQS][VARS];
static int column_of[VARS], unknowns;

static int64_t
inverse(int64_t n)
{
    int64_t r = 1;

    for (int e = PRIME - 2; e; e >>= 1) {
        if (e & 1) {
            r = r * n % PRIME;
        }
        n = n * n % PRIME;
    }
    return r;
}

static void
write_matrix(void)
{
    unknowns = 0;
    for (int i = 0; i < VARS; i++) {
        column_of[i] = attack.hidden[i] ? unknowns++ : -1;
    }
    memset(matrix, 0, sizeof matrix);
    for (int k = 0; k < attack.eqs; k++) {
        const struct equation *e = &attack.eq[k];

        if (attack.hidden[e->sum]) {
            matrix[k][column_of[e->sum]] = PRIME - 1;
        }
        for (int i = 0; i < e->count; i++) {
            if (attack.hidden[e->part[i]]) {
                matrix[k][column_of[e->part[i]]] = 1;
            }
        }
    }
}

static void
take_off(int64_t *row, const int64_t *pivot, int64_t times)
{
    for (int i = 0; i < unknowns; i++) {
        if (pivot[i]) {
            row[i] = (row[i] + (PRIME - times) * pivot[i]) % PRIME;
        }
    }
}

/* A row with one unknown left gives it away. */
static int
eliminate(void)
{
    int rank = 0, found = 0;

    for (int column = 0; column < unknowns && rank < attack.eqs; column++) {
        int64_t swap[VARS];
        int k = rank;

        while (k < attack.eqs && !matrix[k][column]) {
            k++;
        }
        if (k == attack.eqs) {
            continue;
        }
        memcpy(swap, matrix[k], sizeof swap);
        memcpy(matrix[k], matrix[rank], sizeof swap);
        memcpy(matrix[rank], swap, sizeof swap);
        take_off(matrix[rank], matrix[rank],
                 (1 - inverse(matrix[rank][column]) + PRIME) % PRIME);
        for (k = 0; k < attack.eqs; k++) {
            if (k != rank && matrix[k][column]) {
                take_off(matrix[k], matrix[rank], matrix[k][column]);
            }
        }
        rank++;
    }
    for (int k = 0; k < rank; k++) {
        int count = 0;

        for (int i = 0; i < unknowns; i++) {
            count += matrix[k][i] != 0;
        }
        found += count == 1;
    }
    return found;
}

static void
nobody_finds_a_hidden_figure_of_a_random_network(void **state)
{
    int hidden = 0, shown = 0;

    (void)state;
    for (uint64_t s = 1; s <= TREES; s++) {
        grow(s);
        publish();
        look();
        for (int i = 0; i < net.count * (1 + PARTS); i++) {
            if (attack.value[i] > 0 && attack.value[i] < SMALL_LEAST) {
                assert_true(attack.hidden[i] || i % (1 + PARTS) == PARTS);
            }
            hidden += attack.hidden[i];
            shown += !attack.hidden[i] && attack.value[i];
        }
        write_matrix();
        assert_int_equal(eliminate(), 0);
        reckon_bounds();
        for (int i = 0; i < VARS; i++) {
            /* that there was nobody may be found out, who there was not */
            if (attack.hidden[i] && attack.value[i] &&
                attack.value[i] < SMALL_LEAST) {
                assert_true(attack.low[i] < attack.high[i]);
            }
        }
    }
    assert_true(hidden > 1000);
    assert_true(shown > 1000); /* or it were no art */
}

/* --- a few by hand --- */

static struct small_place
of(int64_t total)
{
    return (struct small_place){.total = total};
}

static void
one_alone_takes_another_along(void **state)
{
    struct small_place top = of(610), a = of(3), b = of(600), c = of(7);
    struct small_place *all[] = {&a, &b, &c};

    (void)state;
    small_top(&top);
    small_family(&top, all, 3, 0);
    assert_int_equal(small_total(&top), 610);
    assert_int_equal(small_total(&a), SMALL_HIDDEN);
    assert_int_equal(small_total(&b), 600);
    assert_int_equal(small_total(&c), SMALL_HIDDEN);
}

static void
two_that_are_together_but_two_take_a_third(void **state)
{
    struct small_place top = of(52), a = of(1), b = of(1), c = of(50);
    struct small_place *all[] = {&a, &b, &c};

    (void)state;
    small_top(&top);
    small_family(&top, all, 3, 0);
    assert_int_equal(small_total(&c), SMALL_HIDDEN);
}

static void
below_one_that_is_hidden_somebody_is(void **state)
{
    struct small_place top = of(610), a = of(3), b = of(607);
    struct small_place x = of(600), y = of(7), none = of(0);
    struct small_place *all[] = {&a, &b}, *down[] = {&x, &none, &y};

    (void)state;
    small_top(&top);
    small_family(&top, all, 2, 0);
    assert_int_equal(small_total(&b), SMALL_HIDDEN);
    small_family(&b, down, 3, 0);
    assert_int_equal(small_total(&x), 600);
    assert_int_equal(small_total(&y), SMALL_HIDDEN);
    assert_int_equal(small_total(&none), 0);
}

static void
few_who_are_of_no_place_shown_take_one_along(void **state)
{
    struct small_place top = of(602), a = of(600);
    struct small_place *all[] = {&a};

    (void)state;
    small_top(&top);
    small_family(&top, all, 1, 2);
    assert_int_equal(small_total(&top), 602);
    assert_int_equal(small_total(&a), SMALL_HIDDEN);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_below_five_are_hidden_and_others_rounded),
        cmocka_unit_test(nobody_finds_a_hidden_figure_of_a_random_network),
        cmocka_unit_test(one_alone_takes_another_along),
        cmocka_unit_test(two_that_are_together_but_two_take_a_third),
        cmocka_unit_test(below_one_that_is_hidden_somebody_is),
        cmocka_unit_test(few_who_are_of_no_place_shown_take_one_along),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
