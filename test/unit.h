/* SPDX-License-Identifier: Apache-2.0 */
/* unit: cmocka with its includes, and an arena for each test. */
#ifndef QUIPU_TEST_UNIT_H
#define QUIPU_TEST_UNIT_H

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static inline int
unit_arena_begin(void **state)
{
    *state = arena_new((size_t)64 << 20);
    return 0;
}

static inline int
unit_arena_end(void **state)
{
    arena_free(*state);
    return 0;
}

#define IN_ARENA(test)                                                         \
    cmocka_unit_test_setup_teardown(test, unit_arena_begin, unit_arena_end)

#endif
