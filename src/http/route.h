/* SPDX-License-Identifier: Apache-2.0 */
/* route: which row of routes.def an address belongs to. */
#ifndef QUIPU_HTTP_ROUTE_H
#define QUIPU_HTTP_ROUTE_H

#include "http/req.h"
#include "routes.h"

#include <stdbool.h>

enum { ROUTE_PARAMS_MAX = 6 };

/* The row for a decoded path; its {parts} go to `params` (views made in the
 * arena). NULL: none; then `other_method` tells whether the address exists
 * with another method. Literal parts win over {parts}. */
const struct route *route_find(struct arena *a, enum method method,
                               const char *path, struct pairs *params,
                               bool *other_method);

/* Are all rows complete (handler, gate, transaction, page after a failed
 * form)? `why` gets the first that is not. */
bool route_check(const char **why);

#endif
