/* SPDX-License-Identifier: Apache-2.0 */
/* pendant: a person's quipu: what is learned hangs, what is certified rises.
 * The page puts a list or table with the same facts beside it. */
#ifndef QUIPU_WEB_PENDANT_H
#define QUIPU_WEB_PENDANT_H

#include "base/tr.h"
#include "formats/html_clean.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* The most cords one drawing holds, and the most that rise. */
enum { PENDANT_MAX = 24, PENDANT_RISING_MAX = 3 };

/* One course as a cord: its length is the lessons there are, each lesson done
 * one turn of a long knot (at most nine a knot; a single one is a
 * figure-eight); a course passed has a knot on top. */
struct pendant {
    int64_t lessons;
    int64_t done;
    bool passed;
};

/* The drawing; cords are numbered 1, 2, 3 … below, as the rows beside it are.
 * `certificates` rise above. `label` is its one-sentence text. */
struct clean_html pendant_person(struct arena *a, const struct lang *lang,
                                 const struct pendant *items, size_t count,
                                 int64_t certificates, const char *label);

/* The same cords alone, hanging from an edge that is drawn by the page: what
 * a certificate rests on. The text stands beside it. */
struct clean_html pendant_hanging(struct arena *a, const struct lang *lang,
                                  const struct pendant *items, size_t count);

#endif
