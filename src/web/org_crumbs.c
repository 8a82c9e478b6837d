/* SPDX-License-Identifier: Apache-2.0 */
/* org_crumbs: the way through the tree above every page of a node. */

#include "web/org_crumbs.h"

#include "base/arena.h"
#include "network/country.h"

enum err
org_crumbs(struct req *r, const char *here, struct page *page, struct org *org,
           struct org_list *way)
{
    struct org_list nodes;
    struct crumb *crumbs;

    org_foresee_way(r->ctx, r->org); /* for parts of pages that ask again */
    TRY(org_way(r->ctx, r->org, &nodes));
    if (nodes.count == 0) {
        return ERR_MISSING;
    }
    crumbs = ARENA_ARRAY(r->ctx->arena, nodes.count + 1, struct crumb);
    for (size_t i = 0; i < nodes.count; i++) {
        crumbs[i] = (struct crumb){
            .name = nodes.items[i].name,
            .url = req_url(r, "/o/%s", nodes.items[i].slug),
        };
    }
    *org = nodes.items[nodes.count - 1];
    page->crumb_count = nodes.count;
    if (here) {
        crumbs[page->crumb_count++] = (struct crumb){.name = here};
    } else {
        crumbs[page->crumb_count - 1].url = NULL;
    }
    page->crumbs = crumbs;
    if (way) {
        *way = nodes;
    }
    return OK;
}

const char *
org_crumbs_name(const struct req *r, const char *slug, const char *stored)
{
    const struct country *country = country_by_slug(slug);

    return country ? country_name(country->code, r->ctx->lang->tag) : stored;
}
