/* SPDX-License-Identifier: Apache-2.0 */
/* markdown: CommonMark with tables, strikethrough, links found by themselves,
 * tasks and footnotes, cut into its blocks (cmark-gfm). */
#ifndef QUIPU_FORMATS_MARKDOWN_H
#define QUIPU_FORMATS_MARKDOWN_H

#include "base/err.h"
#include "formats/html_clean.h"
#include "formats/mdcourse.h"

#include <stddef.h>

struct arena;

/* Cut a text into its top-level blocks. `options` places pictures and shifts
 * headings. Fills title, segments and words of `out`. The notes of a
 * text are one segment, its last. ERR_LIMIT: notes of more than 8 MB, or more
 * than 200 quotes and lists opened by one line, tables of more than 100,000
 * cells.
 * ERR_INTERNAL: no memory. */
enum err markdown_read(struct arena *a, const char *text, size_t len,
                       const struct html_clean_options *options,
                       struct md_text *out);

/* A whole short text as clean HTML; as plain text when it is too deep. */
struct clean_html markdown_html(struct arena *a, const char *text);

#endif
