/* SPDX-License-Identifier: Apache-2.0 */
/* agreement_words: agreements in lists and words. */
#ifndef QUIPU_WEB_AGREEMENT_WORDS_H
#define QUIPU_WEB_AGREEMENT_WORDS_H

#include "network/agreement.h"
#include "web/agreement_pages.h"

const char *agreement_kind_word(const struct lang *l, const char *kind);
const char *agreement_approval_word(const struct lang *l, const char *state);

/* The last day as a date to show; NULL = open. */
const char *agreement_end_day(const char *date);

struct agreement_line agreement_line_of(struct req *r,
                                        const struct agreement *a);
const struct agreement_line *agreement_lines(struct req *r,
                                             const struct agreement_list *list);

/* Slugs with commas between; what is no slug, and what stands twice, is left
 * out. */
struct agreement_slugs {
    const char *items[AGREEMENT_PARTIES_MAX];
    size_t count;
};
void agreement_slugs(struct arena *a, const char *with,
                     struct agreement_slugs *out);

#endif
