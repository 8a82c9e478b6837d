/* SPDX-License-Identifier: Apache-2.0 */
/* item_words: items of visits in lists and words. */
#ifndef QUIPU_WEB_ITEM_WORDS_H
#define QUIPU_WEB_ITEM_WORDS_H

#include "network/item.h"
#include "web/visit_pages.h"

/* `with_visit`: lists of several visits say which. */
struct item_line item_line_of(struct req *r, const struct item *i,
                              bool with_visit);
const struct item_line *item_lines(struct req *r, const struct item_list *list,
                                   bool with_visit);

const char *item_indicator_word(const struct lang *l, const char *indicator);
const char *item_step_word(const struct lang *l, const char *what);

/* Is it done or dropped? */
bool item_is_closed(const struct item *i);

/* People enrolled and certificates signed at a node since the month of a day,
 * as they may be shown. */
enum err item_since(struct ctx *c, int64_t node, const char *date,
                    struct since *out);

/* It will be read: with what is asked next, in one flight (db_foresee). */
void item_foresee_since(struct ctx *c, int64_t node, const char *date);

/* The lines of a text that is kept one thing a line; a time like "09:30" in
 * front is taken apart. */
const struct text_line *text_lines(struct arena *a, const char *text,
                                   size_t *count);

#endif
