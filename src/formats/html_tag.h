/* SPDX-License-Identifier: Apache-2.0 */
/* html_tag: one tag of HTML as anybody writes it, read as browsers read it. It
 * points into the text it was read from. */
#ifndef QUIPU_FORMATS_HTML_TAG_H
#define QUIPU_FORMATS_HTML_TAG_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

enum { HTML_TAG_NAME = 16, HTML_TAG_ATTRS = 32 };

struct html_span {
    const char *p;
    size_t len;
};

struct html_attr {
    struct html_span name, value; /* as they stand there */
};

struct html_tag {
    char name[HTML_TAG_NAME + 1]; /* in small letters; a longer one begins
                                   * with ? and is no element */
    bool closing;
    bool empty;                             /* ends in /> */
    struct html_attr attrs[HTML_TAG_ATTRS]; /* more are left out */
    int attr_count;
};

/* Read the tag at the < at `p`, and give what follows it. NULL: it is none, the
 * sign is text. */
const char *html_tag_read(const char *p, const char *end, struct html_tag *t);

/* The value of the first attribute of that name, its references read; NULL =
 * none. */
const char *html_tag_attr(struct arena *arena, const struct html_tag *t,
                          const char *name);

bool html_tag_is_letter(char c);

#endif
