/* SPDX-License-Identifier: Apache-2.0 */
/* Outside test data: read at run time from the folder named by QUIPU_SHARED,
 * never copied. Where it is missing the suite says so by name and count. */
#ifndef VC_TEST_OUTSIDE_H
#define VC_TEST_OUTSIDE_H

#include "vc_test.h"

#include "vc/alloc.h"

static inline const char *
outside_folder(void)
{
    const char *folder = getenv("QUIPU_SHARED");

    return folder != NULL && folder[0] != '\0' ? folder : OUTSIDE_DEFAULT;
}

/* The file conformance/`path`; data is NULL when it cannot be read. */
static inline struct vc_view
outside_read(struct vc_arena *arena, const char *path)
{
    struct vc_view none = {NULL, 0};
    char name[1024];
    char *data = NULL;
    long size = 0;
    FILE *f = NULL;

    snprintf(name, sizeof(name), "%s/conformance/%s", outside_folder(), path);
    f = fopen(name, "rb");
    if (f == NULL) {
        return none;
    }
    assert_int_equal(fseek(f, 0, SEEK_END), 0);
    size = ftell(f);
    assert_true(size >= 0);
    rewind(f);
    data = vc_arena_alloc(arena, (size_t)size + 1);
    assert_non_null(data);
    assert_int_equal(fread(data, 1, (size_t)size, f), (size_t)size);
    fclose(f);
    data[size] = '\0';
    return (struct vc_view){data, (size_t)size};
}

/* End the program as skipped (meson knows 77; cmocka 1.1.5 writes a skip as
 * "not ok"), named and counted, unless the folder is there. */
static inline void
outside_need(const char *suite, int count)
{
    char name[1024];
    FILE *f = NULL;

    snprintf(name, sizeof(name), "%s/conformance/README.md", outside_folder());
    f = fopen(name, "rb");
    if (f == NULL) {
        printf("# skipped: %s, %d cases: no outside data in %s\n", suite, count,
               outside_folder());
        exit(77);
    }
    fclose(f);
}

/* The line that `make suites` shows; the number is exact, more is as wrong as
 * fewer. */
static inline void
outside_result(const char *suite, int passed, int total, int want)
{
    printf("# suite %s %d/%d\n", suite, passed, total);
    fflush(stdout);
    assert_int_equal(total, want);
    assert_int_equal(passed, want);
}

#endif
