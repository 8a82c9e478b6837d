/* SPDX-License-Identifier: Apache-2.0 */
/* gift: Moodle's GIFT format for quiz questions. */
#ifndef QUIPU_FORMATS_GIFT_H
#define QUIPU_FORMATS_GIFT_H

#include "base/err.h"
#include "formats/question.h"

struct arena;

/* Read all questions; what cannot be read is told in the remarks with its line,
 * and reading goes on behind it. Windows-1252 input is told and converted.
 * ERR_LIMIT: more than LIMIT_QUESTIONS, or one
 * of 2 MB. Answers and feedback become plain text whatever their format. */
enum err gift_parse(struct arena *a, const char *text, size_t len,
                    struct questions *out);

#endif
