/* SPDX-License-Identifier: Apache-2.0 */
/* ini: lines `key = value`, UTF-8; lines with # in front are comments. */
#ifndef QUIPU_FORMATS_INI_H
#define QUIPU_FORMATS_INI_H

#include "base/err.h"

#include <stddef.h>

struct arena;

struct ini_line {
    const char *key;
    const char *value;
    int line;
};

struct ini {
    struct ini_line *items;
    size_t count;
};

/* ERR_INVALID: `line` gets the first line that is neither. A key that stands
 * twice is one, too, and so is the 2001st. A byte order mark is skipped. */
enum err ini_parse(struct arena *a, const char *text, size_t len,
                   struct ini *out, int *line);

/* The value of a key; NULL = none. */
const char *ini_get(const struct ini *ini, const char *key);

#endif
