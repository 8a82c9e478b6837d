/* SPDX-License-Identifier: Apache-2.0 */
/* dateTimeStamp texts as instants. */
#include "vc_test.h"

#include "vc/instant.h"

static void
times_are_read_as_instants(void **state)
{
    static const struct {
        const char *text;
        int64_t ms;
    } known[] = {
        {"1970-01-01T00:00:00Z", 0},
        {"2026-03-01T00:00:00Z", INT64_C(1772323200000)},
        {"2026-03-01T02:30:00+02:30", INT64_C(1772323200000)},
        {"2026-02-28T19:00:00-05:00", INT64_C(1772323200000)},
        {"2026-02-28T24:00:00Z", INT64_C(1772323200000)},
        {"2024-02-29T12:00:00.25Z", INT64_C(1709208000250)},
        {"2024-02-29T12:00:00.2509999Z", INT64_C(1709208000250)},
        {"2016-12-31T23:59:60Z", INT64_C(1483228799000)},
        {"0001-01-01T00:00:00Z", INT64_C(-62135596800000)},
        {"9999-12-31T23:59:59Z", INT64_C(253402300799000)},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        int64_t ms = 0;

        assert_true(
            vc_instant_parse(known[i].text, strlen(known[i].text), &ms));
        assert_int_equal(ms, known[i].ms);
    }
}

static void
what_is_no_instant_is_refused(void **state)
{
    static const char *const bad[] = {
        "",
        "2026-03-01",
        "2026-03-01T00:00:00",
        "2026-03-01 00:00:00Z",
        "2026-03-01T00:00:00z",
        "2026-03-01T00:00Z",
        "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-01-00T00:00:00Z",
        "2026-01-32T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2026-01-01T25:00:00Z",
        "2026-01-01T24:00:01Z",
        "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:61Z",
        "2026-01-01T00:00:00.Z",
        "2026-01-01T00:00:00+2:00",
        "2026-01-01T00:00:00+14:01",
        "2026-01-01T00:00:00+01:60",
        "2026-01-01T00:00:00+0100",
        "0000-01-01T00:00:00Z",
        "-001-01-01T00:00:00Z",
        "12026-01-01T00:00:00Z",
        "2026-01-01T00:00:00Z ",
        "2026-01-01T00:00:00Zjunk",
        "2o26-01-01T00:00:00Z",
    };
    int64_t ms = 0;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        if (vc_instant_parse(bad[i], strlen(bad[i]), &ms)) {
            fail_msg("%s was read", bad[i]);
        }
    }
}

static void
instants_come_back_as_they_were_written(void **state)
{
    (void)state;
    for (int64_t ms = INT64_C(-62135596800000); ms < INT64_C(253402300800000);
         ms += INT64_C(86400000) * 97 + 3723004) {
        char text[VC_INSTANT_TEXT];
        int64_t back = 0;
        size_t n = vc_instant_write(ms, text);

        assert_true(n == 20 || n == 24);
        assert_true(vc_instant_parse(text, n, &back));
        assert_int_equal(back, ms);
    }
    char text[VC_INSTANT_TEXT];
    assert_int_equal(vc_instant_write(INT64_C(253402300800000), text), 0);
    assert_int_equal(vc_instant_write(INT64_C(-62135596800001), text), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_are_read_as_instants),
        cmocka_unit_test(what_is_no_instant_is_refused),
        cmocka_unit_test(instants_come_back_as_they_were_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
