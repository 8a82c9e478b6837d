/* SPDX-License-Identifier: Apache-2.0 */
/* html_clean: HTML that may be written as it is. */
#ifndef QUIPU_FORMATS_HTML_CLEAN_H
#define QUIPU_FORMATS_HTML_CLEAN_H

#include <stddef.h>

/* Made only by html_clean.c; templates write no other type unescaped. */
struct clean_html {
    const char *html;
    size_t len;
};

/* What html_clean made once and the database kept. */
struct clean_html html_clean_stored(const char *html, size_t len);

#endif
