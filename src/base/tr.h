/* SPDX-License-Identifier: Apache-2.0 */
/* tr: texts in the reader's language.
 *
 * English is the source; other languages come from po/<tag>/<area>.po, made
 * into sorted tables by tools/poc. The language travels with the request, so
 * nothing here is global but tables that never change.
 */
#ifndef QUIPU_BASE_TR_H
#define QUIPU_BASE_TR_H

#include <stddef.h>
#include <stdint.h>

enum { TR_FORMS = 6 };

struct tr_entry {
    const char *msgid;
    const char *forms[TR_FORMS]; /* [0] alone where there is no plural */
};

struct lang {
    const char *tag;                /* "es" */
    const char *dir;                /* "ltr" or "rtl" */
    const char *name;               /* in itself: "Español" */
    const struct tr_entry *entries; /* sorted by msgid */
    size_t count;
    unsigned (*plural)(unsigned long n); /* which form */
};

/* The languages that ship, English first. */
extern const struct lang tr_langs[];
extern const size_t tr_lang_count;

/* A language by its tag; NULL when it does not ship. */
const struct lang *lang_find(const char *tag);

/* The text in a language; the English one where there is no translation. */
const char *tr(const struct lang *lang, const char *msgid);

/* The same for a text that depends on a number. */
const char *tr_n(const struct lang *lang, int64_t n, const char *one,
                 const char *many);

/* Mark a text for translation where it is not translated on the spot. */
#define N_(msgid) (msgid)

#endif
