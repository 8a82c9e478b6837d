/* SPDX-License-Identifier: Apache-2.0 */
/* JSON: what is taken, what is refused and where, the tree, the writer, JCS,
 * numbers in both directions, and memory that fails. */
#include "vc_test.h"

#include "vc/jcs.h"
#include "vc/json.h"
#include "vc/number.h"
#include "vc/utf.h"

static struct vc_arena arena;

static int
set_up(void **state)
{
    (void)state;
    vc_arena_init(&arena, NULL, 0);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    vc_arena_free(&arena);
    return 0;
}

static struct vc_json *
parse(const char *text)
{
    struct vc_json *node = NULL;
    struct vc_error error;
    if (vc_json_parse(&arena, vc_view_of(text), NULL, &node, &error) != VC_OK)
        fail_msg("%s: %zu:%zu %s", text, error.line, error.column,
                 error.message);
    return node;
}

static void
canonical_is(const char *text, const char *expected)
{
    struct vc_view out = {NULL, 0};
    assert_int_equal(vc_jcs(&arena, parse(text), &out), VC_OK);
    assert_int_equal(out.size, strlen(expected));
    assert_memory_equal(out.data, expected, out.size);
}

static void
good_json_is_read_and_written_back(void **state)
{
    (void)state;
    static const char *const good[] = {"null",
                                       "true",
                                       "false",
                                       "0",
                                       "-0",
                                       "-1.50e+10",
                                       "\"\"",
                                       "[]",
                                       "{}",
                                       "[1,[2,[3]],{}]",
                                       "{\"a\":{\"b\":[null,true]},\"\":\"x\"}",
                                       "\"\xE2\x82\xAC \xF0\x90\x90\xB7 \x7F\"",
                                       "{\"1\":1,\"2\":2}"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct vc_view out = {NULL, 0};
        assert_int_equal(vc_json_write(&arena, parse(good[i]), 0, &out), VC_OK);
        assert_int_equal(out.size, strlen(good[i]));
        assert_memory_equal(out.data, good[i], out.size);
    }
}

static void
bad_json_is_refused_with_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum vc_status status;
        size_t line, column;
    } bad[] = {
        {"", VC_JSON_SYNTAX, 1, 1},
        {" ", VC_JSON_SYNTAX, 1, 2},
        {"[1,]", VC_JSON_SYNTAX, 1, 4},
        {"[1 2]", VC_JSON_SYNTAX, 1, 4},
        {"[,1]", VC_JSON_SYNTAX, 1, 2},
        {"{\"a\":1,}", VC_JSON_SYNTAX, 1, 8},
        {"{\"a\" 1}", VC_JSON_SYNTAX, 1, 6},
        {"{a:1}", VC_JSON_SYNTAX, 1, 2},
        {"{\"a\":1", VC_JSON_SYNTAX, 1, 7},
        {"[1}", VC_JSON_SYNTAX, 1, 3},
        {"01", VC_JSON_TRAILING, 1, 2},
        {"1.", VC_JSON_SYNTAX, 1, 3},
        {".5", VC_JSON_SYNTAX, 1, 1},
        {"+1", VC_JSON_SYNTAX, 1, 1},
        {"1e", VC_JSON_SYNTAX, 1, 3},
        {"-", VC_JSON_SYNTAX, 1, 2},
        {"NaN", VC_JSON_SYNTAX, 1, 1},
        {"nul", VC_JSON_SYNTAX, 1, 1},
        {"truee", VC_JSON_TRAILING, 1, 5},
        {"\"a", VC_JSON_SYNTAX, 1, 3},
        {"\"a\nb\"", VC_JSON_SYNTAX, 1, 3},
        {"\"\\x\"", VC_JSON_SYNTAX, 1, 3},
        {"\"\\u12g4\"", VC_JSON_SYNTAX, 1, 4},
        {"\"\\", VC_JSON_SYNTAX, 1, 3},
        {"\"\\ud800\"", VC_JSON_SURROGATE, 1, 8},
        {"\"\\udc00\"", VC_JSON_SURROGATE, 1, 4},
        {"\"\\ud800\\u0041\"", VC_JSON_SURROGATE, 1, 8},
        {"\"\xC0\x80\"", VC_JSON_UTF8, 1, 2},
        {"\"\xED\xA0\x80\"", VC_JSON_UTF8, 1, 2},
        {"\"\xF4\x90\x80\x80\"", VC_JSON_UTF8, 1, 2},
        {"\"\xE2\x82\"", VC_JSON_UTF8, 1, 2},
        {"\xEF\xBB\xBF{}", VC_JSON_SYNTAX, 1, 1},
        {"{} {}", VC_JSON_TRAILING, 1, 4},
        {"{\n \"a\":1,\n \"b\":2, \"\\u0061\":3}", VC_JSON_DUPLICATE, 3, 20},
        {"{\"a\":1,\"a\":1}", VC_JSON_DUPLICATE, 1, 9},
        {"1e400", VC_JSON_RANGE, 1, 1},
        {"// x\n1", VC_JSON_SYNTAX, 1, 1},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct vc_json *node = NULL;
        struct vc_error error = {0};
        enum vc_status status =
            vc_json_parse(&arena, vc_view_of(bad[i].text), NULL, &node, &error);
        if (status != bad[i].status || error.line != bad[i].line ||
            error.column != bad[i].column)
            fail_msg("%s: %s at %zu:%zu", bad[i].text, vc_status_name(status),
                     error.line, error.column);
        assert_null(node);
    }
}

static void
a_name_that_stands_twice_among_many_is_found(void **state)
{
    (void)state;
    for (size_t count = 2; count < 400; count = count * 3 / 2 + 1) {
        char text[8000] = "{";
        for (size_t i = 0; i < count; i++)
            snprintf(text + strlen(text), 20, "\"n%zu\":0,", i);
        snprintf(text + strlen(text), 20, "\"n%zu\":0}", count / 2);
        struct vc_json *node;
        struct vc_error error;
        assert_int_equal(
            vc_json_parse(&arena, vc_view_of(text), NULL, &node, &error),
            VC_JSON_DUPLICATE);
        text[strlen(text) - 5] = 'x';
        (void)parse(text);
    }
}

static void
depth_and_size_are_limited(void **state)
{
    (void)state;
    struct vc_json_limits limits = {.max_depth = 3, .max_bytes = 20};
    struct vc_json *node;
    struct vc_error error;
    assert_int_equal(
        vc_json_parse(&arena, VC_VIEW("[[[1]]]"), &limits, &node, &error),
        VC_OK);
    assert_int_equal(
        vc_json_parse(&arena, VC_VIEW("[[[[]]]]"), &limits, &node, &error),
        VC_JSON_DEPTH);
    assert_int_equal(error.column, 4);
    assert_int_equal(vc_json_parse(&arena, VC_VIEW("[                   ]"),
                                   &limits, &node, &error),
                     VC_LIMIT);
}

static void
escapes_become_utf8(void **state)
{
    (void)state;
    struct vc_json *node =
        parse("\"a\\u00e9\\ud801\\udc37\\n\\/\\\\\\\"\\b\\f\\r\\t\\u0000z\"");
    const char expected[] = "a\xC3\xA9\xF0\x90\x90\xB7\n/\\\"\b\f\r\t\0z";
    assert_int_equal(node->u.text.size, sizeof expected - 1);
    assert_memory_equal(node->u.text.data, expected, sizeof expected - 1);
}

static void
a_tree_can_be_built_and_changed(void **state)
{
    (void)state;
    struct vc_json *root = vc_json_object(&arena);
    struct vc_json *list = vc_json_array(&arena);
    char text[] = "y";
    struct vc_view own = {text, 1};
    assert_int_equal(vc_json_append(list, vc_json_number(&arena, 1.5)), VC_OK);
    assert_int_equal(vc_json_append(list, vc_json_null(&arena)), VC_OK);
    assert_int_equal(vc_json_set(root, VC_VIEW("a"), list), VC_OK);
    assert_int_equal(
        vc_json_set(root, VC_VIEW("b"), vc_json_bool(&arena, true)), VC_OK);
    assert_int_equal(vc_json_replace(root, VC_VIEW("a"),
                                     vc_json_string(&arena, VC_VIEW("x"))),
                     VC_OK);
    assert_int_equal(vc_json_replace(root, VC_VIEW("c"), list), VC_OK);
    assert_true(vc_json_remove(root, VC_VIEW("b")));
    assert_false(vc_json_remove(root, VC_VIEW("b")));
    assert_true(vc_json_equal(root, parse("{\"c\":[15e-1,null],\"a\":\"x\"}")));
    assert_false(vc_json_equal(root, parse("{\"c\":[1.5],\"a\":\"x\"}")));
    assert_true(vc_json_equal(root, vc_json_copy(&arena, root)));
    assert_int_equal(vc_json_append(list, NULL), VC_NO_MEMORY);
    assert_true(
        vc_view_equal(vc_json_get_text(root, VC_VIEW("a")), VC_VIEW("x")));
    assert_null(vc_json_get_text(root, VC_VIEW("c")).data);
    assert_int_equal(vc_json_set_text(&arena, root, VC_VIEW("d"), own), VC_OK);
    text[0] = 'z'; /* it was copied */
    assert_true(
        vc_view_equal(vc_json_get_text(root, VC_VIEW("d")), VC_VIEW("y")));
}

static void
canonical_json_sorts_by_utf16_and_writes_short_numbers(void **state)
{
    (void)state;
    canonical_is("{\"\xEF\xAC\xB3\":1,\"\xF0\x9F\x98\x80\":2,\"a\":3}",
                 "{\"a\":3,\"\xF0\x9F\x98\x80\":2,\"\xEF\xAC\xB3\":1}");
    canonical_is(" [ 1e30 , 4.50, 2e-3, 0.000000000000000000000000001, -0 ] ",
                 "[1e+30,4.5,0.002,1e-27,0]");
    canonical_is("\"\\u000f\\u20ac\\/\\u007f\"",
                 "\"\\u000f\xE2\x82\xAC/\x7F\"");
}

static void
numbers_are_exact_in_both_directions(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out, *as_double;
    } rows[] = {
        {"0", "0", "0.0E0"},
        {"2.5", "2.5", "2.5E0"},
        {"9.2", "9.2", "9.199999999999999E0"},
        {"-100", "-100", "-1.0E2"},
        {"1e21", "1e+21", "1.0E21"},
        {"123456789012345678901", "123456789012345680000",
         "1.234567890123457E20"},
        {"1e-7", "1e-7", "1.0E-7"},
        {"0.000001", "0.000001", "1.0E-6"},
        {"5e-324", "5e-324", "4.940656458412465E-324"},
        {"2.2250738585072011e-308", "2.225073858507201e-308",
         "2.225073858507201E-308"},
        {"1.7976931348623157e308", "1.7976931348623157e+308",
         "1.797693134862316E308"},
        {"9007199254740993", "9007199254740992", "9.007199254740992E15"},
        {"9007199254740993.0000000000000000000000000001", "9007199254740994",
         "9.007199254740994E15"},
        {"333333333.33333329", "333333333.3333333", "3.333333333333333E8"},
        {"2.4703282292062327208e-324", "0", "0.0E0"},
        {"2.4703282292062328e-324", "5e-324", "4.940656458412465E-324"},
        {"0.1", "0.1", "1.0E-1"},
        {"1e23", "1e+23", "9.999999999999999E22"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double value = -1;
        char text[VC_NUMBER_BYTES];
        assert_true(vc_number_parse(vc_view_of(rows[i].in), &value));
        assert_true(value == strtod(rows[i].in, NULL));
        text[vc_number_write(value, text)] = '\0';
        assert_string_equal(text, rows[i].out);
        text[vc_number_write_double(value, text)] = '\0';
        assert_string_equal(text, rows[i].as_double);
    }
    char text[VC_NUMBER_BYTES];
    text[vc_number_write_integer(123456789012345678901.0, text)] = '\0';
    assert_string_equal(text, "123456789012345683968");
    text[vc_number_write_integer(-42.0, text)] = '\0';
    assert_string_equal(text, "-42");
    double value;
    assert_false(vc_number_parse(VC_VIEW("1.7976931348623159e308"), &value));
}

/* Random doubles against the C library: 17 digits read back as the same bits,
 * our shortest text reads back by both readers, %.15E agrees. */
static void
random_numbers_agree_with_the_c_library(void **state)
{
    (void)state;
    uint64_t seed = 88172645463325252u;
    for (int i = 0; i < 20000; i++) {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        double value;
        memcpy(&value, &seed, sizeof value);
        if (!(value - value == 0))
            continue;
        char text[64];
        double back = 0;
        snprintf(text, sizeof text, i % 2 ? "%.17g" : "%.30e", value);
        assert_true(vc_number_parse(vc_view_of(text), &back));
        assert_memory_equal(&back, &value, sizeof value);
        text[vc_number_write(value, text)] = '\0';
        assert_true(strtod(text, NULL) == value);
        assert_true(vc_number_parse(vc_view_of(text), &back) && back == value);
        char expected[64];
        snprintf(expected, sizeof expected, "%.15E", value);
        size_t size = vc_number_write_double(value, text);
        text[size] = '\0';
        double ours = strtod(text, NULL);
        assert_true(ours == strtod(expected, NULL));
    }
}

static void *
failing_allocate(void *user, size_t size)
{
    int *left = user;
    return (*left)-- > 0 ? malloc(size) : NULL;
}

static void
plain_release(void *user, void *memory, size_t size)
{
    (void)user;
    (void)size;
    free(memory);
}

/* Chunks are large, so one document of some size is needed to have several. */
static void
every_failed_allocation_is_returned(void **state)
{
    (void)state;
    static char text[60000] = "[";
    for (int i = 0; i < 1000; i++)
        snprintf(text + strlen(text), 40, "{\"n%d\":\"\\u00e9%d\"},", i, i);
    text[strlen(text) - 1] = ']';
    int failures = 0;
    for (int n = 0;; n++) {
        int left = n;
        struct vc_allocator allocator = {failing_allocate, plain_release,
                                         &left};
        struct vc_arena small;
        vc_arena_init(&small, &allocator, 0);
        struct vc_json *node = NULL;
        struct vc_view out;
        enum vc_status status =
            vc_json_parse(&small, vc_view_of(text), NULL, &node, NULL);
        if (status == VC_OK)
            status = vc_jcs(&small, node, &out);
        vc_arena_free(&small);
        if (status == VC_OK)
            break;
        assert_int_equal(status, VC_NO_MEMORY);
        failures++;
    }
    assert_true(failures > 2);
}

static void
utf8_is_checked_to_the_byte(void **state)
{
    (void)state;
    assert_int_equal(vc_utf_check(VC_VIEW("aaaaaaaaaaaa\xF0\x9F\x98\x80")), 16);
    assert_int_equal(vc_utf_check(VC_VIEW("aaaaaaaaa\xFF")), 9);
    assert_int_equal(vc_utf_check(VC_VIEW("\xE0\x9F\xBF")), 0);
    assert_int_equal(vc_utf_check(VC_VIEW("\xF0\x8F\xBF\xBF")), 0);
    assert_int_equal(vc_utf_check(VC_VIEW("\xC3")), 0);
    for (uint32_t c = 1; c < 0x110000; c += 97) {
        if (c >= 0xD800 && c < 0xE000)
            continue;
        char text[4];
        size_t size = vc_utf_encode(c, text);
        struct vc_view view = {text, size};
        size_t at = 0;
        assert_int_equal(vc_utf_check(view), size);
        assert_int_equal(vc_utf_next(view, &at), c);
        assert_int_equal(at, size);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_json_is_read_and_written_back),
        cmocka_unit_test(bad_json_is_refused_with_its_place),
        cmocka_unit_test(a_name_that_stands_twice_among_many_is_found),
        cmocka_unit_test(depth_and_size_are_limited),
        cmocka_unit_test(escapes_become_utf8),
        cmocka_unit_test(a_tree_can_be_built_and_changed),
        cmocka_unit_test(
            canonical_json_sorts_by_utf16_and_writes_short_numbers),
        cmocka_unit_test(numbers_are_exact_in_both_directions),
        cmocka_unit_test(random_numbers_agree_with_the_c_library),
        cmocka_unit_test(every_failed_allocation_is_returned),
        cmocka_unit_test(utf8_is_checked_to_the_byte),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
