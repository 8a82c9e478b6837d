/* SPDX-License-Identifier: Apache-2.0 */
/* small_test: no figure shows what one person did, nor does the rest of its
 * table. */

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
}

/* Is there a row or column with exactly one hidden cell? */
static bool
follows(const int64_t *cells, size_t rows, size_t columns)
{
    for (size_t i = 0; i < rows; i++) {
        int hidden = 0;

        for (size_t j = 0; j < columns; j++) {
            hidden += cells[i * columns + j] == SMALL_HIDDEN;
        }
        if (hidden == 1) {
            return true;
        }
    }
    return false;
}

static void
no_hidden_cell_follows_from_its_row_or_column(void **state)
{
    int64_t t[16] = {120, 300, 7, 427, 3,   210, 9,  222,
                     50,  60,  8, 118, 173, 570, 24, 767};
    int64_t turned[16];

    (void)state;
    small_table(t, 4, 4);
    assert_int_equal(t[4], SMALL_HIDDEN); /* the 3 */
    assert_int_equal(t[6], SMALL_HIDDEN); /* the least beside it */
    assert_false(follows(t, 4, 4));
    for (size_t i = 0; i < 16; i++) {
        turned[i] = t[i % 4 * 4 + i / 4];
    }
    assert_false(follows(turned, 4, 4));
    assert_int_equal(t[1], 300);
    assert_int_equal(t[15], 767);
}

static void
one_alone_takes_another_along(void **state)
{
    int64_t column[3] = {2, 0, 2}, pair[3] = {2, 7, 9};

    (void)state;
    small_columns(pair, 3, 1);
    assert_int_equal(pair[0], SMALL_HIDDEN);
    assert_int_equal(pair[1], SMALL_HIDDEN);
    assert_int_equal(pair[2], 10);
    small_columns(column, 3, 1);
    assert_int_equal(column[0], SMALL_HIDDEN);
    assert_int_equal(column[1], 0);
    assert_int_equal(column[2], SMALL_HIDDEN);
}

static void
columns_that_have_nothing_to_do_with_each_other_stay_apart(void **state)
{
    int64_t t[6] = {3, 40, 200, 50, 203, 90};

    (void)state;
    small_columns(t, 3, 2);
    assert_int_equal(t[0], SMALL_HIDDEN);
    assert_int_equal(t[2], SMALL_HIDDEN);
    assert_int_equal(t[4], 203);
    assert_int_equal(t[1], 40);
    assert_int_equal(t[5], 90);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_below_five_are_hidden_and_others_rounded),
        cmocka_unit_test(no_hidden_cell_follows_from_its_row_or_column),
        cmocka_unit_test(one_alone_takes_another_along),
        cmocka_unit_test(
            columns_that_have_nothing_to_do_with_each_other_stay_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
