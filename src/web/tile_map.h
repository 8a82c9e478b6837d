/* SPDX-License-Identifier: Apache-2.0 */
/* tile_map: the 40 countries and territories as tiles, each a link with its
 * number in it; five classes by fixed, round limits, so colour is never the
 * only sign (shared design, section 4). The same numbers stand in a table on
 * the same page. */
#ifndef QUIPU_WEB_TILE_MAP_H
#define QUIPU_WEB_TILE_MAP_H

#include "base/tr.h"
#include "formats/html_clean.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct tile {
    const char *code; /* ISO 3166-1 */
    const char *url;  /* made by req_url */
    int64_t n;
    bool hidden; /* the number is not shown */
};

enum tile_scale { TILE_UNIVERSITIES, TILE_PEOPLE };

/* `words`: what is counted, translated; above the limits and for who hears the
 * map. Countries without a tile given are left out. */
struct clean_html tile_map(struct arena *a, const struct lang *lang,
                           const char *words, enum tile_scale scale,
                           const struct tile *tiles, size_t count);

#endif
