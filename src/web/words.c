/* SPDX-License-Identifier: Apache-2.0 */
/* words: what people read for values that the database keeps. */

#include "web/words.h"

#include "base/text.h"

#include <string.h>

const struct word words_workgroups[WORDS_WORKGROUPS] = {
    {"teaching", N_("Teaching")},
    {"support", N_("Support")},
    {"leaders", N_("Leadership")},
};

const char *
words_of(const struct lang *l, const struct word *words, size_t count,
         const char *key)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal(words[i].key, key)) {
            return tr(l, words[i].text);
        }
    }
    return key;
}

const char *
words_workgroup(const struct lang *l, const char *key)
{
    return words_of(l, words_workgroups, WORDS_WORKGROUPS, key);
}

const struct lang *
words_other_lang(const struct lang *l)
{
    return lang_find(strcmp(l->tag, "en") == 0 ? "es" : "en");
}
