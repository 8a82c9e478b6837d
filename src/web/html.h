/* SPDX-License-Identifier: Apache-2.0 */
/* html: what compiled pages write with. Values are escaped by the kind of
 * place where they stand; only `struct clean_html` goes out as it is. */
#ifndef QUIPU_WEB_HTML_H
#define QUIPU_WEB_HTML_H

#include "base/buf.h"
#include "base/tr.h"
#include "formats/html_clean.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Text and quoted attributes: & < > " ' become references. NULL writes
 * nothing. */
void html_text(struct buf *b, const char *s);
void html_int(struct buf *b, int64_t n);
void html_ready(struct buf *b, struct clean_html h);

/* A value that is a whole address: only local ones ("/…", "?…", "#…"), http,
 * https and mailto pass; anything else becomes "#". */
void html_url(struct buf *b, const char *s);

/* With the separators people read: 12 345 with U+202F, from 10 000 on. */
void html_num(struct buf *b, const struct lang *lang, int64_t n);

/* "2026-11-25" as people write it: "25 de noviembre de 2026". Anything that is
 * no date is written as it is. */
void html_date(struct buf *b, const struct lang *lang, const char *date);

/* --- what pages call; the type chooses --- */

#define html_text_put(b, x)                                                    \
    _Generic((x), const char *: html_text, char *: html_text,                  \
        struct clean_html: html_ready, default: html_int)(b, x)
#define html_attr_put(b, x)                                                    \
    _Generic((x), const char *: html_text, char *: html_text,                  \
        default: html_int)(b, x)
#define html_url_put(b, x)                                                     \
    _Generic((x), const char * : html_url, char * : html_url)(b, x)
#define html_num_put(b, lang, x) html_num(b, lang, (int64_t)(x))
#define html_date_put(b, lang, x) html_date(b, lang, x)

/* Is there something to show? An empty text is nothing. */
bool html_is_text(const char *s);
bool html_is_int(int64_t n);
bool html_is_pointer(const void *p);
#define html_is(x)                                                             \
    _Generic((x), const char *: html_is_text, char *: html_is_text,            \
        _Bool: html_is_int, int: html_is_int, unsigned: html_is_int,           \
        long: html_is_int, unsigned long: html_is_int,                         \
        long long: html_is_int, default: html_is_pointer)(x)

/* What fills %{name} in a text: `s`, or the number when `s` is NULL. */
struct html_filler {
    const char *name;
    const char *s;
    int64_t n;
};
struct html_filler html_filler_text(const char *name, const char *s);
struct html_filler html_filler_int(const char *name, int64_t n);
#define html_filler(name, x)                                                   \
    _Generic((x), const char *: html_filler_text, char *: html_filler_text,    \
        default: html_filler_int)(name, x)

/* A translated text, escaped after it is filled. The list ends with a NULL
 * name. */
void html_tr(struct buf *b, const struct lang *lang, const char *msgid,
             const struct html_filler *fillers);
void html_tr_n(struct buf *b, const struct lang *lang, int64_t n,
               const char *one, const char *many,
               const struct html_filler *fillers);

#endif
