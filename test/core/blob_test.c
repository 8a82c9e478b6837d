/* SPDX-License-Identifier: Apache-2.0 */
/* Files by the hash of their content: kept, copied, and found out when they
 * are no longer what their name says. */
#include "test/db/probe.h"

#include "base/file.h"
#include "core/blob.h"

/* Two files; gives the hash of "one". */
static const char *
put_two(const struct probe *p)
{
    const char *first, *second;

    assert_int_equal(blob_put(p->arena, p->folder, "one", 3, &first), OK);
    assert_int_equal(blob_put(p->arena, p->folder, "two", 3, &second), OK);
    assert_string_not_equal(first, second);
    return first;
}

static void
kept_files_are_read_by_their_hash(void **state)
{
    const struct probe *p = *state;
    struct arena *a = p->arena;
    const char *hash = put_two(p);
    char *bytes;
    size_t len;

    assert_int_equal(blob_get(a, p->folder, hash, 100, &bytes, &len), OK);
    assert_string_equal(bytes, "one");
    assert_int_equal(blob_get(a, p->folder, hash, 2, &bytes, &len), ERR_LIMIT);
    assert_int_equal(
        blob_get(a, p->folder, "../../etc/passwd", 100, &bytes, &len),
        ERR_MISSING);
}

static void
all_files_are_copied_and_an_unfinished_one_is_not(void **state)
{
    const struct probe *p = *state;
    struct arena *a = p->arena;
    const char *hash = put_two(p), *bad;
    const char *to = arena_printf(a, "%s/copy", p->folder);
    int64_t count;
    char *bytes;
    size_t len;

    assert_int_equal(file_write(arena_printf(a, "%s/blobs/%.2s/%s.9.tmp",
                                             p->folder, hash, hash),
                                "half", 4, 0600),
                     OK);
    assert_int_equal(blob_copy_all(a, p->folder, to, &count, &bad), OK);
    assert_int_equal(count, 2);
    assert_int_equal(blob_get(a, to, hash, 100, &bytes, &len), OK);
    assert_int_equal(blob_check_all(a, to, &count, &bad), OK);
    assert_int_equal(count, 2);
}

static void
a_changed_file_is_found_and_named(void **state)
{
    const struct probe *p = *state;
    struct arena *a = p->arena;
    const char *hash = put_two(p), *bad = NULL;
    const char *path =
        arena_printf(a, "%s/blobs/%.2s/%s", p->folder, hash, hash);
    const char *to = arena_printf(a, "%s/other", p->folder);
    int64_t count;

    assert_int_equal(file_write(path, "0ne", 3, 0600), OK);
    assert_int_equal(blob_check_all(a, p->folder, &count, &bad), ERR_INVALID);
    assert_string_equal(bad, path);
    assert_int_equal(blob_copy_all(a, p->folder, to, &count, &bad),
                     ERR_INVALID);
    assert_false(
        file_exists(arena_printf(a, "%s/blobs/%.2s/%s", to, hash, hash)));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_PROBE(kept_files_are_read_by_their_hash),
        WITH_PROBE(all_files_are_copied_and_an_unfinished_one_is_not),
        WITH_PROBE(a_changed_file_is_found_and_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
