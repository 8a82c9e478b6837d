/* SPDX-License-Identifier: Apache-2.0 */
/* lesson: the lessons of a course version and their text by language.
 *
 * A page reads one lesson in one language in one go; where a language is
 * missing the course's own is read, and the page says so.
 */
#ifndef QUIPU_LEARNING_LESSON_H
#define QUIPU_LEARNING_LESSON_H

#include "base/err.h"
#include "formats/html_clean.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ctx;

struct lesson_line {
    int64_t id;
    int64_t position; /* 1, 2, 3 … */
    const char *slug;
    const char *lang;
    const char *title;
    int64_t minutes;
    int64_t bytes;
    bool done;
};

struct lesson_lines {
    struct lesson_line *items;
    size_t count;
};

/* The lessons of a version in `lang` or else `base_lang`, in order; `take` > 0
 * tells which are done. */
enum err lesson_lines(struct ctx *c, int64_t version, int64_t take,
                      const char *lang, const char *base_lang,
                      struct lesson_lines *out);

struct lesson_segment {
    int64_t id;
    struct clean_html html; /* cleaned when it was imported */
};

struct lesson_body {
    struct lesson_segment *items;
    size_t count;
};

/* The text of a lesson in exactly that language, without its title (the first
 * segment when it is the heading of level 1). */
enum err lesson_body(struct ctx *c, int64_t lesson, const char *lang,
                     struct lesson_body *out);

#endif
