/* SPDX-License-Identifier: Apache-2.0 */
/* base/zone: whose day it is. */

#include "base/zone.h"
#include "test/unit.h"

/* 2026-01-01T02:00:00Z: still New Year's Eve in Lima. */
static const int64_t new_year_ms = 1767232800000;

static void
a_day_ends_later_in_lima_than_in_greenwich(void **state)
{
    char day[DATE_SIZE];

    (void)state;
    zone_date("Etc/UTC", new_year_ms, day);
    assert_string_equal(day, "2026-01-01");
    zone_date("America/Lima", new_year_ms, day);
    assert_string_equal(day, "2025-12-31");
    zone_date("Nowhere/At_All", new_year_ms, day);
    assert_string_equal(day, "2026-01-01");
    zone_date("../../etc/passwd", new_year_ms, day);
    assert_string_equal(day, "2026-01-01");
}

static void
chile_changes_its_clocks_also_in_years_to_come(void **state)
{
    char day[DATE_SIZE];

    (void)state;
    /* Winter -04, summer -03: at 03:30 UTC it is 23:30 or 00:30. */
    zone_date("America/Santiago", 1783913400000, day); /* 2026-07-13 */
    assert_string_equal(day, "2026-07-12");
    zone_date("America/Santiago", 1768275000000, day); /* 2026-01-13 */
    assert_string_equal(day, "2026-01-13");
    /* 2040, long after the last transition in the file: the rule. */
    zone_date("America/Santiago", 2225676600000, day); /* 2040-07-12 */
    assert_string_equal(day, "2040-07-11");
    zone_date("America/Santiago", 2209951800000, day); /* 2040-01-12 */
    assert_string_equal(day, "2040-01-12");
}

static void
a_stamp_shows_the_day_of_its_zone(void **state)
{
    char stamp[ZONE_STAMP_SIZE];

    (void)state;
    zone_stamp("America/Lima", new_year_ms, stamp);
    assert_string_equal(stamp, "2025-12-31T21:00:00-05:00");
    zone_stamp("Asia/Kathmandu", new_year_ms, stamp);
    assert_string_equal(stamp, "2026-01-01T07:45:00+05:45");
    zone_stamp("Etc/UTC", new_year_ms, stamp);
    assert_string_equal(stamp, "2026-01-01T02:00:00+00:00");
    zone_stamp("Nowhere/At_All", new_year_ms, stamp);
    assert_string_equal(stamp, "2026-01-01T02:00:00+00:00");
}

static int64_t
instant(const char *zone, int year, int month, int day, int hour, int minute)
{
    int64_t ms = -1;

    return zone_instant(zone, date_days(year, month, day), hour * 60 + minute,
                        &ms)
               ? ms / 1000
               : -1;
}

static void
a_clock_on_the_wall_is_an_instant(void **state)
{
    (void)state;
    /* 09:30 in Lima is 14:30Z; in Santiago it depends on the season. */
    assert_int_equal(instant("America/Lima", 2026, 1, 1, 9, 30), 1767277800);
    assert_int_equal(instant("America/Santiago", 2026, 7, 13, 0, 0),
                     1783915200);
    assert_int_equal(instant("America/Santiago", 2026, 1, 13, 0, 0),
                     1768273200);
    assert_int_equal(instant("Asia/Kathmandu", 2026, 1, 1, 7, 45), 1767232800);
    assert_int_equal(instant("Nowhere/At_All", 2026, 1, 1, 9, 30), -1);
}

/* New York, 2026: forward on 8 March at two, back on 1 November at two. */
static void
clocks_that_jump_leave_no_doubt(void **state)
{
    (void)state;
    assert_int_equal(instant("America/New_York", 2026, 3, 8, 1, 59),
                     1772953140);
    assert_int_equal(instant("America/New_York", 2026, 3, 8, 2, 30), -1);
    assert_int_equal(instant("America/New_York", 2026, 3, 8, 3, 0), 1772953200);
    assert_int_equal(instant("America/New_York", 2026, 11, 1, 1, 30),
                     1793511000); /* the first one: still summer */
    assert_int_equal(instant("America/New_York", 2026, 11, 1, 2, 0),
                     1793516400);
}

static void
what_is_no_zone_file_is_refused(void **state)
{
    struct zone *z;
    char junk[200];

    (void)state;
    memset(junk, 0, sizeof junk);
    assert_false(zone_parse("", 0, &z));
    assert_false(zone_parse(junk, sizeof junk, &z));
    memcpy(junk, "TZif2", 5);
    assert_false(zone_parse(junk, sizeof junk, &z));
    memset(junk + 20, 0xff, 24);
    assert_false(zone_parse(junk, sizeof junk, &z));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_ends_later_in_lima_than_in_greenwich),
        cmocka_unit_test(chile_changes_its_clocks_also_in_years_to_come),
        cmocka_unit_test(a_stamp_shows_the_day_of_its_zone),
        cmocka_unit_test(a_clock_on_the_wall_is_an_instant),
        cmocka_unit_test(clocks_that_jump_leave_no_doubt),
        cmocka_unit_test(what_is_no_zone_file_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
