/* SPDX-License-Identifier: Apache-2.0 */
/* org_crumbs: the way through the tree above every page of a node. */
#ifndef QUIPU_WEB_ORG_CRUMBS_H
#define QUIPU_WEB_ORG_CRUMBS_H

#include "base/err.h"
#include "network/org.h"
#include "web/layout.h"

struct req;

/* What `page` says of the place: the nodes down to r->org, then `here`
 * (translated; NULL = the node's own page). `org` gets the node, `way` (may be
 * NULL) all nodes from the root. One statement. */
enum err org_crumbs(struct req *r, const char *here, struct page *page,
                    struct org *org, struct org_list *way);

/* The name of a node for the reader where a list has only its address and its
 * stored name: countries are stored in English. */
const char *org_crumbs_name(const struct req *r, const char *slug,
                            const char *stored);

#endif
