/* SPDX-License-Identifier: Apache-2.0 */
/* cord: figures drawn as a quipu, and the map of the region; every drawing is
 * a datum that also stands in text beside it (shared design, sections 3, 4). */
#ifndef QUIPU_WEB_CORD_H
#define QUIPU_WEB_CORD_H

#include "base/tr.h"
#include "formats/html_clean.h"
#include "network/org.h"

#include <stddef.h>
#include <stdint.h>

struct arena;
struct cord_view;

/* A list of hanging cords: one for each figure, knots by place value, the
 * figure and its words below. At most seven. */
struct clean_html cord_numbers(struct arena *a, const struct lang *lang,
                               const struct cord_view *cords, size_t count);

/* The 40 tiles of the region, each a link to its country; `prefix` goes before
 * the links. */
struct clean_html cord_map(struct arena *a, const struct lang *lang,
                           const char *prefix,
                           const struct org_country_counts *counts);

#endif
