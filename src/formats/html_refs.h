/* SPDX-License-Identifier: Apache-2.0 */
/* html_refs: character references of HTML as the signs they stand for: numeric
 * ones, the names of HTML 4, and those of ASCII signs. */
#ifndef QUIPU_FORMATS_HTML_REFS_H
#define QUIPU_FORMATS_HTML_REFS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* Read the reference that begins at the & at `*p`: its sign as UTF-8 goes to
 * `out`, `*p` moves behind it. False: it is just an ampersand. */
bool html_refs_read(const char **p, const char *end, char out[8], size_t *len);

/* The text with all references read. */
const char *html_refs_decode(struct arena *a, const char *text,
                             size_t text_len);

#endif
