/* SPDX-License-Identifier: Apache-2.0 */
/* Unpacking: what zlib packs comes back whole, and nothing else is taken. Runs
 * over both bodies of the face. */
#include "vc_test.h"

#include "../src/unzip.h"

#include <zlib.h>

enum { SIZE = 200000, ROOM = SIZE + 10000 };

static uint8_t plain[SIZE];
static uint8_t packed[ROOM];
static uint8_t unpacked[SIZE];

struct got {
    size_t size;
    size_t max;
};

static enum vc_status
keep(void *user, const uint8_t *bytes, size_t len)
{
    struct got *got = user;

    if (got->size + len > got->max) {
        return VC_LIMIT;
    }
    memcpy(unpacked + got->size, bytes, len);
    got->size += len;
    return VC_OK;
}

static enum vc_status
unpack(enum vc_unzip_form form, size_t size, struct got *got)
{
    struct vc_arena arena;
    enum vc_status s = VC_OK;

    vc_arena_init(&arena, NULL, 0);
    got->size = 0;
    s = vc_unzip(&arena, form, (struct vc_view){(const char *)packed, size},
                 (struct vc_unzip_sink){keep, got});
    vc_arena_free(&arena);
    return s;
}

static size_t
pack(enum vc_unzip_form form, size_t size, int level, int strategy)
{
    z_stream z = {0};

    assert_int_equal(deflateInit2(&z, level, Z_DEFLATED,
                                  form == VC_UNZIP_GZIP ? 31 : 15, 8, strategy),
                     Z_OK);
    z.next_in = plain;
    z.avail_in = (unsigned)size;
    z.next_out = packed;
    z.avail_out = sizeof(packed);
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return z.total_out;
}

/* Always the same: runs, words and noise, in turns. */
static void
fill(void)
{
    uint32_t random = 1;

    for (size_t i = 0; i < SIZE; i++) {
        random = random * 1664525u + 1013904223u;
        plain[i] = i / 5000 % 3 == 0   ? 0
                   : i / 5000 % 3 == 1 ? (uint8_t)(random >> 24)
                                       : (uint8_t) "list of bits "[i % 13];
    }
}

static void
what_was_packed_comes_back(void **state)
{
    static const int strategies[] = {Z_DEFAULT_STRATEGY, Z_FIXED,
                                     Z_HUFFMAN_ONLY, Z_RLE};
    static const size_t sizes[] = {0, 1, 2, 300, 32768, 32769, SIZE};
    struct got got = {.max = SIZE};
    int tried = 0;

    (void)state;
    fill();
    for (int form = VC_UNZIP_GZIP; form <= VC_UNZIP_ZLIB; form++) {
        for (int level = 0; level <= 9; level += 3) {
            for (size_t k = 0; k < 4; k++) {
                for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
                    size_t n = pack(form, sizes[i], level, strategies[k]);

                    assert_int_equal(unpack(form, n, &got), VC_OK);
                    assert_int_equal(got.size, sizes[i]);
                    assert_memory_equal(unpacked, plain, sizes[i]);
                    tried++;
                }
            }
        }
    }
    assert_int_equal(tried, 224);
}

static void
a_stream_that_is_cut_or_followed_is_refused(void **state)
{
    struct got got = {.max = SIZE};

    (void)state;
    fill();
    for (int form = VC_UNZIP_GZIP; form <= VC_UNZIP_ZLIB; form++) {
        size_t n = pack(form, 12000, 9, Z_DEFAULT_STRATEGY);

        for (size_t cut = 0; cut < n; cut += cut < 40 ? 1 : 97) {
            assert_int_equal(unpack(form, cut, &got), VC_INVALID);
        }
        packed[n] = 0;
        assert_int_equal(unpack(form, n + 1, &got), VC_INVALID);
    }
}

/* Bits of the header that only tell the time or the system may change. */
static void
a_damaged_stream_gives_nothing_wrong(void **state)
{
    struct got got = {.max = SIZE};
    size_t refused = 0;
    size_t n = 0;

    (void)state;
    fill();
    n = pack(VC_UNZIP_GZIP, 7000, 9, Z_DEFAULT_STRATEGY);
    for (size_t i = 0; i < n; i++) {
        packed[i] ^= (uint8_t)(1u << i % 8);
        if (unpack(VC_UNZIP_GZIP, n, &got) == VC_OK) {
            assert_int_equal(got.size, 7000);
            assert_memory_equal(unpacked, plain, 7000);
        } else {
            refused++;
        }
        packed[i] ^= (uint8_t)(1u << i % 8);
    }
    assert_true(refused > n - 10);
}

static void
one_form_is_not_the_other(void **state)
{
    struct got got = {.max = SIZE};
    size_t n = 0;

    (void)state;
    fill();
    n = pack(VC_UNZIP_GZIP, 100, 9, Z_DEFAULT_STRATEGY);
    assert_int_equal(unpack(VC_UNZIP_ZLIB, n, &got), VC_INVALID);
    n = pack(VC_UNZIP_ZLIB, 100, 9, Z_DEFAULT_STRATEGY);
    assert_int_equal(unpack(VC_UNZIP_GZIP, n, &got), VC_INVALID);
}

static void
the_taker_ends_the_work(void **state)
{
    struct got got = {.max = 100000};
    size_t n = 0;

    (void)state;
    fill();
    n = pack(VC_UNZIP_GZIP, SIZE, 9, Z_DEFAULT_STRATEGY);
    assert_int_equal(unpack(VC_UNZIP_GZIP, n, &got), VC_LIMIT);
    assert_true(got.size <= 100000);
}

static void
checksums_are_those_of_png(void **state)
{
    (void)state;
    assert_int_equal(vc_unzip_crc32(0, "123456789", 9), 0xCBF43926);
    assert_int_equal(vc_unzip_crc32(vc_unzip_crc32(0, "1234", 4), "56789", 5),
                     0xCBF43926);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_packed_comes_back),
        cmocka_unit_test(a_stream_that_is_cut_or_followed_is_refused),
        cmocka_unit_test(a_damaged_stream_gives_nothing_wrong),
        cmocka_unit_test(one_form_is_not_the_other),
        cmocka_unit_test(the_taker_ends_the_work),
        cmocka_unit_test(checksums_are_those_of_png),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
