/* SPDX-License-Identifier: Apache-2.0 */
/* Bits of status lists: their order, their number, and lists that are made to
 * do harm. */
#include "failing.h"

#include "vc/multibase.h"
#include "vc/status_list.h"

#include <zlib.h>

static struct vc_arena arena;

static int
open_arena(void **state)
{
    (void)state;
    vc_arena_init(&arena, NULL, 0);
    return 0;
}

static int
close_arena(void **state)
{
    (void)state;
    vc_arena_free(&arena);
    return 0;
}

static enum vc_status
read_bit(struct vc_arena *a, struct vc_view list, uint64_t index, bool *set)
{
    unsigned value = 0;
    enum vc_status s = vc_status_list_read(a, list, 1, index, &value, NULL);

    *set = s == VC_OK ? value == 1 : *set;
    return s;
}

/* `size` bytes, all zero but the first three, as an encoded list followed by
 * `extra` more bytes. */
static struct vc_view
encode(size_t size, size_t extra)
{
    uint8_t *bits = vc_arena_zalloc(&arena, size);
    size_t room = size / 100 + 200;
    uint8_t *packed = vc_arena_zalloc(&arena, room + extra);
    char *text = NULL;
    z_stream z = {0};
    size_t n = 0;

    assert_true(bits != NULL && packed != NULL);
    memcpy(bits, "\x81\x40\x01", size < 3 ? size : 3);
    assert_int_equal(
        deflateInit2(&z, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY),
        Z_OK);
    z.next_in = bits;
    z.avail_in = (unsigned)size;
    z.next_out = packed;
    z.avail_out = (unsigned)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    n = z.total_out + extra;
    deflateEnd(&z);
    text = vc_arena_alloc(&arena, 1 + vc_multibase_base64url_size(n));
    if (text == NULL) {
        abort();
    }
    text[0] = 'u';
    n = 1 + vc_multibase_base64url_encode(packed, n, text + 1);
    return (struct vc_view){text, n};
}

static void
bit_zero_is_the_highest_of_the_first_byte(void **state)
{
    static const uint64_t ones[] = {0, 7, 9, 23};
    struct vc_view list = encode(16384, 0);
    struct vc_view bare = {list.data + 1, list.size - 1};
    size_t at = 0;

    (void)state;
    for (uint64_t i = 0; i < 64; i++) {
        bool want = at < 4 && ones[at] == i;
        bool set = !want;

        assert_int_equal(read_bit(&arena, list, i, &set), VC_OK);
        assert_int_equal(set, want);
        assert_int_equal(read_bit(&arena, bare, i, &set), VC_OK);
        assert_int_equal(set, want);
        at += want ? 1 : 0;
    }
}

static void
a_list_has_as_many_bits_as_it_has(void **state)
{
    bool set = true;

    (void)state;
    assert_int_equal(read_bit(&arena, encode(16384, 0), 131071, &set), VC_OK);
    assert_false(set);
    assert_int_equal(read_bit(&arena, encode(16384, 0), 131072, &set),
                     VC_INVALID);
    assert_int_equal(read_bit(&arena, encode(16383, 0), 1, &set), VC_INVALID);
}

static void
a_bomb_is_given_up_at_the_limit(void **state)
{
    bool set = false;
    struct vc_arena small;

    (void)state;
    assert_int_equal(
        read_bit(&arena, encode(VC_STATUS_LIST_MAX_BYTES, 0), 1, &set), VC_OK);
    vc_arena_init(&small, NULL, 200000); /* and takes no memory to speak of */
    assert_int_equal(
        read_bit(&small, encode(VC_STATUS_LIST_MAX_BYTES + 1, 0), 1, &set),
        VC_LIMIT);
    vc_arena_free(&small);
}

static void
what_is_not_exactly_a_list_is_refused(void **state)
{
    struct vc_view list = encode(16384, 0);
    bool set = false;

    (void)state;
    for (size_t size = 0; size < list.size; size++) {
        struct vc_view cut = {list.data, size};

        assert_int_equal(read_bit(&arena, cut, 1, &set), VC_INVALID);
    }
    assert_int_equal(read_bit(&arena, encode(16384, 1), 1, &set), VC_INVALID);
    assert_int_equal(read_bit(&arena, VC_VIEW("zabc"), 1, &set), VC_INVALID);
    assert_int_equal(read_bit(&arena, (struct vc_view){NULL, 0}, 1, &set),
                     VC_INVALID);
}

static void
an_index_is_a_plain_number(void **state)
{
    static const char *const bad[] = {
        "", "-1", "+1", "01", "1.0", "1e3", " 1", "1 ", "0x1", "1234567890123"};
    uint64_t index = 0;

    (void)state;
    assert_true(vc_status_list_index(VC_VIEW("0"), &index) && index == 0);
    assert_true(vc_status_list_index(VC_VIEW("131071"), &index) &&
                index == 131071);
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_false(vc_status_list_index(vc_view_of(bad[i]), &index));
    }
}

static void
each_failing_allocation_is_reported(void **state)
{
    struct vc_view list = encode(16384, 0);
    enum vc_status s = VC_NO_MEMORY;
    int failed = 0;

    (void)state;
    for (size_t bytes = 1; s != VC_OK; bytes += 400) {
        struct vc_arena small;
        bool set = false;

        failing_arena(&small, bytes);
        s = read_bit(&small, list, 7, &set);
        assert_true(s == VC_NO_MEMORY || (s == VC_OK && set));
        failed += s == VC_OK ? 0 : 1;
        vc_arena_free(&small);
    }
    assert_true(failed > 5);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bit_zero_is_the_highest_of_the_first_byte),
        cmocka_unit_test(a_list_has_as_many_bits_as_it_has),
        cmocka_unit_test(a_bomb_is_given_up_at_the_limit),
        cmocka_unit_test(what_is_not_exactly_a_list_is_refused),
        cmocka_unit_test(an_index_is_a_plain_number),
        cmocka_unit_test(each_failing_allocation_is_reported),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
