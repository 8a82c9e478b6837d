/* SPDX-License-Identifier: Apache-2.0 */
/* id: row numbers of 63 bits. */

#include "base/id.h"

#include "base/clock.h"

#include <stdatomic.h>

enum { NODE_BITS = 12, SEQUENCE_BITS = 10 };

static const int64_t epoch_ms = 1704067200000; /* 2024-01-01T00:00:00Z */

static _Atomic int64_t last; /* milliseconds and sequence in one number */
static _Atomic int64_t node_number;

void
id_set_node(int node)
{
    atomic_store(&node_number, node & ((1 << NODE_BITS) - 1));
}

/* Put the node number between the milliseconds and the sequence. */
static int64_t
compose(int64_t tick)
{
    int64_t ms = tick >> SEQUENCE_BITS;
    int64_t sequence = tick & ((1 << SEQUENCE_BITS) - 1);

    return ((ms << NODE_BITS | atomic_load(&node_number)) << SEQUENCE_BITS) |
           sequence;
}

int64_t
id_new(void)
{
    int64_t now = (clock_now_ms() - epoch_ms) << SEQUENCE_BITS;
    int64_t before = atomic_load(&last), next;

    do {
        next = now > before ? now : before + 1;
    } while (!atomic_compare_exchange_weak(&last, &before, next));
    return compose(next);
}

int64_t
id_at(int64_t ms)
{
    static _Atomic int64_t spread;
    int64_t n = atomic_fetch_add(&spread, 1);

    return compose(((ms - epoch_ms) << SEQUENCE_BITS) +
                   (n & ((1 << SEQUENCE_BITS) - 1)));
}

int64_t
id_first_of(int64_t ms)
{
    return ms <= epoch_ms ? 0 : (ms - epoch_ms) << (NODE_BITS + SEQUENCE_BITS);
}
