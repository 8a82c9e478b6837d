/* SPDX-License-Identifier: Apache-2.0 */
/* mdcourse: a folder of Markdown as a course: lessons in languages, quiz,
 * pictures. Layouts: ours (course.ini, NN-name/README.<lang>.md,
 * quiz.<lang>.gift), and chapter folders with translations inside
 * (NN-name/README.md, NN-name/translations/<lang>/README.md) or in a top folder
 * (translations/<lang>/NN-name/README.md).
 */
#ifndef QUIPU_FORMATS_MDCOURSE_H
#define QUIPU_FORMATS_MDCOURSE_H

#include "base/err.h"
#include "formats/html_clean.h"
#include "formats/question.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* A block of a lesson in document order. kind: title (the first heading of
 * level 1), heading, paragraph, list, table, code, quote, image, rule, html,
 * footnotes. */
struct md_segment {
    const char *kind;
    const char *source;     /* Markdown */
    struct clean_html html; /* pictures as /pictures/{path} to be replaced */
    unsigned char hash[32]; /* SHA-256 of the source */
};

struct md_text {
    const char *lang; /* "es", "pt-BR" */
    const char *file; /* relative, for remarks */
    const char *title;
    struct md_segment *segments;
    size_t segment_count;
    int64_t words;
    /* pictures it shows: indices into mdcourse.pictures */
    size_t *pictures;
    size_t picture_count;
};

struct md_lesson {
    const char *slug;
    struct md_text *texts; /* the base language first */
    size_t text_count;
};

struct md_quiz {
    const char *lang;
    struct questions questions;
};

struct md_words {
    const char *lang;
    const char *title;
    const char *summary;
    const char *outcomes; /* one a line */
};

struct md_picture {
    const char *path; /* relative to the course folder, normalised */
    const char *file; /* to open */
};

struct mdcourse {
    const char *slug;
    const char *base_lang;
    const char *workgroup; /* NULL = all */
    const char *licence, *author;
    int64_t workload_minutes;
    struct md_words *words;
    size_t word_count;
    struct md_lesson *lessons;
    size_t lesson_count;
    struct md_quiz *quizzes; /* by language; same questions, same order */
    size_t quiz_count;
    struct md_picture *pictures;
    size_t picture_count;
    struct remarks remarks;
};

/* Read the folder. ERR_INVALID: refused; the remarks say why, with file, line
 * and what to do. ERR_MISSING: no such folder. Warnings (a missing picture, a
 * translation with other segments) are remarks that are not `refused`. In the
 * html of segments a picture's address is "/pictures/" and its index in
 * `pictures`, such as src="/pictures/3"; the importer replaces it. */
enum err mdcourse_read(struct arena *a, const char *folder,
                       struct mdcourse *out);

#endif
