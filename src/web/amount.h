/* SPDX-License-Identifier: Apache-2.0 */
/* amount: how long something takes and what it costs to load, as people read
 * it; and in which language it is, when not in theirs. */
#ifndef QUIPU_WEB_AMOUNT_H
#define QUIPU_WEB_AMOUNT_H

#include <stdint.h>

struct arena;
struct ctx;

/* "45 min", "2 h", "1 h 30 min"; NULL for 0 or less. */
const char *amount_duration(struct arena *a, int64_t minutes);

/* Kilobytes (1000 bytes) begun; 0 for 0. */
int64_t amount_kilobytes(int64_t bytes);

/* For `lang=`: the tag when it is not the page's language, else NULL. */
const char *amount_other_lang(const struct ctx *c, const char *tag);

/* The name of that language in itself ("Español"), NULL when it is the page's
 * language or not known; a tag without a name stays a tag. */
const char *amount_other_lang_name(const struct ctx *c, const char *tag);

#endif
