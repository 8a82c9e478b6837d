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
    bool done; /* by the person; progress_marks sets it */
};

struct lesson_lines {
    struct lesson_line *items;
    size_t count;
};

/* The lessons of a version in order, each in `lang` or else in `base_lang`. */
enum err lesson_lines(struct ctx *c, int64_t version, const char *lang,
                      const char *base_lang, struct lesson_lines *out);
/* They will be read: with what is asked next, in one flight (db_foresee). */
void lesson_foresee_lines(struct ctx *c, int64_t version, const char *lang,
                          const char *base_lang);

struct answer;

/* The text of a lesson in exactly that language, without its title; cleaned
 * when it was imported. Empty where there is none. Asked first, so that the
 * flight is shared, then taken (db.h). */
void lesson_ask_body(struct ctx *c, int64_t lesson, const char *lang,
                     struct answer *a);
enum err lesson_take_body(struct answer *a, struct clean_html *out);

#endif
