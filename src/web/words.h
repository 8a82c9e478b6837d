/* SPDX-License-Identifier: Apache-2.0 */
/* words: what people read for values that the database keeps. */
#ifndef QUIPU_WEB_WORDS_H
#define QUIPU_WEB_WORDS_H

#include "base/tr.h"

#include <stddef.h>

struct arena;
struct ctx;
struct mandate;

struct word {
    const char *key;
    const char *text; /* marked N_ */
};

/* The translated word of a key; the key itself when a newer program wrote it.
 * NULL gives NULL. */
const char *words_of(const struct lang *l, const struct word *words,
                     size_t count, const char *key);

/* The three kinds of work, and one of them. */
enum { WORDS_WORKGROUPS = 3 };
extern const struct word words_workgroups[WORDS_WORKGROUPS];
const char *words_workgroup(const struct lang *l, const char *key);

/* Those of nodes, of mandates and what happens to them. */
const char *words_kind(const struct lang *l, const char *kind);
const char *words_status(const struct lang *l, const char *status);
const char *words_mandate(const struct lang *l, const char *kind);
const char *words_mandate_status(const struct lang *l, const char *status);
const char *words_event(const struct lang *l, const char *event);

/* The state of a mandate today: active on the days of its terms alone. */
const char *words_mandate_state(const struct ctx *c, const struct mandate *m);

/* Two notes on one line; either may be NULL. */
const char *words_joined(struct arena *a, const char *one, const char *two);

/* The place whose clock a time zone names: "America/Buenos_Aires" is Buenos
 * Aires. */
const char *words_zone(struct arena *a, const char *zone);

/* Languages, each by its own name: "es pt" is "Español, Português". */
const char *words_langs(struct arena *a, const char *tags);

/* The language that stands beside the reader's where both texts count: on
 * agreements and posters. */
const struct lang *words_other_lang(const struct lang *l);

#endif
