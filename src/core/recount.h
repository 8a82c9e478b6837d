/* SPDX-License-Identifier: Apache-2.0 */
/* recount: the counters of a node computed anew from the records, and compared.
 *
 * By the same rules and the same dated closure as the counters themselves. Of
 * a stock the figure of today is compared. Both sides are read in one
 * transaction, so that it is right beside a running server, too.
 */
#ifndef QUIPU_CORE_RECOUNT_H
#define QUIPU_CORE_RECOUNT_H

#include "core/count.h"

#include <stdbool.h>

enum { RECOUNT_PAGE = 100 };

/* A figure that is not what the records say: of an indicator, or of a
 * question's first answers (core/fare.h). */
struct recount_drift {
    enum indicator indicator; /* COUNT_ALL: none that is known */
    int64_t question;         /* 0 = of the indicator */
    bool fully;               /* those of its answers that were fully right */
    const char *month;        /* "" = of a stock, today */
    const char *workgroup, *gender;
    int64_t counted, recorded;
};

struct recount {
    size_t compared; /* figures */
    struct recount_drift *items;
    size_t count;
};

struct recount_node {
    int64_t id;
    const char *slug;
};

/* Nodes in the order of their ids, after `after` (0 = from the first). */
enum err recount_nodes(struct ctx *c, int64_t after,
                       struct recount_node nodes[RECOUNT_PAGE], size_t *count);

/* Compare one node. Needs: nothing; for commands and the doctor. */
enum err recount_node(struct ctx *c, int64_t node, struct recount *out);

/* Bring its counters to what the records say; in a writing transaction. `out`
 * is what was wrong. */
enum err recount_repair(struct ctx *c, int64_t node, struct recount *out);

#endif
