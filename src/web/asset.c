/* SPDX-License-Identifier: Apache-2.0 */
/* asset: static files inside the program. */

#include "web/asset.h"

#include "base/arena.h"

#include <assert.h>
#include <string.h>

const struct asset *
asset_find(const char *name)
{
    for (size_t i = 0; i < asset_count; i++) {
        if (strcmp(asset_table[i].name, name) == 0) {
            return &asset_table[i];
        }
    }
    return NULL;
}

const char *
asset_url(struct arena *a, const char *name)
{
    const struct asset *f = asset_find(name);

    assert(f);
    return arena_printf(a, "/a/%s/%s", f->hash, f->name);
}
