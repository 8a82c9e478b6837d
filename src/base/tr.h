/* SPDX-License-Identifier: Apache-2.0 */
/* tr: texts in the reader's language. English is the source. */
#ifndef QUIPU_BASE_TR_H
#define QUIPU_BASE_TR_H

struct lang {
    const char *tag;  /* "es" */
    const char *dir;  /* "ltr" or "rtl" */
    const char *name; /* in itself: "Español" */
};

/* A language by its tag; NULL when it does not ship. */
const struct lang *lang_find(const char *tag);

/* The text in a language; the English one where there is no translation. */
const char *tr(const struct lang *lang, const char *msgid);

#endif
