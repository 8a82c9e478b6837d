/* SPDX-License-Identifier: Apache-2.0 */
/* base58btc, base64url and multibase: one text for one value. */
#include "vc_test.h"

#include "vc/crypto.h"
#include "vc/multibase.h"

static void
hex(const uint8_t *bytes, size_t len, char *out)
{
    for (size_t i = 0; i < len; i++) {
        snprintf(out + 2 * i, 3, "%02x", bytes[i]);
    }
    out[2 * len] = '\0';
}

/* The examples of draft-msporny-base58. */
static void
known_values_are_written_and_read(void **state)
{
    static const struct {
        const char *bytes;
        size_t len;
        const char *text;
    } known[] = {
        {"Hello World!", 12, "2NEpo7TZRRrLZSi2U"},
        {"The quick brown fox jumps over the lazy dog.", 44,
         "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z"},
        {"\0\0\x28\x7f\xb4\xcd", 6, "11233QC4"},
        {"\0", 1, "1"},
        {"\0\0\0\0", 4, "1111"},
        {"\xff", 1, "5Q"},
        {"\x39", 1, "z"},
        {"\x3a", 1, "21"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        char text[100];
        uint8_t bytes[100];
        size_t got = 0;
        size_t n = vc_multibase_base58_encode((const uint8_t *)known[i].bytes,
                                              known[i].len, text, 100);

        assert_int_equal(n, strlen(known[i].text));
        assert_memory_equal(text, known[i].text, n);
        assert_true(
            vc_multibase_base58_decode(known[i].text, n, bytes, 100, &got));
        assert_int_equal(got, known[i].len);
        assert_memory_equal(bytes, known[i].bytes, got);
    }
}

static void
every_length_comes_back_as_it_was(void **state)
{
    uint8_t bytes[VC_MULTIBASE_MAX_BYTES];
    uint8_t back[VC_MULTIBASE_MAX_BYTES];
    char text[VC_MULTIBASE_MAX_BASE58 + 1];
    char a[2 * VC_MULTIBASE_MAX_BYTES + 1];
    char b[2 * VC_MULTIBASE_MAX_BYTES + 1];

    (void)state;
    for (size_t len = 1; len <= VC_MULTIBASE_MAX_BYTES; len++) {
        size_t got = 0;
        size_t n = 0;

        vc_crypto_random(bytes, len);
        if (len % 3 == 0) {
            bytes[0] = 0;
        }
        n = vc_multibase_encode(bytes, len, text, sizeof(text));
        assert_true(n > 1 && text[0] == 'z');
        assert_true(vc_multibase_decode(text, n, back, sizeof(back), &got));
        hex(bytes, len, a);
        hex(back, got, b);
        assert_string_equal(a, b);
        n = vc_multibase_base64url_encode(bytes, len, text);
        assert_int_equal(n, vc_multibase_base64url_size(len));
        assert_true(
            vc_multibase_base64url_decode(text, n, back, sizeof(back), &got));
        assert_int_equal(got, len);
        assert_memory_equal(back, bytes, len);
    }
    memset(bytes, 0xFF, sizeof(bytes));
    assert_true(vc_multibase_base58_encode(bytes, sizeof(bytes), text,
                                           sizeof(text)) > 0);
}

static void
what_is_not_exact_is_refused(void **state)
{
    static const char *const bad58[] = {"0",    "O",  "I",     "l",  "abc ",
                                        " abc", "a+", "a\xC3", "a\n"};
    static const char *const bad64[] = {"A",  "AAAAA", "AA==", "AA+A", "AA/A",
                                        "AB", "AAB",   "A A",  "AA\n"};
    static const char *const bad_base[] = {"",    "z",    "mAA",
                                           "UAA", "Zabc", "f00"};
    uint8_t out[64];
    size_t n = 0;

    (void)state;
    for (size_t i = 0; i < sizeof(bad58) / sizeof(bad58[0]); i++) {
        assert_false(vc_multibase_base58_decode(bad58[i], strlen(bad58[i]), out,
                                                sizeof(out), &n));
    }
    for (size_t i = 0; i < sizeof(bad64) / sizeof(bad64[0]); i++) {
        assert_false(vc_multibase_base64url_decode(bad64[i], strlen(bad64[i]),
                                                   out, sizeof(out), &n));
    }
    for (size_t i = 0; i < sizeof(bad_base) / sizeof(bad_base[0]); i++) {
        assert_false(vc_multibase_decode(bad_base[i], strlen(bad_base[i]), out,
                                         sizeof(out), &n));
    }
}

static void
too_much_for_the_buffer_is_refused(void **state)
{
    uint8_t bytes[VC_MULTIBASE_MAX_BYTES + 1] = {1};
    char text[2 * VC_MULTIBASE_MAX_BASE58];
    size_t n = 0;

    (void)state;
    assert_int_equal(vc_multibase_base58_encode(bytes, 0, text, 100), 0);
    assert_int_equal(
        vc_multibase_base58_encode(bytes, sizeof(bytes), text, sizeof(text)),
        0);
    assert_int_equal(vc_multibase_base58_encode(bytes, 32, text, 20), 0);
    assert_int_equal(vc_multibase_encode(bytes, 32, text, 0), 0);
    memset(text, 'z', sizeof(text));
    assert_false(vc_multibase_base58_decode(text, sizeof(text), bytes,
                                            sizeof(bytes), &n));
    assert_false(vc_multibase_base58_decode(text, 100, bytes, 64, &n));
    memset(text, '1', sizeof(text));
    assert_false(vc_multibase_base58_decode(text, 65, bytes, 64, &n));
    memset(text, 'A', sizeof(text));
    assert_false(vc_multibase_base64url_decode(text, 88, bytes, 64, &n));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_values_are_written_and_read),
        cmocka_unit_test(every_length_comes_back_as_it_was),
        cmocka_unit_test(what_is_not_exact_is_refused),
        cmocka_unit_test(too_much_for_the_buffer_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
