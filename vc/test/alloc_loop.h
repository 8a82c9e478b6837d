/* SPDX-License-Identifier: Apache-2.0 */
/* The first allocation fails, then only the second, the third … until the work
 * gets through: each failure is returned as VC_NO_MEMORY, nothing stays behind,
 * and at last the work gives what it gives elsewhere. OpenSSL's allocations fail
 * in the same row.
 *
 * Prints how many allocations each kind of work has. */
#ifndef VC_TEST_ALLOC_LOOP_H
#define VC_TEST_ALLOC_LOOP_H

#include "vc_test.h"

#include "vc/alloc.h"
#include "vc/status.h"

#include <openssl/crypto.h>

/* --- an allocator that fails once ---------------------------------------- */

static struct {
    bool on;
    long made;    /* while on */
    long fail_at; /* which of them fails; 0 = none */
    long held;    /* blocks not given back */
} loop;

static inline bool
fails(void)
{
    return loop.on && ++loop.made == loop.fail_at;
}

static inline void *
take(void *user, size_t size)
{
    (void)user;
    if (fails()) {
        return NULL;
    }
    loop.held++;
    return malloc(size);
}

static inline void
give_back(void *user, void *memory, size_t size)
{
    (void)user;
    (void)size;
    loop.held--;
    free(memory);
}

static const struct vc_allocator allocator = {take, give_back, NULL};

static inline void *
openssl_take(size_t size, const char *file, int line)
{
    (void)file;
    (void)line;
    return fails() ? NULL : malloc(size);
}

static inline void *
openssl_resize(void *memory, size_t size, const char *file, int line)
{
    (void)file;
    (void)line;
    return fails() ? NULL : realloc(memory, size);
}

static inline void
openssl_free(void *memory, const char *file, int line)
{
    (void)file;
    (void)line;
    free(memory);
}

/* --- the loop ------------------------------------------------------------ */

static struct vc_arena kept; /* what the works begin with */

/* A piece of work; what it has made goes to `out`. */
typedef enum vc_status work_fn(struct vc_arena *arena, struct vc_view *out);

static inline enum vc_status
attempt(work_fn *work, long fail_at, struct vc_view *out)
{
    struct vc_arena arena;
    struct vc_view made = {NULL, 0};
    enum vc_status status = VC_OK;

    vc_arena_init(&arena, &allocator, 0);
    loop.made = 0;
    loop.held = 0;
    loop.fail_at = fail_at;
    loop.on = true;
    status = work(&arena, &made);
    loop.on = false;
    if (status == VC_OK) {
        *out = vc_arena_copy(&kept, made);
        assert_non_null(out->data);
    }
    vc_arena_free(&arena);
    assert_int_equal(loop.held, 0);
    return status;
}

/* OpenSSL can do without some of its allocations: then the answer is the same.
 * Any other answer than that or VC_NO_MEMORY is wrong. */
enum whose { OURS, OPENSSL };

static inline void
each_fails_once(const char *name, work_fn *work, enum whose whose)
{
    struct vc_view want = {NULL, 0};
    struct vc_view got = {NULL, 0};
    long count = 0;

    if (whose == OPENSSL) { /* which loads its tables at first use */
        assert_int_equal(attempt(work, 0, &want), VC_OK);
    }
    assert_int_equal(attempt(work, 0, &want), VC_OK);
    count = loop.made;
    assert_true(count > 0 && want.size > 0);
    for (long n = 1; n <= count; n++) {
        enum vc_status status = attempt(work, n, &got);

        if (whose == OPENSSL && status == VC_OK) {
            assert_true(vc_view_equal(got, want));
        } else if (status != VC_NO_MEMORY) {
            fail_msg("%s: allocation %ld of %ld failed, and the answer was %s",
                     name, n, count, vc_status_name(status));
        }
    }
    /* What OpenSSL draws (nonces, blinding) can need one more or less. */
    assert_int_equal(attempt(work, whose == OPENSSL ? 0 : count + 1, &got),
                     VC_OK);
    assert_true(whose == OPENSSL || loop.made == count);
    assert_true(vc_view_equal(got, want));
    printf("# %s: %ld allocations, each failed once%s\n", name, count,
           whose == OPENSSL ? ", reported or survived" : "");
}

/* To be called first: OpenSSL takes these before it has taken anything. */
static inline bool
loop_begin(void)
{
    vc_arena_init(&kept, NULL, 0);
    return CRYPTO_set_mem_functions(openssl_take, openssl_resize,
                                    openssl_free) == 1;
}

#endif
