/* SPDX-License-Identifier: Apache-2.0 */
/* tr: texts in the reader's language. */

#include "base/tr.h"

#include <stddef.h>
#include <string.h>

static const struct lang langs[] = {
    {"en", "ltr", "English"},
    {"es", "ltr", "Español"},
};

const struct lang *
lang_find(const char *tag)
{
    for (size_t i = 0; i < sizeof langs / sizeof langs[0]; i++) {
        if (strcmp(langs[i].tag, tag) == 0) {
            return &langs[i];
        }
    }
    return NULL;
}

const char *
tr(const struct lang *lang, const char *msgid)
{
    (void)lang;
    return msgid;
}
