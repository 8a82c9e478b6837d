/* SPDX-License-Identifier: Apache-2.0 */
/* cord: figures drawn as a quipu; every drawing is a datum that also stands in
 * text beside it (shared design, section 3). */
#ifndef QUIPU_WEB_CORD_H
#define QUIPU_WEB_CORD_H

#include "base/tr.h"
#include "formats/html_clean.h"

#include <stddef.h>
#include <stdint.h>

struct arena;
struct cord_view;

/* A list of hanging cords: one for each figure, knots by place value, the
 * figure and its words below. At most seven. */
struct clean_html cord_numbers(struct arena *a, const struct lang *lang,
                               const struct cord_view *cords, size_t count);

#endif
