/* SPDX-License-Identifier: Apache-2.0 */
/* base/arena, buf, hash, id, file: the ground everything stands on. */

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/id.h"
#include "test/unit.h"

#include <stdlib.h>
#include <unistd.h>

static void
an_arena_hands_out_zeroed_memory_again_and_again(void **state)
{
    struct arena *a = *state;

    for (int round = 0; round < 3; round++) {
        for (size_t n = 1; n < 100000; n *= 3) {
            char *p = arena_alloc(a, n);

            for (size_t i = 0; i < n; i++) {
                assert_int_equal(p[i], 0);
            }
            memset(p, 0xff, n);
        }
        arena_reset(a);
        assert_int_equal(arena_used(a), 0);
    }
    assert_string_equal(arena_printf(a, "%d-%s", 7, "x"), "7-x");
}

static void
a_buffer_past_its_maximum_is_broken_not_longer(void **state)
{
    struct buf b;

    (void)state;
    buf_init(&b, 10);
    buf_puts(&b, "12345");
    buf_int(&b, -678);
    assert_string_equal(buf_text(&b), "12345-678");
    assert_true(buf_ok(&b));
    buf_puts(&b, "90");
    assert_false(buf_ok(&b));
    assert_int_equal(b.len, 9);
    buf_clear(&b);
    buf_int(&b, 0);
    assert_string_equal(buf_text(&b), "0");
    buf_free(&b);
}

static void
ids_grow_and_never_repeat(void **state)
{
    int64_t last = 0;

    (void)state;
    for (int i = 0; i < 5000; i++) {
        int64_t id = id_new();

        assert_true(id > last);
        last = id;
    }
}

static void
a_sealed_secret_opens_only_unchanged(void **state)
{
    unsigned char key[HASH_KEY_SIZE] = {1}, sealed[5 + HASH_SEAL_EXTRA];
    unsigned char out[5];

    (void)state;
    hash_seal(key, "quipu", 5, sealed);
    assert_true(hash_open(key, sealed, sizeof sealed, out));
    assert_memory_equal(out, "quipu", 5);
    for (size_t i = 0; i < sizeof sealed; i++) {
        sealed[i] ^= 1;
        assert_false(hash_open(key, sealed, sizeof sealed, out));
        sealed[i] ^= 1;
    }
    key[0] = 2;
    assert_false(hash_open(key, sealed, sizeof sealed, out));
}

static void
a_file_is_written_whole_and_read_back(void **state)
{
    struct arena *a = *state;
    char folder[] = "/tmp/quipu-test-XXXXXX";
    const char *path;
    char *data = NULL;
    size_t len = 0;

    assert_non_null(mkdtemp(folder));
    path = file_join(a, folder, "x");
    assert_int_equal(file_read(a, path, 100, &data, &len), ERR_MISSING);
    assert_int_equal(file_write(path, "abc", 3, 0600), OK);
    assert_int_equal(file_read(a, path, 100, &data, &len), OK);
    assert_int_equal(len, 3);
    assert_string_equal(data, "abc");
    assert_int_equal(file_read(a, path, 2, &data, &len), ERR_LIMIT);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(folder), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_ARENA(an_arena_hands_out_zeroed_memory_again_and_again),
        IN_ARENA(a_buffer_past_its_maximum_is_broken_not_longer),
        IN_ARENA(ids_grow_and_never_repeat),
        IN_ARENA(a_sealed_secret_opens_only_unchanged),
        IN_ARENA(a_file_is_written_whole_and_read_back),
    };
    hash_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
