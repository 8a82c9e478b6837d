/* SPDX-License-Identifier: Apache-2.0 */
/* post_words: posts and candidates in lists and words. */
#ifndef QUIPU_WEB_POST_WORDS_H
#define QUIPU_WEB_POST_WORDS_H

#include "network/presidency.h"
#include "people/post.h"
#include "web/office_pages.h"

struct post_line post_line_of(struct req *r, const struct post *p);
const struct post_line *post_lines(struct req *r, const struct posts *list);

const char *post_kind_word(const struct lang *l, const char *kind);

struct candidate_line candidate_line_of(struct req *r,
                                        const struct candidate *k);

#endif
