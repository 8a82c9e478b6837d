/* SPDX-License-Identifier: Apache-2.0 */
/* Files by the hash of their content: kept, copied, and found out when they
 * are no longer what their name says. */
#include "test/db/probe.h"

#include "base/file.h"
#include "core/blob.h"
#include "core/ctx.h"

/* Two files; gives the hash of "one". */
static const char *
put_two(const struct probe *p)
{
    const struct node node = {.folder = p->folder, .store = p->store};
    const char *first, *second;

    assert_int_equal(blob_put(p->arena, &node, "one", 3, &first), OK);
    assert_int_equal(blob_put(p->arena, &node, "two", 3, &second), OK);
    assert_int_equal(blob_put(p->arena, &node, "one", 3, &first), OK);
    assert_string_not_equal(first, second);
    return first;
}

struct reading {
    const struct probe *p;
    const char *folder, *hash;
    size_t max;
    char *bytes;
    size_t len;
};

static enum err
read_file_fn(struct db *db, void *arg)
{
    struct reading *r = arg;
    const struct node node = {.folder = r->folder, .store = r->p->store};
    struct ctx c = {.arena = r->p->arena, .db = db, .node = &node};

    return blob_get(&c, r->hash, r->max, &r->bytes, &r->len);
}

static enum err
get(struct reading *r)
{
    return store_read(r->p->store, r->p->arena, 5000, read_file_fn, r);
}

static void
kept_files_are_read_by_their_hash(void **state)
{
    const struct probe *p = *state;
    struct reading r = {p, p->folder, put_two(p), 100, NULL, 0};

    assert_int_equal(get(&r), OK);
    assert_int_equal(r.len, 3);
    assert_string_equal(r.bytes, "one");
    r.max = 2;
    assert_int_equal(get(&r), ERR_LIMIT);
    r.hash = "../../etc/passwd";
    assert_int_equal(get(&r), ERR_MISSING);
}

/* Larger than three pieces of a remote store, and not a multiple of them. */
static void
a_large_file_comes_back_whole(void **state)
{
    const struct probe *p = *state;
    const struct node node = {.folder = p->folder, .store = p->store};
    size_t len = 800 * 1000;
    char *bytes = arena_alloc(p->arena, len);
    struct reading r = {p, p->folder, NULL, len, NULL, 0};

    for (size_t i = 0; i < len; i++) {
        bytes[i] = (char)(i * i >> 7);
    }
    assert_int_equal(blob_put(p->arena, &node, bytes, len, &r.hash), OK);
    assert_int_equal(get(&r), OK);
    assert_int_equal(r.len, len);
    assert_memory_equal(r.bytes, bytes, len);
    assert_int_equal(blob_put(p->arena, &node, "", 0, &r.hash), OK);
    assert_int_equal(get(&r), OK);
    assert_int_equal(r.len, 0);
}

/* --- in a folder --- */

static void
all_files_are_copied_and_an_unfinished_one_is_not(void **state)
{
    const struct probe *p = *state;
    struct arena *a = p->arena;
    const char *hash = put_two(p), *bad;
    const char *to = arena_printf(a, "%s/copy", p->folder);
    struct reading r = {p, to, hash, 100, NULL, 0};
    int64_t count;

    assert_int_equal(file_write(arena_printf(a, "%s/blobs/%.2s/%s.9.tmp",
                                             p->folder, hash, hash),
                                "half", 4, 0600),
                     OK);
    assert_int_equal(blob_copy_all(a, p->folder, to, &count, &bad), OK);
    assert_int_equal(count, 2);
    assert_int_equal(get(&r), OK);
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
    const struct CMUnitTest either[] = {
        WITH_SHIPPED(kept_files_are_read_by_their_hash),
        WITH_SHIPPED(a_large_file_comes_back_whole),
    };
    const struct CMUnitTest in_a_folder[] = {
        WITH_SHIPPED(all_files_are_copied_and_an_unfinished_one_is_not),
        WITH_SHIPPED(a_changed_file_is_found_and_named),
    };
    int failed = cmocka_run_group_tests(either, NULL, NULL);

    if (!getenv("QUIPU_TEST_DATABASE")) {
        failed += cmocka_run_group_tests(in_a_folder, NULL, NULL);
    }
    return failed;
}
