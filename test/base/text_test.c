/* SPDX-License-Identifier: Apache-2.0 */
/* base/text, base/encode and base/date: what comes in at the door. */

#include "base/date.h"
#include "base/encode.h"
#include "base/text.h"
#include "test/unit.h"

static void
utf8_is_taken_and_everything_else_refused(void **state)
{
    static const char *const good[] = {"",     "a", "ñandú",
                                       "中文", "😀", "\xf4\x8f\xbf\xbf"};
    static const char *const bad[] = {"\xc0\x80",         "\xed\xa0\x80",
                                      "\xf4\x90\x80\x80", "\x80",
                                      "\xe4\xb8",         "a\xff"};

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_true(text_utf8_valid(good[i], strlen(good[i])));
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(text_utf8_valid(bad[i], strlen(bad[i])));
    }
    assert_false(text_utf8_valid("a\0b", 3));
}

static void
folding_makes_names_comparable(void **state)
{
    struct arena *a = *state;

    assert_string_equal(text_fold(a, "Universidad de São Paulo"),
                        "universidad de sao paulo");
    assert_string_equal(text_fold(a, "  PERÚ — Lima (UNI) "), "peru lima uni");
    assert_string_equal(text_fold(a, "Ñandu\xcc\x81"), "nandu");
    assert_string_equal(text_fold(a, "МОСКВА"), "москва");
    assert_string_equal(text_fold(a, "Straße Łódź Œuvre"), "strase lodz ouvre");
    assert_string_equal(text_slug(a, "Universidad de São Paulo"),
                        "universidad-de-sao-paulo");
    assert_string_equal(text_slug(a, "中文"), "");
    assert_true(text_is_slug("uni-1"));
    assert_false(text_is_slug("-uni"));
    assert_false(text_is_slug("Uni"));
}

static void
cleaning_takes_off_what_nobody_meant(void **state)
{
    struct arena *a = *state;

    assert_string_equal(text_clean(a, "\xc2\xa0 Ana\x01\r\n Díaz \t"),
                        "Ana\n Díaz");
    assert_string_equal(text_cut(a, "señal", 3), "señ");
    assert_int_equal(text_chars("señal"), 5);
}

static void
numbers_are_read_only_within_their_range(void **state)
{
    int64_t n = 0;

    (void)state;
    assert_true(text_i64("-9223372036854775808", &n));
    assert_true(n == INT64_MIN);
    assert_true(text_i64("9223372036854775807", &n));
    assert_false(text_i64("9223372036854775808", &n));
    assert_false(text_i64("", &n));
    assert_false(text_i64("-", &n));
    assert_false(text_i64("12a", &n));
    assert_false(text_i64("+1", &n));
}

static void
dates_are_real_days(void **state)
{
    struct arena *a = *state;
    int64_t days = 0;
    char out[DATE_SIZE], stamp[DATE_STAMP_SIZE];

    assert_true(date_parse("2024-02-29", &days));
    date_write(days, out);
    assert_string_equal(out, "2024-02-29");
    assert_true(date_parse("1970-01-01", &days));
    assert_int_equal(days, 0);
    assert_false(date_valid("2023-02-29"));
    assert_false(date_valid("2023-2-1"));
    assert_false(date_valid("2023-13-01"));
    assert_false(date_valid("0000-01-01"));
    date_stamp_seconds(1700000000123, stamp);
    assert_string_equal(stamp, "2023-11-14T22:13:20Z");
    date_stamp(-1, stamp);
    assert_string_equal(stamp, "1969-12-31T23:59:59.999Z");
    assert_string_equal(date_of_ms(a, 1700000000123), "2023-11-14");
    assert_string_equal(date_of_ms(a, 0), "");
}

static void
bytes_survive_their_encodings(void **state)
{
    struct arena *a = *state;
    const unsigned char in[] = {0, 1, 0xfe, 0xff, 0x7f};
    const char *all = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                      "0123456789-_";
    void *out = NULL;
    size_t len = 0;

    for (size_t n = 0; n <= sizeof in; n++) {
        assert_true(
            encode_unbase64url(a, encode_base64url(a, in, n), &out, &len));
        assert_int_equal(len, n);
        assert_memory_equal(out, in, n);
        assert_true(encode_unhex(a, encode_hex(a, in, n), &out, &len));
        assert_int_equal(len, n);
        assert_memory_equal(out, in, n);
    }
    assert_true(encode_unbase64url(a, all, &out, &len));
    assert_int_equal(len, 48);
    assert_string_equal(encode_base64url(a, out, len), all);
    assert_false(encode_unbase64url(a, "AA==", &out, &len));
    assert_false(encode_unbase64url(a, "AAA/", &out, &len));
    assert_false(encode_unbase64url(a, "AAA@", &out, &len));
    assert_false(encode_unbase64url(a, "AB", &out, &len)); /* loose bits */
    assert_false(encode_unhex(a, "abc", &out, &len));
    assert_string_equal(encode_base32_clean(a, "O1l-I2 ab", 7), "01112ab");
    assert_null(encode_base32_clean(a, "01u", 3));
}

static void
percent_escapes_are_read_strictly(void **state)
{
    struct arena *a = *state;
    char *out = NULL;
    size_t len = 0;

    assert_true(encode_unpercent(a, "a%20b+c", 7, true, &out, &len));
    assert_string_equal(out, "a b c");
    assert_true(encode_unpercent(a, "%C3%b1", 6, false, &out, &len));
    assert_string_equal(out, "ñ");
    assert_false(encode_unpercent(a, "%", 1, false, &out, &len));
    assert_false(encode_unpercent(a, "a%2", 3, false, &out, &len));
    assert_false(encode_unpercent(a, "%g0", 3, false, &out, &len));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_ARENA(utf8_is_taken_and_everything_else_refused),
        IN_ARENA(folding_makes_names_comparable),
        IN_ARENA(cleaning_takes_off_what_nobody_meant),
        IN_ARENA(numbers_are_read_only_within_their_range),
        IN_ARENA(dates_are_real_days),
        IN_ARENA(bytes_survive_their_encodings),
        IN_ARENA(percent_escapes_are_read_strictly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
