/* SPDX-License-Identifier: Apache-2.0 */
/* mandate_words: mandates in lists. */
#ifndef QUIPU_WEB_MANDATE_WORDS_H
#define QUIPU_WEB_MANDATE_WORDS_H

#include "web/mandate_pages.h"

struct mandate;

struct held_line held_line_of(struct req *r, const struct mandate *m);

#endif
