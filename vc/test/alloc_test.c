/* SPDX-License-Identifier: Apache-2.0 */
/* Arena, buffer and dataset: bounds, growth, failures. */
#include "vc_test.h"

#include "vc/alloc.h"
#include "vc/buf.h"
#include "vc/dataset.h"

static void
an_arena_never_passes_its_maximum(void **state)
{
    (void)state;
    struct vc_arena arena;
    vc_arena_init(&arena, NULL, 100000);
    size_t got = 0;
    while (vc_arena_alloc(&arena, 1000))
        got += 1000;
    assert_true(got > 60000 && got < 100000);
    assert_true(arena.used_bytes <= 100000);
    assert_null(vc_arena_alloc(&arena, SIZE_MAX));
    assert_null(vc_arena_array(&arena, SIZE_MAX / 2, 3));
    vc_arena_reset(&arena);
    assert_non_null(vc_arena_alloc(&arena, 1000));
    vc_arena_free(&arena);
    assert_int_equal(arena.used_bytes, 0);
}

static void
the_last_block_grows_in_place(void **state)
{
    (void)state;
    struct vc_arena arena;
    vc_arena_init(&arena, NULL, 0);
    char *a = vc_arena_alloc(&arena, 10);
    memcpy(a, "0123456789", 10);
    assert_ptr_equal(vc_arena_resize(&arena, a, 10, 100), a);
    (void)vc_arena_alloc(&arena, 1);
    char *b = vc_arena_resize(&arena, a, 100, 200);
    assert_ptr_not_equal(a, b);
    assert_memory_equal(b, "0123456789", 10);
    vc_arena_free(&arena);
}

static void
a_buffer_keeps_its_first_failure(void **state)
{
    (void)state;
    struct vc_arena arena;
    vc_arena_init(&arena, NULL, 0);
    struct vc_buf buf;
    vc_buf_init(&buf, &arena, 0, 100);
    for (int i = 0; i < 25; i++)
        vc_buf_add(&buf, VC_VIEW("four"));
    struct vc_view out;
    assert_int_equal(vc_buf_finish(&buf, &out), VC_OK);
    assert_int_equal(out.size, 100);
    vc_buf_byte(&buf, 'x');
    assert_int_equal(vc_buf_finish(&buf, &out), VC_LIMIT);
    vc_arena_free(&arena);
}

static void
a_dataset_is_a_set(void **state)
{
    (void)state;
    struct vc_arena arena;
    vc_arena_init(&arena, NULL, 0);
    struct vc_dataset set;
    vc_dataset_init(&set, &arena, 500);
    static char text[500][8];
    static struct vc_term many[2][500];
    struct vc_term s = {.kind = VC_TERM_BLANK, .number = 0};
    struct vc_term p = {.kind = VC_TERM_IRI, .value = VC_VIEW_INIT("urn:p")};
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 500; i++) {
            snprintf(text[i], sizeof text[i], "%d", i);
            many[round][i].kind = VC_TERM_LITERAL;
            many[round][i].value = vc_view_of(text[i]);
            struct vc_quad quad = {&s, &p, &many[round][i], NULL};
            assert_int_equal(vc_dataset_add(&set, &quad), VC_OK);
        }
    }
    assert_int_equal(set.count, 500);
    struct vc_term o = {.kind = VC_TERM_LITERAL,
                        .value = VC_VIEW_INIT("1"),
                        .language = VC_VIEW_INIT("en")};
    struct vc_quad quad = {&s, &p, &o, NULL};
    assert_int_equal(vc_dataset_add(&set, &quad), VC_LIMIT);
    vc_arena_free(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_arena_never_passes_its_maximum),
        cmocka_unit_test(the_last_block_grows_in_place),
        cmocka_unit_test(a_buffer_keeps_its_first_failure),
        cmocka_unit_test(a_dataset_is_a_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
