/* SPDX-License-Identifier: Apache-2.0 */
/* clock: the only source of now. */

#include "base/clock.h"

#include <stdatomic.h>
#include <time.h>

static _Atomic int64_t fixed_ms;

static int64_t
read_us(clockid_t which)
{
    struct timespec t;

    clock_gettime(which, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t
clock_now_ms(void)
{
    int64_t fixed = atomic_load_explicit(&fixed_ms, memory_order_relaxed);

    return fixed ? fixed : read_us(CLOCK_REALTIME) / 1000;
}

int64_t
clock_steady_ms(void)
{
    return read_us(CLOCK_MONOTONIC) / 1000;
}

int64_t
clock_steady_us(void)
{
    return read_us(CLOCK_MONOTONIC);
}

void
clock_set_for_tests(int64_t ms)
{
    atomic_store(&fixed_ms, ms);
}
