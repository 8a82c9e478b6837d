/* SPDX-License-Identifier: Apache-2.0 */
/* html_clean: foreign HTML as a safe subset, the only HTML pages write as it
 * is.
 *
 * An allow list of elements and attributes; everything else is dropped, what
 * cannot be text (script, style, svg …) with its content. What comes out is
 * well-formed: closed are exactly the elements that were opened.
 * Names in the page (id, href="#…") get a "t-" in front, in every text the
 * same, so that they never are the page's own.
 */
#ifndef QUIPU_FORMATS_HTML_CLEAN_H
#define QUIPU_FORMATS_HTML_CLEAN_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* Made only here; templates write no other type unescaped. */
struct clean_html {
    const char *html;
    size_t len;
};

/* What html_clean made once and the database kept, or a drawing of ours. */
struct clean_html html_clean_stored(const char *html, size_t len);

/* Where the picture of a src is served; NULL = leave it out. */
typedef const char *(*html_clean_picture)(void *user, const char *src);

/* Where a link without a scheme leads; NULL = nowhere: its words stay. */
typedef const char *(*html_clean_link)(void *user, const char *href);

struct html_clean_options {
    int heading_shift;          /* h1 becomes h2 with 1; nothing below h6 */
    html_clean_picture picture; /* NULL = no pictures */
    html_clean_link link;       /* NULL = links stay as they are */
    void *user;
};

struct clean_html html_clean(struct arena *a, const char *html, size_t len,
                             const struct html_clean_options *options);

/* Has it a tag or a reference of HTML, so that it is more than plain text? */
bool html_clean_has_tags(const char *s);

/* Plain text as a paragraph for each block of lines. */
struct clean_html html_clean_text(struct arena *a, const char *text);

/* The text of clean HTML without its tags and references, for lists and
 * fields; a blank between blocks. */
const char *html_clean_plain(struct arena *a, struct clean_html h);

#endif
