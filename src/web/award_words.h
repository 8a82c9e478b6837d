/* SPDX-License-Identifier: Apache-2.0 */
/* award_words: what pages of the award have in common: words for states,
 * paragraphs, the file of a case. */
#ifndef QUIPU_WEB_AWARD_WORDS_H
#define QUIPU_WEB_AWARD_WORDS_H

#include "network/award_case.h"
#include "web/layout.h"

struct req;

/* "cases are taken in until 3 March" and the like need a day; this is the word
 * alone. */
const char *award_words_phase(const struct lang *l, enum award_phase phase);

/* Of a case, and of a review. */
const char *award_words_state(const struct lang *l, const char *state);
const char *award_words_review(const struct lang *l, const char *state);

/* The country of a code in the reader's language; "" is "International". */
const char *award_words_country(const struct lang *l, const char *code);

/* The parts of a text between its line breaks. */
struct paragraphs {
    const char *const *items;
    size_t count;
};
struct paragraphs award_words_paragraphs(struct arena *a, const char *text);

/* A link as browsers open it, with a scheme; NULL for none. */
const char *award_words_link(struct arena *a, const char *link);

/* Send the file of a case as an attachment. ERR_MISSING: hash NULL. */
enum err award_words_send_file(struct req *r, const char *hash,
                               const char *type, int64_t n);

/* A category to choose. */
const struct choice *award_words_categories(struct req *r,
                                            const struct award_edition *e,
                                            int64_t chosen);

#endif
