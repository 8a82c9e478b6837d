/* SPDX-License-Identifier: Apache-2.0 */
/* agree: the counters of the whole world agree with its records. */
#ifndef QUIPU_TEST_CORE_AGREE_H
#define QUIPU_TEST_CORE_AGREE_H

#include "test/world.h"

#include "core/recount.h"

/* Of all places, of which there are so many. */
static inline size_t
figures_that_differ_of(void **state, size_t places)
{
    struct ctx *c = as(state, NOBODY);
    struct recount_node nodes[RECOUNT_PAGE];
    struct recount found;
    size_t count, n = 0;

    assert_int_equal(recount_nodes(c, 0, nodes, &count), OK);
    assert_int_equal(count, places);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(recount_node(c, nodes[i].id, &found), OK);
        for (size_t k = 0; k < found.count; k++) {
            const struct recount_drift *d = &found.items[k];

            print_message("%s: indicator %d, %s %s %s: %lld, not %lld\n",
                          nodes[i].slug, (int)d->indicator, d->month,
                          d->workgroup, d->gender, (long long)d->counted,
                          (long long)d->recorded);
        }
        n += found.count;
    }
    return n;
}

static inline size_t
figures_that_differ(void **state)
{
    return figures_that_differ_of(state, 8);
}

static inline void
all_agree_of(void **state, size_t places)
{
    assert_int_equal(figures_that_differ_of(state, places), 0);
}

static inline void
all_agree(void **state)
{
    all_agree_of(state, 8);
}

#endif
